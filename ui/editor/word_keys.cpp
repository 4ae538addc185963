// SPDX-License-Identifier: MIT
#include "ui/editor/word_keys.h"

#include "ui/editor/text_units.h"

#include <QKeyEvent>
#include <QTextBlock>

namespace deltapad {

namespace {

int placeBehind(const QTextCursor &cursor)
{
    const QTextBlock block = cursor.block();
    const int inBlock = cursor.positionInBlock();
    if (inBlock == block.length() - 1)
        return block.next().isValid() ? block.next().position() : cursor.position();
    return block.position() + int(nextWordPlace(block.text(), inBlock));
}

int placeBefore(const QTextCursor &cursor)
{
    const QTextBlock block = cursor.block();
    const int inBlock = cursor.positionInBlock();
    if (inBlock == 0)
        return block.previous().isValid() ? block.position() - 1 : cursor.position();
    return block.position() + int(previousWordPlace(block.text(), inBlock));
}

} // namespace

WordKey wordKey(const QKeyEvent &event)
{
    if (event.matches(QKeySequence::MoveToNextWord))
        return WordKey::Next;
    if (event.matches(QKeySequence::MoveToPreviousWord))
        return WordKey::Previous;
    if (event.matches(QKeySequence::SelectNextWord))
        return WordKey::SelectNext;
    if (event.matches(QKeySequence::SelectPreviousWord))
        return WordKey::SelectPrevious;
    if (event.matches(QKeySequence::DeleteEndOfWord))
        return WordKey::DeleteEnd;
    if (event.matches(QKeySequence::DeleteStartOfWord))
        return WordKey::DeleteStart;
    return WordKey::None;
}

bool deletesText(WordKey key)
{
    return key == WordKey::DeleteEnd || key == WordKey::DeleteStart;
}

void applyWordKey(QTextCursor &cursor, WordKey key)
{
    if (key == WordKey::None || (deletesText(key) && cursor.hasSelection()))
        return;
    const bool arrow = !deletesText(key);
    bool forward = key == WordKey::Next || key == WordKey::SelectNext || key == WordKey::DeleteEnd;
    if (arrow && cursor.block().textDirection() == Qt::RightToLeft)
        forward = !forward; // "right" is back there
    const bool moves = key == WordKey::Next || key == WordKey::Previous;
    cursor.setPosition(forward ? placeBehind(cursor) : placeBefore(cursor),
                       moves ? QTextCursor::MoveAnchor : QTextCursor::KeepAnchor);
}

} // namespace deltapad
