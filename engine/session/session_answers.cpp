// SPDX-License-Identifier: MIT
// What a session answers from the state that it keeps: classes, surprises, continuations.
#include "engine/session/alternatives.h"
#include "engine/session/class_scores.h"
#include "engine/session/completion.h"
#include "engine/session/session_state.h"
#include "engine/text/word_characters.h"

#include <algorithm>

namespace deltapad {
namespace {

std::size_t index(std::int64_t n)
{
    return static_cast<std::size_t>(n);
}

} // namespace

std::vector<ClassScores> DocumentSession::classes() const
{
    const ContextList &contexts = m_state->contexts;
    if (contexts.rows() == 0) // nothing known: an update was cancelled that cut the document anew
        return liveClasses();
    return classScores(*m_state->layout, contexts.sums(), contexts.rows());
}

std::vector<ClassScores> DocumentSession::liveClasses() const
{
    return classScores(*m_state->layout, m_state->engine().featureSums(), m_state->engine().rows());
}

namespace {

/// Surprises of the tokens [begin, end) whose first one is the row `row` of the engine.
void addSurprises(const TokenDocument &document, const IncrementalEngine &engine, std::int64_t begin,
                  std::int64_t end, std::int64_t row, std::vector<TokenSurprise> &all)
{
    const std::vector<Utf16Offset> starts = document.startsOf(TokenIndex(begin), TokenIndex(end));
    const Utf16Offset last = document.startOf(TokenIndex(end));
    all.reserve(all.size() + starts.size());
    for (std::size_t n = 0; n < starts.size(); ++n)
        all.push_back({starts[n], n + 1 < starts.size() ? starts[n + 1] : last,
                       static_cast<float>(engine.bits(row + static_cast<std::int64_t>(n)))});
}

} // namespace

std::vector<TokenSurprise> DocumentSession::surprises() const
{
    const State &state = *m_state;
    std::vector<TokenSurprise> all;
    addSurprises(state.document, state.engine(), state.live.begin, state.live.end, 1, all);
    return all;
}

std::vector<TokenSurprise> DocumentSession::visibleSurprises() const
{
    const State &state = *m_state;
    std::vector<TokenSurprise> all;
    for (const ContextPlace &place : state.visibleContexts()) {
        if (state.needsState(place))
            continue;
        // What the live context reads has its surprise from there.
        const std::int64_t begin =
            place.cut < state.live.begin ? place.cut : std::max(place.cut, state.live.end);
        const std::int64_t end =
            place.cut < state.live.begin ? std::min(place.end, state.live.begin) : place.end;
        if (begin < end)
            addSurprises(state.document, *state.store.find(place.id), begin, end, begin - place.begin + 1,
                         all);
    }
    return all;
}

double DocumentSession::totalBits() const
{
    double bits = 0;
    for (std::int64_t row = 1; row < m_state->engine().rows(); ++row)
        bits += m_state->engine().bits(row);
    return bits;
}

double DocumentSession::bitsPerByte() const
{
    std::int64_t bytes = 0;
    for (std::size_t row = 1; row < m_state->engine().tokens().size(); ++row)
        bytes += static_cast<std::int64_t>(
            m_state->model->tokenizer->bytes(m_state->engine().tokens()[row]).size());
    return bytes > 0 ? totalBits() / static_cast<double>(bytes) : 0.0;
}

void DocumentSession::setKnownWords(KnowsWord knows)
{
    m_state->knows = std::move(knows);
}

Result<std::vector<Suggestion>> DocumentSession::complete(Utf16Offset caret, std::int32_t count,
                                                          std::int32_t maxWords, const CancelToken &cancel)
{
    constexpr std::int64_t kFollowing = 64;
    State &state = *m_state;
    const Utf16Offset end = state.document.text().length();
    if (caret < state.document.startOf(TokenIndex(state.live.begin)) ||
        caret > state.document.startOf(TokenIndex(state.live.end)))
        return Error{ErrorCode::BadEdit,
                     "the caret at " + std::to_string(caret.value) + " is outside the live text"};
    const CompletionPlace place = completionPlace(state.document, TokenIndex(state.live.begin), caret);
    WordSurroundings around{wordBefore(state.document.text(), caret),
                            state.document.text().slice(caret, std::min(end, caret + kFollowing)),
                            {}};
    std::u16string live; // copied when a word is met that is not known
    if (state.knows)
        around.knows = [&](std::u16string_view word) {
            if (state.knows(word))
                return true;
            if (live.empty())
                live = state.liveText();
            return hasWholeWord(live, word);
        };
    std::vector<Suggestion> words = completeWords(state.engine(), place, around, {count, maxWords}, cancel);
    if (cancel.requested())
        return Error{ErrorCode::Cancelled, "completion cancelled"};
    return words;
}

std::vector<Suggestion> DocumentSession::nextTokens(Utf16Offset caret, std::int32_t count)
{
    State &state = *m_state;
    if (caret < state.document.startOf(TokenIndex(state.live.begin)) ||
        caret > state.document.startOf(TokenIndex(state.live.end)))
        return {};
    return completeTokens(state.engine(),
                          completionPlace(state.document, TokenIndex(state.live.begin), caret), count);
}

Result<std::vector<double>> DocumentSession::alternativeBits(const ReplacedPart &part,
                                                             std::span<const std::u16string> alternatives,
                                                             const CancelToken &cancel)
{
    const State &state = *m_state;
    const TokenIndex begin(state.live.begin);
    const TokenIndex end(state.live.end);
    if (part.begin < state.document.startOf(begin) || part.end > state.document.startOf(end) ||
        part.begin > part.end)
        return Error{ErrorCode::BadEdit,
                     "the part at " + std::to_string(part.begin.value) + " is outside the live text"};
    std::vector<double> bits =
        deltapad::alternativeBits(state.engine(), state.document, begin, end, part, alternatives, cancel);
    if (cancel.requested())
        return Error{ErrorCode::Cancelled, "alternatives cancelled"};
    return bits;
}

std::vector<ClassScores> DocumentSession::classesOf(Utf16Offset begin, Utf16Offset end) const
{
    const State &state = *m_state;
    const std::int64_t first = std::max(state.document.tokenAt(begin).value, state.live.begin);
    const std::int64_t last = std::min(end > begin ? state.document.tokenAt(end - 1).value + 1
                                                   : state.document.tokenAt(begin).value,
                                       state.live.end);
    if (first >= last)
        return {};
    std::vector<std::int64_t> sums(index(state.layout->features), 0);
    for (std::int64_t token = first; token < last; ++token) {
        const std::int64_t *features = state.engine().features(token - state.live.begin + 1);
        for (std::size_t k = 0; k < sums.size(); ++k)
            sums[k] += features[k];
    }
    return classScores(*state.layout, sums, last - first);
}

} // namespace deltapad
