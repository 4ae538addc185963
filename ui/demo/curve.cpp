// SPDX-License-Identifier: MIT
#include "ui/demo/curve.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace deltapad {

namespace {
constexpr qreal kMargin = 6;
} // namespace

Curve::Curve(QWidget *parent) : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
}

void Curve::setLines(std::vector<Line> lines)
{
    m_lines = std::move(lines);
    update();
}

void Curve::setPositions(int count)
{
    m_positions = count;
    m_mark = std::clamp(m_mark, 0, std::max(0, count - 1));
    update();
}

void Curve::setMark(int position)
{
    m_mark = std::clamp(position, 0, std::max(0, m_positions - 1));
    update();
}

qreal Curve::placeOf(int position) const
{
    const int steps = std::max(1, m_positions - 1);
    return kMargin + (width() - 2 * kMargin) * position / steps;
}

void Curve::choose(qreal x)
{
    if (m_positions == 0)
        return;
    const qreal share = std::clamp((x - kMargin) / std::max<qreal>(1, width() - 2 * kMargin), 0.0, 1.0);
    const int position = int(std::lround(share * (m_positions - 1)));
    setMark(position);
    Q_EMIT chosen(position);
}

void Curve::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        choose(event->position().x());
}

void Curve::mouseMoveEvent(QMouseEvent *event)
{
    if (event->buttons() & Qt::LeftButton)
        choose(event->position().x());
}

void Curve::keyPressEvent(QKeyEvent *event)
{
    int to = m_mark;
    switch (event->key()) {
    case Qt::Key_Left:
        --to;
        break;
    case Qt::Key_Right:
        ++to;
        break;
    case Qt::Key_Home:
        to = 0;
        break;
    case Qt::Key_End:
        to = m_positions - 1;
        break;
    default:
        QWidget::keyPressEvent(event);
        return;
    }
    setMark(to);
    Q_EMIT chosen(m_mark);
}

void Curve::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const qreal top = fontMetrics().height() + 2;
    const qreal bottom = height() - kMargin;
    painter.setPen(palette().color(QPalette::Midlight));
    painter.drawLine(QPointF(kMargin, bottom), QPointF(width() - kMargin, bottom));
    const QColor colors[] = {palette().color(QPalette::Link), palette().color(QPalette::WindowText),
                             palette().color(QPalette::Dark)};
    const Qt::PenStyle styles[] = {Qt::SolidLine, Qt::DashLine, Qt::DotLine}; // not by colour alone
    qreal legend = kMargin;
    for (std::size_t n = 0; n < m_lines.size(); ++n) {
        const Line &line = m_lines[n];
        double most = line.top;
        if (most <= 0) {
            for (const auto &value : line.values)
                most = std::max(most, value.value_or(0));
            most = most > 0 ? most : 1;
        }
        const QPen pen(colors[n % 3], 1.5, styles[n % 3]);
        QPainterPath path;
        bool open = false;
        for (std::size_t i = 0; i < line.values.size() && int(i) < m_positions; ++i) {
            if (!line.values[i]) {
                open = false;
                continue;
            }
            const QPointF point(placeOf(int(i)),
                                bottom - std::clamp(*line.values[i] / most, 0.0, 1.0) * (bottom - top - 4));
            if (open)
                path.lineTo(point);
            else
                path.addEllipse(point, 0.6, 0.6), path.moveTo(point);
            open = true;
        }
        painter.setPen(pen);
        painter.drawPath(path);
        painter.drawLine(QPointF(legend, top / 2), QPointF(legend + 18, top / 2));
        painter.setPen(palette().color(QPalette::WindowText));
        painter.drawText(QPointF(legend + 23, top - 5), line.name);
        legend += 40 + fontMetrics().horizontalAdvance(line.name);
    }
    if (m_positions == 0)
        return;
    painter.setPen(QPen(palette().color(QPalette::Highlight), hasFocus() ? 3 : 2));
    painter.drawLine(QPointF(placeOf(m_mark), top), QPointF(placeOf(m_mark), bottom));
}

} // namespace deltapad
