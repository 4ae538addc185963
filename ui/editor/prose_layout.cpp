// SPDX-License-Identifier: MIT
#include "ui/editor/prose_layout.h"

#include <QFontMetricsF>
#include <QTextBlock>
#include <QTextDocument>
#include <QTextLayout>

#include <cmath>

namespace deltapad
{

qreal ProseLayout::lineAir() const
{
    return std::round(QFontMetricsF(document()->defaultFont()).height() * (kLineSpacing - 1) / 2);
}

QRectF ProseLayout::blockBoundingRect(const QTextBlock &block) const
{
    QRectF rect = QPlainTextDocumentLayout::blockBoundingRect(block); // lays the block out if needed
    QTextLayout *layout = block.isValid() ? block.layout() : nullptr;
    if (!layout || layout->lineCount() == 0 || !block.isVisible())
        return rect;
    const qreal air = lineAir();
    const qreal paragraphAir = std::round(QFontMetricsF(document()->defaultFont()).height() * kParagraphAir);
    if (layout->lineAt(0).y() < air) {
        const qreal before = layout->boundingRect().height();
        qreal y = air;
        for (int i = 0; i < layout->lineCount(); ++i) {
            QTextLine line = layout->lineAt(i);
            line.setPosition(QPointF(line.x(), y));
            y += std::ceil(line.height()) + 2 * air;
        }
        rect.setHeight(rect.height() + layout->boundingRect().bottom() - before);
    }
    rect.setHeight(rect.height() + air + paragraphAir);
    return rect;
}

} // namespace deltapad
