// SPDX-License-Identifier: MIT
#include "app/cli/replay.h"

#include "engine/recording/diff.h"
#include "engine/recording/input.h"
#include "app/cli/progress.h"
#include "app/cli/replay_figures.h"
#include "engine/recording/trace.h"
#include "engine/session/document_session.h"
#include "engine/token/token_document.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <span>
#include <thread>

namespace deltapad::cli {
namespace {

constexpr std::int32_t kCandidates = 5;
constexpr std::int32_t kCandidateWords = 3;

class Stopwatch
{
public:
    double milliseconds() const
    {
        return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - m_start).count();
    }

private:
    std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
};

std::int64_t countWords(const std::u16string &text)
{
    std::int64_t words = 0;
    bool inside = false;
    for (const char16_t unit : text) {
        const bool space = unit == u' ' || unit == u'\n' || unit == u'\t' || unit == u'\r';
        words += !space && !inside ? 1 : 0;
        inside = !space;
    }
    return words;
}

/// Plays one recording; keeps the first error.
class Player
{
public:
    Player(std::shared_ptr<const Model> model, const ReplayOptions &options, const std::string &path,
           Progress &progress)
        : m_options(options), m_name(inputName(path)), m_path(path), m_progress(progress),
          m_session(std::move(model), {.threads = options.threads, .maxTokens = options.maxTokens})
    {
    }

    Status play()
    {
        const Result<std::string> text = readInput(m_path);
        if (!text)
            return text.error();
        const Result<RecordingKind> kind = recordingKind(text.value(), m_name);
        if (!kind)
            return kind.error();
        return kind.value() == RecordingKind::EditTrace ? playTrace(text.value())
                                                        : playHistories(text.value());
    }

    const ReplayFigures &figures() const { return m_figures; }
    const std::string &differences() const { return m_differences; }

private:
    bool limitReached() const { return m_options.limit > 0 && m_figures.edits() >= m_options.limit; }

    Status playTrace(const std::string &text)
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
        }
        return finishDocument();
    }

    Status playHistories(const std::string &text)
    {
        const std::vector<std::string_view> lines = splitLines(text);
        for (std::size_t i = 0; i < lines.size() && !limitReached(); ++i) {
            const Result<RevisionHistory> history = parseRevisionLine(lines[i], m_name, i);
            if (!history)
                return history.error();
            const std::int64_t words = countWords(history.value().revisions.front());
            if (words < m_options.minWords || (m_options.maxWords && words > *m_options.maxWords))
                continue;
            if (Status status = playHistory(history.value()); !status)
                return status;
        }
        return Done{};
    }

    Status playHistory(const RevisionHistory &history)
    {
        if (Status status = open(history.revisions.front()); !status)
            return status;
        m_progress.expect(std::ssize(history.revisions) - 1);
        for (std::size_t i = 1; i < history.revisions.size() && !limitReached(); ++i) {
            const std::vector<TextSplice> splices = diffTexts(history.revisions[i - 1], history.revisions[i]);
            if (m_options.steps == RevisionSteps::Atomic) {
                for (const TextSplice &splice : splices)
                    if (!limitReached())
                        if (Status status = playEdit({&splice, 1}); !status)
                            return status;
            } else if (!splices.empty()) {
                if (Status status = playEdit(splices); !status)
                    return status;
            }
            m_progress.step();
        }
        return finishDocument();
    }

    Status open(const std::u16string &text)
    {
        m_editsOfDocument = 0;
        m_verifiedLast = false;
        const Result<UpdateReport> opened = m_session.open(text, Utf16Offset(0));
        return opened ? Status(Done{}) : Status(opened.error());
    }

    Status playEdit(std::span<const TextSplice> splices)
    {
        const TextSplice &last = splices.back();
        const Utf16Offset caret = last.begin + std::ssize(last.inserted);
        const Stopwatch clock;
        const Result<UpdateReport> report =
            splices.size() == 1 ? m_session.apply(last) : m_session.applyAll(splices, {});
        if (!report)
            return Error{report.error().code, m_name + ": edit " + std::to_string(m_figures.edits() + 1) +
                                                  ": " + report.error().message};
        // The caret's place is live already: an edit moves the live context to itself.
        m_outputsRead += std::ssize(m_session.classes()) + std::ssize(m_session.surprises()) +
                         std::ssize(m_session.nextTokens(caret, kCandidates));
        const double milliseconds = clock.milliseconds();
        m_figures.addEdit(report.value(), milliseconds);
        ++m_editsOfDocument;

        const std::int64_t number = m_figures.edits();
        if (m_options.denseEvery > 0 && number % m_options.denseEvery == 0) {
            m_figures.addDense(m_session.denseMilliseconds(), milliseconds);
            const Stopwatch completion;
            const Result<std::vector<Suggestion>> suggestions =
                m_session.complete(caret, kCandidates, kCandidateWords);
            if (!suggestions)
                return suggestions.error();
            m_figures.addCompletion(completion.milliseconds());
        }
        m_verifiedLast = m_options.verifyEvery > 0 && number % m_options.verifyEvery == 0;
        if (m_verifiedLast)
            verify();
        if (m_options.steps == RevisionSteps::Whole)
            m_progress.step();
        return Done{};
    }

    Status finishDocument()
    {
        if (m_options.verifyEvery > 0 && !m_verifiedLast && m_editsOfDocument > 0)
            verify();
        m_figures.addDocument(m_session.tokens().size());
        return Done{};
    }

    void verify()
    {
        const std::optional<Mismatch> mismatch = m_session.verify();
        m_figures.addVerification(!mismatch.has_value());
        if (mismatch)
            m_differences +=
                format("%s: after edit %lld: %s differ in layer %d, row %lld, head %d\n", m_name.c_str(),
                       static_cast<long long>(m_figures.edits()), mismatch->what.c_str(), mismatch->layer,
                       static_cast<long long>(mismatch->row), mismatch->head);
    }

    const ReplayOptions &m_options;
    std::string m_name;
    std::string m_path;
    Progress &m_progress;
    DocumentSession m_session;
    ReplayFigures m_figures;
    std::string m_differences;
    std::int64_t m_editsOfDocument = 0;
    std::int64_t m_outputsRead = 0;
    bool m_verifiedLast = false;
};

