// SPDX-License-Identifier: MIT
#pragma once
// CancelToken: tells a running update to stop. Checked per layer and per block of rows, never inside a row.
// Threading: request() from any thread. Ownership: copies share one state; an empty token never cancels.
#include <atomic>
#include <cstdint>
#include <limits>
#include <memory>

namespace deltapad
{

class CancelToken
{
public:
    CancelToken() = default;
    static CancelToken create() { return afterChecks(std::numeric_limits<std::int64_t>::max()); }
    /// Cancels by itself at the n-th check (0: at the first), so that a test can stop an update at every point.
    static CancelToken afterChecks(std::int64_t checks)
    {
        CancelToken token;
        token.m_checksLeft = std::make_shared<std::atomic<std::int64_t>>(checks);
        return token;
    }

    void request() const
    {
        if (m_checksLeft)
            m_checksLeft->store(0, std::memory_order_relaxed);
    }
    /// One check. Once true it stays true.
    bool requested() const
    {
        if (!m_checksLeft)
            return false;
        if (m_checksLeft->load(std::memory_order_relaxed) <= 0)
            return true;
        m_checksLeft->fetch_sub(1, std::memory_order_relaxed);
        return false;
    }

private:
    std::shared_ptr<std::atomic<std::int64_t>> m_checksLeft;
};

} // namespace deltapad
