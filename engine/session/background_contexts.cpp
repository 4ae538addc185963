// SPDX-License-Identifier: MIT
// Contexts that are not live: what is known of them, and what is computed next.
#include "engine/session/session_state.h"

#include <algorithm>

namespace deltapad {

/// The sums of the rows that a context owns: all but the lead, and row 0 if it is the document's first.
void DocumentSession::State::publishSums(const ContextPlace &place, const IncrementalEngine &engine)
{
    if (contexts.isCurrent(place.index))
        return;
    if (place.cut == 0)
        return contexts.setSums(place.index, engine.featureSums(), engine.rows());
    std::vector<std::int64_t> sums = engine.featureSums();
    for (std::int64_t row = 0; row <= place.cut - place.begin; ++row) {
        const std::int64_t *features = engine.features(row);
        for (std::size_t f = 0; f < sums.size(); ++f)
            sums[f] -= features[f];
    }
    contexts.setSums(place.index, sums, place.end - place.cut);
}

/// Contexts that own something of the visible text, but the live one, in the text's order.
std::vector<ContextPlace> DocumentSession::State::visibleContexts() const
{
    constexpr std::size_t kMost = 8; // a window shows a few pages
    std::vector<ContextPlace> visible;
    if (fits() || visibleEnd <= visibleBegin)
        return visible;
    const std::int64_t last = document.tokenAt(visibleEnd).value;
    ContextPlace place = contexts.owning(document.tokenAt(visibleBegin).value);
    for (;;) {
        if (place.id != liveId)
            visible.push_back(place);
        if (place.end > last || place.index + 1 >= contexts.size() || visible.size() >= kMost)
            return visible;
        place = contexts.at(place.index + 1);
    }
}

bool DocumentSession::State::needsState(const ContextPlace &place) const
{
    const IncrementalEngine *engine = store.find(place.id);
    return !engine || !holdsTokens(*engine, tokensOf(place));
}

/// The visible contexts whose rows are kept; one state stays for the others as long as those have work.
std::vector<ContextPlace> DocumentSession::State::kept(const std::vector<ContextPlace> &visible) const
{
    const std::size_t most = store.limit() - (contexts.allCurrent() ? 0 : 1);
    return {visible.begin(), visible.begin() + static_cast<std::ptrdiff_t>(std::min(most, visible.size()))};
}

std::optional<ContextPlace> DocumentSession::State::nextToCompute() const
{
    if (!fits() && liveId == 0)
        return contexts.owning(lastFocus);
    const std::vector<ContextPlace> visible = visibleContexts();
    for (const ContextPlace &place : kept(visible))
        if (!contexts.isCurrent(place.index) || needsState(place))
            return place;
    for (const ContextPlace &place : visible)
        if (!contexts.isCurrent(place.index))
            return place;
    if (contexts.allCurrent())
        return std::nullopt;
    const std::size_t centre = contexts.owning(live.begin < live.end ? live.end - 1 : live.begin).index;
    const std::size_t count = contexts.size();
    for (std::size_t distance = 0; distance < count; ++distance) {
        // Behind the caret first: that is where readers and writers go.
        for (const std::size_t index : {centre + distance, centre - distance}) {
            if (index >= count || contexts.isCurrent(index)) // wraps around below 0
                continue;
            const ContextPlace place = contexts.at(index);
            if (place.id != liveId)
                return place;
        }
    }
    return std::nullopt;
}

void DocumentSession::show(Utf16Offset begin, Utf16Offset end)
{
    State &state = *m_state;
    const Utf16Offset last = state.document.text().length();
    state.visibleBegin = std::clamp(begin, Utf16Offset(0), last);
    state.visibleEnd = std::clamp(end, state.visibleBegin, last);
}

Result<Coverage> DocumentSession::advanceBackground(const CancelToken &cancel)
{
    State &state = *m_state;
    if (const std::optional<ContextPlace> place = state.nextToCompute()) {
        std::vector<std::uint64_t> spared;
        for (const ContextPlace &visible : state.kept(state.visibleContexts()))
            spared.push_back(visible.id);
        IncrementalEngine &engine = state.store.acquire(place->id, spared);
        const Status done =
            bringTo(engine, state.tokensOf(*place), cancel, [&state](const UpdateReport &edit) {
                state.work.backgroundRows += edit.rowsInserted;
                state.work.backgroundRowsChanged += edit.outputsRefreshed;
            });
        if (!done.ok())
            return done.error();
        ++state.work.contextsComputed;
        state.publishSums(*place, engine);
        if (state.liveId == 0)
            state.makeLive(*place);
    }
    Coverage now = coverage();
    now.workLeft = state.nextToCompute().has_value();
    return now;
}

Coverage DocumentSession::coverage() const
{
    const State &state = *m_state;
    Coverage now{state.contexts.covered(), state.contexts.tokens(), false};
    if (state.fits())
        return now;
    const std::vector<ContextPlace> visible = state.kept(state.visibleContexts());
    now.workLeft = !state.contexts.allCurrent() || state.liveId == 0 ||
                   std::any_of(visible.begin(), visible.end(),
                               [&state](const ContextPlace &place) { return state.needsState(place); });
    return now;
}

SessionWork DocumentSession::work() const
{
    const State &state = *m_state;
    SessionWork work = state.work;
    work.contextsOutdated = state.contexts.work().contextsOutdated;
    work.cutsChanged = state.contexts.work().cutsChanged;
    work.cutTokensRead = state.contexts.work().tokensRead;
    work.statesDropped = state.store.dropped();
    return work;
}

std::vector<ContextView> DocumentSession::contexts() const
{
    const State &state = *m_state;
    std::vector<ContextView> all;
    for (std::size_t n = 0; n < state.contexts.size(); ++n) {
        const ContextPlace place = state.contexts.at(n);
        const std::span<const std::int64_t> sums = state.contexts.sumsOf(n);
        all.push_back({TokenIndex(place.begin),
                       TokenIndex(place.cut),
                       TokenIndex(place.end),
                       state.contexts.isCurrent(n),
                       place.id == state.liveId  ? ContextState::Live
                       : state.needsState(place) ? ContextState::Dropped
                                                 : ContextState::Held,
                       state.contexts.rowsOf(n),
                       {sums.begin(), sums.end()}});
    }
    return all;
}

} // namespace deltapad
