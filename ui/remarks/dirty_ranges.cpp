// SPDX-License-Identifier: MIT
#include "ui/remarks/dirty_ranges.h"

#include <algorithm>

namespace deltapad {

void DirtyRanges::add(int begin, int end)
{
    Range merged(begin, std::max(begin, end));
    std::vector<Range> kept;
    for (const Range &range : m_ranges) {
        if (range.second < merged.first || range.first > merged.second)
            kept.push_back(range);
        else
            merged = {std::min(merged.first, range.first), std::max(merged.second, range.second)};
    }
    kept.insert(std::upper_bound(kept.begin(), kept.end(), merged), merged);
    m_ranges = std::move(kept);
}

void DirtyRanges::follow(const TextSplice &splice)
{
    const int begin = int(splice.begin.value);
    const int oldEnd = begin + int(splice.removed);
    const int added = int(splice.inserted.size());
    const auto moved = [&](int place) {
        if (place <= begin)
            return place;
        return place >= oldEnd ? place + added - int(splice.removed) : begin + added;
    };
    for (Range &range : m_ranges)
        range = {range.first >= oldEnd ? moved(range.first) : std::min(range.first, begin),
                 moved(range.second)};
    add(begin, begin + std::max(added, 1)); // after a deletion the unit that came up: its paragraph is new
}

std::optional<DirtyRanges::Range> DirtyRanges::next(int begin, int end) const
{
    const Range *behind = nullptr;
    for (const Range &range : m_ranges) {
        if (range.first < end && range.second > begin)
            return range;
        if (!behind && range.first >= end)
            behind = &range;
    }
    if (!behind && !m_ranges.empty())
        behind = &m_ranges.front();
    return behind ? std::optional(*behind) : std::nullopt;
}

void DirtyRanges::remove(int begin, int end)
{
    std::vector<Range> kept;
    for (const Range &range : m_ranges) {
        if (range.second <= begin || range.first >= end) {
            kept.push_back(range);
            continue;
        }
        if (range.first < begin)
            kept.emplace_back(range.first, begin);
        if (range.second > end)
            kept.emplace_back(end, range.second);
    }
    m_ranges = std::move(kept);
}

} // namespace deltapad
