// SPDX-License-Identifier: MIT
#include "engine/live/mailbox.h"

#include <algorithm>
#include <utility>

namespace deltapad {

Mailbox::Mailbox(Clock clock) : m_clock(std::move(clock)) {}

DocumentMail &Mailbox::mailOf(DocumentId document)
{
    const auto found = std::find_if(m_mail.documents.begin(), m_mail.documents.end(),
                                    [&](const DocumentMail &mail) { return mail.document == document; });
    DocumentMail &mail = found != m_mail.documents.end() ? *found : m_mail.documents.emplace_back();
    mail.document = document;
    mail.sequence = ++m_sequence;
    return mail;
}

DocumentMail Mailbox::discard(DocumentMail &mail)
{
    drop(DropReason::DocumentClosed, std::int64_t(mail.splices.size()));
    DocumentMail old;
    old.document = mail.document;
    old.sequence = mail.sequence;
    old.closed = true;
    std::swap(old, mail);
    std::erase_if(m_mail.visible, [&old](const VisiblePart &part) { return part.document == old.document; });
    return old;
}

void Mailbox::open(DocumentId document, Revision revision, std::u16string text, Utf16Offset caret)
{
    DocumentMail old; // destroyed after the lock is released
    {
        const std::lock_guard lock(m_mutex);
        DocumentMail &mail = mailOf(document);
        old = discard(mail);
        mail.opened = std::move(text);
        mail.revision = revision;
        mail.caret = caret;
        stopJobIfDue(PostKind::Open, document);
    }
    m_changed.notify_one();
}

void Mailbox::edit(DocumentId document, Revision revision, TextSplice splice, Utf16Offset caret)
{
    {
        const std::lock_guard lock(m_mutex);
        ++m_counters.posted;
        DocumentMail &mail = mailOf(document);
        mail.splices.push_back(std::move(splice));
        mail.revision = revision;
        mail.caret = caret;
        stopJobIfDue(PostKind::Edit, document);
    }
    m_changed.notify_one();
}

void Mailbox::moveCaret(DocumentId document, Revision revision, Utf16Offset caret)
{
    {
        const std::lock_guard lock(m_mutex);
        DocumentMail &mail = mailOf(document);
        mail.caretMoved = true;
        mail.revision = revision;
        mail.caret = caret;
        stopJobIfDue(PostKind::Caret, document);
    }
    m_changed.notify_one();
}

void Mailbox::select(DocumentId document, Revision revision, Utf16Offset begin, Utf16Offset end,
                     Utf16Offset caret)
{
    {
        const std::lock_guard lock(m_mutex);
        DocumentMail &mail = mailOf(document);
        mail.caretMoved = true;
        mail.selected = {begin, end};
        mail.revision = revision;
        mail.caret = caret;
        stopJobIfDue(PostKind::Caret, document);
    }
    m_changed.notify_one();
}

void Mailbox::show(DocumentId document, Utf16Offset begin, Utf16Offset end)
{
    {
        const std::lock_guard lock(m_mutex);
        std::erase_if(m_mail.visible,
                      [document](const VisiblePart &part) { return part.document == document; });
        m_mail.visible.push_back({document, begin, end});
        stopJobIfDue(PostKind::Visible, document);
    }
    m_changed.notify_one();
}

void Mailbox::close(DocumentId document)
{
    DocumentMail old;
    {
        const std::lock_guard lock(m_mutex);
        old = discard(mailOf(document));
        stopJobIfDue(PostKind::Close, document);
    }
    m_changed.notify_one();
}

void Mailbox::setSuggestions(SuggestionRequest request)
{
    {
        const std::lock_guard lock(m_mutex);
        m_mail.suggestions = request;
        stopJobIfDue(PostKind::Suggestions, 0);
    }
    m_changed.notify_one();
}

void Mailbox::setModel(std::string folder)
{
    {
        const std::lock_guard lock(m_mutex);
        m_mail.model = std::move(folder);
        stopJobIfDue(PostKind::Model, 0);
    }
    m_changed.notify_one();
}

void Mailbox::check(DocumentId document)
{
    {
        const std::lock_guard lock(m_mutex);
        if (std::find(m_mail.checks.begin(), m_mail.checks.end(), document) == m_mail.checks.end())
            m_mail.checks.push_back(document);
    }
    m_changed.notify_one();
}

void Mailbox::nudge()
{
    {
        const std::lock_guard lock(m_mutex);
        m_mail.nudged = true;
    }
    m_changed.notify_one();
}

void Mailbox::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_mail.stop = true;
        stopJobIfDue(PostKind::Stop, 0);
    }
    m_changed.notify_one();
}

Mail Mailbox::take(Wait wait)
{
    std::unique_lock lock(m_mutex);
    if (wait == Wait::Yes)
        m_changed.wait(lock, [this] {
            return m_mail.stop || m_mail.model || m_mail.suggestions || !m_mail.documents.empty() ||
                   !m_mail.checks.empty() || !m_mail.visible.empty() || m_mail.nudged;
        });
    Mail mail = std::exchange(m_mail, {});
    m_mail.stop = mail.stop; // the end stays the end
    return mail;
}

