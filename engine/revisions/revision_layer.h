// SPDX-License-Identifier: MIT
#pragma once
// Private to RevisionBatch: what one layer knows while it is computed.
#include "engine/revisions/revision_batch.h"

#include <vector>

namespace deltapad {

struct RevisionBatch::Layer
{
    // Distinct inputs.
    AlignedVector<std::int16_t> query; ///< [distinct][keysPerRow]
    AlignedVector<std::int16_t> key;   ///< [distinct][keysPerRow]
    AlignedVector<std::int16_t> vote;  ///< [distinct][votesPerRow]

    // Summaries: `columns` are those with distinct codes.
    std::vector<Summary> columns;
    /// A run of summaries that rows of some segment see: the one before it and one column more. Run 0 is
    /// empty.
    struct Run
    {
        std::int32_t before = -1;
        std::int32_t column = -1;
        std::int32_t length = 0;
    };
    std::vector<Run> runs = {Run{}};
    std::vector<std::vector<std::int32_t>> runOfSegment; ///< per version: what the rows of each segment see

    /// A row together with all that it sees.
    struct View
    {
        std::int32_t query = 0; ///< distinct input
        std::int32_t run = 0;
        std::int32_t version = 0; ///< one place where it occurs
        std::int32_t row = 0;
    };
    std::vector<View> views;
    std::vector<std::vector<std::int32_t>> viewsOfQuery; ///< per distinct input, in the order of first sight
    std::vector<std::vector<std::int32_t>> viewOfRow;    ///< per version
    std::vector<std::uint16_t> codes;                    ///< [views][heads]
};

} // namespace deltapad
