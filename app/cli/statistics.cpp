// SPDX-License-Identifier: MIT
#include "app/cli/statistics.h"

#include <algorithm>
#include <cmath>
#include <sys/resource.h>

namespace deltapad::cli {

double percentile(std::vector<double> values, double quantile)
{
    if (values.empty())
        return 0;
    const double place = quantile * static_cast<double>(values.size() - 1);
    const auto low = static_cast<std::ptrdiff_t>(std::floor(place));
    std::nth_element(values.begin(), values.begin() + low, values.end());
    const double below = values[static_cast<std::size_t>(low)];
    if (low + 1 == std::ssize(values))
        return below;
    const double above = *std::min_element(values.begin() + low + 1, values.end());
    return below + (above - below) * (place - static_cast<double>(low));
}

double quotient(double above, double below)
{
    return below > 0 ? above / below : 0;
}

double peakMemoryMib()
{
    rusage usage = {};
    if (::getrusage(RUSAGE_SELF, &usage) != 0)
        return 0;
    return static_cast<double>(usage.ru_maxrss) / 1024.0; // Linux counts in KiB
}

} // namespace deltapad::cli
