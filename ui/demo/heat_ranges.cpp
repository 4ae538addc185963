// SPDX-License-Identifier: MIT
#include "ui/demo/heat_ranges.h"

namespace deltapad {

std::vector<WashRange> heatRanges(const Snapshot &snapshot, int layer)
{
    std::vector<WashRange> ranges;
    if (layer < 0 || layer >= int(snapshot.report.changedRows.size()))
        return ranges;
    // Row 0 is the start token; row n holds the live text's token n - 1.
    const auto tokens = std::int64_t(snapshot.surprises.size());
    for (const RowRange &rows : snapshot.report.changedRows[std::size_t(layer)]) {
        const std::int64_t first = std::max<std::int64_t>(rows.begin - 1, 0);
        const std::int64_t last = std::min<std::int64_t>(rows.end - 2, tokens - 1);
        if (first > last)
            continue;
        ranges.push_back({int(snapshot.surprises[std::size_t(first)].begin.value),
                          int(snapshot.surprises[std::size_t(last)].end.value), 1});
    }
    return ranges;
}

} // namespace deltapad
