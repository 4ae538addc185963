// SPDX-License-Identifier: MIT
#include "engine/proofread/context_check.h"

#include "engine/proofread/confusions.h"
#include "engine/proofread/text_check.h"
#include "engine/proofread/word_scan.h"
#include "engine/session/alternatives.h"
#include "engine/session/document_session.h"
#include "engine/token/token_document.h"

#include <algorithm>
#include <numeric>

namespace deltapad {

namespace {

constexpr std::int64_t kMemoryBefore = 80; ///< units before a word that a verdict is remembered by
constexpr std::int64_t kMemoryAfter = 40;
constexpr std::size_t kMostVerdicts = 20'000;
constexpr std::size_t kMostSlips = 10;
constexpr std::int32_t kExpected = 5;
constexpr std::int64_t kFunctionWord = 3; ///< letters: "the" is always likely, and never what was meant
constexpr double kBitsPerPlace = 1.5; ///< a replacement must be this much likelier to pass the one before it

/// How often each word stands in a text.
std::unordered_map<std::u16string, int> wordCounts(const std::u16string &text)
{
    std::unordered_map<std::u16string, int> counts;
    for (const ScannedWord &word : scanWords(text))
        ++counts[text.substr(static_cast<std::size_t>(word.begin), static_cast<std::size_t>(word.length))];
    return counts;
}

} // namespace

struct ContextCheck::Word
{
    Utf16Offset begin;
    Utf16Offset end;
    std::u16string text;
    double bits = 0;
    bool beginsSentence = false;
};

ContextCheck::ContextCheck(std::shared_ptr<Dictionary> dictionary, const Thresholds &thresholds)
    : m_dictionary(std::move(dictionary)), m_thresholds(thresholds)
{
}

ContextCheck::~ContextCheck() = default;

std::vector<Remark> ContextCheck::check(DocumentSession &session, Utf16Offset begin, Utf16Offset end,
                                        const CancelToken &cancel)
{
    const TokenDocument &document = session.tokens();
    const Utf16Offset liveBegin = document.startOf(session.liveBegin());
    const Utf16Offset liveEnd = document.startOf(session.liveEnd());
    begin = std::max(begin, liveBegin);
    end = std::min(end, liveEnd);
    std::vector<Remark> remarks;
    if (begin >= end)
        return remarks;
    // Words are cut with some text around them, so that the first and the last are whole.
    const Utf16Offset from = std::max(liveBegin, begin - kMemoryBefore);
    const Utf16Offset to = std::min(liveEnd, end + kMemoryAfter);
    const std::u16string text = document.text().slice(from, to);
    const std::vector<TokenSurprise> surprises = session.surprises();
    auto token = surprises.begin();
    if (m_verdicts.size() > kMostVerdicts)
        m_verdicts.clear();
    std::optional<std::unordered_map<std::u16string, int>>
        counts; // of all that is live, once it is asked for
    const auto isMeant = [&](const std::u16string &spelling) {
        if (!counts)
            counts = wordCounts(document.text().slice(liveBegin, liveEnd));
        return (*counts)[spelling] > 1;
    };
    for (const ScannedWord &scanned : scanWords(text)) {
        Word word;
        word.begin = from + scanned.begin;
        word.end = word.begin + scanned.length;
        if (!scanned.isCheckable || word.begin < begin || word.end > end)
            continue;
        while (token != surprises.end() && token->end <= word.begin)
            ++token;
        for (auto part = token; part != surprises.end() && part->begin < word.end; ++part)
            word.bits += static_cast<double>(part->bits);
        if (word.bits < m_thresholds.weighConfused)
            continue;
        if (cancel.requested())
            return {};
        const auto at = static_cast<std::size_t>(scanned.begin);
        const auto length = static_cast<std::size_t>(scanned.length);
        word.text = text.substr(at, length);
        word.beginsSentence = scanned.beginsSentence;
        const std::size_t memoryBegin = at - std::min<std::size_t>(at, kMemoryBefore);
        std::u16string key = text.substr(memoryBegin, at - memoryBegin) + u'\x1' +
                             text.substr(at, length + static_cast<std::size_t>(kMemoryAfter));
        key += static_cast<char16_t>(length);
        auto known = m_verdicts.find(key);
        if (known == m_verdicts.end()) {
            Verdict verdict = weigh(session, word, cancel);
            if (cancel.requested())
                return {};
            known = m_verdicts.emplace(std::move(key), std::move(verdict)).first;
        }
        if (known->second.remark && (known->second.isConfusion || !isMeant(word.text))) {
            remarks.push_back(*known->second.remark);
            remarks.back().begin = word.begin;
        }
    }
    return remarks;
}

void ContextCheck::rank(DocumentSession &session, Remark &remark, const CancelToken &cancel)
{
    if (remark.replacements.size() < 2)
        return;
    const Result<std::vector<double>> bits =
        session.alternativeBits({.begin = remark.begin, .end = remark.end()}, remark.replacements, cancel);
    if (!bits.ok() || bits.value().size() != remark.replacements.size())
        return;
    std::vector<std::size_t> order(remark.replacements.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    const auto cost = [&](std::size_t n) { return bits.value()[n] + kBitsPerPlace * static_cast<double>(n); };
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return cost(a) < cost(b); });
    std::vector<std::u16string> ranked;
    for (const std::size_t n : order)
        ranked.push_back(std::move(remark.replacements[n]));
    remark.replacements = std::move(ranked);
}

