// SPDX-License-Identifier: MIT
#include "engine/live/session_side.h"

#include "engine/incremental/batch_forward.h"
#include "engine/proofread/english_dictionary.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <string>

namespace deltapad {

namespace {

using Clock = std::chrono::steady_clock;

double millisecondsSince(Clock::time_point start)
{
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

std::size_t index(std::int64_t n)
{
    return static_cast<std::size_t>(n);
}

/// Counts what is equal, and keeps the first difference as a line.
class Comparison
{
public:
    explicit Comparison(CheckResult &result) : m_result(result) {}

    void code(std::size_t layer, std::int64_t row, std::int64_t head, std::uint16_t live, std::uint16_t fresh)
    {
        ++m_result.codes;
        if (live == fresh)
            return;
        ++m_result.codesDifferent;
        differs("code " + std::to_string(live) + " instead of " + std::to_string(fresh) + " in layer " +
                std::to_string(layer + 1) + ", row " + std::to_string(row) + ", head " +
                std::to_string(head));
    }

    void output(const char *what, std::int64_t at, double live, double fresh)
    {
        ++m_result.outputs;
        if (live == fresh)
            return;
        ++m_result.outputsDifferent;
        m_result.largestDifference = std::max(m_result.largestDifference, std::abs(live - fresh));
        differs(std::string(what) + " " + std::to_string(at) + " differs by " + std::to_string(live - fresh));
    }

    void differs(std::string what)
    {
        if (m_result.firstDifference.empty())
            m_result.firstDifference = std::move(what);
    }

private:
    CheckResult &m_result;
};

class SessionSide : public SideModel
{
public:
    SessionSide(std::shared_ptr<const Model> model, SessionOptions options)
        : m_model(std::move(model)), m_layout(std::make_shared<const Layout>(m_model)), m_options(options),
          m_forward(m_layout, options.threads, PoolPriority::Low)
    {
    }

    void race(const FrozenDocument &frozen, RaceResult &result) override
    {
        // A first pass would pay for the memory that later ones find ready.
        if (m_state.tokens.size() < frozen.rows.tokens.size())
            m_forward.run(frozen.rows.tokens, m_state);
        const auto started = Clock::now();
        m_forward.run(frozen.rows.tokens, m_state);
        result.denseMilliseconds = millisecondsSince(started);
        result.dense = m_forward.operations();
    }

    void check(const FrozenDocument &frozen, CheckResult &result) override
    {
        const LiveRows &live = frozen.rows;
        Comparison comparison(result);
        result.rows = static_cast<std::int64_t>(live.tokens.size());
        // The tokens first: those of the whole text, cut where the live part is.
        const std::vector<TokenId> all = m_model->tokenizer->encode(frozen.text);
        const auto end = live.liveBegin + result.rows - 1;
        if (live.liveBegin < 0 || end > static_cast<std::int64_t>(all.size()) ||
            !std::equal(live.tokens.begin() + 1, live.tokens.end(), all.begin() + live.liveBegin)) {
            comparison.differs("tokens differ from those of the text");
            return;
        }
        const auto started = Clock::now();
        m_forward.run(live.tokens, live.labels, m_state);
        result.milliseconds = millisecondsSince(started);
        const std::int64_t heads = m_layout->heads;
        for (std::size_t l = 0; l < live.codes.size(); ++l)
            for (std::int64_t row = 0; row < result.rows; ++row)
                for (std::int64_t head = 0; head < heads; ++head)
                    comparison.code(l, row, head, live.codes[l][index(row * heads + head)],
                                    m_state.layers[l].codes[index(row * heads + head)]);
        for (std::int64_t row = 0; row < result.rows; ++row) {
            comparison.output("surprise of row", row, live.bits[index(row)], m_state.bits[index(row)]);
            comparison.output("vocabulary sum of row", row, live.logSums[index(row)],
                              m_state.logSum[index(row)]);
        }
        for (std::size_t f = 0; f < live.featureSums.size(); ++f)
            comparison.output("class feature", static_cast<std::int64_t>(f),
                              static_cast<double>(live.featureSums[f]),
                              static_cast<double>(m_state.featureSums[f]));
    }

    Answer answer(const Question &question) override
    {
        const auto started = Clock::now();
        Answer answer;
        answer.number = question.number;
        const Status computed = bringUpTo(question);
        if (!computed.ok()) {
            answer.problem = computed.error().message;
            return answer;
        }
        answer.classes = m_session->liveClasses(); // nobody computes the rest of a long text here
        if (question.suggestions > 0) {
            constexpr std::int32_t kWords = 3;
            Result<std::vector<Suggestion>> words =
                m_session->complete(question.caret, question.suggestions, kWords);
            if (words.ok())
                answer.suggestions = std::move(words).value();
        }
        answer.milliseconds = millisecondsSince(started);
        return answer;
    }

    void endQuestions() override
    {
        m_session.reset();
        m_text.clear();
        m_state = {};
    }

private:
    /// The session's text becomes the question's by the one splice that differs.
    Status bringUpTo(const Question &question)
    {
        if (!m_session) {
            // One thread: the others belong to the live updates.
            m_session = std::make_unique<DocumentSession>(
                m_model, SessionOptions{.threads = 1, .maxTokens = m_options.maxTokens});
            m_session->setKnownWords(wordsOf(std::make_shared<EnglishDictionary>()));
            m_text.clear();
        }
        const std::u16string &next = question.text;
        const auto [before, after] = std::mismatch(m_text.begin(), m_text.end(), next.begin(), next.end());
        const auto begin = before - m_text.begin();
        const auto [oldEnd, newEnd] = std::mismatch(m_text.rbegin(), std::make_reverse_iterator(before),
                                                    next.rbegin(), std::make_reverse_iterator(after));
        const TextSplice splice{Utf16Offset(begin), oldEnd.base() - before, {after, newEnd.base()}};
        m_text = next;
        Result<UpdateReport> updated =
            splice.removed == 0 && splice.inserted.empty() ? UpdateReport() : m_session->apply(splice);
        if (updated.ok())
            updated = m_session->moveCaret(question.caret);
        if (updated.ok())
            return Done{};
        m_session.reset();
        return updated.error();
    }

    std::shared_ptr<const Model> m_model;
    std::shared_ptr<const Layout> m_layout;
    SessionOptions m_options;
    BatchForward m_forward;
    ForwardState m_state;
    std::unique_ptr<DocumentSession> m_session; ///< made by the first question
    std::u16string m_text;                      ///< of m_session
};

} // namespace

std::unique_ptr<SideModel> makeSessionSideModel(std::shared_ptr<const Model> model, SessionOptions options)
{
    return std::make_unique<SessionSide>(std::move(model), options);
}

} // namespace deltapad
