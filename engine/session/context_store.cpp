// SPDX-License-Identifier: MIT
#include "engine/session/context_store.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace deltapad {

namespace {

/// Rows appended at a time: enough to share a pass over the weights, few enough for a small stage.
constexpr std::int64_t kPieceRows = 256;

bool contains(std::span<const std::uint64_t> ids, std::uint64_t id)
{
    return std::find(ids.begin(), ids.end(), id) != ids.end();
}

} // namespace

std::int64_t ContextStore::stateBytes(const Layout &layout, std::int64_t capacity)
{
    constexpr std::int64_t kFloat = sizeof(float);
    constexpr std::int64_t kDouble = sizeof(double);
    constexpr std::int64_t kShort = sizeof(std::int16_t);
    const std::int64_t layer = layout.paddedWidth * kFloat +
                               (layout.queryPerRow + layout.keysPerRow) * kShort +
                               layout.votesPerRow * (kFloat + kDouble) + layout.heads * kShort;
    const std::int64_t outputs = layout.paddedWidth * kFloat + 2 * kDouble + layout.features * kDouble;
    return capacity * (static_cast<std::int64_t>(layout.layers.size()) * layer + outputs);
}

ContextStore::ContextStore(std::shared_ptr<const Layout> layout, std::int32_t threads, std::int64_t capacity,
                           std::int64_t bytes)
    : m_layout(std::move(layout)), m_threads(threads), m_capacity(capacity),
      m_limit(static_cast<std::size_t>(
          std::max<std::int64_t>(1, bytes / std::max<std::int64_t>(1, stateBytes(*m_layout, capacity)))))
{
}

const ContextStore::State *ContextStore::stateOf(std::uint64_t context) const
{
    const auto found = std::find_if(m_states.begin(), m_states.end(),
                                    [context](const State &state) { return state.context == context; });
    return found != m_states.end() ? &*found : nullptr;
}

const IncrementalEngine *ContextStore::find(std::uint64_t context) const
{
    const State *state = stateOf(context);
    return state ? state->engine.get() : nullptr;
}

IncrementalEngine *ContextStore::find(std::uint64_t context)
{
    auto *state = const_cast<State *>(stateOf(context));
    if (!state)
        return nullptr;
    state->used = ++m_clock;
    return state->engine.get();
}

IncrementalEngine &ContextStore::acquire(std::uint64_t context, std::span<const std::uint64_t> spared)
{
    assert(context != 0);
    if (IncrementalEngine *found = find(context))
        return *found;
    State *taken = const_cast<State *>(stateOf(0));
    if (!taken && m_states.size() < m_limit) {
        m_states.push_back({0, 0, std::make_unique<IncrementalEngine>(m_layout, m_threads, m_capacity)});
        taken = &m_states.back();
    }
    if (!taken) {
        const auto later = [&](const State &a, const State &b) {
            const bool spareA = contains(spared, a.context);
            const bool spareB = contains(spared, b.context);
            return spareA != spareB ? spareB : a.used < b.used;
        };
        taken = &*std::min_element(m_states.begin(), m_states.end(), later);
        ++m_dropped;
    }
    taken->context = context;
    taken->used = ++m_clock;
    return *taken->engine;
}

std::unique_ptr<IncrementalEngine> ContextStore::exchange(std::uint64_t context,
                                                          std::unique_ptr<IncrementalEngine> other,
                                                          std::uint64_t otherContext)
{
    auto *state = const_cast<State *>(stateOf(context));
    assert(state);
    std::swap(state->engine, other);
    state->context = otherContext;
    state->used = ++m_clock;
    return other;
}

void ContextStore::forEach(const std::function<void(std::uint64_t, const IncrementalEngine &)> &visit) const
{
    for (const State &state : m_states)
        if (state.context != 0)
            visit(state.context, *state.engine);
}

void ContextStore::release()
{
    for (State &state : m_states)
        state.context = 0;
}

bool holdsTokens(const IncrementalEngine &engine, std::span<const TokenId> tokens)
{
    return engine.rows() == static_cast<std::int64_t>(tokens.size()) + 1 &&
           std::equal(tokens.begin(), tokens.end(), engine.tokens().begin() + 1);
}

Status bringTo(IncrementalEngine &engine, std::span<const TokenId> tokens, const CancelToken &cancel,
               const RowEditReports &report)
{
    const auto edit = [&](std::int64_t begin, std::int64_t removed,
                          std::span<const TokenId> inserted) -> Status {
        const Result<UpdateReport> done = engine.apply(
            {RowIndex(begin), removed, std::vector<TokenId>(inserted.begin(), inserted.end())}, cancel);
        if (!done.ok())
            return done.error();
        if (report)
            report(done.value());
        return Done{};
    };
    const auto wanted = static_cast<std::int64_t>(tokens.size());
    const std::int64_t have = engine.rows() - 1;
    const std::int64_t shorter = std::min(wanted, have);
    const std::vector<TokenId> &rows = engine.tokens();
    const auto row = [&](std::int64_t n) { return rows[static_cast<std::size_t>(n + 1)]; };
    const auto token = [&](std::int64_t n) { return tokens[static_cast<std::size_t>(n)]; };
    std::int64_t head = 0;
    while (head < shorter && row(head) == token(head))
        ++head;
    std::int64_t tail = 0;
    while (tail < shorter - head && row(have - 1 - tail) == token(wanted - 1 - tail))
        ++tail;
    if (head == wanted && head == have)
        return Done{};
    if (wanted - head - tail <= kPieceRows)
        return edit(
            1 + head, have - head - tail,
            tokens.subspan(static_cast<std::size_t>(head), static_cast<std::size_t>(wanted - head - tail)));
    if (head < have)
        if (Status gone = edit(1 + head, have - head, {}); !gone.ok())
            return gone;
    for (std::int64_t at = head; at < wanted;) {
        const std::int64_t count = std::min(kPieceRows, wanted - at);
        if (Status more = edit(1 + at, 0,
                               tokens.subspan(static_cast<std::size_t>(at), static_cast<std::size_t>(count)));
            !more.ok())
            return more;
        at += count;
    }
    return Done{};
}

} // namespace deltapad
