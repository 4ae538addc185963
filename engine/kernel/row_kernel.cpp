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
template <bool kVnni, class V16, class V32> HWY_INLINE V32 addPairs(V16 a, V16 b, V32 sum0, V32 &sum1)
{
#if HWY_TARGET == HWY_AVX3
    if constexpr (kVnni) {
        // Highway 1.0.3 has no form that uses this instruction, and its AVX3 target does not let the
        // intrinsic in. By value: an array element as operand would keep all accumulators in memory.
        auto sum = sum0.raw;
        asm("vpdpwssd %2, %1, %0" : "+v"(sum) : "v"(a.raw), "v"(b.raw));
        return V32{sum};
    }
#endif
    return hn::ReorderWidenMulAccumulate(hn::DFromV<V32>(), a, b, sum0, sum1);
}

#if HWY_TARGET == HWY_AVX3
bool hasVnni()
{
    static const bool has = __builtin_cpu_supports("avx512vnni") != 0;
    return has;
}
#endif

#if HWY_TARGET == HWY_SCALAR

// One panel of one row, in plain code: a lane here holds no pair of inputs.
void MatmulPanel(const PackedMatrix &w, std::int32_t panel, const WholeRow &x, float *y)
{
    const std::int32_t first = panel / kGroupPanels * kGroupPanels;
    const std::size_t stride = static_cast<std::size_t>(w.groupPanels(first)) * 2 * kPanel;
    const std::int16_t *weights = w.panels.data() + w.place(panel * kPanel, 0);
    constexpr std::int32_t kChunkPairs = kProductInputs / 2;
    for (std::int32_t begin = 0; begin < w.inputPairs(); begin += kChunkPairs) {
        std::int32_t sums[kPanel] = {};
        for (std::int32_t k = begin; k < std::min(w.inputPairs(), begin + kChunkPairs); ++k) {
            const std::int16_t *pair = weights + static_cast<std::size_t>(k) * stride;
            for (std::int32_t o = 0; o < kPanel; ++o)
                sums[o] += pair[2 * o] * x.values[2 * k] + pair[2 * o + 1] * x.values[2 * k + 1];
        }
        for (std::int32_t o = 0; o < kPanel; ++o)
            y[o] = begin == 0 ? static_cast<float>(sums[o]) : y[o] + static_cast<float>(sums[o]);
    }
    for (std::int32_t o = 0; o < kPanel; ++o)
        y[o] *= w.scale[static_cast<std::size_t>(panel * kPanel + o)] * x.unit;
}

void MatmulRows(const PackedMatrix &w, const WholeRow *x, float *const *y, std::int32_t rows)
{
    for (std::int32_t panel = 0; panel < w.panelCount(); ++panel)
        for (std::int32_t r = 0; r < rows; ++r)
            MatmulPanel(w, panel, x[r], y[r] + static_cast<std::size_t>(panel) * kPanel);
}

#else

// Where a tile's weights lie, and what is fetched meanwhile.
template <typename Weight> struct TilePlace
{
    const Weight *HWY_RESTRICT weights; // of the first input pair
    std::size_t stride;                 // weights from one input pair to the next
    std::int32_t firstPair;             // a run of input pairs whose products fit one 32-bit sum
    std::int32_t pairs;
    std::int32_t panel; // first of the tile's panels
    const char *ahead;  // weights that are wanted next
};

HWY_INLINE VI16 loadWeights(const std::int16_t *HWY_RESTRICT at)
{
    return hn::Load(I16(), at);
}
HWY_INLINE VI16 loadWeights(const std::int8_t *HWY_RESTRICT at)
{
    const hn::Rebind<std::int8_t, I16> narrow;
    return hn::PromoteTo(I16(), hn::Load(narrow, at));
}

constexpr std::int32_t kRunPairs = kProductInputs / 2;