ContextCheck::Verdict ContextCheck::weigh(DocumentSession &session, const Word &word,
                                          const CancelToken &cancel)
{
    const std::int64_t length = word.end - word.begin;
    const bool capital = word.text[0] < u'a' || word.text[0] > u'z';
    std::vector<std::u16string> others{word.text};
    std::vector<double> needed{0};
    std::vector<RemarkKind> kinds{RemarkKind::RealWord};
    const auto add = [&](std::u16string other, double gain, RemarkKind kind) {
        if (std::find(others.begin(), others.end(), other) != others.end())
            return;
        others.push_back(std::move(other));
        needed.push_back(gain);
        kinds.push_back(kind);
    };
    for (std::u16string &other : confusedWith(word.text))
        add(std::move(other), m_thresholds.gainConfused, RemarkKind::RealWord);
    const std::size_t confused = others.size();
    const bool known = !capital && word.bits >= m_thresholds.weighSlips && m_dictionary->knows(word.text);
    if (known) {
        std::size_t slips = 0;
        for (std::u16string &other : oneSlipFrom(word.text)) {
            if (slips >= kMostSlips)
                break;
            if (other.size() > 1 && m_dictionary->knows(other)) {
                add(std::move(other), m_thresholds.gainSlips, RemarkKind::RealWord);
                ++slips;
            }
        }
    }
    if (known && word.bits >= m_thresholds.weighExpected) {
        const Result<std::vector<Suggestion>> expected = session.complete(word.begin, kExpected, 1, cancel);
        if (!expected.ok())
            return {};
        for (const Suggestion &suggestion : expected.value()) {
            const std::vector<ScannedWord> words = scanWords(suggestion.text);
            if (suggestion.probability >= m_thresholds.leastExpected && words.size() == 1 &&
                words[0].isCheckable && (words[0].length > kFunctionWord || length <= kFunctionWord))
                add(suggestion.text.substr(static_cast<std::size_t>(words[0].begin)),
                    m_thresholds.gainExpected, RemarkKind::Unlikely);
        }
    }
    if (others.size() < 2)
        return {};
    ++m_weighed;
    const Result<std::vector<double>> bits =
        session.alternativeBits({.begin = word.begin, .end = word.end}, others, cancel);
    if (!bits.ok() || bits.value().size() != others.size())
        return {};
    std::vector<std::size_t> order(others.size() - 1);
    std::iota(order.begin(), order.end(), std::size_t(1));
    std::erase_if(order, [&](std::size_t n) { return bits.value()[0] - bits.value()[n] < needed[n]; });
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return bits.value()[a] < bits.value()[b]; });
    if (order.empty())
        return {};
    Remark remark;
    remark.length = word.end - word.begin;
    remark.kind = kinds[order[0]];
    remark.text = word.text;
    remark.score = bits.value()[0] - bits.value()[order[0]];
    for (const std::size_t n : order)
        if (static_cast<std::int32_t>(remark.replacements.size()) < kMostReplacements)
            remark.replacements.push_back(others[n]);
    return {std::move(remark), order[0] < confused};
}

} // namespace deltapad
