// SPDX-License-Identifier: MIT
#include "ui/editor/text_edit.h"

#include "ui/editor/text_units.h"
#include "ui/editor/word_keys.h"

#include <QApplication>
#include <QDragEnterEvent>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMimeData>
#include <QPainter>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextDocument>
#include <QTextLayout>
#include <QUrl>

#include <algorithm>

namespace deltapad {

namespace {

constexpr int kSmallestMargin = 28;
constexpr int kZoomStep = 10;
constexpr int kSmallestZoom = 50;
constexpr int kLargestZoom = 400;

bool isTyping(const QKeyEvent &event)
{
    const QString text = event.text();
    if (text.isEmpty())
        return false;
    if (event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter)
        return !(event.modifiers() & (Qt::ControlModifier | Qt::AltModifier));
    const bool command = (event.modifiers() & (Qt::ControlModifier | Qt::AltModifier)) == Qt::ControlModifier;
    return !command && (text.at(0).isPrint() || text.at(0) == u'\t' || text.at(0).isSurrogate());
}

QString insertedBy(const QKeyEvent &event)
{
    return event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter ? QStringLiteral("\n")
                                                                         : event.text();
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
    setPlainText(text);
    document()->setModified(false);
    m_ghost->noteChange(LastAction::Replaced);
    --m_changing;
}

template <typename Change> void TextEdit::wholeStep(LastAction action, const QString &typed, Change change)
{
    ++m_changing;
    m_ghost->prepareChange();
    m_grouping.close();
    QTextCursor cursor = textCursor();
    cursor.beginEditBlock();
    change();
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
        cursor.insertText(text);
    });
}

void TextEdit::replaceAll(const std::vector<Replacement> &replacements)
{
    if (replacements.empty())
        return;
    wholeStep(LastAction::Replaced, QString(), [&] {
        QTextCursor cursor(document());
        for (auto it = replacements.rbegin(); it != replacements.rend(); ++it) {
            cursor.setPosition(it->begin);
            cursor.setPosition(it->end, QTextCursor::KeepAnchor);
            cursor.insertText(it->text);
        }
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
    });
    ensureCursorVisible();
    return true;
}

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
    if (!m_ghost->isVisible())
        return false;
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
    if (modifiers == Qt::AltModifier &&
        (event->key() == Qt::Key_BracketRight || event->key() == Qt::Key_BracketLeft)) {
        m_ghost->cycle(event->key() == Qt::Key_BracketRight ? 1 : -1);
        return true;
    }
    return false;
}

void TextEdit::editThrough(QKeyEvent *event, EditKind kind, LastAction action)
{
    ++m_changing;
    m_ghost->prepareChange();
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
    if (!deleteByUnit(event))
        QPlainTextEdit::keyPressEvent(event);
    cursor.endEditBlock();
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
    if (isReadOnly())
        return false;
    if (event->matches(QKeySequence::Cut)) {
        if (textCursor().hasSelection())
            wholeStep(LastAction::Deleted, QString(), [this] { cut(); });
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

void TextEdit::keyPressEvent(QKeyEvent *event)
{
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
    // Whatever else a key does, it does it to the text without the ghost: vertical movement counts visual
    // lines.
    if (!event->matches(QKeySequence::Copy) && !(event->modifiers() & Qt::AltModifier))
        m_ghost->clear();
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
    wholeStep(LastAction::Composed, QString(), [&] { QPlainTextEdit::inputMethodEvent(event); });
}

QPointF TextEdit::withoutGhost(const QPointF &viewportPoint)
{
    // A click is meant for the character under it; once the ghost is gone that character is somewhere else.
    QTextBlock block = firstVisibleBlock();
    QPointF origin = contentOffset();
    while (block.isValid() && blockBoundingRect(block).translated(origin).bottom() <= viewportPoint.y()) {
        origin.ry() += blockBoundingRect(block).height();
        block = block.next();
    }
    const bool ghostHere = block.isValid() && m_ghost->isVisible() &&
                           document()->findBlock(m_ghost->ghost().position()) == block;
    if (!ghostHere) {
        m_ghost->clear();
        return viewportPoint;
    }
    const QTextLayout *layout = block.layout();
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
    m_ghost->clear();
    QTextCursor target(document());
    target.setPosition(block.position() + std::min(offset, block.length() - 1));
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
    wholeStep(LastAction::Pasted, QString(), [&] { QPlainTextEdit::dropEvent(event); });
}

bool TextEdit::canInsertFromMimeData(const QMimeData *source) const
{
    return source->hasUrls() || QPlainTextEdit::canInsertFromMimeData(source);
}

void TextEdit::insertFromMimeData(const QMimeData *source)
{
    if (isReadOnly() || !source->hasText())
        return;
    wholeStep(LastAction::Pasted, QString(), [&] { QPlainTextEdit::insertFromMimeData(source); });
    ensureCursorVisible();
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

void TextEdit::setProseFont(const QFont &font)
{
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
    setViewportMargins(margin, 14, margin, 0);
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
    QPointF origin = contentOffset();
    for (QTextBlock block = firstVisibleBlock(); block.isValid(); block = block.next()) {
        const QRectF rect = blockBoundingRect(block).translated(origin);
        if (rect.top() > event->rect().bottom())
            break;
        if (block.isVisible() && rect.bottom() >= event->rect().top())
            blocks.push_back({block, origin});
        origin.ry() += rect.height();
    }
    {
        QPainter painter(viewport());
        painter.setClipRect(event->rect());
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
