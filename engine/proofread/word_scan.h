// SPDX-License-Identifier: MIT
#pragma once
// The words of a text that are worth looking up: letters of the Latin script, outside of addresses, file
// names and code. Threading: pure functions. Cost: linear in the text.
#include <cstdint>
#include <string_view>
#include <vector>

namespace deltapad {

struct ScannedWord
{
    std::int64_t begin = 0;
    std::int64_t length = 0;
    bool beginsSentence = false;
    bool isCheckable =
        true; ///< false: digits, inner capitals, capitals only, part of an address, other script
};

/// Every segment that ICU calls a word.
std::vector<ScannedWord> scanWords(std::u16string_view text);

} // namespace deltapad
