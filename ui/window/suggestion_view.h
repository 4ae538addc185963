// SPDX-License-Identifier: MIT
#pragma once
// SuggestionView: the suggestions as text in a small window: for screen readers, for reading at leisure, for
// copying. It shows what there was when it was opened. Threading: user interface. Ownership: child of its
// window.
#include <QDialog>

class QPlainTextEdit;

namespace deltapad {

struct Snapshot;

class SuggestionView : public QDialog
{
    Q_OBJECT

public:
    /// `ghost`: what is shown inside the text, may be empty. `before`: the text in front of the caret; words
    /// that are begun there are written whole.
    SuggestionView(const QString &ghost, const QString &before, const Snapshot *snapshot, QWidget *parent);

    QString text() const;

private:
    QPlainTextEdit *m_text = nullptr;
};

} // namespace deltapad
