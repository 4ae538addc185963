// SPDX-License-Identifier: MIT
#include "app/cli/blank_words.h"

#include <algorithm>

namespace deltapad::cli {
namespace {

constexpr std::u16string_view kBlanks = u" \n\t\r";

} // namespace

std::int64_t countWords(std::u16string_view text)
{
    std::int64_t words = 0;
    for (std::size_t at = text.find_first_not_of(kBlanks); at != std::u16string_view::npos;
         at = text.find_first_not_of(kBlanks, text.find_first_of(kBlanks, at)))
        ++words;
    return words;
}

std::u16string_view firstWords(std::u16string_view text, std::int64_t count)
{
    std::size_t end = 0;
    for (std::int64_t n = 0; n < count && end < text.size(); ++n) {
        const std::size_t begin = text.find_first_not_of(kBlanks, end);
        end = std::min(text.find_first_of(kBlanks, begin), text.size());
    }
    return text.substr(0, end);
}

} // namespace deltapad::cli
