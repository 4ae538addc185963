// SPDX-License-Identifier: MIT
#pragma once
// Percentiles and peak memory for the reports. Threading: pure functions, values only.
#include <cstdint>
#include <vector>

namespace deltapad::cli {

/// Value below which a share `quantile` (0..1) of `values` lies, linear between neighbours; 0 for none.
double percentile(std::vector<double> values, double quantile);

/// Largest resident memory of this process so far, in MiB.
double peakMemoryMib();

} // namespace deltapad::cli
