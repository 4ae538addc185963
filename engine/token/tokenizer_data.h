// SPDX-License-Identifier: MIT
#pragma once
// What a Tokenizer holds; shared by tokenizer.cpp (use) and tokenizer_json.cpp (loading) only.
#include "engine/token/bpe.h"
#include "engine/token/tokenizer.h"

#include <cstdint>
#include <string>
#include <vector>

namespace deltapad {

struct Tokenizer::Data
{
    std::vector<std::string> bytes;    ///< [V]
    std::vector<std::uint8_t> special; ///< [V]
    std::vector<TokenId> sorted;       ///< all ids by (bytes, special, id)
    std::size_t longestToken = 0;      ///< bytes
    BytePairMerger merger;
};

} // namespace deltapad
