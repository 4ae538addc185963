// SPDX-License-Identifier: MIT
#include "app/cli/player.h"

#include "app/cli/blank_words.h"
#include "app/cli/statistics.h"
#include "app/cli/timed_edit.h"
#include "engine/recording/diff.h"
#include "engine/recording/input.h"
#include "engine/token/token_document.h"

#include <algorithm>

namespace deltapad::cli {
namespace {

constexpr std::int32_t kCandidates = 5;
constexpr std::int32_t kCandidateWords = 3;

} // namespace

Player::Player(std::shared_ptr<const Model> model, const ReplayOptions &options, const std::string &path,
               Progress &progress)
    : m_options(options), m_name(inputName(path)), m_path(path), m_progress(progress), m_model(model),
      m_session(std::move(model), {.threads = options.threads, .maxTokens = options.maxTokens})
{
}

Status Player::play()
{
    const Result<std::string> text = readInput(m_path);
    if (!text)
        return text.error();
    const Result<RecordingKind> kind = recordingKind(text.value(), m_name);
    if (!kind)
        return kind.error();
    return kind.value() == RecordingKind::EditTrace ? playTrace(text.value()) : playHistories(text.value());
}

Status Player::playTrace(const std::string &text)
{
    const Result<EditTrace> trace = parseEditTrace(text, m_name);
    if (!trace)
        return trace.error();
    const auto count = std::ssize(trace.value().edits);
    m_progress.expect(m_options.limit > 0 ? std::min<std::int64_t>(m_options.limit, count) : count);
    if (Status status = open(trace.value().start); !status)
        return status;
    for (const TraceEdit &edit : trace.value().edits) {
        if (limitReached())
            break;
        const TextBuffer &buffer = m_session.tokens().text();
        const Utf16Offset begin = buffer.toUtf16(edit.at);
        const std::int64_t removed = buffer.toUtf16(edit.at + edit.removed) - begin;
        const TextSplice splice{begin, removed, edit.inserted};
        if (Status status = playEdit({&splice, 1}); !status)
            return status;
        m_progress.step();
    }
    return finishDocument();
}

Status Player::playHistories(const std::string &text)
{
    const std::vector<std::string_view> lines = splitLines(text);
    for (std::size_t i = 0; i < lines.size() && !limitReached(); ++i) {
        const Result<RevisionHistory> history = parseRevisionLine(lines[i], m_name, i);
        if (!history)
            return history.error();
        if (!isWanted(history.value().revisions.front()))
            continue;
        if (Status status = playHistory(history.value()); !status)
            return status;
    }
    return Done{};
}

bool Player::isWanted(const std::u16string &text) const
{
    const std::int64_t words = countWords(text);
    if (words < m_options.minWords || (m_options.maxWords && words > *m_options.maxWords))
        return false;
    if (m_options.minTokens == 0 && !m_options.maxTokensOfDocument)
        return true;
    const std::int64_t tokens = std::ssize(m_model->tokenizer->encode(text));
    return tokens >= m_options.minTokens &&
           (!m_options.maxTokensOfDocument || tokens <= *m_options.maxTokensOfDocument);
}

Status Player::playHistory(const RevisionHistory &history)
{
    if (Status status = open(history.revisions.front()); !status)
        return status;
    const std::int64_t limit =
        m_options.limitOfDocument > 0 ? m_options.limitOfDocument : std::numeric_limits<std::int64_t>::max();
    m_progress.expect(std::ssize(history.revisions) - 1);
    for (std::size_t i = 1; i < history.revisions.size() && !limitReached(); ++i) {
        const std::vector<TextSplice> splices = diffTexts(history.revisions[i - 1], history.revisions[i]);
        if (m_options.steps == RevisionSteps::Atomic) {
            for (const TextSplice &splice : splices)
                if (!limitReached() && m_editsOfDocument < limit)
                    if (Status status = playEdit({&splice, 1}); !status)
                        return status;
        } else if (!splices.empty() && m_editsOfDocument < limit) {
            if (Status status = playEdit(splices); !status)
                return status;
        }
        m_progress.step();
        if (m_editsOfDocument >= limit)
            break;
    }
    return finishDocument();
}

Status Player::open(const std::u16string &text)
{
    m_editsOfDocument = 0;
    m_verifiedLast = false;
    const Result<UpdateReport> opened = m_session.open(text, Utf16Offset(0));
    return opened ? Status(Done{}) : Status(opened.error());
}

Status Player::playEdit(std::span<const TextSplice> splices)
{
    const TextSplice &last = splices.back();
    const Utf16Offset caret = last.begin + std::ssize(last.inserted);
    EditFacts facts = describeEdit(splices, m_session.tokens().text().length().value);
    const Result<TimedEdit> edit = timeEdit(m_session, splices);
    if (!edit)
        return Error{edit.error().code, m_name + ": edit " + std::to_string(m_figures.edits() + 1) + ": " +
                                            edit.error().message};
    const UpdateReport &report = edit.value().report;
    facts.milliseconds = edit.value().milliseconds;
    ++m_editsOfDocument;

    const std::int64_t number = m_figures.edits() + 1;
    if (m_options.denseEvery > 0 && number % m_options.denseEvery == 0)
        if (Status status = timeReferences(caret, report, facts); !status)
            return status;
    m_figures.addEdit(report, facts);
    m_verifiedLast = m_options.verifyEvery > 0 && number % m_options.verifyEvery == 0;
    if (m_verifiedLast)
        verify();
    return Done{};
}

Status Player::timeReferences(Utf16Offset caret, const UpdateReport &report, EditFacts &facts)
{
    facts.denseMilliseconds = m_session.denseMilliseconds();
    const Result<double> prefix = m_session.prefixMilliseconds(report.firstChangedRow);
    if (!prefix)
        return prefix.error();
    facts.prefixMilliseconds = prefix.value();
    const Stopwatch completion;
    const Result<std::vector<Suggestion>> suggestions =
        m_session.complete(caret, kCandidates, kCandidateWords);
    if (!suggestions)
        return suggestions.error();
    m_figures.addCompletion(completion.milliseconds());
    return Done{};
}

Status Player::finishDocument()
{
    if (m_options.verifyEvery > 0 && !m_verifiedLast && m_editsOfDocument > 0)
        verify();
    m_figures.addDocument(m_session.tokens().size());
    return Done{};
}

void Player::verify()
{
    const std::optional<Mismatch> mismatch = m_session.verify();
    m_figures.addVerification(!mismatch.has_value());
    if (mismatch)
        m_differences +=
            format("%s: after edit %lld: %s differ in layer %d, row %lld, head %d\n", m_name.c_str(),
                   static_cast<long long>(m_figures.edits()), mismatch->what.c_str(), mismatch->layer,
                   static_cast<long long>(mismatch->row), mismatch->head);
}

} // namespace deltapad::cli
