// SPDX-License-Identifier: MIT
#pragma once
// RevisionBatch: many versions of one document computed together, every distinct row once (the offline case
// of arXiv 2307.14988, section 3: a compressed batch of near-copies).
//
// No row has an absolute position, so a row's value follows from its embedding's tokens and, layer by layer,
// from the sequence of rows and summaries that it sees. Equal inputs get one id; equal sequences of ids get
// one view; equal (input, codes) get one row of the next layer. The codes are what makes rows of different
// versions meet again behind an edit: views differ, codes mostly do not. Views of one query differ in few
// columns, and sums are exact, so each is corrected from the one before it. Nothing is approximated: every
// code, final row and output equals BatchForward's bit for bit (compare()).
//
// Not for live editing: nothing is kept between runs; see IncrementalEngine. Threading: one caller at a time;
// oneTBB inside; results do not depend on the number of threads. Ownership: shares the layout, owns its
// results. Cost: O(all rows) look-ups, and kernel work for what is distinct. Memory: some 3 KB a distinct row
// of one layer at width 256, and some 300 bytes a distinct view.
#include "engine/incremental/incremental_engine.h"
#include "engine/incremental/operations.h"
#include "engine/revisions/tuple_index.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace deltapad {

/// What was distinct in one layer.
struct RevisionLayerWork
{
    std::int64_t rowsProjected = 0; ///< distinct inputs
    std::int64_t views = 0;         ///< distinct (row, visible rows and summaries)
    std::int64_t pairs = 0;         ///< (row, key) pairs evaluated, corrections included
    std::int64_t rowsFinished = 0;  ///< distinct (input, codes)
    std::int64_t summaries = 0;     ///< distinct segments summarised
    std::int64_t columns = 0;       ///< distinct summaries' keys and votes
    bool operator==(const RevisionLayerWork &) const = default;
};

/// Outputs of one version.
struct RevisionOutputs
{
    std::vector<double> bits;              ///< [rows] surprise of the row's token; 0 for row 0
    std::vector<std::int64_t> featureSums; ///< [layout.features]
};

class RevisionBatch
{
public:
    RevisionBatch(std::shared_ptr<const Layout> layout, std::int32_t threads);
    ~RevisionBatch();
    RevisionBatch(const RevisionBatch &) = delete;
    RevisionBatch &operator=(const RevisionBatch &) = delete;

    /// Each version is the rows of one pass: row 0 the start token, 1..4,096 rows, ids below V. BadEdit names
    /// the version that is not; Cancelled leaves no results.
    Status run(const std::vector<std::vector<TokenId>> &versions, const CancelToken &cancel = {});

    std::size_t versions() const { return m_outputs.size(); }
    const RevisionOutputs &outputs(std::size_t version) const { return m_outputs[version]; }
    const std::vector<RevisionLayerWork> &work() const { return m_work; }
    /// Distinct final rows: vocabulary scores were computed for each once.
    std::int64_t finalRows() const { return m_finalRows; }
    /// Multiply-adds of the last run, by the formulas of operations.h.
    const Operations &operations() const { return m_operations; }
    /// The same for separate dense passes over every version.
    const Operations &denseOperations() const { return m_dense; }

    /// First difference of a version's codes, final rows or outputs to those of its own from-scratch pass.
    std::optional<StateDifference> compare(std::size_t version, const ForwardState &reference) const;

private:
    struct Layer; // working state of one layer: revision_layer.h

    void embed(const std::vector<std::vector<TokenId>> &versions);
    bool computeLayer(std::size_t layer, const CancelToken &cancel);
    void project(std::size_t layer, Layer &state);
    void summarise(std::size_t layer, Layer &state);
    void findViews(std::size_t layer, Layer &state);
    void attend(std::size_t layer, Layer &state, const CancelToken &cancel);
    void finish(std::size_t layer, Layer &state);
    void refreshOutputs(const std::vector<std::vector<TokenId>> &versions);
    void countOperations();
    void forget();

    std::shared_ptr<const Layout> m_layout;
    RowMath m_math;
    RowPool m_pool;
    std::vector<std::vector<Segment>> m_segments; ///< per version
    std::vector<std::vector<std::int32_t>> m_ids; ///< per version: each row's id in the current layer's input
    AlignedVector<float> m_hidden;                ///< [distinct][paddedWidth], the current layer's input
    std::int32_t m_distinct = 0;
    /// Per layer: codes of each distinct finished row, and the finished row of each version's rows.
    std::vector<std::vector<std::uint16_t>> m_codes;
    std::vector<std::vector<std::vector<std::int32_t>>> m_finished;

    std::vector<double> m_logSum;         ///< of distinct final rows
    std::vector<std::int64_t> m_features; ///< of distinct final rows
    std::int64_t m_finalRows = 0;
    std::int64_t m_tokenScores = 0; ///< single vocabulary scores beside those of the final rows
    std::int64_t m_embedded = 0;
    std::vector<RevisionOutputs> m_outputs;
    std::vector<RevisionLayerWork> m_work;
    Operations m_operations;
    Operations m_dense;
};

} // namespace deltapad
