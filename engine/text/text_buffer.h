// SPDX-License-Identifier: MIT
#pragma once
// TextBuffer: the engine's own copy of a document, in UTF-16, cut into chunks of a few kilobytes.
//
// UTF-16 because the editor speaks it and because lone surrogates must survive until their partner arrives;
// code points and UTF-8 are derived from it. Not for display or undo: the editor's document does that.
// Threading: one thread at a time, look-ups included (they move the remembered place). Ownership: owns its
// text. Cost: an edit or a conversion touches one chunk and walks the chunk table from the place looked at
// before, so it does not depend on the length as long as places are near each other; a jump across the text
// is O(length / 4096), and so is the edit that makes a chunk too long or too short (about one in a thousand
// keys: the table behind moves by one entry). chunksVisited() counts both.
#include "engine/base/edits.h"
#include "engine/base/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace deltapad {

class TextBuffer
{
public:
    TextBuffer() = default;
    explicit TextBuffer(std::u16string_view text) { assign(text); }

    void assign(std::u16string_view text);

    Utf16Offset length() const;
    /// A high surrogate followed by a low one counts as one code point; a lone surrogate counts as one too.
    CodePointOffset codePointLength() const { return CodePointOffset(m_codePoints); }

    /// Requires 0 <= at < length().
    char16_t at(Utf16Offset at) const;
    /// Text of [begin, end); requires 0 <= begin <= end <= length().
    std::u16string slice(Utf16Offset begin, Utf16Offset end) const;
    std::u16string text() const;

    /// BadEdit, and no change, if the splice lies outside the text.
    Status apply(const TextSplice &splice);

    /// Both clamp to the text; an offset inside a surrogate pair maps to the pair's code point.
    Utf16Offset toUtf16(CodePointOffset offset) const;
    CodePointOffset toCodePoint(Utf16Offset offset) const;

    /// Entries of the chunk table that look-ups and edits have walked over or moved so far: the work done.
    std::int64_t chunksVisited() const { return m_visited; }

    /// Reads units in nearly ascending order without searching the chunk table for each of them.
    /// Valid until the buffer changes. Cost: O(1) inside a chunk and towards its neighbours.
    class Reader
    {
    public:
        explicit Reader(const TextBuffer &buffer) : m_buffer(&buffer) {}
        std::int64_t length() const { return m_buffer->m_length; }
        /// Requires 0 <= at < length().
        char16_t operator[](std::int64_t at)
        {
            if (at < m_begin || at >= m_end)
                seek(at);
            return m_units[at - m_begin];
        }
        /// Text of [begin, end); requires 0 <= begin <= end <= length().
        std::u16string slice(std::int64_t begin, std::int64_t end);

    private:
        void seek(std::int64_t at);

        const TextBuffer *m_buffer;
        const char16_t *m_units = nullptr;
        std::size_t m_chunk = 0;
        std::int64_t m_begin = 0;
        std::int64_t m_end = 0;
    };

private:
    struct Chunk
    {
        std::u16string text;
        std::int64_t codePoints =
            0; ///< units that do not complete a pair begun in this or the previous chunk
    };
    struct Place
    {
        std::size_t chunk = 0;
        std::int64_t begin = 0;      ///< offset of the chunk's first unit
        std::int64_t codePoints = 0; ///< code points of the chunks before it
    };

    /// The chunk that holds unit `at`; for the end of the text the last chunk.
    Place find(std::int64_t at) const;
    /// Moves the remembered place by one chunk.
    void stepBack() const;
    void stepForward() const;
    /// Cuts `text` into chunks and puts them in place of [first, last).
    void replaceChunks(std::size_t first, std::size_t last, std::u16string text);
    void recount(std::size_t chunk);

    std::vector<Chunk> m_chunks; ///< none is empty
    std::int64_t m_length = 0;
    std::int64_t m_codePoints = 0;
    mutable Place m_last; ///< looked at last
    mutable std::int64_t m_visited = 0;
};

} // namespace deltapad
