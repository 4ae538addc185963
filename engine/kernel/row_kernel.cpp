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

using I16 = hn::CappedTag<std::int16_t, 32>;
using I32 = hn::RepartitionToWide<I16>;
using VI16 = hn::Vec<I16>;
using VI32 = hn::Vec<I32>;
static_assert(hn::MaxLanes(I32()) == kLanes);

// sum0 + the products of two pairs of int16 a lane; what does not fit that form goes to sum1. On x86 sum1
// stays zero and costs nothing.
template <bool kVnni> HWY_INLINE VI32 addPairs(VI16 a, VI16 b, VI32 sum0, VI32 &sum1)
{
#if HWY_TARGET == HWY_AVX3
    if constexpr (kVnni) {
        // Highway 1.0.3 has no form that uses this instruction, and its AVX3 target does not let the
        // intrinsic in. By value: an array element as operand would keep all accumulators in memory.
        auto sum = sum0.raw;
        asm("vpdpwssd %2, %1, %0" : "+v"(sum) : "v"(a.raw), "v"(b.raw));
        return VI32{sum};
    }
#endif
    return hn::ReorderWidenMulAccumulate(I32(), a, b, sum0, sum1);
}

// ROWS x PANELS tile of the product.
template <bool kVnni, int kRows, int kPanels>
HWY_INLINE void matmulTile(const PackedMatrix &w, std::int32_t panel, const WholeRow *x, float *const *y)
{
    constexpr int kVectors = kPanels * kVectorsPerPanel;
    constexpr std::int32_t kChunkPairs = kProductInputs / 2;
    const I16 d16;
    const I32 d32;
    const F32 d;
    const std::int32_t pairs = w.inputPairs();
    const std::size_t panelSize = w.panelSize();
    const std::int16_t *HWY_RESTRICT weights = w.panels.data() + static_cast<std::size_t>(panel) * panelSize;
    const std::size_t offset = static_cast<std::size_t>(panel) * kPanel;
    for (std::int32_t first = 0; first < pairs; first += kChunkPairs) {
        const std::int32_t last = std::min(pairs, first + kChunkPairs);
        VI32 sum[kRows][kVectors];
        VI32 rest[kRows][kVectors];
        DELTAPAD_UNROLLED
        for (int r = 0; r < kRows; ++r)
            DELTAPAD_UNROLLED
        for (int v = 0; v < kVectors; ++v)
            sum[r][v] = rest[r][v] = hn::Zero(d32);
        for (std::int32_t k = first; k < last; ++k) {
            VI16 weight[kVectors];
            DELTAPAD_UNROLLED
            for (int p = 0; p < kPanels; ++p)
                DELTAPAD_UNROLLED
            for (int v = 0; v < kVectorsPerPanel; ++v)
                weight[p * kVectorsPerPanel + v] = hn::Load(
                    d16, weights + p * panelSize + static_cast<std::size_t>(k) * 32 + v * 2 * kLanes);
            DELTAPAD_UNROLLED
            for (int r = 0; r < kRows; ++r) {
                std::int32_t pair;
                std::memcpy(&pair, x[r].values + static_cast<std::size_t>(k) * 2, sizeof(pair));
                const VI16 input = hn::BitCast(d16, hn::Set(d32, pair));
                DELTAPAD_UNROLLED
                for (int v = 0; v < kVectors; ++v)
                    sum[r][v] = addPairs<kVnni>(weight[v], input, sum[r][v], rest[r][v]);
            }
        }
        DELTAPAD_UNROLLED
        for (int r = 0; r < kRows; ++r)
            DELTAPAD_UNROLLED
        for (int v = 0; v < kVectors; ++v) {
            float *target = y[r] + offset + v * kLanes;
            VF32 value = hn::ConvertTo(d, hn::RearrangeToOddPlusEven(sum[r][v], rest[r][v]));
            if (first > 0)
                value = hn::Add(hn::LoadU(d, target), value);
            if (last == pairs)
                value = hn::Mul(
                    value, hn::Mul(hn::Load(d, w.scale.data() + offset + v * kLanes), hn::Set(d, x[r].unit)));
            hn::StoreU(value, d, target);
        }
    }
}

