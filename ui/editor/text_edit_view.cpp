// SPDX-License-Identifier: MIT
// The part of TextEdit that says how the text looks: font, zoom, column, and what is painted behind it.
#include "ui/editor/text_edit.h"

#include <QPainter>
#include <QResizeEvent>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextDocument>
#include <QWheelEvent>

#include <algorithm>

namespace deltapad {

namespace {

constexpr int kSmallestMargin = 28;
constexpr int kZoomStep = 10;
constexpr int kSmallestZoom = 50;
constexpr int kLargestZoom = 400;

} // namespace

void TextEdit::setTextFont(const QFont &font)
{
    if (font == m_font)
        return;
    m_font = font;
    applyFont();
}

void TextEdit::setZoom(int percent)
{
    percent = std::clamp(percent, kSmallestZoom, kLargestZoom);
    if (percent == m_zoom)
        return;
    m_zoom = percent;
    applyFont();
    Q_EMIT zoomChanged(m_zoom);
}

void TextEdit::applyFont()
{
    QFont scaled = m_font;
    scaled.setPointSizeF(m_font.pointSizeF() * m_zoom / 100.0);
    setFont(scaled);
    document()->setDefaultFont(scaled);
    setTabStopDistance(4 * QFontMetricsF(scaled).horizontalAdvance(u' '));
    placeColumn();
}

void TextEdit::setColumnLimited(bool limited)
{
    m_columnLimited = limited;
    setLineWrapMode(limited ? QPlainTextEdit::WidgetWidth : QPlainTextEdit::NoWrap);
    placeColumn();
}

void TextEdit::setColumnCharacters(int characters)
{
    m_columnCharacters = characters;
    placeColumn();
}

void TextEdit::placeColumn()
{
    const int bar = verticalScrollBar()->isVisible() ? verticalScrollBar()->width() : 0;
    const int available = width() - bar;
    const QString sample =
        QStringLiteral("the wind had turned, and the island belonged to those who stayed ");
    const qreal character = QFontMetricsF(font()).horizontalAdvance(sample) / qreal(sample.size());
    const int column = int(character * m_columnCharacters + 2 * document()->documentMargin());
    const int margin =
        m_columnLimited ? std::max(kSmallestMargin, (available - column) / 2) : kSmallestMargin;
    const int before = viewport()->width();
    setViewportMargins(margin, 14, margin, 0);
    // A viewport that is about to be shown hears of it later, and then as of no change: the lines would stay
    // as wide as before.
    if (viewport()->width() != before && !viewport()->isVisible()) {
        QResizeEvent narrower(viewport()->size(), QSize());
        QPlainTextEdit::resizeEvent(&narrower);
    }
}

void TextEdit::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    placeColumn();
}

void TextEdit::wheelEvent(QWheelEvent *event)
{
    if (event->modifiers() & Qt::ControlModifier) {
        if (event->angleDelta().y() != 0)
            setZoom(m_zoom + (event->angleDelta().y() > 0 ? kZoomStep : -kZoomStep));
        event->accept();
        return;
    }
    QPlainTextEdit::wheelEvent(event);
}

void TextEdit::paintEvent(QPaintEvent *event)
{
    std::vector<Washes::VisibleBlock> blocks;
    std::vector<QTextBlock> painted;
    QPointF origin = contentOffset();
    for (QTextBlock block = firstVisibleBlock(); block.isValid(); block = block.next()) {
        const QRectF rect = blockBoundingRect(block).translated(origin);
        if (rect.top() > event->rect().bottom())
            break;
        if (block.isVisible() && rect.bottom() >= event->rect().top()) {
            blocks.push_back({block, origin});
            painted.push_back(block);
        }
        origin.ry() += rect.height();
    }
    m_glyphs.keep(painted);
    {
        QPainter painter(viewport());
        painter.setClipRect(event->rect());
        painter.fillRect(event->rect(), palette().brush(QPalette::Base));
        const qreal air = static_cast<const ProseLayout *>(document()->documentLayout())->lineAir();
        m_washes.paint(painter, blocks, m_ghost->ghost(), air, textCursor());
        m_underlines.paint(painter, blocks, m_ghost->ghost(), palette());
    }
    QPlainTextEdit::paintEvent(event);
}

QVariant TextEdit::inputMethodQuery(Qt::InputMethodQuery property) const
{
    QVariant value = QPlainTextEdit::inputMethodQuery(property);
    // The base class answers in the viewport's coordinates; input methods expect the widget's.
    const QPointF shift = viewport()->pos();
    if (value.typeId() == QMetaType::QRectF)
        return value.toRectF().translated(shift);
    if (value.typeId() == QMetaType::QRect)
        return value.toRect().translated(shift.toPoint());
    return value;
}

} // namespace deltapad
