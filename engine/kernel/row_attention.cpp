// SPDX-License-Identifier: MIT
// Attention of the row kernel: exact sums of scored votes, and the codes that win. Compiled once per SIMD
// target by Highway's foreach_target; the public functions at the end dispatch by CPUID.
#include "engine/kernel/row_kernel.h"

#include <algorithm>
#include <cstring>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/kernel/row_attention.cpp"
#include "hwy/foreach_target.h"

#include "engine/kernel/simd-inl.h"

HWY_BEFORE_NAMESPACE();
namespace deltapad::kernel::HWY_NAMESPACE {

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

} // namespace deltapad::kernel::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace deltapad::kernel {

HWY_EXPORT(Attend);
HWY_EXPORT(PickCodes);
HWY_EXPORT(AttendTogether);

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

} // namespace deltapad::kernel
#endif
