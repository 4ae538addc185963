// SPDX-License-Identifier: MIT
#include "engine/session/completion.h"

#include "engine/kernel/row_kernel.h"
#include "engine/session/document_cache.h"
#include "engine/text/unicode.h"
#include "engine/text/word_characters.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numeric>

namespace deltapad {
namespace {

constexpr std::int32_t kBeam = 6; ///< open beginnings of a word; one block of rows
constexpr std::int32_t kMaxWordTokens = 8;
constexpr double kMostUnknown = 0.9;     ///< more of it left out does not make the rest more certain
constexpr double kNextWordAtLeast = 0.5; ///< a further word is offered only if it is at least this likely

std::size_t index(std::int64_t n)
{
    return static_cast<std::size_t>(n);
}

/// ASCII letters and digits, the apostrophe, and everything outside ASCII: what a word goes on with.
bool continuesWord(char byte)
{
    const auto c = static_cast<unsigned char>(byte);
    return c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           c == '\'';
}

bool isBlank(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c == ' ' || c == '\t'; });
}

/// Whether a reader would take something in it for a word. A space of another alphabet, or a character that
/// draws nothing, is none.
bool hasWord(std::string_view text)
{
    const auto isAscii = [](char byte) { return static_cast<unsigned char>(byte) < 0x80; };
    if (std::any_of(text.begin(), text.end(), [&](char c) { return isAscii(c) && continuesWord(c); }))
        return true;
    std::string beyond;
    std::remove_copy_if(text.begin(), text.end(), std::back_inserter(beyond), isAscii);
    return hasVisible(utf8ToUtf16Lossy(beyond));
}

/// log(sum(exp(score))) over some tokens, in nats.
double logSumOf(const AlignedVector<float> &scores, const std::vector<TokenId> &tokens)
{
    double largest = -1e300;
    for (const TokenId token : tokens)
        largest = std::max(largest, static_cast<double>(scores[index(token)]));
    double sum = 0;
    for (const TokenId token : tokens)
        sum += std::exp(static_cast<double>(scores[index(token)]) - largest);
    return largest + std::log(sum);
}

/// The `count` tokens of highest score among those accepted, best first; equal scores by number. Few come
/// near the best, so few are asked about.
template <typename Accepts>
std::vector<TokenId> bestTokens(const AlignedVector<float> &scores, const std::vector<TokenId> &tokens,
                                std::size_t count, const Accepts &accepts)
{
    const auto isBetter = [&](TokenId a, TokenId b) {
        return scores[index(a)] != scores[index(b)] ? scores[index(a)] > scores[index(b)] : a < b;
    };
    std::vector<TokenId> best;
    if (count == 0)
        return best;
    for (const TokenId token : tokens) {
        if ((best.size() == count && !isBetter(token, best.back())) || !accepts(token))
            continue;
        best.insert(std::upper_bound(best.begin(), best.end(), token, isBetter), token);
        if (best.size() > count)
            best.pop_back();
    }
    return best;
}

/// Whether the words of a continuation (bytes of UTF-8) are known.
class WordTest
{
public:
    explicit WordTest(const WordSurroundings &around) : m_around(around) {}

    bool firstWordIsKnown(std::string_view text) const
    {
        const bool goesOn = continuesWord(text.front());
        const auto begin = std::find_if(text.begin(), text.end(), continuesWord);
        const auto end = std::find_if_not(begin, text.end(), continuesWord);
        return isKnown(goesOn ? std::u16string_view(m_around.wordBefore) : std::u16string_view(),
                       {begin, end});
    }

    /// `from`: where in `text` the words begin that are looked at.
    bool wordsAreKnown(std::string_view text, std::size_t from) const
    {
        auto begin = text.begin() + static_cast<std::ptrdiff_t>(from);
        while ((begin = std::find_if(begin, text.end(), continuesWord)) != text.end()) {
            const auto end = std::find_if_not(begin, text.end(), continuesWord);
            if (!isKnown({}, {begin, end}))
                return false;
            begin = end;
        }
        return true;
    }

private:
    bool isKnown(std::u16string_view before, std::string_view bytes) const
    {
        if (!m_around.knows)
            return true;
        std::u16string word(before);
        word += utf8ToUtf16Lossy(bytes);
        // Quotation marks and dashes around a word are none of it; two words that a dash joins are not
        // judged.
        const auto begin = std::find_if(word.begin(), word.end(), isWordCharacter);
        const auto end = std::find_if(word.rbegin(), word.rend(), isWordCharacter).base();
        if (begin >= end || !std::all_of(begin, end, isInsideWord))
            return true;
        return m_around.knows({begin, end});
    }

    const WordSurroundings &m_around;
};

