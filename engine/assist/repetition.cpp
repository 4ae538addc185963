// SPDX-License-Identifier: MIT
#include "engine/assist/repetition.h"

#include "engine/text/word_characters.h"

#include <unicode/uchar.h>
#include <unicode/ustring.h>

#include <string>
#include <vector>

namespace deltapad {

namespace {

constexpr std::size_t kLongestLoop = 3;

std::u16string_view trimmed(std::u16string_view text)
{
    while (!text.empty() && u_isUWhiteSpace(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && u_isUWhiteSpace(text.back()))
        text.remove_suffix(1);
    return text;
}

bool sameWord(std::u16string_view a, std::u16string_view b)
{
    return a.size() == b.size() &&
           u_strncasecmp(a.data(), b.data(), static_cast<std::int32_t>(a.size()), U_FOLD_CASE_DEFAULT) == 0;
}

/// Runs of units without space; punctuation belongs to them, so that "no, no" is no repetition.
std::vector<std::u16string_view> wordsOf(std::u16string_view text)
{
    std::vector<std::u16string_view> words;
    for (std::size_t at = 0; at < text.size();) {
        if (u_isUWhiteSpace(text[at])) {
            ++at;
            continue;
        }
        const std::size_t begin = at;
        while (at < text.size() && !u_isUWhiteSpace(text[at]))
            ++at;
        words.push_back(text.substr(begin, at - begin));
    }
    return words;
}

bool loops(const std::vector<std::u16string_view> &words, std::size_t firstNew)
{
    for (std::size_t length = 1; length <= kLongestLoop; ++length) {
        for (std::size_t end = std::max(firstNew + 1, 2 * length); end <= words.size(); ++end) {
            bool same = true;
            for (std::size_t k = 0; same && k < length; ++k)
                same = sameWord(words[end - 1 - k], words[end - 1 - k - length]);
            if (same)
                return true;
        }
    }
    return false;
}

} // namespace

bool isWorthShowing(std::u16string_view suggestion, std::u16string_view before, std::u16string_view following)
{
    const std::u16string_view core = trimmed(suggestion);
    if (!hasVisible(core))
        return false;
    if (trimmed(following).substr(0, core.size()) == core)
        return false;
    // A loop is looked for inside one paragraph; the words before are those that were finished there.
    if (const std::size_t line = before.rfind(u'\n'); line != std::u16string_view::npos)
        before.remove_prefix(line + 1);
    std::u16string together(before);
    together += suggestion;
    std::size_t finished = wordsOf(before).size();
    const bool continues =
        !before.empty() && !u_isUWhiteSpace(before.back()) && !u_isUWhiteSpace(suggestion.front());
    finished -= continues && finished > 0 ? 1 : 0;
    return !loops(wordsOf(together), finished);
}

} // namespace deltapad
