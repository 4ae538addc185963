// SPDX-License-Identifier: MIT
// What the row kernel does with a row by itself: norms, rounding to whole numbers, log-sums. Compiled once
// per SIMD target by Highway's foreach_target; the public functions at the end dispatch by CPUID.
#include "engine/kernel/row_kernel.h"

#include <algorithm>
#include <cmath>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/kernel/row_functions.cpp"
#include "hwy/foreach_target.h"

#include "engine/kernel/simd-inl.h"

HWY_BEFORE_NAMESPACE();
namespace deltapad::kernel::HWY_NAMESPACE {

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
HWY_EXPORT(LogSumExp);
HWY_EXPORT(QuantiseFeatures);
HWY_EXPORT(VariantName);

const char *variantName()
{
    return HWY_DYNAMIC_DISPATCH(VariantName)();
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
