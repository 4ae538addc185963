// SPDX-License-Identifier: MIT
#include "ui/editor/text_edit.h"

#include "engine/text/word_characters.h"
#include "ui/editor/line_folds.h"
#include "ui/editor/text_units.h"

#include <QAbstractTextDocumentLayout>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QTextBlock>
#include <QTextDocument>

#include <algorithm>

namespace deltapad {

TextEdit::TextEdit(const Delays &delays, QWidget *parent)
    : QPlainTextEdit(parent), m_grouping(delays.undoPause)
{
    setObjectName(QStringLiteral("editor"));
    setAccessibleName(tr("Text"));
    setAccessibleDescription(
        tr("The document. Tab accepts a suggestion, Ctrl+Right its next word, Ctrl+Down its sentence, Escape "
           "hides it."));
    setFrameShape(QFrame::NoFrame);
    setCursorWidth(2);
    setTabChangesFocus(false);
    // paintEvent() fills what it paints: nothing of what is behind needs painting.
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    auto *prose = new QTextDocument(this);
    prose->setDocumentLayout(new ProseLayout(prose));
    prose->setDocumentMargin(10);
    setDocument(prose);
    m_clock.start();
    m_ghost = new GhostController(this, delays);
    connect(this, &QPlainTextEdit::cursorPositionChanged, this, &TextEdit::caretMoved);
    connect(this, &QPlainTextEdit::selectionChanged, this, [this] {
        if (textCursor().hasSelection())
            m_ghost->clear();
        viewport()->update();
    });
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, [this] { m_ghost->noteScroll(); });
    connect(document(), &QTextDocument::contentsChange, this, [this] {
        m_ghost->invalidate();
        if (m_changing > 0)
            return;
        // Changed past our handlers: by the context menu, say.
        m_ghost->clear();
        m_ghost->noteChange(LastAction::Replaced);
        m_grouping.close();
    });
    applyFont();
}

EditorMoment TextEdit::moment() const
{
    const QTextCursor cursor = textCursor();
    const QTextDocument *text = document();
    EditorMoment moment;
    moment.hasSelection = cursor.hasSelection();
    moment.composing = m_composing;
    moment.readOnly = isReadOnly();
    moment.focused = hasFocus();
    moment.next = cursor.atBlockEnd() ? u'\0' : text->characterAt(cursor.position()).unicode();
    return moment;
}

void TextEdit::loadText(const QString &text)
{
    ++m_changing;
    m_ghost->clear();
    m_washes.setSurprises({});
    m_washes.setMatches({});
    m_underlines.set({});
    m_grouping.close();
    // In one edit block with the folding: no over-long line is ever laid out.
    setPlainText(QString());
    document()->setUndoRedoEnabled(false);
    QTextCursor cursor(document());
    cursor.beginEditBlock();
    cursor.insertText(text, QTextCharFormat());
    fold({0, cursor.position()});
    cursor.endEditBlock();
    document()->setUndoRedoEnabled(true);
    moveCursor(QTextCursor::Start);
    document()->setModified(false);
    m_ghost->noteChange(LastAction::Replaced);
    --m_changing;
}

void TextEdit::appendText(const QString &text)
{
    const QSignalBlocker unseen(document()->documentLayout());
    const bool wasAtStart = textCursor().position() == 0;
    QTextCursor cursor(document());
    // A cursor outside an edit block has its paragraph laid out wherever it goes.
    cursor.beginEditBlock();
    cursor.movePosition(QTextCursor::End);
    const int begin = cursor.position();
    cursor.insertText(text, QTextCharFormat());
    fold({begin, cursor.position()});
    cursor.endEditBlock();
    // A caret in an empty text would go along, and telling its column costs all parts of its line.
    if (wasAtStart)
        moveCursor(QTextCursor::Start);
}

void TextEdit::showAppended()
{
    QAbstractTextDocumentLayout *layout = document()->documentLayout();
    Q_EMIT layout->documentSizeChanged(layout->documentSize());
    viewport()->update();
}

