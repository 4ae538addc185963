// SPDX-License-Identifier: MIT
#include "engine/text/text_buffer.h"

#include <unicode/utf16.h>

#include <algorithm>
#include <cassert>

namespace deltapad {

namespace {

constexpr std::size_t kChunkUnits = 4096; // size of a freshly cut chunk
constexpr std::size_t kMaxChunkUnits = 8192;
constexpr std::size_t kMinChunkUnits = 1024; // smaller ones are joined with a neighbour if there is one

std::string outside(const TextSplice &splice, std::int64_t length)
{
    return "edit of " + std::to_string(splice.removed) + " units at " + std::to_string(splice.begin.value) +
           ": expected a part of the text's " + std::to_string(length) + " units";
}

} // namespace

void TextBuffer::Reader::seek(std::int64_t at)
{
    assert(at >= 0 && at < m_buffer->m_length);
    const std::vector<Chunk> &chunks = m_buffer->m_chunks;
    std::int64_t begin = m_begin;
    if (!m_units) {
        const Place place = m_buffer->find(at);
        m_chunk = place.chunk;
        begin = place.begin;
    }
    for (; at < begin; ++m_buffer->m_visited)
        begin -= std::int64_t(chunks[--m_chunk].text.size());
    for (; at >= begin + std::int64_t(chunks[m_chunk].text.size()); ++m_buffer->m_visited)
        begin += std::int64_t(chunks[m_chunk++].text.size());
    m_units = chunks[m_chunk].text.data();
    m_begin = begin;
    m_end = begin + std::int64_t(chunks[m_chunk].text.size());
}

std::u16string TextBuffer::Reader::slice(std::int64_t begin, std::int64_t end)
{
    assert(begin >= 0 && begin <= end && end <= length());
    std::u16string out;
    out.reserve(std::size_t(end - begin));
    while (begin < end) {
        if (begin < m_begin || begin >= m_end)
            seek(begin);
        const std::int64_t count = std::min(end, m_end) - begin;
        out.append(m_units + (begin - m_begin), std::size_t(count));
        begin += count;
    }
    return out;
}

void TextBuffer::assign(std::u16string_view text)
{
    m_chunks.clear();
    m_length = std::int64_t(text.size());
    m_codePoints = 0;
    m_last = {};
    replaceChunks(0, 0, std::u16string(text));
}

Utf16Offset TextBuffer::length() const
{
    return Utf16Offset(m_length);
}

void TextBuffer::stepBack() const
{
    const Chunk &chunk = m_chunks[--m_last.chunk];
    m_last.begin -= std::int64_t(chunk.text.size());
    m_last.codePoints -= chunk.codePoints;
    ++m_visited;
}

void TextBuffer::stepForward() const
{
    const Chunk &chunk = m_chunks[m_last.chunk++];
    m_last.begin += std::int64_t(chunk.text.size());
    m_last.codePoints += chunk.codePoints;
    ++m_visited;
}

TextBuffer::Place TextBuffer::find(std::int64_t at) const
{
    while (at < m_last.begin)
        stepBack();
    while (m_last.chunk + 1 < m_chunks.size() &&
           at >= m_last.begin + std::int64_t(m_chunks[m_last.chunk].text.size()))
        stepForward();
    return m_last;
}

char16_t TextBuffer::at(Utf16Offset at) const
{
    assert(at.value >= 0 && at.value < m_length);
    const Place place = find(at.value);
    return m_chunks[place.chunk].text[std::size_t(at.value - place.begin)];
}

std::u16string TextBuffer::slice(Utf16Offset begin, Utf16Offset end) const
{
    assert(begin.value >= 0 && begin <= end && end.value <= m_length);
    std::u16string out;
    if (begin == end)
        return out;
    out.reserve(std::size_t(end - begin));
    Place place = find(begin.value);
    std::size_t offset = std::size_t(begin.value - place.begin);
    std::size_t wanted = std::size_t(end - begin);
    while (wanted > 0) {
        const std::u16string &text = m_chunks[place.chunk].text;
        const std::size_t count = std::min(wanted, text.size() - offset);
        out.append(text, offset, count);
        wanted -= count;
        offset = 0;
        ++place.chunk;
    }
    return out;
}

std::u16string TextBuffer::text() const
{
    return slice(Utf16Offset(0), length());
}

void TextBuffer::recount(std::size_t chunk)
{
    if (chunk >= m_chunks.size())
        return;
    char16_t previous = chunk > 0 ? m_chunks[chunk - 1].text.back() : u'\0';
    std::int64_t count = 0;
    for (const char16_t unit : m_chunks[chunk].text) {
        count += !(U16_IS_TRAIL(unit) && U16_IS_LEAD(previous));
        previous = unit;
    }
    m_codePoints += count - m_chunks[chunk].codePoints;
    m_chunks[chunk].codePoints = count;
}

void TextBuffer::replaceChunks(std::size_t first, std::size_t last, std::u16string text)
{
    std::vector<Chunk> fresh;
    if (text.size() > kMaxChunkUnits) {
        fresh.reserve(text.size() / kChunkUnits + 1);
        for (std::size_t begin = 0; begin < text.size();) {
            // The rest of a text is not left as a chunk of its own if it is small.
            const std::size_t rest = text.size() - begin;
            const std::size_t count = rest < kChunkUnits + kMinChunkUnits ? rest : kChunkUnits;
            fresh.push_back({text.substr(begin, count), 0});
            begin += count;
        }
    } else if (!text.empty()) {
        fresh.push_back({std::move(text), 0});
    }
    for (std::size_t i = first; i < last; ++i)
        m_codePoints -= m_chunks[i].codePoints;
    const std::size_t common = std::min(last - first, fresh.size());
    if (fresh.size() != last - first)
        m_visited += std::int64_t(m_chunks.size() - last); // what is behind moves in the table
    std::move(fresh.begin(), fresh.begin() + std::ptrdiff_t(common),
              m_chunks.begin() + std::ptrdiff_t(first));
    if (common < last - first)
        m_chunks.erase(m_chunks.begin() + std::ptrdiff_t(first + common),
                       m_chunks.begin() + std::ptrdiff_t(last));
    else
        m_chunks.insert(m_chunks.begin() + std::ptrdiff_t(first + common),
                        std::make_move_iterator(fresh.begin() + std::ptrdiff_t(common)),
                        std::make_move_iterator(fresh.end()));
    for (std::size_t i = first; i < first + fresh.size(); ++i)
        recount(i);
    recount(first + fresh.size()); // its first unit may complete a pair, or no longer do so
}

Status TextBuffer::apply(const TextSplice &splice)
{
    const std::int64_t begin = splice.begin.value;
    if (begin < 0 || begin > m_length || splice.removed < 0 || splice.removed > m_length - begin)
        return Error{ErrorCode::BadEdit, outside(splice, m_length)};
    if (splice.removed == 0 && splice.inserted.empty())
        return Done{};

    if (m_chunks.empty()) {
        m_length = std::int64_t(splice.inserted.size());
        replaceChunks(0, 0, splice.inserted);
        return Done{};
    }
    const Place from = find(begin);
    const std::int64_t end = begin + splice.removed;
    Place to = from;
    while (to.chunk + 1 < m_chunks.size() && end > to.begin + std::int64_t(m_chunks[to.chunk].text.size())) {
        to.begin += std::int64_t(m_chunks[to.chunk].text.size());
        ++to.chunk;
    }
    const std::size_t prefix = std::size_t(begin - from.begin);
    std::u16string joined;
    if (from.chunk == to.chunk) {
        joined = std::move(m_chunks[from.chunk].text);
        joined.replace(prefix, std::size_t(splice.removed), splice.inserted);
    } else {
        joined = std::move(m_chunks[from.chunk].text);
        joined.resize(prefix);
        joined += splice.inserted;
        joined.append(m_chunks[to.chunk].text, std::size_t(end - to.begin));
    }
    std::size_t first = from.chunk;
    std::size_t last = to.chunk + 1;
    if (joined.size() < kMinChunkUnits && last < m_chunks.size()) {
        joined += m_chunks[last].text;
        ++last;
    } else if (joined.size() < kMinChunkUnits && first > 0) {
        --first;
        joined.insert(0, m_chunks[first].text);
        stepBack();
    }
    m_length += std::int64_t(splice.inserted.size()) - splice.removed;
    // The remembered place is the first chunk that changes: those before it stay as they are.
    replaceChunks(first, last, std::move(joined));
    return Done{};
}

Utf16Offset TextBuffer::toUtf16(CodePointOffset offset) const
{
    if (offset.value <= 0)
        return Utf16Offset(0);
    if (offset.value >= m_codePoints)
        return length();
    // The chunk in which the code point is counted, which is the one with its first unit.
    while (offset.value < m_last.codePoints)
        stepBack();
    while (offset.value >= m_last.codePoints + m_chunks[m_last.chunk].codePoints)
        stepForward();
    std::int64_t left = offset.value - m_last.codePoints; // code points still to pass
    std::int64_t begin = m_last.begin;
    char16_t previous = m_last.chunk > 0 ? m_chunks[m_last.chunk - 1].text.back() : u'\0';
    for (const char16_t unit : m_chunks[m_last.chunk].text) {
        const bool starts = !(U16_IS_TRAIL(unit) && U16_IS_LEAD(previous));
        if (starts && left-- == 0)
            break;
        previous = unit;
        ++begin;
    }
    return Utf16Offset(begin);
}

CodePointOffset TextBuffer::toCodePoint(Utf16Offset offset) const
{
    if (offset.value <= 0)
        return CodePointOffset(0);
    if (offset >= length())
        return codePointLength();
    const Place place = find(offset.value);
    std::int64_t count = place.codePoints;
    char16_t previous = place.chunk > 0 ? m_chunks[place.chunk - 1].text.back() : u'\0';
    const std::u16string &text = m_chunks[place.chunk].text;
    for (std::int64_t i = 0; i <= offset.value - place.begin; ++i) {
        const char16_t unit = text[std::size_t(i)];
        count += !(U16_IS_TRAIL(unit) && U16_IS_LEAD(previous));
        previous = unit;
    }
    return CodePointOffset(count - 1); // `count` includes the code point that holds `offset`
}

} // namespace deltapad
