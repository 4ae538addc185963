// SPDX-License-Identifier: MIT
#include "ui/editor/prose_layout.h"

#include "ui/editor/line_folds.h"

#include <QFontInfo>
#include <QFontMetricsF>
#include <QTextBlock>
#include <QTextDocument>
#include <QTextLayout>
#include <QTextOption>

#include <algorithm>
#include <cmath>
#include <utility>

namespace deltapad {

namespace {

constexpr qreal kTallLine = 1.15;

qreal fontPixels(const QTextDocument &document)
{
    return QFontInfo(document.defaultFont()).pixelSize();
}

/// Inside an edit block the layout has not heard yet of a text that has grown: the caret may then be behind
/// its last line, and QPlainTextEdit crashes when it looks for the caret's line.
bool isShort(const QTextLayout &layout, const QTextBlock &block)
{
    if (layout.lineCount() == 0)
        return false;
    const QTextLine last = layout.lineAt(layout.lineCount() - 1);
    return last.textStart() + last.textLength() < block.length() - 1;
}

/// Paragraphs that run from right to left begin at the right; the base class leaves them at the left. Lines
/// that are not wrapped have no right edge to speak of.
void alignByDirection(const QTextBlock &block, QTextLayout &layout)
{
    QTextOption option = layout.textOption();
    constexpr qreal kUnwrapped = 1e6;
    const bool fromRight = block.textDirection() == Qt::RightToLeft && layout.lineAt(0).width() < kUnwrapped;
    option.setAlignment(fromRight ? Qt::AlignRight | Qt::AlignAbsolute : Qt::AlignLeft | Qt::AlignAbsolute);
    layout.setTextOption(option);
}

/// As the base class breaks and places them.
void breakLines(QTextLayout &layout, qreal left, qreal width)
{
    layout.beginLayout();
    qreal y = 0;
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLeadingIncluded(true);
        line.setLineWidth(width);
        line.setPosition({left, y});
        y += line.height();
    }
    layout.endLayout();
}

/// Once more, as the base class did, in a direction that the writer has chosen: it knows none but the one of
/// the first strong character.
void layOut(const QTextBlock &block, QTextLayout &layout, Qt::LayoutDirection direction)
{
    const qreal width = layout.lineAt(0).width();
    const qreal left = layout.lineAt(0).x();
    QTextOption option = layout.textOption();
    option.setTextDirection(direction);
    layout.setTextOption(option);
    breakLines(layout, left, width);
    QTextBlock laidOut = block;
    laidOut.setLineCount(layout.lineCount());
}

qreal naturalWidth(const QTextLayout &layout)
{
    qreal width = 0;
    for (int i = 0; i < layout.lineCount(); ++i)
        width = std::max(width, layout.lineAt(i).naturalTextWidth());
    return width;
}

} // namespace

/// As the base class does it, but for the search for another widest line. False if the base class has to
/// know, because this one is the widest now.
bool ProseLayout::layOutAlone(const QTextBlock &block, qreal lineWidth)
{
    QTextLayout &layout = *block.layout();
    const qreal margin = document()->documentMargin();
    layout.setTextOption(document()->defaultTextOption());
    breakLines(layout, margin, lineWidth);
    if (naturalWidth(layout) + 2 * margin > documentSize().width()) {
        layout.clearLayout();
        return false;
    }
    QTextBlock laidOut = block;
    const int before = document()->lineCount();
    laidOut.setLineCount(layout.lineCount());
    if (document()->lineCount() != before)
        Q_EMIT documentSizeChanged(documentSize());
    return true;
}

void ProseLayout::documentChanged(int from, int removed, int added)
{
    constexpr int kFew = 4;
    const int before = std::exchange(m_paragraphs, document()->blockCount());
    // The base class takes what was removed for a part of what is there now. With as many paragraphs as
    // before nothing but the new text has changed: the neighbours of a new format are left alone.
    if (m_paragraphs == before) {
        removed = 0;
        added = std::max(added, 1);
    }
    const QTextBlock first = document()->findBlock(from);
    const QTextBlock last =
        document()->findBlock(std::max(0, from + removed + added - 1)); // as the base class
    if (m_paragraphs < kManyParagraphs || !first.isValid() || !first.isVisible() ||
        first.layout()->lineCount() == 0) {
        QPlainTextDocumentLayout::documentChanged(from, removed, added);
        return;
    }
    const qreal lineWidth = first.layout()->lineAt(0).width();
    if (first == last && m_paragraphs == before) {
        // Not by blockBoundingRect(): a text that has grown would be laid out by the base class.
        const qreal height = first.layout()->boundingRect().height();
        if (!layOutAlone(first, lineWidth))
            QPlainTextDocumentLayout::documentChanged(from, removed, added);
        else if (blockBoundingRect(first); first.layout()->boundingRect().height() == height)
            Q_EMIT updateBlock(first);
        else
            Q_EMIT update();
        return;
    }
    QPlainTextDocumentLayout::documentChanged(from, removed, added);
    if (last.blockNumber() - first.blockNumber() >= kFew)
        return; // laid out when it is seen
    for (QTextBlock block = first; block.isValid() && block.position() <= last.position();
         block = block.next()) {
        if (block.isVisible() && block.layout()->lineCount() == 0)
            layOutAlone(block, lineWidth);
    }
}

qreal ProseLayout::lineAir() const
{
    const qreal missing =
        kLineSpacing * fontPixels(*document()) - QFontMetricsF(document()->defaultFont()).height();
    return std::max(1.0, std::round(missing / 2));
}

QRectF ProseLayout::blockBoundingRect(const QTextBlock &block) const
{
    QTextLayout *layout = block.isValid() ? block.layout() : nullptr;
    if (layout && isShort(*layout, block))
        layout->clearLayout();
    QRectF rect = QPlainTextDocumentLayout::blockBoundingRect(block); // lays the block out if needed
    if (!layout || layout->lineCount() == 0 || !block.isVisible())
        return rect;
    const qreal air = lineAir();
    const QFontMetricsF font(document()->defaultFont());
    // A line of nothing but smaller letters (code, say) has its base line where others have it.
    const auto lowered = [&font](const QTextLine &line) {
        return std::max(0.0, font.ascent() - line.ascent());
    };
    if (layout->lineAt(0).y() < air) { // fresh from the base class, which begins at 0
        if (const Qt::LayoutDirection chosen = block.blockFormat().layoutDirection();
            chosen != Qt::LayoutDirectionAuto && chosen != layout->textOption().textDirection())
            layOut(block, *layout, chosen);
        alignByDirection(block, *layout);
        const qreal before = layout->boundingRect().bottom();
        const qreal fontHeight = font.height();
        qreal y = air;
        for (int i = 0; i < layout->lineCount(); ++i) {
            QTextLine line = layout->lineAt(i);
            line.setPosition(QPointF(line.x(), y + lowered(line)));
            // One distance throughout; only lines of other scripts may need more.
            const qreal height = line.height() > kTallLine * fontHeight ? line.height() : fontHeight;
            y += std::ceil(height) + 2 * air;
        }
        rect.setHeight(rect.height() + layout->boundingRect().bottom() - before);
    }
    const QTextLine last = layout->lineAt(layout->lineCount() - 1);
    const qreal missing = std::max(0.0, std::ceil(font.height()) - lowered(last) - last.height());
    const qreal behind =
        continuesLine(block.next()) ? 0 : std::round(kParagraphAir * fontPixels(*document()));
    rect.setHeight(rect.height() + missing + air + behind);
    return rect;
}

} // namespace deltapad
