// SPDX-License-Identifier: MIT
#include "engine/live/fake_client.h"

#include "engine/text/unicode.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace deltapad {

namespace {

constexpr std::size_t kEchoWords = 2000; // words of the text that count as live

struct Word
{
    std::size_t begin = 0;
    std::size_t end = 0;
};

bool isGap(char16_t unit)
{
    return unit == u' ' || unit == u'\n' || unit == u'\r' || unit == u'\t';
}

std::vector<Word> wordsOf(const std::u16string &text)
{
    std::vector<Word> words;
    for (std::size_t i = 0; i < text.size();) {
        if (isGap(text[i])) {
            ++i;
            continue;
        }
        const std::size_t begin = i;
        while (i < text.size() && !isGap(text[i]))
            ++i;
        words.push_back({begin, i});
    }
    return words;
}

/// FNV-1a: the same on every machine, unlike std::hash.
std::uint32_t hashOf(std::u16string_view text)
{
    std::uint32_t hash = 2166136261U;
    for (const char16_t unit : text)
        hash = (hash ^ unit) * 16777619U;
    return hash;
}

ClassScores classesOf(const std::string &head, const std::string &description,
                      const std::vector<std::string> &labels, const std::u16string &text,
                      const std::vector<Word> &words)
{
    // Every word votes for one label, so an edit moves the numbers a little, as a real one does.
    std::vector<double> votes(labels.size(), 1.0);
    double sum = double(labels.size());
    for (const Word &word : words) {
        votes[hashOf(std::u16string_view(text).substr(word.begin, word.end - word.begin)) % labels.size()] +=
            1;
        sum += 1;
    }
    ClassScores scores{head, description, labels, {}};
    for (const double vote : votes)
        scores.probabilities.push_back(float(vote / sum));
    return scores;
}

std::vector<Suggestion> suggestionsFor(const std::u16string &text, const std::vector<Word> &words,
                                       std::size_t caret, SuggestionRequest request)
{
    std::size_t begin = caret;
    while (begin > 0 && !isGap(text[begin - 1]))
        --begin;
    const std::u16string typed = text.substr(begin, caret - begin);
    std::vector<Suggestion> out;
    for (std::size_t i = 0; i < words.size() && std::int64_t(out.size()) < request.count; ++i) {
        const std::u16string word = text.substr(words[i].begin, words[i].end - words[i].begin);
        if (word.size() <= typed.size() || !word.starts_with(typed) || words[i].begin == begin)
            continue;
        std::u16string rest = word.substr(typed.size());
        for (std::size_t next = i + 1; next < words.size() && std::int64_t(next - i) < request.maxWords;
             ++next)
            rest.append(1, u' ').append(text, words[next].begin, words[next].end - words[next].begin);
        const auto same = [&](const Suggestion &known) { return known.text == rest; };
        if (std::none_of(out.begin(), out.end(), same)) {
            const double probability = std::pow(0.5, double(out.size() + 1));
            out.push_back({rest, probability, std::log(probability), probability});
        }
    }
    return out;
}

} // namespace

FakeClient::FakeClient(Mode mode) : m_mode(mode) {}

void FakeClient::setListener(Listener listener)
{
    m_listener = std::move(listener);
}

Post &FakeClient::record(Post::Kind kind, DocumentId document, Revision revision, Utf16Offset caret)
{
    Post &post = m_posts.emplace_back();
    post.kind = kind;
    post.document = document;
    post.revision = revision;
    post.caret = caret;
    return post;
}

void FakeClient::open(DocumentId document, Revision revision, std::u16string text, Utf16Offset caret)
{
    record(Post::Kind::Open, document, revision, caret).text = text;
    m_documents[document] = {std::move(text), revision, caret, {}, {}};
    queueEcho(document);
}

void FakeClient::edit(DocumentId document, Revision revision, TextSplice splice, Utf16Offset caret)
{
    record(Post::Kind::Edit, document, revision, caret).splice = splice;
    ++m_counters.posted;
    const auto found = m_documents.find(document);
    if (found == m_documents.end()) {
        ++m_misfits;
        return;
    }
    std::u16string &text = found->second.text;
    const std::int64_t begin = splice.begin.value;
    const auto length = std::int64_t(text.size());
    if (begin < 0 || begin > length || splice.removed < 0 || splice.removed > length - begin) {
        ++m_misfits;
        return;
    }
    text.replace(std::size_t(begin), std::size_t(splice.removed), splice.inserted);
    found->second.revision = revision;
    found->second.caret = caret;
    ++m_counters.updates;
    queueEcho(document);
}

void FakeClient::moveCaret(DocumentId document, Revision revision, Utf16Offset caret)
{
    record(Post::Kind::MoveCaret, document, revision, caret);
    const auto found = m_documents.find(document);
    if (found == m_documents.end())
        return;
    found->second.revision = revision;
    found->second.caret = caret;
    queueEcho(document);
}

void FakeClient::select(DocumentId document, Revision revision, Utf16Offset begin, Utf16Offset end,
                        Utf16Offset caret)
{
    Post &post = record(Post::Kind::Select, document, revision, caret);
    post.begin = begin;
    post.end = end;
    const auto found = m_documents.find(document);
    if (found == m_documents.end())
        return;
    found->second.revision = revision;
    found->second.caret = caret;
    found->second.partBegin = begin;
    found->second.partEnd = end;
    queueEcho(document);
}

void FakeClient::show(DocumentId document, Revision revision, Utf16Offset begin, Utf16Offset end)
{
    m_shown.push_back({document, revision, begin, end});
}

void FakeClient::close(DocumentId document)
{
    record(Post::Kind::Close, document, 0, {});
    m_documents.erase(document);
}

