// SPDX-License-Identifier: MIT
#pragma once
// RunningWindow: medians over the last updates. Threading: one thread. Cost: figures() is O(window).
#include "engine/live/engine_client.h"

#include <vector>

namespace deltapad {

class RunningWindow
{
public:
    /// Updates that the medians look at; memory stays bounded and the figures follow what the user does now.
    static constexpr std::size_t kSize = 512;

    void add(const UpdateReport &report);
    /// Medians are the lower ones of an even number; p95 is the smallest value that at least 95 % do not
    /// exceed. An update that computed nothing has no ratio.
    RunningFigures figures() const;

private:
    struct Entry
    {
        double milliseconds = 0;
        double denseRatio = 0; ///< 0: none
        double prefixRatio = 0;
    };
    std::vector<Entry> m_entries; ///< a ring once it is full
    std::int64_t m_updates = 0;
};

} // namespace deltapad
