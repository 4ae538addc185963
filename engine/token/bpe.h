// SPDX-License-Identifier: MIT
#pragma once
// BytePairMerger: the merge rules of a byte-level BPE and their application to one run of bytes.
//
// The rule is that of the usual implementations: again and again the pair of lowest rank is merged, the
// leftmost of equals first. Not a tokenizer: see Tokenizer. Threading: immutable once filled. Ownership: owns
// its tables. Cost: O(n log n) for n bytes; short runs use a plain scan, long ones a heap, with equal
// results.
#include "engine/base/offsets.h"

#include <array>
#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace deltapad {

class BytePairMerger
{
public:
    void setByteToken(unsigned char byte, TokenId id) { m_byteTokens[byte] = id; }
    /// Appends the next merge in rank order; false if the pair has one already.
    bool addMerge(TokenId left, TokenId right, TokenId result);
    void reserve(std::size_t merges) { m_merges.reserve(merges); }

    void encode(std::string_view bytes, std::vector<TokenId> &out) const;

private:
    struct Merge
    {
        std::uint32_t rank = 0;
        TokenId result = 0;
    };

    const Merge *find(TokenId left, TokenId right) const;
    void encodeShort(std::string_view bytes, std::vector<TokenId> &out) const;
    void encodeLong(std::string_view bytes, std::vector<TokenId> &out) const;

    std::array<TokenId, 256> m_byteTokens{};
    std::unordered_map<std::uint64_t, Merge> m_merges;
};

} // namespace deltapad
