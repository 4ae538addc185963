// SPDX-License-Identifier: MIT
#include "ui/editor/markdown_lines.h"

#include "ui/editor/markdown_inline.h"

#include <algorithm>

namespace deltapad {

namespace {

using Mode = MarkdownState::Mode;

constexpr int kMostFence = 63;
constexpr int kMostQuotes = 7;
constexpr int kMostIndent = 63;
constexpr int kTab = 4;
constexpr int kCodeIndent = 4;

std::u16string_view viewOf(QStringView text)
{
    return {text.utf16(), std::size_t(text.size())};
}

bool isBlank(char16_t c)
{
    return c == u' ' || c == u'\t';
}

bool isBlank(std::u16string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char16_t c) { return isBlank(c); });
}

/// A place in a line and the column that it is shown at.
struct Place
{
    std::size_t at = 0;
    int column = 0;
};

/// Over blanks, at most to `limit` columns.
Place skipBlanks(std::u16string_view line, Place place, int limit = 1 << 20)
{
    while (place.at < line.size() && isBlank(line[place.at])) {
        const int column = line[place.at] == u'\t' ? (place.column / kTab + 1) * kTab : place.column + 1;
        if (column > limit)
            break;
        place = {place.at + 1, column};
    }
    return place;
}

/// Goes behind the sign of a block quote and the blank that belongs to it; false if there is none.
bool takeQuote(std::u16string_view line, Place &place, int listIndent)
{
    constexpr int kMostBlanks = 3;
    const Place sign = skipBlanks(line, place, place.column + kMostBlanks + listIndent);
    if (sign.at == line.size() || line[sign.at] != u'>')
        return false;
    place = {sign.at + 1, 0};
    if (place.at < line.size() && line[place.at] == u' ')
        ++place.at;
    return true;
}

std::size_t runLength(std::u16string_view line, std::size_t at)
{
    std::size_t end = at;
    while (end < line.size() && line[end] == line[at])
        ++end;
    return end - at;
}

/// 1 for a line of '=', 2 for one of '-', else 0.
int underlineLevel(std::u16string_view rest)
{
    if (rest.empty() || (rest[0] != u'=' && rest[0] != u'-'))
        return 0;
    return isBlank(rest.substr(runLength(rest, 0))) ? (rest[0] == u'=' ? 1 : 2) : 0;
}

bool isRule(std::u16string_view rest)
{
    const char16_t sign = rest.empty() ? u' ' : rest[0];
    if (sign != u'*' && sign != u'-' && sign != u'_')
        return false;
    std::size_t signs = 0;
    for (const char16_t c : rest) {
        if (c == sign)
            ++signs;
        else if (!isBlank(c))
            return false;
    }
    return signs >= 3;
}

/// Length of a list item's sign, 0 if there is none.
std::size_t listSign(std::u16string_view rest, bool inParagraph)
{
    if (rest.empty())
        return 0;
    std::size_t length = 0;
    if (rest[0] == u'-' || rest[0] == u'+' || rest[0] == u'*') {
        length = 1;
    } else {
        constexpr std::size_t kMostDigits = 9;
        while (length < rest.size() && length <= kMostDigits && rest[length] >= u'0' && rest[length] <= u'9')
            ++length;
        if (length == 0 || length > kMostDigits || length == rest.size() ||
            (rest[length] != u'.' && rest[length] != u')'))
            return 0;
        if (inParagraph && rest.substr(0, length) != u"1")
            return 0;
        ++length;
    }
    if (length < rest.size() && !isBlank(rest[length]))
        return 0;
    return inParagraph && isBlank(rest.substr(length)) ? 0 : length;
}

class LineReader
{
public:
    LineReader(std::u16string_view line, const MarkdownState &before, std::u16string_view next)
        : m_line(line), m_next(next), m_state(before), m_inline(line)
    {
        m_state.level = 0;
        m_state.underlines = false;
    }

