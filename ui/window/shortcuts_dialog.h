// SPDX-License-Identifier: MIT
#pragma once
// ShortcutsDialog: looks up commands and changes their keys; says before saving whose keys would be taken.
// Threading: user interface. Ownership: child of its window; `shortcuts` must outlive it.
#include <QDialog>
#include <QKeySequence>

class QKeySequenceEdit;
class QLabel;
class QLineEdit;
class QPushButton;
class QTreeWidget;

namespace deltapad {

class Shortcuts;

class ShortcutsDialog : public QDialog
{
    Q_OBJECT

public:
    ShortcutsDialog(Shortcuts *shortcuts, QWidget *parent);

    void exportTo(const QString &path);
    void importFrom(const QString &path);

private:
    void fill();
    void filter(const QString &text);
    void showChosen();
    void showConflict();
    QString chosen() const;
    QPushButton *addButton(const QString &name, const QString &text, const QString &description);

    Shortcuts *m_shortcuts;
    QLineEdit *m_search = nullptr;
    QTreeWidget *m_table = nullptr;
    QKeySequenceEdit *m_keys = nullptr;
    QLabel *m_note = nullptr;
    QPushButton *m_assign = nullptr;
    QPushButton *m_reset = nullptr;
};

} // namespace deltapad
