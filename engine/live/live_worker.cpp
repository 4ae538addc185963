// SPDX-License-Identifier: MIT
#include "engine/live/live_worker.h"

#include <algorithm>
#include <utility>

namespace deltapad {

LiveWorker::LiveWorker(Mailbox &mailbox, ModelLoader loader, EngineClient::Listener publish, SideWorker &side)
    : m_mailbox(mailbox), m_loader(std::move(loader)), m_publish(std::move(publish)), m_side(side)
{
}

void LiveWorker::run()
{
    for (;;) {
        bool busy = nextToUpdate() || nextToSuggest() || nextToRemark();
        if (!busy && m_nextRace)
            m_side.race(std::move(m_nextRace)); // not before: the updates would disturb it
        busy = busy || nextInBackground();
        Mail mail = m_mailbox.take(busy ? Mailbox::Wait::No : Mailbox::Wait::Yes);
        if (mail.stop)
            return;
        if (mail.suggestions) {
            m_request = *mail.suggestions;
            for (auto &[id, document] : m_documents) {
                document.needsSuggestions = m_request.count > 0;
                document.needsRemarks = m_request.remarks == ContextRemarks::On;
            }
        }
        for (DocumentMail &documentMail : mail.documents)
            receive(documentMail);
        for (const DocumentId id : mail.checks) {
            if (const auto found = m_documents.find(id); found != m_documents.end())
                found->second.needsCheck = true;
        }
        for (const VisiblePart &part : mail.visible) {
            if (const auto found = m_documents.find(part.document); found != m_documents.end()) {
                found->second.visible = {part.begin, part.end};
                found->second.needsBackground = true;
            }
        }
        freezeForChecks();
        if (mail.model)
            loadModel(*mail.model);
        else if (Document *document = nextToUpdate())
            update(*document);
        else if (Document *next = nextToSuggest())
            suggest(*next);
        else if (Document *reread = nextToRemark())
            remark(*reread);
        else if (Document *waiting = nextInBackground())
            advance(*waiting);
    }
}

void LiveWorker::receive(DocumentMail &mail)
{
    if (mail.closed) {
        const auto found = m_documents.find(mail.document);
        if (found != m_documents.end()) {
            m_mailbox.noteDropped(DropReason::DocumentClosed, found->second.waitingEdits);
            m_documents.erase(found);
        }
    }
    if (mail.opened) {
        Document &document = m_documents[mail.document];
        document.id = mail.document;
        document.length = std::int64_t(mail.opened->size());
        document.parked.assign(*mail.opened);
    }
    const auto found = m_documents.find(mail.document);
    if (found == m_documents.end()) {
        m_mailbox.noteDropped(DropReason::DocumentClosed, std::int64_t(mail.splices.size()));
        return;
    }
    Document &document = found->second;
    for (TextSplice &splice : mail.splices) {
        ++document.waitingEdits;
        const std::int64_t begin = splice.begin.value;
        const bool fits = begin >= 0 && begin <= document.length && splice.removed >= 0 &&
                          splice.removed <= document.length - begin;
        if (!document.problem.empty())
            continue; // the text is no longer the editor's: nothing computed from it would be true
        if (!fits) {
            document.problem = "edit of " + std::to_string(splice.removed) + " units at " +
                               std::to_string(begin) + ": expected a part of the text's " +
                               std::to_string(document.length) + " units";
            continue;
        }
        document.length += std::int64_t(splice.inserted.size()) - splice.removed;
        document.pending.push_back(std::move(splice));
    }
    document.revision = mail.revision;
    document.caret = Utf16Offset(std::clamp<std::int64_t>(mail.caret.value, 0, document.length));
    document.sequence = mail.sequence;
    if (mail.selected) {
        document.partBegin = mail.selected->first;
        document.partEnd = mail.selected->second;
    }
    const Utf16Offset end(document.length);
    document.partBegin = std::clamp(document.partBegin, Utf16Offset(0), end);
    document.partEnd = std::clamp(document.partEnd, document.partBegin, end);
    document.needsUpdate = true;
    document.needsSuggestions = false;
    document.needsRemarks = false;
}

void LiveWorker::park(Document &document)
{
    if (document.engine) {
        document.parked.assign(document.engine->text());
        document.engine.reset();
    }
    document.last.reset();
    document.needsUpdate = true;
    document.needsSuggestions = false;
    document.needsRemarks = false;
}

void LiveWorker::loadModel(const std::string &folder)
{
    // States and model go first: two models at a time would double the memory.
    for (auto &[id, document] : m_documents)
        park(document);
    m_model.reset();
    m_nextRace.reset();
    m_side.setModel(nullptr);
    for (const auto &[id, document] : m_documents)
        publishState(document, ClientState::Loading, {});
    Result<std::shared_ptr<LiveModel>> loaded = m_loader(folder);
    if (loaded.ok())
        m_model = std::move(loaded).value();
    else
        m_problem = loaded.error().message;
    m_side.setModel(m_model);
}

// The document that was touched last is the one that is looked at.

LiveWorker::Document *LiveWorker::nextToUpdate()
{
    Document *next = nullptr;
    for (auto &[id, document] : m_documents) {
        if (document.needsUpdate && (!next || document.sequence > next->sequence))
            next = &document;
    }
    return next;
}

LiveWorker::Document *LiveWorker::nextToSuggest()
{
    Document *next = nullptr;
    for (auto &[id, document] : m_documents) {
        if (document.needsSuggestions && document.last && (!next || document.sequence > next->sequence))
            next = &document;
    }
    return next;
}

LiveWorker::Document *LiveWorker::nextToRemark()
{
    Document *next = nullptr;
    for (auto &[id, document] : m_documents) {
        if (document.needsRemarks && document.last && (!next || document.sequence > next->sequence))
            next = &document;
    }
    return next;
}

LiveWorker::Document *LiveWorker::nextInBackground()
{
    // A race measures; it wakes the worker when it is over.
    if (m_side.isRacing())
        return nullptr;
    Document *next = nullptr;
    for (auto &[id, document] : m_documents) {
        if (document.needsBackground && document.engine && document.last && !document.needsUpdate &&
            (!next || document.sequence > next->sequence))
            next = &document;
    }
    return next;
}

void LiveWorker::update(Document &document)
{
    if (!document.problem.empty() || !m_model) {
        document.needsUpdate = false;
        document.last.reset(); // no suggestions either
        const bool broken = !document.problem.empty();
        publishState(document, broken ? ClientState::Computing : ClientState::NoModel,
                     broken ? document.problem : m_problem);
        return;
    }
    Job job;
    job.document = document.id;
    job.kind = document.engine ? JobKind::Update : JobKind::Open;
    job.byEdits = document.byEdits;
    job.expectedMilliseconds = m_running.figures().medianMilliseconds;
    job.cancel = CancelToken::create();
    m_side.noteLiveWork();
    m_mailbox.begin(job);
    const Result<UpdateReport> report = compute(document, job.kind, job.cancel);
    const JobOutcome outcome = m_mailbox.finish();

    if (report.ok()) {
        finishUpdate(document, job.kind, report.value(), outcome);
    } else if (report.error().code != ErrorCode::Cancelled) {
        document.problem = report.error().message;
    } else if (outcome.stopped == DropReason::ModelChanged) {
        m_mailbox.noteDropped(DropReason::ModelChanged, 1);
    } else if (!outcome.obsolete) {
        m_mailbox.noteCancelledUpdate();
        document.byEdits = Interruption::Forbidden; // the next one finishes
    }
}

Result<UpdateReport> LiveWorker::compute(Document &document, JobKind kind, const CancelToken &cancel)
{
    const std::vector<TextSplice> splices = std::exchange(document.pending, {});
    if (kind == JobKind::Update)
        return document.engine->update(splices, document.caret, cancel);
    for (const TextSplice &splice : splices) {
        if (Status status = document.parked.apply(splice); !status.ok())
            return status.error();
    }
    document.engine = m_model->makeDocument();
    const Result<UpdateReport> report = document.engine->open(document.parked.text(), document.caret, cancel);
    if (report.ok())
        document.parked = TextBuffer();
    else
        document.engine.reset();
    return report;
}

void LiveWorker::finishUpdate(Document &document, JobKind kind, const UpdateReport &report,
                              const JobOutcome &outcome)
{
    document.needsUpdate = false;
    document.byEdits = Interruption::Allowed;
    if (const std::int64_t edits = std::exchange(document.waitingEdits, 0); edits > 0) {
        m_mailbox.noteUpdate(edits);
        if (kind == JobKind::Update)
            m_running.add(report);
    }
    if (outcome.obsolete)
        return;
    auto snapshot = std::make_shared<Snapshot>();
    snapshot->document = document.id;
    snapshot->revision = document.revision;
    snapshot->state = outcome.newerPending ? ClientState::Computing : ClientState::Current;
    snapshot->modelName = m_model->name();
    snapshot->caret = document.caret;
    snapshot->suggestionsReady = m_request.count <= 0;
    document.engine->describe(*snapshot);
    if (document.partBegin < document.partEnd) {
        snapshot->partBegin = document.partBegin;
        snapshot->partEnd = document.partEnd;
        snapshot->partClasses = document.engine->classesOf(document.partBegin, document.partEnd);
    }
    document.needsBackground = snapshot->coverage.workLeft || document.visible.has_value();
    snapshot->report = report;
    snapshot->running = m_running.figures();
    snapshot->counters = m_mailbox.counters();
    document.needsSuggestions = m_request.count > 0;
    document.needsRemarks = m_request.remarks == ContextRemarks::On;
    document.last = snapshot;
    m_publish(std::move(snapshot));
    // After the results are out: copying the tokens delays nobody.
    if (kind == JobKind::Update && !m_nextRace && m_side.raceIsDue()) {
        m_nextRace = document.engine->freeze(FreezeFor::Race);
        if (m_nextRace) {
            m_nextRace->document = document.id;
            m_nextRace->revision = document.revision;
            m_nextRace->report = report;
        }
    }
    freezeForChecks();
}

void LiveWorker::freezeForChecks()
{
    for (auto &[id, document] : m_documents) {
        if (!document.needsCheck || document.needsUpdate || !document.engine)
            continue;
        document.needsCheck = false;
        if (std::unique_ptr<FrozenDocument> frozen = document.engine->freeze(FreezeFor::Check)) {
            frozen->document = document.id;
            frozen->revision = document.revision;
            m_side.check(std::move(frozen));
        }
    }
}

void LiveWorker::suggest(Document &document)
{
    Job job;
    job.document = document.id;
    job.kind = JobKind::Suggest;
    job.cancel = CancelToken::create();
    m_side.noteLiveWork();
    m_mailbox.begin(job);
    Result<std::vector<Suggestion>> suggestions =
        document.engine->complete(document.caret, m_request, job.cancel);
    const JobOutcome outcome = m_mailbox.finish();
    if (outcome.stopped) {
        // Finished or not, they are not wanted any more. They stay due, unless the mail says otherwise.
        if (outcome.stopped != DropReason::DocumentClosed)
            m_mailbox.noteDropped(*outcome.stopped, 1);
        return;
    }
    document.needsSuggestions = false;
    auto snapshot = lastAgain(document, outcome);
    if (suggestions.ok())
        snapshot->suggestions = std::move(suggestions).value();
    snapshot->suggestionsReady = true;
    document.last = snapshot;
    m_publish(std::move(snapshot));
}

void LiveWorker::remark(Document &document)
{
    Job job;
    job.document = document.id;
    job.kind = JobKind::Suggest; // whatever is newer than suggestions is newer than remarks
    job.cancel = CancelToken::create();
    m_mailbox.begin(job);
    std::vector<Remark> remarks = document.engine->remarks(job.cancel);
    const JobOutcome outcome = m_mailbox.finish();
    if (outcome.stopped)
        return; // still due, unless the mail says otherwise
    document.needsRemarks = false;
    auto snapshot = lastAgain(document, outcome);
    snapshot->remarks = std::move(remarks);
    snapshot->remarksReady = true;
    document.last = snapshot;
    m_publish(std::move(snapshot));
}

void LiveWorker::advance(Document &document)
{
    const bool scrolled = document.visible.has_value();
    if (scrolled) {
        document.engine->show(document.visible->first, document.visible->second);
        document.visible.reset();
    }
    Job job;
    job.document = document.id;
    job.kind = JobKind::Background;
    job.cancel = CancelToken::create();
    m_mailbox.begin(job);
    const Result<Coverage> coverage = document.engine->advance(job.cancel);
    const JobOutcome outcome = m_mailbox.finish();
    if (outcome.obsolete || (!coverage.ok() && outcome.stopped))
        return; // still due, unless the mail says otherwise
    document.needsBackground = coverage.ok() && coverage.value().workLeft;
    auto snapshot = lastAgain(document, outcome);
    document.engine->describe(*snapshot);
    const bool moved =
        snapshot->liveBegin != document.last->liveBegin || snapshot->liveEnd != document.last->liveEnd;
    if (moved) // the report's rows are named as those that were live before
        for (RowRanges &rows : snapshot->report.changedRows)
            rows.clear();
    // A snapshot a hundredth of the document is enough to watch the progress.
    const auto hundredths = [](const Coverage &c) { return c.total > 0 ? c.covered * 100 / c.total : 100; };
    const bool news = scrolled || moved || !document.needsBackground ||
                      hundredths(snapshot->coverage) != hundredths(document.last->coverage) ||
                      snapshot->visibleSurprises.size() != document.last->visibleSurprises.size();
    if (!news)
        return;
    document.last = snapshot;
    m_publish(std::move(snapshot));
}

std::shared_ptr<Snapshot> LiveWorker::lastAgain(const Document &document, const JobOutcome &outcome) const
{
    auto snapshot = std::make_shared<Snapshot>(*document.last);
    snapshot->state = outcome.newerPending ? ClientState::Computing : ClientState::Current;
    snapshot->counters = m_mailbox.counters();
    return snapshot;
}

void LiveWorker::publishState(const Document &document, ClientState state, const std::string &problem) const
{
    auto snapshot = std::make_shared<Snapshot>();
    snapshot->document = document.id;
    snapshot->revision = document.revision;
    snapshot->state = state;
    snapshot->problem = problem;
    snapshot->caret = document.caret;
    snapshot->running = m_running.figures();
    snapshot->counters = m_mailbox.counters();
    m_publish(std::move(snapshot));
}

} // namespace deltapad
