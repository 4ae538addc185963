// SPDX-License-Identifier: MIT
#include "ui/panels/figures.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

namespace deltapad {

namespace {

const QChar kThinSpace(0x202F);

QString write(double value, int decimals)
{
    return QLocale::system().toString(value, 'f', decimals);
}

double ratio(const Operations &reference, const Operations &ours)
{
    return ours.total() > 0 ? double(reference.total()) / double(ours.total()) : 1;
}

} // namespace

QString writeMilliseconds(double milliseconds)
{
    return write(milliseconds, milliseconds < 10 ? 1 : 0) + kThinSpace + QStringLiteral("ms");
}

QString writePercent(double share)
{
    constexpr double kLeast = 0.1; // what one decimal can tell from nothing
    const double percent = 100 * share;
    if (percent > 0 && percent < kLeast / 2)
        return u'<' + write(kLeast, 1) + kThinSpace + u'%';
    return write(percent, percent > 0 && percent < 9.95 ? 1 : 0) + kThinSpace + u'%';
}

QString writeRatio(double ratio)
{
    return write(ratio, ratio < 9.95 ? 1 : 0) + QChar(0x00D7);
}

QString writeCount(std::int64_t count)
{
    const double value = double(count);
    if (value >= 1e9)
        return write(value / 1e9, 1) + kThinSpace + u'G';
    if (value >= 1e6)
        return write(value / 1e6, 1) + kThinSpace + u'M';
    if (value >= 1e4)
        return write(value / 1e3, 1) + kThinSpace + u'k';
    return inDigits(count);
}

QString inDigits(std::int64_t count)
{
    return QLocale::system().toString(qlonglong(count));
}

double recomputedShare(const LayerWork &layer, std::int64_t rows)
{
    return rows > 0 ? std::min(1.0, double(layer.rowsProjected) / double(rows)) : 0;
}

double recomputedShare(const UpdateReport &report)
{
    if (report.layers.empty())
        return 0;
    double sum = 0;
    for (const LayerWork &layer : report.layers)
        sum += recomputedShare(layer, report.rows);
    return sum / double(report.layers.size());
}

double denseRatio(const UpdateReport &report)
{
    return ratio(report.dense, report.incremental);
}

double prefixRatio(const UpdateReport &report)
{
    return ratio(report.prefix, report.incremental);
}

} // namespace deltapad
