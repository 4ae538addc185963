// SPDX-License-Identifier: MIT
#pragma once
// Weight layouts of the row kernel, packed once at load.
// Threading: immutable after construction. Ownership: own their floats (64-byte aligned).
#include <Eigen/Core>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <new>
#include <vector>

namespace deltapad {

/// Cache-line aligned storage: every vector load of the kernels may be an aligned one.
template <typename T> struct AlignedAllocator
{
    using value_type = T;
    AlignedAllocator() = default;
    template <typename U> AlignedAllocator(const AlignedAllocator<U> &) {}
    T *allocate(std::size_t n)
    {
        return static_cast<T *>(::operator new(n * sizeof(T), std::align_val_t(64)));
    }
    void deallocate(T *p, std::size_t) { ::operator delete(p, std::align_val_t(64)); }
    bool operator==(const AlignedAllocator &) const { return true; }
};
template <typename T> using AlignedVector = std::vector<T, AlignedAllocator<T>>;

using RowMajorMatrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// Outputs of one panel; output buffers of matmulRows must hold a multiple of this.
inline constexpr std::int32_t kPanel = 16;
constexpr std::int32_t roundUpTo(std::int32_t n, std::int32_t multiple)
{
    return (n + multiple - 1) / multiple * multiple;
}

/// W [outputs, inputs] for y = W x: panels of 16 outputs, inside a panel input after input, zero padded.
struct PackedMatrix
{
    std::int32_t outputs = 0;
    std::int32_t inputs = 0;
    AlignedVector<float> panels; ///< [ceil(outputs / 16)][inputs][16]

    std::int32_t paddedOutputs() const { return roundUpTo(outputs, kPanel); }
};
PackedMatrix packMatrix(const RowMajorMatrix &weights);

/// W [outputs, inputs] stored input after input, for products that skip inputs that are exactly zero.
struct InputMajorMatrix
{
    std::int32_t outputs = 0;
    std::int32_t inputs = 0;
    std::int32_t stride = 0;      ///< outputs rounded up to 16
    AlignedVector<float> columns; ///< [inputs][stride]
};
InputMajorMatrix packInputMajor(const RowMajorMatrix &weights);

} // namespace deltapad
