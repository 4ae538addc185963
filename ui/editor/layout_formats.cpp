// SPDX-License-Identifier: MIT
#include "ui/editor/layout_formats.h"

#include <QFont>
#include <QFontMetricsF>

#include <algorithm>

namespace deltapad {

namespace {

bool isInside(const QTextLayout &layout, const QTextLayout::FormatRange &range)
{
    const int begin = layout.preeditAreaPosition();
    const int end = begin + int(layout.preeditAreaText().size());
    return begin < end && range.start >= begin && range.start + range.length <= end;
}

} // namespace

FormatRanges textFormats(const QTextLayout &layout)
{
    const int begin = layout.preeditAreaPosition();
    const int length = int(layout.preeditAreaText().size());
    if (length == 0)
        return layout.formats();
    FormatRanges ranges;
    for (QTextLayout::FormatRange range : layout.formats()) {
        if (isInside(layout, range))
            continue;
        if (range.start >= begin + length)
            range.start -= length;
        // What aroundPreedit() has cut.
        if (!ranges.isEmpty() && range.start == begin &&
            ranges.last().start + ranges.last().length == begin && ranges.last().format == range.format)
            ranges.last().length += range.length;
        else
            ranges.append(range);
    }
    return ranges;
}

FormatRanges aroundPreedit(const QTextLayout &layout, const FormatRanges &ranges)
{
    const int begin = layout.preeditAreaPosition();
    const int length = int(layout.preeditAreaText().size());
    if (length == 0)
        return ranges;
    FormatRanges moved;
    for (QTextLayout::FormatRange range : ranges) {
        const int end = range.start + range.length;
        if (range.start < begin) {
            range.length = std::min(end, begin) - range.start;
            moved.append(range);
        }
        if (end > begin) {
            range.start = std::max(range.start, begin) + length;
            range.length = end + length - range.start;
            moved.append(range);
        }
    }
    return moved;
}

bool setTextFormats(QTextLayout &layout, const FormatRanges &ranges)
{
    const FormatRanges old = layout.formats();
    if (old.isEmpty() && ranges.isEmpty())
        return false;
    FormatRanges wanted = aroundPreedit(layout, ranges);
    for (const QTextLayout::FormatRange &range : old) {
        if (isInside(layout, range))
            wanted.append(range);
    }
    if (wanted == old)
        return false;
    layout.setFormats(wanted);
    return true;
}

qreal italicPoints(const QFont &font)
{
    QFont italic = font;
    italic.setItalic(true);
    const QFontMetricsF upright(font);
    const QFontMetricsF slanted(italic);
    const qreal share = std::min(upright.ascent() / slanted.ascent(), upright.descent() / slanted.descent());
    return font.pointSizeF() * std::clamp(share, 0.8, 1.0);
}

} // namespace deltapad