// All rows of one group of panels, which stays in the first-level cache meanwhile.
template <bool kVnni, int kPanels>
HWY_INLINE void matmulPanels(const PackedMatrix &w, std::int32_t panel, const WholeRow *x, float *const *y,
                             std::int32_t rows)
{
    constexpr int kBudget = kLanes == 16 ? 24 : 12; // accumulators that fit 32 (AVX-512) or 16 registers
    constexpr int kTall = std::clamp(kBudget / (kPanels * kVectorsPerPanel), 1, 6); // what is left: 4, 2, 1
    while (rows >= kTall) {
        matmulTile<kVnni, kTall, kPanels>(w, panel, x, y);
        x += kTall;
        y += kTall;
        rows -= kTall;
    }
    if constexpr (kTall > 4) {
        if (rows >= 4) {
            matmulTile<kVnni, 4, kPanels>(w, panel, x, y);
            x += 4;
            y += 4;
            rows -= 4;
        }
    }
    if constexpr (kTall > 2) {
        if (rows >= 2) {
            matmulTile<kVnni, 2, kPanels>(w, panel, x, y);
            x += 2;
            y += 2;
            rows -= 2;
        }
    }
    if constexpr (kTall > 1) {
        if (rows >= 1)
            matmulTile<kVnni, 1, kPanels>(w, panel, x, y);
    }
}

template <bool kVnni>
HWY_INLINE void matmulAll(const PackedMatrix &w, const WholeRow *x, float *const *y, std::int32_t rows)
{
    // Few rows take many panels at once, so that there are enough independent sums.
    const std::int32_t panelCount = w.paddedOutputs() / kPanel;
    constexpr int kWide = kLanes == 16 ? 8 : kLanes == 8 ? 4 : 2;
    constexpr int kNarrow = kWide / 2;
    std::int32_t p = 0;
    if (rows <= 3)
        for (; p + kWide <= panelCount; p += kWide)
            matmulPanels<kVnni, kWide>(w, p, x, y, rows);
    for (; p + kNarrow <= panelCount; p += kNarrow)
        matmulPanels<kVnni, kNarrow>(w, p, x, y, rows);
    for (; p < panelCount; ++p)
        matmulPanels<kVnni, 1>(w, p, x, y, rows);
}

bool hasVnni()
{
#if HWY_TARGET == HWY_AVX3
    static const bool has = __builtin_cpu_supports("avx512vnni") != 0;
    return has;
#else
    return false;
#endif
}

void MatmulRows(const PackedMatrix &w, const WholeRow *x, float *const *y, std::int32_t rows)
{
    if (hasVnni())
        matmulAll<true>(w, x, y, rows);
    else
        matmulAll<false>(w, x, y, rows);
}

void MatmulPanel(const PackedMatrix &w, std::int32_t panel, const WholeRow &x, float *y)
{
    float *const target = y - static_cast<std::ptrdiff_t>(panel) * kPanel;
    matmulTile<false, 1, 1>(w, panel, &x, &target);
}

// Rounds x * units to 12-bit whole numbers. A NaN or an infinity (an absurd model) becomes some number in
// range.
HWY_INLINE void storeWhole(VF32 x, VF32 units, std::int16_t *values)
{
    const I32 d32;
    const hn::Rebind<std::int16_t, I32> half;
    const VI32 whole = hn::NearestInt(hn::Mul(x, units));
    const VI32 inside = hn::Min(hn::Max(whole, hn::Set(d32, -kProductLimit)), hn::Set(d32, kProductLimit));
    hn::StoreU(hn::DemoteTo(half, inside), half, values);
}

