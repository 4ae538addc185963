// SPDX-License-Identifier: MIT
// A session beside computations from scratch: their times, and whether all is equal.
#include "engine/session/session_state.h"

#include <algorithm>

namespace deltapad {
namespace {

using Clock = std::chrono::steady_clock;

std::size_t index(std::int64_t n)
{
    return static_cast<std::size_t>(n);
}

double millisecondsSince(Clock::time_point start)
{
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

} // namespace

const std::vector<TokenId> &DocumentSession::rowTokens() const
{
    return m_state->engine().tokens();
}

LiveRows DocumentSession::copyRows() const
{
    const IncrementalEngine &engine = m_state->engine();
    LiveRows copy;
    copy.tokens = engine.tokens();
    copy.labels = engine.labels();
    copy.liveBegin = m_state->live.begin;
    const auto heads = static_cast<std::ptrdiff_t>(m_state->layout->heads);
    copy.codes.resize(m_state->layout->layers.size());
    for (std::size_t l = 0; l < copy.codes.size(); ++l) {
        copy.codes[l].reserve(index(engine.rows() * heads));
        for (std::int64_t row = 0; row < engine.rows(); ++row)
            copy.codes[l].insert(copy.codes[l].end(), engine.codes(l, row), engine.codes(l, row) + heads);
    }
    for (std::int64_t row = 0; row < engine.rows(); ++row) {
        copy.bits.push_back(engine.bits(row));
        copy.logSums.push_back(engine.logSum(row));
    }
    copy.featureSums = engine.featureSums();
    return copy;
}

double DocumentSession::denseMilliseconds()
{
    State &state = *m_state;
    if (!state.forward)
        state.forward = std::make_unique<BatchForward>(state.layout, state.threads);
    const auto started = Clock::now();
    state.forward->run(state.engine().tokens(), state.engine().labels(), state.forwardState);
    return millisecondsSince(started);
}

Result<double> DocumentSession::prefixMilliseconds(std::int64_t firstRow)
{
    IncrementalEngine &engine = m_state->engine();
    const std::int64_t first = std::clamp<std::int64_t>(firstRow, 1, engine.rows());
    std::vector<TokenId> tail(engine.tokens().begin() + first, engine.tokens().end());
    if (tail.empty())
        return 0.0;
    const Result<UpdateReport> taken = engine.apply({RowIndex(first), std::ssize(tail), {}});
    if (!taken.ok())
        return taken.error();
    const auto started = Clock::now();
    const Result<UpdateReport> again = engine.apply({RowIndex(first), 0, std::move(tail)});
    if (!again.ok())
        return again.error();
    return millisecondsSince(started);
}

std::optional<Mismatch> DocumentSession::State::verifyContexts()
{
    // The cuts: those of the present tokens, whatever was typed before (C1).
    if (contexts.cuts() != cutDocument(document, rules))
        return Mismatch{-1, 0, -1, "cuts"};
    CutReader reader(document, rules);
    std::vector<std::int64_t> sums(index(layout->features), 0);
    std::int64_t known = 0;
    std::int64_t covered = 0;
    for (std::size_t n = 0; n < contexts.size(); ++n) {
        const ContextPlace place = contexts.at(n);
        if (place.begin != (place.cut > 0 ? reader.leadBegin(place.cut) : 0))
            return Mismatch{-1, 0, -1, "leads"};
        const std::span<const std::int64_t> own = contexts.sumsOf(n);
        for (std::size_t f = 0; f < own.size(); ++f)
            sums[f] += own[f];
        known += contexts.rowsOf(n);
        covered += contexts.isCurrent(n) ? place.end - place.cut : 0;
        const IncrementalEngine *held = place.id == liveId ? rows.get() : store.find(place.id);
        if (!held || !holdsTokens(*held, tokensOf(place)))
            continue;
        forward->run(held->tokens(), held->labels(), forwardState);
        if (const std::optional<StateDifference> difference = held->compare(forwardState))
            return Mismatch{difference->layer, difference->row, difference->head,
                            "context " + std::to_string(n) + ": " + difference->what};
        if (!contexts.isCurrent(n))
            continue;
        std::vector<std::int64_t> expected(index(layout->features), 0);
        for (std::int64_t row = place.cut > 0 ? place.cut - place.begin + 1 : 0; row < held->rows(); ++row)
            for (std::size_t f = 0; f < expected.size(); ++f)
                expected[f] += forwardState.features[index(row * layout->features) + f];
        if (!std::equal(own.begin(), own.end(), expected.begin(), expected.end()))
            return Mismatch{-1, 0, -1, "context " + std::to_string(n) + ": class feature sums"};
    }
    if (!std::equal(sums.begin(), sums.end(), contexts.sums().begin(), contexts.sums().end()) ||
        known != contexts.rows() || covered != contexts.covered())
        return Mismatch{-1, 0, -1, "class feature sums of the document"};
    return std::nullopt;
}

std::optional<Mismatch> DocumentSession::verify()
{
    State &state = *m_state;
    // The tokens first: those of the whole text, cut where the live part is.
    const std::vector<TokenId> all = state.model->tokenizer->encode(state.document.text().text());
    if (static_cast<std::int64_t>(all.size()) != state.document.size() ||
        static_cast<std::int64_t>(state.engine().tokens().size()) != state.live.size() + 1 ||
        !std::equal(state.engine().tokens().begin() + 1, state.engine().tokens().end(),
                    all.begin() + state.live.begin))
        return Mismatch{-1, 0, -1, "tokens"};
    denseMilliseconds();
    if (const std::optional<StateDifference> difference = state.engine().compare(state.forwardState))
        return Mismatch{difference->layer, difference->row, difference->head, difference->what};
    return state.fits() ? std::nullopt : state.verifyContexts();
}

} // namespace deltapad
