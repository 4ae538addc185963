// SPDX-License-Identifier: MIT
#include "engine/live/live_client.h"

#include "engine/live/live_worker.h"
#include "engine/live/thread_priority.h"

#include <chrono>
#include <utility>

namespace deltapad {

double LiveClient::steadyMilliseconds()
{
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration<double, std::milli>(now).count();
}

LiveClient::LiveClient(const LiveOptions &options, ModelLoader loader, Mailbox::Clock clock)
    : m_mailbox(std::move(clock))
{
    if (!options.modelFolder.empty())
        m_mailbox.setModel(options.modelFolder);
    m_sideWorker.setRaceEnded([this] { m_mailbox.nudge(); });
    m_worker = std::jthread([this, loader = std::move(loader)] {
        giveWayToInterface();
        LiveWorker worker(
            m_mailbox, loader,
            [this](std::shared_ptr<const Snapshot> snapshot) {
                if (const Listener receive = listener())
                    receive(std::move(snapshot));
            },
            m_sideWorker);
        worker.run();
    });
}

LiveClient::~LiveClient()
{
    m_mailbox.stop();
    m_worker.join();
}

void LiveClient::setListener(Listener listener)
{
    const std::lock_guard lock(m_listenerMutex);
    m_listener = std::move(listener);
}

EngineClient::Listener LiveClient::listener() const
{
    const std::lock_guard lock(m_listenerMutex);
    return m_listener;
}

void LiveClient::open(DocumentId document, Revision revision, std::u16string text, Utf16Offset caret)
{
    m_mailbox.open(document, revision, std::move(text), caret);
}

void LiveClient::edit(DocumentId document, Revision revision, TextSplice splice, Utf16Offset caret)
{
    m_mailbox.edit(document, revision, std::move(splice), caret);
}

void LiveClient::moveCaret(DocumentId document, Revision revision, Utf16Offset caret)
{
    m_mailbox.moveCaret(document, revision, caret);
}

void LiveClient::select(DocumentId document, Revision revision, Utf16Offset begin, Utf16Offset end,
                        Utf16Offset caret)
{
    m_mailbox.select(document, revision, begin, end, caret);
}

void LiveClient::show(DocumentId document, Revision, Utf16Offset begin, Utf16Offset end)
{
    m_mailbox.show(document, begin, end);
}

void LiveClient::close(DocumentId document)
{
    m_mailbox.close(document);
}

void LiveClient::setSuggestions(SuggestionRequest request)
{
    m_mailbox.setSuggestions(request);
}

void LiveClient::setModel(std::string folder)
{
    m_mailbox.setModel(std::move(folder));
}

void LiveClient::noteStale()
{
    m_mailbox.noteStale();
}

ClientCounters LiveClient::counters() const
{
    return m_mailbox.counters();
}

void LiveClient::Side::setListener(Listener listener)
{
    m_client.m_sideWorker.setListener(std::move(listener));
}

void LiveClient::Side::setRace(std::int32_t every)
{
    m_client.m_sideWorker.setRace(every);
}

void LiveClient::Side::check(DocumentId document)
{
    m_client.m_mailbox.check(document);
}

void LiveClient::Side::ask(Question question)
{
    m_client.m_sideWorker.ask(std::move(question));
}

void LiveClient::Side::endQuestions()
{
    m_client.m_sideWorker.endQuestions();
}

} // namespace deltapad
