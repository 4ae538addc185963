// SPDX-License-Identifier: MIT
#include "ui/remarks/remarks_controller.h"

#include "ui/editor/document_text.h"
#include "ui/editor/markdown_highlighter.h"
#include "ui/editor/text_edit.h"
#include "ui/window/document_controller.h"

#include <QTextBlock>

#include <algorithm>
#include <utility>

namespace deltapad {

namespace {

constexpr int kChunk = 4000;             ///< units read at a time, whole paragraphs
constexpr int kLongestParagraph = 10000; ///< a longer one is no prose
constexpr qint64 kContext = 120;

} // namespace

RemarksController::RemarksController(TextEdit *edit, DocumentController *document,
                                     const QString &profileFolder, const Delays &delays, QObject *parent)
    : QObject(parent), m_edit(edit), m_document(document), m_store(profileFolder)
{
    setObjectName(QStringLiteral("remarks"));
    m_store.loadUser(m_filter);
    m_timer.setSingleShot(true);
    m_timer.setInterval(delays.proofreading);
    connect(&m_timer, &QTimer::timeout, this, &RemarksController::readNext);
    connect(document, &DocumentController::edited, this, &RemarksController::absorb);
    connect(edit, &QPlainTextEdit::cursorPositionChanged, this, &RemarksController::caretMoved);
}

RemarksController::~RemarksController() = default;

void RemarksController::setService(std::unique_ptr<ProofService> service)
{
    m_service = std::move(service);
    m_pending.reset();
    m_broken = false;
    const Utf16Offset end(documentLength(*m_edit->document()));
    m_list.replace(RemarkSource::Reader, Utf16Offset(0), end, {});
    m_dirty.clear();
    if (m_service) {
        m_service->setListeners(
            [this](quint64 ticket, std::vector<Remark> remarks) { take(ticket, std::move(remarks)); },
            [this](const std::u16string &word, const std::vector<std::u16string> &replacements) {
                takeReplacements(word, replacements);
            },
            [this](const QString &problem) {
                m_broken = true;
                m_pending.reset();
                m_dirty.clear();
                Q_EMIT failed(problem);
            });
        if (m_document->isAttached())
            m_dirty.add(0, std::max(1, int(end.value)));
        m_timer.start();
    }
    refresh();
}

void RemarksController::setMarkdown(const MarkdownHighlighter *markdown)
{
    m_markdown = markdown;
    connect(markdown, &MarkdownHighlighter::reread, this, [this](int begin, int end) {
        if (m_list.spare(Utf16Offset(begin), Utf16Offset(end),
                         [this](const Remark &remark) { return isSpared(remark); }))
            refresh();
    });
}

bool RemarksController::isSpared(const Remark &remark) const
{
    return m_markdown && !m_markdown->isText(int(remark.begin.value), int(remark.end().value));
}

void RemarksController::documentChanged(const QString &path, TextKind kind)
{
    const bool another = m_document->document() != m_known;
    const bool anotherKind = std::exchange(m_kind, kind) != kind;
    if (another || !m_document->isAttached()) {
        m_known = m_document->document();
        m_path = path;
        m_list.clear();
        m_dirty.clear();
        m_pending.reset();
        m_caretAfterEdit = -1;
        m_store.loadDocument(path, m_filter);
        if (m_service && !m_broken && m_document->isAttached()) {
            m_dirty.add(0, std::max(1, int(documentLength(*m_edit->document()))));
            m_timer.start();
        }
        refresh();
    } else if (path != m_path) {
        m_path = path; // saved under a new name: what was set aside goes along
        keepDocument();
        refresh(); // the new name may be that of source code
    } else if (anotherKind) {
        refresh();
    }
}

void RemarksController::absorb(const TextSplice &splice)
{
    m_list.follow(splice);
    m_dirty.follow(splice);
    const int begin = int(splice.begin.value);
    const int oldEnd = begin + int(splice.removed);
    if (m_pending) {
        if (begin <= m_pending->end && oldEnd >= m_pending->begin) {
            m_pending->touched = true;
            m_pending->end += int(splice.inserted.size()) - int(splice.removed);
            m_pending->end = std::max(m_pending->end, begin + int(splice.inserted.size()));
            m_pending->begin = std::min(m_pending->begin, begin);
        } else if (oldEnd < m_pending->begin) {
            m_pending->begin += int(splice.inserted.size()) - int(splice.removed);
            m_pending->end += int(splice.inserted.size()) - int(splice.removed);
        }
    }
    // One letter typed or deleted: the word at the caret is not finished.
    const auto units = splice.inserted.size();
    const bool typed = units + std::size_t(splice.removed) == 1 ||
                       (units == 2 && splice.removed == 0 && QChar::isHighSurrogate(splice.inserted[0]));
    m_caretAfterEdit = typed ? begin + int(units) : -1;
    if (m_service && !m_broken)
        m_timer.start();
    refresh();
}

void RemarksController::caretMoved()
{
    if (m_caretAfterEdit < 0 || m_edit->textCursor().position() == m_caretAfterEdit)
        return;
    m_caretAfterEdit = -1;
    refresh();
}

void RemarksController::readNext()
{
    if (!m_service || m_broken || m_pending || m_dirty.isEmpty())
        return;
    const auto [top, bottom] = m_edit->visibleRange();
    const auto range = m_dirty.next(top, bottom);
    const QTextDocument &text = *m_edit->document();
    const int length = int(documentLength(text));
    // Paragraphs above the screen wait, even if they belong to the same part.
    const bool reachesScreen = top > range->first && top < range->second;
    QTextBlock block = text.findBlock(std::clamp(reachesScreen ? top : range->first, 0, length));
    const int begin = block.position();
    int end = begin;
    for (; block.isValid() && block.position() < range->second; block = block.next()) {
        if (end > begin && block.position() + block.length() - begin > kChunk)
            break;
        end = block.position() + block.length() - 1;
    }
    end = std::min(end, length);
    m_dirty.remove(begin, end + 1);
    const bool isProse = end - begin <= std::max(kChunk, kLongestParagraph);
    m_pending = Pending{++m_ticket, begin, end, false};
    if (isProse)
        m_service->check(m_ticket, documentSlice(text, begin, end));
    else
        take(m_ticket, {});
}

ListedRemark RemarksController::listed(Remark remark) const
{
    const QTextDocument &text = *m_edit->document();
    const qint64 begin = std::max<qint64>(0, remark.begin.value - kContext);
    const qint64 end = std::min(documentLength(text), remark.end().value + kContext);
    RemarkContext context =
        contextOf(documentSlice(text, begin, end), remark.begin.value - begin, remark.end().value - begin);
    const bool hidden = m_filter.hides(remark, context);
    const bool spared = isSpared(remark);
    return {std::move(remark), std::move(context), hidden, spared};
}

void RemarksController::take(quint64 ticket, std::vector<Remark> remarks)
{
    if (!m_pending || m_pending->ticket != ticket)
        return;
    const Pending done = *m_pending;
    m_pending.reset();
    if (done.touched) {
        m_dirty.add(done.begin, std::max(done.end, done.begin + 1));
        m_timer.start();
        return;
    }
    std::vector<ListedRemark> found;
    for (Remark &remark : remarks) {
        remark.begin += done.begin;
        found.push_back(listed(std::move(remark)));
    }
    m_list.replace(RemarkSource::Reader, Utf16Offset(done.begin), Utf16Offset(done.end), std::move(found));
    refresh();
    // The next part at once, but through the event loop: keys come first.
    if (!m_dirty.isEmpty())
        QMetaObject::invokeMethod(this, &RemarksController::readNext, Qt::QueuedConnection);
}

void RemarksController::feed(const Snapshot &snapshot)
{
    if (!snapshot.remarksReady)
        return;
    const qint64 length = documentLength(*m_edit->document());
    std::vector<ListedRemark> found;
    for (const Remark &remark : snapshot.remarks) {
        const bool inside = remark.begin.value >= 0 && remark.length > 0 && remark.end().value <= length;
        if (inside && sourceOf(remark.kind) == RemarkSource::Model)
            found.push_back(listed(remark));
    }
    m_list.replace(RemarkSource::Model, Utf16Offset(0), Utf16Offset(length), std::move(found));
    refresh();
}

bool RemarksController::passes(RemarkKind kind) const
{
    if (m_kind == TextKind::SourceCode)
        return false;
    switch (m_severity) {
    case Severity::Everything:
        return true;
    case Severity::Mistakes:
        return kind != RemarkKind::Unlikely;
    case Severity::SpellingOnly:
        break;
    }
    return sourceOf(kind) == RemarkSource::Reader;
}

void RemarksController::refresh()
{
    const int caret = m_edit->textCursor().position();
    std::vector<Remark> shown;
    for (const ListedRemark &listed : m_list.all()) {
        const Remark &remark = listed.remark;
        const bool typed =
            m_caretAfterEdit >= 0 && remark.begin.value <= caret && caret <= remark.end().value;
        if (!typed && passes(remark.kind) && !listed.hidden && !listed.spared)
            shown.push_back(remark);
    }
    if (shown == m_shown)
        return;
    m_shown = std::move(shown);
    std::vector<UnderlineRange> ranges;
    ranges.reserve(m_shown.size());
    for (const Remark &remark : m_shown)
        ranges.push_back({int(remark.begin.value), int(remark.end().value), remark.kind});
    m_edit->underlines().set(std::move(ranges));
    m_edit->viewport()->update();
    Q_EMIT changed();
}

void RemarksController::setSeverity(Severity severity)
{
    m_severity = severity;
    refresh();
}

void RemarksController::setNames(Names names)
{
    m_filter.setNames(names);
    m_list.refilter(m_filter);
    refresh();
}

std::optional<Remark> RemarksController::at(int position) const
{
    for (const Remark &remark : m_shown)
        if (remark.begin.value <= position && position <= remark.end().value)
            return remark;
    return std::nullopt;
}

void RemarksController::select(const Remark &remark)
{
    if (remark.end().value > documentLength(*m_edit->document()))
        return; // of a text that was here before
    QTextCursor cursor = m_edit->textCursor();
    cursor.setPosition(int(remark.begin.value));
    cursor.setPosition(int(remark.end().value), QTextCursor::KeepAnchor);
    m_edit->setTextCursor(cursor);
    m_edit->ensureCursorVisible();
    Q_EMIT told(tr("%1: %2. Alt+Enter offers fixes.").arg(remarkKindTitle(remark.kind), remarkTitle(remark)));
}

void RemarksController::walk(int step)
{
    if (m_shown.empty()) {
        Q_EMIT told(tr("No remarks."));
        return;
    }
    const QTextCursor cursor = m_edit->textCursor();
    if (step > 0) {
        const int from = cursor.hasSelection() ? cursor.selectionStart() + 1 : cursor.position();
        for (const Remark &remark : m_shown)
            if (remark.begin.value >= from)
                return select(remark);
        select(m_shown.front());
    } else {
        const int from = cursor.selectionStart();
        for (auto it = m_shown.rbegin(); it != m_shown.rend(); ++it)
            if (it->begin.value < from)
                return select(*it);
        select(m_shown.back());
    }
}

void RemarksController::walkTo(RemarkKind kind, const std::u16string &text)
{
    const int from = m_edit->textCursor().selectionEnd();
    const Remark *first = nullptr;
    for (const Remark &remark : m_shown) {
        if (remark.kind != kind || remark.text != text)
            continue;
        if (remark.begin.value >= from)
            return select(remark);
        if (!first)
            first = &remark;
    }
    if (first)
        select(*first);
}

void RemarksController::replace(const Remark &remark, const std::u16string &text)
{
    // The menu may be older than the text.
    const QTextDocument &document = *m_edit->document();
    if (m_edit->isReadOnly() || remark.end().value > documentLength(document) ||
        documentSlice(document, remark.begin.value, remark.end().value) != remark.text)
        return;
    m_edit->replaceRange(int(remark.begin.value), int(remark.end().value), QString::fromStdU16String(text),
                         LastAction::Replaced);
}

void RemarksController::ignore(const Remark &remark)
{
    m_filter.ignore(remark, listed(remark).context);
    keepDocument();
}

void RemarksController::ignoreInDocument(const Remark &remark)
{
    m_filter.ignoreEverywhere(remark.kind, remark.text);
    keepDocument();
}

void RemarksController::addWord(WordLayer layer, const std::u16string &word)
{
    m_filter.addWord(layer, word);
    if (layer == WordLayer::User)
        keep(m_store.saveUser(m_filter) ? Kept::Written : Kept::NotWritten);
    else
        keepDocument();
}

void RemarksController::keepDocument()
{
    keep(m_store.saveDocument(m_path, m_filter) ? Kept::Written : Kept::NotWritten);
}

void RemarksController::lookUp(const std::u16string &word)
{
    if (m_service && !m_broken)
        m_service->suggest(word);
}

void RemarksController::keep(Kept kept)
{
    if (kept == Kept::NotWritten)
        Q_EMIT told(tr("Kept for this session only: the profile folder cannot be written."));
    m_list.refilter(m_filter);
    refresh();
}

void RemarksController::takeReplacements(const std::u16string &word,
                                         const std::vector<std::u16string> &replacements)
{
    m_list.setReplacements(word, replacements);
    for (Remark &remark : m_shown)
        if (remark.kind == RemarkKind::Spelling && remark.text == word)
            remark.replacements = replacements;
    Q_EMIT replacementsFound(QString::fromStdU16String(word), replacements);
}

QString remarkKindTitle(RemarkKind kind)
{
    switch (kind) {
    case RemarkKind::Spelling:
        return RemarksController::tr("Spelling");
    case RemarkKind::RealWord:
        return RemarksController::tr("Another word?");
    case RemarkKind::Repeated:
        return RemarksController::tr("Twice");
    case RemarkKind::Unlikely:
        break;
    }
    return RemarksController::tr("Unexpected");
}

QString remarkTitle(const Remark &remark)
{
    const QString text = QString::fromStdU16String(remark.text).simplified();
    if (remark.kind == RemarkKind::Repeated)
        return QStringLiteral("%1 %1").arg(text);
    if (remark.replacements.empty())
        return text;
    return RemarksController::tr("%1 → %2").arg(text, QString::fromStdU16String(remark.replacements.front()));
}

} // namespace deltapad
