// SPDX-License-Identifier: MIT
#pragma once
// TextChunks: UTF-16 text in chunks that never change, so that a copy of a large text costs next to nothing
// and can be read on another thread while the original is edited. Not for display. Threading: an object
// belongs to one thread at a time; copies are independent of each other. Ownership: owns its text together
// with its copies. Cost: at() logarithmic in the chunks; replace() one chunk and the numbers of those behind
// it; a copy one pointer a chunk.
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace deltapad {

class TextChunks
{
public:
    TextChunks() = default;
    explicit TextChunks(std::u16string_view text) { assign(text); }

    void assign(std::u16string_view text);
    std::int64_t size() const { return m_size; }
    /// Requires 0 <= at < size().
    char16_t at(std::int64_t at) const;
    /// Requires 0 <= begin <= end <= size().
    std::u16string slice(std::int64_t begin, std::int64_t end) const;
    std::u16string text() const { return slice(0, m_size); }
    /// Requires begin and begin + removed inside the text.
    void replace(std::int64_t begin, std::int64_t removed, std::u16string_view inserted);

    /// One after the other they are the text. None is empty.
    std::size_t chunkCount() const { return m_chunks.size(); }
    std::u16string_view chunk(std::size_t index) const { return *m_chunks[index].text; }

    static constexpr std::size_t kChunk = 8192; ///< units of a new chunk; none has more than twice as many

private:
    struct Chunk
    {
        std::shared_ptr<const std::u16string> text;
        std::int64_t begin = 0;
    };
    /// The chunk that holds `at`, the last one at the very end; requires a text that is not empty.
    std::size_t chunkOf(std::int64_t at) const;

    std::vector<Chunk> m_chunks;
    std::int64_t m_size = 0;
};

} // namespace deltapad
