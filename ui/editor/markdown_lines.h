// SPDX-License-Identifier: MIT
#pragma once
// What the places of one line of Markdown are, given the state that the line before ended in.
//
// Line by line, so that a key costs the line it is typed into: a construct that needs a look at other lines
// (a code span over two lines, the definition of a short reference) counts as plain text. CommonMark else,
// with the front matter of site generators and bare addresses. Not for rendering. Threading: any.
// Cost: linear in the line, but for lines made of nothing but brackets, where it is bounded.
#include <QString>

#include <cstdint>
#include <string_view>
#include <vector>

namespace deltapad {

enum MarkdownStyle : std::uint16_t {
    MarkdownMarkup = 1, ///< signs that are no text of the document: # * ` > ](…) <b>
    MarkdownHeading = 2,
    MarkdownEmphasis = 4,
    MarkdownStrong = 8,
    MarkdownCode = 16,
    MarkdownQuote = 32,
    MarkdownLink = 64, ///< the text of one
    MarkdownAddress = 128,
    MarkdownComment = 256,
    MarkdownFrontMatter = 512,
    MarkdownListSign = 1024
};

/// What a line hands on to the next one.
struct MarkdownState
{
    enum class Mode : std::uint8_t {
        Start,     ///< in front of the first line
        Open,      ///< no paragraph goes on: anything may begin
        Paragraph, ///< the next line may belong to it, or be the line under a heading
        Fence,
        Comment,
        FrontMatter
    };

    Mode mode = Mode::Start;
    bool tildes = false; ///< of a fence
    int fence = 0;       ///< its length
    int quotes = 0;      ///< depth of block quotes
    int listIndent = 0;  ///< column at which the text of the list's item begins; 0: no list
    int level = 0;       ///< of the heading that this line is or, with `underlines`, makes of the line before
    bool underlines = false;

    bool operator==(const MarkdownState &) const = default;

    /// As a number that is not negative, for QTextBlock::setUserState(). Large counts are cut.
    int packed() const;
    static MarkdownState unpacked(int number);
};

/// Begin and end in the line, and its styles together. Spans are sorted, do not overlap, and are not empty.
struct MarkdownSpan
{
    int begin = 0;
    int end = 0;
    std::uint16_t styles = 0;

    bool operator==(const MarkdownSpan &) const = default;
};

struct MarkdownLine
{
    std::vector<MarkdownSpan> spans;
    MarkdownState after;
    /// That of a heading, whether this line has its signs or the next one underlines it; else 0.
    int level = 0;
};

/// `next` is the line behind, where there is one: it may make a heading of this one.
MarkdownLine markdownLine(QStringView line, const MarkdownState &before, QStringView next);

/// The text of a heading without its signs.
QString markdownTitle(QStringView line, const std::vector<MarkdownSpan> &spans);

} // namespace deltapad
