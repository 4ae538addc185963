// SPDX-License-Identifier: MIT
// Products of the row kernel: matrices times rows of whole numbers. Compiled once per SIMD target by
// Highway's foreach_target; the public functions at the end dispatch by CPUID.
#include "engine/kernel/row_kernel.h"

#include <algorithm>
#include <cstring>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/kernel/row_products.cpp"
#include "hwy/foreach_target.h"

#include "engine/kernel/simd-inl.h"

HWY_BEFORE_NAMESPACE();
namespace deltapad::kernel::HWY_NAMESPACE {

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

} // namespace deltapad::kernel::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace deltapad::kernel {

HWY_EXPORT(MatmulRows);
HWY_EXPORT(MatmulPanel);

void matmulRows(const PackedMatrix &weights, const WholeRow *x, float *const *y, std::int32_t rows)
{
    HWY_DYNAMIC_DISPATCH(MatmulRows)(weights, x, y, rows);
}

void matmulPanel(const PackedMatrix &weights, std::int32_t panel, const WholeRow &x, float *y)
{
    HWY_DYNAMIC_DISPATCH(MatmulPanel)(weights, panel, x, y);
}

} // namespace deltapad::kernel
#endif
