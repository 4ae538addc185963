// SPDX-License-Identifier: MIT
#pragma once
// The GPT-2 pre-tokeniser: cuts a text into the runs that BPE never crosses, by the expression
//
//     's|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+
//
// written out by hand over ICU's character properties (\s is the property White_Space, as in the usual regex
// crates). A lone surrogate counts as U+FFFD. Not a word breaker for people: see ICU's BreakIterator for
// that.
//
// Properties that incremental tokenisation rests on:
// - no look-behind: where a pre-token ends depends on the text from its start on only, and a start never lies
// inside
//   a surrogate pair;
// - every code point belongs to exactly one pre-token;
// - look-ahead is at most 2 code points past the end: a letter, number or other run reads the one code point
// that
//   ends it; "'" alone reads two ("'re" might have come); a white-space run that leaves its last character to
//   the next pre-token reads that character and the one behind it. To read two code points takes at most
//   kLookAheadUnits units: two pairs.
// Threading: pure functions. Cost: O(length of the pre-token).
#include "engine/text/text_buffer.h"

#include <cstdint>
#include <string_view>

namespace deltapad {

/// A pre-token depends on no unit at or behind its end + kLookAheadUnits.
inline constexpr std::int64_t kLookAheadUnits = 4;

/// UTF-16 offset of the end of the pre-token that starts at `begin`; requires begin < length of the text.
std::int64_t preTokenEnd(std::u16string_view text, std::int64_t begin);
std::int64_t preTokenEnd(TextBuffer::Reader &text, std::int64_t begin);

} // namespace deltapad
