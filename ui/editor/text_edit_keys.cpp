// SPDX-License-Identifier: MIT
// The part of TextEdit that turns keys and input methods into changes.
#include "ui/editor/text_edit.h"

#include "ui/editor/line_folds.h"
#include "ui/editor/text_units.h"
#include "ui/editor/word_keys.h"

#include <QApplication>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QTextBlock>
#include <QTextDocument>

#include <algorithm>
#include <utility>

namespace deltapad {

namespace {

constexpr int kZoomStep = 10; ///< per cent

bool isTyping(const QKeyEvent &event)
{
    const QString text = event.text();
    if (text.isEmpty())
        return false;
    if (event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter)
        return !(event.modifiers() & (Qt::ControlModifier | Qt::AltModifier));
    const Qt::KeyboardModifiers held = event.modifiers() & (Qt::ControlModifier | Qt::AltModifier);
    const bool command = held == Qt::ControlModifier || held == Qt::AltModifier;
    return !command && (text.at(0).isPrint() || text.at(0) == u'\t' || text.at(0).isSurrogate());
}

QString insertedBy(const QKeyEvent &event)
{
    return event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter ? QStringLiteral("\n")
                                                                         : event.text();
}

/// Alt alone is for commands: one that has nothing to do at the moment writes no letter instead. (AltGr is
/// another key.)
bool isIdleCommand(const QKeyEvent &event)
{
    const Qt::KeyboardModifiers held = event.modifiers() & (Qt::ControlModifier | Qt::AltModifier);
    return held == Qt::AltModifier && !event.text().isEmpty() && event.text().at(0).isPrint();
}

bool isModifierOnly(const QKeyEvent &event)
{
    switch (event.key()) {
    case Qt::Key_Shift:
    case Qt::Key_Control:
    case Qt::Key_Alt:
    case Qt::Key_AltGr:
    case Qt::Key_Meta:
    case Qt::Key_CapsLock:
        return true;
    default:
        return false;
    }
}

bool deletesBackward(const QKeyEvent &event)
{
    return event.matches(QKeySequence::Backspace) || event.matches(QKeySequence::DeleteStartOfWord) ||
           (event.key() == Qt::Key_Backspace && !(event.modifiers() & Qt::AltModifier));
}

bool deletesForward(const QKeyEvent &event)
{
    return event.matches(QKeySequence::Delete) || event.matches(QKeySequence::DeleteEndOfWord) ||
           event.matches(QKeySequence::DeleteEndOfLine) || event.matches(QKeySequence::DeleteCompleteLine);
}

} // namespace

bool TextEdit::tabAccepts() const
{
    if (tabChangesFocus())
        return false;
    const QTextCursor cursor = textCursor();
    if (cursor.hasSelection() || QApplication::activePopupWidget())
        return false;
    const QString before = cursor.block().text().left(cursor.positionInBlock());
    return !std::all_of(before.begin(), before.end(), [](QChar c) { return c.isSpace(); });
}

bool TextEdit::handleSuggestionKey(QKeyEvent *event)
{
    const Qt::KeyboardModifiers modifiers = event->modifiers() & ~Qt::KeypadModifier;
    if (event->key() == Qt::Key_Space && modifiers == Qt::ControlModifier) {
        m_ghost->request();
        return true;
    }
    const bool bracket = event->key() == Qt::Key_BracketRight || event->key() == Qt::Key_BracketLeft;
    if (!m_ghost->isVisible()) {
        if (modifiers != Qt::AltModifier || !bracket)
            return false;
        m_ghost->request(); // another one than none
        return true;
    }
    // Tab indents where a line begins, so it accepts only behind text.
    if (event->key() == Qt::Key_Tab && modifiers == Qt::NoModifier && tabAccepts())
        return accept(AcceptPart::All);
    if (event->key() == Qt::Key_L && modifiers == Qt::AltModifier)
        return accept(AcceptPart::All);
    if (event->key() == Qt::Key_Right && modifiers == Qt::ControlModifier)
        return accept(AcceptPart::Word);
    if (event->key() == Qt::Key_Down && modifiers == Qt::ControlModifier)
        return accept(AcceptPart::Sentence);
    if (event->key() == Qt::Key_Escape) {
        m_ghost->dismiss();
        return true;
    }
    if (modifiers == Qt::AltModifier && bracket) {
        m_ghost->cycle(event->key() == Qt::Key_BracketRight ? 1 : -1);
        return true;
    }
    return false;
}

void TextEdit::editThrough(QKeyEvent *event, EditKind kind, LastAction action)
{
    ++m_changing;
    m_ghost->prepareChange();
    stepOverFold(*event);
    QTextCursor cursor = textCursor();
    const int position = cursor.position();
    const bool selection = cursor.hasSelection();
    QChar character;
    if (kind == EditKind::Typing)
        character = insertedBy(*event).at(0);
    else if (kind == EditKind::Backspace)
        character = position > 0 ? document()->characterAt(position - 1) : QChar();
    else
        character = document()->characterAt(position);
    if (selection)
        m_grouping.close();
    const auto now = UndoGrouping::Milliseconds(m_clock.elapsed());
    if (m_grouping.next(kind, character, position, now) == UndoJoin::PreviousStep &&
        document()->isUndoAvailable())
        cursor.joinPreviousEditBlock();
    else
        cursor.beginEditBlock();
    const bool plain = kind == EditKind::Typing && !tabChangesFocus();
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        breakLine();
    else if (plain)
        textCursor().insertText(event->text(), QTextCharFormat());
    else if (!deleteByUnit(event))
        QPlainTextEdit::keyPressEvent(event);
    fold({textCursor().position(), textCursor().position()});
    cursor.endEditBlock();
    // Qt's own key would look for the caret inside the edit block, where the paragraph is laid out only to be
    // laid out again when the block ends.
    if (plain)
        setTextCursor(textCursor());
    m_ghost->noteChange(action, kind == EditKind::Typing && !selection ? insertedBy(*event) : QString());
    --m_changing;
}

bool TextEdit::deleteByUnit(QKeyEvent *event)
{
    QTextCursor cursor = textCursor();
    if (cursor.hasSelection())
        return false;
    const WordKey word = wordKey(*event);
    if (deletesText(word)) {
        applyWordKey(cursor, word);
    } else if (event->key() == Qt::Key_Backspace &&
               !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)) &&
               cursor.positionInBlock() > 0) {
        const qsizetype length = backspaceLength(cursor.block().text(), cursor.positionInBlock());
        cursor.setPosition(cursor.position() - int(length), QTextCursor::KeepAnchor);
    } else {
        return false;
    }
    cursor.removeSelectedText();
    setTextCursor(cursor);
    return true;
}

