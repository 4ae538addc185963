// SPDX-License-Identifier: MIT
#include "engine/kernel/packed_matrix.h"

#include <algorithm>
#include <cmath>
#include <new>

#if __has_include(<sys/mman.h>)
#include <sys/mman.h>
#endif

namespace deltapad {
namespace {

constexpr std::size_t kCacheLine = 64;
constexpr std::size_t kHugePage = std::size_t(2) << 20;

std::align_val_t alignmentOf(std::size_t bytes)
{
    return std::align_val_t(bytes >= kHugePage ? kHugePage : kCacheLine);
}

// Every output's weights as whole numbers up to `limit`.
void packPanels(const RowMajorMatrix &weights, float limit, PackedMatrix &packed)
{
    for (std::int32_t out = 0; out < packed.outputs; ++out) {
        const float largest = weights.row(out).cwiseAbs().maxCoeff();
        if (!(largest > 0.0F))
            continue;
        packed.scale[static_cast<std::size_t>(out)] = largest / limit;
        const float units = limit / largest; // may be infinite for a weight near the smallest float
        std::int16_t *first = packed.panels.data() + packed.place(out, 0);
        const std::size_t pairStride =
            2 * kPanel *
            static_cast<std::size_t>(packed.groupPanels(out / kPanel / kGroupPanels * kGroupPanels));
        for (std::int32_t in = 0; in < packed.inputs; ++in) {
            const float whole = std::nearbyint(weights(out, in) * units);
            first[static_cast<std::size_t>(in / 2) * pairStride + static_cast<std::size_t>(in % 2)] =
                static_cast<std::int16_t>(std::min(limit, std::max(-limit, whole)));
        }
    }
}

} // namespace

void *allocateAligned(std::size_t bytes)
{
    void *memory = ::operator new(bytes, alignmentOf(bytes));
#ifdef MADV_HUGEPAGE
    if (bytes >= kHugePage) // advice: a system that does not follow it loses some speed and nothing else
        (void)madvise(memory, bytes / kHugePage * kHugePage, MADV_HUGEPAGE);
#endif
    return memory;
}

void freeAligned(void *memory, std::size_t bytes)
{
    ::operator delete(memory, alignmentOf(bytes));
}

PackedMatrix packMatrix(const RowMajorMatrix &weights, WeightBits bits)
{
    PackedMatrix packed;
    packed.outputs = static_cast<std::int32_t>(weights.rows());
    packed.inputs = static_cast<std::int32_t>(weights.cols());
    packed.bits = bits;
    packed.panels.assign(static_cast<std::size_t>(packed.panelCount()) * packed.panelSize(), 0);
    packed.scale.assign(static_cast<std::size_t>(packed.paddedOutputs()), 0.0F);
    const std::int32_t limit = bits == WeightBits::Eight ? kNarrowLimit : kProductLimit;
    packPanels(weights, static_cast<float>(limit), packed);
    if (bits == WeightBits::Eight) {
        packed.narrow.resize(packed.panels.size());
        std::transform(packed.panels.begin(), packed.panels.end(), packed.narrow.begin(),
                       [](std::int16_t weight) { return static_cast<std::int8_t>(weight); });
    }
    return packed;
}

} // namespace deltapad
