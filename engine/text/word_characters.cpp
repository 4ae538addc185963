// SPDX-License-Identifier: MIT
#include "engine/text/word_characters.h"

#include <unicode/uchar.h>
#include <unicode/utf16.h>

#include <algorithm>

namespace deltapad {

namespace {

bool isInvisible(UChar32 character)
{
    constexpr std::uint32_t kNothing = U_GC_CC_MASK | U_GC_CF_MASK | U_GC_Z_MASK | U_GC_CN_MASK;
    constexpr UChar32 kBlankBraille = 0x2800;
    return (U_GET_GC_MASK(character) & kNothing) != 0 || character == kBlankBraille ||
           u_hasBinaryProperty(character, UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
}

} // namespace

bool isWordCharacter(char16_t unit)
{
    return U16_IS_SURROGATE(unit) || (U_GET_GC_MASK(unit) & (U_GC_L_MASK | U_GC_N_MASK | U_GC_M_MASK)) != 0;
}

bool isInsideWord(char16_t unit)
{
    return isWordCharacter(unit) || unit == u'\'' || unit == u'’';
}

std::u16string_view wordAtEnd(std::u16string_view text)
{
    const auto begin = std::find_if_not(text.rbegin(), text.rend(), isInsideWord).base();
    return text.substr(static_cast<std::size_t>(begin - text.begin()));
}

std::u16string_view wordContinuedBy(std::u16string_view continuation, std::u16string_view before)
{
    return !continuation.empty() && isInsideWord(continuation.front()) ? wordAtEnd(before)
                                                                       : std::u16string_view();
}

bool hasVisible(std::u16string_view text)
{
    return !withoutBlankEnd(text).empty();
}

std::u16string_view withoutBlankEnd(std::u16string_view text)
{
    auto end = static_cast<std::int32_t>(text.size());
    for (std::int32_t at = end; at > 0; end = at) {
        UChar32 last = 0;
        U16_PREV(text.data(), 0, at, last);
        if (!isInvisible(last))
            break;
    }
    return text.substr(0, static_cast<std::size_t>(end));
}

bool hasWholeWord(std::u16string_view text, std::u16string_view word)
{
    for (std::size_t at = text.find(word); at != std::u16string_view::npos; at = text.find(word, at + 1)) {
        const std::size_t end = at + word.size();
        if ((at == 0 || !isWordCharacter(text[at - 1])) &&
            (end == text.size() || !isWordCharacter(text[end])))
            return true;
    }
    return false;
}

} // namespace deltapad
