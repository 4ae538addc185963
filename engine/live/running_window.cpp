// SPDX-License-Identifier: MIT
#include "engine/live/running_window.h"

#include <algorithm>

namespace deltapad {

namespace {

/// The smallest value that at least `share` of the values do not exceed; 0 if there are none.
double quantile(std::vector<double> &values, std::int64_t percent)
{
    if (values.empty())
        return 0;
    const std::size_t rank = (values.size() * std::size_t(percent) + 99) / 100; // counted from 1
    const auto at = values.begin() + std::ptrdiff_t(std::max<std::size_t>(rank, 1) - 1);
    std::nth_element(values.begin(), at, values.end());
    return *at;
}

} // namespace

void RunningWindow::add(const UpdateReport &report)
{
    Entry entry;
    entry.milliseconds = report.milliseconds;
    if (const std::int64_t own = report.incremental.total(); own > 0) {
        entry.denseRatio = double(report.dense.total()) / double(own);
        entry.prefixRatio = double(report.prefix.total()) / double(own);
    }
    if (m_entries.size() < kSize)
        m_entries.push_back(entry);
    else
        m_entries[std::size_t(m_updates) % kSize] = entry;
    ++m_updates;
}

RunningFigures RunningWindow::figures() const
{
    std::vector<double> milliseconds;
    std::vector<double> dense;
    std::vector<double> prefix;
    for (const Entry &entry : m_entries) {
        milliseconds.push_back(entry.milliseconds);
        if (entry.denseRatio > 0)
            dense.push_back(entry.denseRatio);
        if (entry.prefixRatio > 0)
            prefix.push_back(entry.prefixRatio);
    }
    RunningFigures figures;
    figures.medianMilliseconds = quantile(milliseconds, 50);
    figures.p95Milliseconds = quantile(milliseconds, 95);
    figures.medianDenseRatio = quantile(dense, 50);
    figures.medianPrefixRatio = quantile(prefix, 50);
    figures.updates = m_updates;
    return figures;
}

} // namespace deltapad