// kRows x kPanels tile of the product, over one run of inputs. Sums of kSteps input pairs are kept apart, so
// that few rows have enough sums under way. Every input pair fetches kAhead cache lines of the weights that
// come next: what waits for memory then does so while this tile computes.
template <bool kVnni, int kRows, int kPanels, int kSteps, int kAhead, typename Weight>
HWY_NOINLINE void matmulTile(const PackedMatrix &w, const TilePlace<Weight> &place, const WholeRow *x,
                             float *const *y)
{
    constexpr int kVectors = kPanels * kVectorsPerPanel;
    const I16 d16;
    const I32 d32;
    const F32 d;
    const char *ahead = place.ahead;
    const std::size_t offset = static_cast<std::size_t>(place.panel) * kPanel;
    VI32 sum[kSteps][kRows][kVectors];
    VI32 rest[kSteps][kRows][kVectors];
    DELTAPAD_UNROLLED
    for (int s = 0; s < kSteps; ++s)
        DELTAPAD_UNROLLED
    for (int r = 0; r < kRows; ++r)
        DELTAPAD_UNROLLED
    for (int v = 0; v < kVectors; ++v)
        sum[s][r][v] = rest[s][r][v] = hn::Zero(d32);
    const auto addPair = [&](int s, std::int32_t k) HWY_ATTR {
        VI16 weight[kVectors];
        const Weight *HWY_RESTRICT at = place.weights + static_cast<std::size_t>(k) * place.stride;
        DELTAPAD_UNROLLED
        for (int v = 0; v < kVectors; ++v)
            weight[v] = loadWeights(at + v * 2 * kLanes);
        DELTAPAD_UNROLLED
        for (int r = 0; r < kRows; ++r) {
            std::int32_t pair;
            std::memcpy(&pair, x[r].values + static_cast<std::size_t>(place.firstPair + k) * 2, sizeof(pair));
            const VI16 input = hn::BitCast(d16, hn::Set(d32, pair));
            DELTAPAD_UNROLLED
            for (int v = 0; v < kVectors; ++v)
                sum[s][r][v] = addPairs<kVnni>(weight[v], input, sum[s][r][v], rest[s][r][v]);
        }
        DELTAPAD_UNROLLED
        for (int line = 0; line < kAhead; ++line)
            __builtin_prefetch(ahead + line * 64, 0, 2); // into the second-level cache
        ahead += kAhead * 64;
    };
    const std::int32_t run = place.pairs / kSteps;
    for (std::int32_t k = 0; k < run; ++k)
        DELTAPAD_UNROLLED
    for (int s = 0; s < kSteps; ++s)
        addPair(s, s * run + k);
    for (std::int32_t k = kSteps * run; k < place.pairs; ++k)
        addPair(0, k);
    DELTAPAD_UNROLLED
    for (int r = 0; r < kRows; ++r)
        DELTAPAD_UNROLLED
    for (int v = 0; v < kVectors; ++v) {
        VI32 total = hn::RearrangeToOddPlusEven(sum[0][r][v], rest[0][r][v]);
        DELTAPAD_UNROLLED
        for (int s = 1; s < kSteps; ++s)
            total = hn::Add(total, hn::RearrangeToOddPlusEven(sum[s][r][v], rest[s][r][v]));
        float *target = y[r] + offset + v * kLanes;
        VF32 value = hn::ConvertTo(d, total);
        if (place.firstPair > 0)
            value = hn::Add(hn::LoadU(d, target), value);
        if (place.firstPair + place.pairs == w.inputPairs())
            value = hn::Mul(
                value, hn::Mul(hn::Load(d, w.scale.data() + offset + v * kLanes), hn::Set(d, x[r].unit)));
        hn::StoreU(value, d, target);
    }
}

constexpr int kTilePanels = kLanes == 16 ? 4 : kLanes == 8 ? 2 : 1;
constexpr int kBudget = kLanes == 16 ? 24 : 12; // accumulators that fit 32 (AVX-512) or 16 registers

template <bool kVnni, int kPanels, int kAhead, int kRows, typename Weight>
HWY_INLINE void matmulRowTile(const PackedMatrix &w, const TilePlace<Weight> &place, const WholeRow *x,
                              float *const *y, std::int32_t rows)
{
    if constexpr (kRows > 1) {
        if (rows < kRows) {
            matmulRowTile<kVnni, kPanels, kAhead, kRows - 1>(w, place, x, y, rows);
            return;
        }
    }
    constexpr int kSteps = std::clamp(kBudget / (kRows * kPanels * kVectorsPerPanel), 1, 4);
    matmulTile<kVnni, kRows, kPanels, kSteps, kAhead>(w, place, x, y);
}

// Panels that are left over at the end of a matrix are few: they need no tall tiles.
template <int kPanels>
constexpr int kTall = std::clamp(kBudget / (kPanels * kVectorsPerPanel), 1, kPanels < kTilePanels ? 2 : 6);

// All rows over one run of inputs of kPanels panels, in tiles of about equal height.
template <bool kVnni, int kPanels, int kAhead, typename Weight>
HWY_INLINE void matmulTiles(const PackedMatrix &w, TilePlace<Weight> place, const WholeRow *x,
                            float *const *y, std::int32_t rows)
{
    const std::int32_t tiles = (rows + kTall<kPanels> - 1) / kTall<kPanels>;
    for (std::int32_t tile = 0; tile < tiles; ++tile) {
        const std::int32_t height = (rows + tiles - tile - 1) / (tiles - tile);
        // With more than one tile the first two fetch the weights that come next, half of them each, so that
        // memory is read while these products are computed. One tile alone reads no faster that way.
        if (tiles > 1 && tile < 2)
            matmulRowTile<kVnni, kPanels, kAhead, kTall<kPanels>>(w, place, x, y, height);
        else
            matmulRowTile<kVnni, kPanels, 0, kTall<kPanels>>(w, place, x, y, height);
        place.ahead += static_cast<std::ptrdiff_t>(place.pairs) * kAhead * 64;
        x += height;
        y += height;
        rows -= height;
    }
}

// All rows of kPanels panels of a group.
template <bool kVnni, int kPanels, typename Weight>
HWY_NOINLINE void matmulPanels(const PackedMatrix &w, const Weight *weights, std::size_t stride,
                               std::int32_t panel, const WholeRow *x, float *const *y, std::int32_t rows)
{
    constexpr std::size_t kPairSize = std::size_t(kPanels) * 2 * kPanel; // weights of an input pair
    constexpr int kAhead = static_cast<int>(kPairSize * sizeof(Weight) / 64 / 2);
    for (std::int32_t first = 0; first < w.inputPairs(); first += kRunPairs) {
        const std::int32_t pairs = std::min(w.inputPairs() - first, kRunPairs);
        const Weight *const run = weights + static_cast<std::size_t>(first) * stride;
        const auto *ahead = reinterpret_cast<const char *>(run + static_cast<std::size_t>(pairs) * stride);
        matmulTiles<kVnni, kPanels, kAhead, Weight>(w, {run, stride, first, pairs, panel, ahead}, x, y, rows);
    }
}