bool TextEdit::handleEditKey(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Undo)) {
        undoStep();
        return true;
    }
    if (event->matches(QKeySequence::Redo)) {
        redoStep();
        return true;
    }
    if (isReadOnly()) {
        // The space bar shows the next page of a text that is only read.
        const bool writes = isTyping(*event) && event->key() != Qt::Key_Space && event->key() != Qt::Key_Tab;
        if (writes || deletesBackward(*event) || deletesForward(*event) ||
            event->matches(QKeySequence::Cut) || event->matches(QKeySequence::Paste))
            Q_EMIT editRefused();
        return false;
    }
    if (event->matches(QKeySequence::Cut)) {
        if (textCursor().hasSelection())
            wholeStep(LastAction::Deleted, QString(), [this] {
                cut();
                return Changed{textCursor().position(), textCursor().position()};
            });
        return true;
    }
    if (deletesBackward(*event)) {
        editThrough(event, EditKind::Backspace, LastAction::Deleted);
        return true;
    }
    if (deletesForward(*event)) {
        editThrough(event, EditKind::ForwardDelete, LastAction::Deleted);
        return true;
    }
    if (isTyping(*event)) {
        editThrough(event, EditKind::Typing, LastAction::Typed);
        return true;
    }
    return false;
}

QString TextEdit::indentationAt(int position) const
{
    const QTextBlock block = document()->findBlock(position);
    if (m_indentation == Indentation::None || continuesLine(block))
        return {};
    const QString before = block.text().left(position - block.position());
    const auto text =
        std::find_if(before.begin(), before.end(), [](QChar c) { return c != u' ' && c != u'\t'; });
    return before.left(text - before.begin());
}

void TextEdit::breakLine()
{
    // Not Qt's own key: that one takes the format of the break before along, which may be a fold's.
    QTextCursor cursor = textCursor();
    QTextBlockFormat format;
    format.setLayoutDirection(cursor.blockFormat().layoutDirection());
    const QString indentation = indentationAt(cursor.selectionStart());
    cursor.insertBlock(format, QTextCharFormat());
    cursor.insertText(indentation, QTextCharFormat());
    setTextCursor(cursor);
    ensureCursorVisible();
}

void TextEdit::stepOverFold(const QKeyEvent &event)
{
    QTextCursor cursor = textCursor();
    if (m_folds.isEmpty())
        return;
    const bool types = isTyping(event);
    const bool moves = event.key() == Qt::Key_Left || event.key() == Qt::Key_Right;
    const bool back = deletesBackward(event) || types || event.key() == Qt::Key_Left;
    const bool onwards = deletesForward(event) || event.key() == Qt::Key_Right;
    if ((!back && !onwards) || (cursor.hasSelection() && !moves))
        return;
    const bool selects = event.modifiers() & Qt::ShiftModifier && moves;
    const auto mode = selects ? QTextCursor::KeepAnchor : QTextCursor::MoveAnchor;
    if (cursor.hasSelection() && !selects)
        return; // the key ends the selection, it does not go anywhere
    if (back && cursor.atBlockStart() && continuesLine(cursor.block()))
        cursor.setPosition(cursor.position() - 1, mode);
    else if (onwards && cursor.atBlockEnd() && continuesLine(cursor.block().next()))
        cursor.setPosition(cursor.position() + 1, mode);
    else
        return;
    ++m_changing;
    setTextCursor(cursor);
    --m_changing;
}

