// SPDX-License-Identifier: MIT
#include "engine/assist/suggestion_gate.h"

#include "engine/text/word_characters.h"

#include <algorithm>

namespace deltapad {

namespace {
constexpr double kLongestInterval = 600; ///< longer ones are thinking, not rhythm
constexpr double kMemory = 0.9;
} // namespace

void SuggestionGate::setFixedPause(std::optional<Milliseconds> pause)
{
    m_fixedPause = pause;
    if (m_fixedPause)
        m_fixedPause = std::clamp(*m_fixedPause, Milliseconds(0), kLongestFixedPause);
}

void SuggestionGate::note(LastAction action, std::u16string_view typed, Milliseconds now)
{
    m_last = action;
    m_requested = false;
    if (action == LastAction::Typed) {
        if (m_lastKey) {
            const auto interval = std::min(kLongestInterval, static_cast<double>((now - *m_lastKey).count()));
            m_interval = kMemory * m_interval + (1 - kMemory) * interval;
        }
        m_lastKey = now;
        if (!typed.empty() && !isWordCharacter(typed.back()))
            m_dismissed = false;
    } else if (action == LastAction::CaretMoved || action == LastAction::Accepted) {
        m_dismissed = false;
    }
}

void SuggestionGate::dismiss()
{
    m_dismissed = true;
    m_requested = false;
}

void SuggestionGate::request()
{
    m_requested = true;
    m_dismissed = false;
}

SuggestionGate::Milliseconds SuggestionGate::pause() const
{
    if (m_fixedPause)
        return *m_fixedPause;
    const Milliseconds own(static_cast<Milliseconds::rep>(m_interval * m_delays.calmFactor));
    return std::clamp(own, m_delays.calmShortest, m_delays.calmLongest);
}

std::optional<SuggestionGate::Milliseconds> SuggestionGate::waitBeforeShowing(const EditorMoment &moment,
                                                                              Milliseconds now) const
{
    const Milliseconds none{0};
    if (m_mode == SuggestionMode::Off || moment.hasSelection || moment.composing || moment.readOnly ||
        !moment.focused)
        return std::nullopt;
    if (m_requested)
        return none;
    if (m_mode == SuggestionMode::OnDemand || m_dismissed || isSnoozing(now) || isWordCharacter(moment.next))
        return std::nullopt;
    if (m_last != LastAction::Typed && m_last != LastAction::Accepted && m_last != LastAction::Composed)
        return std::nullopt;
    Milliseconds wait = none;
    if (m_mode == SuggestionMode::Calm && m_last == LastAction::Typed && m_lastKey)
        wait = std::max(none, pause() - (now - *m_lastKey));
    if (m_lastScroll)
        wait = std::max(wait, m_delays.scrollQuiet - (now - *m_lastScroll));
    return std::max(none, wait);
}

} // namespace deltapad
