// SPDX-License-Identifier: MIT
#include "engine/assist/ghost_policy.h"

#include "engine/assist/repetition.h"
#include "engine/assist/word_lengths.h"

#include <utility>

namespace deltapad {

void GhostPolicy::offer(const std::vector<Suggestion> &suggestions, std::int64_t caret,
                        const Surroundings &around)
{
    m_offers.clear();
    for (const Suggestion &suggestion : suggestions)
        if (isWorthShowing(suggestion.text, around.before, around.following))
            m_offers.push_back(suggestion);
    m_offeredAt = caret;
    m_fresh = true;
    m_index = -1;
    for (std::size_t n = 0; n < m_offers.size(); ++n)
        if (isShown() && m_position == caret && m_offers[n].text == m_shown)
            m_index = static_cast<std::int32_t>(n);
}

std::optional<GhostPolicy::Milliseconds>
GhostPolicy::waitBeforeShowing(const EditorMoment &moment, std::int64_t caret, Milliseconds now) const
{
    if (!m_fresh || isShown() || m_offers.empty() || m_offeredAt != caret)
        return std::nullopt;
    const Suggestion &best = m_offers.front();
    if (!m_gate.isRequested() && (best.probability < kLeastProbability || best.text.size() < kLeastLength))
        return std::nullopt;
    return m_gate.waitBeforeShowing(moment, now);
}

void GhostPolicy::show()
{
    m_index = 0;
    m_shown = m_offers.front().text;
    m_position = m_offeredAt;
}

void GhostPolicy::showText(std::int64_t caret, std::u16string text)
{
    m_shown = std::move(text);
    m_position = caret;
    m_index = -1;
}

std::int32_t GhostPolicy::alternatives() const
{
    return m_fresh && m_offeredAt == m_position ? static_cast<std::int32_t>(m_offers.size()) : 0;
}

const Suggestion *GhostPolicy::shownOffer() const
{
    return m_index < 0 ? nullptr : &m_offers[static_cast<std::size_t>(m_index)];
}

void GhostPolicy::cycle(std::int32_t step)
{
    const std::int32_t count = alternatives();
    if (!isShown() || count == 0 || (count == 1 && m_index == 0))
        return;
    m_index = m_index < 0 ? 0 : (m_index + step + count) % count;
    m_shown = m_offers[static_cast<std::size_t>(m_index)].text;
}

std::size_t GhostPolicy::acceptLength(AcceptPart part) const
{
    switch (part) {
    case AcceptPart::Word:
        return nextWordLength(m_shown);
    case AcceptPart::Sentence:
        return nextSentenceLength(m_shown);
    case AcceptPart::All:
        break;
    }
    return m_shown.size();
}

void GhostPolicy::note(LastAction action, std::u16string_view typed, std::int64_t caret, Milliseconds now)
{
    m_gate.note(action, typed, now);
    if (!isShown())
        return;
    const bool along = (action == LastAction::Typed || action == LastAction::Accepted) && !typed.empty() &&
                       m_shown.starts_with(typed) && m_shown.size() > typed.size() &&
                       caret == m_position + static_cast<std::int64_t>(typed.size());
    if (!along) {
        hide();
        return;
    }
    m_shown.erase(0, typed.size());
    m_position = caret;
    m_index = -1;
}

void GhostPolicy::hide()
{
    m_shown.clear();
    m_position = -1;
    m_index = -1;
}

void GhostPolicy::dismiss()
{
    m_gate.dismiss();
    hide();
}

} // namespace deltapad
