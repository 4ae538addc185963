// SPDX-License-Identifier: MIT
#pragma once
// DocumentCache: what this document's own words say about the next token, mixed into the model's scores.
//
// A writer repeats names and terms that a small model has never seen. For the last 0..kLongest tokens the
// cache counts what followed them elsewhere in the live text, and mixes shares of these counts into the
// model's distribution, shorter matches first:
//   p <- (1 - l_n) p + l_n count_n(t) / total_n,   l_n = most_n total_n / (total_n + half_n).
// Not part of the model: surprise, classes and `score` do not see it. Deterministic: a function of the live
// tokens and the place alone. Threading: const members from any thread. Ownership: borrows the tokens. Cost:
// mix() visits every different live token and every place with the same token before it.
#include "engine/base/offsets.h"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace deltapad {

class DocumentCache
{
public:
    static constexpr std::size_t kLongest = 4; ///< tokens of context that a match may have

    struct Share
    {
        double most; ///< of the distribution, however many occurrences there are
        double half; ///< occurrences that give half of that
    };
    /// By length of the match. Chosen for the fewest bits on 60 documents of training text (34,484 tokens,
    /// each with at least 100 before it): delta-5m 5.837 bits a token alone, 5.467 with these shares.
    using Shares = std::array<Share, kLongest + 1>;
    static const Shares kShares;

    /// `tokens`: the live rows, row 0 the start token. Rows [hiddenBegin, hiddenEnd) are the word being
    /// typed: it is no evidence for itself. Cost: sorts the tokens.
    DocumentCache(std::span<const TokenId> tokens, std::int64_t hiddenBegin, std::int64_t hiddenEnd,
                  const Shares &shares = kShares);

    /// scores [vocabulary]: the model's scores after `recent` (its last tokens count) become logarithms of
    /// the mixed probabilities. `logSum`: of the scores, nats.
    void mix(std::span<const TokenId> recent, double logSum, std::span<float> scores) const;

private:
    struct Occurrences
    {
        TokenId token = 0;
        std::int64_t count = 0;
    };
    struct Place
    {
        TokenId before = 0; ///< the token in front of it
        std::int64_t row = 0;
    };

    bool isHidden(std::int64_t row) const { return row >= m_hiddenBegin && row < m_hiddenEnd; }
    /// How many of the last tokens of `recent` stand in front of `row`, at most kLongest.
    std::size_t matchLength(std::int64_t row, std::span<const TokenId> recent) const;

    std::span<const TokenId> m_tokens;
    std::int64_t m_hiddenBegin;
    std::int64_t m_hiddenEnd;
    const Shares &m_shares;
    std::vector<Occurrences> m_occurrences; ///< ascending by token
    std::int64_t m_total = 0;
    std::vector<Place> m_places; ///< ascending by the token before, then by row
};

} // namespace deltapad
