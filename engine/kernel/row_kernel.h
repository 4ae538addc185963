// SPDX-License-Identifier: MIT
#pragma once
// The row kernel: every number of the engine is computed by these functions, in the batch reference and in
// the incremental engine alike.
//
// Invariant B: a row's result does not depend on its company. Each function documents its order of
// accumulation, and that order is the same whatever the number of rows, columns, threads or blocks of a call.
// Products are sums of 32-bit integers and attention sums are integers below 2^53 in doubles: both exact,
// hence equal in any order. One SIMD variant (SSE4, AVX2, AVX-512; Highway chooses by CPUID at first use) is
// used throughout a process; results of different variants may differ in the last bits. Not for general
// linear algebra: shapes are those of FORMAT.md, buffers are padded to 16 floats and 64-byte aligned.
// Threading: pure functions over the caller's buffers. Nothing here allocates.
//
// Why whole numbers and not float32: a sum of them is exact, so it may be taken in any order, and the weights
// take less memory, which few rows wait for. With the bundled model on an Ice Lake Xeon (AVX-512
// VNNI): 1.7335 bits per byte in float32 and with 12 bits for weights and rows; 1,200 recorded edits
// took 16.2 s of processor time with float32 products and 8.9 s with these. Weights of 8 bits cost 0.01 %
// bits per byte more; a product of up to eight rows takes half to seven tenths of the time then, one of more
// rows the same. bm_row_kernel and bm_engine (tests/benchmarks) set the kernel beside Eigen and oneDNN.
#include "engine/kernel/packed_matrix.h"

#include <cstdint>

