// SPDX-License-Identifier: MIT
#pragma once
// Words as blanks and line ends separate them: what lengths of documents are given in. Threading: pure
// functions. Cost: linear in the text.
#include <cstdint>
#include <string>
#include <string_view>

namespace deltapad::cli {

std::int64_t countWords(std::u16string_view text);
/// The text up to the end of its `count`-th word, or all of it.
std::u16string_view firstWords(std::u16string_view text, std::int64_t count);

} // namespace deltapad::cli
