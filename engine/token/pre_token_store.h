// SPDX-License-Identifier: MIT
#pragma once
// PreTokenStore: the pre-tokens of a document and their token ids, cut into chunks of a few hundred
// pre-tokens.
//
// It knows lengths only; the text itself is TextBuffer's. Places are found by the sums of the chunks, from
// the place found before (edits and look-ups are local), and by a scan inside one chunk. Threading: one
// thread at a time, look-ups included (they move the remembered place). Ownership: owns its numbers. Cost:
// look-up O(distance / chunk + chunk); replace O(what is replaced), and O(chunks) when a chunk becomes too
// long or too short. chunksVisited() counts what depends on the document's length.
#include "engine/base/offsets.h"

#include <cstdint>
#include <vector>

namespace deltapad {

/// One pre-token: how many UTF-16 units and how many tokens it has (both at least 1). 8 bytes, since a text
/// of 10 MB has two million of them; hence texts of fewer than 2^31 units.
struct PreToken
{
    std::int32_t units = 0;
    std::int32_t tokens = 0;
};

/// A run of pre-tokens with the ids of all their tokens.
struct PreTokenRun
{
    std::vector<PreToken> preTokens;
    std::vector<TokenId> ids;
};

class PreTokenStore
{
public:
    /// A pre-token by its place; invalid after replace(). The end of the document is a place as well.
    struct Place
    {
        std::size_t chunk = 0;
        std::size_t index = 0;         ///< in the chunk
        std::int64_t unit = 0;         ///< UTF-16 offset of its start
        std::int64_t token = 0;        ///< index of its first token
        std::int64_t tokenInChunk = 0; ///< the same, from the chunk's first token
    };

    std::int64_t units() const { return m_units; }
    std::int64_t tokens() const { return m_tokens; }

    Place begin() const { return {}; }
    bool atEnd(const Place &place) const { return place.chunk >= m_chunks.size(); }
    /// The last pre-token that starts at or before the unit or token; the end if that is behind the last one.
    Place findUnit(std::int64_t unit) const;
    Place findToken(std::int64_t token) const;
    /// Requires !atEnd(place).
    void advance(Place &place) const;
    const PreToken &at(const Place &place) const { return m_chunks[place.chunk].run.preTokens[place.index]; }
    /// Ids of the pre-token at `place`, at(place).tokens of them.
    const TokenId *ids(const Place &place) const
    {
        return m_chunks[place.chunk].run.ids.data() + place.tokenInChunk;
    }

    /// Entries of the chunk table walked over or moved so far: the work done beside what is asked for.
    std::int64_t chunksVisited() const { return m_visited; }

    /// Puts `run` in place of the pre-tokens of [from, to).
    void replace(const Place &from, const Place &to, PreTokenRun run);

private:
    struct Chunk
    {
        PreTokenRun run; ///< never empty
        std::int64_t units = 0;
    };
    struct ChunkPlace
    {
        std::size_t chunk = 0;
        std::int64_t unit = 0;
        std::int64_t token = 0;
    };

    template <typename Size>
    Place find(std::int64_t wanted, std::int64_t ChunkPlace::*begin, std::int64_t Place::*position,
               Size size) const;
    static std::vector<Chunk> cut(PreTokenRun run);

    std::vector<Chunk> m_chunks;
    std::int64_t m_units = 0;
    std::int64_t m_tokens = 0;
    mutable ChunkPlace m_last; ///< the chunk found last; reset by replace()
    mutable std::int64_t m_visited = 0;
};

} // namespace deltapad
