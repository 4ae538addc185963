// SPDX-License-Identifier: MIT
#pragma once
// Collects a client's snapshots and waits for the one a test is after.
#include "engine/live/engine_client.h"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace deltapad::test {

class SnapshotReceiver
{
public:
    using Pointer = std::shared_ptr<const Snapshot>;

    EngineClient::Listener listener()
    {
        return [this](Pointer snapshot) {
            {
                const std::lock_guard lock(m_mutex);
                m_all.push_back(std::move(snapshot));
            }
            m_changed.notify_all();
        };
    }

    /// The first snapshot not yet looked at that fits; empty after half a minute, so that a failing test
    /// ends.
    Pointer waitFor(const std::function<bool(const Snapshot &)> &fits)
    {
        std::unique_lock lock(m_mutex);
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
        for (;;) {
            for (; m_seen < m_all.size(); ++m_seen) {
                if (fits(*m_all[m_seen]))
                    return m_all[m_seen++];
            }
            if (m_changed.wait_until(lock, deadline) == std::cv_status::timeout)
                return nullptr;
        }
    }
    /// Leaves out state Loading, which comes or not, depending on which is first: the document or the model.
    Pointer waitForRevision(DocumentId document, Revision revision)
    {
        return waitFor([&](const Snapshot &snapshot) {
            return snapshot.document == document && snapshot.revision == revision &&
                   snapshot.state != ClientState::Loading;
        });
    }
    Pointer waitForSuggestions(DocumentId document, Revision revision)
    {
        return waitFor([&](const Snapshot &snapshot) {
            return snapshot.document == document && snapshot.revision == revision &&
                   snapshot.suggestionsReady;
        });
    }
    std::vector<Pointer> all() const
    {
        const std::lock_guard lock(m_mutex);
        return m_all;
    }

private:
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<Pointer> m_all;
    std::size_t m_seen = 0;
};

} // namespace deltapad::test
