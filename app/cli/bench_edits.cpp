// SPDX-License-Identifier: MIT
#include "app/cli/bench_edits.h"

#include "engine/text/unicode.h"
#include "engine/text/word_characters.h"

#include <algorithm>
#include <vector>

namespace deltapad::cli {
namespace {

constexpr const char *kParagraph =
    "The ferry did not run on Mondays, and so nobody came to the island on a Monday who did not have to. "
    "The two policemen used the day to paint the fence of the station. The doctor slept. In the shop the "
    "radio told the weather of other places, where it rained, and the old men at the counter nodded as if "
    "they had arranged it. Towards evening somebody would walk down to the pier, look at the water for a "
    "while, and come back with the news that it was still there.\n\n";

struct Piece
{
    std::int64_t begin = 0;
    std::int64_t end = 0;
};

bool isSpace(char16_t unit)
{
    return unit == u' ' || unit == u'\n' || unit == u'\t' || unit == u'\r';
}

bool endsSentence(char16_t unit)
{
    return unit == u'.' || unit == u'!' || unit == u'?';
}

/// Words without the punctuation around them.
std::vector<Piece> wordsOf(std::u16string_view text)
{
    std::vector<Piece> words;
    for (std::int64_t i = 0; i < std::ssize(text);) {
        std::int64_t end = i;
        while (end < std::ssize(text) && isWordCharacter(text[static_cast<std::size_t>(end)]))
            ++end;
        if (end > i)
            words.push_back({i, end});
        i = std::max(end, i + 1);
    }
    return words;
}

/// The sentence around `at`, with the space behind it.
Piece sentenceAround(std::u16string_view text, std::int64_t at)
{
    const auto unit = [&](std::int64_t i) { return text[static_cast<std::size_t>(i)]; };
    Piece sentence{at, at};
    while (sentence.begin > 0 && !(isSpace(unit(sentence.begin - 1)) &&
                                   (sentence.begin < 2 || endsSentence(unit(sentence.begin - 2)) ||
                                    unit(sentence.begin - 1) == u'\n')))
        --sentence.begin;
    const std::int64_t length = std::ssize(text);
    while (sentence.end < length && !endsSentence(unit(sentence.end)))
        ++sentence.end;
    sentence.end = std::min(length, sentence.end + 1);
    while (sentence.end < length && unit(sentence.end) == u' ')
        ++sentence.end;
    return sentence;
}

/// The paragraph start nearest before `at`.
std::int64_t paragraphStart(std::u16string_view text, std::int64_t at)
{
    const std::size_t blank = text.substr(0, static_cast<std::size_t>(at)).rfind(u"\n\n");
    return blank == std::u16string_view::npos ? 0 : static_cast<std::int64_t>(blank) + 2;
}

} // namespace

const char *nameOf(BenchEdit kind)
{
    switch (kind) {
    case BenchEdit::TypedCharacter:
        return "typed character";
    case BenchEdit::InsertedWord:
        return "inserted word";
    case BenchEdit::ReplacedWord:
        return "replaced word";
    case BenchEdit::DeletedSentence:
        return "deleted sentence";
    case BenchEdit::PastedParagraph:
        return "pasted paragraph";
    }
    return "";
}

std::optional<TextSplice> benchEdit(BenchEdit kind, std::u16string_view text, double place,
                                    std::int32_t shift)
{
    const std::vector<Piece> words = wordsOf(text);
    if (words.empty())
        return std::nullopt;
    const std::int64_t last = std::ssize(words) - 1;
    const auto nominal = static_cast<std::int64_t>(place * static_cast<double>(last) + 0.5);
    // At the end there is nothing further on: go back instead.
    const std::int64_t wanted = nominal + shift <= last ? nominal + shift : nominal - shift;
    const Piece word = words[static_cast<std::size_t>(std::clamp<std::int64_t>(wanted, 0, last))];
    const bool atEnd = place >= 1;
    switch (kind) {
    case BenchEdit::TypedCharacter:
        return TextSplice{Utf16Offset(atEnd ? std::ssize(text) : word.end), 0, u"e"};
    case BenchEdit::InsertedWord:
        return TextSplice{Utf16Offset(atEnd ? std::ssize(text) : word.end), 0, u" quietly"};
    case BenchEdit::ReplacedWord:
        return TextSplice{Utf16Offset(word.begin), word.end - word.begin, u"window"};
    case BenchEdit::DeletedSentence: {
        const Piece sentence = sentenceAround(text, word.begin);
        return TextSplice{Utf16Offset(sentence.begin), sentence.end - sentence.begin, u""};
    }
    case BenchEdit::PastedParagraph:
        return TextSplice{Utf16Offset(atEnd ? std::ssize(text) : paragraphStart(text, word.begin)), 0,
                          utf8ToUtf16Lossy(kParagraph)};
    }
    return std::nullopt;
}

} // namespace deltapad::cli
