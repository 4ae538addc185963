// SPDX-License-Identifier: MIT
#pragma once
// Mailbox: what the user interface posts and the worker takes, and the rule by which a post stops work under
// way.
//
// Posts of a document coalesce: its splices stay in order and are taken together with the newest revision and
// caret, so the worker computes many keys in one update. Several posting threads are fine; one worker takes.
//
// When does a post stop the job under way (requests its CancelToken)?
// - Closing the document, opening it anew, another model, the end: always.
// - Suggestions: by any edit, caret move or new request; they are computed again when nothing newer waits.
// - An update, by an edit of any document: only if it is slow, that is if it has run, or is expected to run,
// longer
//   than kPatienceMilliseconds. A shorter one is sooner done than started again, and its snapshot still
//   reaches the screen. And only if the document's update before was not stopped by an edit: so at least
//   every second update finishes, however fast the keys come.
// - Contexts in the background: by anything that asks for something newer, of any document, and by a new
//   visible part; they go on from where they stopped.
// - Opening or rebuilding a document: by its own edits never (they are applied behind it), by edits of
// another
//   document as an update is.
//
// Threading: every member may be called from any thread; no text is freed and no listener called under the
// lock.
// Ownership: owns what is posted until it is taken. Cost: a post is one short lock and a move.
#include "engine/base/cancellation.h"
#include "engine/live/engine_client.h"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace deltapad {

/// Everything that waits for one document.
struct DocumentMail
{
    DocumentId document = 0;
    bool closed = false; ///< the document known so far under this id is closed (before `opened`)
    std::optional<std::u16string> opened;
    std::vector<TextSplice> splices; ///< apply to `opened`, or to the text known so far
    bool caretMoved = false;
    std::optional<std::pair<Utf16Offset, Utf16Offset>> selected; ///< part whose class scores are wanted
    Revision revision = 0;
    Utf16Offset caret;
    std::uint64_t sequence = 0; ///< number of the newest post; the document last touched has the largest
};

/// The part of a document that is looked at.
struct VisiblePart
{
    DocumentId document = 0;
    Utf16Offset begin;
    Utf16Offset end;
};

struct Mail
{
    std::vector<DocumentMail> documents;
    std::optional<std::string> model;
    std::optional<SuggestionRequest> suggestions;
    std::vector<DocumentId> checks;   ///< documents to be frozen once they are up to date
    std::vector<VisiblePart> visible; ///< the newest of each document
    bool nudged = false;              ///< look again at what waits
    bool stop = false;
};

enum class JobKind { Open, Update, Suggest, Background };
enum class Interruption { Allowed, Forbidden };

/// Work that a post may stop.
struct Job
{
    DocumentId document = 0;
    JobKind kind = JobKind::Update;
    /// May edits stop it? (Closing, another model and the end always do.)
    Interruption byEdits = Interruption::Allowed;
    double expectedMilliseconds = 0;
    CancelToken cancel;
};

/// What became of a job while it ran.
struct JobOutcome
{
    std::optional<DropReason> stopped; ///< the token was requested, and why
    bool newerPending = false;         ///< posts for its document wait
    bool obsolete = false;             ///< its result must not be published: closed, other model, the end
};

class Mailbox
{
public:
    /// One frame at 60 Hz.
    static constexpr double kPatienceMilliseconds = 16;
    enum class Wait { Yes, No };
    /// Milliseconds from any fixed start.
    using Clock = std::function<double()>;

    explicit Mailbox(Clock clock);

    void open(DocumentId document, Revision revision, std::u16string text, Utf16Offset caret);
    void edit(DocumentId document, Revision revision, TextSplice splice, Utf16Offset caret);
    void moveCaret(DocumentId document, Revision revision, Utf16Offset caret);
    void select(DocumentId document, Revision revision, Utf16Offset begin, Utf16Offset end,
                Utf16Offset caret);
    void show(DocumentId document, Utf16Offset begin, Utf16Offset end);
    void close(DocumentId document);
    void setSuggestions(SuggestionRequest request);
    void setModel(std::string folder);
    /// Stops nothing: a check waits for the updates under way.
    void check(DocumentId document);
    /// Wakes the worker; stops nothing.
    void nudge();
    void stop();

    /// Takes all that waits; with Wait::Yes not before there is something.
    Mail take(Wait wait);

    /// Announces work, and requests its token at once if something that waits would stop it.
    void begin(const Job &job);
    JobOutcome finish();
    bool hasPending(DocumentId document) const;

    void noteStale();
    /// One update finished that held `edits` posted edits.
    void noteUpdate(std::int64_t edits);
    void noteCancelledUpdate();
    /// `count` edits, updates or suggestions that give nothing of their own.
    void noteDropped(DropReason reason, std::int64_t count);
    ClientCounters counters() const;

private:
    enum class PostKind { Open, Edit, Caret, Visible, Close, Suggestions, Model, Stop };

    DocumentMail &mailOf(DocumentId document);
    /// Splices, text: what a close or a new open makes void. Freed by the caller, outside the lock.
    DocumentMail discard(DocumentMail &mail);
    void stopJobIfDue(PostKind kind, DocumentId document);
    /// The job under way can wait for whatever is newer.
    bool isPutOff() const { return m_job->kind == JobKind::Suggest || m_job->kind == JobKind::Background; }
    std::optional<DropReason> reasonToStop(PostKind kind, DocumentId document) const;
    void drop(DropReason reason, std::int64_t count);

    const Clock m_clock;
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    Mail m_mail;
    std::uint64_t m_sequence = 0;
    std::optional<Job> m_job;
    double m_jobStart = 0;
    std::optional<DropReason> m_stopped;
    ClientCounters m_counters;
};

} // namespace deltapad
