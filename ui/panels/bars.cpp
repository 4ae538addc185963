// SPDX-License-Identifier: MIT
#include "ui/panels/bars.h"

#include <QPainter>

#include <algorithm>

namespace deltapad {

namespace {
constexpr int kThin = 5;
constexpr double kFaded = 0.55;
} // namespace

Bars::Bars(Shape shape, std::chrono::milliseconds animation, QWidget *parent)
    : QWidget(parent), m_shape(shape)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_animation.setStartValue(0.0);
    m_animation.setEndValue(1.0);
    m_animation.setDuration(int(animation.count()));
    m_animation.setEasingCurve(QEasingCurve::OutCubic);
    connect(&m_animation, &QVariantAnimation::valueChanged, this, [this](const QVariant &value) {
        const double t = value.toDouble();
        for (std::size_t i = 0; i < m_rows.size(); ++i)
            m_drawn[i] = m_from[i] + t * (m_rows[i].share - m_from[i]);
        update();
    });
}

void Bars::setRows(std::vector<BarRow> rows)
{
    const bool sameCount = rows.size() == m_rows.size();
    m_rows = std::move(rows);
    if (!sameCount) {
        m_drawn.assign(m_rows.size(), 0);
        updateGeometry();
    }
    m_from = m_drawn;
    QStringList spoken;
    for (const BarRow &row : m_rows)
        spoken.append(row.label + u' ' + row.figure);
    setAccessibleDescription(spoken.join(QStringLiteral(", ")));
    m_animation.stop();
    if (m_animation.duration() > 0 && isVisible()) {
        m_animation.start();
    } else {
        for (std::size_t i = 0; i < m_rows.size(); ++i)
            m_drawn[i] = m_rows[i].share;
        update();
    }
}

void Bars::setCurrent(bool current)
{
    if (current == m_current)
        return;
    m_current = current;
    update();
}

int Bars::rowHeight() const
{
    return m_shape == Shape::Stacked ? fontMetrics().height() + kThin + 10 : fontMetrics().height() + 3;
}

QSize Bars::sizeHint() const
{
    return {220, int(m_rows.size()) * rowHeight()};
}

void Bars::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QFontMetrics metrics = fontMetrics();
    int labelWidth = 0;
    int figureWidth = 0;
    for (const BarRow &row : m_rows) {
        labelWidth = std::max(labelWidth, metrics.horizontalAdvance(row.label));
        figureWidth = std::max(figureWidth, metrics.horizontalAdvance(row.figure));
    }
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const BarRow &row = m_rows[i];
        const int top = int(i) * rowHeight();
        QRectF track;
        painter.setPen(palette().color(row.leading ? QPalette::WindowText : QPalette::Dark));
        QFont font = this->font();
        font.setWeight(row.leading ? QFont::DemiBold : QFont::Normal);
        painter.setFont(font);
        if (m_shape == Shape::Stacked) {
            const QRect line(0, top, width(), metrics.height());
            painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, row.figure);
            const QString label = metrics.elidedText(row.label, Qt::ElideRight,
                                                     width() - metrics.horizontalAdvance(row.figure) - 12);
            painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, label);
            track = QRectF(0, top + metrics.height() + 3, width(), kThin);
        } else {
            const QRect line(0, top, width(), rowHeight());
            painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, row.label);
            painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, row.figure);
            track = QRectF(labelWidth + 8, top + (rowHeight() - kThin) / 2.0,
                           width() - labelWidth - figureWidth - 18, kThin);
        }
        painter.setPen(Qt::NoPen);
        painter.setBrush(palette().color(QPalette::Midlight));
        painter.drawRoundedRect(track, kThin / 2.0, kThin / 2.0);
        const double share = std::clamp(m_drawn[i], 0.0, 1.0);
        if (share <= 0 || track.width() <= 0)
            continue;
        QRectF bar = track;
        bar.setWidth(std::max<qreal>(kThin, track.width() * share));
        QColor color = palette().color(QPalette::Link);
        if (!row.leading && m_shape == Shape::Stacked)
            color.setAlphaF(0.6F);
        if (!m_current)
            color.setAlphaF(float(color.alphaF() * kFaded));
        painter.setBrush(color);
        painter.drawRoundedRect(bar, kThin / 2.0, kThin / 2.0);
    }
}

} // namespace deltapad
