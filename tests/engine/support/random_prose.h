// SPDX-License-Identifier: MIT
#pragma once
// Random prose in paragraphs, and random edits of a text, for tests of long documents.
#include "engine/base/edits.h"

#include <algorithm>
#include <cstdint>
#include <random>
#include <string>

namespace deltapad::test {

class RandomProse
{
public:
    explicit RandomProse(std::uint64_t seed) : m_random(seed) {}

    std::int64_t number(std::int64_t low, std::int64_t high)
    {
        return std::uniform_int_distribution<std::int64_t>(low, high)(m_random);
    }

    /// A paragraph of up to `words` words, its end of line included.
    std::u16string paragraph(std::int64_t words)
    {
        static const std::u16string known[] = {u"the",  u"lamp",  u"was",    u"on",  u"a",      u"desk",
                                               u"rain", u"and",   u"letter", u"he",  u"walked", u"to",
                                               u"town", u"three", u"years",  u"ago", u"nobody", u"saw"};
        std::u16string text;
        const std::int64_t count = number(1, words);
        for (std::int64_t n = 0; n < count; ++n) {
            std::u16string word = known[static_cast<std::size_t>(number(0, 17))];
            if (n == 0)
                word[0] = static_cast<char16_t>(word[0] - u'a' + u'A');
            text += (n > 0 ? u" " : u"") + word;
            if (n + 1 < count && number(0, 11) == 0)
                text += u".";
        }
        return text + (number(0, 5) == 0 ? u".\n\n" : u".\n");
    }

    std::u16string text(std::int64_t paragraphs, std::int64_t words = 14)
    {
        std::u16string text;
        for (std::int64_t n = 0; n < paragraphs; ++n)
            text += paragraph(words);
        return text;
    }

    /// Typed characters, words and line ends; deletions, also of line ends; pasted pages.
    TextSplice splice(const std::u16string &text)
    {
        const auto length = static_cast<std::int64_t>(text.size());
        TextSplice splice;
        switch (number(0, 3)) {
        case 0:
            splice.begin = Utf16Offset(length);
            break;
        case 1:
            splice.begin = Utf16Offset(0);
            break;
        default:
            splice.begin = Utf16Offset(number(0, length));
        }
        const std::int64_t behind = length - splice.begin.value;
        switch (number(0, 11)) {
        case 0:
            splice.inserted = this->text(number(1, 12)); // a page
            break;
        case 1:
            splice.removed = std::min(behind, number(1, 400));
            break;
        case 2:
        case 3:
            splice.removed = std::min(behind, number(1, 4));
            break;
        case 4: { // a line end goes
            const std::size_t at = text.find(u'\n', static_cast<std::size_t>(splice.begin.value));
            if (at != std::u16string::npos)
                splice = {Utf16Offset(static_cast<std::int64_t>(at)), 1, u""};
            break;
        }
        case 5:
            splice.inserted = u"\n";
            break;
        default: {
            static const std::u16string typed[] = {u"e", u" ", u"The ", u"x", u". ", u"é", u"\U0001F600"};
            splice.inserted = typed[static_cast<std::size_t>(number(0, 6))];
        }
        }
        return splice;
    }

private:
    std::mt19937_64 m_random;
};

inline void applyTo(std::u16string &text, const TextSplice &splice)
{
    text.replace(static_cast<std::size_t>(splice.begin.value), static_cast<std::size_t>(splice.removed),
                 splice.inserted);
}

/// The splice that takes `splice` back, given the text before it.
inline TextSplice inverse(const TextSplice &splice, const std::u16string &before)
{
    return {splice.begin, static_cast<std::int64_t>(splice.inserted.size()),
            before.substr(static_cast<std::size_t>(splice.begin.value),
                          static_cast<std::size_t>(splice.removed))};
}

} // namespace deltapad::test
