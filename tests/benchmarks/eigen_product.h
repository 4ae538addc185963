// SPDX-License-Identifier: MIT
#pragma once
// A matrix product Y = X W^T as Eigen computes it, compiled for the machine that builds it: a yardstick.
// Plain pointers, so that no Eigen code of this file's flags mixes with the engine's.
#include <cstdint>

namespace deltapad::benchmarks {

/// All row-major: x [rows, inputs], w [outputs, inputs], y [rows, outputs].
void eigenProduct(const float *x, const float *w, float *y, std::int32_t rows, std::int32_t outputs,
                  std::int32_t inputs);

} // namespace deltapad::benchmarks
