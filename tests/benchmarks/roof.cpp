// SPDX-License-Identifier: MIT
#include "tests/benchmarks/roof.h"

#include "engine/kernel/row_kernel.h"

#include <algorithm>
#include <chrono>
#include <cstring>
#include <vector>

namespace deltapad::benchmarks {
namespace {

template <typename Body> double leastSeconds(int tries, const Body &body)
{
    double least = 1e9;
    for (int n = 0; n < tries; ++n) {
        const auto begin = std::chrono::steady_clock::now();
        body();
        least =
            std::min(least, std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
    }
    return least;
}

Roof measure()
{
    Roof roof;
    constexpr std::int32_t kOutputs = 64;
    constexpr std::int32_t kInputs = 128;
    constexpr std::int32_t kRows = 24;
    const PackedMatrix weights = packMatrix(RowMajorMatrix::Random(kOutputs, kInputs), WeightBits::Twelve);
    AlignedVector<std::int16_t> x(kRows * kInputs, 3);
    AlignedVector<float> y(kRows * kOutputs);
    kernel::WholeRow in[kRows];
    float *out[kRows];
    for (std::int32_t r = 0; r < kRows; ++r) {
        in[r] = {x.data() + r * kInputs, 1.0F};
        out[r] = y.data() + r * kOutputs;
    }
    constexpr int kTimes = 1000;
    roof.multiplyAdds = double(kOutputs) * kInputs * kRows * kTimes / leastSeconds(20, [&] {
                            for (int n = 0; n < kTimes; ++n)
                                kernel::matmulRows(weights, in, out, kRows);
                        });

    const AlignedVector<std::uint64_t> memory(std::size_t(8) << 17, 1);
    volatile std::uint64_t sink = 0;
    roof.bytes = double(memory.size() * sizeof(std::uint64_t)) / leastSeconds(20, [&] {
                     std::uint64_t sums[8] = {};
                     for (std::size_t n = 0; n < memory.size(); n += 8)
                         for (std::size_t k = 0; k < 8; ++k)
                             sums[k] += memory[n + k];
                     for (const std::uint64_t sum : sums)
                         sink = sink + sum;
                 });
    return roof;
}

} // namespace

const Roof &machineRoof()
{
    static const Roof roof = measure();
    return roof;
}

} // namespace deltapad::benchmarks
