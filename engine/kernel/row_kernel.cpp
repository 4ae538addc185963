// SPDX-License-Identifier: MIT
// Compiled once per SIMD target by Highway's foreach_target; the public functions at the end dispatch by
// CPUID.
#include "engine/kernel/row_kernel.h"

#include <algorithm>
#include <cmath>
#include <cstring>

// SSE4, AVX2 and AVX-512, and plain code for what is older than all of them.
#define HWY_DISABLED_TARGETS HWY_SSSE3
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/kernel/row_kernel.cpp"
#include "hwy/foreach_target.h"

#include "hwy/highway.h"
// Must come after foreach_target.
#include "hwy/contrib/math/math-inl.h"

// Accumulators live in registers only if the loops over them are unrolled, at every optimisation level;
// without vectors there are too many of them for that.
#undef DELTAPAD_UNROLLED
#if HWY_TARGET == HWY_SCALAR
#define DELTAPAD_UNROLLED
#else
#define DELTAPAD_UNROLLED _Pragma("GCC unroll 32")
#endif

HWY_BEFORE_NAMESPACE();
namespace deltapad::kernel::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

// At most 16 lanes, so that one panel is a whole number of vectors on every target.
using F32 = hn::CappedTag<float, 16>;
using VF32 = hn::Vec<F32>;
constexpr int kLanes = hn::MaxLanes(F32());
constexpr int kVectorsPerPanel = 16 / kLanes;

// ROWS x PANELS tile of the product; every accumulator is one chain over k.
template <int kRows, int kPanels>
HWY_INLINE void matmulTile(const float *HWY_RESTRICT panels, std::int32_t inputs, const float *const *x,
                           float *const *y, std::int32_t outputOffset)
{
    constexpr int kVectors = kPanels * kVectorsPerPanel;
    const F32 d;
    const std::size_t panelFloats = static_cast<std::size_t>(inputs) * 16;
    VF32 sum[kRows][kVectors];
    DELTAPAD_UNROLLED
    for (int r = 0; r < kRows; ++r)
        DELTAPAD_UNROLLED
    for (int v = 0; v < kVectors; ++v)
        sum[r][v] = hn::Zero(d);
    for (std::int32_t k = 0; k < inputs; ++k) {
        VF32 weight[kVectors];
        DELTAPAD_UNROLLED
        for (int p = 0; p < kPanels; ++p)
            DELTAPAD_UNROLLED
        for (int v = 0; v < kVectorsPerPanel; ++v)
            weight[p * kVectorsPerPanel + v] =
                hn::Load(d, panels + p * panelFloats + static_cast<std::size_t>(k) * 16 + v * kLanes);
        DELTAPAD_UNROLLED
        for (int r = 0; r < kRows; ++r) {
            const VF32 input = hn::Set(d, x[r][k]);
            DELTAPAD_UNROLLED
            for (int v = 0; v < kVectors; ++v)
                sum[r][v] = hn::MulAdd(weight[v], input, sum[r][v]);
        }
    }
    DELTAPAD_UNROLLED
    for (int r = 0; r < kRows; ++r)
        DELTAPAD_UNROLLED
    for (int v = 0; v < kVectors; ++v)
        hn::StoreU(sum[r][v], d, y[r] + outputOffset + v * kLanes);
}

// As many panels at once as keep the accumulators in registers (32 vector registers on AVX-512, else 16).
template <int kRows>
HWY_INLINE void matmulRowBlock(const PackedMatrix &w, const float *const *x, float *const *y)
{
    constexpr int kBudget = kLanes == 16 ? 24 : 12;
    constexpr int kWide = std::max(1, std::min(8, kBudget / (kRows * kVectorsPerPanel)));
    const std::int32_t panelCount = w.paddedOutputs() / 16;
    const std::size_t panelFloats = static_cast<std::size_t>(w.inputs) * 16;
    std::int32_t p = 0;
    for (; p + kWide <= panelCount; p += kWide)
        matmulTile<kRows, kWide>(w.panels.data() + p * panelFloats, w.inputs, x, y, p * 16);
    for (; p < panelCount; ++p)
        matmulTile<kRows, 1>(w.panels.data() + p * panelFloats, w.inputs, x, y, p * 16);
}

