// SPDX-License-Identifier: MIT
#pragma once
// Percentiles, quotients, wall time and peak memory for the reports. Threading: pure functions, values only.
#include <array>
#include <chrono>
#include <cstdint>
#include <vector>

namespace deltapad::cli {

enum class Occurrence { CameTrue, DidNot };

/// Value below which a share `quantile` (0..1) of `values` lies, linear between neighbours; 0 for none.
double percentile(std::vector<double> values, double quantile);

/// above / below; 0 if there is nothing to divide by.
double quotient(double above, double below);

/// Stated probabilities beside what came true of them, in ten bins (a reliability diagram).
class Calibration
{
public:
    struct Bin
    {
        std::int64_t stated = 0;
        std::int64_t cameTrue = 0;
        double probability = 0; ///< sum of those stated
    };

    void note(double probability, Occurrence occurrence);
    void add(const Calibration &other);
    const std::array<Bin, 10> &bins() const { return m_bins; }
    /// Mean distance of stated probability and share that came true over the bins, weighted by their size.
    double expectedError() const;

private:
    std::array<Bin, 10> m_bins;
};

/// Wall time since it was made.
class Stopwatch
{
public:
    double milliseconds() const
    {
        return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - m_start).count();
    }
    double seconds() const { return milliseconds() / 1000; }

private:
    std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
};

/// Largest resident memory of this process so far, in MiB.
double peakMemoryMib();

} // namespace deltapad::cli
