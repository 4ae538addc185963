// SPDX-License-Identifier: MIT
#pragma once
// SuggestionGate: decides whether and how soon a suggestion may be shown. It computes nothing and draws
// nothing.
//
// Suggestions are computed on every key and shown with restraint: only after typing or accepting, never after
// a deletion, an undo, a paste or while something is selected or composed, and in Calm mode only once the
// writer pauses. A pure policy; time is passed in. Threading: one thread. Cost: constant.
#include "ui/editor/delays.h"

#include <QStringView>

#include <optional>

namespace deltapad {

enum class SuggestionMode {
    Eager,    ///< as soon as it is computed
    Calm,     ///< after a pause that follows the writer's own rhythm
    OnDemand, ///< only when asked for
    Off
};

/// What happened to the document or the caret last.
enum class LastAction {
    None,
    Typed,
    Accepted,
    Composed,
    Deleted,
    UndoneOrRedone,
    Pasted,
    Replaced,
    CaretMoved
};

/// What the editor looks like at this moment.
struct EditorMoment
{
    bool hasSelection = false;
    bool composing = false;
    bool readOnly = false;
    bool focused = true;
    QChar next; ///< character behind the caret; null at the end
};

class SuggestionGate
{
public:
    using Milliseconds = Delays::Milliseconds;

    explicit SuggestionGate(const Delays &delays) : m_delays(delays) {}

    void setMode(SuggestionMode mode) { m_mode = mode; }
    SuggestionMode mode() const { return m_mode; }

    /// `typed` is the text that was typed, if any: a gap or punctuation ends a dismissal.
    void note(LastAction action, QStringView typed, Milliseconds now);
    void noteScroll(Milliseconds now) { m_lastScroll = now; }
    /// Nothing more until the next word.
    void dismiss();
    /// Show at the present place whatever the mode says.
    void request();
    LastAction lastAction() const { return m_last; }

    /// How long to wait before showing; empty: do not show.
    std::optional<Milliseconds> waitBeforeShowing(const EditorMoment &moment, Milliseconds now) const;

private:
    Milliseconds pause() const;

    Delays m_delays;
    SuggestionMode m_mode = SuggestionMode::Calm;
    LastAction m_last = LastAction::None;
    bool m_dismissed = false;
    bool m_requested = false;
    std::optional<Milliseconds> m_lastKey;
    std::optional<Milliseconds> m_lastScroll;
    double m_interval = 200; ///< running mean of the writer's interval between keys
};

} // namespace deltapad
