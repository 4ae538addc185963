// SPDX-License-Identifier: MIT
#pragma once
// RowPool: runs blocks of independent rows on a oneTBB arena, each thread with its own Scratch.
// Results never depend on the split (invariants B and I3). With one thread, or few rows, everything runs
// inline. Threading: one caller at a time. Ownership: owns arena and scratches; the layout must outlive it.
#include "engine/incremental/row_math.h"

#include <oneapi/tbb/blocked_range.h>
#include <oneapi/tbb/enumerable_thread_specific.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/task_arena.h>

#include <algorithm>
#include <cstdint>

namespace deltapad {

enum class PoolPriority {
    Normal,
    Low ///< oneTBB's threads leave for a pool of normal priority as soon as that has work
};

class RowPool
{
public:
    /// threads = 0: all cores.
    RowPool(const Layout &layout, std::int32_t threads, PoolPriority priority = PoolPriority::Normal)
        : m_layout(layout), m_own(layout),
          m_arena(threads > 0 ? threads : oneapi::tbb::task_arena::automatic, 1,
                  priority == PoolPriority::Low ? oneapi::tbb::task_arena::priority::low
                                                : oneapi::tbb::task_arena::priority::normal),
          m_threads(m_arena.max_concurrency()), m_scratch([&layout] { return Scratch(layout); })
    {
    }

    /// Calls body(begin, end, scratch) for consecutive blocks of about equal size, at most `most` of `count`
    /// items each. Work is shared between threads only if each gets `grain` items or more: with fewer, waking
    /// a thread costs more than it saves.
    template <typename Body>
    void forBlocks(std::int64_t count, std::int64_t most, std::int64_t grain, const Body &body)
    {
        std::int64_t blocks = (count + most - 1) / most;
        const std::int64_t shares = std::min<std::int64_t>(m_threads, count / grain);
        if (shares > 1)
            blocks = std::max(blocks, shares);
        const auto begin = [&](std::int64_t b) { return b * count / blocks; };
        if (shares <= 1) {
            for (std::int64_t b = 0; b < blocks; ++b)
                body(begin(b), begin(b + 1), m_own);
            return;
        }
        m_arena.execute([&] {
            oneapi::tbb::parallel_for(std::int64_t(0), blocks, [&](std::int64_t b) {
                Scratch &scratch = m_scratch.local();
                body(begin(b), begin(b + 1), scratch);
            });
        });
    }

    /// The same for blocks that are each worth a thread.
    template <typename Body> void forBlocks(std::int64_t count, std::int64_t most, const Body &body)
    {
        forBlocks(count, most, most, body);
    }

    Scratch &own() { return m_own; }

private:
    const Layout &m_layout;
    Scratch m_own;
    oneapi::tbb::task_arena m_arena;
    std::int32_t m_threads;
    oneapi::tbb::enumerable_thread_specific<Scratch> m_scratch;
};

} // namespace deltapad
