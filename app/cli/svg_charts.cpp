// SPDX-License-Identifier: MIT
#include "app/cli/svg_charts.h"

#include "app/cli/outcome.h"
#include "app/cli/statistics.h"

#include <algorithm>
#include <cmath>

namespace deltapad::cli {
namespace {

constexpr double kWidth = 680;
constexpr double kLabels = 190; ///< room for the rows' names
constexpr double kRight = 70;   ///< room for the figures
constexpr double kRow = 26;
constexpr double kAxis = 26;

/// A logarithmic axis from one power of ten to another.
class LogAxis
{
public:
    LogAxis(double low, double high, double left, double right) : m_left(left), m_right(right)
    {
        m_low = std::floor(std::log10(std::max(low, 1e-3)));
        m_high = std::max(m_low + 1, std::ceil(std::log10(std::max(high, 1e-3))));
    }
    double place(double value) const
    {
        const double share = (std::log10(std::max(value, 1e-9)) - m_low) / (m_high - m_low);
        return m_left + std::clamp(share, 0.0, 1.0) * (m_right - m_left);
    }
    std::string draw(double top, double bottom, const std::string &unit) const
    {
        std::string out;
        for (double power = m_low; power <= m_high; ++power) {
            const double value = std::pow(10.0, power);
            const double x = place(value);
            out += format("<line class=\"grid\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>", x, top, x,
                          bottom);
            // The last one ends where the chart does.
            out +=
                format("<text class=\"tick\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%g%s</text>", x,
                       bottom + 16, power + 1 > m_high ? "end" : "middle", value, escapeHtml(unit).c_str());
        }
        return out;
    }

private:
    double m_left;
    double m_right;
    double m_low;
    double m_high;
};

std::string open(double height)
{
    return format("<svg role=\"img\" viewBox=\"0 0 %.0f %.0f\" width=\"%.0f\" height=\"%.0f\">", kWidth,
                  height, kWidth, height);
}

std::string label(double y, const std::string &text)
{
    return format("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\">%s</text>", kLabels - 12, y,
                  escapeHtml(text).c_str());
}

/// Smallest and largest of the 10 % and 90 % values of all rows.
std::pair<double, double> spread(const std::vector<BoxRow> &rows, double lowQuantile, double highQuantile)
{
    double low = 0;
    double high = 0;
    for (const BoxRow &row : rows) {
        if (row.values.empty())
            continue;
        const double first = percentile(row.values, lowQuantile);
        low = low == 0 ? first : std::min(low, first);
        high = std::max(high, percentile(row.values, highQuantile));
    }
    return {low, high};
}

} // namespace

std::string threeDigits(double value)
{
    return value >= 100 ? format("%.0f", value) : value >= 10 ? format("%.1f", value) : format("%.2f", value);
}

std::string escapeHtml(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        switch (c) {
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '"':
            out += "&quot;";
            break;
        case '\'':
            out += "&#39;";
            break;
        default:
            if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t')
                out += c;
        }
    }
    return out;
}

