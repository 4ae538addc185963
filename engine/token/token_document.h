// SPDX-License-Identifier: MIT
#pragma once
// TokenDocument: a text and its tokens, kept equal under edits.
//
// Invariant T1: after any sequence of splices tokens() equals Tokenizer::encode(text()). An edit re-tokenises
// only the pre-tokens that it can reach: from the last pre-token whose look-ahead ends before the edit to the
// first new pre-token start that was a start before (pre-tokenisation has no state at a start). Threading:
// one thread at a time. Ownership: shares the tokenizer, owns text and tokens. Cost: O(edited text + longest
// pre-token) for tokens, O(document / chunk + longest pre-token) for places, and less for a place near the
// one asked for before.
#include "engine/base/edits.h"
#include "engine/base/result.h"
#include "engine/text/text_buffer.h"
#include "engine/token/tokenizer.h"

#include <memory>
#include <vector>

namespace deltapad {

class TokenDocument
{
public:
    explicit TokenDocument(std::shared_ptr<const Tokenizer> tokenizer);
    ~TokenDocument();
    TokenDocument(TokenDocument &&) noexcept;
    TokenDocument &operator=(TokenDocument &&) noexcept;

    const Tokenizer &tokenizer() const;
    const TextBuffer &text() const;

    void reset(std::u16string_view text);
    /// The smallest replacement of a run of tokens that the splice causes (common ends trimmed; may be
    /// empty). BadEdit, and no change, if the splice lies outside the text.
    Result<TokenEdit> apply(const TextSplice &splice);

    std::int64_t size() const; ///< number of tokens
    TokenId token(TokenIndex at) const;
    std::vector<TokenId> tokens(TokenIndex begin, TokenIndex end) const;

    /// UTF-16 offset where the token's first byte lies; rounded down to the code point if the token starts
    /// inside one. startOf(size()) is the length of the text.
    Utf16Offset startOf(TokenIndex at) const;
    /// startOf() of every token of [begin, end), in one walk.
    std::vector<Utf16Offset> startsOf(TokenIndex begin, TokenIndex end) const;
    /// The token that holds the unit at `at` (the first token whose bytes reach into that code point);
    /// size() for the end of the text.
    TokenIndex tokenAt(Utf16Offset at) const;
    /// UTF-8 bytes of the text between the start of token `at` and `end` (the typed beginning of a word,
    /// say); `end` inside a surrogate pair is rounded down.
    std::string bytesBetween(TokenIndex at, Utf16Offset end) const;
    /// True if a pre-token starts at this token (a place where the text may be cut without changing tokens).
    bool startsPreToken(TokenIndex at) const;

    /// Pre-tokens tokenised by the last apply() or reset(): the work done.
    std::int64_t lastPreTokensEncoded() const;
    /// Entries of the chunk tables (text and pre-tokens) walked over or moved so far: what of the work could
    /// depend on the document's length.
    std::int64_t chunksVisited() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace deltapad
