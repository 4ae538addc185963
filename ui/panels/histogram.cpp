// SPDX-License-Identifier: MIT
#include "ui/panels/histogram.h"

#include "ui/panels/figures.h"

#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace deltapad {

namespace {
constexpr double kLeast = 0.05;
constexpr double kMost = 1000;

qreal placeOf(double milliseconds)
{
    const double value = std::clamp(milliseconds, kLeast, kMost);
    return std::log(value / kLeast) / std::log(kMost / kLeast);
}
} // namespace

Histogram::Histogram(QWidget *parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("savingsHistogram"));
    setAccessibleName(tr("Milliseconds of all edits"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

int Histogram::binOf(double milliseconds)
{
    return std::clamp(int(placeOf(milliseconds) * kBins), 0, kBins - 1);
}

void Histogram::add(double milliseconds)
{
    m_values.push_back(milliseconds);
    ++m_counts[std::size_t(binOf(milliseconds))];
    if (int(m_values.size()) > kKept) {
        --m_counts[std::size_t(binOf(m_values.front()))];
        m_values.pop_front();
    }
    const QString text = tr("p50 %1 · p95 %2 · p99 %3")
                             .arg(writeMilliseconds(percentile(0.5)), writeMilliseconds(percentile(0.95)),
                                  writeMilliseconds(percentile(0.99)));
    setAccessibleDescription(text);
    setToolTip(text);
    update();
}

void Histogram::clear()
{
    m_values.clear();
    m_counts.fill(0);
    setAccessibleDescription(QString());
    setToolTip(QString());
    update();
}

double Histogram::percentile(double share) const
{
    if (m_values.empty())
        return 0;
    std::vector<double> values(m_values.begin(), m_values.end());
    const auto rank = std::clamp<std::ptrdiff_t>(std::ptrdiff_t(std::ceil(share * double(values.size()))) - 1,
                                                 0, std::ptrdiff_t(values.size()) - 1);
    std::nth_element(values.begin(), values.begin() + rank, values.end());
    return values[std::size_t(rank)];
}

void Histogram::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QFontMetrics metrics = fontMetrics();
    const int base = height() - metrics.height() - 2;
    painter.setPen(palette().color(QPalette::Midlight));
    painter.drawLine(0, base, width(), base);
    const int most = *std::max_element(m_counts.begin(), m_counts.end());
    const qreal step = width() / qreal(kBins);
    for (int bin = 0; bin < kBins && most > 0; ++bin) {
        const qreal tall = qreal(base - 4) * m_counts[std::size_t(bin)] / most;
        painter.fillRect(QRectF(bin * step + 0.5, base - tall, step - 1, tall),
                         palette().color(QPalette::Link));
    }
    painter.setPen(palette().color(QPalette::Dark));
    for (const double mark : {0.1, 1.0, 10.0, 100.0}) {
        const int x = int(placeOf(mark) * width());
        painter.drawText(QRect(x - 40, base + 2, 80, metrics.height()), Qt::AlignHCenter | Qt::AlignTop,
                         QLocale::system().toString(mark, 'f', mark < 1 ? 1 : 0));
    }
    if (m_values.empty())
        return;
    painter.setPen(QPen(palette().color(QPalette::WindowText), 1, Qt::DashLine));
    for (const double share : {0.5, 0.95}) {
        const int x = int(placeOf(percentile(share)) * width());
        painter.drawLine(x, 2, x, base);
    }
}

} // namespace deltapad