std::string boxChart(const std::vector<BoxRow> &rows, const std::string &unit, std::optional<double> mark,
                     const std::string &markLabel)
{
    auto [low, high] = spread(rows, 0.1, 0.9);
    if (mark) {
        low = low == 0 ? *mark : std::min(low, *mark);
        high = std::max(high, *mark);
    }
    const double top = mark ? 18 : 4;
    const double bottom = top + kRow * static_cast<double>(rows.size());
    const LogAxis axis(low, high, kLabels, kWidth - kRight);
    std::string out = open(bottom + kAxis) + axis.draw(top, bottom, unit);
    double y = top;
    for (const BoxRow &row : rows) {
        const double middle = y + kRow / 2;
        out += label(middle + 4, row.label);
        if (row.values.empty()) {
            out +=
                format("<text class=\"tick\" x=\"%.1f\" y=\"%.1f\">no edits</text>", kLabels + 6, middle + 4);
        } else {
            const double x10 = axis.place(percentile(row.values, 0.1));
            const double x25 = axis.place(percentile(row.values, 0.25));
            const double x75 = axis.place(percentile(row.values, 0.75));
            const double x90 = axis.place(percentile(row.values, 0.9));
            const double median = percentile(row.values, 0.5);
            out += format("<line class=\"whisker\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>", x10,
                          middle, x90, middle);
            out += format("<rect class=\"c0\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"12\" rx=\"2\"/>",
                          x25, middle - 6, std::max(2.0, x75 - x25));
            out += format("<line class=\"median\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>",
                          axis.place(median), middle - 8, axis.place(median), middle + 8);
            out += format("<text x=\"%.1f\" y=\"%.1f\">%s%s</text>", kWidth - kRight + 10, middle + 4,
                          threeDigits(median).c_str(), escapeHtml(unit).c_str());
        }
        y += kRow;
    }
    if (mark) {
        const double x = axis.place(*mark);
        out += format("<line class=\"mark\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>", x, top, x,
                      bottom);
        out += format("<text class=\"markText\" x=\"%.1f\" y=\"12\" text-anchor=\"middle\">%s</text>", x,
                      escapeHtml(markLabel).c_str());
    }
    return out + "</svg>";
}

std::string shareChart(const std::vector<BoxRow> &series, const std::string &unit)
{
    constexpr int kSteps = 80;
    constexpr double kHeight = 190;
    const auto [low, high] = spread(series, 0, 1);
    const double left = 48;
    const LogAxis axis(low, high, left, kWidth - 20);
    const double top = 28;
    std::string out = open(top + kHeight + kAxis) + axis.draw(top, top + kHeight, unit);
    for (const double share : {0.0, 0.5, 0.95}) {
        const double y = top + kHeight * (1 - share);
        out += format("<line class=\"grid\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>", left, y,
                      kWidth - 20, y);
        out += format("<text class=\"tick\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\">%.0f %%</text>",
                      left - 6, y + 4, 100 * share);
    }
    double legend = left;
    for (std::size_t n = 0; n < series.size(); ++n) {
        const BoxRow &one = series[n];
        const auto color = static_cast<int>(n % 3);
        out += format("<rect class=\"c%d\" x=\"%.1f\" y=\"5\" width=\"14\" height=\"5\"/>", color, legend);
        const std::string name = one.label + (one.values.empty() ? " (not timed)" : "");
        out += format("<text x=\"%.1f\" y=\"12\">%s</text>", legend + 19, escapeHtml(name).c_str());
        legend += 36 + 7.2 * static_cast<double>(name.size());
        if (one.values.empty())
            continue;
        out += format("<path class=\"l%d\" d=\"", color);
        for (int step = 0; step <= kSteps; ++step) {
            const double share = static_cast<double>(step) / kSteps;
            out += format("%s%.1f %.1f", step == 0 ? "M" : "L", axis.place(percentile(one.values, share)),
                          top + kHeight * (1 - share));
        }
        out += "\"/>";
    }
    return out + "</svg>";
}

std::string barChart(const std::vector<ShareRow> &rows)
{
    double largest = 0;
    for (const ShareRow &row : rows)
        largest = std::max(largest, row.share);
    std::string out = open(kRow * static_cast<double>(rows.size()) + 6);
    double y = 0;
    for (const ShareRow &row : rows) {
        const double length = largest > 0 ? row.share / largest * (kWidth - kLabels - kRight) : 0;
        out += label(y + kRow / 2 + 4, row.label);
        out += format("<rect class=\"c0\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"12\" rx=\"2\"/>",
                      kLabels, y + kRow / 2 - 6, std::max(1.0, length));
        out += format("<text x=\"%.1f\" y=\"%.1f\">%.2f %%</text>", kLabels + length + 8, y + kRow / 2 + 4,
                      100 * row.share);
        y += kRow;
    }
    return out + "</svg>";
}

} // namespace deltapad::cli
