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
    packed.panels.assign(static_cast<std::size_t>(packed.paddedOutputs() / kPanel) * packed.panelSize(), 0);
    packed.scale.assign(static_cast<std::size_t>(packed.paddedOutputs()), 0.0F);
    constexpr auto kLimit = static_cast<float>(kProductLimit);
    for (std::int32_t out = 0; out < packed.outputs; ++out) {
        const float largest = weights.row(out).cwiseAbs().maxCoeff();
        if (!(largest > 0.0F))
            continue;
        packed.scale[static_cast<std::size_t>(out)] = largest / kLimit;
        const float units = kLimit / largest; // may be infinite for a weight near the smallest float
        std::int16_t *panel =
            packed.panels.data() + static_cast<std::size_t>(out / kPanel) * packed.panelSize();
        for (std::int32_t in = 0; in < packed.inputs; ++in) {
            const float whole = std::nearbyint(weights(out, in) * units);
            panel[(static_cast<std::size_t>(in / 2) * kPanel + static_cast<std::size_t>(out % kPanel)) * 2 +
                  static_cast<std::size_t>(in % 2)] =
                static_cast<std::int16_t>(std::min(kLimit, std::max(-kLimit, whole)));
        }
    }
    return packed;
}

} // namespace deltapad