template <bool kVnni, typename Weight>
HWY_INLINE void matmulAll(const PackedMatrix &w, const Weight *panelData, const WholeRow *x, float *const *y,
                          std::int32_t rows)
{
    static_assert(kGroupPanels % kTilePanels == 0);
    const std::int32_t panelCount = w.panelCount();
    for (std::int32_t first = 0; first < panelCount; first += kGroupPanels) {
        const std::int32_t panels = w.groupPanels(first);
        const std::size_t stride = static_cast<std::size_t>(panels) * 2 * kPanel;
        const Weight *weights = panelData + static_cast<std::size_t>(first) * w.panelSize();
        std::int32_t p = 0;
        for (; p + kTilePanels <= panels; p += kTilePanels)
            matmulPanels<kVnni, kTilePanels>(w, weights + p * 2 * kPanel, stride, first + p, x, y, rows);
        for (; p < panels; ++p)
            matmulPanels<kVnni, 1>(w, weights + p * 2 * kPanel, stride, first + p, x, y, rows);
    }
}

template <bool kVnni>
HWY_INLINE void matmulBits(const PackedMatrix &w, const WholeRow *x, float *const *y, std::int32_t rows)
{
    // Widening takes an instruction a load: it pays while memory is what a product waits for.
    constexpr std::int32_t kNarrowRows = 8;
    if (w.bits == WeightBits::Eight && rows <= kNarrowRows)
        matmulAll<kVnni>(w, w.narrow.data(), x, y, rows);
    else
        matmulAll<kVnni>(w, w.panels.data(), x, y, rows);
}

void MatmulRows(const PackedMatrix &w, const WholeRow *x, float *const *y, std::int32_t rows)
{
#if HWY_TARGET == HWY_AVX3
    if (hasVnni()) {
        matmulBits<true>(w, x, y, rows);
        return;
    }
#endif
    matmulBits<false>(w, x, y, rows);
}

template <typename Weight>
HWY_INLINE void matmulOnePanel(const PackedMatrix &w, const Weight *panels, std::int32_t panel,
                               const WholeRow &x, float *y)
{
    const std::int32_t first = panel / kGroupPanels * kGroupPanels;
    const Weight *const weights = panels + w.place(panel * kPanel, 0);
    const std::size_t stride = static_cast<std::size_t>(w.groupPanels(first)) * 2 * kPanel;
    float *const target = y - static_cast<std::ptrdiff_t>(panel) * kPanel;
    for (std::int32_t pair = 0; pair < w.inputPairs(); pair += kRunPairs) {
        const TilePlace<Weight> place{weights + static_cast<std::size_t>(pair) * stride, stride, pair,
                                      std::min(w.inputPairs() - pair, kRunPairs),        panel,  nullptr};
        matmulTile<false, 1, 1, 1, 0>(w, place, &x, &target);
    }
}

void MatmulPanel(const PackedMatrix &w, std::int32_t panel, const WholeRow &x, float *y)
{
    if (w.bits == WeightBits::Eight)
        matmulOnePanel(w, w.narrow.data(), panel, x, y);
    else
        matmulOnePanel(w, w.panels.data(), panel, x, y);
}

#endif

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

void SumRows(const float *x, const float *const *rows, std::int32_t count, std::int32_t width, float *y)
{
    const F32 d;
    const std::int32_t whole = width / kLanes * kLanes;
    std::int32_t i = 0;
    for (; i < whole; i += kLanes) {
        VF32 sum = hn::LoadU(d, x + i);
        for (std::int32_t n = 0; n < count; ++n)
            sum = hn::Add(sum, hn::LoadU(d, rows[n] + i));
        hn::StoreU(sum, d, y + i);
    }
    for (; i < width; ++i) {
        y[i] = x[i];
        for (std::int32_t n = 0; n < count; ++n)
            y[i] += rows[n][i];
    }
    std::copy(x + width, x + roundUpTo(width, 16), y + width);
}

void Relu(float *x, std::int32_t paddedWidth)
{
    const F32 d;
    for (std::int32_t i = 0; i < paddedWidth; i += kLanes)
        hn::StoreU(hn::Max(hn::LoadU(d, x + i), hn::Zero(d)), d, x + i);
}

void Gelu(float *x, std::int32_t paddedWidth)
{
    const F32 d;
    const VF32 one = hn::Set(d, 1.0F);
    const VF32 twice = hn::Set(d, 1.5957691216F); // 2 sqrt(2 / pi)
    const VF32 cubic = hn::Set(d, 0.044715F);
    const VF32 limit = hn::Set(d, 80.0F); // beyond it the result is x or (nearly) 0
    for (std::int32_t i = 0; i < paddedWidth; i += kLanes) {
        const VF32 value = hn::LoadU(d, x + i);
        const VF32 t = hn::Mul(twice, hn::MulAdd(hn::Mul(hn::Mul(value, value), value), cubic, value));
        const VF32 bounded = hn::Min(hn::Max(t, hn::Neg(limit)), limit);
        hn::StoreU(hn::Div(value, hn::Add(one, hn::Exp(d, hn::Neg(bounded)))), d, x + i);
    }
}

