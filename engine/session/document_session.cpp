// SPDX-License-Identifier: MIT
#include "engine/session/document_session.h"

#include "engine/session/session_state.h"

#include <algorithm>

namespace deltapad {
namespace {

using Clock = std::chrono::steady_clock;

double millisecondsSince(Clock::time_point start)
{
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

} // namespace

void DocumentSession::State::finishReport(UpdateReport &report, Clock::time_point started) const
{
    report.layers.resize(layout->layers.size());
    report.rows = rows->rows();
    report.dense = countForward(*layout, rows->segments(), rows->rows(), 0);
    report.prefix =
        countForward(*layout, rows->segments(), rows->rows(), std::min(report.firstChangedRow, rows->rows()));
    // Next-token candidates at the caret: one row's vocabulary scores, which the dense pass has anyway.
    const std::int64_t candidates = UnitCosts(*layout).vocabularyRow;
    report.incremental.output += candidates;
    report.prefix.output += candidates;
    report.milliseconds = millisecondsSince(started);
}

DocumentSession::DocumentSession(std::shared_ptr<const Model> model, SessionOptions options)
    : m_state(std::make_unique<State>(std::move(model), options))
{
}

DocumentSession::~DocumentSession() = default;

const Model &DocumentSession::model() const
{
    return *m_state->model;
}

Result<UpdateReport> DocumentSession::open(std::u16string_view text, Utf16Offset caret,
                                           const CancelToken &cancel)
{
    const auto started = Clock::now();
    State &state = *m_state;
    UpdateReport report;
    const auto place = [&state] {
        state.contexts.reset(state.document);
        state.store.release();
        state.live = {};
        state.liveId = 0;
        state.visibleBegin = state.visibleEnd = Utf16Offset(0);
    };
    state.document.reset(text);
    place();
    const std::int64_t focus = state.document.tokenAt(caret).value;
    state.lastFocus = focus;
    if (const Status done = state.settle(focus, cancel, report); !done.ok()) {
        state.document.reset(u"");
        place();
        const Status emptied = state.settle(0, {}, report);
        return emptied.ok() ? done.error() : emptied.error();
    }
    state.finishReport(report, started);
    return report;
}

Result<UpdateReport> DocumentSession::apply(const TextSplice &splice, const CancelToken &cancel)
{
    return applyAll(std::span(&splice, 1), cancel);
}

Result<UpdateReport> DocumentSession::applyAll(std::span<const TextSplice> splices, const CancelToken &cancel)
{
    const auto started = Clock::now();
    State &state = *m_state;
    UpdateReport report;
    // Few splices are computed one by one, each touching its surroundings only; many are one edit from the
    // first to the last change, since rows between them would be computed again and again.
    constexpr std::size_t kOneByOne = 12;
    const bool oneByOne = splices.size() <= kOneByOne;
    Status computed = Done{};
    for (std::size_t n = 0; n < splices.size(); ++n) {
        if (const Status applied = state.applySplice(splices[n]); !applied.ok())
            return applied.error();
        // Once cancelled, the other splices still reach the text; the next update computes them.
        if (!computed.ok() || (!oneByOne && n + 1 < splices.size()))
            continue;
        if (n + 1 == splices.size())
            state.keepScoresAt(splices[n].begin + std::ssize(splices[n].inserted));
        computed = state.catchUp(cancel, report);
    }
    if (splices.empty()) // computes what a cancelled update has left
        computed = state.catchUp(cancel, report);
    if (!computed.ok())
        return computed.error();
    if (const Status done = state.settle(state.lastFocus, cancel, report); !done.ok())
        return done.error();
    state.finishReport(report, started);
    return report;
}

Result<UpdateReport> DocumentSession::moveCaret(Utf16Offset caret, const CancelToken &cancel)
{
    const auto started = Clock::now();
    State &state = *m_state;
    UpdateReport report;
    report.firstChangedRow = state.engine().rows();
    const std::int64_t focus = state.document.tokenAt(caret).value;
    state.lastFocus = focus;
    // Edits that a cancelled update left pending are computed first.
    if (const Status done = state.catchUp(cancel, report); !done.ok())
        return done.error();
    if (const Status done = state.settle(focus, cancel, report); !done.ok())
        return done.error();
    state.finishReport(report, started);
    return report;
}

std::u16string DocumentSession::text() const
{
    return m_state->document.text().text();
}
const TokenDocument &DocumentSession::tokens() const
{
    return m_state->document;
}
TokenIndex DocumentSession::liveBegin() const
{
    return TokenIndex(m_state->live.begin);
}
TokenIndex DocumentSession::liveEnd() const
{
    return TokenIndex(m_state->live.end);
}

} // namespace deltapad