    MarkdownLine read()
    {
        readLine();
        const int own = m_state.underlines ? 0 : m_state.level;
        return {m_inline.spans(), m_state, m_underlined > 0 ? m_underlined : own};
    }

private:
    std::u16string_view rest() const { return m_line.substr(m_place.at); }
    void mark(std::size_t begin, std::size_t end, std::uint16_t styles) { m_inline.mark(begin, end, styles); }
    void markRest(std::uint16_t styles) { mark(m_place.at, m_line.size(), styles); }

    void readLine()
    {
        if (m_state.mode == Mode::FrontMatter)
            return readFrontMatter();
        if (m_state.mode == Mode::Start) {
            m_state.mode = Mode::Open;
            // A lone line of dashes is a rule; it opens front matter if something stands right below it.
            if (isFrontMatterEdge(u'-') && !isBlank(m_next)) {
                m_state.mode = Mode::FrontMatter;
                return markRest(MarkdownMarkup | MarkdownFrontMatter);
            }
        }
        if (m_state.mode == Mode::Comment)
            return readInline(0);
        if (m_state.mode == Mode::Fence && readFence())
            return;
        readQuotes();
        readBlock();
    }

    bool isFrontMatterEdge(char16_t sign) const
    {
        return m_line.size() >= 3 && m_line[0] == sign && runLength(m_line, 0) == 3 &&
               isBlank(m_line.substr(3));
    }

    void readFrontMatter()
    {
        const bool edge = isFrontMatterEdge(u'-') || isFrontMatterEdge(u'.');
        markRest(edge ? MarkdownMarkup | MarkdownFrontMatter : MarkdownFrontMatter);
        if (edge)
            m_state = {.mode = Mode::Open};
    }

    /// Consumes up to `most` signs of block quotes.
    int takeQuotes(int most)
    {
        int found = 0;
        for (; found < most; ++found) {
            const std::size_t before = m_place.at;
            if (!takeQuote(m_line, m_place, m_state.listIndent))
                break;
            const std::size_t sign = m_line.find(u'>', before);
            mark(sign, sign + 1, MarkdownMarkup | MarkdownQuote);
        }
        return found;
    }

    /// False if the fence has ended with what holds it, and the line is one of its own.
    bool readFence()
    {
        if (takeQuotes(m_state.quotes) < m_state.quotes) {
            m_state = {.mode = Mode::Open};
            m_place = {};
            return false;
        }
        const Place text = skipBlanks(m_line, m_place);
        if (text.at < m_line.size() && text.column < m_state.listIndent) {
            m_state = {.mode = Mode::Open};
            m_place = {};
            return false;
        }
        const char16_t sign = m_state.tildes ? u'~' : u'`';
        const bool closes = text.column - m_state.listIndent < kCodeIndent && text.at < m_line.size() &&
                            m_line[text.at] == sign && int(runLength(m_line, text.at)) >= m_state.fence &&
                            isBlank(m_line.substr(text.at + runLength(m_line, text.at)));
        if (closes) {
            m_state.mode = Mode::Open;
            m_state.fence = 0;
            m_state.tildes = false;
        }
        markRest(closes ? MarkdownMarkup | MarkdownCode : MarkdownCode);
        return true;
    }

    void readQuotes()
    {
        const int before = m_state.quotes;
        const int found = takeQuotes(kMostQuotes);
        const bool goesOn = found < before && m_state.mode == Mode::Paragraph && !isBlank(rest());
        if (found != before && !goesOn) {
            const int indent = found > before && before == 0 ? m_state.listIndent : 0;
            m_state = {.mode = Mode::Open, .quotes = found, .listIndent = indent};
        }
        m_lazy = goesOn;
        m_style = m_state.quotes > 0 ? MarkdownQuote : 0;
    }

