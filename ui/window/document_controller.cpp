// SPDX-License-Identifier: MIT
#include "ui/window/document_controller.h"

#include "ui/editor/document_text.h"
#include "ui/editor/text_edit.h"

#include <QScopedValueRollback>
#include <QTextBlock>

namespace deltapad {

DocumentController::DocumentController(TextEdit *edit, EngineClient *client, QObject *parent)
    : QObject(parent), m_edit(edit), m_client(client)
{
    setObjectName(QStringLiteral("documentController"));
    m_client->setListener([this](std::shared_ptr<const Snapshot> snapshot) {
        QMetaObject::invokeMethod(
            this, [this, snapshot = std::move(snapshot)] { receive(snapshot); }, Qt::QueuedConnection);
    });
    connect(m_edit->document(), &QTextDocument::contentsChange, this, &DocumentController::absorb);
    connect(m_edit, &QPlainTextEdit::cursorPositionChanged, this, &DocumentController::postCaret);
    connect(m_edit, &QPlainTextEdit::cursorPositionChanged, this, &DocumentController::postPart);
    connect(m_edit, &QPlainTextEdit::selectionChanged, this, &DocumentController::postPart);
}

void DocumentController::setPartScores(PartScores scores)
{
    m_partScores = scores;
    postPart();
}

std::pair<int, int> DocumentController::wantedPart() const
{
    const QTextCursor cursor = m_edit->textCursor();
    if (m_partScores == PartScores::Paragraph) {
        const QTextBlock block = cursor.block();
        const int begin = block.position();
        return block.length() > 1 ? std::pair(begin, begin + block.length() - 1) : std::pair(0, 0);
    }
    if (m_partScores == PartScores::Selection && cursor.hasSelection())
        return {cursor.selectionStart(), cursor.selectionEnd()};
    return {};
}

void DocumentController::postPart()
{
    if (!m_attached || m_loading || m_edit->isComposing())
        return;
    if (documentLength(*m_edit->document()) != m_shadow.length())
        return; // in the midst of a change: absorb() comes back here
    const std::pair<int, int> part = wantedPart();
    if (part == m_postedPart)
        return;
    m_postedPart = part;
    m_postedCaret = caret();
    m_client->select(m_document, m_revision, Utf16Offset(part.first), Utf16Offset(part.second),
                     Utf16Offset(m_postedCaret));
    Q_EMIT caretPosted();
}

int DocumentController::caret() const
{
    return m_edit->textCursor().position();
}

void DocumentController::load(const QString &text, Attach attach)
{
    this->attach(Attach::Nothing);
    {
        const QScopedValueRollback<bool> loading(m_loading, true);
        m_edit->loadText(text);
    }
    resetShadow();
    this->attach(attach);
}

void DocumentController::beginPieces()
{
    load(QString(), Attach::Nothing);
    m_edit->document()->setUndoRedoEnabled(false);
}

bool DocumentController::append(const QString &piece)
{
    const QScopedValueRollback<bool> loading(m_loading, true);
    // Folding may cut the last paragraph anew, so all of it is compared.
    const int at = m_edit->document()->lastBlock().position();
    const int before = int(documentLength(*m_edit->document()));
    m_edit->appendText(piece);
    const int after = int(documentLength(*m_edit->document()));
    if (const auto splice = m_shadow.absorb(*m_edit->document(), at, before - at, after - at))
        m_edit->folds().follow(*splice);
    return withoutFolds(m_shadow.slice(at, after))
        .ends_with(std::u16string_view(reinterpret_cast<const char16_t *>(piece.utf16()),
                                       std::size_t(piece.size())));
}

void DocumentController::setLongLines(TextEdit::LongLines lines)
{
    const QScopedValueRollback<bool> loading(m_loading, true);
    const bool modified = m_edit->document()->isModified();
    m_edit->setLongLines(lines);
    m_edit->document()->setModified(modified); // folds are not part of the text
    resetShadow();
}

void DocumentController::resetShadow()
{
    m_shadow.reset(*m_edit->document());
    m_edit->folds().reset(m_shadow.text());
}

void DocumentController::showPieces()
{
    m_edit->showAppended();
}

void DocumentController::endPieces()
{
    showPieces();
    m_edit->document()->setUndoRedoEnabled(true);
    m_edit->document()->setModified(false);
}

void DocumentController::setEngine(Engine engine)
{
    m_engine = engine;
    if (engine == Engine::Forbidden)
        attach(Attach::Nothing);
}

void DocumentController::attach(Attach attach)
{
    if (m_attached) {
        m_client->close(m_document);
        m_attached = false;
    }
    m_snapshot.reset();
    m_settledRevision = 0;
    m_postedPart = {};
    if (attach == Attach::Nothing || m_engine == Engine::Forbidden)
        return;
    m_attached = true;
    ++m_document;
    m_revision = 1;
    m_postedCaret = caret();
    m_client->open(m_document, m_revision, m_shadow.text(), Utf16Offset(m_postedCaret));
}

bool DocumentController::shadowMatches() const
{
    return m_shadow.matches(*m_edit->document());
}

void DocumentController::absorb(int position, int removed, int added)
{
    if (m_loading)
        return;
    std::optional<TextSplice> splice = m_shadow.absorb(*m_edit->document(), position, removed, added);
    if (!splice)
        return;
    m_edit->folds().follow(*splice);
    Q_EMIT spliced(*splice);
    if (!m_attached)
        return;
    ++m_revision;
    m_postedCaret = int(std::min<qint64>(caret(), m_shadow.length()));
    m_edit->washes().follow(*splice);
    m_client->edit(m_document, m_revision, *splice, Utf16Offset(m_postedCaret));
    if (m_partScores == PartScores::Paragraph) // an edit moves its ends; a selection tells of itself
        postPart();
    Q_EMIT edited(*splice);
}

void DocumentController::postCaret()
{
    // In the midst of a change (an input method that commits, say) the place is one of a text that the engine
    // does not have yet; the splice brings it.
    if (m_attached && documentLength(*m_edit->document()) != m_shadow.length())
        return;
    if (!m_attached || m_loading || m_edit->isComposing() || caret() == m_postedCaret)
        return;
    m_postedCaret = caret();
    m_client->moveCaret(m_document, m_revision, Utf16Offset(m_postedCaret));
    Q_EMIT caretPosted();
}

void DocumentController::receive(const std::shared_ptr<const Snapshot> &snapshot)
{
    if (snapshot->state == ClientState::NoModel || snapshot->state == ClientState::Loading) {
        Q_EMIT stateArrived(snapshot);
        return;
    }
    if (!m_attached || snapshot->document != m_document || snapshot->revision != m_revision) {
        m_client->noteStale();
        Q_EMIT staleDropped();
        return;
    }
    if (!snapshot->problem.empty()) {
        Q_EMIT stateArrived(snapshot); // of our text, and without results
        return;
    }
    m_snapshot = snapshot;
    Q_EMIT snapshotArrived(snapshot);
    if (m_settledRevision != snapshot->revision) {
        m_settledRevision = snapshot->revision;
        Q_EMIT settled(snapshot->revision);
    }
    if (snapshot->suggestionsReady && snapshot->caret.value == caret())
        Q_EMIT suggestionsSettled(snapshot->revision);
}

} // namespace deltapad
