// SPDX-License-Identifier: MIT
#include "engine/token/pre_tokenizer.h"

#include <unicode/uchar.h>
#include <unicode/utf16.h>

#include <array>
#include <cassert>

namespace deltapad {

namespace {

enum class Kind : std::uint8_t { Letter, Number, Space, Other };

Kind computeKind(char32_t c)
{
    const std::uint32_t mask = U_MASK(u_charType(UChar32(c)));
    if (mask & U_GC_L_MASK)
        return Kind::Letter;
    if (mask & U_GC_N_MASK)
        return Kind::Number;
    return u_isUWhiteSpace(UChar32(c)) ? Kind::Space : Kind::Other;
}

Kind kindOf(char32_t c)
{
    static const std::array<Kind, 128> ascii = [] {
        std::array<Kind, 128> table{};
        for (char32_t i = 0; i < table.size(); ++i)
            table[i] = computeKind(i);
        return table;
    }();
    return c < ascii.size() ? ascii[c] : computeKind(c);
}

struct CodePoint
{
    char32_t value = 0;
    std::int64_t end = 0;
};

/// `Text` has operator[](offset); a view or a TextBuffer::Reader.
template <typename Text> class Scanner
{
public:
    Scanner(Text &text, std::int64_t length) : m_text(text), m_length(length) {}

    std::int64_t endOf(std::int64_t begin) const
    {
        const CodePoint first = read(begin);
        if (first.value == U'\'') {
            if (const std::int64_t end = contractionEnd(first.end); end != 0)
                return end;
        }
        const Kind kind = kindOf(first.value);
        if (kind != Kind::Space)
            return runEnd(kind, first.end);
        if (first.value == U' ' && first.end < m_length) {
            // " ?": a single space belongs to the run behind it.
            const CodePoint second = read(first.end);
            const Kind next = kindOf(second.value);
            if (next != Kind::Space)
                return runEnd(next, second.end);
        }
        return spaceEnd(begin, first.end);
    }

private:
    /// Requires at < length.
    CodePoint read(std::int64_t at) const
    {
        const char16_t unit = m_text[at];
        if (!U16_IS_SURROGATE(unit))
            return {unit, at + 1};
        if (U16_IS_SURROGATE_LEAD(unit) && at + 1 < m_length) {
            const char16_t next = m_text[at + 1];
            if (U16_IS_TRAIL(next))
                return {char32_t(U16_GET_SUPPLEMENTARY(unit, next)), at + 2};
        }
        return {0xFFFD, at + 1};
    }

    char16_t unitOrZero(std::int64_t at) const { return at < m_length ? char16_t(m_text[at]) : u'\0'; }

    /// End of 's 't 're 've 'm 'll 'd whose apostrophe ends at `at`; 0 if it is none of them.
    std::int64_t contractionEnd(std::int64_t at) const
    {
        switch (unitOrZero(at)) {
        case u's':
        case u't':
        case u'm':
        case u'd':
            return at + 1;
        case u'r':
        case u'v':
            return unitOrZero(at + 1) == u'e' ? at + 2 : 0;
        case u'l':
            return unitOrZero(at + 1) == u'l' ? at + 2 : 0;
        default:
            return 0;
        }
    }

    std::int64_t runEnd(Kind kind, std::int64_t at) const
    {
        while (at < m_length) {
            const CodePoint next = read(at);
            if (kindOf(next.value) != kind)
                break;
            at = next.end;
        }
        return at;
    }

    /// \s+(?!\S)|\s+: the whole run at the end of the text, else all but its last character, else that
    /// character.
    std::int64_t spaceEnd(std::int64_t begin, std::int64_t at) const
    {
        std::int64_t last = begin; // start of the run's last character
        while (at < m_length) {
            const CodePoint next = read(at);
            if (kindOf(next.value) != Kind::Space)
                return last > begin ? last : at;
            last = at;
            at = next.end;
        }
        return at;
    }

    Text &m_text;
    std::int64_t m_length;
};

} // namespace

std::int64_t preTokenEnd(std::u16string_view text, std::int64_t begin)
{
    assert(begin >= 0 && begin < std::int64_t(text.size()));
    return Scanner(text, std::int64_t(text.size())).endOf(begin);
}

std::int64_t preTokenEnd(TextBuffer::Reader &text, std::int64_t begin)
{
    assert(begin >= 0 && begin < text.length());
    return Scanner(text, text.length()).endOf(begin);
}

} // namespace deltapad
