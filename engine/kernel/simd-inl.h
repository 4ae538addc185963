// SPDX-License-Identifier: MIT
// What the files of the row kernel share: vectors that are a whole number to the panel on every SIMD target,
// and the sum of pairs. Included once per target, behind Highway's foreach_target; nobody else includes it.
#if defined(DELTAPAD_ENGINE_KERNEL_SIMD_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef DELTAPAD_ENGINE_KERNEL_SIMD_INL_H
#undef DELTAPAD_ENGINE_KERNEL_SIMD_INL_H
#else
#define DELTAPAD_ENGINE_KERNEL_SIMD_INL_H
#endif

#include "hwy/highway.h"
// Must come after foreach_target.
#include "hwy/contrib/math/math-inl.h"

#include <cstdint>

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

using F64 = hn::CappedTag<double, 8>;
using VF64 = hn::Vec<F64>;
constexpr int kDoubleLanes = hn::MaxLanes(F64());

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
HWY_INLINE bool hasVnni()
{
    static const bool has = __builtin_cpu_supports("avx512vnni") != 0;
    return has;
}
#endif

} // namespace deltapad::kernel::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
