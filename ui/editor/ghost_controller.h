// SPDX-License-Identifier: MIT
#pragma once
// GhostController: which suggestion is shown in the text, when, and what is left of it while it is typed or
// accepted.
//
// Fed with the suggestions of the newest snapshot; the editor tells it about every change before
// (prepareChange) and after (noteChange) it happens. A suggestion on screen stays while the writer types
// along it or accepts it word by word; newer suggestions replace it only when it is gone. Threading: user
// interface. Ownership: child of the editor. Cost: one paragraph layout when the text shown changes.
#include "ui/editor/ghost_text.h"
#include "ui/editor/suggestion_gate.h"

#include <QElapsedTimer>
#include <QObject>
#include <QStringList>
#include <QTimer>

namespace deltapad {

class TextEdit;

class GhostController : public QObject
{
    Q_OBJECT

public:
    GhostController(TextEdit *edit, const Delays &delays);

    void setMode(SuggestionMode mode);
    SuggestionMode mode() const { return m_gate.mode(); }
    void setColor(const QColor &color) { m_ghost.setColor(color); }

    /// The newest suggestions, best first, for the caret at `position` of the present text.
    void setSuggestions(const QStringList &suggestions, int position);
    /// The text changed or the caret moved: what setSuggestions() gave no longer holds.
    void invalidate() { m_fresh = false; }

    bool isVisible() const { return m_ghost.isVisible(); }
    QString text() const { return m_ghost.text(); }
    const GhostText &ghost() const { return m_ghost; }

    /// Takes the ghost off the screen and remembers it, in case the change turns out to be typing along it.
    void prepareChange();
    void noteChange(LastAction action, const QString &typed = {});
    /// Takes it off the screen for good.
    void clear();
    /// Esc: nothing more until the next word.
    void dismiss();
    /// Ctrl+Space.
    void request();
    /// Alt+] and Alt+[.
    void cycle(int step);
    void noteScroll();

    /// Length of the next word of what is shown.
    qsizetype nextWord() const;

Q_SIGNALS:
    void shown(const QString &text);
    void hidden();

private:
    void reconsider();
    void showNow();
    void display(int position, const QString &text);
    bool repeatsFollowingText(const QString &text) const;
    SuggestionGate::Milliseconds now() const;

    TextEdit *m_edit;
    GhostText m_ghost;
    SuggestionGate m_gate;
    QElapsedTimer m_clock;
    QTimer m_timer;
    QStringList m_suggestions;
    int m_suggestionsAt = -1;
    bool m_fresh = false;
    qsizetype m_index = 0;
    QString m_remembered; ///< shown before the change that is under way
    int m_rememberedAt = -1;
};

} // namespace deltapad
