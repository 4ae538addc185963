// SPDX-License-Identifier: MIT
#pragma once
// EditHistory: the states a text went through, one per undo step, kept as splices and their inverses.
//
// It follows the editor and never changes it; states that were undone stay reachable. Not a replacement of
// the editor's undo. Threading: one thread. Cost: the edits; the text of a state is made from the nearest
// end.
#include "engine/base/edits.h"

#include <deque>
#include <string>
#include <vector>

namespace deltapad {

class EditHistory
{
public:
    /// Older states are forgotten; memory stays bounded.
    static constexpr int kMostStates = 200;

    void reset(std::u16string text);
    enum class Step { New, Continues };
    /// The newest text becomes another one. Continues: by a key of the same undo step as the one before.
    void add(const TextSplice &splice, Step step);

    /// At least 1; the last is the newest.
    int states() const { return int(m_steps.size()) + 1; }
    std::u16string textOf(int state) const;
    /// Where state `state` differs from the one before: the place of its last splice; 0 for the first.
    std::int64_t placeOf(int state) const;
    const std::u16string &newest() const { return m_text; }

private:
    struct Change
    {
        TextSplice splice;
        std::u16string removed;
    };
    std::u16string m_text;
    std::deque<std::vector<Change>> m_steps;
};

} // namespace deltapad