void TextEdit::keyPressEvent(QKeyEvent *event)
{
    noteDirectionChord(*event);
    if (m_composing || isModifierOnly(*event)) {
        QPlainTextEdit::keyPressEvent(event);
        return;
    }
    if (handleSuggestionKey(event) || handleEditKey(event)) {
        event->accept();
        return;
    }
    if (event->key() == Qt::Key_Escape) {
        Q_EMIT escapePressed();
        return;
    }
    // The plus sign's key without Shift, as browsers and code editors take it; a command with this key goes
    // first.
    if (event->key() == Qt::Key_Equal && event->modifiers() == Qt::ControlModifier) {
        setZoom(m_zoom + kZoomStep);
        event->accept();
        return;
    }
    if (isIdleCommand(*event)) {
        event->ignore();
        return;
    }
    // Whatever else a key does, it does it to the text without the ghost: vertical movement counts visual
    // lines.
    if (!event->matches(QKeySequence::Copy) && !(event->modifiers() & Qt::AltModifier))
        m_ghost->clear();
    stepOverFold(*event);
    if (const WordKey word = wordKey(*event); word != WordKey::None && !isReadOnly()) {
        QTextCursor cursor = textCursor();
        applyWordKey(cursor, word);
        setTextCursor(cursor);
        event->accept();
        return;
    }
    QPlainTextEdit::keyPressEvent(event);
}

void TextEdit::inputMethodEvent(QInputMethodEvent *event)
{
    m_ghost->clear(); // composition uses the same area of the layout
    const bool commits = !event->commitString().isEmpty() || event->replacementLength() > 0;
    m_composing = !event->preeditString().isEmpty();
    if (!commits) {
        ++m_changing;
        QPlainTextEdit::inputMethodEvent(event);
        --m_changing;
        return;
    }
    wholeStep(LastAction::Composed, QString(), [&] {
        QPlainTextEdit::inputMethodEvent(event);
        return Changed{textCursor().position(), textCursor().position()};
    });
}

void TextEdit::noteDirectionChord(const QKeyEvent &event)
{
    const bool chordKey = event.key() == Qt::Key_Shift || event.key() == Qt::Key_Control;
    const Qt::KeyboardModifiers held =
        event.modifiers() | (event.key() == Qt::Key_Shift ? Qt::ShiftModifier : Qt::ControlModifier);
    m_directionChord = chordKey && held == (Qt::ControlModifier | Qt::ShiftModifier);
}

bool TextEdit::event(QEvent *event)
{
    // Keys that are shortcuts of the window do not come as key presses: Ctrl+Shift+S turns no paragraph.
    if (event->type() == QEvent::ShortcutOverride && !isModifierOnly(*static_cast<QKeyEvent *>(event)))
        m_directionChord = false;
    else if (event->type() == QEvent::FocusOut)
        m_directionChord = false;
    else if (event->type() == QEvent::ReadOnlyChange && isReadOnly())
        setTextInteractionFlags(textInteractionFlags() | Qt::TextSelectableByKeyboard); // one reads by caret
    return QPlainTextEdit::event(event);
}

void TextEdit::keyReleaseEvent(QKeyEvent *event)
{
    // As elsewhere: Ctrl with the left Shift key is from left to right, with the right one from right to
    // left.
    constexpr quint32 kRightShift = 0xFFE2; // its X11 and xkb symbol
    if (event->key() == Qt::Key_Shift && std::exchange(m_directionChord, false) && !isReadOnly())
        setParagraphDirection(event->nativeVirtualKey() == kRightShift ? Qt::RightToLeft : Qt::LeftToRight);
    m_directionChord = false;
    QPlainTextEdit::keyReleaseEvent(event);
}

void TextEdit::setParagraphDirection(Qt::LayoutDirection direction)
{
    if (direction == paragraphDirection() && direction != Qt::LayoutDirectionAuto)
        return;
    ++m_changing;
    m_ghost->clear();
    m_grouping.close();
    const bool modified = document()->isModified();
    QTextCursor cursor = textCursor();
    QTextBlockFormat format;
    format.setLayoutDirection(direction);
    cursor.mergeBlockFormat(format);
    if (!modified)
        document()->setModified(false); // what is saved is the same
    m_grouping.close();
    --m_changing;
    viewport()->update();
}

Qt::LayoutDirection TextEdit::paragraphDirection() const
{
    return textCursor().block().textDirection();
}

} // namespace deltapad
