// SPDX-License-Identifier: MIT
#pragma once
// Tokenizer: byte-level BPE in the Hugging Face tokenizer.json layout (GPT-2 and OPT style), immutable after
// load.
//
// What load() takes: model.type "BPE" whose vocabulary writes bytes in the GPT-2 alphabet and holds all 256
// of them, merges as "a b" or ["a", "b"], a ByteLevel pre-tokeniser (alone or as the only step of a
// Sequence), added tokens; ids are 0..V-1 without gaps. Not for other kinds (WordPiece, Unigram) nor for
// options that change the tokens (normalizer, add_prefix_space, ignore_merges, …): load() answers
// Unsupported. `decoder`, `post_processor`, `truncation` and `padding` say nothing about the tokens of a text
// and are not read. Special tokens are the added ones: they never come from a text. Threading: const members
// may be called from any thread. Ownership: shared, immutable. Cost: encode is O(bytes log longest
// pre-token); a pre-token has no length limit, so one of 5 MB costs about a second and 50 bytes of memory a
// byte while it is encoded.
#include "engine/base/offsets.h"
#include "engine/base/result.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace deltapad {

class Tokenizer
{
public:
    /// Limit of tokenizer.json in bytes.
    static constexpr std::int64_t kMaxFileBytes = 64 << 20;

    ~Tokenizer();
    static Result<std::shared_ptr<const Tokenizer>> load(const std::string &path);
    /// `name` stands for the file in error messages.
    static Result<std::shared_ptr<const Tokenizer>> parse(std::string_view json, const std::string &name);

    std::int32_t vocabularySize() const;
    /// UTF-8 bytes of a token (possibly part of a code point); a special token has its literal text.
    std::string_view bytes(TokenId id) const;
    bool isSpecial(TokenId id) const;
    /// Id of a special or ordinary token by its exact bytes, -1 if there is none.
    TokenId find(std::string_view bytes) const;

    /// Tokens of a whole text. Special tokens' texts are treated as ordinary text. Lone surrogates count as
    /// U+FFFD.
    std::vector<TokenId> encode(std::u16string_view text) const;
    /// BPE of one pre-token's UTF-8 bytes, appended to `out`.
    void encodePreToken(std::string_view utf8, std::vector<TokenId> &out) const;
    /// Concatenated bytes; invalid sequences are left as they are.
    std::string decode(std::span<const TokenId> tokens) const;

    /// Ids whose bytes begin with `prefix`, or are a proper prefix of it: the tokens that may continue a
    /// typed beginning. No special tokens. Sorted by id. Cost: O(|prefix| log V + answers log answers).
    std::vector<TokenId> compatibleWith(std::string_view prefix) const;

private:
    friend class TokenizerBuilder; // tokenizer_json.cpp
    struct Data;
    explicit Tokenizer(std::unique_ptr<Data> data);
    std::unique_ptr<Data> m_data;
};

} // namespace deltapad
