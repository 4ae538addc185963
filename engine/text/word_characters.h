// SPDX-License-Identifier: MIT
#pragma once
// What words are made of. Threading: pure functions.
#include <cstdint>
#include <string_view>

namespace deltapad {

/// Letters, digits, marks and everything beyond the basic plane.
bool isWordCharacter(char16_t unit);
/// These and apostrophes: what stands inside a word.
bool isInsideWord(char16_t unit);

/// Whether `text` has `word` with no word character before or behind it. Cost: linear in the text.
bool hasWholeWord(std::u16string_view text, std::u16string_view word);

} // namespace deltapad
