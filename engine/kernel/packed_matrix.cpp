// SPDX-License-Identifier: MIT
#include "engine/kernel/packed_matrix.h"

namespace deltapad {

PackedMatrix packMatrix(const RowMajorMatrix &weights)
{
    PackedMatrix packed;
    packed.outputs = static_cast<std::int32_t>(weights.rows());
    packed.inputs = static_cast<std::int32_t>(weights.cols());
    packed.panels.assign(static_cast<std::size_t>(packed.paddedOutputs()) * packed.inputs, 0.0F);
    for (std::int32_t out = 0; out < packed.outputs; ++out) {
        float *panel = packed.panels.data() + static_cast<std::size_t>(out / kPanel) * packed.inputs * kPanel;
        for (std::int32_t in = 0; in < packed.inputs; ++in)
            panel[static_cast<std::size_t>(in) * kPanel + out % kPanel] = weights(out, in);
    }
    return packed;
}

InputMajorMatrix packInputMajor(const RowMajorMatrix &weights)
{
    InputMajorMatrix packed;
    packed.outputs = static_cast<std::int32_t>(weights.rows());
    packed.inputs = static_cast<std::int32_t>(weights.cols());
    packed.stride = roundUpTo(packed.outputs, kPanel);
    packed.columns.assign(static_cast<std::size_t>(packed.stride) * packed.inputs, 0.0F);
    for (std::int32_t in = 0; in < packed.inputs; ++in)
        for (std::int32_t out = 0; out < packed.outputs; ++out)
            packed.columns[static_cast<std::size_t>(in) * packed.stride + out] = weights(out, in);
    return packed;
}

} // namespace deltapad