float ToWholeRow(const float *x, std::int16_t *values, std::int32_t width)
{
    const F32 d;
    const std::int32_t padded = roundUpTo(width, 16);
    VF32 most = hn::Zero(d);
    for (std::int32_t i = 0; i < padded; i += kLanes)
        most = hn::Max(most, hn::Abs(hn::LoadU(d, x + i)));
    const float largest = hn::GetLane(hn::MaxOfLanes(d, most));
    constexpr auto kLimit = static_cast<float>(kProductLimit);
    const VF32 units = hn::Set(d, largest > 0.0F ? kLimit / largest : 0.0F);
    for (std::int32_t i = 0; i < padded; i += kLanes)
        storeWhole(hn::LoadU(d, x + i), units, values + i);
    return largest / kLimit;
}

float ToWholeSquares(const float *x, std::int16_t *values, std::int32_t width)
{
    const F32 d;
    const std::int32_t padded = roundUpTo(width, 16);
    VF32 most = hn::Zero(d);
    for (std::int32_t i = 0; i < padded; i += kLanes)
        most = hn::Max(most, hn::LoadU(d, x + i));
    const float root = hn::GetLane(hn::MaxOfLanes(d, most));
    const float largest = root * root;
    constexpr auto kLimit = static_cast<float>(kProductLimit);
    const VF32 units = hn::Set(d, largest > 0.0F ? kLimit / largest : 0.0F);
    for (std::int32_t i = 0; i < padded; i += kLanes) {
        const VF32 positive = hn::Max(hn::LoadU(d, x + i), hn::Zero(d));
        storeWhole(hn::Mul(positive, positive), units, values + i);
    }
    return largest / kLimit;
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

float InverseRms(const float *x, std::int32_t width, float epsilon)
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
    return 1.0F / std::sqrt(sumOfSixteen(partial) / static_cast<float>(width) + epsilon);
}

void NormRow(const float *x, float *y, std::int32_t width, float epsilon)
{
    const F32 d;
    const VF32 factor = hn::Set(d, InverseRms(x, width, epsilon));
    const std::int32_t padded = roundUpTo(width, 16);
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
    const std::int32_t whole = count / 16 * 16;
    float largest = x[0];
    if (whole > 0) {
        VF32 most = hn::LoadU(d, x);
        for (std::int32_t i = kLanes; i < whole; i += kLanes)
            most = hn::Max(most, hn::LoadU(d, x + i));
        largest = hn::GetLane(hn::MaxOfLanes(d, most));
    }
    for (std::int32_t i = whole; i < count; ++i)
        largest = std::max(largest, x[i]);
    const VF32 shift = hn::Set(d, largest);
    VF32 sum[kVectorsPerPanel];
    DELTAPAD_UNROLLED
    for (int v = 0; v < kVectorsPerPanel; ++v)
        sum[v] = hn::Zero(d);
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
HWY_EXPORT(ToWholeRow);
HWY_EXPORT(ToWholeSquares);
HWY_EXPORT(InverseRms);
HWY_EXPORT(NormRow);
HWY_EXPORT(AddRow);
HWY_EXPORT(AddScaledRow);
HWY_EXPORT(QuantiseUnitHeads);
HWY_EXPORT(QuantiseVotes);
HWY_EXPORT(Attend);
HWY_EXPORT(LogSumExp);
HWY_EXPORT(VariantName);

const char *variantName()
{
    return HWY_DYNAMIC_DISPATCH(VariantName)();
}

void matmulRows(const PackedMatrix &weights, const WholeRow *x, float *const *y, std::int32_t rows)
{
    HWY_DYNAMIC_DISPATCH(MatmulRows)(weights, x, y, rows);
}

void matmulPanel(const PackedMatrix &weights, std::int32_t panel, const WholeRow &x, float *y)
{
    HWY_DYNAMIC_DISPATCH(MatmulPanel)(weights, panel, x, y);
}

float toWholeRow(const float *x, std::int16_t *values, std::int32_t width)
{
    return HWY_DYNAMIC_DISPATCH(ToWholeRow)(x, values, width);
}

float toWholeSquares(const float *x, std::int16_t *values, std::int32_t width)
{
    return HWY_DYNAMIC_DISPATCH(ToWholeSquares)(x, values, width);
}

float inverseRms(const float *x, std::int32_t width, float epsilon)
{
    return HWY_DYNAMIC_DISPATCH(InverseRms)(x, width, epsilon);
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
