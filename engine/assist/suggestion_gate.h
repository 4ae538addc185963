// SPDX-License-Identifier: MIT
#pragma once
// SuggestionGate: decides whether and how soon a suggestion may be shown. It computes nothing and draws
// nothing.
//
// Suggestions are computed on every key and shown with restraint: only after typing or accepting, never after
// a deletion, an undo, a paste or while something is selected or composed, and in Calm mode only once the
// writer pauses. A pure policy; time is passed in. Threading: one thread. Cost: constant.
#include <chrono>
#include <optional>
#include <string_view>

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
    char16_t next = 0; ///< unit behind the caret; 0 at the end of a paragraph
};

struct GateDelays
{
    using Milliseconds = std::chrono::milliseconds;

    Milliseconds calmShortest{100};
    Milliseconds calmLongest{1000};
    double calmFactor = 1.8; ///< times the writer's own interval between keys
    Milliseconds scrollQuiet{150};
};

class SuggestionGate
{
public:
    using Milliseconds = GateDelays::Milliseconds;
    static constexpr Milliseconds kLongestFixedPause{5000};

    explicit SuggestionGate(const GateDelays &delays) : m_delays(delays) {}

    void setMode(SuggestionMode mode) { m_mode = mode; }
    SuggestionMode mode() const { return m_mode; }
    /// Pause of Calm mode that the writer chose, at most kLongestFixedPause; empty: it follows the writer.
    void setFixedPause(std::optional<Milliseconds> pause);
    /// Shows nothing unasked until then; empty ends a snooze.
    void snoozeUntil(std::optional<Milliseconds> end) { m_snoozeEnd = end; }
    bool isSnoozing(Milliseconds now) const { return m_snoozeEnd && now < *m_snoozeEnd; }

    /// `typed` is the text that was typed, if any: a gap or punctuation ends a dismissal.
    void note(LastAction action, std::u16string_view typed, Milliseconds now);
    void noteScroll(Milliseconds now) { m_lastScroll = now; }
    /// Nothing more until the next word.
    void dismiss();
    /// Show at the present place whatever the mode says.
    void request();
    bool isRequested() const { return m_requested; }
    LastAction lastAction() const { return m_last; }

    /// How long to wait before showing; empty: do not show.
    std::optional<Milliseconds> waitBeforeShowing(const EditorMoment &moment, Milliseconds now) const;

private:
    Milliseconds pause() const;

    GateDelays m_delays;
    SuggestionMode m_mode = SuggestionMode::Calm;
    LastAction m_last = LastAction::None;
    bool m_dismissed = false;
    bool m_requested = false;
    std::optional<Milliseconds> m_fixedPause;
    std::optional<Milliseconds> m_snoozeEnd;
    std::optional<Milliseconds> m_lastKey;
    std::optional<Milliseconds> m_lastScroll;
    double m_interval = 200; ///< running mean of the writer's interval between keys
};

} // namespace deltapad