    void readBlock()
    {
        if (isBlank(rest())) {
            m_state.mode = Mode::Open;
            return;
        }
        // Once for the line, and once more behind each sign of a list.
        for (bool first = true;; first = false) {
            const Place text = skipBlanks(m_line, m_place);
            const std::u16string_view content = m_line.substr(text.at);
            const bool inParagraph = m_state.mode == Mode::Paragraph;
            const bool inItem = text.column >= m_state.listIndent;
            const int indent = inItem ? text.column - m_state.listIndent : text.column;
            const bool inList = m_state.listIndent > 0;
            if (indent >= kCodeIndent) {
                if (!inParagraph) {
                    if (!inItem)
                        m_state.listIndent = 0;
                    return markRest(MarkdownCode | m_style);
                }
                return readParagraph(text);
            }
            m_place = text;
            if (inParagraph && inItem && !m_lazy && readUnderline(content))
                return;
            if (readHeading(content) || readFenceBegin(content))
                return;
            if (isRule(content)) {
                markRest(MarkdownMarkup);
                m_state.mode = Mode::Open;
                if (!inItem)
                    m_state.listIndent = 0;
                return;
            }
            const std::size_t sign = listSign(content, inParagraph && !inList);
            if (sign == 0) {
                if (!inParagraph && !inItem)
                    m_state.listIndent = 0;
                if (!inParagraph && readDefinition(content))
                    return;
                return readParagraph(text);
            }
            if (readListSign(sign))
                return readParagraph(skipBlanks(m_line, m_place));
            if (!first && m_state.listIndent >= kMostIndent)
                return readParagraph(m_place);
            if (isBlank(rest()))
                return;
            if (m_line[m_place.at] == u'>')
                readQuotes();
        }
    }

    bool readUnderline(std::u16string_view content)
    {
        const int level = underlineLevel(content);
        if (level == 0)
            return false;
        markRest(MarkdownMarkup);
        m_state.mode = Mode::Open;
        m_state.level = level;
        m_state.underlines = true;
        return true;
    }

    bool readHeading(std::u16string_view content)
    {
        const std::size_t signs = content[0] == u'#' ? runLength(content, 0) : 0;
        if (signs == 0 || signs > 6 || (signs < content.size() && !isBlank(content[signs])))
            return false;
        const std::size_t begin = m_place.at;
        mark(begin, begin + signs, MarkdownMarkup | MarkdownHeading);
        std::size_t end = m_line.size();
        while (end > begin + signs && isBlank(m_line[end - 1]))
            --end;
        std::size_t closing = end;
        while (closing > begin + signs && m_line[closing - 1] == u'#')
            --closing;
        if (closing < end && isBlank(m_line[closing - 1])) {
            mark(closing, end, MarkdownMarkup | MarkdownHeading);
            end = closing;
        }
        m_state.mode = Mode::Open;
        m_state.level = int(signs);
        m_inline.read(begin + signs, end, std::uint16_t(m_style | MarkdownHeading));
        return true;
    }

    bool readFenceBegin(std::u16string_view content)
    {
        if (content[0] != u'`' && content[0] != u'~')
            return false;
        const std::size_t signs = runLength(content, 0);
        if (signs < 3 || (content[0] == u'`' && content.find(u'`', signs) != std::u16string_view::npos))
            return false;
        markRest(MarkdownMarkup | MarkdownCode);
        m_state.mode = Mode::Fence;
        m_state.tildes = content[0] == u'~';
        m_state.fence = int(std::min<std::size_t>(signs, kMostFence));
        if (m_place.column < m_state.listIndent)
            m_state.listIndent = 0;
        return true;
    }

    /// True for a task: nothing but words follows its box.
    bool readListSign(std::size_t length)
    {
        mark(m_place.at, m_place.at + length, MarkdownListSign);
        const Place behind{m_place.at + length, m_place.column + int(length)};
        Place text = skipBlanks(m_line, behind);
        // Behind five blanks the item begins with code; an empty one begins right behind its sign.
        if (text.at == m_line.size() || text.column - behind.column > kCodeIndent)
            text = skipBlanks(m_line, behind, behind.column + 1);
        m_state.listIndent = std::min(std::max(text.column, behind.column + 1), kMostIndent);
        m_state.mode = Mode::Open;
        m_place = text;
        const std::u16string_view box = rest();
        if (!box.starts_with(u"[ ] ") && !box.starts_with(u"[x] ") && !box.starts_with(u"[X] "))
            return false;
        mark(m_place.at, m_place.at + 3, MarkdownListSign);
        m_place.at += 3;
        m_place.column += 3;
        return true;
    }

