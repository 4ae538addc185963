// SPDX-License-Identifier: MIT
#pragma once
// DirtyRanges: which parts of the document have still to be read, following its edits.
// Threading: one thread. Cost: linear in the number of parts, which stays small: neighbours are merged.
#include "engine/base/edits.h"

#include <optional>
#include <utility>
#include <vector>

namespace deltapad {

class DirtyRanges
{
public:
    using Range = std::pair<int, int>; ///< [first, second)

    void add(int begin, int end);
    /// The text was changed: later parts move, and what was inserted (at least one unit) is dirty.
    void follow(const TextSplice &splice);
    void clear() { m_ranges.clear(); }
    bool isEmpty() const { return m_ranges.empty(); }
    const std::vector<Range> &ranges() const { return m_ranges; }
    /// A part that begins in or reaches into [begin, end) if there is one, else the first one behind, else
    /// the first of all.
    std::optional<Range> next(int begin, int end) const;
    void remove(int begin, int end);

private:
    std::vector<Range> m_ranges; ///< sorted, apart from each other
};

} // namespace deltapad
