// SPDX-License-Identifier: MIT
#pragma once
// Small charts as inline SVG for reports: no script, no outside resource, black on white when printed.
// Colours are CSS classes (c0, c1, c2) of the page. Every text is escaped here. Not a chart library.
// Threading: pure functions. Cost: linear in what is drawn.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace deltapad::cli {

/// & < > " ' as entities, and control characters left out: safe as text and inside quoted attributes.
std::string escapeHtml(std::string_view text);
/// A figure for people: three digits, more only before the point.
std::string threeDigits(double value);

/// Quartiles of one group.
struct BoxRow
{
    std::string label;
    std::vector<double> values;
};
/// One horizontal box a row (10 %, quartiles, median, 90 %) on a logarithmic axis, with an optional marked
/// value. Rows without values say so.
std::string boxChart(const std::vector<BoxRow> &rows, const std::string &unit, std::optional<double> mark,
                     const std::string &markLabel);

/// One curve a series: the share of values that are no larger, on a logarithmic axis. At most three series.
std::string shareChart(const std::vector<BoxRow> &series, const std::string &unit);

/// Horizontal bars of shares in 0..1.
struct ShareRow
{
    std::string label;
    double share = 0;
};
std::string barChart(const std::vector<ShareRow> &rows);

} // namespace deltapad::cli
