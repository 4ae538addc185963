// SPDX-License-Identifier: MIT
#include "ui/editor/underlines.h"

#include <QPainter>
#include <QPainterPath>
#include <QPalette>
#include <QPixmap>

namespace deltapad {

namespace {

constexpr qreal kBelowBaseline = 3.5;
constexpr qreal kWave = 2;     ///< half a period
constexpr qreal kHeight = 1.4; ///< of a wave, from its middle

void stroke(QPainter &painter, UnderlineShape shape, const QColor &color, qreal left, qreal right, qreal y)
{
    QPen pen(color, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
    painter.setBrush(Qt::NoBrush);
    switch (shape) {
    case UnderlineShape::Wavy: {
        QPainterPath wave(QPointF(left, y + kHeight));
        bool up = true;
        for (qreal x = left + kWave; x < right + kWave; x += kWave, up = !up)
            wave.lineTo(std::min(x, right), up ? y - kHeight : y + kHeight);
        pen.setWidthF(1.3);
        painter.setPen(pen);
        painter.drawPath(wave);
        return;
    }
    case UnderlineShape::Double:
        pen.setWidthF(1.2);
        painter.setPen(pen);
        painter.drawLine(QPointF(left, y - 1.4), QPointF(right, y - 1.4));
        painter.drawLine(QPointF(left, y + 1.4), QPointF(right, y + 1.4));
        return;
    case UnderlineShape::Dashed:
        pen.setDashPattern({3.2, 2.4});
        pen.setCapStyle(Qt::FlatCap);
        break;
    case UnderlineShape::Dotted:
        pen.setDashPattern({0.1, 2.6});
        pen.setWidthF(1.8);
        break;
    }
    painter.setPen(pen);
    painter.drawLine(QPointF(left, y), QPointF(right, y));
}

} // namespace

UnderlineShape underlineShape(RemarkKind kind)
{
    switch (kind) {
    case RemarkKind::Spelling:
        return UnderlineShape::Wavy;
    case RemarkKind::RealWord:
        return UnderlineShape::Double;
    case RemarkKind::Repeated:
        return UnderlineShape::Dashed;
    case RemarkKind::Unlikely:
        break;
    }
    return UnderlineShape::Dotted;
}

QColor underlineColor(RemarkKind kind, const QPalette &palette)
{
    const bool dark = palette.color(QPalette::Base).lightness() < 128;
    switch (kind) {
    case RemarkKind::Spelling:
        return dark ? QColor(0xff, 0x7b, 0x72) : QColor(0xc6, 0x28, 0x28);
    case RemarkKind::RealWord:
        return dark ? QColor(0x7a, 0xb8, 0xff) : QColor(0x1f, 0x5f, 0xbf);
    case RemarkKind::Repeated:
        return dark ? QColor(0xf0, 0xb4, 0x4c) : QColor(0xb2, 0x60, 0x00);
    case RemarkKind::Unlikely:
        break;
    }
    return dark ? QColor(0xb9, 0xa5, 0xe8) : QColor(0x6d, 0x4c, 0xb0);
}

QPixmap underlineSample(RemarkKind kind, const QPalette &palette)
{
    QPixmap sample(20, 12);
    sample.fill(Qt::transparent);
    QPainter painter(&sample);
    painter.setRenderHint(QPainter::Antialiasing);
    stroke(painter, underlineShape(kind), underlineColor(kind, palette), 2, 18, 6);
    return sample;
}

void Underlines::set(std::vector<UnderlineRange> ranges)
{
    m_ranges = std::move(ranges);
    m_longest = 0;
    for (const UnderlineRange &range : m_ranges)
        m_longest = std::max(m_longest, range.end - range.begin);
}

void Underlines::paint(QPainter &painter, const std::vector<VisibleBlock> &blocks, const GhostText &ghost,
                       const QPalette &palette) const
{
    if (m_ranges.empty())
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    for (const VisibleBlock &visible : blocks) {
        const int blockBegin = visible.block.position();
        const int blockEnd = blockBegin + visible.block.length();
        auto it = std::partition_point(m_ranges.begin(), m_ranges.end(), [&](const UnderlineRange &range) {
            return range.begin < blockBegin - m_longest;
        });
        for (; it != m_ranges.end() && it->begin < blockEnd; ++it) {
            if (it->end <= blockBegin)
                continue;
            // A repeated word goes with the space before it, but the line is for the word.
            int begin = it->begin;
            while (begin < it->end && visible.block.document()->characterAt(begin).isSpace())
                ++begin;
            eachLinePart(visible, ghost, begin, it->end, [&](const QRectF &line, qreal baseline) {
                stroke(painter, underlineShape(it->kind), underlineColor(it->kind, palette), line.left(),
                       line.right(), baseline + kBelowBaseline);
            });
        }
    }
}

} // namespace deltapad
