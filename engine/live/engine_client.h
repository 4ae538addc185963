// SPDX-License-Identifier: MIT
#pragma once
// EngineClient: the one small interface between the user interface and the engine.
//
// The editor posts what happened (opened, edited, caret moved, closed); the client answers with immutable
// Snapshots. Posting never waits. Every snapshot carries (document, revision); the receiver drops those that
// are not current and reports them with noteStale(). Not for command-line tools: they use DocumentSession and
// wait. Threading: posting from one thread (the user interface's). The listener is called on the client's
// worker thread (or, by the fake, inside deliver()); it must only hand the snapshot over. After the
// destructor returns no call comes any more. Ownership: snapshots are shared and immutable. Cost: a post is
// one short lock and a move.
#include "engine/base/edits.h"
#include "engine/base/result.h"
#include "engine/live/side_work.h"
#include "engine/proofread/remark.h"
#include "engine/session/report.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace deltapad {

/// Why a posted edit or an update under way gave no snapshot of its own.
enum class DropReason {
    Superseded, ///< a newer edit was merged with it
    UserCancelled,
    DocumentClosed,
    ModelChanged,
    StaleOnArrival ///< the receiver had a newer revision
};

/// A snapshot of state NoModel or Loading holds no results.
enum class ClientState {
    NoModel, ///< no model could be loaded; `problem` says why
    Loading,
    Computing, ///< newer edits are pending
    Current,   ///< the snapshot describes the newest posted revision
};

/// Counters since the client was made.
struct ClientCounters
{
    std::int64_t posted = 0;        ///< edits posted
    std::int64_t updates = 0;       ///< updates finished that held edits
    std::int64_t merged = 0;        ///< edits merged into a later one before they were computed
    std::int64_t cancelled = 0;     ///< updates stopped at a layer boundary by a newer edit
    std::int64_t stale = 0;         ///< snapshots dropped by the receiver
    std::int64_t closed = 0;        ///< edits dropped because their document was closed or opened anew
    std::int64_t modelChanged = 0;  ///< updates and suggestions under way dropped for another model
    std::int64_t abandoned = 0;     ///< suggestions under way given up for something newer; they come later
    std::int64_t userCancelled = 0; ///< suggestions under way when they were switched off

    bool operator==(const ClientCounters &) const = default;
};

/// Running medians over the last updates with edits (LiveClient: 512) of all documents.
struct RunningFigures
{
    double medianMilliseconds = 0;
    double p95Milliseconds = 0;
    double medianDenseRatio = 0;  ///< dense / incremental operations
    double medianPrefixRatio = 0; ///< prefix reuse / incremental operations
    std::int64_t updates = 0;     ///< all of this session
};

/// All panels' data for one revision.
struct Snapshot
{
    DocumentId document = 0;
    Revision revision = 0;
    ClientState state = ClientState::Current;
    /// One line, for NoModel; also if an edit did not fit the text (state Computing, for ever): the document
    /// then waits for a new open().
    std::string problem;
    std::string modelName;

    /// Of the whole document, as far as `coverage` says.
    std::vector<ClassScores> classes;
    std::vector<ClassScores> liveClasses; ///< of the live context alone
    Coverage coverage;                    ///< a document that fits the context is always covered
    Utf16Offset caret;                    ///< where the suggestions start
    std::vector<Suggestion> suggestions;  ///< best first; empty if not asked for
    std::vector<ClassScores> partClasses; ///< of the part that select() named, as far as it is live
    Utf16Offset partBegin;                ///< equal to partEnd: no part
    Utf16Offset partEnd;
    std::vector<Remark> remarks;   ///< on words in their context (RealWord, Unlikely), of the live text
    bool remarksReady = false;     ///< false: none were asked for, or they are still being computed
    bool suggestionsReady = false; ///< false: classes are current, suggestions are still being computed
    std::vector<TokenSurprise> surprises; ///< live context only
    /// Of visible text that is not live, as far as computed, in the text's order.
    std::vector<TokenSurprise> visibleSurprises;
    Utf16Offset liveBegin; ///< the part of the document that is in the live context
    Utf16Offset liveEnd;
    double bitsPerByte = 0; ///< of the live text; 0 if empty

    UpdateReport report;
    RunningFigures running;
    ClientCounters counters;
};

enum class ContextRemarks { Off, On };

struct SuggestionRequest
{
    std::int32_t count = 5;    ///< alternatives; 0 = none wanted
    std::int32_t maxWords = 3; ///< words a suggestion may have
    /// Remarks are computed when nothing else waits, after the suggestions.
    ContextRemarks remarks = ContextRemarks::Off;
};

class EngineClient
{
public:
    using Listener = std::function<void(std::shared_ptr<const Snapshot>)>;

    virtual ~EngineClient() = default;

    /// At most one listener; set it before the first post.
    virtual void setListener(Listener listener) = 0;
    virtual void open(DocumentId document, Revision revision, std::u16string text, Utf16Offset caret) = 0;
    /// `caret` is the place after the edit. The splice applies to the text of the revision posted before.
    virtual void edit(DocumentId document, Revision revision, TextSplice splice, Utf16Offset caret) = 0;
    /// The caret moved without an edit: suggestions for the new place are computed for the same revision.
    virtual void moveCaret(DocumentId document, Revision revision, Utf16Offset caret) = 0;
    /// From now on class scores of [begin, end) come with the document's; an empty part ends that. The part
    /// is one of the posted revision's text; after an edit it has to be posted again.
    virtual void select(DocumentId document, Revision revision, Utf16Offset begin, Utf16Offset end,
                        Utf16Offset caret) = 0;
    /// The part of the text that is looked at, posted when the view scrolls: what a long document's other
    /// contexts are to give is computed there first. A hint: it asks for no answer of its own.
    virtual void show(DocumentId, Revision, Utf16Offset /*begin*/, Utf16Offset /*end*/) {}
    virtual void close(DocumentId document) = 0;
    virtual void setSuggestions(SuggestionRequest request) = 0;
    /// Loads another model folder in the background; texts stay, states are rebuilt.
    virtual void setModel(std::string folder) = 0;
    virtual void noteStale() = 0;
    virtual ClientCounters counters() const = 0;
    /// Races, checks and questions; null if this client offers none. Lives as long as the client.
    virtual SideWork *sideWork() { return nullptr; }
};

} // namespace deltapad