void MatmulRows(const PackedMatrix &w, const float *const *x, float *const *y, std::int32_t rows)
{
    while (rows >= 6) {
        matmulRowBlock<6>(w, x, y);
        x += 6;
        y += 6;
        rows -= 6;
    }
    if (rows >= 4) {
        matmulRowBlock<4>(w, x, y);
        x += 4;
        y += 4;
        rows -= 4;
    }
    switch (rows) {
    case 3:
        matmulRowBlock<3>(w, x, y);
        break;
    case 2:
        matmulRowBlock<2>(w, x, y);
        break;
    case 1:
        matmulRowBlock<1>(w, x, y);
        break;
    default:
        break;
    }
}

void MatmulPanel(const PackedMatrix &w, std::int32_t panel, const float *x, float *y)
{
    const std::size_t panelFloats = static_cast<std::size_t>(w.inputs) * 16;
    matmulTile<1, 1>(w.panels.data() + panel * panelFloats, w.inputs, &x, &y, 0);
}

// Sum of 16 interleaved partial sums, pairwise: the same on every target, whatever its lanes.
HWY_INLINE float sumOfSixteen(const float *partial)
{
    float sums[16];
    std::copy(partial, partial + 16, sums);
    for (int width = 8; width >= 1; width /= 2)
        for (int i = 0; i < width; ++i)
            sums[i] += sums[i + width];
    return sums[0];
}

void NormRow(const float *x, float *y, std::int32_t width, float epsilon)
{
    const F32 d;
    const std::int32_t padded = roundUpTo(width, 16);
    VF32 sum[kVectorsPerPanel];
    DELTAPAD_UNROLLED
    for (int v = 0; v < kVectorsPerPanel; ++v)
        sum[v] = hn::Zero(d);
    for (std::int32_t i = 0; i < padded; i += 16)
        DELTAPAD_UNROLLED
    for (int v = 0; v < kVectorsPerPanel; ++v) {
        const VF32 value = hn::LoadU(d, x + i + v * kLanes);
        sum[v] = hn::MulAdd(value, value, sum[v]);
    }
    float partial[16];
    DELTAPAD_UNROLLED
    for (int v = 0; v < kVectorsPerPanel; ++v)
        hn::StoreU(sum[v], d, partial + v * kLanes);
    const float scale = 1.0F / std::sqrt(sumOfSixteen(partial) / static_cast<float>(width) + epsilon);
    const VF32 factor = hn::Set(d, scale);
    for (std::int32_t i = 0; i < padded; i += kLanes)
        hn::StoreU(hn::Mul(hn::LoadU(d, x + i), factor), d, y + i);
}

void AddRow(const float *x, float *y, std::int32_t paddedWidth)
{
    const F32 d;
    for (std::int32_t i = 0; i < paddedWidth; i += kLanes)
        hn::StoreU(hn::Add(hn::LoadU(d, y + i), hn::LoadU(d, x + i)), d, y + i);
}

void AddScaledRow(const float *x, const float *scale, float *y, std::int32_t paddedWidth)
{
    const F32 d;
    for (std::int32_t i = 0; i < paddedWidth; i += kLanes)
        hn::StoreU(hn::MulAdd(hn::LoadU(d, x + i), hn::LoadU(d, scale + i), hn::LoadU(d, y + i)), d, y + i);
}

// y[block] += sum over the listed hidden units; kVectors accumulators stay in registers.
template <int kVectors>
HWY_INLINE void addColumns(const InputMajorMatrix &down, const float *hidden, const std::int32_t *units,
                           std::int32_t unitCount, std::int32_t offset, float *y)
{
    const F32 d;
    VF32 sum[kVectors];
    DELTAPAD_UNROLLED
    for (int v = 0; v < kVectors; ++v)
        sum[v] = hn::LoadU(d, y + offset + v * kLanes);
    for (std::int32_t n = 0; n < unitCount; ++n) {
        const VF32 factor = hn::Set(d, hidden[units[n]]);
        const float *column = down.columns.data() + static_cast<std::size_t>(units[n]) * down.stride + offset;
        DELTAPAD_UNROLLED
        for (int v = 0; v < kVectors; ++v)
            sum[v] = hn::MulAdd(hn::Load(d, column + v * kLanes), factor, sum[v]);
    }
    DELTAPAD_UNROLLED
    for (int v = 0; v < kVectors; ++v)
        hn::StoreU(sum[v], d, y + offset + v * kLanes);
}