/// A continuation under construction.
struct Path
{
    std::int32_t node = Branch::kRoot;
    std::string remaining; ///< typed bytes that its tokens have not covered yet
    std::string text;      ///< what it adds behind the typed bytes
    std::vector<TokenId> tokens;
    double logprob = 0;
    std::int32_t words = 0;
    TokenId next = -1; ///< likeliest token that ends the word here
    double nextLogprob = 0;
};

class WordSearch
{
public:
    WordSearch(const IncrementalEngine &engine, const CompletionPlace &place, const WordSurroundings &around,
               const CancelToken &cancel)
        : m_words(around), m_tokenizer(*engine.layout().model->tokenizer),
          m_vocabulary(engine.layout().model->config.vocabulary),
          m_startToken(engine.layout().model->config.startToken), m_branch(engine, place.baseRow),
          m_cache(engine.tokens(), place.baseRow + 1, place.baseRow + 1 + place.typedRows), m_cancel(cancel),
          m_scores(index(roundUpTo(m_vocabulary, 16)))
    {
        const std::vector<TokenId> &rows = engine.tokens();
        const std::int64_t known = std::min<std::int64_t>(place.baseRow + 1, DocumentCache::kLongest);
        m_before.assign(rows.begin() + (place.baseRow + 1 - known), rows.begin() + place.baseRow + 1);
        Path first;
        first.remaining = place.typed;
        m_open.push_back(std::move(first));
    }

    /// Finished words, best first.
    std::vector<Path> firstWords(std::int32_t count)
    {
        for (std::int32_t step = 0; step < kMaxWordTokens && !m_open.empty() && !m_cancel.requested();
             ++step) {
            std::vector<std::pair<Path, TokenId>> grown;
            for (const Path &path : m_open)
                grow(path, grown);
            std::stable_sort(grown.begin(), grown.end(),
                             [](const auto &a, const auto &b) { return a.first.logprob > b.first.logprob; });
            // What can no longer come among the best is not followed.
            const double bar = finishedBar(count);
            std::erase_if(grown, [&](const auto &g) { return g.first.logprob < bar; });
            grown.resize(std::min<std::size_t>(grown.size(), kBeam));
            advance(grown);
        }
        sortFinished();
        m_finished.resize(std::min(m_finished.size(), index(count)));
        // Given that the word is a known one, as far as the others were met.
        const double known = std::log1p(-std::min(m_unknown, kMostUnknown));
        for (Path &path : m_finished)
            path.logprob = std::min(0.0, path.logprob - known);
        return m_finished;
    }

    /// Goes on greedily, word by word, all paths together, as long as the next word is likely enough.
    void addWords(std::vector<Path> &paths, std::int32_t maxWords)
    {
        std::vector<std::size_t> active(paths.size());
        std::iota(active.begin(), active.end(), std::size_t(0));
        std::vector<Path> trial = paths;
        for (std::int32_t step = 0;
             step < maxWords * kMaxWordTokens && !active.empty() && !m_cancel.requested(); ++step) {
            std::vector<Branch::Step> steps;
            std::vector<std::size_t> going;
            for (const std::size_t n : active) {
                Path &path = trial[n];
                const std::string_view bytes =
                    path.next >= 0 ? m_tokenizer.bytes(path.next) : std::string_view();
                const bool plain = !bytes.empty() && bytes.find('\n') == std::string_view::npos;
                if (!plain || path.words >= maxWords)
                    continue;
                path.logprob += path.nextLogprob;
                path.text += bytes;
                if (path.logprob - paths[n].logprob < std::log(kNextWordAtLeast))
                    continue;
                steps.push_back({path.node, path.next});
                going.push_back(n);
            }
            if (steps.empty())
                break;
            const std::int32_t first = m_branch.extend(steps);
            active.clear();
            for (std::size_t k = 0; k < going.size(); ++k) {
                Path &path = trial[going[k]];
                path.node = first + static_cast<std::int32_t>(k);
                path.tokens.push_back(path.next);
                readScores(path);
                const TokenId best = likeliest([](std::string_view) { return true; });
                const bool inWord = continuesWord(path.text.back());
                const bool ends = !inWord || !continuesWord(m_tokenizer.bytes(best).front());
                path.next = best;
                path.nextLogprob = static_cast<double>(m_scores[index(best)]);
                const std::size_t had = paths[going[k]].text.size();
                if (ends && hasWord(std::string_view(path.text).substr(had))) {
                    if (!m_words.wordsAreKnown(path.text, had))
                        continue;
                    ++path.words;
                    paths[going[k]] = path;
                }
                // A mark such as a full stop ends the suggestion.
                if (inWord || path.text.back() == ' ' || path.text.back() == ',')
                    active.push_back(going[k]);
            }
        }
    }

private:
    /// Log-probabilities after a path: the model's, with what the document's own words say.
    void readScores(const Path &path)
    {
        m_branch.logits(path.node, m_scores.data());
        std::vector<TokenId> recent = m_before;
        recent.insert(recent.end(), path.tokens.begin(), path.tokens.end());
        m_cache.mix(recent, kernel::logSumExp(m_scores.data(), m_vocabulary),
                    {m_scores.data(), index(m_vocabulary)});
    }

