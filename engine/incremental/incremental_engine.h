// SPDX-License-Identifier: MIT
#pragma once
// IncrementalEngine: the rows of one live context, kept equal to a from-scratch pass under edits.
//
// An edit replaces a run of rows' tokens. Per layer (engine.md section 3): rows whose input changed are
// projected again; every later row that attends to a changed, new or removed key has its exact sum corrected
// by the old and new columns; rows whose codes stay drop out (backdating); the others and the changed rows go
// on to the next layer.
//
// A model with learned positions labels its rows (position_labels.h): then "a from-scratch pass" is one over
// the same tokens and labels, and undoing an edit may give its rows other labels than they had.
//
// Invariants (tests name them): I1 after any edits all codes, sums, hidden rows and outputs equal
// BatchForward's bit for bit; I2 undoing an edit restores the bits; I3 the thread count does not matter; I4
// the work depends on what changed and not on history; I5 a cancelled or refused update leaves the state as
// it was; I6 memory is bounded by the capacity. I5 holds by construction: an update writes to a stage and is
// committed as a whole at the end. Threading: one caller at a time; oneTBB inside. Ownership: shares the
// layout, owns its state. Cost: O(changed rows * weights + corrected pairs); commit copies the staged rows.
#include "engine/base/cancellation.h"
#include "engine/base/result.h"
#include "engine/incremental/batch_forward.h"
#include "engine/incremental/operations.h"
#include "engine/session/report.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace deltapad {

/// Replaces `removed` rows at `begin` (>= 1: row 0 is the start token) by rows of these tokens.
struct RowEdit
{
    RowIndex begin;
    std::int64_t removed = 0;
    std::vector<TokenId> inserted;
};

/// First place where two states differ.
struct StateDifference
{
    std::int32_t layer = -1; ///< -1: an output
    std::int64_t row = 0;
    std::int32_t head = -1; ///< -1: not a matter of one head
    const char *what =
        ""; ///< "tokens", "labels", "segments", "hidden", "keys", "sums", "codes", "summaries", "surprise", …
};

class IncrementalEngine
{
public:
    /// capacity: most rows ever live, at most 4,096 and at least 2.
    IncrementalEngine(std::shared_ptr<const Layout> layout, std::int32_t threads, std::int64_t capacity);
    ~IncrementalEngine();
    IncrementalEngine(const IncrementalEngine &) = delete;
    IncrementalEngine &operator=(const IncrementalEngine &) = delete;

    /// BadEdit (outside the rows, unknown token, over capacity) and Cancelled leave the state as it was (I5).
    Result<UpdateReport> apply(const RowEdit &edit, const CancelToken &cancel = {});
    /// The same, into a report that is used again. Once the buffers have seen an update as large as this one
    /// nothing is allocated; what grows them: a longer document, more changed rows in a layer, more new
    /// summaries at once, more than 64 runs of changed rows (changed_rows.h).
    Status applyInto(const RowEdit &edit, UpdateReport &report, const CancelToken &cancel = {});

    const Layout &layout() const { return *m_layout; }
    std::int64_t rows() const { return static_cast<std::int64_t>(m_order.size()); }
    std::int64_t capacity() const { return m_capacity; }
    const std::vector<TokenId> &tokens() const { return m_tokens; }
    /// Position labels of the rows; empty if the model has no positions.
    const std::vector<std::int32_t> &labels() const { return m_labels; }
    const std::vector<Segment> &segments() const { return m_segments; }

    /// Surprise in bits of row i's token given the rows before it; 0 for row 0.
    double bits(std::int64_t row) const { return m_bits[slot(row)]; }
    /// Exact sums of the class features over all rows [layout().features].
    const std::vector<std::int64_t> &featureSums() const { return m_featureSums; }
    /// Class features of one row.
    const std::int64_t *features(std::int64_t row) const
    {
        return m_features.data() + slot(row) * static_cast<std::size_t>(m_layout->features);
    }
    /// Vocabulary scores of the token after `row`, computed now unless they were kept; out has
    /// roundUpTo(V, 16) floats.
    void logits(std::int64_t row, float *out);
    /// The next update that has work computes the scores of this row (as numbered after it) along with its
    /// outputs and keeps them until the row changes: reading the vocabulary's weights once more would cost
    /// far more. A row that is not there is ignored.
    void keepLogitsOf(RowIndex row) { m_wantedRow = row.value; }
    /// Kept scores of a row [roundUpTo(V, 16)], or null.
    const float *keptLogits(std::int64_t row) const
    {
        return m_keptSlot == static_cast<std::int64_t>(slot(row)) ? m_kept.data() : nullptr;
    }
    double logSum(std::int64_t row) const { return m_logSum[slot(row)]; }

