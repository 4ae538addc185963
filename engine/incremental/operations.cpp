// SPDX-License-Identifier: MIT
#include "engine/incremental/operations.h"

#include <algorithm>

namespace deltapad {

Operations &Operations::operator+=(const Operations &other)
{
    projection += other.projection;
    attention += other.attention;
    mlp += other.mlp;
    output += other.output;
    norms += other.norms;
    lookups += other.lookups;
    return *this;
}

UnitCosts::UnitCosts(const Layout &layout)
{
    const ModelConfig &c = layout.model->config;
    const std::int64_t d = c.width;
    const std::int64_t keys = std::int64_t(c.heads) * c.keyWidth;
    const std::int64_t votes = std::int64_t(c.heads) * c.codes;
    projectRow = d * (2 * keys + votes + (c.scores == ScoreKind::Scaled ? c.heads : 0));
    pair = keys + votes;
    mlpRow = 2 * d * c.mlpWidth;
    summaryCodes = c.anySegments() ? std::int64_t(c.segment.width) * (d + c.segment.codes) : 0;
    summaryColumn = c.anySegments() ? std::int64_t(c.segment.width) * (keys + votes) : 0;
    tokenScore = d;
    vocabularyRow = d * c.vocabulary;
    outputRow = vocabularyRow + d * layout.features;
    norm = d;
    tableRow = c.heads * d;
    embedRow = d * (1 + c.localMix + (c.bigramBuckets > 0 ? 1 : 0) + (c.positions > 0 ? 1 : 0));
}

Operations countForward(const Layout &layout, const std::vector<Segment> &segments, std::int64_t rows,
                        std::int64_t first)
{
    const UnitCosts cost(layout);
    Operations total;
    const std::int64_t fresh = rows - first;
    for (const LayerLayout &layer : layout.layers) {
        total.projection += fresh * cost.projectRow;
        total.mlp += fresh * cost.mlpRow;
        total.norms += 2 * fresh * cost.norm;
        total.lookups += fresh * cost.tableRow;
        // Visible rows: row i sees min(i + 1, window) of them.
        const std::int64_t window = layer.window > 0 ? layer.window : rows;
        const std::int64_t growing =
            std::max<std::int64_t>(0, std::min(rows, window) - first); // rows below the window
        const std::int64_t begin = std::min(first, std::min(rows, window));
        std::int64_t pairs = growing * (begin + 1 + begin + growing) / 2 + (fresh - growing) * window;
        if (layer.segments) {
            for (std::size_t s = 0; s + 1 < segments.size(); ++s) {
                pairs += rows - std::max<std::int64_t>(first, segments[s].end);
                if (segments[s].end > first)
                    total.projection += cost.summaryCodes + cost.summaryColumn;
            }
        }
        total.attention += pairs * cost.pair;
    }
    total.output += fresh * cost.outputRow;
    total.norms += 2 * fresh * cost.norm;
    total.lookups += fresh * cost.embedRow;
    return total;
}

} // namespace deltapad
