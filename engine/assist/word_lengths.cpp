// SPDX-License-Identifier: MIT
#include "engine/assist/word_lengths.h"

#include "engine/text/segments.h"

#include <unicode/uchar.h>

#include <algorithm>

namespace deltapad {

namespace {

bool isHyphen(std::u16string_view segment)
{
    return segment.size() == 1 && (segment[0] == u'-' || segment[0] == u'\x2010' || segment[0] == u'\x2011');
}

} // namespace

std::size_t nextWordLength(std::u16string_view text)
{
    Segments segments(text);
    std::size_t taken = 0;
    bool haveWord = false;
    bool afterHyphen = false;
    while (segments.next()) {
        const std::u16string_view segment = text.substr(segments.begin(), segments.end() - segments.begin());
        if (segments.isWord()) {
            if (haveWord && !afterHyphen)
                break;
            haveWord = true;
            afterHyphen = false;
        } else if (haveWord) {
            if (u_isUWhiteSpace(segment[0]))
                break;
            afterHyphen = isHyphen(segment);
        }
        taken = segments.end();
    }
    return haveWord ? taken : text.size();
}

std::size_t nextSentenceLength(std::u16string_view text)
{
    constexpr std::u16string_view ends = u".!?\x2026";
    constexpr std::u16string_view closing = u"\"')]\x201D\x2019\x00BB";
    const std::size_t line = text.find(u'\n');
    std::size_t at = text.find_first_of(ends);
    while (at < line && at != std::u16string_view::npos) {
        at = std::min(text.find_first_not_of(ends, at), text.size());
        at = std::min(text.find_first_not_of(closing, at), text.size());
        if (at == text.size() || u_isUWhiteSpace(text[at]))
            return at; // a mark inside a number or an abbreviation is followed by more
        at = text.find_first_of(ends, at);
    }
    return line == std::u16string_view::npos ? text.size() : std::max<std::size_t>(line, 1);
}

std::int64_t countWords(std::u16string_view text)
{
    Segments segments(text);
    std::int64_t words = 0;
    while (segments.next())
        words += segments.isWord() ? 1 : 0;
    return words;
}

} // namespace deltapad
