// SPDX-License-Identifier: MIT
#pragma once
// FakeClient: a deterministic EngineClient without engine, model or thread, for tests of the user interface.
//
// It records every post and delivers nothing by itself: the test says what comes (script()) and when
// (deliver()). In echo mode every post also queues plausible snapshots made from the posted text alone: equal
// texts give equal numbers, on every machine. Not for anything a user sees: the numbers mean nothing.
// Threading: one thread; the listener is called inside deliver(). Ownership: owns texts and queued snapshots.
// Cost: in echo mode O(text) a post.
#include "engine/live/engine_client.h"
#include "engine/live/fake_side_work.h"

#include <deque>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace deltapad {

/// One post, as it came; the members that its kind does not have are empty.
struct Post
{
    enum class Kind { Open, Edit, MoveCaret, Select, Close, SetSuggestions, SetModel };
    Kind kind = Kind::Open;
    DocumentId document = 0;
    Revision revision = 0;
    Utf16Offset caret;
    std::u16string text;       ///< Open
    TextSplice splice;         ///< Edit
    Utf16Offset begin;         ///< Select
    Utf16Offset end;           ///< Select
    SuggestionRequest request; ///< SetSuggestions
    std::string folder;        ///< SetModel
};

struct VisiblePost
{
    DocumentId document = 0;
    Revision revision = 0;
    Utf16Offset begin;
    Utf16Offset end;
};

class FakeClient : public EngineClient
{
public:
    enum class Mode {
        Scripted, ///< only what script() queued is delivered
        Echo,     ///< every post queues its own snapshots
    };

    explicit FakeClient(Mode mode = Mode::Scripted);

    void setListener(Listener listener) override;
    void open(DocumentId document, Revision revision, std::u16string text, Utf16Offset caret) override;
    void edit(DocumentId document, Revision revision, TextSplice splice, Utf16Offset caret) override;
    void moveCaret(DocumentId document, Revision revision, Utf16Offset caret) override;
    void select(DocumentId document, Revision revision, Utf16Offset begin, Utf16Offset end,
                Utf16Offset caret) override;
    /// Not among the posts: views are laid out differently on every machine.
    void show(DocumentId document, Revision revision, Utf16Offset begin, Utf16Offset end) override;
    void close(DocumentId document) override;
    void setSuggestions(SuggestionRequest request) override;
    void setModel(std::string folder) override;
    void noteStale() override;
    ClientCounters counters() const override;
    FakeSideWork *sideWork() override { return &m_side; }

    const std::vector<Post> &posts() const { return m_posts; }
    /// The parts that were shown, in order.
    const std::vector<VisiblePost> &shown() const { return m_shown; }
    void clearPosts() { m_posts.clear(); }
    /// The text of an open document as the posts make it; empty if it is not open.
    std::u16string text(DocumentId document) const;
    /// Edits that did not fit the text they were posted for; a test of an editor expects none.
    std::int64_t misfits() const { return m_misfits; }

    /// Queues a snapshot for deliver().
    void script(Snapshot snapshot);
    std::size_t queued() const { return m_queue.size(); }
    /// Hands all queued snapshots to the listener, oldest first, also those that are queued meanwhile.
    void deliver();
    /// Hands over the oldest one; does nothing if there is none.
    void deliverOne();
    void discardQueued() { m_queue.clear(); }

    /// The snapshot that echo mode makes for a text: classes of two heads, suggestions from words of the
    /// text, surprises of its last words, and the report of an update.
    static Snapshot echo(DocumentId document, Revision revision, const std::u16string &text,
                         Utf16Offset caret, SuggestionRequest request);

private:
    struct Document
    {
        std::u16string text;
        Revision revision = 0;
        Utf16Offset caret;
        Utf16Offset partBegin;
        Utf16Offset partEnd;
    };

    Post &record(Post::Kind kind, DocumentId document, Revision revision, Utf16Offset caret);
    void queueEcho(DocumentId id);

    const Mode m_mode;
    Listener m_listener;
    std::vector<Post> m_posts;
    std::vector<VisiblePost> m_shown;
    std::map<DocumentId, Document> m_documents;
    std::deque<Snapshot> m_queue;
    SuggestionRequest m_request;
    ClientCounters m_counters;
    FakeSideWork m_side;
    std::int64_t m_misfits = 0;
};

} // namespace deltapad