    double finishedBar(std::int32_t count)
    {
        if (m_finished.size() < index(count))
            return -1e300;
        sortFinished();
        return m_finished[index(count) - 1].logprob;
    }

    void sortFinished()
    {
        std::stable_sort(m_finished.begin(), m_finished.end(),
                         [](const Path &a, const Path &b) { return a.logprob > b.logprob; });
    }

    template <typename Accept> TokenId likeliest(const Accept &accept) const
    {
        TokenId best = -1;
        for (TokenId token = 0; token < m_vocabulary; ++token)
            if (token != m_startToken && !m_tokenizer.bytes(token).empty() &&
                accept(m_tokenizer.bytes(token)) &&
                (best < 0 || m_scores[index(token)] > m_scores[index(best)]))
                best = token;
        return best;
    }

    /// All ways to go on from a path by one token, the likeliest kBeam of them; a word that may end here is
    /// finished.
    void grow(const Path &path, std::vector<std::pair<Path, TokenId>> &out)
    {
        readScores(path);
        std::vector<TokenId> candidates;
        double logSum = 0; // of the candidates: not 0 if only some can continue what is typed
        if (!path.remaining.empty()) {
            candidates = m_tokenizer.compatibleWith(path.remaining);
            std::erase(candidates, m_startToken);
            logSum = logSumOf(m_scores, candidates);
        } else {
            const bool inWord = hasWord(path.text);
            double ending = 0;
            Path done = path;
            for (TokenId token = 0; token < m_vocabulary; ++token) {
                const std::string_view bytes = m_tokenizer.bytes(token);
                if (token == m_startToken || bytes.empty())
                    continue;
                if (!inWord) {
                    if (bytes.front() != '\n')
                        candidates.push_back(token);
                } else if (continuesWord(bytes.front())) {
                    candidates.push_back(token);
                } else {
                    const double logprob = static_cast<double>(m_scores[index(token)]);
                    ending += std::exp(logprob);
                    if (done.next < 0 || logprob > done.nextLogprob) {
                        done.next = token;
                        done.nextLogprob = logprob;
                    }
                }
            }
            if (inWord && ending > 0) {
                done.logprob += std::log(ending);
                done.nextLogprob -= std::log(ending); // given that the word ends here
                done.words = 1;
                if (m_words.firstWordIsKnown(path.text))
                    m_finished.push_back(std::move(done));
                else
                    m_unknown += std::exp(done.logprob);
            }
        }
        const std::size_t kept = std::min<std::size_t>(candidates.size(), kBeam);
        std::partial_sort(candidates.begin(), candidates.begin() + static_cast<std::ptrdiff_t>(kept),
                          candidates.end(), [&](TokenId a, TokenId b) {
                              return m_scores[index(a)] != m_scores[index(b)]
                                         ? m_scores[index(a)] > m_scores[index(b)]
                                         : a < b;
                          });
        for (std::size_t n = 0; n < kept; ++n) {
            Path longer = path;
            longer.tokens.push_back(candidates[n]);
            longer.logprob += static_cast<double>(m_scores[index(candidates[n])]) - logSum;
            const std::string_view bytes = m_tokenizer.bytes(candidates[n]);
            if (bytes.size() <= longer.remaining.size()) {
                longer.remaining.erase(0, bytes.size());
            } else {
                longer.text += bytes.substr(longer.remaining.size());
                longer.remaining.clear();
            }
            if (longer.text.find('\n') == std::string::npos)
                out.emplace_back(std::move(longer), candidates[n]);
        }
    }

    void advance(std::vector<std::pair<Path, TokenId>> &grown)
    {
        std::vector<Branch::Step> steps;
        for (const auto &[path, token] : grown)
            steps.push_back({path.node, token});
        m_open.clear();
        if (steps.empty())
            return;
        const std::int32_t first = m_branch.extend(steps);
        for (std::size_t n = 0; n < grown.size(); ++n) {
            grown[n].first.node = first + static_cast<std::int32_t>(n);
            m_open.push_back(std::move(grown[n].first));
        }
    }

