// SPDX-License-Identifier: MIT
#include "app/cli/bench_typing.h"

#include "engine/text/unicode.h"

namespace deltapad::cli {

std::u16string benchTyping()
{
    return utf8ToUtf16Lossy(
        " The man who kept the lighthouse had two clocks, one that was right and one that was his. He set "
        "his supper by the second and the lamp by the first, and nobody on the island ever saw him hurry.");
}

Utf16Offset gapAt(const std::u16string &text, double share)
{
    auto at = static_cast<std::size_t>(share * static_cast<double>(text.size()));
    while (at < text.size() && text[at] != u' ' && text[at] != u'\n')
        ++at;
    return Utf16Offset(static_cast<std::int64_t>(at));
}

} // namespace deltapad::cli