void AddMlpDown(const InputMajorMatrix &down, float *hidden, float *y)
{
    constexpr std::int32_t kBlock = 1024; // hidden units listed at a time; keeps the list on the stack
    std::int32_t units[kBlock];
    for (std::int32_t first = 0; first < down.inputs; first += kBlock) {
        const std::int32_t last = std::min(down.inputs, first + kBlock);
        std::int32_t count = 0;
        for (std::int32_t k = first; k < last; ++k) {
            const float positive = hidden[k] > 0.0F ? hidden[k] : 0.0F;
            hidden[k] = positive * positive;
            units[count] = k;
            count += hidden[k] != 0.0F ? 1 : 0;
        }
        constexpr int kWide = kLanes == 16 ? 16 : 8;
        std::int32_t offset = 0;
        for (; offset + kWide * kLanes <= down.stride; offset += kWide * kLanes)
            addColumns<kWide>(down, hidden, units, count, offset, y);
        for (; offset < down.stride; offset += kLanes)
            addColumns<1>(down, hidden, units, count, offset, y);
    }
}

void QuantiseUnitHeads(const float *in, std::int16_t *out, std::int32_t heads, std::int32_t width,
                       std::int32_t stride)
{
    for (std::int32_t h = 0; h < heads; ++h) {
        const float *head = in + h * width;
        float squares = 0;
        for (std::int32_t k = 0; k < width; ++k)
            squares += head[k] * head[k];
        const float scale = kKeyScale / std::sqrt(squares + 1e-12F);
        std::int16_t *target = out + h * stride;
        for (std::int32_t k = 0; k < width; ++k)
            // The constant comes first so that a NaN (overflow in an absurd model) becomes a number.
            target[k] = static_cast<std::int16_t>(
                std::min(kKeyScale, std::max(-kKeyScale, std::nearbyint(head[k] * scale))));
        std::fill(target + width, target + stride, std::int16_t(0));
    }
}

void QuantiseVotes(const float *in, const float *bias, const float *scale, float *out, std::int32_t heads,
                   std::int32_t codes, std::int32_t stride)
{
    for (std::int32_t h = 0; h < heads; ++h) {
        float *target = out + h * stride;
        for (std::int32_t c = 0; c < codes; ++c) {
            const float whole = std::nearbyint((in[h * codes + c] + bias[h * codes + c]) * scale[h]);
            target[c] = std::min(kVoteLimit, std::max(-kVoteLimit, whole));
        }
        std::fill(target + codes, target + stride, 0.0F);
    }
}

using F64 = hn::CappedTag<double, 8>;
using VF64 = hn::Vec<F64>;
constexpr int kDoubleLanes = hn::MaxLanes(F64());

template <int kVectors>
HWY_INLINE void addVotes(const float *const *votes, const double *scores, std::int32_t count, double *sums)
{
    const F64 d;
    const hn::Rebind<float, F64> half;
    VF64 sum[kVectors];
    DELTAPAD_UNROLLED
    for (int v = 0; v < kVectors; ++v)
        sum[v] = hn::LoadU(d, sums + v * kDoubleLanes);
    for (std::int32_t n = 0; n < count; ++n) {
        const VF64 score = hn::Set(d, scores[n]);
        DELTAPAD_UNROLLED
        for (int v = 0; v < kVectors; ++v)
            sum[v] =
                hn::MulAdd(hn::PromoteTo(d, hn::LoadU(half, votes[n] + v * kDoubleLanes)), score, sum[v]);
    }
    DELTAPAD_UNROLLED
    for (int v = 0; v < kVectors; ++v)
        hn::StoreU(sum[v], d, sums + v * kDoubleLanes);
}

