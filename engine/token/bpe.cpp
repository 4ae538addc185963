// SPDX-License-Identifier: MIT
#include "engine/token/bpe.h"

#include <limits>
#include <queue>

namespace deltapad {

namespace {

constexpr std::size_t kShortBytes = 48; // up to here a quadratic scan beats the heap
constexpr std::uint32_t kNoRank = std::numeric_limits<std::uint32_t>::max();

std::uint64_t pairKey(TokenId left, TokenId right)
{
    return (std::uint64_t(std::uint32_t(left)) << 32) | std::uint32_t(right);
}

} // namespace

bool BytePairMerger::addMerge(TokenId left, TokenId right, TokenId result)
{
    return m_merges.try_emplace(pairKey(left, right), Merge{std::uint32_t(m_merges.size()), result}).second;
}

const BytePairMerger::Merge *BytePairMerger::find(TokenId left, TokenId right) const
{
    const auto found = m_merges.find(pairKey(left, right));
    return found == m_merges.end() ? nullptr : &found->second;
}

void BytePairMerger::encode(std::string_view bytes, std::vector<TokenId> &out) const
{
    if (bytes.size() <= kShortBytes)
        encodeShort(bytes, out);
    else
        encodeLong(bytes, out);
}

void BytePairMerger::encodeShort(std::string_view bytes, std::vector<TokenId> &out) const
{
    std::array<TokenId, kShortBytes> ids;
    std::array<const Merge *, kShortBytes> merges; // of (ids[i], ids[i + 1])
    std::size_t count = bytes.size();
    for (std::size_t i = 0; i < count; ++i)
        ids[i] = m_byteTokens[static_cast<unsigned char>(bytes[i])];
    for (std::size_t i = 0; i + 1 < count; ++i)
        merges[i] = find(ids[i], ids[i + 1]);
    for (;;) {
        std::uint32_t rank = kNoRank;
        std::size_t best = 0;
        for (std::size_t i = 0; i + 1 < count; ++i) {
            if (merges[i] && merges[i]->rank < rank) {
                rank = merges[i]->rank;
                best = i;
            }
        }
        if (rank == kNoRank)
            break;
        ids[best] = merges[best]->result;
        --count;
        for (std::size_t i = best + 1; i < count; ++i) {
            ids[i] = ids[i + 1];
            merges[i - 1] = merges[i];
        }
        if (best > 0)
            merges[best - 1] = find(ids[best - 1], ids[best]);
        if (best + 1 < count)
            merges[best] = find(ids[best], ids[best + 1]);
    }
    out.insert(out.end(), ids.begin(), ids.begin() + std::ptrdiff_t(count));
}

void BytePairMerger::encodeLong(std::string_view bytes, std::vector<TokenId> &out) const
{
    struct Symbol
    {
        TokenId id;
        std::int64_t previous;
        std::int64_t next; // bytes.size() behind the last one
    };
    struct Candidate
    {
        std::uint32_t rank;
        TokenId left;
        TokenId right;
        TokenId result;
        std::int64_t at;
        bool operator<(const Candidate &other) const
        {
            return rank != other.rank ? rank > other.rank
                                      : at > other.at; // the top of the queue merges first
        }
    };
    constexpr TokenId kGone = -1;
    const auto size = std::int64_t(bytes.size());
    std::vector<Symbol> symbols(bytes.size());
    for (std::int64_t i = 0; i < size; ++i)
        symbols[std::size_t(i)] = {m_byteTokens[static_cast<unsigned char>(bytes[std::size_t(i)])], i - 1,
                                   i + 1};

    std::vector<Candidate> storage;
    const auto candidateAt = [&](std::int64_t at, std::vector<Candidate> *plain,
                                 std::priority_queue<Candidate> *queue) {
        const Symbol &symbol = symbols[std::size_t(at)];
        if (symbol.next >= size)
            return;
        const TokenId right = symbols[std::size_t(symbol.next)].id;
        if (const Merge *merge = find(symbol.id, right)) {
            const Candidate candidate{merge->rank, symbol.id, right, merge->result, at};
            if (plain)
                plain->push_back(candidate);
            else
                queue->push(candidate);
        }
    };
    for (std::int64_t i = 0; i < size; ++i)
        candidateAt(i, &storage, nullptr);
    std::priority_queue<Candidate> queue(std::less<Candidate>(), std::move(storage)); // heapified in O(n)

    while (!queue.empty()) {
        const Candidate top = queue.top();
        queue.pop();
        // An entry whose symbols were merged away since is stale; one that describes the present pair is
        // right whenever it was made.
        Symbol &left = symbols[std::size_t(top.at)];
        if (left.id != top.left || left.next >= size || symbols[std::size_t(left.next)].id != top.right)
            continue;
        Symbol &right = symbols[std::size_t(left.next)];
        left.id = top.result;
        left.next = right.next;
        right.id = kGone;
        if (left.next < size)
            symbols[std::size_t(left.next)].previous = top.at;
        if (left.previous >= 0)
            candidateAt(left.previous, nullptr, &queue);
        candidateAt(top.at, nullptr, &queue);
    }
    for (std::int64_t i = 0; i < size; i = symbols[std::size_t(i)].next)
        out.push_back(symbols[std::size_t(i)].id);
}

} // namespace deltapad
