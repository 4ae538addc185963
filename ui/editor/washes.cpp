// SPDX-License-Identifier: MIT
#include "ui/editor/washes.h"

#include "ui/editor/ghost_text.h"
#include "ui/editor/line_parts.h"

#include <QFontInfo>
#include <QPainter>
#include <QTextBlock>
#include <QTextDocument>
#include <QTextLayout>

#include <algorithm>

namespace deltapad {

namespace {

constexpr qreal kWash = 0.45;

void followOne(std::vector<WashRange> &ranges, int begin, int oldEnd, int growth)
{
    std::erase_if(ranges, [&](const WashRange &range) { return range.begin < oldEnd && range.end > begin; });
    if (growth == 0)
        return;
    for (WashRange &range : ranges) {
        if (range.begin >= oldEnd) {
            range.begin += growth;
            range.end += growth;
        }
    }
}

/// The height that letters fill; a line's own height depends on the font's idea of leading.
QRectF aroundLetters(const QRectF &part, qreal baseline, qreal pixels)
{
    return {part.left(), baseline - 0.86 * pixels, part.width(), 1.16 * pixels};
}

/// First range that ends behind `position`.
auto firstBehind(const std::vector<WashRange> &ranges, int position)
{
    return std::partition_point(ranges.begin(), ranges.end(),
                                [&](const WashRange &range) { return range.end <= position; });
}

} // namespace

void Washes::follow(const TextSplice &splice)
{
    const int begin = int(splice.begin.value);
    const int oldEnd = int(splice.begin.value + splice.removed);
    const int growth = int(std::int64_t(splice.inserted.size()) - splice.removed);
    followOne(m_surprises, begin, oldEnd, growth);
    followOne(m_matches, begin, oldEnd, growth);
    followOne(m_heat, begin, oldEnd, growth);
}

void Washes::paint(QPainter &painter, const std::vector<VisibleBlock> &blocks, const GhostText &ghost,
                   qreal lineAir, const QTextCursor &selection) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const qreal pixels = QFontInfo(selection.document()->defaultFont()).pixelSize();
    for (const VisibleBlock &visible : blocks) {
        const int blockBegin = visible.block.position();
        const int blockEnd = blockBegin + visible.block.length();
        painter.setBrush(m_colors.heat);
        for (auto it = firstBehind(m_heat, blockBegin); it != m_heat.end() && it->begin < blockEnd; ++it)
            eachLinePart(visible, ghost, it->begin, it->end, [&](const QRectF &line, qreal baseline) {
                painter.drawRect(aroundLetters(line, baseline, pixels));
            });
        for (auto it = firstBehind(m_surprises, blockBegin); it != m_surprises.end() && it->begin < blockEnd;
             ++it) {
            QColor color = m_colors.surprise;
            color.setAlphaF(float(color.alphaF()) * std::clamp(it->strength, 0.F, 1.F));
            painter.setBrush(color);
            eachLinePart(visible, ghost, it->begin, it->end, [&](const QRectF &line, qreal baseline) {
                const QRectF part = aroundLetters(line, baseline, pixels);
                // Shape as well as colour: a faint wash and a firm line under it.
                painter.setOpacity(kWash);
                painter.drawRoundedRect(part.adjusted(-1, -1, 1, 1), 3, 3);
                painter.setOpacity(1);
                painter.drawRoundedRect(QRectF(part.left(), part.bottom() - 1, part.width(), 2), 1, 1);
            });
        }
        painter.setBrush(m_colors.match);
        for (auto it = firstBehind(m_matches, blockBegin); it != m_matches.end() && it->begin < blockEnd;
             ++it)
            eachLinePart(visible, ghost, it->begin, it->end, [&](const QRectF &line, qreal baseline) {
                painter.drawRoundedRect(aroundLetters(line, baseline, pixels).adjusted(-1, 0, 1, 0), 3, 3);
            });
        if (selection.hasSelection() && selection.selectionStart() < blockEnd &&
            selection.selectionEnd() > blockBegin) {
            painter.setRenderHint(QPainter::Antialiasing, false);
            painter.setBrush(m_colors.selection);
            eachLinePart(
                visible, ghost, selection.selectionStart(), selection.selectionEnd(),
                [&](const QRectF &line, qreal) { painter.drawRect(line.adjusted(0, -lineAir, 0, lineAir)); });
            painter.setRenderHint(QPainter::Antialiasing);
        }
    }
}

} // namespace deltapad
