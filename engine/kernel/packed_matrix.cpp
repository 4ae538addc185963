// SPDX-License-Identifier: MIT
#include "engine/kernel/packed_matrix.h"

#include <algorithm>
#include <cmath>

namespace deltapad {

PackedMatrix packMatrix(const RowMajorMatrix &weights)
{
    PackedMatrix packed;
    packed.outputs = static_cast<std::int32_t>(weights.rows());
    packed.inputs = static_cast<std::int32_t>(weights.cols());
    packed.panels.assign(static_cast<std::size_t>(packed.panelCount()) * packed.panelSize(), 0);
    packed.scale.assign(static_cast<std::size_t>(packed.paddedOutputs()), 0.0F);
    constexpr auto kLimit = static_cast<float>(kProductLimit);
    for (std::int32_t out = 0; out < packed.outputs; ++out) {
        const float largest = weights.row(out).cwiseAbs().maxCoeff();
        if (!(largest > 0.0F))
            continue;
        packed.scale[static_cast<std::size_t>(out)] = largest / kLimit;
        const float units = kLimit / largest; // may be infinite for a weight near the smallest float
        std::int16_t *first = packed.panels.data() + packed.place(out, 0);
        const std::size_t pairStride =
            2 * kPanel *
            static_cast<std::size_t>(packed.groupPanels(out / kPanel / kGroupPanels * kGroupPanels));
        for (std::int32_t in = 0; in < packed.inputs; ++in) {
            const float whole = std::nearbyint(weights(out, in) * units);
            first[static_cast<std::size_t>(in / 2) * pairStride + static_cast<std::size_t>(in % 2)] =
                static_cast<std::int16_t>(std::min(kLimit, std::max(-kLimit, whole)));
        }
    }
    return packed;
}

} // namespace deltapad
