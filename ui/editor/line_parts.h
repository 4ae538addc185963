// SPDX-License-Identifier: MIT
#pragma once
// Where a range of the document lies on the screen, line by line, for what is painted behind or under the
// text. An inline suggestion in the layout moves it along. Threading: user interface. Cost: the block's
// lines.
#include "ui/editor/ghost_text.h"

#include <QPointF>
#include <QRectF>
#include <QTextBlock>
#include <QTextLayout>

#include <algorithm>
#include <cmath>

namespace deltapad {

struct VisibleBlock
{
    QTextBlock block;
    QPointF origin; ///< of the block's layout, in the viewport
};

/// Calls paintLine(rectangle, base line) for each line's part of the document range [begin, end) inside one
/// block.
template <typename PaintLine>
void eachLinePart(const VisibleBlock &visible, const GhostText &ghost, int begin, int end,
                  PaintLine paintLine)
{
    const QTextLayout *layout = visible.block.layout();
    const int from = ghost.toLayout(visible.block, std::max(begin - visible.block.position(), 0));
    const int to =
        ghost.toLayout(visible.block, std::min(end - visible.block.position(), visible.block.length() - 1));
    for (int i = 0; i < layout->lineCount(); ++i) {
        const QTextLine line = layout->lineAt(i);
        const int first = std::max(from, line.textStart());
        const int last = std::min(to, line.textStart() + line.textLength());
        if (first >= last)
            continue;
        const qreal left = line.cursorToX(first);
        const qreal right = line.cursorToX(last);
        paintLine(QRectF(std::min(left, right), line.y(), std::abs(right - left), line.height())
                      .translated(visible.origin),
                  line.y() + line.ascent() + visible.origin.y());
    }
}

} // namespace deltapad