    // Committed rows, read by completion branches.
    const float *hidden(std::size_t layer, std::int64_t row) const;
    const std::int16_t *key(std::size_t layer, std::int64_t row) const;
    const std::int16_t *vote(std::size_t layer, std::int64_t row) const;
    const std::uint16_t *codes(std::size_t layer, std::int64_t row) const;
    /// Summary of a segment but the last; null for a layer without segments.
    const Summary *summary(std::size_t layer, std::size_t segment) const;
    /// Index of the segment that holds a row; 0 if the model has none. Cost: O(log segments).
    std::int32_t segmentOfRow(std::int64_t row) const;

    const RowMath &math() const { return m_math; }

    /// First difference to a from-scratch state of the same tokens, all layers and outputs.
    std::optional<StateDifference> compare(const ForwardState &reference) const;

    /// Bytes held by rows and stages.
    std::int64_t memoryBytes() const;

private:
    struct LayerStore;
    struct LayerStage;
    struct Update;

    std::size_t slot(std::int64_t row) const { return m_order[static_cast<std::size_t>(row)]; }
    bool hasSegments() const { return m_layout->segmentGroups > 0; }

    void beginUpdate(const RowEdit &edit, Update &update);
    void labelRows(Update &update) const;
    void matchSegments(Update &update);
    void embedRows(Update &update);
    void projectRows(Update &update, std::size_t layer);
    void summariseSegments(Update &update, std::size_t layer);
    void attendRows(Update &update, std::size_t layer);
    void gatherCorrection(const Update &update, std::size_t layer, std::int64_t row,
                          std::vector<kernel::KeyColumn> &columns) const;
    void gatherVisible(const Update &update, std::size_t layer, std::int64_t row,
                       std::vector<kernel::KeyColumn> &columns) const;
    /// The columns that summary events add to and take from a row that saw the first `saw` of the old
    /// summaries and sees the first `sees` of the new ones.
    void addSummaryEvents(const Update &update, std::size_t layer, std::int32_t saw, std::int32_t sees,
                          std::vector<kernel::KeyColumn> &columns) const;
    bool seesEvents(const Update &update, std::int32_t saw, std::int32_t sees) const;
    /// The row's window holds, held or lost changed rows.
    bool seesChangedRows(const Update &update, std::size_t layer, std::int64_t row,
                         std::int64_t lastChanged) const;
    void findTouched(Update &update, std::size_t layer) const;
    void attendRow(Update &update, std::size_t layer, std::size_t n, Scratch &scratch);
    void attendFarRows(Update &update, std::size_t layer, std::size_t begin, std::size_t end);
    /// Takes off again, exactly, what a cancelled update has added to far rows in place.
    void takeBack(Update &update);
    void finishRows(Update &update, std::size_t layer);
    /// keepLogitsOf() named a row that the update's text has.
    bool wantsScores(const Update &update) const;
    void refreshOutputs(Update &update);
    void commit(Update &update);
    std::int64_t visibleKeys(const Update &update, std::size_t layer, std::int64_t row) const;

    std::shared_ptr<const Layout> m_layout;
    RowMath m_math;
    RowPool m_pool;
    UnitCosts m_costs;
    std::int64_t m_capacity;

    std::vector<TokenId> m_tokens;      ///< by row
    std::vector<std::int32_t> m_labels; ///< by row; empty without positions
    std::vector<std::uint32_t> m_order; ///< slot of each row
    std::vector<std::uint32_t> m_free;  ///< unused slots
    std::vector<Segment> m_segments;
    std::vector<LayerStore> m_layers;     ///< by slot
    AlignedVector<float> m_final;         ///< [slot][paddedWidth]
    std::vector<double> m_logSum;         ///< [slot]
    std::vector<double> m_bits;           ///< [slot]
    std::vector<std::int64_t> m_features; ///< [slot][features]
    std::vector<std::int64_t> m_featureSums;
    std::int64_t m_wantedRow = -1;
    std::int64_t m_keptSlot = -1; ///< slot of the row whose scores are kept, -1: none
    AlignedVector<float> m_kept;
    std::unique_ptr<Update> m_update; ///< the stage; its buffers are reused
};

} // namespace deltapad
