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

/// What of a word stands at the end of `text`; a view of it.
std::u16string_view wordAtEnd(std::u16string_view text);
/// What of a word in `before` a continuation behind it goes on with; empty if it starts anew.
std::u16string_view wordContinuedBy(std::u16string_view continuation, std::u16string_view before);

/// Whether a reader sees anything of it: more than white space, control and invisible characters.
bool hasVisible(std::u16string_view text);
/// Without the white space and invisible characters at its end; a view of it.
std::u16string_view withoutBlankEnd(std::u16string_view text);

/// Whether `text` has `word` with no word character before or behind it. Cost: linear in the text.
bool hasWholeWord(std::u16string_view text, std::u16string_view word);

} // namespace deltapad