namespace deltapad::kernel {

/// Fixed-point scales of FORMAT.md.
inline constexpr float kKeyScale = 16384.0F;      ///< 2^14
inline constexpr float kScoreScale = 33554432.0F; ///< 2^25
inline constexpr float kVoteLimit = 32767.0F;
inline constexpr std::int32_t kMaxKeysPerRow = 8192; ///< 2^25 * 2^15 * 2^13 = 2^53: the last exact sum
inline constexpr float kFeatureScale = 65536.0F;     ///< 2^16
inline constexpr float kFeatureLimit = 32768.0F;

/// Name of the SIMD variant in use, for reports.
const char *variantName();

/// A row as the products take it: 12-bit whole numbers, and what one unit is worth.
struct WholeRow
{
    const std::int16_t *values; ///< the matrix's inputs, padded with zeros to 16
    float unit;
};

/// values = round(x * 2047 / max|x|), padding included (x's padding is zero); returns the worth of one unit,
/// max|x| / 2047. A row of zeros gives zeros and 0.
float toWholeRow(const float *x, std::int16_t *values, std::int32_t width);

/// The same for relu(x)^2, the hidden units of the MLP.
float toWholeSquares(const float *x, std::int16_t *values, std::int32_t width);

/// y[r][o] = (sum_k W[o][k] x[r][k]) * (W.scale[o] * x[r].unit), W and x as whole numbers. The sum is exact
/// in 32-bit integers over 512 inputs (packed_matrix.h), hence the same in any order and on every SIMD
/// variant; sums of further 512 are added to it as floats, in ascending order. y rows hold W.paddedOutputs()
/// floats.
void matmulRows(const PackedMatrix &weights, const WholeRow *x, float *const *y, std::int32_t rows);

/// One panel of matmulRows for one row: the 16 outputs that begin at `panel` * 16, bit-equal to matmulRows.
void matmulPanel(const PackedMatrix &weights, std::int32_t panel, const WholeRow &x, float *y);

/// 1 / sqrt(mean(x^2) + epsilon). Order: 16 interleaved partial sums, then pairwise.
float inverseRms(const float *x, std::int32_t width, float epsilon);

/// y = x * inverseRms(x) over `width` elements; both padded to 16 (x's padding is zero, y's becomes zero).
void normRow(const float *x, float *y, std::int32_t width, float epsilon);

/// y += x, element by element, over a multiple of 16 floats.
void addRow(const float *x, float *y, std::int32_t paddedWidth);
/// y = x + rows[0] + rows[1] + ..., in that order, over `width` elements; x's padding to 16 is copied, rows
/// have none.
void sumRows(const float *x, const float *const *rows, std::int32_t count, std::int32_t width, float *y);

/// Unit-length heads as int16 * 2^14: in [heads * width] -> out [heads][stride], padding zero.
void quantiseUnitHeads(const float *in, std::int16_t *out, std::int32_t heads, std::int32_t width,
                       std::int32_t stride);

/// The same for heads whose length is at most lengths[head], as int16 * 2^14 in units of that length; a
/// longer one is shortened to it.
void quantiseBoundedHeads(const float *in, const float *lengths, std::int16_t *out, std::int32_t heads,
                          std::int32_t width, std::int32_t stride);

/// x = max(x, 0), over a multiple of 16 floats.
void relu(float *x, std::int32_t paddedWidth);
/// x = x / (1 + exp(-2 t)), t = sqrt(2 / pi) (x + 0.044715 x^3), element by element, over a multiple of 16
/// floats: GELU's approximation with tanh.
void gelu(float *x, std::int32_t paddedWidth);

/// Votes as whole numbers: round((in + bias) * scale[head]), clamped to +-32767; out [heads][stride], padding
/// zero.
void quantiseVotes(const float *in, const float *bias, const float *scale, std::int16_t *out,
                   std::int32_t heads, std::int32_t codes, std::int32_t stride);

/// Shape and constants of a layer's attention.
struct AttentionShape
{
    std::int32_t heads = 0;
    std::int32_t keyStride = 0; ///< int16 per head, a multiple of 32
    std::int32_t codes = 0;
    std::int32_t codeStride = 0; ///< votes per head, a multiple of 16
    const float *gain = nullptr; ///< [heads], times 2^-28
    const float *bias = nullptr; ///< [bias rows][heads], score offset already taken off
};

/// One attended key: a row or a segment summary.
struct KeyColumn
{
    const std::int16_t *key;  ///< [heads][keyStride]
    const std::int16_t *vote; ///< [heads][codeStride]
    std::int32_t biasRow;     ///< row of AttentionShape::bias
    float sign;               ///< +1 adds the column, -1 takes it away again
};

/// to[head][code] = from[head][code] + sign * s * vote over `count` columns (equation of A in FORMAT.md).
/// Exact, hence in any order. `to` may be `from`, but they do not overlap otherwise.
void attend(const AttentionShape &shape, const std::int16_t *query, const KeyColumn *columns,
            std::int32_t count, const double *from, double *to);

/// A row that attendTogether() corrects.
struct AttendedRow
{
    const std::int16_t *query;
    const double *from; ///< its sums so far
    double *to;         ///< its sums with the columns; may be `from`
    std::uint16_t *codes;
};

/// attend() and pickCodes() for rows that all take the same columns: to = from + columns, codes of `to`. Bit
/// for bit what the two give row by row; for many rows and few columns in less time.
void attendTogether(const AttentionShape &shape, const KeyColumn *columns, std::int32_t count,
                    const AttendedRow *rows, std::int32_t rowCount);

/// codes[head] = argmax of sums[head][0..codes), the lowest index on a tie.
void pickCodes(const AttentionShape &shape, const double *sums, std::uint16_t *codes);

/// log(sum(exp(x))) over `count` numbers (buffer padded to 16), in nats. Order: 16 interleaved partial sums,
/// pairwise.
double logSumExp(const float *x, std::int32_t count);

/// Index of the largest x.c - |c|^2/2 over the rows of `codes` [count, width]; the lowest on a tie. Plain
/// loops.
std::int32_t nearestCode(const float *x, const float *codes, std::int32_t count, std::int32_t width);

/// out[k] = whole number of min(relu(in[k] + bias[k]), 2^15) * 2^16.
void quantiseFeatures(const float *in, const float *bias, std::int64_t *out, std::int32_t count);

} // namespace deltapad::kernel