void TextEdit::setLongLines(LongLines lines)
{
    m_longLines = lines;
    if (lines == LongLines::Whole && !m_folds.isEmpty()) {
        ++m_changing;
        m_grouping.close();
        unfoldAll(*document());
        m_grouping.close();
        --m_changing;
    }
}

void TextEdit::fold(const Changed &changed)
{
    if (m_longLines == LongLines::InParts)
        foldLongLines(*document(), changed.begin, changed.end);
}

void TextEdit::wholeStep(LastAction action, const QString &typed, const std::function<Changed()> &change)
{
    ++m_changing;
    m_ghost->prepareChange();
    m_grouping.close();
    QTextCursor cursor = textCursor();
    cursor.beginEditBlock();
    fold(change());
    cursor.endEditBlock();
    m_grouping.close();
    m_ghost->noteChange(action, typed);
    --m_changing;
}

void TextEdit::replaceRange(int begin, int end, const QString &text, LastAction action)
{
    wholeStep(action, QString(), [&] {
        QTextCursor cursor(document());
        cursor.setPosition(begin);
        cursor.setPosition(end, QTextCursor::KeepAnchor);
        cursor.insertText(text, QTextCharFormat());
        return Changed{begin, cursor.position()};
    });
}

void TextEdit::replaceAll(const std::vector<Replacement> &replacements)
{
    if (replacements.empty())
        return;
    wholeStep(LastAction::Replaced, QString(), [&] {
        QTextCursor cursor(document());
        int end = replacements.back().end;
        for (auto it = replacements.rbegin(); it != replacements.rend(); ++it) {
            cursor.setPosition(it->begin);
            cursor.setPosition(it->end, QTextCursor::KeepAnchor);
            cursor.insertText(it->text, QTextCharFormat());
            end += int(it->text.size()) - (it->end - it->begin);
        }
        return Changed{replacements.front().begin, end};
    });
}

void TextEdit::insertSuggestion(const QString &text)
{
    if (isReadOnly() || text.isEmpty())
        return;
    QString inserted = text;
    if (isWordCharacter(moment().next) && isWordCharacter(text.back().unicode()))
        inserted.append(u' ');
    wholeStep(LastAction::Accepted, inserted, [&] {
        QTextCursor cursor = textCursor();
        cursor.insertText(inserted);
        setTextCursor(cursor);
        return Changed{cursor.position(), cursor.position()};
    });
    ensureCursorVisible();
}

void TextEdit::undoStep()
{
    ++m_changing;
    m_ghost->prepareChange();
    m_grouping.close();
    undo();
    m_ghost->noteChange(LastAction::UndoneOrRedone);
    --m_changing;
}

void TextEdit::redoStep()
{
    ++m_changing;
    m_ghost->prepareChange();
    m_grouping.close();
    redo();
    m_ghost->noteChange(LastAction::UndoneOrRedone);
    --m_changing;
}

bool TextEdit::accept(AcceptPart part)
{
    if (!m_ghost->isVisible() || isReadOnly())
        return false;
    const QString taken = m_ghost->part(part);
    if (taken == m_ghost->text()) {
        insertSuggestion(taken);
        return true;
    }
    wholeStep(LastAction::Accepted, taken, [&] {
        QTextCursor cursor = textCursor();
        cursor.insertText(taken);
        setTextCursor(cursor);
        return Changed{cursor.position(), cursor.position()};
    });
    ensureCursorVisible();
    return true;
}

void TextEdit::focusOutEvent(QFocusEvent *event)
{
    m_ghost->clear();
    m_grouping.close();
    QPlainTextEdit::focusOutEvent(event);
}

void TextEdit::caretMoved()
{
    m_ghost->invalidate();
    if (m_changing > 0)
        return;
    m_grouping.close();
    m_ghost->clear();
    m_ghost->noteChange(LastAction::CaretMoved);
}

} // namespace deltapad