struct Played
{
    Status status = Done{};
    ReplayFigures figures;
    std::string differences;
};

} // namespace

Result<Outcome> runReplay(const std::shared_ptr<const Model> &model, const ReplayOptions &options)
{
    Progress progress("replay", 0);
    std::vector<Played> played(options.paths.size());
    std::atomic<std::size_t> next = 0;
    std::atomic<bool> failed = false;
    const auto work = [&] {
        for (std::size_t i = next++; i < options.paths.size() && !failed; i = next++) {
            Player player(model, options, options.paths[i], progress);
            played[i].status = player.play();
            played[i].figures = player.figures();
            played[i].differences = player.differences();
            if (!played[i].status)
                failed = true;
        }
    };
    {
        std::vector<std::jthread> helpers;
        for (std::int32_t i = 1; i < options.jobs; ++i)
            helpers.emplace_back(work);
        work();
    }

    ReplayFigures all;
    Outcome outcome;
    Facts traces = Facts::array();
    for (std::size_t i = 0; i < played.size(); ++i) {
        if (!played[i].status)
            return played[i].status.error();
        const std::string name = inputName(options.paths[i]);
        Facts facts = {{"path", name}};
        facts.update(played[i].figures.toFacts());
        traces.push_back(std::move(facts));
        outcome.report += played[i].differences + name + ": " + played[i].figures.toLine() + "\n";
        all.merge(played[i].figures);
    }
    if (played.size() > 1)
        outcome.report += "all: " + all.toLine() + "\n";
    outcome.facts = {{"model", model->config.name},
                     {"sha256", model->sha256},
                     {"threads", options.threads},
                     {"jobs", options.jobs},
                     {"steps", options.steps == RevisionSteps::Atomic ? "atomic" : "whole"},
                     {"traces", std::move(traces)},
                     {"all", all.toFacts()}};
    if (all.mismatches() > 0)
        outcome.status = ExitStatus::CheckFailed;
    return outcome;
}

} // namespace deltapad::cli
