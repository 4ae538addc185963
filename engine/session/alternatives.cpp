// SPDX-License-Identifier: MIT
#include "engine/session/alternatives.h"

#include "engine/kernel/row_kernel.h"

#include <algorithm>
#include <cmath>

namespace deltapad {

namespace {

std::size_t index(std::int64_t n)
{
    return static_cast<std::size_t>(n);
}

} // namespace

std::vector<double> alternativeBits(const IncrementalEngine &engine, const TokenDocument &document,
                                    TokenIndex liveBegin, TokenIndex liveEnd, const ReplacedPart &part,
                                    std::span<const std::u16string> alternatives, const CancelToken &cancel)
{
    TokenIndex at = document.tokenAt(part.begin);
    while (at > liveBegin && !document.startsPreToken(at))
        at = at - 1;
    TokenIndex stop = document.tokenAt(part.end);
    const TokenIndex last = std::min(liveEnd, stop + part.following);
    // The stretch ends where pre-tokens do, so that the text behind it cannot change its tokens.
    stop = std::max(last, stop);
    while (stop < liveEnd && !document.startsPreToken(stop))
        ++stop;
    const std::u16string head = document.text().slice(document.startOf(at), part.begin);
    const std::u16string tail = document.text().slice(part.end, std::max(part.end, document.startOf(stop)));

    std::vector<std::vector<TokenId>> tokens;
    std::size_t longest = 0;
    for (const std::u16string &alternative : alternatives) {
        tokens.push_back(document.tokenizer().encode(head + alternative + tail));
        longest = std::max(longest, tokens.back().size());
    }
    const std::int32_t vocabulary = engine.layout().model->config.vocabulary;
    Branch branch(engine, at - liveBegin);
    AlignedVector<float> scores(index(roundUpTo(vocabulary, 16)));
    std::vector<std::int32_t> nodes(tokens.size(), Branch::kRoot);
    std::vector<double> bits(tokens.size(), 0.0);
    for (std::size_t depth = 0; depth < longest; ++depth) {
        if (cancel.requested())
            return {};
        std::vector<Branch::Step> steps;
        std::vector<std::size_t> going;
        double logSum = 0;
        bool haveRoot = false; // all begin after the same row
        for (std::size_t n = 0; n < tokens.size(); ++n) {
            if (depth >= tokens[n].size())
                continue;
            if (depth > 0 || !haveRoot) {
                branch.logits(nodes[n], scores.data());
                logSum = kernel::logSumExp(scores.data(), vocabulary);
                haveRoot = true;
            }
            bits[n] -= (static_cast<double>(scores[index(tokens[n][depth])]) - logSum) / std::log(2.0);
            if (depth + 1 < tokens[n].size()) {
                steps.push_back({nodes[n], tokens[n][depth]});
                going.push_back(n);
            }
        }
        if (steps.empty())
            break;
        const std::int32_t first = branch.extend(steps);
        for (std::size_t k = 0; k < going.size(); ++k)
            nodes[going[k]] = first + static_cast<std::int32_t>(k);
    }
    return bits;
}

} // namespace deltapad
