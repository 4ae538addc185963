// SPDX-License-Identifier: MIT
#include "engine/live/side_worker.h"

#include <utility>

namespace deltapad {

namespace {

constexpr int kRepeats = 3;

bool isDisturbed(const Finding &finding)
{
    const auto *race = std::get_if<RaceResult>(&finding);
    return race && race->disturbed;
}

} // namespace

SideWorker::SideWorker() : m_thread([this] { run(); }) {}

SideWorker::~SideWorker()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stop = true;
    }
    m_changed.notify_one();
    m_thread.join();
}

void SideWorker::setListener(SideWork::Listener listener)
{
    const std::lock_guard lock(m_mutex);
    m_listener = std::move(listener);
}

void SideWorker::setRace(std::int32_t every)
{
    const std::lock_guard lock(m_mutex);
    m_every = every;
    m_sinceRace = 0;
}

void SideWorker::ask(Question question)
{
    {
        const std::lock_guard lock(m_mutex);
        m_questions.push_back(std::move(question));
    }
    m_changed.notify_one();
}

void SideWorker::endQuestions()
{
    {
        const std::lock_guard lock(m_mutex);
        m_questions.clear();
        m_endQuestions = true;
    }
    m_changed.notify_one();
}

void SideWorker::setModel(std::shared_ptr<LiveModel> model)
{
    {
        const std::lock_guard lock(m_mutex);
        m_model = std::move(model);
        m_modelChanged = true;
        m_checks.clear();
        m_race.reset();
        m_racing = false;
    }
    m_changed.notify_one();
}

bool SideWorker::raceIsDue()
{
    const std::lock_guard lock(m_mutex);
    if (m_every <= 0 || ++m_sinceRace < m_every || m_racing)
        return false;
    m_sinceRace = 0;
    return true;
}

bool SideWorker::isRacing()
{
    const std::lock_guard lock(m_mutex);
    return m_racing;
}

void SideWorker::setRaceEnded(std::function<void()> ended)
{
    const std::lock_guard lock(m_mutex);
    m_raceEnded = std::move(ended);
}

bool SideWorker::isDisplaced()
{
    const std::lock_guard lock(m_mutex);
    return m_stop || m_modelChanged || !m_checks.empty();
}

void SideWorker::race(std::unique_ptr<FrozenDocument> frozen)
{
    {
        const std::lock_guard lock(m_mutex);
        m_race = std::move(frozen);
        m_racing = true;
    }
    m_changed.notify_one();
}

void SideWorker::check(std::unique_ptr<FrozenDocument> frozen)
{
    {
        const std::lock_guard lock(m_mutex);
        m_checks.push_back(std::move(frozen));
    }
    m_changed.notify_one();
}

SideWorker::Work SideWorker::take()
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] {
        return m_stop || m_modelChanged || m_endQuestions || !m_checks.empty() || m_race ||
               !m_questions.empty();
    });
    Work work;
    work.stop = m_stop;
    work.model = m_model;
    work.endQuestions = std::exchange(m_endQuestions, false);
    work.modelChanged = std::exchange(m_modelChanged, false);
    if (!m_checks.empty()) {
        work.check = std::move(m_checks.front());
        m_checks.pop_front();
    } else if (m_race) {
        work.race = std::move(m_race);
    } else if (!m_questions.empty()) {
        work.question = std::move(m_questions.front());
        m_questions.pop_front();
    }
    return work;
}

void SideWorker::run()
{
    for (;;) {
        Work work = take();
        if (work.stop)
            return;
        if (work.modelChanged)
            m_side.reset(); // before the next one is made: two models' states would double the memory
        if (work.endQuestions && m_side)
            m_side->endQuestions();
        if (work.check || work.race || work.question) {
            Finding finding = compute(work);
            // Somebody who types disturbs a race; in the next pause it is repeated.
            for (int again = 0; again < kRepeats && isDisturbed(finding) && !isDisplaced(); ++again)
                finding = compute(work);
            publish(std::move(finding));
        }
        if (work.race) {
            std::function<void()> ended;
            {
                const std::lock_guard lock(m_mutex);
                m_racing = m_race != nullptr;
                if (!m_racing)
                    ended = m_raceEnded;
            }
            if (ended)
                ended();
        }
    }
}

Finding SideWorker::compute(Work &work)
{
    if (!m_side && work.model)
        m_side = work.model->makeSideModel();
    if (work.check) {
        CheckResult result;
        result.document = work.check->document;
        result.revision = work.check->revision;
        if (m_side)
            m_side->check(*work.check, result);
        else
            result.firstDifference = "no model to compare with";
        return result;
    }
    if (work.race) {
        RaceResult result;
        result.document = work.race->document;
        result.revision = work.race->revision;
        result.rows = work.race->report.rows;
        result.incremental = work.race->report.incremental;
        result.incrementalMilliseconds = work.race->report.milliseconds;
        const std::int64_t before = m_liveWork.load(std::memory_order_relaxed);
        if (m_side)
            m_side->race(*work.race, result);
        result.disturbed = m_liveWork.load(std::memory_order_relaxed) != before;
        return result;
    }
    if (m_side)
        return m_side->answer(*work.question);
    Answer answer;
    answer.number = work.question->number;
    answer.problem = "no model";
    return answer;
}

void SideWorker::publish(Finding finding)
{
    SideWork::Listener listener;
    {
        const std::lock_guard lock(m_mutex);
        listener = m_listener;
    }
    if (listener)
        listener(std::move(finding));
}

} // namespace deltapad
