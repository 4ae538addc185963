// SPDX-License-Identifier: MIT
#pragma once
// Continuations at the caret: a beam over the tokens that may continue what is typed, on a Branch.
//
// While a word is being typed its tokens are not final, so candidates come from the row before the word,
// restricted to tokens that continue the typed beginning (engine.md section 3). Probabilities are conditional
// on that beginning. Words also draw on what this document repeats (document_cache.h); single tokens do not.
// Threading: one caller at a time, engine not updated meanwhile. Ownership: borrows everything. Cost: at most
// beam * depth rows.
#include "engine/base/cancellation.h"
#include "engine/incremental/branch.h"
#include "engine/session/known_words.h"
#include "engine/session/report.h"
#include "engine/token/token_document.h"

#include <string>
#include <vector>

namespace deltapad {

/// Where a completion starts: the row before it and the bytes after that row that are typed already.
struct CompletionPlace
{
    std::int64_t baseRow = 0;
    std::string typed;
    std::int64_t typedRows =
        0; ///< rows behind the base row that hold what is typed, and the rest of its word
};

/// `liveBegin`: the document's token that row 1 holds. Requires liveBegin <= caret's token.
CompletionPlace completionPlace(const TokenDocument &document, TokenIndex liveBegin, Utf16Offset caret);

struct CompletionLimits
{
    std::int32_t count = 5;
    std::int32_t maxWords = 3;
};

/// The text at the caret, and which words make sense there.
struct WordSurroundings
{
    std::u16string wordBefore; ///< the part of a word that stands before the caret
    std::u16string following;  ///< text behind the caret; what would repeat it is left out
    KnowsWord knows;           ///< empty: every word
};

/// The part of a word that ends at `caret`, if there is one.
std::u16string wordBefore(const TextBuffer &text, Utf16Offset caret);

/// Words that continue the place, best first, with the model's confidence in each. A beginning that becomes
/// no known word is not offered, and the search goes on to the next one; a further word that is not known
/// ends a suggestion before it. Empty if cancelled.
std::vector<Suggestion> completeWords(const IncrementalEngine &engine, const CompletionPlace &place,
                                      const WordSurroundings &around, CompletionLimits limits,
                                      const CancelToken &cancel);

/// Single next tokens, best first, from the base row's scores alone. Nobody has measured how often these are
/// right: their confidence is their probability.
std::vector<Suggestion> completeTokens(IncrementalEngine &engine, const CompletionPlace &place,
                                       std::int32_t count);

} // namespace deltapad
