// SPDX-License-Identifier: MIT
#pragma once
// LiveClient: EngineClient over one worker thread.
//
// The model is loaded on the worker; before that, posts are kept. A model that cannot be loaded gives
// snapshots of state NoModel with the reason; setModel() tries again. For a running program use
// makeLiveClient() (session_backend.h), which brings the real loader; the constructor takes any, for tests.
// Threading: posts from one thread, the listener is called on the worker; see EngineClient. No lock is held
// then. The destructor stops work under way at its next check and joins the worker; a model that is being
// loaded is loaded to the end. Ownership: owns the worker, every document's state and the model. Cost: a post
// is one short lock and a move; an idle client has one sleeping thread.
#include "engine/live/backend.h"
#include "engine/live/engine_client.h"
#include "engine/live/mailbox.h"
#include "engine/live/side_worker.h"

#include <mutex>
#include <string>
#include <thread>

namespace deltapad {

struct LiveOptions
{
    std::string modelFolder;    ///< empty: no model until setModel()
    std::int32_t threads = 0;   ///< of the engine; 0 = all cores but one
    std::int32_t maxTokens = 0; ///< live rows; 0 = the model's context
};

class LiveClient : public EngineClient
{
    /// What the user interface sees of the side thread; checks go through the worker, which has the
    /// documents.
    class Side : public SideWork
    {
    public:
        explicit Side(LiveClient &client) : m_client(client) {}
        void setListener(Listener listener) override;
        void setRace(std::int32_t every) override;
        void check(DocumentId document) override;
        void ask(Question question) override;
        void endQuestions() override;

    private:
        LiveClient &m_client;
    };

public:
    LiveClient(const LiveOptions &options, ModelLoader loader, Mailbox::Clock clock = steadyMilliseconds);
    ~LiveClient() override;

    void setListener(Listener listener) override;
    void open(DocumentId document, Revision revision, std::u16string text, Utf16Offset caret) override;
    void edit(DocumentId document, Revision revision, TextSplice splice, Utf16Offset caret) override;
    void moveCaret(DocumentId document, Revision revision, Utf16Offset caret) override;
    void select(DocumentId document, Revision revision, Utf16Offset begin, Utf16Offset end,
                Utf16Offset caret) override;
    void show(DocumentId document, Revision revision, Utf16Offset begin, Utf16Offset end) override;
    void close(DocumentId document) override;
    void setSuggestions(SuggestionRequest request) override;
    void setModel(std::string folder) override;
    void noteStale() override;
    ClientCounters counters() const override;
    SideWork *sideWork() override { return &m_side; }

    static double steadyMilliseconds();

private:
    Listener listener() const;

    Mailbox m_mailbox;
    mutable std::mutex m_listenerMutex;
    Listener m_listener;
    Side m_side{*this};
    SideWorker m_sideWorker; ///< outlives the worker, which feeds it
    std::jthread m_worker;   ///< last: it uses all of the above
};

} // namespace deltapad