void QuantiseHeads(const float *in, const float *lengths, std::int16_t *out, std::int32_t heads,
                   std::int32_t width, std::int32_t stride)
{
    for (std::int32_t h = 0; h < heads; ++h) {
        const float *head = in + h * width;
        float squares = 0;
        for (std::int32_t k = 0; k < width; ++k)
            squares += head[k] * head[k];
        const float length = std::sqrt(squares + 1e-12F);
        const float scale = kKeyScale / (lengths != nullptr ? std::max(length, lengths[h]) : length);
        std::int16_t *target = out + h * stride;
        for (std::int32_t k = 0; k < width; ++k)
            // The constant comes first so that a NaN (overflow in an absurd model) becomes a number.
            target[k] = static_cast<std::int16_t>(
                std::min(kKeyScale, std::max(-kKeyScale, std::nearbyint(head[k] * scale))));
        std::fill(target + width, target + stride, std::int16_t(0));
    }
}

void QuantiseVotes(const float *in, const float *bias, const float *scale, std::int16_t *out,
                   std::int32_t heads, std::int32_t codes, std::int32_t stride)
{
    for (std::int32_t h = 0; h < heads; ++h) {
        std::int16_t *target = out + h * stride;
        for (std::int32_t c = 0; c < codes; ++c) {
            const float whole = std::nearbyint((in[h * codes + c] + bias[h * codes + c]) * scale[h]);
            // The constant comes first so that a NaN (overflow in an absurd model) becomes a number.
            target[c] = static_cast<std::int16_t>(std::min(kVoteLimit, std::max(-kVoteLimit, whole)));
        }
        std::fill(target + codes, target + stride, std::int16_t(0));
    }
}

using F64 = hn::CappedTag<double, 8>;
using VF64 = hn::Vec<F64>;
constexpr int kDoubleLanes = hn::MaxLanes(F64());

// A score is a whole number of 26 bits, a vote one of 16: their product does not fit 32 bits. So a score is
// split into high * 2^13 + low, both within 4,096, and each half times a vote is summed in 32 bits over at
// most kColumnRun columns: 16 * 4,096 * 32,767 < 2^31. Then the sums go to doubles, exactly.
constexpr std::int32_t kColumnRun = 16;
constexpr std::int32_t kLowBits = 13;
constexpr std::int32_t kLowHalf = 1 << (kLowBits - 1);
constexpr double kHighUnit = 1 << kLowBits;
static_assert(std::int64_t(kColumnRun) * kLowHalf * std::int64_t(kVoteLimit) < (std::int64_t(1) << 31));
static_assert((std::int64_t(kScoreScale) >> kLowBits) <= kLowHalf);

#if HWY_TARGET == HWY_SCALAR

HWY_INLINE void fourDots(const std::int16_t *query, const std::int16_t *const *keys, std::int32_t offset,
                         std::int32_t width, std::int32_t *dots)
{
    for (int n = 0; n < 4; ++n) {
        dots[n] = 0;
        for (std::int32_t i = 0; i < width; ++i)
            dots[n] += std::int32_t(query[i]) * keys[n][offset + i];
    }
}

template <bool kVnni>
HWY_INLINE void addVotes(const std::int16_t *const *votes, std::int32_t offset, std::int32_t stride,
                         const std::int16_t *high, const std::int16_t *low, std::int32_t count,
                         const double *from, double *to)
{
    for (std::int32_t c = 0; c < stride; ++c) {
        std::int32_t highSum = 0;
        std::int32_t lowSum = 0;
        for (std::int32_t n = 0; n < count; ++n) {
            highSum += std::int32_t(high[n]) * votes[n][offset + c];
            lowSum += std::int32_t(low[n]) * votes[n][offset + c];
        }
        to[c] = from[c] + kHighUnit * highSum + lowSum;
    }
}

#else

// Adds the lanes of four vectors up: one sum each, side by side.
template <class D> HWY_INLINE hn::VFromD<hn::CappedTag<std::int32_t, 4>> sumBlocks(D d, hn::VFromD<D> v)
{
    if constexpr (hn::MaxLanes(d) > 4) {
        const hn::Half<D> half;
        return sumBlocks(half, hn::Add(hn::LowerHalf(half, v), hn::UpperHalf(half, v)));
    } else {
        return v;
    }
}