void FakeClient::setSuggestions(SuggestionRequest request)
{
    record(Post::Kind::SetSuggestions, 0, 0, {}).request = request;
    m_request = request;
    for (const auto &[id, document] : m_documents)
        queueEcho(id);
}

void FakeClient::setModel(std::string folder)
{
    record(Post::Kind::SetModel, 0, 0, {}).folder = std::move(folder);
    for (const auto &[id, document] : m_documents)
        queueEcho(id);
}

void FakeClient::noteStale()
{
    ++m_counters.stale;
}

ClientCounters FakeClient::counters() const
{
    return m_counters;
}

std::u16string FakeClient::text(DocumentId document) const
{
    const auto found = m_documents.find(document);
    return found == m_documents.end() ? std::u16string() : found->second.text;
}

void FakeClient::script(Snapshot snapshot)
{
    m_queue.push_back(std::move(snapshot));
}

void FakeClient::deliver()
{
    while (!m_queue.empty())
        deliverOne();
}

void FakeClient::deliverOne()
{
    if (m_queue.empty())
        return;
    auto snapshot = std::make_shared<const Snapshot>(std::move(m_queue.front()));
    m_queue.pop_front();
    if (m_listener)
        m_listener(std::move(snapshot));
}

void FakeClient::queueEcho(DocumentId id)
{
    if (m_mode != Mode::Echo)
        return;
    const Document &document = m_documents.at(id);
    Snapshot snapshot = echo(id, document.revision, document.text, document.caret, m_request);
    snapshot.counters = m_counters;
    snapshot.running.updates = m_counters.updates;
    if (document.partBegin < document.partEnd) {
        const std::u16string part = document.text.substr(std::size_t(document.partBegin.value),
                                                         std::size_t(document.partEnd - document.partBegin));
        snapshot.partBegin = document.partBegin;
        snapshot.partEnd = document.partEnd;
        snapshot.partClasses = echo(id, document.revision, part, Utf16Offset(0), m_request).classes;
    }
    if (m_request.count > 0) { // as the real client: classes first
        Snapshot first = snapshot;
        first.suggestions.clear();
        first.suggestionsReady = false;
        m_queue.push_back(std::move(first));
    }
    m_queue.push_back(std::move(snapshot));
}

Snapshot FakeClient::echo(DocumentId document, Revision revision, const std::u16string &text,
                          Utf16Offset caret, SuggestionRequest request)
{
    std::vector<Word> words = wordsOf(text);
    if (words.size() > kEchoWords)
        words.erase(words.begin(), words.end() - std::ptrdiff_t(kEchoWords));

    Snapshot snapshot;
    snapshot.document = document;
    snapshot.revision = revision;
    snapshot.modelName = "echo";
    snapshot.classes.push_back(
        classesOf("kind", "Kind of text", {"letter", "report", "story", "notes"}, text, words));
    snapshot.classes.push_back(classesOf("tone", "Tone", {"plain", "warm", "stern"}, text, words));
    snapshot.liveClasses = snapshot.classes;
    snapshot.coverage.covered = snapshot.coverage.total = std::int64_t(words.size());
    snapshot.caret = Utf16Offset(std::clamp<std::int64_t>(caret.value, 0, std::int64_t(text.size())));
    snapshot.suggestions = suggestionsFor(text, words, std::size_t(snapshot.caret.value), request);
    snapshot.suggestionsReady = true;
    snapshot.liveBegin = Utf16Offset(words.empty() ? 0 : std::int64_t(words.front().begin));
    snapshot.liveEnd = Utf16Offset(std::int64_t(text.size()));
    double bits = 0;
    for (const Word &word : words) {
        const std::u16string_view view = std::u16string_view(text).substr(word.begin, word.end - word.begin);
        const float surprise = float(hashOf(view) % 1600) / 100.0F; // 0 to 16 bits
        snapshot.surprises.push_back(
            {Utf16Offset(std::int64_t(word.begin)), Utf16Offset(std::int64_t(word.end)), surprise});
        bits += double(surprise);
    }
    const std::size_t bytes = utf16ToUtf8(text.substr(std::size_t(snapshot.liveBegin.value))).size();
    snapshot.bitsPerByte = bytes > 0 ? bits / double(bytes) : 0;

    const auto rows = std::int64_t(words.size()) + 1;
    UpdateReport &report = snapshot.report;
    report.rows = rows;
    report.firstChangedRow = rows / 2;
    report.rowsEmbedded = 1;
    report.outputsRefreshed = std::max<std::int64_t>(rows / 50, 1);
    report.dense.mlp = rows * 1000000;
    report.prefix.mlp = (rows - report.firstChangedRow) * 1000000;
    report.incremental.mlp = report.outputsRefreshed * 1000000;
    report.milliseconds = 1.0 + double(rows) / 500;
    const auto changed = std::int32_t(report.firstChangedRow);
    for (std::int32_t layer = 0; layer < 3; ++layer) { // a change spreads a little from layer to layer
        const std::int32_t reach = std::min(changed + 1 + 2 * layer, std::int32_t(rows));
        report.layers.push_back({.rowsProjected = reach - changed});
        report.changedRows.push_back({{changed, reach}});
    }
    report.changedRows.push_back(report.changedRows.back());
    snapshot.running.medianMilliseconds = report.milliseconds;
    snapshot.running.p95Milliseconds = 2 * report.milliseconds;
    snapshot.running.medianDenseRatio = double(report.dense.total()) / double(report.incremental.total());
    snapshot.running.medianPrefixRatio = double(report.prefix.total()) / double(report.incremental.total());
    return snapshot;
}

} // namespace deltapad
