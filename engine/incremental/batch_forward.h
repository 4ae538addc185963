// SPDX-License-Identifier: MIT
#pragma once
// BatchForward: the batch computation of FORMAT.md, from scratch, for all rows: the specification and the
// oracle.
//
// It shares the row kernel with the incremental engine and nothing else: no reuse, no change tracking. Kept
// for ever; every incremental result is compared with it bit for bit (I1). It is also the dense reference
// that savings are measured against, so it is blocked and parallel. Threading: one caller at a time.
// Ownership: returns plain values. Cost: O(rows * (weights + visible keys)).
#include "engine/incremental/row_pool.h"
#include "engine/session/report.h"

#include <atomic>
#include <cstdint>
#include <memory>
#include <vector>

namespace deltapad {

/// Every number of a forward pass. Row-major, strides as in Layout.
struct ForwardState
{
    std::vector<TokenId> tokens;
    std::vector<std::int32_t> labels; ///< of every row; empty without positions
    std::vector<Segment> segments;
    struct Layer
    {
        AlignedVector<float> hidden;       ///< [n][paddedWidth], the layer's input
        AlignedVector<std::int16_t> query; ///< [n][queryPerRow]
        AlignedVector<std::int16_t> key;   ///< [n][keysPerRow]
        AlignedVector<std::int16_t> vote;  ///< [n][votesPerRow]
        AlignedVector<double> sums;        ///< [n][votesPerRow]
        std::vector<std::uint16_t> codes;  ///< [n][heads]
        std::vector<Summary> summaries;    ///< per segment but the last; empty without segments
    };
    std::vector<Layer> layers;
    AlignedVector<float> final;            ///< [n][paddedWidth]
    std::vector<double> logSum;            ///< [n]
    std::vector<double> bits;              ///< [n] surprise of the row's token; 0 for row 0
    std::vector<std::int64_t> features;    ///< [n][features]
    std::vector<std::int64_t> featureSums; ///< [features]
};

/// -log2 p of a token with this score.
double surpriseBits(double logSum, float logit);

enum class OutputScope {
    Everything,   ///< vocabulary scores, surprise and class features
    FeaturesOnly, ///< class features; logSum and bits stay 0
};

class BatchForward
{
public:
    BatchForward(std::shared_ptr<const Layout> layout, std::int32_t threads,
                 PoolPriority priority = PoolPriority::Normal);

    /// `tokens` are the rows: row 0 is the start token. Requires 1 <= tokens.size() <= 4,096 and ids below V.
    /// `state`'s buffers are reused. A model with positions gets the labels of a text written from start to
    /// end.
    void run(const std::vector<TokenId> &tokens, ForwardState &state,
             OutputScope scope = OutputScope::Everything);
    /// The same for rows with these labels, one a row (position_labels.h); ignored by a model without
    /// positions.
    void run(const std::vector<TokenId> &tokens, const std::vector<std::int32_t> &labels, ForwardState &state,
             OutputScope scope = OutputScope::Everything);
    /// What the last run did, counted block by block while it worked; countForward() predicts it.
    Operations operations() const;

private:
    /// Units of work done; see UnitCosts.
    struct Counts
    {
        std::atomic<std::int64_t> rowsEmbedded{0};
        std::atomic<std::int64_t> rowsProjected{0};
        std::atomic<std::int64_t> pairs{0};
        std::atomic<std::int64_t> rowsFinished{0};
        std::atomic<std::int64_t> summaries{0};
        std::atomic<std::int64_t> rowsOutput{0};
        std::atomic<std::int64_t> rowsOfFeatures{0};
    };

    void attendRows(std::size_t layer, ForwardState &state);

    std::shared_ptr<const Layout> m_layout;
    RowMath m_math;
    RowPool m_pool;
    std::vector<std::int32_t> m_segmentOfRow;
    Counts m_counts;
};

} // namespace deltapad
