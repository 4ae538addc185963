// SPDX-License-Identifier: MIT
#include "ui/editor/markdown_inline.h"

#include <QChar>

#include <algorithm>

namespace deltapad {

namespace {

bool isPunctuation(char16_t c)
{
    const QChar sign(c);
    return sign.isPunct() || sign.isSymbol();
}

bool isAsciiPunctuation(char16_t c)
{
    return c < 0x80 && isPunctuation(c);
}

bool isSpace(char16_t c)
{
    return c == u'\0' || QChar(c).isSpace();
}

bool isLetter(char16_t c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z');
}

} // namespace

void MarkdownInline::mark(std::size_t begin, std::size_t end, std::uint16_t styles)
{
    for (std::size_t i = begin; i < end; ++i)
        m_styles[i] = std::uint16_t(m_styles[i] | styles);
}

std::vector<MarkdownSpan> MarkdownInline::spans() const
{
    std::vector<MarkdownSpan> spans;
    for (std::size_t i = 0; i < m_styles.size();) {
        std::size_t end = i + 1;
        while (end < m_styles.size() && m_styles[end] == m_styles[i])
            ++end;
        if (m_styles[i] != 0)
            spans.push_back({int(i), int(end), m_styles[i]});
        i = end;
    }
    return spans;
}

MarkdownInline::Ends MarkdownInline::read(std::size_t begin, std::size_t end, std::uint16_t styles,
                                          Begins begins)
{
    m_end = end;
    mark(begin, end, styles);
    std::size_t i = begin;
    if (begins == Begins::InComment)
        i = readComment(begin, begin);
    while (i < m_end) {
        switch (m_line[i]) {
        case u'\\':
            if (isAsciiPunctuation(at(i + 1))) {
                mark(i, i + 1, MarkdownMarkup);
                ++i;
            }
            ++i;
            break;
        case u'`':
            i = readCode(i);
            break;
        case u'<':
            i = readAngle(i);
            break;
        case u'*':
        case u'_':
            i = readDelimiter(i);
            break;
        case u'!':
            if (at(i + 1) == u'[') {
                m_brackets.push_back({i + 1, m_delimiters.size(), true});
                ++i;
            }
            ++i;
            break;
        case u'[':
            m_brackets.push_back({i, m_delimiters.size(), false});
            ++i;
            break;
        case u']':
            i = closeBracket(i);
            break;
        case u'h':
        case u'w':
            i = readBareAddress(i);
            break;
        default:
            ++i;
        }
    }
    pairDelimiters(0);
    m_brackets.clear();
    return m_inComment ? Ends::InComment : Ends::InText;
}

std::size_t MarkdownInline::readCode(std::size_t begin)
{
    std::size_t text = begin;
    while (at(text) == u'`')
        ++text;
    const std::size_t length = text - begin;
    if (length >= m_noCode.size() || m_noCode[length])
        return text;
    for (std::size_t i = text; i < m_end;) {
        if (m_line[i] != u'`') {
            ++i;
            continue;
        }
        std::size_t behind = i;
        while (at(behind) == u'`')
            ++behind;
        if (behind - i == length) {
            mark(begin, text, MarkdownMarkup | MarkdownCode);
            mark(text, i, MarkdownCode);
            mark(i, behind, MarkdownMarkup | MarkdownCode);
            return behind;
        }
        i = behind;
    }
    m_noCode[length] = true;
    return text;
}

std::size_t MarkdownInline::readComment(std::size_t begin, std::size_t from)
{
    const std::size_t found = m_line.substr(0, m_end).find(u"-->", from);
    m_inComment = found == std::u16string_view::npos;
    const std::size_t behind = m_inComment ? m_end : found + 3;
    mark(begin, behind, MarkdownComment);
    return behind;
}

std::size_t MarkdownInline::readAngle(std::size_t begin)
{
    if (m_line.substr(begin, m_end - begin).starts_with(u"<!--"))
        return readComment(begin, begin + 4);
    const bool closing = at(begin + 1) == u'/';
    if (m_noAngle || !isLetter(at(begin + (closing ? 2 : 1))))
        return begin + 1;
    const std::size_t close = m_line.substr(0, m_end).find_first_of(u"<>", begin + 1);
    m_noAngle = close == std::u16string_view::npos;
    if (m_noAngle || m_line[close] == u'<')
        return begin + 1;
    const std::u16string_view inside = m_line.substr(begin + 1, close - begin - 1);
    const bool spaced = inside.find_first_of(u" \t") != std::u16string_view::npos;
    const std::size_t colon = inside.find(u':');
    const bool address = !closing && !spaced &&
                         ((colon != std::u16string_view::npos && colon >= 2) ||
                          inside.find(u'@') != std::u16string_view::npos);
    if (address) {
        mark(begin, begin + 1, MarkdownMarkup);
        mark(begin + 1, close, MarkdownAddress);
        mark(close, close + 1, MarkdownMarkup);
    } else {
        mark(begin, close + 1, MarkdownMarkup);
    }
    return close + 1;
}

std::size_t MarkdownInline::readBareAddress(std::size_t begin)
{
    const std::u16string_view rest = m_line.substr(begin, m_end - begin);
    const bool inWord = begin > 0 && QChar(m_line[begin - 1]).isLetterOrNumber();
    if (inWord ||
        (!rest.starts_with(u"http://") && !rest.starts_with(u"https://") && !rest.starts_with(u"www.")))
        return begin + 1;
    std::size_t end = begin;
    int open = 0;
    for (; end < m_end && !isSpace(m_line[end]) && m_line[end] != u'<' && m_line[end] != u']' &&
           m_line[end] != u'`';
         ++end) {
        if (m_line[end] == u'(')
            ++open;
        else if (m_line[end] == u')' && --open < 0)
            break;
    }
    while (end > begin &&
           std::u16string_view(u"?!.,:;*_~'\"").find(m_line[end - 1]) != std::u16string_view::npos)
        --end;
    mark(begin, end, MarkdownAddress);
    return std::max(end, begin + 1);
}

std::size_t MarkdownInline::readDelimiter(std::size_t begin)
{
    std::size_t end = begin;
    while (at(end) == m_line[begin])
        ++end;
    const char16_t before = begin > 0 ? m_line[begin - 1] : u'\0';
    const char16_t after = at(end);
    const bool left = !isSpace(after) && (!isPunctuation(after) || isSpace(before) || isPunctuation(before));
    const bool right = !isSpace(before) && (!isPunctuation(before) || isSpace(after) || isPunctuation(after));
    Delimiter run{begin, end - begin, end - begin, m_line[begin], left, right, false};
    if (run.sign == u'_') {
        run.opens = left && (!right || isPunctuation(before));
        run.closes = right && (!left || isPunctuation(after));
    }
    if (run.opens || run.closes)
        m_delimiters.push_back(run);
    return end;
}

std::size_t MarkdownInline::addressEnd(std::size_t open)
{
    const std::size_t limit = std::min(m_end, open + kLongestAddress);
    std::size_t i = open + 1;
    if (at(i) == u'<') {
        while (i < limit && m_line[i] != u'>')
            ++i;
    }
    int depth = 1;
    char16_t quote = 0; // a title stands in quotes, and may hold brackets
    for (; i < limit; ++i) {
        const char16_t c = m_line[i];
        if (c == u'\\') {
            ++i;
        } else if (quote != 0) {
            if (c == quote)
                quote = 0;
        } else if ((c == u'"' || c == u'\'') && isSpace(m_line[i - 1])) {
            quote = c;
        } else if (c == u'(') {
            ++depth;
        } else if (c == u')' && --depth == 0) {
            return i + 1;
        }
    }
    return 0;
}

std::size_t MarkdownInline::closeBracket(std::size_t close)
{
    if (m_brackets.empty())
        return close + 1;
    const Bracket bracket = m_brackets.back();
    m_brackets.pop_back();
    std::size_t end = 0;
    if (at(close + 1) == u'(') {
        end = addressEnd(close + 1);
    } else if (at(close + 1) == u'[') {
        const std::size_t limit = std::min(m_end, close + kLongestAddress);
        for (std::size_t i = close + 2; i < limit && m_line[i] != u'['; ++i) {
            if (m_line[i] == u']') {
                end = i + 1;
                break;
            }
        }
    }
    if (end == 0)
        return close + 1;
    pairDelimiters(bracket.delimiters);
    mark(bracket.at - (bracket.image ? 1 : 0), bracket.at + 1, MarkdownMarkup);
    mark(bracket.at + 1, close, MarkdownLink);
    mark(close, end, MarkdownMarkup);
    if (end > close + 3)
        mark(close + 2, end - 1, MarkdownAddress);
    if (!bracket.image) // no link holds another one
        std::erase_if(m_brackets, [](const Bracket &outer) { return !outer.image; });
    return end;
}

/// CommonMark's own way: each run that closes looks back for the nearest one that opens.
void MarkdownInline::pairDelimiters(std::size_t from)
{
    // [sign is '_'][opens as well][length modulo 3]: nothing that fits is in front of this one.
    std::array<std::size_t, 12> bottom{};
    bottom.fill(from);
    for (std::size_t c = from; c < m_delimiters.size();) {
        Delimiter &closer = m_delimiters[c];
        if (!closer.closes || closer.gone || closer.length == 0) {
            ++c;
            continue;
        }
        const std::size_t kind =
            (closer.sign == u'_' ? 6U : 0U) + (closer.opens ? 3U : 0U) + closer.whole % 3;
        std::size_t o = c;
        bool found = false;
        while (!found && o > bottom[kind]) {
            const Delimiter &opener = m_delimiters[--o];
            const bool odd = (opener.closes || closer.opens) && (opener.whole + closer.whole) % 3 == 0 &&
                             (opener.whole % 3 != 0 || closer.whole % 3 != 0);
            found = !opener.gone && opener.length > 0 && opener.opens && opener.sign == closer.sign && !odd;
        }
        if (!found) {
            bottom[kind] = c;
            ++c;
            continue;
        }
        Delimiter &opener = m_delimiters[o];
        const std::size_t length = opener.length >= 2 && closer.length >= 2 ? 2 : 1;
        opener.length -= length;
        const std::size_t begin = opener.begin + opener.length;
        mark(begin, begin + length, MarkdownMarkup);
        mark(begin + length, closer.begin, length == 2 ? MarkdownStrong : MarkdownEmphasis);
        mark(closer.begin, closer.begin + length, MarkdownMarkup);
        closer.begin += length;
        closer.length -= length;
        for (std::size_t between = o + 1; between < c; ++between)
            m_delimiters[between].gone = true;
    }
    m_delimiters.resize(from);
}

} // namespace deltapad
