// SPDX-License-Identifier: MIT
// The part of TextEdit that deals with the mouse, the clipboard and what is dropped.
#include "ui/editor/text_edit.h"

#include "ui/editor/document_text.h"
#include "ui/editor/line_folds.h"

#include <QDragEnterEvent>
#include <QMenu>
#include <QMimeData>
#include <QTextBlock>
#include <QTextDocument>
#include <QTextLayout>
#include <QUrl>

#include <algorithm>

namespace deltapad {

int TextEdit::positionAt(const QPointF &viewportPoint) const
{
    QTextBlock block = firstVisibleBlock();
    QPointF origin = contentOffset();
    while (block.next().isValid() &&
           blockBoundingRect(block).translated(origin).bottom() <= viewportPoint.y()) {
        origin.ry() += blockBoundingRect(block).height();
        block = block.next();
    }
    const QTextLayout *layout = block.layout();
    if (!layout || layout->lineCount() == 0)
        return block.position();
    const QPointF local = viewportPoint - origin;
    QTextLine line = layout->lineAt(layout->lineCount() - 1);
    for (int i = 0; i < layout->lineCount(); ++i) {
        if (local.y() < layout->lineAt(i).rect().bottom() +
                            static_cast<ProseLayout *>(document()->documentLayout())->lineAir()) {
            line = layout->lineAt(i);
            break;
        }
    }
    const int offset = m_ghost->ghost().toDocument(block, line.xToCursor(local.x()));
    return block.position() + std::clamp(offset, 0, block.length() - 1);
}

std::pair<int, int> TextEdit::visibleRange() const
{
    const QTextBlock first = firstVisibleBlock();
    const QTextBlock last = document()->findBlock(positionAt(QPointF(0, viewport()->height())));
    return {first.position(), last.position() + last.length()};
}

QPointF TextEdit::withoutGhost(const QPointF &viewportPoint)
{
    // A click is meant for the character under it; once the ghost is gone that character is somewhere else.
    const int position = positionAt(viewportPoint);
    const bool ghostHere = m_ghost->isVisible() && document()->findBlock(m_ghost->ghost().position()) ==
                                                       document()->findBlock(position);
    m_ghost->clear();
    if (!ghostHere)
        return viewportPoint;
    QTextCursor target(document());
    target.setPosition(position);
    return QRectF(cursorRect(target)).center();
}

QMouseEvent TextEdit::movedEvent(QMouseEvent *event)
{
    const QPointF at = withoutGhost(event->position());
    const QPointF shift = at - event->position();
    return QMouseEvent(event->type(), at, event->scenePosition() + shift, event->globalPosition() + shift,
                       event->button(), event->buttons(), event->modifiers(), event->pointingDevice());
}

void TextEdit::mousePressEvent(QMouseEvent *event)
{
    if (!m_ghost->isVisible()) {
        QPlainTextEdit::mousePressEvent(event);
        return;
    }
    QMouseEvent moved = movedEvent(event);
    QPlainTextEdit::mousePressEvent(&moved);
    event->setAccepted(moved.isAccepted());
}

void TextEdit::mouseDoubleClickEvent(QMouseEvent *event)
{
    m_ghost->clear();
    QPlainTextEdit::mouseDoubleClickEvent(event);
}

void TextEdit::contextMenuEvent(QContextMenuEvent *event)
{
    m_ghost->clear();
    QMenu *menu = createStandardContextMenu(event->pos());
    menu->setObjectName(QStringLiteral("contextMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    Q_EMIT contextMenuWanted(menu, cursorForPosition(event->pos()).position());
    menu->popup(event->globalPos());
}

void TextEdit::dragEnterEvent(QDragEnterEvent *event)
{
    m_ghost->clear();
    QPlainTextEdit::dragEnterEvent(event);
}

void TextEdit::dropEvent(QDropEvent *event)
{
    const QList<QUrl> urls = event->mimeData()->urls();
    if (!urls.isEmpty() && urls.first().isLocalFile()) {
        event->acceptProposedAction();
        Q_EMIT fileDropped(urls.first().toLocalFile());
        return;
    }
    wholeStep(LastAction::Pasted, QString(), [&] {
        QPlainTextEdit::dropEvent(event);
        return Changed{0, int(documentLength(*document()))}; // it may have come from anywhere
    });
}

bool TextEdit::canInsertFromMimeData(const QMimeData *source) const
{
    return source->hasUrls() || QPlainTextEdit::canInsertFromMimeData(source);
}

void TextEdit::insertFromMimeData(const QMimeData *source)
{
    if (isReadOnly())
        Q_EMIT editRefused();
    if (isReadOnly() || !source->hasText())
        return;
    wholeStep(LastAction::Pasted, QString(), [&] {
        // Not by Qt's own way, which looks for the caret before a long line could be folded.
        QTextCursor cursor = textCursor();
        const int begin = cursor.selectionStart();
        cursor.insertText(source->text(), QTextCharFormat());
        fold({begin, cursor.position()});
        setTextCursor(cursor);
        return Changed{cursor.position(), cursor.position()};
    });
    ensureCursorVisible();
}

QMimeData *TextEdit::createMimeDataFromSelection() const
{
    const QTextCursor cursor = textCursor();
    auto *copied = new QMimeData;
    copied->setText(QString::fromStdU16String(
        withoutFolds(documentSlice(*document(), cursor.selectionStart(), cursor.selectionEnd()))));
    return copied;
}

} // namespace deltapad
