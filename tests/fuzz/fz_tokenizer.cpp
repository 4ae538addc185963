// SPDX-License-Identifier: MIT
// Any bytes as tokenizer.json: parse() must answer, and what it accepts must encode and decode without loss.
#include "engine/text/unicode.h"
#include "engine/token/tokenizer.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    using namespace deltapad;
    const auto parsed = Tokenizer::parse({reinterpret_cast<const char *>(data), size}, "tokenizer.json");
    if (!parsed.ok()) {
        if (parsed.error().message.find('\n') != std::string::npos)
            std::abort(); // one line for people, whatever the file holds
        return 0;
    }
    const Tokenizer &tokenizer = *parsed.value();
    const std::u16string text = u"It's 42 \U0001F600 here,  \r\n the theatre's café <|endoftext|>aaaaaaaa";
    const std::vector<TokenId> ids = tokenizer.encode(text);
    if (tokenizer.decode(ids) != utf16ToUtf8(text))
        std::abort();
    for (const TokenId id : ids) {
        if (tokenizer.isSpecial(id) || tokenizer.find(tokenizer.bytes(id)) != id)
            std::abort();
    }
    return 0;
}
