// SPDX-License-Identifier: MIT
#pragma once
// MarkdownInline: emphasis, code spans, links, addresses, tags and comments inside of one line.
// Threading: any. Ownership: reads the line that it was made with. Cost: linear in the line; searches that
// found nothing are not made again, and the address of a link is at most kLongestAddress long.
#include "ui/editor/markdown_lines.h"

#include <array>

namespace deltapad {

class MarkdownInline
{
public:
    enum class Begins { InText, InComment };
    enum class Ends { InText, InComment };
    static constexpr std::size_t kLongestAddress = 2000;

    explicit MarkdownInline(std::u16string_view line) : m_line(line), m_styles(line.size(), 0) {}

    void mark(std::size_t begin, std::size_t end, std::uint16_t styles);
    /// Reads [begin, end); `styles` go to all of its text.
    Ends read(std::size_t begin, std::size_t end, std::uint16_t styles, Begins begins = Begins::InText);
    std::vector<MarkdownSpan> spans() const;

private:
    struct Delimiter
    {
        std::size_t begin = 0; ///< of what is left of the run
        std::size_t length = 0;
        std::size_t whole = 0; ///< length of the run in the text
        char16_t sign = 0;
        bool opens = false;
        bool closes = false;
        bool gone = false;
    };
    struct Bracket
    {
        std::size_t at = 0;
        std::size_t delimiters = 0; ///< that were there in front of it
        bool image = false;
    };

    char16_t at(std::size_t place) const { return place < m_end ? m_line[place] : u'\0'; }
    std::size_t readCode(std::size_t at);
    std::size_t readAngle(std::size_t at);
    std::size_t readComment(std::size_t at, std::size_t from);
    std::size_t readBareAddress(std::size_t at);
    std::size_t readDelimiter(std::size_t at);
    std::size_t closeBracket(std::size_t at);
    /// Behind the ')' of a link's address, or 0.
    std::size_t addressEnd(std::size_t at);
    void pairDelimiters(std::size_t from);

    std::u16string_view m_line;
    std::vector<std::uint16_t> m_styles;
    std::size_t m_end = 0;
    std::vector<Delimiter> m_delimiters;
    std::vector<Bracket> m_brackets;
    std::array<bool, 64> m_noCode{}; ///< no further run of so many back-ticks
    bool m_noAngle = false;
    bool m_inComment = false;
};

} // namespace deltapad
