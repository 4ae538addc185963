// SPDX-License-Identifier: MIT
#pragma once
// PreTokenCache: remembers the tokens of short pre-tokens, which repeat a lot in any text.
//
// Kept outside Tokenizer so that Tokenizer stays immutable and free of locks.
// Threading: one thread at a time. Ownership: shares nothing, refers to the tokenizer. Cost: one hash look-up
// for a known pre-token; memory is bounded (it starts afresh when full).
#include "engine/token/tokenizer.h"

#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace deltapad {

class PreTokenCache
{
public:
    /// Appends the tokens of the pre-token to `out`.
    void encode(const Tokenizer &tokenizer, std::string_view utf8, std::vector<TokenId> &out);

private:
    struct Hash
    {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
    };
    std::unordered_map<std::string, std::vector<TokenId>, Hash, std::equal_to<>> m_known;
};

} // namespace deltapad
