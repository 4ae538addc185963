// SPDX-License-Identifier: MIT
#pragma once
// DocumentController: the only place where the editor and the engine meet.
//
// Each change of the text becomes one verified splice with a new revision and is posted; each snapshot is
// checked against (document, revision) and dropped if it is not of the newest text. Posting never waits. Not
// for files, and it shows nothing. Threading: user interface; snapshots arrive on the client's thread and are
// handed over through the event loop. Ownership: uses the editor and the client; the client must stop first
// or outlive it. Cost: per change the splice; per snapshot a comparison.
#include "engine/live/engine_client.h"
#include "ui/editor/document_shadow.h"
#include "ui/editor/text_edit.h"

#include <QObject>

#include <memory>

namespace deltapad {

class DocumentController : public QObject
{
    Q_OBJECT

public:
    DocumentController(TextEdit *edit, EngineClient *client, QObject *parent = nullptr);

    enum class Attach {
        ToEngine, ///< edits are posted
        Nothing   ///< plain mode: the engine does not know this document
    };
    /// New content in the editor, a new document for the engine.
    void load(const QString &text, Attach attach);
    /// The same in pieces, for texts that would take too long at once: call append() until the text is there,
    /// then attach(). In between the document holds what was appended so far.
    void beginPieces();
    /// False if the editor holds something else now: some control characters it cannot keep.
    bool append(const QString &piece);
    /// What was appended so far appears: TextEdit::showAppended().
    void showPieces();
    void endPieces();
    /// TextEdit::setLongLines() that nobody takes for a change of the text.
    void setLongLines(TextEdit::LongLines lines);
    /// Whether attach() does anything; documents that are attached already are taken away from the engine.
    enum class Engine { Allowed, Forbidden };
    void setEngine(Engine engine);
    /// Makes a document that was loaded without the engine known to it, or takes it away from it.
    void attach(Attach attach);
    /// Whether the editor's text is being replaced by another document's: signals of it mean nothing then.
    bool isLoading() const { return m_loading; }
    bool isAttached() const { return m_attached; }

    /// Whether class scores of a part come with the document's: of the selection, or of the paragraph that
    /// holds the caret.
    enum class PartScores { Off, Selection, Paragraph };
    void setPartScores(PartScores scores);

    Revision revision() const { return m_revision; }
    DocumentId document() const { return m_document; }
    /// Revision of the newest snapshot that was accepted; 0 if none.
    Revision settledRevision() const { return m_settledRevision; }
    const std::shared_ptr<const Snapshot> &snapshot() const { return m_snapshot; }
    /// Whether shadow and editor agree; for tests and debug checks.
    bool shadowMatches() const;
    const DocumentShadow &shadow() const { return m_shadow; }

Q_SIGNALS:
    /// The text changed, whether the engine knows this document or not. Not emitted for loading.
    void spliced(const deltapad::TextSplice &splice);
    /// The text changed: everything shown describes an older one. Only while attached.
    void edited(const deltapad::TextSplice &splice);
    void caretPosted();
    /// A snapshot of the newest text; several may come for one revision (suggestions follow).
    void snapshotArrived(const std::shared_ptr<const deltapad::Snapshot> &snapshot);
    /// The newest revision's classes and figures are there.
    void settled(quint64 revision);
    /// The newest revision's suggestions for the present caret are there as well.
    void suggestionsSettled(quint64 revision);
    /// The client's state changed without a result: no model, loading.
    void stateArrived(const std::shared_ptr<const deltapad::Snapshot> &snapshot);
    void staleDropped();

private:
    void absorb(int position, int removed, int added);
    void postCaret();
    void postPart();
    std::pair<int, int> wantedPart() const;
    void resetShadow();
    void receive(const std::shared_ptr<const Snapshot> &snapshot);
    int caret() const;

    TextEdit *m_edit;
    EngineClient *m_client;
    DocumentShadow m_shadow;
    DocumentId m_document = 0;
    Revision m_revision = 0;
    Revision m_settledRevision = 0;
    std::shared_ptr<const Snapshot> m_snapshot;
    int m_postedCaret = -1;
    PartScores m_partScores = PartScores::Off;
    std::pair<int, int> m_postedPart; ///< empty: none
    bool m_attached = false;
    bool m_loading = false;
    Engine m_engine = Engine::Allowed;
};

} // namespace deltapad
