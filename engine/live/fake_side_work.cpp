// SPDX-License-Identifier: MIT
#include "engine/live/fake_side_work.h"

#include "engine/live/fake_client.h"

namespace deltapad {

void FakeSideWork::answerNext()
{
    if (m_questions.empty())
        return;
    const Question question = std::move(m_questions.front());
    m_questions.erase(m_questions.begin());
    const Snapshot echo = FakeClient::echo(0, 0, question.text, question.caret, {question.suggestions, 3});
    Answer answer;
    answer.number = question.number;
    answer.classes = echo.classes;
    answer.suggestions = echo.suggestions;
    answer.milliseconds = echo.report.milliseconds;
    find(std::move(answer));
}

} // namespace deltapad
