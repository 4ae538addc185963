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

void Calibration::note(double probability, Occurrence occurrence)
{
    const auto last = static_cast<std::int64_t>(m_bins.size()) - 1;
    const auto place = static_cast<std::int64_t>(probability * static_cast<double>(m_bins.size()));
    Bin &bin = m_bins[static_cast<std::size_t>(std::clamp<std::int64_t>(place, 0, last))];
    ++bin.stated;
    bin.cameTrue += occurrence == Occurrence::CameTrue ? 1 : 0;
    bin.probability += probability;
}

void Calibration::add(const Calibration &other)
{
    for (std::size_t n = 0; n < m_bins.size(); ++n) {
        m_bins[n].stated += other.m_bins[n].stated;
        m_bins[n].cameTrue += other.m_bins[n].cameTrue;
        m_bins[n].probability += other.m_bins[n].probability;
    }
}

double Calibration::expectedError() const
{
    double apart = 0;
    std::int64_t stated = 0;
    for (const Bin &bin : m_bins) {
        apart += std::abs(bin.probability - static_cast<double>(bin.cameTrue));
        stated += bin.stated;
    }
    return quotient(apart, static_cast<double>(stated));
}

double peakMemoryMib()
{
    rusage usage = {};
    if (::getrusage(RUSAGE_SELF, &usage) != 0)
        return 0;
    return static_cast<double>(usage.ru_maxrss) / 1024.0; // Linux counts in KiB
}

} // namespace deltapad::cli