// dots[n] = query . (keys[n] + offset) for four keys.
HWY_INLINE void fourDots(const std::int16_t *query, const std::int16_t *const *keys, std::int32_t offset,
                         std::int32_t width, std::int32_t *dots)
{
    const I16 d16;
    const I32 d32;
    const hn::RepartitionToWide<I32> d64;
    VI32 even[4];
    VI32 odd[4];
    VI32 sum[4];
    DELTAPAD_UNROLLED
    for (int n = 0; n < 4; ++n)
        even[n] = odd[n] = hn::Zero(d32);
    for (std::int32_t i = 0; i < width; i += hn::MaxLanes(d16)) {
        const VI16 q = hn::LoadU(d16, query + i);
        DELTAPAD_UNROLLED
        for (int n = 0; n < 4; ++n)
            even[n] = addPairs<false>(q, hn::LoadU(d16, keys[n] + offset + i), even[n], odd[n]);
    }
    DELTAPAD_UNROLLED
    for (int n = 0; n < 4; ++n)
        sum[n] = hn::Add(even[n], odd[n]);
    // Pairs of lanes, then pairs of pairs: 0 1 2 3 in every block of four lanes.
    const VI32 first =
        hn::Add(hn::InterleaveLower(d32, sum[0], sum[1]), hn::InterleaveUpper(d32, sum[0], sum[1]));
    const VI32 second =
        hn::Add(hn::InterleaveLower(d32, sum[2], sum[3]), hn::InterleaveUpper(d32, sum[2], sum[3]));
    const auto a = hn::BitCast(d64, first);
    const auto b = hn::BitCast(d64, second);
    const VI32 blocks = hn::Add(hn::BitCast(d32, hn::InterleaveLower(d64, a, b)),
                                hn::BitCast(d32, hn::InterleaveUpper(d64, a, b)));
    hn::Store(sumBlocks(d32, blocks), hn::CappedTag<std::int32_t, 4>(), dots);
}

// to = from + high * 2^13 + low for consecutive codes.
template <class D>
HWY_INLINE void addToSums(D d32, hn::VFromD<D> high, hn::VFromD<D> low, const double *from, double *to)
{
    if constexpr (hn::MaxLanes(d32) > kDoubleLanes) {
        const hn::Half<D> half;
        addToSums(half, hn::LowerHalf(half, high), hn::LowerHalf(half, low), from, to);
        addToSums(half, hn::UpperHalf(half, high), hn::UpperHalf(half, low), from + hn::MaxLanes(half),
                  to + hn::MaxLanes(half));
    } else {
        const hn::Rebind<double, D> d;
        const auto whole = hn::MulAdd(hn::PromoteTo(d, high), hn::Set(d, kHighUnit), hn::PromoteTo(d, low));
        hn::StoreU(hn::Add(hn::LoadU(d, from), whole), d, to);
    }
}

// The same for sums of interleaved votes, which hold the lower and the upper four codes of every eight.
template <class D>
HWY_INLINE void addInterleaved(D d32, const hn::VFromD<D> *high, const hn::VFromD<D> *low, const double *from,
                               double *to)
{
    constexpr int kCodes = hn::MaxLanes(d32);
    if constexpr (kCodes == 16) {
        const hn::Half<D> half;
        const hn::VFromD<hn::Half<D>> highLower[2] = {hn::LowerHalf(half, high[0]),
                                                      hn::LowerHalf(half, high[1])};
        const hn::VFromD<hn::Half<D>> lowLower[2] = {hn::LowerHalf(half, low[0]),
                                                     hn::LowerHalf(half, low[1])};
        const hn::VFromD<hn::Half<D>> highUpper[2] = {hn::UpperHalf(half, high[0]),
                                                      hn::UpperHalf(half, high[1])};
        const hn::VFromD<hn::Half<D>> lowUpper[2] = {hn::UpperHalf(half, low[0]),
                                                     hn::UpperHalf(half, low[1])};
        addInterleaved(half, highLower, lowLower, from, to);
        addInterleaved(half, highUpper, lowUpper, from + kCodes, to + kCodes);
    } else if constexpr (kCodes == 8) {
        addToSums(d32, hn::ConcatLowerLower(d32, high[1], high[0]), hn::ConcatLowerLower(d32, low[1], low[0]),
                  from, to);
        addToSums(d32, hn::ConcatUpperUpper(d32, high[1], high[0]), hn::ConcatUpperUpper(d32, low[1], low[0]),
                  from + kCodes, to + kCodes);
    } else {
        addToSums(d32, high[0], low[0], from, to);
        addToSums(d32, high[1], low[1], from + kCodes, to + kCodes);
    }
}

template <bool kVnni, class D16>
HWY_INLINE void addVotesOf(D16 d16, const std::int16_t *const *votes, std::int32_t offset,
                           const std::int16_t *high, const std::int16_t *low, std::int32_t count,
                           const double *from, double *to)
{
    const hn::RepartitionToWide<D16> d32;
    using V = hn::VFromD<decltype(d32)>;
    V highSum[2] = {hn::Zero(d32), hn::Zero(d32)};
    V lowSum[2] = {hn::Zero(d32), hn::Zero(d32)};
    V rest[4] = {hn::Zero(d32), hn::Zero(d32), hn::Zero(d32), hn::Zero(d32)};
    for (std::int32_t n = 0; n < count; n += 2) {
        const auto first = hn::LoadU(d16, votes[n] + offset);
        const auto second = hn::LoadU(d16, votes[n + 1] + offset);
        const auto lower = hn::InterleaveLower(d16, first, second);
        const auto upper = hn::InterleaveUpper(d16, first, second);
        std::int32_t pair;
        std::memcpy(&pair, high + n, sizeof(pair));
        const auto highPair = hn::BitCast(d16, hn::Set(d32, pair));
        std::memcpy(&pair, low + n, sizeof(pair));
        const auto lowPair = hn::BitCast(d16, hn::Set(d32, pair));
        highSum[0] = addPairs<kVnni>(lower, highPair, highSum[0], rest[0]);
        highSum[1] = addPairs<kVnni>(upper, highPair, highSum[1], rest[1]);
        lowSum[0] = addPairs<kVnni>(lower, lowPair, lowSum[0], rest[2]);
        lowSum[1] = addPairs<kVnni>(upper, lowPair, lowSum[1], rest[3]);
    }
    for (int half = 0; half < 2; ++half) {
        highSum[half] = hn::RearrangeToOddPlusEven(highSum[half], rest[half]);
        lowSum[half] = hn::RearrangeToOddPlusEven(lowSum[half], rest[2 + half]);
    }
    addInterleaved(d32, highSum, lowSum, from, to);
}

