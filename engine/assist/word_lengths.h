// SPDX-License-Identifier: MIT
#pragma once
// Parts of a text by ICU's boundaries: the next word, the rest of the sentence, the number of words.
// Threading: pure functions. Cost: linear in the text.
#include <cstdint>
#include <string_view>

namespace deltapad {

/// Length of the part of `text` that "accept next word" takes: the gap before the next word, the word
/// (hyphenated words count as one) and the punctuation that touches its end. The whole text if it holds no
/// word.
std::size_t nextWordLength(std::u16string_view text);
/// Length of the part that "accept to the end of the sentence" takes: up to the first line end or sentence
/// end with the marks that close it. The whole text if it has neither.
std::size_t nextSentenceLength(std::u16string_view text);
/// Number of words: segments that hold a letter, number, kana or ideograph.
std::int64_t countWords(std::u16string_view text);

} // namespace deltapad
