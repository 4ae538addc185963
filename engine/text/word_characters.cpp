// SPDX-License-Identifier: MIT
#include "engine/text/word_characters.h"

#include <unicode/uchar.h>
#include <unicode/utf16.h>

namespace deltapad {

bool isWordCharacter(char16_t unit)
{
    return U16_IS_SURROGATE(unit) || (U_GET_GC_MASK(unit) & (U_GC_L_MASK | U_GC_N_MASK | U_GC_M_MASK)) != 0;
}

bool isInsideWord(char16_t unit)
{
    return isWordCharacter(unit) || unit == u'\'' || unit == u'’';
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
