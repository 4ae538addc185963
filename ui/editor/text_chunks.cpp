// SPDX-License-Identifier: MIT
#include "ui/editor/text_chunks.h"

#include <algorithm>
#include <iterator>

namespace deltapad {

namespace {

bool isSecondHalf(char16_t unit)
{
    return (unit & 0xFC00) == 0xDC00;
}

} // namespace

void TextChunks::assign(std::u16string_view text)
{
    m_chunks.clear();
    m_size = 0;
    replace(0, 0, text);
}

std::size_t TextChunks::chunkOf(std::int64_t at) const
{
    const auto behind =
        std::upper_bound(m_chunks.begin(), m_chunks.end(), at,
                         [](std::int64_t place, const Chunk &chunk) { return place < chunk.begin; });
    return std::size_t(behind - m_chunks.begin()) - 1;
}

char16_t TextChunks::at(std::int64_t at) const
{
    const Chunk &chunk = m_chunks[chunkOf(at)];
    return (*chunk.text)[std::size_t(at - chunk.begin)];
}

std::u16string TextChunks::slice(std::int64_t begin, std::int64_t end) const
{
    std::u16string out;
    out.reserve(std::size_t(end - begin));
    if (begin == end)
        return out;
    for (std::size_t i = chunkOf(begin); i < m_chunks.size() && m_chunks[i].begin < end; ++i) {
        const std::int64_t from = std::max(begin, m_chunks[i].begin);
        out.append(*m_chunks[i].text, std::size_t(from - m_chunks[i].begin), std::size_t(end - from));
    }
    return out;
}

void TextChunks::replace(std::int64_t begin, std::int64_t removed, std::u16string_view inserted)
{
    // What stands in the place of the chunks [first, last] afterwards.
    std::size_t first = 0;
    std::size_t behind = 0;
    std::u16string fresh;
    if (!m_chunks.empty()) {
        first = chunkOf(begin);
        std::size_t last = chunkOf(begin + removed);
        const std::size_t head = std::size_t(begin - m_chunks[first].begin);
        const std::size_t tail = std::size_t(begin + removed - m_chunks[last].begin);
        const std::size_t left = head + inserted.size() + m_chunks[last].text->size() - tail;
        fresh.reserve(left + kChunk);
        fresh.append(*m_chunks[first].text, 0, head);
        fresh.append(inserted);
        fresh.append(*m_chunks[last].text, tail);
        // Many deletions must not leave many small chunks.
        if (left < kChunk / 4 && last + 1 < m_chunks.size())
            fresh.append(*m_chunks[++last].text);
        behind = last + 1;
    } else {
        fresh = inserted;
    }
    std::vector<Chunk> pieces;
    for (std::size_t at = 0; at < fresh.size();) {
        std::size_t length = fresh.size() - at;
        if (length > 2 * kChunk)
            length = kChunk - (isSecondHalf(fresh[at + kChunk]) ? 1 : 0);
        pieces.push_back({std::make_shared<const std::u16string>(fresh, at, length), 0});
        at += length;
    }
    const std::size_t same = std::min(pieces.size(), behind - first);
    std::move(pieces.begin(), pieces.begin() + std::ptrdiff_t(same),
              m_chunks.begin() + std::ptrdiff_t(first));
    const auto rest = m_chunks.begin() + std::ptrdiff_t(first + same);
    if (same < pieces.size())
        m_chunks.insert(rest, std::make_move_iterator(pieces.begin() + std::ptrdiff_t(same)),
                        std::make_move_iterator(pieces.end()));
    else
        m_chunks.erase(rest, m_chunks.begin() + std::ptrdiff_t(behind));
    std::int64_t place = first == 0 ? 0 : m_chunks[first - 1].begin + std::int64_t(chunk(first - 1).size());
    for (auto it = m_chunks.begin() + std::ptrdiff_t(first); it != m_chunks.end(); ++it) {
        it->begin = place;
        place += std::int64_t(it->text->size());
    }
    m_size += std::int64_t(inserted.size()) - removed;
}

} // namespace deltapad
