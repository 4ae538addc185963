// SPDX-License-Identifier: MIT
#include "ui/editor/kept_glyphs.h"

#include <QPainter>
#include <QRectF>
#include <QTextLayout>

namespace deltapad {

namespace {

/// QTextLayout lets its glyphs go at the end of a drawing, also of one in which no line is inside of the
/// clip.
void release(const QTextBlock &block)
{
    QTextLayout *layout = block.isValid() ? block.layout() : nullptr;
    if (!layout || !layout->cacheEnabled())
        return;
    layout->setCacheEnabled(false);
    constexpr qreal kFarAbove = -1e6;
    QPainter nothing;
    layout->draw(&nothing, QPointF(), {}, QRectF(0, kFarAbove, 1, 1));
}

} // namespace

void KeptGlyphs::add(const QTextBlock &block)
{
    block.layout()->setCacheEnabled(true);
    m_blocks.push_back(block);
    m_characters += block.length();
}

void KeptGlyphs::keep(const std::vector<QTextBlock> &painted)
{
    for (const QTextBlock &block : painted) {
        if (!block.layout()->cacheEnabled())
            add(block);
    }
    if (m_characters <= kMostCharacters)
        return;
    for (const QTextBlock &block : m_blocks)
        release(block);
    m_blocks.clear();
    m_characters = 0;
    for (const QTextBlock &block : painted)
        add(block);
}

} // namespace deltapad
