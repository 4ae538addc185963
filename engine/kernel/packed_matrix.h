// SPDX-License-Identifier: MIT
#pragma once
// Weight layouts of the row kernel, packed once at load.
// Threading: immutable after construction. Ownership: own their memory (64-byte aligned).
#include <Eigen/Core>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <vector>

namespace deltapad {

/// Memory aligned to cache lines; from 2 MiB on in huge pages where the system grants them, because an update
/// touches rows all over them. `bytes` of both calls must agree.
void *allocateAligned(std::size_t bytes);
void freeAligned(void *memory, std::size_t bytes);

/// Cache-line aligned storage: every vector load of the kernels may be an aligned one.
template <typename T> struct AlignedAllocator
{
    using value_type = T;
    AlignedAllocator() = default;
    template <typename U> AlignedAllocator(const AlignedAllocator<U> &) {}
    T *allocate(std::size_t n) { return static_cast<T *>(allocateAligned(n * sizeof(T))); }
    void deallocate(T *p, std::size_t n) { freeAligned(p, n * sizeof(T)); }
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
/// The same for weights that the model file stores in 8 bits.
inline constexpr std::int32_t kNarrowLimit = 127;
/// Inputs whose products are added up in one 32-bit sum: 2,047^2 * 512 = 2,145,386,496 < 2^31, so none
/// overflows.
inline constexpr std::int32_t kProductInputs = 512;
static_assert(std::int64_t(kProductLimit) * kProductLimit * kProductInputs < (std::int64_t(1) << 31));

/// Panels whose weights lie side by side, so that a product reads one stream of memory.
inline constexpr std::int32_t kGroupPanels = 4;

/// Bits of a matrix's weights. Those of 8 lie in memory twice: products of few rows wait for memory and read
/// bytes, products of many rows wait for arithmetic and would lose time by widening bytes.
enum class WeightBits { Eight, Twelve };

/// W [outputs, inputs] for y = W x, as whole numbers of 8 or 12 bits with one scale an output (FORMAT.md,
/// products): panels of 16 outputs, zero padded; four panels a group (the last may have fewer), and inside a
/// group two inputs of every panel after two inputs of every panel.
struct PackedMatrix
{
    std::int32_t outputs = 0;
    std::int32_t inputs = 0;
    WeightBits bits = WeightBits::Twelve;
    AlignedVector<std::int16_t> panels; ///< [ceil(panels / 4)][ceil(inputs / 2)][panels of the group][16][2]
    AlignedVector<std::int8_t> narrow;  ///< the same in bytes if the weights are of 8 bits, else empty
    AlignedVector<float> scale;         ///< [paddedOutputs]: what one unit of an output's weights is worth

    std::int32_t paddedOutputs() const { return roundUpTo(outputs, kPanel); }
    std::int32_t inputPairs() const { return (inputs + 1) / 2; }
    std::int32_t panelCount() const { return paddedOutputs() / kPanel; }
    std::size_t panelSize() const { return static_cast<std::size_t>(inputPairs()) * 2 * kPanel; }
    /// Panels of the group that begins at panel `first`.
    std::int32_t groupPanels(std::int32_t first) const
    {
        return first + kGroupPanels <= panelCount() ? kGroupPanels : panelCount() - first;
    }
    /// Where a weight lies in `panels` or `narrow`.
    std::size_t place(std::int32_t output, std::int32_t input) const
    {
        const std::int32_t panel = output / kPanel;
        const std::int32_t first = panel / kGroupPanels * kGroupPanels;
        const std::int32_t row = input / 2 * groupPanels(first) + panel - first;
        return static_cast<std::size_t>(first) * panelSize() +
               (static_cast<std::size_t>(row) * kPanel + static_cast<std::size_t>(output % kPanel)) * 2 +
               static_cast<std::size_t>(input % 2);
    }
};
PackedMatrix packMatrix(const RowMajorMatrix &weights, WeightBits bits);

} // namespace deltapad
