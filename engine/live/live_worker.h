// SPDX-License-Identifier: MIT
#pragma once
// LiveWorker: the loop behind LiveClient. It takes the mail, keeps one engine state per open document, and
// computes one job at a time: updates of the document touched last first, then suggestions, then remarks,
// then what other contexts of a long document are to give, one at a time (not while a race is run beside);
// then it waits.
//
// Texts survive a change of model and the lack of one: while a document has no engine state its text is
// parked here. Threading: run() on the worker thread, nothing else from anywhere. Ownership: owns documents
// and model; the mailbox and the listener are the client's. Cost: idle, nothing.
#include "engine/live/backend.h"
#include "engine/live/mailbox.h"
#include "engine/live/running_window.h"
#include "engine/live/side_worker.h"
#include "engine/text/text_buffer.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace deltapad {

class LiveWorker
{
public:
    /// `publish` hands a snapshot to the listener.
    LiveWorker(Mailbox &mailbox, ModelLoader loader, EngineClient::Listener publish, SideWorker &side);

    /// Returns after Mailbox::stop().
    void run();

private:
    struct Document
    {
        DocumentId id = 0;
        Revision revision = 0;
        Utf16Offset caret;
        std::uint64_t sequence = 0;
        std::unique_ptr<LiveDocument> engine;
        TextBuffer parked;       ///< the text, while there is no engine state
        std::int64_t length = 0; ///< of the text with all pending splices
        std::vector<TextSplice> pending;
        std::int64_t waitingEdits = 0; ///< edits taken and not yet part of a finished update
        bool needsUpdate = false;
        bool needsSuggestions = false;
        bool needsRemarks = false;
        Utf16Offset partBegin; ///< part whose class scores are wanted
        Utf16Offset partEnd;
        bool needsCheck = false;
        bool needsBackground = false; ///< contexts that are not live have something to compute
        std::optional<std::pair<Utf16Offset, Utf16Offset>> visible; ///< not yet told to the engine
        Interruption byEdits = Interruption::Allowed;
        std::string problem; ///< an edit did not fit the text
        std::shared_ptr<const Snapshot> last;
    };

    void receive(DocumentMail &mail);
    void park(Document &document);
    void loadModel(const std::string &folder);
    Document *nextToUpdate();
    Document *nextToSuggest();
    Document *nextToRemark();
    Document *nextInBackground();

    void update(Document &document);
    /// Opens the document's text in a new engine state, or lets the present one catch up.
    Result<UpdateReport> compute(Document &document, JobKind kind, const CancelToken &cancel);
    void finishUpdate(Document &document, JobKind kind, const UpdateReport &report,
                      const JobOutcome &outcome);
    void suggest(Document &document);
    void remark(Document &document);
    void advance(Document &document);
    /// The document's last snapshot again, to be completed.
    std::shared_ptr<Snapshot> lastAgain(const Document &document, const JobOutcome &outcome) const;
    /// Hands copies of the documents to be checked, and up to date, to the side thread.
    void freezeForChecks();
    /// A snapshot without results.
    void publishState(const Document &document, ClientState state, const std::string &problem) const;

    Mailbox &m_mailbox;
    const ModelLoader m_loader;
    const EngineClient::Listener m_publish;
    SideWorker &m_side;
    std::shared_ptr<LiveModel> m_model;
    std::string m_problem = "no model folder was given";
    SuggestionRequest m_request;
    RunningWindow m_running;
    std::map<DocumentId, Document> m_documents;
    std::unique_ptr<FrozenDocument> m_nextRace; ///< waits until no live work is left
};

} // namespace deltapad
