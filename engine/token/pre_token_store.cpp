// SPDX-License-Identifier: MIT
#include "engine/token/pre_token_store.h"

#include <algorithm>
#include <cassert>
#include <iterator>

namespace deltapad {

namespace {

constexpr std::size_t kChunkPreTokens = 256; // of a freshly cut chunk
constexpr std::size_t kMaxChunkPreTokens = 512;
constexpr std::size_t kMinChunkPreTokens = 64;

void append(PreTokenRun &run, const PreTokenRun &other, std::size_t begin, std::size_t end,
            std::int64_t idBegin, std::int64_t idEnd)
{
    run.preTokens.insert(run.preTokens.end(), other.preTokens.begin() + std::ptrdiff_t(begin),
                         other.preTokens.begin() + std::ptrdiff_t(end));
    run.ids.insert(run.ids.end(), other.ids.begin() + idBegin, other.ids.begin() + idEnd);
}

} // namespace

// One search for units and for tokens: `begin` and `position` name the coordinate, `size` measures chunks and
// pre-tokens in it.
template <typename Size>
PreTokenStore::Place PreTokenStore::find(std::int64_t wanted, std::int64_t ChunkPlace::*begin,
                                         std::int64_t Place::*position, Size size) const
{
    ChunkPlace at = m_last;
    while (wanted < at.*begin) {
        const Chunk &chunk = m_chunks[--at.chunk];
        at.unit -= chunk.units;
        at.token -= std::int64_t(chunk.run.ids.size());
        ++m_visited;
    }
    while (at.chunk < m_chunks.size() && wanted >= at.*begin + size.ofChunk(m_chunks[at.chunk])) {
        const Chunk &chunk = m_chunks[at.chunk++];
        at.unit += chunk.units;
        at.token += std::int64_t(chunk.run.ids.size());
        ++m_visited;
    }
    m_last = at;
    Place place{at.chunk, 0, at.unit, at.token, 0};
    if (atEnd(place))
        return place;
    const std::vector<PreToken> &preTokens = m_chunks[at.chunk].run.preTokens;
    while (wanted >= place.*position + size.ofPreToken(preTokens[place.index])) {
        const PreToken &preToken = preTokens[place.index++];
        place.unit += preToken.units;
        place.token += preToken.tokens;
    }
    place.tokenInChunk = place.token - at.token;
    return place;
}

PreTokenStore::Place PreTokenStore::findUnit(std::int64_t unit) const
{
    struct Units
    {
        std::int64_t ofChunk(const Chunk &chunk) const { return chunk.units; }
        std::int64_t ofPreToken(const PreToken &preToken) const { return preToken.units; }
    };
    assert(unit >= 0);
    return find(unit, &ChunkPlace::unit, &Place::unit, Units());
}

PreTokenStore::Place PreTokenStore::findToken(std::int64_t token) const
{
    struct Tokens
    {
        std::int64_t ofChunk(const Chunk &chunk) const { return std::int64_t(chunk.run.ids.size()); }
        std::int64_t ofPreToken(const PreToken &preToken) const { return preToken.tokens; }
    };
    assert(token >= 0);
    return find(token, &ChunkPlace::token, &Place::token, Tokens());
}

void PreTokenStore::advance(Place &place) const
{
    const Chunk &chunk = m_chunks[place.chunk];
    const PreToken &preToken = chunk.run.preTokens[place.index];
    place.unit += preToken.units;
    place.token += preToken.tokens;
    place.tokenInChunk += preToken.tokens;
    if (++place.index == chunk.run.preTokens.size()) {
        ++place.chunk;
        place.index = 0;
        place.tokenInChunk = 0;
    }
}

std::vector<PreTokenStore::Chunk> PreTokenStore::cut(PreTokenRun run)
{
    std::vector<Chunk> chunks;
    const std::size_t size = run.preTokens.size();
    std::int64_t id = 0;
    for (std::size_t begin = 0; begin < size;) {
        const std::size_t rest = size - begin;
        const std::size_t count = rest <= kMaxChunkPreTokens ? rest : kChunkPreTokens;
        Chunk chunk;
        std::int64_t idEnd = id;
        for (std::size_t i = begin; i < begin + count; ++i) {
            chunk.units += run.preTokens[i].units;
            idEnd += run.preTokens[i].tokens;
        }
        if (count == size)
            chunk.run = std::move(run);
        else
            append(chunk.run, run, begin, begin + count, id, idEnd);
        chunks.push_back(std::move(chunk));
        begin += count;
        id = idEnd;
    }
    return chunks;
}

void PreTokenStore::replace(const Place &from, const Place &to, PreTokenRun run)
{
    assert(from.unit <= to.unit);
    m_tokens += std::int64_t(run.ids.size()) - (to.token - from.token);
    m_units -= to.unit - from.unit;
    for (const PreToken &preToken : run.preTokens)
        m_units += preToken.units;

    // Edits are local: the next look-up starts at the first chunk that is touched.
    m_last = {from.chunk, from.unit, from.token - from.tokenInChunk};
    for (std::size_t i = 0; i < from.index; ++i)
        m_last.unit -= m_chunks[from.chunk].run.preTokens[i].units;

    // The chunks that are touched are joined with what is left of them at both ends, and cut again.
    PreTokenRun joined;
    std::size_t first = from.chunk;
    std::size_t last = to.chunk;
    if (from.index > 0)
        append(joined, m_chunks[from.chunk].run, 0, from.index, 0, from.tokenInChunk);
    append(joined, run, 0, run.preTokens.size(), 0, std::int64_t(run.ids.size()));
    if (to.index > 0) {
        const PreTokenRun &tail = m_chunks[to.chunk].run;
        append(joined, tail, to.index, tail.preTokens.size(), to.tokenInChunk, std::int64_t(tail.ids.size()));
        ++last;
    }
    const auto takeIn = [&](std::size_t chunk) {
        const PreTokenRun &other = m_chunks[chunk].run;
        append(joined, other, 0, other.preTokens.size(), 0, std::int64_t(other.ids.size()));
    };
    if (!joined.preTokens.empty() && joined.preTokens.size() < kMinChunkPreTokens && last < m_chunks.size()) {
        takeIn(last);
        ++last;
    } else if (!joined.preTokens.empty() && joined.preTokens.size() < kMinChunkPreTokens && first > 0) {
        --first;
        m_last.chunk = first;
        m_last.unit -= m_chunks[first].units;
        m_last.token -= std::int64_t(m_chunks[first].run.ids.size());
        PreTokenRun right = std::move(joined);
        joined = {};
        takeIn(first);
        append(joined, right, 0, right.preTokens.size(), 0, std::int64_t(right.ids.size()));
    }
    std::vector<Chunk> fresh = cut(std::move(joined));
    const std::size_t common = std::min(last - first, fresh.size());
    if (fresh.size() != last - first)
        m_visited += std::int64_t(m_chunks.size() - last);
    std::move(fresh.begin(), fresh.begin() + std::ptrdiff_t(common),
              m_chunks.begin() + std::ptrdiff_t(first));
    if (common < last - first)
        m_chunks.erase(m_chunks.begin() + std::ptrdiff_t(first + common),
                       m_chunks.begin() + std::ptrdiff_t(last));
    else
        m_chunks.insert(m_chunks.begin() + std::ptrdiff_t(first + common),
                        std::make_move_iterator(fresh.begin() + std::ptrdiff_t(common)),
                        std::make_move_iterator(fresh.end()));
}

} // namespace deltapad
