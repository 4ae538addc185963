// SPDX-License-Identifier: MIT
#include "ui/editor/ghost_text.h"

#include "ui/editor/layout_formats.h"

#include <QTextCharFormat>
#include <QTextDocument>
#include <QTextLayout>

#include <algorithm>

namespace deltapad {

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
    FormatRanges formats = textFormats(*layout);
    if (shown.isEmpty()) {
        layout->setPreeditArea(-1, QString());
    } else {
        const int offset = m_anchor.positionInBlock();
        layout->setPreeditArea(offset, shown);
        formats = aroundPreedit(*layout, formats);
        QTextLayout::FormatRange range;
        range.start = offset;
        range.length = int(shown.size());
        range.format.setForeground(m_color);
        range.format.setFontItalic(true);
        range.format.setFontPointSize(italicPoints(m_document->defaultFont()));
        formats.append(range);
    }
    layout->setFormats(formats);
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
