// SPDX-License-Identifier: MIT
#pragma once
// SideWorker: the thread behind LiveClient's SideWork. It has copies, never documents.
//
// The live worker asks raceIsDue() after each update and hands over copies; this thread computes them one at
// a time, checks first, then races, then questions. Of races only one waits: while it does, none is due. One
// that live updates disturbed is repeated a few times before it is given out.
// Threading: every member from any thread; the listener is called on the side thread, without a lock.
// Ownership: shares the model; frees everything that belongs to it when it is told of another. Cost: idle,
// one sleeping thread.
#include "engine/live/backend.h"
#include "engine/live/side_work.h"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

namespace deltapad {

class SideWorker
{
public:
    SideWorker();
    /// Waits for the job under way.
    ~SideWorker();
    SideWorker(const SideWorker &) = delete;
    SideWorker &operator=(const SideWorker &) = delete;

    void setListener(SideWork::Listener listener);
    void setRace(std::int32_t every);
    void ask(Question question);
    void endQuestions();

    // By the live worker.
    void setModel(std::shared_ptr<LiveModel> model);
    /// A live update or completion begins: a race under way is disturbed.
    void noteLiveWork() { m_liveWork.fetch_add(1, std::memory_order_relaxed); }
    /// Counts one update with edits; true if it is to be raced.
    bool raceIsDue();
    /// A race waits or is under way.
    bool isRacing();
    /// Called on the side thread, without a lock, when a race is over; set it before the first race.
    void setRaceEnded(std::function<void()> ended);
    void race(std::unique_ptr<FrozenDocument> frozen);
    void check(std::unique_ptr<FrozenDocument> frozen);

private:
    struct Work
    {
        std::shared_ptr<LiveModel> model;
        std::unique_ptr<FrozenDocument> check;
        std::unique_ptr<FrozenDocument> race;
        std::optional<Question> question;
        bool endQuestions = false;
        bool modelChanged = false;
        bool stop = false;
    };

    void run();
    Work take();
    Finding compute(Work &work);
    void publish(Finding finding);
    /// Something waits that a race should not keep waiting.
    bool isDisplaced();

    std::mutex m_mutex;
    std::condition_variable m_changed;
    SideWork::Listener m_listener;
    std::shared_ptr<LiveModel> m_model;
    std::deque<std::unique_ptr<FrozenDocument>> m_checks;
    std::unique_ptr<FrozenDocument> m_race;
    std::deque<Question> m_questions;
    bool m_modelChanged = false;
    bool m_endQuestions = false;
    bool m_stop = false;
    bool m_racing = false; ///< one waits or is under way
    std::function<void()> m_raceEnded;
    std::int32_t m_every = 0;
    std::int32_t m_sinceRace = 0;
    std::atomic<std::int64_t> m_liveWork{0};
    std::unique_ptr<SideModel> m_side; ///< of the side thread only
    std::jthread m_thread;             ///< last: it uses all of the above
};

} // namespace deltapad
