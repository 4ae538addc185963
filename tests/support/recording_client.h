// SPDX-License-Identifier: MIT
#pragma once
// RecordingClient: an EngineClient for tests of the user interface. It applies every posted splice to its own copy of
// the text, so that a wrong splice shows, and answers only when the test says so.
// Threading: one thread. Ownership: the window owns it; tests keep a plain pointer.
#include "engine/live/engine_client.h"

#include <QString>

#include <vector>

namespace deltapad
{

struct Post
{
    enum class Kind { Open, Edit, MoveCaret, Close };
    Kind kind = Kind::Open;
    DocumentId document = 0;
    Revision revision = 0;
    TextSplice splice;
    std::int64_t caret = 0;
};

class RecordingClient : public EngineClient
{
public:
    void setListener(Listener listener) override { m_listener = std::move(listener); }
    void open(DocumentId document, Revision revision, std::u16string text, Utf16Offset caret) override
    {
        m_text = std::move(text);
        record({Post::Kind::Open, document, revision, {}, caret.value});
    }
    void edit(DocumentId document, Revision revision, TextSplice splice, Utf16Offset caret) override
    {
        m_valid = m_valid && splice.begin.value >= 0 && splice.removed >= 0 &&
                  splice.begin.value + splice.removed <= std::int64_t(m_text.size()) && revision == m_revision + 1 &&
                  document == m_document;
        if (!m_valid)
            return;
        m_text.replace(std::size_t(splice.begin.value), std::size_t(splice.removed), splice.inserted);
        m_valid = caret.value >= 0 && caret.value <= std::int64_t(m_text.size());
        ++m_counters.posted;
        record({Post::Kind::Edit, document, revision, std::move(splice), caret.value});
    }
    void moveCaret(DocumentId document, Revision revision, Utf16Offset caret) override
    {
        m_valid = m_valid && revision == m_revision && document == m_document && caret.value >= 0 &&
                  caret.value <= std::int64_t(m_text.size());
        record({Post::Kind::MoveCaret, document, revision, {}, caret.value});
    }
    void close(DocumentId document) override { record({Post::Kind::Close, document, m_revision, {}, 0}); }
    void setSuggestions(SuggestionRequest request) override { m_request = request; }
    void setModel(std::string folder) override { m_model = std::move(folder); }
    void noteStale() override { ++m_counters.stale; }
    ClientCounters counters() const override { return m_counters; }

    /// False once a post did not fit the text or the revisions before it.
    bool valid() const { return m_valid; }
    QString text() const { return QString::fromStdU16String(m_text); }
    const std::vector<Post> &posts() const { return m_posts; }
    std::vector<Post> edits() const
    {
        std::vector<Post> out;
        for (const Post &post : m_posts) {
            if (post.kind == Post::Kind::Edit)
                out.push_back(post);
        }
        return out;
    }
    void forget() { m_posts.clear(); }
    Revision revision() const { return m_revision; }
    DocumentId document() const { return m_document; }

    /// A snapshot as a client would make it for the newest post.
    Snapshot snapshot(const std::vector<QString> &suggestions = {}) const
    {
        Snapshot made;
        made.document = m_document;
        made.revision = m_revision;
        made.modelName = "test";
        made.caret = Utf16Offset(m_caret);
        made.suggestionsReady = true;
        double probability = 0.5;
        for (const QString &text : suggestions) {
            made.suggestions.push_back({text.toStdU16String(), probability, 0});
            probability /= 2;
        }
        made.classes = {{"topic", "what it is about", {"sea", "land", "sky"}, {0.7F, 0.2F, 0.1F}}};
        made.report.rows = 100;
        made.report.milliseconds = 3.5;
        made.report.layers = {LayerWork{.rowsProjected = 5}, LayerWork{.rowsProjected = 15}};
        made.report.incremental.mlp = 100;
        made.report.dense.mlp = 1200;
        made.report.prefix.mlp = 400;
        made.counters = m_counters;
        return made;
    }
    void send(Snapshot snapshot) const { m_listener(std::make_shared<const Snapshot>(std::move(snapshot))); }
    void answer(const std::vector<QString> &suggestions = {}) const { send(snapshot(suggestions)); }

private:
    void record(Post post)
    {
        m_document = post.document;
        m_revision = post.revision;
        m_caret = post.caret;
        m_posts.push_back(std::move(post));
    }

    Listener m_listener;
    std::u16string m_text;
    std::vector<Post> m_posts;
    ClientCounters m_counters;
    DocumentId m_document = 0;
    Revision m_revision = 0;
    std::int64_t m_caret = 0;
    bool m_valid = true;
    SuggestionRequest m_request;
    std::string m_model;
};

} // namespace deltapad
