// SPDX-License-Identifier: MIT
#pragma once
// Headline: which label is named as the result, without flicker.
// A new label takes over only when it leads the shown one by 0.08 in two results running, or when it still
// leads after a while without newer results (the owner runs that clock and calls settle()). A pure policy
// without a clock. Threading: one thread. Cost: linear in the labels.
#include <optional>
#include <vector>

namespace deltapad {

class Headline
{
public:
    static constexpr float kLead = 0.08F;

    /// Index of the label to name. Requires at least one probability.
    std::size_t feed(const std::vector<float> &probabilities);
    /// True if another label leads and waits for a second result or for settle().
    bool hasChallenger() const { return m_challenger.has_value(); }
    /// The challenger has led for long enough. Requires hasChallenger().
    std::size_t settle();

private:
    std::optional<std::size_t> m_shown;
    std::optional<std::size_t> m_challenger;
};

} // namespace deltapad