// to[c] = from[c] + (high[n] * 2^13 + low[n]) * votes[n][offset + c], an even number of columns, at most
// kColumnRun.
template <bool kVnni>
HWY_INLINE void addVotes(const std::int16_t *const *votes, std::int32_t offset, std::int32_t stride,
                         const std::int16_t *high, const std::int16_t *low, std::int32_t count,
                         const double *from, double *to)
{
    const hn::CappedTag<std::int16_t, 16> narrow; // codes are padded to 16
    constexpr std::int32_t kWide = hn::MaxLanes(I16());
    constexpr std::int32_t kNarrow = hn::MaxLanes(narrow);
    std::int32_t c = 0;
    for (; c + kWide <= stride; c += kWide)
        addVotesOf<kVnni>(I16(), votes, offset + c, high, low, count, from + c, to + c);
    for (; c < stride; c += kNarrow)
        addVotesOf<kVnni>(narrow, votes, offset + c, high, low, count, from + c, to + c);
}

#endif

// Scores of up to kScoreBlock columns for some heads, [head][stride], so that few columns share vectors.
constexpr std::int32_t kScoreBlock = 64;
constexpr std::int32_t kScoreLanes = 256; // heads are taken in runs that fit

// Columns as the scores of any row need them.
struct ColumnBlock
{
    alignas(64) float biases[kScoreLanes];
    alignas(64) float gains[kScoreLanes];
    alignas(64) float signs[kScoreLanes];
    const std::int16_t *keys[kScoreBlock];
    const std::int16_t *votes[kScoreBlock];
    std::int32_t stride; // columns, rounded up to 4
    std::int32_t firstHead;
    std::int32_t heads;
};

HWY_INLINE void fillColumnBlock(const AttentionShape &shape, const KeyColumn *columns, std::int32_t count,
                                ColumnBlock &block)
{
    const std::int32_t stride = roundUpTo(count, 4);
    const float *biasOf[kScoreBlock];
    block.stride = stride;
    for (std::int32_t n = 0; n < stride; ++n) {
        const KeyColumn &column = columns[std::min(n, count - 1)];
        block.keys[n] = column.key;
        block.votes[n] = column.vote;
        block.signs[n] = n < count ? column.sign : 0.0F; // behind the last column: the same one, unscored
        biasOf[n] = shape.bias + column.biasRow * shape.heads + block.firstHead;
    }
    for (std::int32_t h = 0; h < block.heads; ++h) {
        std::fill_n(block.gains + h * stride, stride, shape.gain[block.firstHead + h]);
        if (h > 0)
            std::copy_n(block.signs, stride, block.signs + h * stride);
        for (std::int32_t n = 0; n < stride; ++n)
            block.biases[h * stride + n] = biasOf[n][h];
    }
    const std::int32_t total = block.heads * stride;
    for (std::int32_t n = total; n < roundUpTo(total, 16); ++n)
        block.biases[n] = block.gains[n] = block.signs[n] = 0.0F;
}

// to = from + the block's columns for the row that has this query, over the block's heads.
template <bool kVnni>
HWY_INLINE void attendBlock(const AttentionShape &shape, const ColumnBlock &block, const std::int16_t *query,
                            const double *from, double *to)
{
    const F32 d;
    const hn::Rebind<std::int32_t, F32> d32;
    const hn::Rebind<std::int16_t, F32> d16;
    alignas(64) std::int32_t dots[kScoreLanes];
    alignas(64) std::int16_t high[kScoreLanes];
    alignas(64) std::int16_t low[kScoreLanes];
    const std::int32_t stride = block.stride;
    for (std::int32_t n = 0; n < stride; n += 4) {
        std::int32_t offset = block.firstHead * shape.keyStride;
        for (std::int32_t h = 0; h < block.heads; ++h) {
            fourDots(query + offset, block.keys + n, offset, shape.keyStride, dots + h * stride + n);
            offset += shape.keyStride;
        }
    }
    const std::int32_t total = block.heads * stride;
    for (std::int32_t n = total; n < roundUpTo(total, 16); ++n)
        dots[n] = 0;
    const VF32 lowest = hn::Set(d, -80.0F); // exp(-80) * 2^25 rounds to 0
    const VF32 one = hn::Set(d, 1.0F);
    const VF32 scale = hn::Set(d, kScoreScale);
    for (std::int32_t n = 0; n < total; n += kLanes) {
        const VF32 dot = hn::ConvertTo(d, hn::Load(d32, dots + n));
        const VF32 raw = hn::MulAdd(dot, hn::Load(d, block.gains + n), hn::Load(d, block.biases + n));
        const VF32 z = hn::Min(hn::Max(raw, lowest), hn::Zero(d)); // saturates at 1
        const VF32 score = hn::Round(hn::Mul(hn::Min(hn::Exp(d, z), one), scale));
        const auto whole = hn::ConvertTo(d32, hn::Mul(score, hn::Load(d, block.signs + n)));
        const auto up = hn::ShiftRight<kLowBits>(hn::Add(whole, hn::Set(d32, kLowHalf)));
        hn::Store(hn::DemoteTo(d16, up), d16, high + n);
        hn::Store(hn::DemoteTo(d16, hn::Sub(whole, hn::ShiftLeft<kLowBits>(up))), d16, low + n);
    }
    for (std::int32_t h = 0; h < block.heads; ++h) {
        const std::int32_t offset = (block.firstHead + h) * shape.codeStride;
        const double *source = from + offset;
        for (std::int32_t n = 0; n < stride; n += kColumnRun) {
            addVotes<kVnni>(block.votes + n, offset, shape.codeStride, high + h * stride + n,
                            low + h * stride + n, std::min(kColumnRun, stride - n), source, to + offset);
            source = to + offset;
        }
    }
}

