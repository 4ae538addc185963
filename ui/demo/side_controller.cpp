// SPDX-License-Identifier: MIT
#include "ui/demo/side_controller.h"

#include "ui/window/document_controller.h"

#include <algorithm>
#include <utility>

namespace deltapad {

SideController::SideController(SideWork *side, DocumentController *document, QObject *parent)
    : QObject(parent), m_side(side), m_document(document)
{
    setObjectName(QStringLiteral("sideController"));
    if (!m_side)
        return;
    m_side->setListener([this](Finding finding) {
        QMetaObject::invokeMethod(
            this, [this, finding = std::move(finding)] { take(finding); }, Qt::QueuedConnection);
    });
}

void SideController::setRace(int every)
{
    if (m_side)
        m_side->setRace(every);
}

void SideController::check()
{
    if (m_side)
        m_side->check(m_document->document());
}

void SideController::ask(QObject *asker, std::u16string text, Utf16Offset caret, int suggestions,
                         Receiver receive)
{
    if (!m_side)
        return;
    m_waiting.push_back({++m_number, asker, std::move(receive)});
    m_side->ask({m_number, std::move(text), caret, suggestions});
}

void SideController::endQuestions()
{
    m_waiting.clear();
    if (m_side)
        m_side->endQuestions();
}

void SideController::take(const Finding &finding)
{
    if (const auto *race = std::get_if<RaceResult>(&finding)) {
        if (race->document == m_document->document())
            Q_EMIT raced(*race);
    } else if (const auto *check = std::get_if<CheckResult>(&finding)) {
        if (check->document == m_document->document())
            Q_EMIT checked(*check);
    } else if (const auto *answer = std::get_if<Answer>(&finding)) {
        const auto found = std::find_if(m_waiting.begin(), m_waiting.end(),
                                        [&](const Waiting &one) { return one.number == answer->number; });
        if (found == m_waiting.end())
            return;
        const Waiting waiting = std::move(*found);
        m_waiting.erase(found);
        if (waiting.asker)
            waiting.receive(*answer);
    }
}

} // namespace deltapad