void Attend(const AttentionShape &shape, const std::int16_t *query, const KeyColumn *columns,
            std::int32_t count, double *sums)
{
    constexpr std::int32_t kBlock = 64;
    const hn::CappedTag<std::int16_t, 32> d16;
    const hn::RepartitionToWide<decltype(d16)> d32;
    const hn::CappedTag<std::int32_t, 16> dInt;
    const F32 dFloat;
    constexpr int kShortLanes = hn::MaxLanes(d16);
    alignas(64) std::int32_t dots[kBlock];
    alignas(64) float biases[kBlock];
    alignas(64) float scores[kBlock];
    double exact[kBlock];
    const float *votes[kBlock];

    for (std::int32_t first = 0; first < count; first += kBlock) {
        const std::int32_t block = std::min(kBlock, count - first);
        const KeyColumn *column = columns + first;
        for (std::int32_t h = 0; h < shape.heads; ++h) {
            const std::int16_t *q = query + h * shape.keyStride;
            for (std::int32_t n = 0; n < block; ++n) {
                const std::int16_t *k = column[n].key + h * shape.keyStride;
                auto even = hn::Zero(d32);
                auto odd = hn::Zero(d32);
                for (std::int32_t i = 0; i < shape.keyStride; i += kShortLanes)
                    even = hn::ReorderWidenMulAccumulate(d32, hn::LoadU(d16, q + i), hn::LoadU(d16, k + i),
                                                         even, odd);
                dots[n] = hn::GetLane(hn::SumOfLanes(d32, hn::Add(even, odd)));
                biases[n] = shape.bias[column[n].biasRow * shape.heads + h];
            }
            for (std::int32_t n = block; n < roundUpTo(block, 16); ++n) {
                dots[n] = 0;
                biases[n] = 0.0F;
            }
            const VF32 gain = hn::Set(dFloat, shape.gain[h]);
            const VF32 lowest = hn::Set(dFloat, -80.0F); // exp(-80) * 2^25 rounds to 0
            const VF32 one = hn::Set(dFloat, 1.0F);
            const VF32 scale = hn::Set(dFloat, kScoreScale);
            for (std::int32_t n = 0; n < block; n += kLanes) {
                const VF32 dot = hn::ConvertTo(dFloat, hn::Load(dInt, dots + n));
                const VF32 raw = hn::MulAdd(dot, gain, hn::Load(dFloat, biases + n));
                const VF32 z = hn::Min(hn::Max(raw, lowest), hn::Zero(dFloat)); // saturates at 1
                hn::Store(hn::Round(hn::Mul(hn::Min(hn::Exp(dFloat, z), one), scale)), dFloat, scores + n);
            }
            // Columns whose score rounds to zero add exactly nothing.
            std::int32_t used = 0;
            for (std::int32_t n = 0; n < block; ++n) {
                exact[used] = static_cast<double>(scores[n] * column[n].sign);
                votes[used] = column[n].vote + h * shape.codeStride;
                used += scores[n] != 0.0F ? 1 : 0;
            }
            double *target = sums + h * shape.codeStride;
            constexpr int kWide = 16 / kDoubleLanes;
            std::int32_t c = 0;
            for (; c + 32 <= shape.codeStride; c += 32) {
                addVotes<2 * kWide>(votes, exact, used, target + c);
                for (std::int32_t n = 0; n < used; ++n)
                    votes[n] += 32;
            }
            for (; c < shape.codeStride; c += 16) {
                addVotes<kWide>(votes, exact, used, target + c);
                for (std::int32_t n = 0; n < used; ++n)
                    votes[n] += 16;
            }
        }
    }
}

double LogSumExp(const float *x, std::int32_t count)
{
    const F32 d;
    float largest = x[0];
    for (std::int32_t i = 1; i < count; ++i)
        largest = std::max(largest, x[i]);
    const VF32 shift = hn::Set(d, largest);
    VF32 sum[kVectorsPerPanel];
    DELTAPAD_UNROLLED
    for (int v = 0; v < kVectorsPerPanel; ++v)
        sum[v] = hn::Zero(d);
    const std::int32_t whole = count / 16 * 16;
    for (std::int32_t i = 0; i < whole; i += 16)
        DELTAPAD_UNROLLED
    for (int v = 0; v < kVectorsPerPanel; ++v)
        sum[v] = hn::Add(sum[v], hn::Exp(d, hn::Sub(hn::LoadU(d, x + i + v * kLanes), shift)));
    float partial[16];
    DELTAPAD_UNROLLED
    for (int v = 0; v < kVectorsPerPanel; ++v)
        hn::StoreU(sum[v], d, partial + v * kLanes);
    if (whole < count) {
        float rest[16];
        std::fill(rest, rest + 16, largest - 200.0F); // exp gives 0
        std::copy(x + whole, x + count, rest);
        float tail[16];
        DELTAPAD_UNROLLED
        for (int v = 0; v < kVectorsPerPanel; ++v)
            hn::StoreU(hn::Exp(d, hn::Sub(hn::LoadU(d, rest + v * kLanes), shift)), d, tail + v * kLanes);
        for (std::int32_t i = whole; i < count; ++i)
            partial[i - whole] += tail[i - whole];
    }
    return static_cast<double>(largest) + std::log(static_cast<double>(sumOfSixteen(partial)));
}

