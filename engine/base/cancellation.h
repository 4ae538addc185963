// SPDX-License-Identifier: MIT
#pragma once
// CancelToken: tells a running update to stop. Checked per layer and per block of rows, never inside a row.
// Threading: request() from any thread. Ownership: copies share one flag; an empty token never cancels.
#include <atomic>
#include <memory>

namespace deltapad
{

class CancelToken
{
public:
    CancelToken() = default;
    static CancelToken create()
    {
        CancelToken token;
        token.m_flag = std::make_shared<std::atomic<bool>>(false);
        return token;
    }

    void request() const
    {
        if (m_flag)
            m_flag->store(true, std::memory_order_relaxed);
    }
    bool requested() const { return m_flag && m_flag->load(std::memory_order_relaxed); }

private:
    std::shared_ptr<std::atomic<bool>> m_flag;
};

} // namespace deltapad
