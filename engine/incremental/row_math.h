// SPDX-License-Identifier: MIT
#pragma once
// RowMath: the steps of FORMAT.md for blocks of rows, over the row kernel. The batch reference, the
// incremental engine and completion branches call the same functions with different rows; by invariant B each
// row's bits are the same in all of them. Threading: const and reentrant, with one Scratch per thread.
// Ownership: callers own every row buffer. Row buffers: hidden [paddedWidth] floats with zero padding, q
// [queryPerRow] and k [keysPerRow] int16, votes [votesPerRow] int16, sums [votesPerRow] doubles, codes
// [heads] uint16.
#include "engine/incremental/layout.h"
#include "engine/kernel/packed_matrix.h"

#include <cstdint>
#include <vector>

namespace deltapad {

/// Most rows computed together; a block shares one pass over the weights. Reading the bundled model's weights
/// takes as long as about 12 rows' products, so larger blocks hide it.
inline constexpr std::int32_t kBlockRows = 32;
/// Rows of products that are worth a thread of their own.
inline constexpr std::int64_t kProductGrain = 8;
/// Rows of attention that are worth a thread of their own.
inline constexpr std::int64_t kAttentionGrain = 48;

/// Working memory of one thread; sized once for a layout.
struct Scratch
{
    explicit Scratch(const Layout &layout);

    /// Vocabulary scores of the r-th row of the last RowMath::outputs() [roundUpTo(V, 16)].
    const float *scoresOf(std::int32_t r) const
    {
        return logits.data() + static_cast<std::size_t>(r) * static_cast<std::size_t>(logitStride);
    }

    AlignedVector<float> normed;       ///< [paddedWidth]
    AlignedVector<std::int16_t> whole; ///< [kBlockRows][padded widest input of a product]
    AlignedVector<float> projected;    ///< [kBlockRows][padded outputs of the widest projection, at least d]
    AlignedVector<float> hidden;       ///< [kBlockRows][padded m]
    AlignedVector<float> logits;       ///< [kBlockRows][padded V]
    AlignedVector<float> features;     ///< [kBlockRows][padded widest head]
    AlignedVector<float> mean;         ///< [paddedWidth]
    AlignedVector<float> summary;      ///< [padded ds] twice
    std::vector<kernel::KeyColumn> columns;
    std::vector<const float *> members; ///< layer inputs of a segment's rows
    std::int32_t wholeStride;
    std::int32_t projectedStride;
    std::int32_t hiddenStride;
    std::int32_t logitStride;
    std::int32_t featureStride;
};

/// A summary's codes and what follows from them alone.
struct Summary
{
    std::vector<std::uint16_t> codes; ///< [G]
    std::vector<std::int16_t> key;    ///< [keysPerRow]
    std::vector<std::int16_t> vote;   ///< [votesPerRow]
};

/// Class features and vocabulary scores of one row.
struct RowOutput
{
    double logSum = 0;     ///< log of the sum over the vocabulary, nats
    float targetLogit = 0; ///< score of the next token; meaningless without one
};

class RowMath
{
public:
    explicit RowMath(const Layout &layout) : m_layout(layout) {}

    const Layout &layout() const { return m_layout; }

    /// h_i of layer 0 for the token at the end of `recent`: recent[0] is the token itself, recent[k] the k-th
    /// before it; lookBack + 1 entries. label: the row's place in the position table, ignored without one.
    void embed(const TokenId *recent, std::int32_t label, float *hidden) const;

    /// q, k and votes of up to kBlockRows rows.
    void project(std::size_t layer, const float *const *hidden, std::int32_t rows, std::int16_t *const *q,
                 std::int16_t *const *k, std::int16_t *const *votes, Scratch &scratch) const;

    /// to = from + columns, for the row that has this query; `to` may be `from`.
    void attend(std::size_t layer, const std::int16_t *query, const kernel::KeyColumn *columns,
                std::int32_t count, const double *from, double *to) const;

    /// attend() and pickCodes() for rows that take the same columns.
    void attendTogether(std::size_t layer, const std::vector<kernel::KeyColumn> &columns,
                        const kernel::AttendedRow *rows, std::int32_t count) const;

    /// h after the layer: table rows of the codes, then the MLP. Up to kBlockRows rows; in and out may not
    /// alias.
    void finish(std::size_t layer, const float *const *in, const std::uint16_t *const *codes,
                float *const *out, std::int32_t rows, Scratch &scratch) const;

    /// Codes of a segment's summary from the layer inputs of its rows, in order.
    void summaryCodes(std::size_t layer, const std::vector<const float *> &hidden, std::uint16_t *codes,
                      Scratch &scratch) const;
    /// Key and votes of a summary from its codes.
    void summaryColumn(std::size_t layer, Summary &summary, Scratch &scratch) const;

    /// Outputs of up to kBlockRows final rows. targets[r] is the next token or -1; features [layout.features]
    /// int64.
    void outputs(const float *const *hidden, const TokenId *targets, std::int32_t rows, RowOutput *out,
                 std::int64_t *const *features, Scratch &scratch) const;
    /// Vocabulary score of one token for one final row, bit-equal to outputs().
    float tokenLogit(const float *hidden, TokenId token, Scratch &scratch) const;
    /// All vocabulary scores of one final row; out has roundUpTo(V, 16) floats.
    void logits(const float *hidden, float *out, Scratch &scratch) const;
    /// Class features alone (no vocabulary scores).
    void features(const float *hidden, std::int64_t *features, Scratch &scratch) const;

private:
    /// norm(hidden) as whole numbers in the scratch's place-th row.
    kernel::WholeRow wholeNorm(const float *hidden, std::int32_t place, Scratch &scratch) const;
    /// x itself as whole numbers in the scratch's first row.
    kernel::WholeRow wholeRow(const float *x, std::int32_t width, Scratch &scratch) const;
    kernel::WholeRow scaled(kernel::WholeRow normed) const;
    /// Stores what a row takes off its scores behind its query [queryPerRow].
    void writeOffsets(const float *offsets, std::int16_t *query) const;
    /// The MLP's hidden units, biased and activated, as whole numbers in the scratch's place-th row.
    kernel::WholeRow activated(const LayerWeights &weights, float *hidden, std::int32_t place,
                               Scratch &scratch) const;
    void featuresOfNormed(const kernel::WholeRow *normed, std::int32_t rows, std::int64_t *const *features,
                          Scratch &scratch) const;

    const Layout &m_layout;
};

} // namespace deltapad
