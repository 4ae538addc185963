// SPDX-License-Identifier: MIT
#pragma once
// ScriptedClient: the fake client with what tests of the window need: the editor's text as the posts make it,
// whether every post fitted the ones before it, and answers for the newest post.
// Threading: one thread. Ownership: the window owns it; tests keep a plain pointer.
#include "engine/live/fake_client.h"

#include <QString>

#include <cmath>
#include <vector>

namespace deltapad {

class ScriptedClient : public FakeClient
{
public:
    /// False once a post did not fit the text or the revisions before it.
    bool valid() const
    {
        DocumentId document = 0;
        Revision revision = 0;
        std::int64_t length = 0;
        bool open = false;
        for (const Post &post : m_kept) {
            if (post.kind == Post::Kind::Open) {
                open = true;
                document = post.document;
                revision = post.revision;
                length = std::int64_t(post.text.size());
            } else if (post.kind == Post::Kind::Edit) {
                if (!open || post.document != document || post.revision != ++revision)
                    return false;
                length += std::int64_t(post.splice.inserted.size()) - post.splice.removed;
            } else if (post.kind == Post::Kind::MoveCaret) {
                if (!open || post.document != document || post.revision != revision)
                    return false;
            } else if (post.kind == Post::Kind::Close) {
                open = false;
            }
            if (post.caret.value < 0 || post.caret.value > length)
                return false;
        }
        return misfits() == 0;
    }

    void open(DocumentId document, Revision revision, std::u16string text, Utf16Offset caret) override
    {
        FakeClient::open(document, revision, std::move(text), caret);
        keep();
    }
    void edit(DocumentId document, Revision revision, TextSplice splice, Utf16Offset caret) override
    {
        FakeClient::edit(document, revision, std::move(splice), caret);
        keep();
    }
    void moveCaret(DocumentId document, Revision revision, Utf16Offset caret) override
    {
        FakeClient::moveCaret(document, revision, caret);
        keep();
    }
    void show(DocumentId document, Revision revision, Utf16Offset begin, Utf16Offset end) override
    {
        FakeClient::show(document, revision, begin, end);
        if (document != m_newest.document || revision != m_newest.revision || begin > end)
            m_badShows = true;
    }
    /// False once a visible part was not one of the newest text.
    bool showsFit() const { return !m_badShows; }
    void close(DocumentId document) override
    {
        FakeClient::close(document);
        keep();
    }

    DocumentId document() const { return m_newest.document; }
    QString editorText() const { return QString::fromStdU16String(text(m_newest.document)); }
    std::vector<Post> edits() const
    {
        std::vector<Post> out;
        for (const Post &post : posts()) {
            if (post.kind == Post::Kind::Edit)
                out.push_back(post);
        }
        return out;
    }

    /// Times the probability: what its suggestions state, which is another figure so that nobody takes one
    /// for the other.
    static constexpr double kConfidence = 0.8;
    /// A snapshot as a client would make it for the newest post.
    Snapshot snapshot(const std::vector<QString> &suggestions = {}) const
    {
        Snapshot made;
        made.document = m_newest.document;
        made.revision = m_newest.revision;
        made.modelName = "test";
        made.caret = m_newest.caret;
        made.suggestionsReady = true;
        double probability = 0.5;
        for (const QString &text : suggestions) {
            made.suggestions.push_back(
                {text.toStdU16String(), probability, std::log(probability), kConfidence * probability});
            probability /= 2;
        }
        made.classes = {{"topic", "what it is about", {"sea", "land", "sky"}, {0.7F, 0.2F, 0.1F}}};
        made.liveClasses = made.classes;
        made.report.rows = 100;
        made.report.milliseconds = 3.5;
        made.report.layers = {LayerWork{.rowsProjected = 5}, LayerWork{.rowsProjected = 15}};
        made.report.incremental.mlp = 100;
        made.report.dense.mlp = 1200;
        made.report.prefix.mlp = 400;
        made.counters = counters();
        return made;
    }
    void send(const Snapshot &snapshot)
    {
        script(snapshot);
        deliver();
    }
    void answer(const std::vector<QString> &suggestions = {}) { send(snapshot(suggestions)); }

private:
    void keep()
    {
        m_kept.push_back(posts().back());
        m_newest = posts().back();
    }

    std::vector<Post> m_kept; ///< also those that clearPosts() forgot
    Post m_newest;
    bool m_badShows = false;
};

} // namespace deltapad