std::optional<DropReason> Mailbox::reasonToStop(PostKind kind, DocumentId document) const
{
    const bool same = document == m_job->document;
    switch (kind) {
    case PostKind::Stop:
        return DropReason::DocumentClosed;
    case PostKind::Model:
        return DropReason::ModelChanged;
    case PostKind::Close:
        return same ? std::optional(DropReason::DocumentClosed) : std::nullopt;
    case PostKind::Visible:
        return m_job->kind == JobKind::Background ? std::optional(DropReason::Superseded) : std::nullopt;
    case PostKind::Suggestions:
        if (m_job->kind == JobKind::Background)
            return DropReason::Superseded;
        if (m_job->kind != JobKind::Suggest)
            return std::nullopt;
        return m_mail.suggestions->count > 0 ? DropReason::Superseded : DropReason::UserCancelled;
    case PostKind::Caret:
        return isPutOff() ? std::optional(DropReason::Superseded) : std::nullopt;
    case PostKind::Open:
        if (same)
            return DropReason::DocumentClosed;
        break;
    case PostKind::Edit:
        if (same && m_job->kind == JobKind::Open)
            return std::nullopt;
        break;
    }
    if (isPutOff())
        return DropReason::Superseded;
    const double duration = std::max(m_job->expectedMilliseconds, m_clock() - m_jobStart);
    if (m_job->byEdits == Interruption::Forbidden || duration <= kPatienceMilliseconds)
        return std::nullopt;
    return DropReason::Superseded;
}

void Mailbox::stopJobIfDue(PostKind kind, DocumentId document)
{
    if (!m_job)
        return;
    const std::optional<DropReason> reason = reasonToStop(kind, document);
    if (!reason)
        return;
    // A document that is closed, or a model that is replaced, is the better reason.
    if (!m_stopped || *reason == DropReason::DocumentClosed || *reason == DropReason::ModelChanged)
        m_stopped = reason;
    m_job->cancel.request();
}

void Mailbox::begin(const Job &job)
{
    const std::lock_guard lock(m_mutex);
    m_job = job;
    m_jobStart = m_clock();
    m_stopped.reset();
    // Posts that came since take() count as if they came now.
    for (const DocumentMail &mail : m_mail.documents) {
        if (mail.closed)
            stopJobIfDue(PostKind::Close, mail.document);
        if (mail.opened)
            stopJobIfDue(PostKind::Open, mail.document);
        if (!mail.splices.empty())
            stopJobIfDue(PostKind::Edit, mail.document);
        if (mail.caretMoved)
            stopJobIfDue(PostKind::Caret, mail.document);
    }
    if (!m_mail.visible.empty())
        stopJobIfDue(PostKind::Visible, 0);
    if (m_mail.suggestions)
        stopJobIfDue(PostKind::Suggestions, 0);
    if (m_mail.model)
        stopJobIfDue(PostKind::Model, 0);
    if (m_mail.stop)
        stopJobIfDue(PostKind::Stop, 0);
}

JobOutcome Mailbox::finish()
{
    const std::lock_guard lock(m_mutex);
    JobOutcome outcome;
    outcome.stopped = m_stopped;
    outcome.obsolete = m_stopped == DropReason::DocumentClosed || m_stopped == DropReason::ModelChanged;
    for (const DocumentMail &mail : m_mail.documents)
        outcome.newerPending = outcome.newerPending || mail.document == m_job->document;
    m_job.reset();
    return outcome;
}

bool Mailbox::hasPending(DocumentId document) const
{
    const std::lock_guard lock(m_mutex);
    return std::any_of(m_mail.documents.begin(), m_mail.documents.end(),
                       [&](const DocumentMail &mail) { return mail.document == document; });
}

void Mailbox::noteStale()
{
    noteDropped(DropReason::StaleOnArrival, 1);
}

void Mailbox::noteUpdate(std::int64_t edits)
{
    const std::lock_guard lock(m_mutex);
    ++m_counters.updates;
    m_counters.merged += edits - 1;
}

void Mailbox::noteCancelledUpdate()
{
    const std::lock_guard lock(m_mutex);
    ++m_counters.cancelled;
}

void Mailbox::noteDropped(DropReason reason, std::int64_t count)
{
    const std::lock_guard lock(m_mutex);
    drop(reason, count);
}

void Mailbox::drop(DropReason reason, std::int64_t count)
{
    switch (reason) {
    case DropReason::Superseded:
        m_counters.abandoned += count;
        break;
    case DropReason::UserCancelled:
        m_counters.userCancelled += count;
        break;
    case DropReason::DocumentClosed:
        m_counters.closed += count;
        break;
    case DropReason::ModelChanged:
        m_counters.modelChanged += count;
        break;
    case DropReason::StaleOnArrival:
        m_counters.stale += count;
        break;
    }
}

ClientCounters Mailbox::counters() const
{
    const std::lock_guard lock(m_mutex);
    return m_counters;
}

} // namespace deltapad
