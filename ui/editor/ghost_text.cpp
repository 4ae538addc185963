// SPDX-License-Identifier: MIT
#include "ui/editor/ghost_text.h"

#include <QFontMetricsF>
#include <QTextCharFormat>
#include <QTextDocument>
#include <QTextLayout>

#include <algorithm>

namespace deltapad {

namespace {

/// Largest size up to the font's own at which its italic is no taller: a line must not move when a ghost
/// appears.
qreal italicSize(const QFont &font)
{
    QFont italic = font;
    italic.setItalic(true);
    const QFontMetricsF upright(font);
    const QFontMetricsF slanted(italic);
    const qreal share = std::min(upright.ascent() / slanted.ascent(), upright.descent() / slanted.descent());
    return font.pointSizeF() * std::clamp(share, 0.8, 1.0);
}

} // namespace

void GhostText::setColor(const QColor &color)
{
    m_color = color;
    if (isVisible())
        write();
}

void GhostText::write()
{
    QString shown = m_text;
    shown.replace(u'\n', QChar(0x21B5)); // one paragraph's layout cannot hold a line end
    const QTextBlock block = m_anchor.block();
    QTextLayout *layout = block.isValid() ? block.layout() : nullptr;
    if (!layout)
        return;
    if (shown.isEmpty()) {
        layout->setPreeditArea(-1, QString());
        layout->clearFormats();
    } else {
        const int offset = m_anchor.positionInBlock();
        layout->setPreeditArea(offset, shown);
        QTextLayout::FormatRange range;
        range.start = offset;
        range.length = int(shown.size());
        range.format.setForeground(m_color);
        range.format.setFontItalic(true);
        range.format.setFontPointSize(italicSize(m_document->defaultFont()));
        layout->setFormats({range});
    }
    m_document->markContentsDirty(block.position(), block.length());
}

void GhostText::show(int position, const QString &text)
{
    if (isVisible() && (m_anchor.position() != position || text.isEmpty()))
        clear();
    if (text.isEmpty())
        return;
    m_anchor = QTextCursor(m_document);
    m_anchor.setPosition(position);
    m_anchor.setKeepPositionOnInsert(true); // stay in the paragraph that holds the layout
    m_text = text;
    write();
}

void GhostText::clear()
{
    if (!isVisible())
        return;
    m_text.clear();
    write();
    m_anchor = QTextCursor();
}

int GhostText::toLayout(const QTextBlock &block, int offset) const
{
    if (!isVisible() || block != m_anchor.block() || offset <= m_anchor.positionInBlock())
        return offset;
    return offset + int(m_text.size());
}

int GhostText::toDocument(const QTextBlock &block, int layoutOffset) const
{
    if (!isVisible() || block != m_anchor.block() || layoutOffset <= m_anchor.positionInBlock())
        return layoutOffset;
    return std::max(m_anchor.positionInBlock(), layoutOffset - int(m_text.size()));
}

} // namespace deltapad