    WordTest m_words;
    const Tokenizer &m_tokenizer;
    std::int32_t m_vocabulary;
    TokenId m_startToken;
    Branch m_branch;
    DocumentCache m_cache;
    std::vector<TokenId> m_before; ///< the last rows up to the base row
    const CancelToken &m_cancel;
    AlignedVector<float> m_scores;
    std::vector<Path> m_open;
    std::vector<Path> m_finished;
    double m_unknown = 0; ///< probability of the words that were left out
};

} // namespace

CompletionPlace completionPlace(const TokenDocument &document, TokenIndex liveBegin, Utf16Offset caret)
{
    CompletionPlace place;
    if (caret <= document.startOf(liveBegin))
        return place;
    TokenIndex at = document.tokenAt(caret - 1);
    while (at > liveBegin && !document.startsPreToken(at))
        at = at - 1;
    const std::string typed = document.bytesBetween(at, caret);
    TokenIndex end = at + 1;
    while (end.value < document.size() && !document.startsPreToken(end))
        ++end;
    const bool complete = document.startOf(end) <= caret;
    if (complete && !continuesWord(typed.back()) && !isBlank(typed)) {
        place.baseRow = end - liveBegin; // a mark or a line end: its tokens will not change by typing on
        return place;
    }
    place.baseRow = at - liveBegin;
    place.typed = typed;
    place.typedRows = end - at;
    return place;
}

std::u16string wordBefore(const TextBuffer &text, Utf16Offset caret)
{
    constexpr std::int64_t kLongestWord = 80;
    const Utf16Offset from(std::max<std::int64_t>(0, caret.value - kLongestWord));
    const std::u16string before = text.slice(from, caret);
    return std::u16string(wordAtEnd(before));
}

std::vector<Suggestion> completeWords(const IncrementalEngine &engine, const CompletionPlace &place,
                                      const WordSurroundings &around, CompletionLimits limits,
                                      const CancelToken &cancel)
{
    WordSearch search(engine, place, around, cancel);
    std::vector<Path> words = search.firstWords(limits.count);
    if (limits.maxWords > 1)
        search.addWords(words, limits.maxWords);
    std::vector<Suggestion> suggestions;
    if (cancel.requested())
        return suggestions;
    const Confidence &confidence = engine.layout().model->config.confidence;
    std::stable_sort(words.begin(), words.end(),
                     [](const Path &a, const Path &b) { return a.logprob > b.logprob; });
    for (const Path &path : words) {
        Result<std::u16string> text = utf8ToUtf16(path.text);
        // Bytes that are not whole characters are no suggestion, nor is what stands behind the caret already.
        if (!text.ok())
            continue;
        text.value().resize(withoutBlankEnd(text.value()).size()); // nothing that cannot be seen is inserted
        if (text.value().empty() || around.following.starts_with(text.value()))
            continue;
        const bool known = std::any_of(suggestions.begin(), suggestions.end(),
                                       [&](const Suggestion &s) { return s.text == text.value(); });
        if (!known) {
            const double probability = std::exp(path.logprob);
            suggestions.push_back(
                {std::move(text).value(), probability, path.logprob, confidence.of(probability)});
        }
    }
    return suggestions;
}

std::vector<Suggestion> completeTokens(IncrementalEngine &engine, const CompletionPlace &place,
                                       std::int32_t count)
{
    const Model &model = *engine.layout().model;
    const std::int32_t vocabulary = model.config.vocabulary;
    AlignedVector<float> scores(index(roundUpTo(vocabulary, 16)));
    engine.logits(place.baseRow, scores.data());
    std::vector<TokenId> candidates;
    if (place.typed.empty()) {
        candidates.resize(index(vocabulary));
        std::iota(candidates.begin(), candidates.end(), 0);
    } else {
        candidates = model.tokenizer->compatibleWith(place.typed);
    }
    std::erase(candidates, model.config.startToken);
    double logSum = 0;
    if (place.typed.empty()) {                           // all tokens but one, after most keys: in vectors
        scores[index(model.config.startToken)] = -1e30F; // no chance
        logSum = kernel::logSumExp(scores.data(), vocabulary);
    } else {
        logSum = logSumOf(scores, candidates);
    }
    // Tokens that only cover a part of what is typed say nothing about what comes next.
    const std::vector<TokenId> best = bestTokens(scores, candidates, index(count), [&](TokenId token) {
        return model.tokenizer->bytes(token).size() > place.typed.size();
    });
    std::vector<Suggestion> suggestions;
    for (const TokenId token : best) {
        const std::string_view bytes = model.tokenizer->bytes(token).substr(place.typed.size());
        const double logprob = static_cast<double>(scores[index(token)]) - logSum;
        const double probability = std::exp(logprob);
        suggestions.push_back({utf8ToUtf16Lossy(bytes), probability, logprob, probability});
    }
    return suggestions;
}

} // namespace deltapad
