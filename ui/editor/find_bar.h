// SPDX-License-Identifier: MIT
#pragma once
// FindBar: incremental search and replace under the text, with "3 of 17".
// Threading: user interface. Ownership: child of the window. Cost: one search per change of the query, and
// one a moment after the text changed.
#include "ui/editor/delays.h"
#include "ui/editor/text_search.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QLineEdit;
class QToolButton;

namespace deltapad {

class TextEdit;

class FindBar : public QWidget
{
    Q_OBJECT

public:
    enum class Show { Find, FindAndReplace };

    FindBar(TextEdit *edit, const Delays &delays, QWidget *parent = nullptr);

    void open(Show what);
    void close();
    void next() { step(1); }
    void previous() { step(-1); }

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    enum class Jump { ToNearest, Stay };
    void search(Jump jump);
    void step(int direction);
    void select(std::size_t index);
    void replaceOne();
    void replaceEverything();
    void updateCount();
    SearchQuery query() const;
    QToolButton *option(const QString &text, const QString &name, const QString &description);

    TextEdit *m_edit;
    QLineEdit *m_pattern = nullptr;
    QLineEdit *m_replacement = nullptr;
    QWidget *m_replaceRow = nullptr;
    QLabel *m_count = nullptr;
    QToolButton *m_case = nullptr;
    QToolButton *m_words = nullptr;
    QToolButton *m_regex = nullptr;
    QTimer m_refresh;
    SearchAnswer m_answer;
    int m_origin = 0; ///< where the search started
};

} // namespace deltapad
