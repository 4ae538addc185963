// SPDX-License-Identifier: MIT
#include "engine/incremental/changed_rows.h"

#include <algorithm>

namespace deltapad {
namespace {

void closeNarrowGaps(RowRanges &ranges)
{
    if (ranges.size() <= kMostRowRanges)
        return;
    std::vector<std::int32_t> gaps;
    for (std::size_t n = 1; n < ranges.size(); ++n)
        gaps.push_back(ranges[n].begin - ranges[n - 1].end);
    const std::size_t surplus = ranges.size() - kMostRowRanges;
    std::nth_element(gaps.begin(), gaps.begin() + std::ptrdiff_t(surplus - 1), gaps.end());
    const std::int32_t widest = gaps[surplus - 1];
    RowRanges fewer;
    for (const RowRange &range : ranges) {
        if (!fewer.empty() && range.begin - fewer.back().end <= widest)
            fewer.back().end = range.end;
        else
            fewer.push_back(range);
    }
    ranges = std::move(fewer);
}

void append(RowRanges &ranges, RowRange range)
{
    if (range.begin >= range.end)
        return;
    if (!ranges.empty() && range.begin <= ranges.back().end)
        ranges.back().end = std::max(ranges.back().end, range.end);
    else
        ranges.push_back(range);
}

} // namespace

RowRanges rowRanges(std::span<const std::int32_t> rows)
{
    RowRanges ranges;
    fillRowRanges(rows, ranges);
    return ranges;
}

void fillRowRanges(std::span<const std::int32_t> rows, RowRanges &ranges)
{
    ranges.clear();
    for (const std::int32_t row : rows)
        append(ranges, {row, row + 1});
    closeNarrowGaps(ranges);
}

RowRanges followRowEdit(const RowRanges &ranges, std::int64_t begin, std::int64_t removed,
                        std::int64_t inserted)
{
    const auto first = static_cast<std::int32_t>(begin);
    const auto last = static_cast<std::int32_t>(begin + removed);
    const auto shift = static_cast<std::int32_t>(inserted - removed);
    RowRanges moved;
    for (const RowRange &range : ranges) {
        append(moved, {range.begin, std::min(range.end, first)});
        append(moved, {std::max(range.begin, last) + shift, range.end + shift});
    }
    return moved;
}

RowRanges joinRowRanges(const RowRanges &first, const RowRanges &second)
{
    RowRanges all = first;
    all.insert(all.end(), second.begin(), second.end());
    std::sort(all.begin(), all.end(), [](const RowRange &a, const RowRange &b) { return a.begin < b.begin; });
    RowRanges joined;
    for (const RowRange &range : all)
        append(joined, range);
    closeNarrowGaps(joined);
    return joined;
}

} // namespace deltapad