const char *VariantName()
{
    return hwy::TargetName(HWY_TARGET);
}

} // namespace deltapad::kernel::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace deltapad::kernel {

HWY_EXPORT(MatmulRows);
HWY_EXPORT(MatmulPanel);
HWY_EXPORT(NormRow);
HWY_EXPORT(AddRow);
HWY_EXPORT(AddScaledRow);
HWY_EXPORT(AddMlpDown);
HWY_EXPORT(QuantiseUnitHeads);
HWY_EXPORT(QuantiseVotes);
HWY_EXPORT(Attend);
HWY_EXPORT(LogSumExp);
HWY_EXPORT(VariantName);

const char *variantName()
{
    return HWY_DYNAMIC_DISPATCH(VariantName)();
}

void matmulRows(const PackedMatrix &weights, const float *const *x, float *const *y, std::int32_t rows)
{
    HWY_DYNAMIC_DISPATCH(MatmulRows)(weights, x, y, rows);
}

void matmulPanel(const PackedMatrix &weights, std::int32_t panel, const float *x, float *y)
{
    HWY_DYNAMIC_DISPATCH(MatmulPanel)(weights, panel, x, y);
}

void normRow(const float *x, float *y, std::int32_t width, float epsilon)
{
    HWY_DYNAMIC_DISPATCH(NormRow)(x, y, width, epsilon);
}

void addRow(const float *x, float *y, std::int32_t paddedWidth)
{
    HWY_DYNAMIC_DISPATCH(AddRow)(x, y, paddedWidth);
}

void addScaledRow(const float *x, const float *scale, float *y, std::int32_t paddedWidth)
{
    HWY_DYNAMIC_DISPATCH(AddScaledRow)(x, scale, y, paddedWidth);
}

void addMlpDown(const InputMajorMatrix &down, float *hidden, float *y)
{
    HWY_DYNAMIC_DISPATCH(AddMlpDown)(down, hidden, y);
}

void quantiseUnitHeads(const float *in, std::int16_t *out, std::int32_t heads, std::int32_t width,
                       std::int32_t stride)
{
    HWY_DYNAMIC_DISPATCH(QuantiseUnitHeads)(in, out, heads, width, stride);
}

void quantiseVotes(const float *in, const float *bias, const float *scale, float *out, std::int32_t heads,
                   std::int32_t codes, std::int32_t stride)
{
    HWY_DYNAMIC_DISPATCH(QuantiseVotes)(in, bias, scale, out, heads, codes, stride);
}

void attend(const AttentionShape &shape, const std::int16_t *query, const KeyColumn *columns,
            std::int32_t count, double *sums)
{
    HWY_DYNAMIC_DISPATCH(Attend)(shape, query, columns, count, sums);
}

void pickCodes(const AttentionShape &shape, const double *sums, std::uint16_t *codes)
{
    for (std::int32_t h = 0; h < shape.heads; ++h) {
        const double *head = sums + h * shape.codeStride;
        std::int32_t best = 0;
        for (std::int32_t c = 1; c < shape.codes; ++c)
            if (head[c] > head[best])
                best = c;
        codes[h] = static_cast<std::uint16_t>(best);
    }
}

double logSumExp(const float *x, std::int32_t count)
{
    return HWY_DYNAMIC_DISPATCH(LogSumExp)(x, count);
}

std::int32_t nearestCode(const float *x, const float *codes, std::int32_t count, std::int32_t width)
{
    std::int32_t best = 0;
    float bestScore = 0;
    for (std::int32_t c = 0; c < count; ++c) {
        const float *code = codes + static_cast<std::size_t>(c) * width;
        float dot = 0;
        float squares = 0;
        for (std::int32_t k = 0; k < width; ++k) {
            dot += x[k] * code[k];
            squares += code[k] * code[k];
        }
        const float score = dot - 0.5F * squares;
        if (c == 0 || score > bestScore) {
            best = c;
            bestScore = score;
        }
    }
    return best;
}

void quantiseFeatures(const float *in, const float *bias, std::int64_t *out, std::int32_t count)
{
    for (std::int32_t k = 0; k < count; ++k) {
        const float value = std::min(kFeatureLimit, std::max(0.0F, in[k] + bias[k]));
        out[k] = static_cast<std::int64_t>(std::nearbyint(static_cast<double>(value) * kFeatureScale));
    }
}

} // namespace deltapad::kernel
#endif
