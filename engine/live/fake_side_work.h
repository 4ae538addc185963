// SPDX-License-Identifier: MIT
#pragma once
// FakeSideWork: races, checks and questions without an engine. Posts are recorded; a test decides what is
// found, or takes what the text itself gives (FakeClient::echo). Threading: one thread; the listener is
// called inside find().
#include "engine/live/side_work.h"

#include <vector>

namespace deltapad {

class FakeSideWork : public SideWork
{
public:
    void setListener(Listener listener) override { m_listener = std::move(listener); }
    void setRace(std::int32_t every) override { m_race = every; }
    void check(DocumentId document) override { m_checks.push_back(document); }
    void ask(Question question) override { m_questions.push_back(std::move(question)); }
    void endQuestions() override
    {
        m_questions.clear();
        ++m_ends;
    }

    std::int32_t raceEvery() const { return m_race; }
    const std::vector<DocumentId> &checks() const { return m_checks; }
    const std::vector<Question> &questions() const { return m_questions; }
    int ends() const { return m_ends; }

    /// Hands a finding over, as the side thread would.
    void find(Finding finding)
    {
        if (m_listener)
            m_listener(std::move(finding));
    }
    /// Answers the oldest question with the classes that the fake client finds in its text.
    void answerNext();

private:
    Listener m_listener;
    std::int32_t m_race = 0;
    std::vector<DocumentId> m_checks;
    std::vector<Question> m_questions;
    int m_ends = 0;
};

} // namespace deltapad
