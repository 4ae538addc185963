// SPDX-License-Identifier: MIT
#include "tests/benchmarks/eigen_product.h"

#include <Eigen/Core>

namespace deltapad::benchmarks {

void eigenProduct(const float *x, const float *w, float *y, std::int32_t rows, std::int32_t outputs,
                  std::int32_t inputs)
{
    using Matrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
    Eigen::Map<Matrix>(y, rows, outputs).noalias() =
        Eigen::Map<const Matrix>(x, rows, inputs) * Eigen::Map<const Matrix>(w, outputs, inputs).transpose();
}

} // namespace deltapad::benchmarks
