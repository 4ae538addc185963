// SPDX-License-Identifier: MIT
#include "engine/session/document_cache.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace deltapad {

const DocumentCache::Shares DocumentCache::kShares = {
    {{0.0215, 13.0}, {0.14, 0.8}, {0.255, 1.0}, {0.345, 0.6}, {0.26, 0.25}}};

DocumentCache::DocumentCache(std::span<const TokenId> tokens, std::int64_t hiddenBegin,
                             std::int64_t hiddenEnd, const Shares &shares)
    : m_tokens(tokens), m_hiddenBegin(hiddenBegin), m_hiddenEnd(hiddenEnd), m_shares(shares)
{
    std::vector<TokenId> sorted;
    for (std::int64_t row = 1; row < std::ssize(tokens); ++row) {
        if (isHidden(row))
            continue;
        sorted.push_back(tokens[static_cast<std::size_t>(row)]);
        if (!isHidden(row - 1))
            m_places.push_back({tokens[static_cast<std::size_t>(row - 1)], row});
    }
    m_total = std::ssize(sorted);
    std::sort(sorted.begin(), sorted.end());
    for (const TokenId token : sorted) {
        if (m_occurrences.empty() || m_occurrences.back().token != token)
            m_occurrences.push_back({token, 0});
        ++m_occurrences.back().count;
    }
    std::stable_sort(m_places.begin(), m_places.end(),
                     [](const Place &a, const Place &b) { return a.before < b.before; });
}

std::size_t DocumentCache::matchLength(std::int64_t row, std::span<const TokenId> recent) const
{
    std::size_t length = 0;
    while (length < kLongest && length < recent.size()) {
        const std::int64_t before = row - 1 - static_cast<std::int64_t>(length);
        if (before < 0 || isHidden(before) ||
            m_tokens[static_cast<std::size_t>(before)] != recent[recent.size() - 1 - length])
            break;
        ++length;
    }
    return length;
}

void DocumentCache::mix(std::span<const TokenId> recent, double logSum, std::span<float> scores) const
{
    // How often a token followed the last 1..kLongest tokens.
    std::map<TokenId, std::array<std::int64_t, kLongest + 1>> followers;
    std::array<std::int64_t, kLongest + 1> totals = {m_total};
    if (!recent.empty()) {
        const auto [begin, end] =
            std::equal_range(m_places.begin(), m_places.end(), Place{recent.back(), 0},
                             [](const Place &a, const Place &b) { return a.before < b.before; });
        for (auto place = begin; place != end; ++place) {
            auto &counts = followers[m_tokens[static_cast<std::size_t>(place->row)]];
            for (std::size_t n = matchLength(place->row, recent); n > 0; --n) {
                ++counts[n];
                ++totals[n];
            }
        }
    }

    std::array<double, kLongest + 1> weight = {}; // what one occurrence is worth in the end
    double kept = 1;                              // of the model's own probability
    for (std::size_t n = kLongest + 1; n-- > 0;) {
        if (totals[n] == 0)
            continue;
        const auto total = static_cast<double>(totals[n]);
        const double share = m_shares[n].most * total / (total + m_shares[n].half);
        weight[n] = kept * share / total;
        kept *= 1 - share;
    }
    const double shift = std::log(kept) - logSum;
    for (float &score : scores)
        score = static_cast<float>(static_cast<double>(score) + shift);
    for (const Occurrences &one : m_occurrences) {
        double more = weight[0] * static_cast<double>(one.count);
        if (const auto follower = followers.find(one.token); follower != followers.end())
            for (std::size_t n = 1; n <= kLongest; ++n)
                more += weight[n] * static_cast<double>(follower->second[n]);
        float &score = scores[static_cast<std::size_t>(one.token)];
        score = static_cast<float>(std::log(std::exp(static_cast<double>(score)) + more));
    }
}

} // namespace deltapad
