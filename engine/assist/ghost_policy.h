// SPDX-License-Identifier: MIT
#pragma once
// GhostPolicy: which suggestion is shown at the caret, what is left of it while it is typed or accepted, and
// what a key that accepts takes of it. The editor and `deltapad typing` both go by it.
//
// A suggestion that is shown stays while the writer types along it or accepts it in parts; newer offers
// replace it only when it is gone. Draws nothing and keeps no clock: time is passed in. Threading: one
// thread. Cost: linear in the texts offered.
#include "engine/assist/suggestion_gate.h"
#include "engine/session/report.h"

#include <cstdint>
#include <string>
#include <vector>

namespace deltapad {

/// What stands around the caret, at most kRepetitionContext units on each side.
struct Surroundings
{
    std::u16string before;
    std::u16string following;
};

/// What one key accepts.
enum class AcceptPart { All, Word, Sentence };

class GhostPolicy
{
public:
    using Milliseconds = SuggestionGate::Milliseconds;
    /// A guess less likely than this by the model's own probability (not by the confidence that it states, so
    /// that a measurement of that changes nothing here) is offered in lists but not put into the text
    /// unasked. Together with the length below about a fifth of the keys is saved, and a third of what is
    /// shown is taken (`deltapad typing`).
    static constexpr double kLeastProbability = 0.12;
    /// A shorter one saves no key, since a key takes it.
    static constexpr std::size_t kLeastLength = 2;

    explicit GhostPolicy(const GateDelays &delays) : m_gate(delays) {}

    SuggestionGate &gate() { return m_gate; }
    const SuggestionGate &gate() const { return m_gate; }

    /// The newest suggestions, best first, for the caret. Those that are not worth showing are left out.
    void offer(const std::vector<Suggestion> &suggestions, std::int64_t caret, const Surroundings &around);
    /// The text changed or the caret moved: what was offered no longer holds.
    void invalidate() { m_fresh = false; }
    /// How long to wait before show(); empty: nothing will be shown.
    std::optional<Milliseconds> waitBeforeShowing(const EditorMoment &moment, std::int64_t caret,
                                                  Milliseconds now) const;
    /// Shows the best offer. Requires waitBeforeShowing() of zero.
    void show();
    /// Shows a text at once, whatever was offered (a preview).
    void showText(std::int64_t caret, std::u16string text);

    bool isShown() const { return !m_shown.empty(); }
    const std::u16string &shown() const { return m_shown; }
    std::int64_t position() const { return m_position; }
    /// Number of the alternative that is shown, from 0; -1 if it is not one of the present offers.
    std::int32_t shownIndex() const { return m_index; }
    std::int32_t alternatives() const;
    /// The offer that is shown, valid until the next offer(); null if it is not one of the present offers.
    const Suggestion *shownOffer() const;
    /// Shows the next (1) or the one before (-1), if what is offered is for this place.
    void cycle(std::int32_t step);

    /// Length of what a key would accept of the shown text.
    std::size_t acceptLength(AcceptPart part) const;

    /// The text changed or the caret moved. What is shown stays, shortened, if `typed` was typed or accepted
    /// along it; everything else ends it.
    void note(LastAction action, std::u16string_view typed, std::int64_t caret, Milliseconds now);
    void hide();
    /// Nothing more until the next word.
    void dismiss();

private:
    SuggestionGate m_gate;
    std::vector<Suggestion> m_offers;
    std::int64_t m_offeredAt = -1;
    bool m_fresh = false;
    std::u16string m_shown;
    std::int64_t m_position = -1;
    std::int32_t m_index = -1;
};

} // namespace deltapad
