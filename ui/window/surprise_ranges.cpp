// SPDX-License-Identifier: MIT
#include "ui/window/surprise_ranges.h"

#include "engine/text/word_characters.h"

#include <algorithm>

namespace deltapad {

namespace {

struct Word
{
    int begin = 0;
    int end = 0;
    float bits = 0;
};

std::vector<Word> wordsOf(const std::vector<TokenSurprise> &surprises, const DocumentShadow &text)
{
    std::vector<Word> words;
    for (const TokenSurprise &token : surprises) {
        if (token.begin.value < 0 || token.end.value > text.length() || token.begin.value >= token.end.value)
            continue;
        qint64 begin = token.begin.value;
        while (begin < token.end.value && !isInsideWord(text.at(begin)))
            ++begin;
        if (begin == token.end.value)
            continue; // a gap or punctuation
        const bool continues = begin == token.begin.value && !words.empty() && words.back().end == begin;
        if (continues) {
            words.back().end = int(token.end.value);
            words.back().bits += token.bits;
        } else {
            words.push_back({int(begin), int(token.end.value), token.bits});
        }
    }
    return words;
}

} // namespace

std::vector<WashRange> surpriseRanges(const std::vector<TokenSurprise> &surprises, const DocumentShadow &text)
{
    const std::vector<Word> words = wordsOf(surprises, text);
    if (words.empty())
        return {};
    std::vector<float> bits;
    bits.reserve(words.size());
    for (const Word &word : words)
        bits.push_back(word.bits);
    const auto rank = bits.begin() + std::ptrdiff_t(double(bits.size() - 1) * (1 - kMarkedShare));
    std::nth_element(bits.begin(), rank, bits.end());
    const float threshold = std::max(kSurprisingBits, *rank);
    std::vector<WashRange> ranges;
    for (const Word &word : words) {
        if (word.bits >= threshold)
            ranges.push_back(
                {word.begin, word.end, 0.5F + 0.5F * std::min(1.F, (word.bits - threshold) / kFullMarkBits)});
    }
    return ranges;
}

} // namespace deltapad
