// SPDX-License-Identifier: MIT
#pragma once
// The two forms of an edit: a splice of text, and the run of tokens that it replaces.
#include "engine/base/offsets.h"

#include <string>
#include <vector>

namespace deltapad {

/// Replaces `removed` UTF-16 units at `begin` by `inserted` (which may hold lone surrogates).
struct TextSplice
{
    Utf16Offset begin;
    std::int64_t removed = 0;
    std::u16string inserted;
};

/// Replaces `removed` tokens at `begin` by `inserted`.
struct TokenEdit
{
    TokenIndex begin;
    std::int64_t removed = 0;
    std::vector<TokenId> inserted;

    bool empty() const { return removed == 0 && inserted.empty(); }
};

} // namespace deltapad
