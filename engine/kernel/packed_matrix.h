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

/// Whole numbers that weights and inputs of a product are rounded to: 12 bits with sign.
inline constexpr std::int32_t kProductLimit = 2047;
/// Inputs whose products are added up in one 32-bit sum: 2,047^2 * 512 = 2,145,386,496 < 2^31, so none
/// overflows.
inline constexpr std::int32_t kProductInputs = 512;
static_assert(std::int64_t(kProductLimit) * kProductLimit * kProductInputs < (std::int64_t(1) << 31));

/// W [outputs, inputs] for y = W x, as 12-bit whole numbers with one scale an output (FORMAT.md, products):
/// panels of 16 outputs, inside a panel two inputs after two inputs, zero padded.
struct PackedMatrix
{
    std::int32_t outputs = 0;
    std::int32_t inputs = 0;
    AlignedVector<std::int16_t> panels; ///< [ceil(outputs / 16)][ceil(inputs / 2)][16][2]
    AlignedVector<float> scale;         ///< [paddedOutputs]: what one unit of an output's weights is worth

    std::int32_t paddedOutputs() const { return roundUpTo(outputs, kPanel); }
    std::int32_t inputPairs() const { return (inputs + 1) / 2; }
    std::size_t panelSize() const { return static_cast<std::size_t>(inputPairs()) * 2 * kPanel; }
};
PackedMatrix packMatrix(const RowMajorMatrix &weights);

} // namespace deltapad