    /// [label]: address "title"
    bool readDefinition(std::u16string_view content)
    {
        if (content[0] != u'[')
            return false;
        const std::size_t end = content.find(u']');
        if (end == std::u16string_view::npos || end == 1 || end + 1 >= content.size() ||
            content[end + 1] != u':')
            return false;
        const std::size_t begin = m_place.at;
        mark(begin, begin + end + 2, MarkdownMarkup);
        if (content[1] == u'^') { // a footnote
            m_place.at = begin + end + 2;
            readInline(m_place.at);
            return true;
        }
        std::size_t address = begin + end + 2;
        while (address < m_line.size() && isBlank(m_line[address]))
            ++address;
        std::size_t behind = address;
        while (behind < m_line.size() && !isBlank(m_line[behind]))
            ++behind;
        mark(address, behind, MarkdownAddress);
        m_state.mode = Mode::Open;
        return true;
    }

    void readParagraph(const Place &text)
    {
        // What the next line would be by itself does not matter if it underlines this one.
        Place next;
        int quotes = 0;
        while (quotes < m_state.quotes && takeQuote(m_next, next, 0))
            ++quotes;
        next = skipBlanks(m_next, next);
        const int indent = next.column - m_state.listIndent;
        if (quotes == m_state.quotes && indent >= 0 && indent < kCodeIndent)
            m_underlined = underlineLevel(m_next.substr(next.at));
        m_state.mode = Mode::Paragraph;
        readInline(text.at);
    }

    void readInline(std::size_t begin)
    {
        const auto styles = std::uint16_t(m_style | (m_underlined > 0 ? MarkdownHeading : 0));
        const bool commented = m_state.mode == Mode::Comment;
        const MarkdownInline::Ends ends =
            m_inline.read(begin, m_line.size(), styles,
                          commented ? MarkdownInline::Begins::InComment : MarkdownInline::Begins::InText);
        if (ends == MarkdownInline::Ends::InComment) {
            m_state.mode = Mode::Comment;
            m_underlined = 0;
        } else {
            m_state.mode = Mode::Paragraph;
        }
    }

    std::u16string_view m_line;
    std::u16string_view m_next;
    MarkdownState m_state;
    MarkdownInline m_inline;
    Place m_place;
    std::uint16_t m_style = 0;
    int m_underlined = 0;
    bool m_lazy = false; ///< a line of a quote that has lost its sign
};

} // namespace

int MarkdownState::packed() const
{
    const int parts[][2] = {{int(mode), 3},
                            {tildes ? 1 : 0, 1},
                            {std::min(fence, kMostFence), 6},
                            {std::min(quotes, kMostQuotes), 3},
                            {std::min(listIndent, kMostIndent), 6},
                            {level, 3},
                            {underlines ? 1 : 0, 1}};
    int number = 0;
    int shift = 0;
    for (const auto &[value, bits] : parts) {
        number |= value << shift;
        shift += bits;
    }
    return number;
}

MarkdownState MarkdownState::unpacked(int number)
{
    const auto take = [&number](int bits) {
        const int value = number & ((1 << bits) - 1);
        number >>= bits;
        return value;
    };
    MarkdownState state;
    state.mode = Mode(take(3));
    state.tildes = take(1) != 0;
    state.fence = take(6);
    state.quotes = take(3);
    state.listIndent = take(6);
    state.level = take(3);
    state.underlines = take(1) != 0;
    return state;
}

MarkdownLine markdownLine(QStringView line, const MarkdownState &before, QStringView next)
{
    return LineReader(viewOf(line), before, viewOf(next)).read();
}

QString markdownTitle(QStringView line, const std::vector<MarkdownSpan> &spans)
{
    QString title;
    qsizetype at = 0;
    const auto take = [&](qsizetype end) { title += line.sliced(at, end - at); };
    for (const MarkdownSpan &span : spans) {
        if (!(span.styles & (MarkdownMarkup | MarkdownComment | MarkdownListSign)))
            continue;
        take(span.begin);
        at = span.end;
    }
    take(line.size());
    return title.simplified();
}

} // namespace deltapad
