// SPDX-License-Identifier: MIT
#pragma once
// ContextStore: the rows of contexts other than the live one, as many as fit a number of bytes.
//
// What is asked for last stays longest; a state that has to make room is dropped whole, and computed again
// when its context is asked for. A state says nothing of being up to date: whoever uses it compares its
// tokens with the context's (rows are a function of the tokens alone). Its context is computed in pieces,
// appended one after another, so that a cancelled computation goes on where it stopped and the stage stays
// small. Not for the live context, which the session holds itself and trades with take() and put().
// Threading: one caller at a time. Ownership: owns the engines. Cost: a state takes the whole capacity's
// bytes (stateBytes()), however few rows it has; at least one is held, whatever the number of bytes.
#include "engine/incremental/incremental_engine.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

namespace deltapad {

class ContextStore
{
public:
    ContextStore(std::shared_ptr<const Layout> layout, std::int32_t threads, std::int64_t capacity,
                 std::int64_t bytes);

    /// States held at most.
    std::size_t limit() const { return m_limit; }
    std::size_t held() const { return m_states.size(); }
    /// Bytes of one state of `capacity` rows.
    static std::int64_t stateBytes(const Layout &layout, std::int64_t capacity);

    /// The context's state, or null. It counts as used.
    IncrementalEngine *find(std::uint64_t context);
    const IncrementalEngine *find(std::uint64_t context) const;
    /// The context's state, else one that is free, new, or taken from the context that was used longest ago,
    /// `spared` ones last. Its rows may be any: see bringTo().
    IncrementalEngine &acquire(std::uint64_t context, std::span<const std::uint64_t> spared);
    /// Takes the state of `context` (which must be held) and leaves `other` in its place for `otherContext`.
    std::unique_ptr<IncrementalEngine>
    exchange(std::uint64_t context, std::unique_ptr<IncrementalEngine> other, std::uint64_t otherContext);
    /// Calls `visit(context, engine)` for every state that belongs to a context.
    void forEach(const std::function<void(std::uint64_t, const IncrementalEngine &)> &visit) const;
    /// Forgets which contexts the states belong to; they serve others.
    void release();

    std::int64_t dropped() const { return m_dropped; } ///< states that made room, so far

private:
    struct State
    {
        std::uint64_t context = 0; ///< 0: free
        std::uint64_t used = 0;
        std::unique_ptr<IncrementalEngine> engine;
    };
    const State *stateOf(std::uint64_t context) const;

    std::shared_ptr<const Layout> m_layout;
    std::int32_t m_threads;
    std::int64_t m_capacity;
    std::size_t m_limit;
    std::vector<State> m_states;
    std::uint64_t m_clock = 0;
    std::int64_t m_dropped = 0;
};

/// Told of each row edit that bringTo() makes.
using RowEditReports = std::function<void(const UpdateReport &)>;

/// Makes the rows those of `tokens` (at most capacity - 1): one edit if little differs, else what is wrong
/// goes and the rest is appended piece by piece. Cancelled: what was appended stays.
Status bringTo(IncrementalEngine &engine, std::span<const TokenId> tokens, const CancelToken &cancel,
               const RowEditReports &report);

/// Whether the rows are those of these tokens.
bool holdsTokens(const IncrementalEngine &engine, std::span<const TokenId> tokens);

} // namespace deltapad
