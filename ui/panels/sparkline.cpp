// SPDX-License-Identifier: MIT
#include "ui/panels/sparkline.h"

#include <QHelpEvent>
#include <QPainter>
#include <QPainterPath>
#include <QPainterPathStroker>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace deltapad {

namespace {
constexpr qreal kMargin = 4;
}

Sparkline::Sparkline(double top, QWidget *parent) : QWidget(parent), m_top(top)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void Sparkline::add(const Point &point)
{
    m_points.push_back(point);
    if (int(m_points.size()) > kPoints)
        m_points.pop_front();
    setAccessibleDescription(point.caption);
    update();
}

void Sparkline::clear()
{
    m_points.clear();
    update();
}

double Sparkline::topValue() const
{
    if (m_top > 0)
        return m_top;
    double top = 0;
    for (const Point &point : m_points)
        top = std::max(top, point.value);
    return top > 0 ? top : 1;
}

QPointF Sparkline::place(std::size_t index, double top) const
{
    const qreal step = (width() - 2 * kMargin) / (kPoints - 1);
    const qreal x = width() - kMargin - step * qreal(m_points.size() - 1 - index);
    const qreal share = std::clamp(m_points[index].value / top, 0.0, 1.0);
    return {x, height() - kMargin - share * (height() - 2 * kMargin)};
}

void Sparkline::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(palette().color(QPalette::Midlight), 1));
    painter.drawLine(QPointF(kMargin, height() - kMargin), QPointF(width() - kMargin, height() - kMargin));
    if (m_points.empty())
        return;
    const double top = topValue();
    QPainterPath line(place(0, top));
    for (std::size_t i = 1; i < m_points.size(); ++i)
        line.lineTo(place(i, top));
    QPainterPath area = line;
    area.lineTo(place(m_points.size() - 1, top).x(), height() - kMargin);
    area.lineTo(place(0, top).x(), height() - kMargin);
    area.closeSubpath();
    QColor color = palette().color(QPalette::Link);
    QColor soft = color;
    soft.setAlphaF(0.14F);
    painter.fillPath(area, soft);
    // As one shape: drawn piece by piece, pieces that overlap leave dots.
    QPainterPathStroker pen(QPen(color, 1.4, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    QPainterPath stroke = pen.createStroke(line);
    stroke.setFillRule(Qt::WindingFill);
    painter.setPen(Qt::NoPen);
    painter.fillPath(stroke, color);
    painter.setBrush(color);
    painter.drawEllipse(place(m_points.size() - 1, top), 2.6, 2.6);
}

bool Sparkline::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip || m_points.empty())
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const qreal step = (width() - 2 * kMargin) / (kPoints - 1);
    const auto back = qint64(std::lround((width() - kMargin - help->pos().x()) / step));
    const qint64 index =
        std::clamp<qint64>(qint64(m_points.size()) - 1 - back, 0, qint64(m_points.size()) - 1);
    QToolTip::showText(help->globalPos(), m_points[std::size_t(index)].caption, this);
    return true;
}

} // namespace deltapad
