// SPDX-License-Identifier: MIT
#pragma once
// GhostController: brings GhostPolicy's decisions into the text: clock and timer, and the ghost in the
// paragraph's layout.
//
// Fed with the suggestions of the newest snapshot; the editor tells it about every change before
// (prepareChange) and after (noteChange) it happens. Threading: user interface. Ownership: child of the
// editor. Cost: one paragraph layout when the text shown changes.
#include "engine/assist/ghost_policy.h"
#include "ui/editor/delays.h"
#include "ui/editor/ghost_text.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace deltapad {

class TextEdit;

class GhostController : public QObject
{
    Q_OBJECT

public:
    using Milliseconds = GhostPolicy::Milliseconds;

    GhostController(TextEdit *edit, const Delays &delays);

    void setMode(SuggestionMode mode);
    SuggestionMode mode() const { return m_policy.gate().mode(); }
    /// Pause of Calm mode; empty: it follows the writer.
    void setFixedPause(std::optional<Milliseconds> pause);
    /// Nothing unasked for this long; zero ends a snooze.
    void snooze(Milliseconds length);
    bool isSnoozing() const { return m_policy.gate().isSnoozing(now()); }
    void setColor(const QColor &color) { m_ghost.setColor(color); }

    /// The newest suggestions, best first, for the caret at `position` of the present text.
    void setSuggestions(const std::vector<Suggestion> &suggestions, int position);
    /// The text changed or the caret moved: what setSuggestions() gave no longer holds.
    void invalidate() { m_policy.invalidate(); }

    bool isVisible() const { return m_ghost.isVisible(); }
    QString text() const { return m_ghost.text(); }
    const GhostText &ghost() const { return m_ghost; }
    /// What of the shown text a key would accept.
    QString part(AcceptPart part) const;
    /// "2 of 3": number of the alternative from 1 (0: none of them), and how many there are.
    int shownAlternative() const { return m_policy.shownIndex() + 1; }
    int alternatives() const { return m_policy.alternatives(); }

    /// Takes the ghost off the screen; the policy keeps it, in case the change is typing along it.
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
    /// Shows a text in place while something points at it in a list; endPreview() brings back what was there.
    void preview(const QString &text);
    void endPreview();

Q_SIGNALS:
    void shown(const QString &text);
    void hidden();

private:
    void reconsider();
    /// Draws what the policy shows.
    void display();
    Milliseconds now() const;

    TextEdit *m_edit;
    GhostText m_ghost;
    GhostPolicy m_policy;
    QElapsedTimer m_clock;
    QTimer m_timer;
    bool m_previewing = false;
    std::u16string m_beforePreview;
};

} // namespace deltapad
