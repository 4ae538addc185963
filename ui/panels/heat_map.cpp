// SPDX-License-Identifier: MIT
#include "ui/panels/heat_map.h"

#include "ui/panels/figures.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace deltapad {

namespace {
constexpr int kBand = 9;
constexpr int kGap = 3;
constexpr qreal kThinnest = 1.5; // a single row must be seen
} // namespace

HeatMap::HeatMap(QWidget *parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("heatMap"));
    setAccessibleName(tr("What the last edit computed again, by layer and place in the text"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void HeatMap::setReport(const UpdateReport &report)
{
    const bool sameLayers = m_changed.size() == report.changedRows.size();
    m_changed = report.changedRows;
    m_rows = report.rows;
    m_firstChanged = report.firstChangedRow;
    QStringList spoken;
    for (int layer = 0; layer < layers(); ++layer)
        spoken.append(tr("layer %1: %2").arg(layer + 1).arg(writePercent(share(layer))));
    setAccessibleDescription(spoken.join(QStringLiteral(", ")));
    if (!sameLayers)
        updateGeometry();
    update();
}

void HeatMap::clear()
{
    setReport({});
}

void HeatMap::setMarkedLayer(int layer)
{
    m_marked = layer;
    update();
}

double HeatMap::share(int layer) const
{
    if (layer < 0 || layer >= layers() || m_rows <= 0)
        return 0;
    std::int64_t rows = 0;
    for (const RowRange &range : m_changed[std::size_t(layer)])
        rows += range.end - range.begin;
    return double(rows) / double(m_rows);
}

QSize HeatMap::sizeHint() const
{
    return {220, std::max(1, layers()) * (kBand + kGap) + kGap};
}

QRectF HeatMap::band(int layer) const
{
    return {0, qreal(kGap + layer * (kBand + kGap)), qreal(width()), qreal(kBand)};
}

void HeatMap::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    for (int layer = 0; layer < layers(); ++layer) {
        const QRectF track = band(layer);
        painter.fillRect(track, palette().color(QPalette::Midlight));
        if (layer == m_marked) {
            painter.setPen(QPen(palette().color(QPalette::WindowText), 1));
            painter.drawRect(track.adjusted(0.5, -0.5, -0.5, 0.5));
        }
        if (m_rows <= 0)
            continue;
        const qreal step = track.width() / qreal(m_rows);
        for (const RowRange &range : m_changed[std::size_t(layer)]) {
            const qreal length = std::max(kThinnest, step * (range.end - range.begin));
            const qreal left = std::min(track.width() - length, step * range.begin);
            painter.fillRect(QRectF(left, track.top(), length, track.height()),
                             palette().color(QPalette::Link));
        }
    }
}

bool HeatMap::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip || layers() == 0)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const int layer = std::clamp(help->pos().y() / (kBand + kGap), 0, layers() - 1);
    const QString name = layer + 1 == layers() ? tr("Outputs") : tr("Layer %1").arg(layer + 1);
    QToolTip::showText(
        help->globalPos(),
        tr("%1: %2 of %3 rows computed again").arg(name, writePercent(share(layer)), inDigits(m_rows)), this);
    return true;
}

} // namespace deltapad
