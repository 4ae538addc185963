// SPDX-License-Identifier: MIT
#pragma once
// What other words would cost at a place: bits of a stretch of text with a part of it replaced, on a Branch.
//
// The document's rows do not change. Not for continuations: completion.h. Threading: one caller at a time,
// engine not updated meanwhile. Ownership: borrows everything. Cost: alternatives * (their tokens +
// following) rows and vocabulary scores.
#include "engine/base/cancellation.h"
#include "engine/incremental/branch.h"
#include "engine/token/token_document.h"

#include <span>
#include <string>
#include <vector>

namespace deltapad {

/// A place of the live text: the part [begin, end) and how many tokens behind it count.
struct ReplacedPart
{
    Utf16Offset begin;
    Utf16Offset end;
    std::int64_t following = 6;
};

/// Bits of the stretch from the pre-token that holds `part.begin` to the end of the following tokens, with
/// the part replaced by each alternative. Live tokens are [liveBegin, liveEnd). Empty if cancelled.
std::vector<double> alternativeBits(const IncrementalEngine &engine, const TokenDocument &document,
                                    TokenIndex liveBegin, TokenIndex liveEnd, const ReplacedPart &part,
                                    std::span<const std::u16string> alternatives, const CancelToken &cancel);

} // namespace deltapad
