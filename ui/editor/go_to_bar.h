// SPDX-License-Identifier: MIT
#pragma once
// GoToBar: one line under the text that takes LINE or LINE:COLUMN and moves the caret while it is typed.
// Return keeps the new place, Escape returns to the old one. Threading: user interface. Ownership: child of
// the window. Cost: none worth naming.
#include <QTextCursor>
#include <QWidget>

class QLabel;
class QLineEdit;

namespace deltapad {

class TextEdit;

class GoToBar : public QWidget
{
    Q_OBJECT

public:
    explicit GoToBar(TextEdit *edit, QWidget *parent = nullptr);

    void open();
    enum class Caret { Stays, Returns };
    void close(Caret caret);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void go();

    TextEdit *m_edit;
    QLineEdit *m_place = nullptr;
    QLabel *m_range = nullptr;
    QTextCursor m_origin;
};

} // namespace deltapad
