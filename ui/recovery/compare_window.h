// SPDX-License-Identifier: MIT
#pragma once
// CompareWindow: two states of a text, line by line, to read before deciding which one stays.
// It changes nothing. Threading: user interface. Ownership: deletes itself when it is closed.
// Cost: see line_diff.h.
#include <QDialog>

class QPlainTextEdit;

namespace deltapad {

struct TextVersion
{
    QString name; ///< "on disk", for people
    QString text;
};

class CompareWindow : public QDialog
{
    Q_OBJECT

public:
    CompareWindow(const QString &title, const TextVersion &before, const TextVersion &after,
                  QWidget *parent = nullptr);

    /// What is shown, with "-" and "+" before the lines that differ.
    QString shownText() const;

private:
    QPlainTextEdit *m_lines = nullptr;
};

} // namespace deltapad
