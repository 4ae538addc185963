// SPDX-License-Identifier: MIT
#pragma once
// The edits that `bench` makes: kinds, and where in a text each is made.
// Threading: pure functions. Cost: a scan of the text's neighbourhood of the place.
#include "engine/base/edits.h"

#include <optional>
#include <string>
#include <string_view>

namespace deltapad::cli {

enum class BenchEdit { TypedCharacter, InsertedWord, ReplacedWord, DeletedSentence, PastedParagraph };
inline constexpr BenchEdit kBenchEdits[] = {BenchEdit::TypedCharacter, BenchEdit::InsertedWord,
                                            BenchEdit::ReplacedWord, BenchEdit::DeletedSentence,
                                            BenchEdit::PastedParagraph};

/// "typed character", …
const char *nameOf(BenchEdit kind);

/// One edit of a kind at `place` (0..1) of the text, `shift` words further on (or back). Nothing if the text
/// has no such place, as a text without words.
std::optional<TextSplice> benchEdit(BenchEdit kind, std::u16string_view text, double place,
                                    std::int32_t shift);

} // namespace deltapad::cli
