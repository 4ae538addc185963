// SPDX-License-Identifier: MIT
#pragma once
// A backend for tests of the live client: a document is its text, and every call can be held until the test
// lets it go (or its token is requested), so that races are played on purpose and never waited for.
#include "engine/live/backend.h"
#include "engine/text/unicode.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <limits>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

namespace deltapad::test {

/// What the test and the backend share. Calls announce themselves as "open", "update" or "complete".
class Stage
{
public:
    /// From now on every call of this name waits for letGo().
    void hold(const std::string &name)
    {
        const std::lock_guard lock(m_mutex);
        m_held[name] = true;
    }
    /// One call of this name may finish.
    void letGo(const std::string &name)
    {
        const std::lock_guard lock(m_mutex);
        ++m_permits[name];
    }
    void letAllGo()
    {
        const std::lock_guard lock(m_mutex);
        m_held.clear();
    }
    /// Waits until a call has begun, and returns its name.
    std::string nextCall()
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [&] { return !m_calls.empty(); });
        std::string name = m_calls.front();
        m_calls.pop_front();
        return name;
    }
    std::size_t callsWaiting() const
    {
        const std::lock_guard lock(m_mutex);
        return m_calls.size();
    }

    /// By the backend: false if the token was requested.
    bool call(const std::string &name, const CancelToken &cancel)
    {
        {
            const std::lock_guard lock(m_mutex);
            m_calls.push_back(name);
        }
        m_changed.notify_all();
        for (;;) {
            if (cancel.requested())
                return false;
            {
                const std::lock_guard lock(m_mutex);
                if (!m_held[name])
                    return true;
                if (m_permits[name] > 0) {
                    --m_permits[name];
                    return true;
                }
            }
            std::this_thread::yield();
        }
    }

    /// Contexts that documents opened from now on have to compute in the background.
    void setContexts(int contexts)
    {
        const std::lock_guard lock(m_mutex);
        m_contexts = contexts;
    }
    int contexts() const
    {
        const std::lock_guard lock(m_mutex);
        return m_contexts;
    }

    /// With this many contexts computed, rows that begin a character later go live.
    void setContextThatGoesLive(int contexts)
    {
        const std::lock_guard lock(m_mutex);
        m_contextThatGoesLive = contexts;
    }
    int contextThatGoesLive() const
    {
        const std::lock_guard lock(m_mutex);
        return m_contextThatGoesLive;
    }

    void count(int documents)
    {
        const std::lock_guard lock(m_mutex);
        m_documents += documents;
    }
    int documents() const
    {
        const std::lock_guard lock(m_mutex);
        return m_documents;
    }

private:
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::map<std::string, bool> m_held;
    std::map<std::string, int> m_permits;
    std::deque<std::string> m_calls;
    int m_documents = 0;
    int m_contexts = 0;
    int m_contextThatGoesLive = std::numeric_limits<int>::max();
};

class StageDocument : public LiveDocument
{
public:
    explicit StageDocument(Stage &stage) : m_stage(stage) { m_stage.count(1); }
    ~StageDocument() override { m_stage.count(-1); }

    Result<UpdateReport> open(std::u16string_view text, Utf16Offset, const CancelToken &cancel) override
    {
        if (!m_stage.call("open", cancel))
            return Error{ErrorCode::Cancelled, "open: stopped"};
        m_text = text;
        m_computed = m_text;
        m_contexts = m_stage.contexts();
        m_done = 0;
        return report();
    }
    void show(Utf16Offset begin, Utf16Offset) override { m_shown = begin; }
    Result<Coverage> advance(const CancelToken &cancel) override
    {
        if (!m_stage.call("advance", cancel))
            return Error{ErrorCode::Cancelled, "advance: stopped"};
        m_done = std::min<std::int64_t>(m_done + 1, m_contexts);
        return coverage();
    }
    Result<UpdateReport> update(std::span<const TextSplice> splices, Utf16Offset,
                                const CancelToken &cancel) override
    {
        for (const TextSplice &splice : splices)
            m_text.replace(std::size_t(splice.begin.value), std::size_t(splice.removed), splice.inserted);
        if (!m_stage.call("update", cancel))
            return Error{ErrorCode::Cancelled, "update: stopped"};
        m_computed = m_text;
        return report();
    }
    Result<std::vector<Suggestion>> complete(Utf16Offset caret, SuggestionRequest request,
                                             const CancelToken &cancel) override
    {
        if (!m_stage.call("complete", cancel))
            return Error{ErrorCode::Cancelled, "complete: stopped"};
        return std::vector<Suggestion>(std::size_t(request.count),
                                       {m_text.substr(0, std::size_t(caret.value)), 0.5, -0.7});
    }
    std::vector<ClassScores> classesOf(Utf16Offset begin, Utf16Offset end) const override
    {
        return {{"part",
                 "",
                 {utf16ToUtf8(m_computed.substr(std::size_t(begin.value), std::size_t(end - begin)))},
                 {1.0F}}};
    }
    std::vector<Remark> remarks(const CancelToken &cancel) override
    {
        if (!m_stage.call("remarks", cancel))
            return {};
        Remark remark;
        remark.kind = RemarkKind::Unlikely;
        remark.length = std::int64_t(m_computed.size());
        remark.text = m_computed;
        return {remark};
    }
    /// The text that the outputs belong to, as a label.
    void describe(Snapshot &snapshot) const override
    {
        snapshot.classes = {{"text", "", {utf16ToUtf8(m_computed)}, {1.0F}}};
        snapshot.liveBegin = Utf16Offset(m_done >= m_stage.contextThatGoesLive() ? 1 : 0);
        snapshot.liveEnd = Utf16Offset(std::int64_t(m_computed.size()));
        snapshot.coverage = coverage();
        snapshot.visibleSurprises = {{m_shown, m_shown, 1.0F}};
    }
    std::u16string text() const override { return m_text; }

private:
    Coverage coverage() const { return {m_done, m_contexts, m_done < m_contexts}; }
    UpdateReport report() const
    {
        UpdateReport out;
        out.milliseconds = 1;
        out.incremental.mlp = 1;
        out.dense.mlp = 10;
        out.prefix.mlp = 5;
        out.changedRows = {{{1, 2}}};
        return out;
    }

    Stage &m_stage;
    std::u16string m_text;
    std::u16string m_computed;
    std::int64_t m_contexts = 0;
    std::int64_t m_done = 0;
    Utf16Offset m_shown;
};

class StageModel : public LiveModel
{
public:
    StageModel(Stage &stage, std::string name) : m_stage(stage), m_name(std::move(name)) {}
    std::string name() const override { return m_name; }
    std::unique_ptr<LiveDocument> makeDocument() override { return std::make_unique<StageDocument>(m_stage); }

private:
    Stage &m_stage;
    std::string m_name;
};

/// Every folder is a model of its own name, except "missing".
inline ModelLoader stageLoader(Stage &stage)
{
    return [&stage](const std::string &folder) -> Result<std::shared_ptr<LiveModel>> {
        if (folder == "missing")
            return Error{ErrorCode::FileNotFound, "missing: expected a model folder"};
        return std::shared_ptr<LiveModel>(std::make_shared<StageModel>(stage, folder));
    };
}

} // namespace deltapad::test
