// SPDX-License-Identifier: MIT
#pragma once
// UndoGrouping: decides which keys share one undo step.
//
// Qt alone undoes a whole paragraph of typing at once and merges an accepted suggestion with the typing after
// it. Here a step is a run of the same kind of edit within one word and one caret run; the editor wraps every
// key in an edit block that starts a step or joins the one before. A pure policy: no document, no clock.
// Threading: one thread. Cost: constant.
#include <QChar>

#include <chrono>

namespace deltapad {

enum class EditKind {
    Typing,
    Backspace,
    ForwardDelete,
    Whole, ///< paste, drop, accepted suggestion, input-method commit, replace: always a step of its own
};

enum class UndoJoin { NewStep, PreviousStep };

class UndoGrouping
{
public:
    using Milliseconds = std::chrono::milliseconds;

    /// A longer pause between two keys starts a new step; zero: pauses never do.
    explicit UndoGrouping(Milliseconds pause) : m_pause(pause) {}

    /// `character` is the one typed or removed, `position` the caret before the key, `now` any steady time.
    UndoJoin next(EditKind kind, QChar character, int position, Milliseconds now);
    /// The next edit starts a new step (caret moved, saved, pasted, undone).
    void close() { m_open = false; }

private:
    bool joins(EditKind kind, QChar character, int position, Milliseconds now) const;

    Milliseconds m_pause;
    bool m_open = false;
    EditKind m_kind = EditKind::Whole;
    QChar m_character;
    int m_expected = -1;
    Milliseconds m_last{0};
};

} // namespace deltapad