template <bool kVnni>
void attendAll(const AttentionShape &shape, const std::int16_t *query, const KeyColumn *columns,
               std::int32_t count, const double *from, double *to)
{
    if (count == 0 && from != to)
        std::copy_n(from, shape.heads * shape.codeStride, to);
    ColumnBlock block;
    for (std::int32_t first = 0; first < count; first += kScoreBlock) {
        const std::int32_t width = std::min(kScoreBlock, count - first);
        const std::int32_t headsTogether = std::min(shape.heads, kScoreLanes / roundUpTo(width, 4));
        for (block.firstHead = 0; block.firstHead < shape.heads; block.firstHead += headsTogether) {
            block.heads = std::min(headsTogether, shape.heads - block.firstHead);
            fillColumnBlock(shape, columns + first, width, block);
            attendBlock<kVnni>(shape, block, query, from, to);
        }
        from = to;
    }
}

void Attend(const AttentionShape &shape, const std::int16_t *query, const KeyColumn *columns,
            std::int32_t count, const double *from, double *to)
{
#if HWY_TARGET == HWY_AVX3
    if (hasVnni()) {
        attendAll<true>(shape, query, columns, count, from, to);
        return;
    }
#endif
    attendAll<false>(shape, query, columns, count, from, to);
}

void PickCodes(const AttentionShape &shape, const double *sums, std::uint16_t *codes)
{
    const F64 d;
    const std::int32_t whole = shape.codes / kDoubleLanes * kDoubleLanes;
    for (std::int32_t h = 0; h < shape.heads; ++h) {
        const double *head = sums + h * shape.codeStride;
        double best = head[0];
        if (whole > 0) {
            VF64 most = hn::LoadU(d, head);
            for (std::int32_t c = kDoubleLanes; c < whole; c += kDoubleLanes)
                most = hn::Max(most, hn::LoadU(d, head + c));
            best = hn::GetLane(hn::MaxOfLanes(d, most));
        }
        for (std::int32_t c = whole; c < shape.codes; ++c)
            best = std::max(best, head[c]);
        // The first that equals it.
        std::int32_t place = whole;
        for (std::int32_t c = 0; c < whole; c += kDoubleLanes) {
            const auto found = hn::FindFirstTrue(d, hn::Eq(hn::LoadU(d, head + c), hn::Set(d, best)));
            if (found >= 0) {
                place = c + static_cast<std::int32_t>(found);
                break;
            }
        }
        while (place < shape.codes - 1 && head[place] != best)
            ++place;
        codes[h] = static_cast<std::uint16_t>(place);
    }
}

// What the next row needs is on its way while this one is computed.
HWY_INLINE void fetchRow(const AttendedRow &row, std::size_t queryBytes, std::size_t sumBytes)
{
    for (std::size_t n = 0; n < queryBytes; n += 64)
        __builtin_prefetch(reinterpret_cast<const char *>(row.query) + n);
    for (std::size_t n = 0; n < sumBytes; n += 64)
        __builtin_prefetch(reinterpret_cast<const char *>(row.to) + n, 1);
    if (row.from == row.to)
        return;
    for (std::size_t n = 0; n < sumBytes; n += 64)
        __builtin_prefetch(reinterpret_cast<const char *>(row.from) + n);
}

