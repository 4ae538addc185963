// SPDX-License-Identifier: MIT
#pragma once
// Film: a recording ready to be played forwards and backwards: steps with their times, and the text at any of
// them.
//
// A step is one edit of a trace, or one contiguous change of a revision history (its first document). Traces
// without times, and histories, get one step every kStepMilliseconds. Pauses longer than kLongestPause are
// cut. Threading: one thread. Cost: seeking applies the steps between.
#include "engine/base/edits.h"
#include "engine/base/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace deltapad {

class Film
{
public:
    static constexpr std::int64_t kStepMilliseconds = 120;
    static constexpr std::int64_t kLongestPause = 2000;
    static constexpr std::size_t kMostSteps = 200000;

    /// BadSyntax or BadEdit names `name` and the line.
    static Result<Film> fromRecording(std::string_view text, const std::string &name);

    const std::u16string &start() const { return m_start; }
    int steps() const { return int(m_steps.size()); }
    const TextSplice &step(int index) const { return m_steps[std::size_t(index)].splice; }
    /// When step `index` is made, in milliseconds from the beginning.
    std::int64_t timeOf(int index) const { return m_steps[std::size_t(index)].at; }
    /// Steps that are made until `milliseconds`.
    int stepsUntil(std::int64_t milliseconds) const;
    std::int64_t length() const { return m_steps.empty() ? 0 : m_steps.back().at; }
    /// The text after `steps` steps.
    std::u16string textAfter(int steps) const;

private:
    struct Step
    {
        TextSplice splice;
        std::int64_t at = 0;
    };
    std::u16string m_start;
    std::vector<Step> m_steps;
};

} // namespace deltapad
