// SPDX-License-Identifier: MIT
#pragma once
// Private to IncrementalEngine: the committed rows and the stage of an update under way.
#include "engine/incremental/incremental_engine.h"
#include "engine/incremental/position_labels.h"
#include "engine/incremental/row_sums.h"

#include <memory>
#include <vector>

namespace deltapad {

using SummaryList = std::vector<std::shared_ptr<const Summary>>;

/// Committed rows of one layer, by slot. A slot never moves, so an insertion copies no row behind it.
struct IncrementalEngine::LayerStore
{
    AlignedVector<float> hidden;       ///< [capacity][paddedWidth], the layer's input
    AlignedVector<std::int16_t> query; ///< [capacity][queryPerRow]
    AlignedVector<std::int16_t> key;   ///< [capacity][keysPerRow]
    AlignedVector<std::int16_t> vote;  ///< [capacity][votesPerRow]
    std::vector<std::uint16_t> codes;  ///< [capacity][heads]
    RowSums sums;                      ///< by slot
    SummaryList summaries;             ///< by segment, all but the last; empty without segments
};

/// New values of one layer; index k belongs to row changed[k], and behind those to row touched[k -
/// changed.size()].
struct IncrementalEngine::LayerStage
{
    static constexpr std::int32_t kInPlace = -1;
    std::vector<std::int32_t> changed; ///< rows whose input changed, ascending
    std::vector<std::int32_t> touched; ///< later rows whose sum may change, ascending, none in changed
    AlignedVector<float> hidden;       ///< of changed
    AlignedVector<std::int16_t> query; ///< of changed
    AlignedVector<std::int16_t> key;   ///< of changed
    AlignedVector<std::int16_t> vote;  ///< of changed
    /// Of touched: place among the staged sums, or kInPlace for a far row, to which only summaries matter,
    /// and those of farColumns: its sums are corrected where they are.
    std::vector<std::int32_t> staged;
    std::size_t stagedCount = 0;         ///< of changed and of touched rows that are not far
    std::vector<std::uint8_t> corrected; ///< of touched: 1 once a far row's sums have farColumns in them
    std::vector<kernel::KeyColumn> farColumns;
    std::vector<std::uint16_t> codes;  ///< of changed, then touched
    std::vector<std::int64_t> pairs;   ///< (row, key) pairs evaluated, of changed, then touched
    std::vector<std::uint8_t> scratch; ///< 1 if the sum was made from scratch, of changed, then touched
    SummaryList summaries;
};

/// A summary that is gone, new or different: rows that saw the old one take it away, rows that see the new
/// one add it.
struct SummaryEvent
{
    std::int32_t before = -1; ///< index among the old segments, -1: none
    std::int32_t after = -1;  ///< index among the new segments, -1: none
    bool equal = false;       ///< same codes: a row that saw the one and sees the other has nothing to do
};

struct IncrementalEngine::Update
{
    CancelToken cancel;
    std::int64_t begin = 0; ///< first changed row; rows that got another label are removed and inserted again
    std::int64_t removed = 0;  ///< old rows [begin, begin + removed) are gone
    std::int64_t inserted = 0; ///< new rows [begin, begin + inserted)
    std::int64_t shift = 0;    ///< new row - old row of every row behind the edit
    std::int64_t oldRows = 0;
    std::int64_t newRows = 0;
    std::vector<TokenId> tokens;
    std::vector<std::int32_t> labels; ///< by new row; empty without positions
    LabelPlan plan;
    std::vector<TokenId> recent; ///< a row's token and those before it that its embedding reads
    std::vector<std::uint32_t> order;

    std::vector<Segment> segments;
    std::vector<std::int32_t> segmentOfRow;    ///< by new row
    std::vector<std::int32_t> oldSegmentOfRow; ///< by old row
    std::vector<std::int32_t> matchedOld; ///< by new segment: the old segment of the very same rows, or -1
    std::vector<std::uint8_t> oldMatched; ///< by old segment
    std::vector<std::uint8_t> dirty;      ///< by new segment: holds a row whose input changed in this layer
    std::vector<std::int32_t> toSummarise;
    std::vector<std::shared_ptr<Summary>> fresh; ///< of toSummarise: room for its new summary
    std::vector<std::shared_ptr<Summary>> spare; ///< summaries that nobody holds any more, to be used again
    std::vector<SummaryEvent> events;            ///< of the current layer

    std::vector<LayerStage> stages; ///< one per layer, and one for the final rows (changed and hidden only)
    std::vector<std::int32_t> stageIndex; ///< by new row: its place in the current layer's changed, or -1
    std::vector<std::int32_t>
        finishing; ///< stage indices (changed, then touched) that go on, ascending by row

    std::vector<double> logSum;         ///< of the final stage
    std::vector<std::int64_t> features; ///< of the final stage
    std::vector<double> bits;           ///< of the row after each final row
    double firstBits = 0;               ///< surprise of row `begin`, seen from the unchanged row before it

    UpdateReport report;
};

} // namespace deltapad