template <bool kVnni>
void attendTogetherAll(const AttentionShape &shape, const KeyColumn *columns, std::int32_t count,
                       const AttendedRow *rows, std::int32_t rowCount)
{
    const auto queryBytes = static_cast<std::size_t>(shape.heads * shape.keyStride) * sizeof(std::int16_t);
    const auto sums = static_cast<std::size_t>(shape.heads * shape.codeStride);
    constexpr std::int32_t kAhead = 2;
    const auto fetch = [&](std::int32_t r) {
        if (r < rowCount)
            fetchRow(rows[r], queryBytes, sums * sizeof(double));
    };
    for (std::int32_t r = 0; r < kAhead; ++r)
        fetch(r);
    if (count > 0 && count <= kScoreBlock && shape.heads * roundUpTo(count, 4) <= kScoreLanes) {
        ColumnBlock block;
        block.firstHead = 0;
        block.heads = shape.heads;
        fillColumnBlock(shape, columns, count, block);
        for (std::int32_t r = 0; r < rowCount; ++r) {
            fetch(r + kAhead);
            attendBlock<kVnni>(shape, block, rows[r].query, rows[r].from, rows[r].to);
            PickCodes(shape, rows[r].to, rows[r].codes);
        }
        return;
    }
    for (std::int32_t r = 0; r < rowCount; ++r) {
        fetch(r + kAhead);
        attendAll<kVnni>(shape, rows[r].query, columns, count, rows[r].from, rows[r].to);
        PickCodes(shape, rows[r].to, rows[r].codes);
    }
}

void AttendTogether(const AttentionShape &shape, const KeyColumn *columns, std::int32_t count,
                    const AttendedRow *rows, std::int32_t rowCount)
{
#if HWY_TARGET == HWY_AVX3
    if (hasVnni()) {
        attendTogetherAll<true>(shape, columns, count, rows, rowCount);
        return;
    }
#endif
    attendTogetherAll<false>(shape, columns, count, rows, rowCount);
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

void QuantiseFeatures(const float *in, const float *bias, std::int64_t *out, std::int32_t count)
{
    const F64 d;
    const hn::Rebind<float, F64> d32;
    const hn::Rebind<std::int64_t, F64> d64;
    const auto limit = hn::Set(d32, kFeatureLimit);
    const auto scale = hn::Set(d32, kFeatureScale); // a power of two: the product is exact
    std::int32_t k = 0;
    for (; k + kDoubleLanes <= count; k += kDoubleLanes) {
        const auto value = hn::Add(hn::LoadU(d32, in + k), hn::LoadU(d32, bias + k));
        const auto inside = hn::Min(hn::Max(value, hn::Zero(d32)), limit);
        const auto whole = hn::PromoteTo(d, hn::Round(hn::Mul(inside, scale)));
        hn::StoreU(hn::ConvertTo(d64, whole), d64, out + k);
    }
    for (; k < count; ++k) {
        const float value = std::min(kFeatureLimit, std::max(0.0F, in[k] + bias[k]));
        out[k] = static_cast<std::int64_t>(std::nearbyint(static_cast<double>(value) * kFeatureScale));
    }
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
HWY_EXPORT(SumRows);
HWY_EXPORT(QuantiseHeads);
HWY_EXPORT(Relu);
HWY_EXPORT(Gelu);
HWY_EXPORT(QuantiseVotes);
HWY_EXPORT(Attend);
HWY_EXPORT(PickCodes);
HWY_EXPORT(AttendTogether);
HWY_EXPORT(LogSumExp);
HWY_EXPORT(QuantiseFeatures);
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

void sumRows(const float *x, const float *const *rows, std::int32_t count, std::int32_t width, float *y)
{
    HWY_DYNAMIC_DISPATCH(SumRows)(x, rows, count, width, y);
}

void quantiseUnitHeads(const float *in, std::int16_t *out, std::int32_t heads, std::int32_t width,
                       std::int32_t stride)
{
    HWY_DYNAMIC_DISPATCH(QuantiseHeads)(in, nullptr, out, heads, width, stride);
}

void quantiseBoundedHeads(const float *in, const float *lengths, std::int16_t *out, std::int32_t heads,
                          std::int32_t width, std::int32_t stride)
{
    HWY_DYNAMIC_DISPATCH(QuantiseHeads)(in, lengths, out, heads, width, stride);
}

void relu(float *x, std::int32_t paddedWidth)
{
    HWY_DYNAMIC_DISPATCH(Relu)(x, paddedWidth);
}

void gelu(float *x, std::int32_t paddedWidth)
{
    HWY_DYNAMIC_DISPATCH(Gelu)(x, paddedWidth);
}

void quantiseVotes(const float *in, const float *bias, const float *scale, std::int16_t *out,
                   std::int32_t heads, std::int32_t codes, std::int32_t stride)
{
    HWY_DYNAMIC_DISPATCH(QuantiseVotes)(in, bias, scale, out, heads, codes, stride);
}

void attend(const AttentionShape &shape, const std::int16_t *query, const KeyColumn *columns,
            std::int32_t count, const double *from, double *to)
{
    HWY_DYNAMIC_DISPATCH(Attend)(shape, query, columns, count, from, to);
}

void pickCodes(const AttentionShape &shape, const double *sums, std::uint16_t *codes)
{
    HWY_DYNAMIC_DISPATCH(PickCodes)(shape, sums, codes);
}

void attendTogether(const AttentionShape &shape, const KeyColumn *columns, std::int32_t count,
                    const AttendedRow *rows, std::int32_t rowCount)
{
    HWY_DYNAMIC_DISPATCH(AttendTogether)(shape, columns, count, rows, rowCount);
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
    HWY_DYNAMIC_DISPATCH(QuantiseFeatures)(in, bias, out, count);
}

} // namespace deltapad::kernel
#endif
