// SPDX-License-Identifier: MIT
#pragma once
// Percentiles, quotients, wall time and peak memory for the reports. Threading: pure functions, values only.
#include <chrono>
#include <cstdint>
#include <vector>

namespace deltapad::cli {

/// Value below which a share `quantile` (0..1) of `values` lies, linear between neighbours; 0 for none.
double percentile(std::vector<double> values, double quantile);

/// above / below; 0 if there is nothing to divide by.
double quotient(double above, double below);

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
