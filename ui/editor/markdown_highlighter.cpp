// SPDX-License-Identifier: MIT
#include "ui/editor/markdown_highlighter.h"

#include "ui/editor/document_text.h"
#include "ui/editor/text_edit.h"

#include <QEvent>
#include <QFont>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextDocument>

#include <algorithm>

namespace deltapad {

namespace {

constexpr int kUnknown = -1; ///< the user state of a paragraph that nobody has read

MarkdownState stateOf(const QTextBlock &block)
{
    if (!block.isValid())
        return {};
    if (block.userState() == kUnknown)
        return {.mode = MarkdownState::Mode::Open};
    return MarkdownState::unpacked(block.userState());
}

/// Whether the outline looks at this paragraph.
bool isHeading(int userState)
{
    return userState != kUnknown && MarkdownState::unpacked(userState).level > 0;
}

} // namespace

MarkdownHighlighter::MarkdownHighlighter(TextEdit *edit) : QObject(edit), m_edit(edit)
{
    setObjectName(QStringLiteral("markdownHighlighter"));
    for (QTimer *timer : {&m_slice, &m_look}) {
        timer->setSingleShot(true);
        timer->setInterval(0);
    }
    connect(&m_slice, &QTimer::timeout, this, &MarkdownHighlighter::readPending);
    connect(&m_look, &QTimer::timeout, this, &MarkdownHighlighter::styleVisible);
    connect(edit->document(), &QTextDocument::contentsChange, this, &MarkdownHighlighter::follow);
    connect(edit->verticalScrollBar(), &QScrollBar::valueChanged, &m_look, qOverload<>(&QTimer::start));
    edit->installEventFilter(this);
}

bool MarkdownHighlighter::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FontChange) {
        m_formats.clear(); // sizes are of the font
        m_look.start();
    } else if (event->type() == QEvent::Resize || event->type() == QEvent::Show) {
        m_look.start();
    }
    return QObject::eventFilter(watched, event);
}

void MarkdownHighlighter::setSyntax(Syntax syntax)
{
    if (std::exchange(m_syntax, syntax) != syntax)
        restart();
}

void MarkdownHighlighter::restart()
{
    m_pendingBegin = m_pendingEnd = -1;
    m_slice.stop();
    if (m_syntax == Syntax::Markdown) {
        m_pendingBegin = 0;
        m_pendingEnd = int(documentLength(*m_edit->document()));
        readPending();
    } else {
        Q_EMIT reread(0, int(documentLength(*m_edit->document())));
        Q_EMIT headingsChanged();
    }
    styleVisible();
}

void MarkdownHighlighter::setStyles(Styles styles)
{
    if (std::exchange(m_styles, styles) != styles)
        styleVisible();
}

void MarkdownHighlighter::setColors(const MarkdownColors &colors)
{
    if (colors == m_colors)
        return;
    m_colors = colors;
    m_formats.clear();
    styleVisible();
}

void MarkdownHighlighter::setFonts(const QFont &prose, const QFont &code)
{
    m_codeFamilies = code.families();
    m_codeShare = code.pointSizeF() / prose.pointSizeF();
    m_formats.clear();
}

MarkdownLine MarkdownHighlighter::lineOf(const QTextBlock &block) const
{
    const QString text = block.text();
    const QString next = block.next().isValid() ? block.next().text() : QString();
    return markdownLine(text, stateOf(block.previous()), next);
}

bool MarkdownHighlighter::keep(const QTextBlock &block, const MarkdownLine &line)
{
    ++m_linesRead;
    const int before = block.userState();
    const int after = line.after.packed();
    m_headingsTouched = m_headingsTouched || isHeading(before) || isHeading(after) || line.level > 0;
    QTextBlock kept = block;
    kept.setUserState(after);
    return after != before;
}

void MarkdownHighlighter::follow(int position, int removed, int added)
{
    const QTextDocument &document = *m_edit->document();
    const int blocksBefore = std::exchange(m_blocks, document.blockCount());
    if (m_syntax == Syntax::None)
        return;
    const int length = int(documentLength(document));
    if (m_pendingEnd >= 0) {
        const auto moved = [&](int place) {
            if (place >= position + removed)
                place += added - removed;
            else if (place > position)
                place = position;
            return std::clamp(place, 0, length);
        };
        m_pendingBegin = moved(m_pendingBegin);
        m_pendingEnd = std::max(moved(m_pendingEnd), m_pendingBegin);
    }
    QTextBlock block = document.findBlock(std::clamp(position, 0, length));
    const QTextBlock last = document.findBlock(std::clamp(position + added, 0, length));
    if (block.previous().isValid())
        block = block.previous(); // this line may make a heading of it
    const int begin = block.position();
    m_headingsTouched = blocksBefore != m_blocks;
    int end = begin;
    for (int lines = 0; block.isValid(); block = block.next(), ++lines) {
        if (lines == kLinesAtOnce) {
            for (QTextBlock later = block; later.isValid() && later.position() <= last.position();
                 later = later.next())
                later.setUserState(kUnknown);
            m_pendingBegin = m_pendingEnd < 0 ? block.position() : std::min(m_pendingBegin, block.position());
            m_pendingEnd = std::max({m_pendingEnd, block.position(), last.position()});
            m_slice.start();
            break;
        }
        const MarkdownLine line = lineOf(block);
        const bool changed = keep(block, line);
        if (m_styles == Styles::Shown && setTextFormats(*block.layout(), formatsOf(line)))
            m_styled = true;
        end = block.position() + block.length();
        if (!changed && block.position() >= last.position())
            break;
    }
    Q_EMIT reread(begin, std::min(end, length));
    if (m_headingsTouched)
        Q_EMIT headingsChanged();
}

void MarkdownHighlighter::readPending()
{
    if (m_pendingEnd < 0)
        return;
    const int begin = m_pendingBegin;
    QTextBlock block = m_edit->document()->findBlock(begin);
    m_headingsTouched = false;
    int lines = 0;
    int characters = 0;
    bool done = false;
    for (; block.isValid() && !done && lines < kLinesPerSlice && characters < kCharactersPerSlice; ++lines) {
        done = !keep(block, lineOf(block)) && block.position() >= m_pendingEnd;
        characters += block.length();
        block = block.next();
    }
    const int length = int(documentLength(*m_edit->document()));
    const int end = block.isValid() ? block.position() : length;
    if (done || !block.isValid()) {
        m_pendingBegin = m_pendingEnd = -1;
    } else {
        m_pendingBegin = end;
        m_pendingEnd = std::max(m_pendingEnd, end);
        m_slice.start();
    }
    const auto [top, bottom] = m_edit->visibleRange();
    if (begin <= bottom && end >= top)
        styleVisible();
    Q_EMIT reread(begin, end);
    if (m_headingsTouched)
        Q_EMIT headingsChanged();
}

void MarkdownHighlighter::styleVisible()
{
    const bool shown = m_syntax == Syntax::Markdown && m_styles == Styles::Shown;
    if (!shown && !m_styled)
        return;
    QTextDocument *document = m_edit->document();
    const auto [top, bottom] = m_edit->visibleRange();
    QTextBlock block = document->findBlock(top);
    for (int i = 0; i < kLinesAround && block.previous().isValid(); ++i)
        block = block.previous();
    QTextBlock changed;
    for (int below = 0; block.isValid() && below < kLinesAround; block = block.next()) {
        if (block.position() > bottom)
            ++below;
        if (setTextFormats(*block.layout(), shown ? formatsOf(lineOf(block)) : FormatRanges()))
            changed = block;
    }
    if (!changed.isValid())
        return;
    m_styled = true;
    document->markContentsDirty(changed.position(), 1); // with all that were changed before it
}

FormatRanges MarkdownHighlighter::formatsOf(const MarkdownLine &line)
{
    FormatRanges ranges;
    ranges.reserve(qsizetype(line.spans.size()));
    for (const MarkdownSpan &span : line.spans)
        ranges.append({span.begin, span.end - span.begin, formatOf(span.styles)});
    return ranges;
}

const QTextCharFormat &MarkdownHighlighter::formatOf(std::uint16_t styles)
{
    const auto [place, isNew] = m_formats.try_emplace(styles);
    QTextCharFormat &format = place->second;
    if (!isNew)
        return format;
    const auto has = [styles](std::uint16_t style) { return (styles & style) != 0; };
    const QFont font = m_edit->document()->defaultFont();
    if (has(MarkdownMarkup | MarkdownAddress | MarkdownComment | MarkdownFrontMatter))
        format.setForeground(m_colors.markup);
    else if (has(MarkdownCode))
        format.setForeground(m_colors.code);
    else if (has(MarkdownLink | MarkdownListSign))
        format.setForeground(m_colors.link);
    else if (has(MarkdownQuote))
        format.setForeground(m_colors.quote);
    if (has(MarkdownCode | MarkdownFrontMatter)) {
        format.setFontFamilies(m_codeFamilies);
        format.setFontPointSize(font.pointSizeF() * m_codeShare);
        return format;
    }
    if (has(MarkdownMarkup))
        return format;
    if (has(MarkdownHeading | MarkdownStrong))
        format.setFontWeight(QFont::Bold);
    if (has(MarkdownEmphasis)) {
        format.setFontItalic(true);
        format.setFontPointSize(italicPoints(font));
    }
    return format;
}

bool MarkdownHighlighter::isText(int begin, int end) const
{
    if (m_syntax == Syntax::None)
        return true;
    const QTextBlock block = m_edit->document()->findBlock(begin);
    const AskedLine asked{m_edit->document()->revision(), block.position(),
                          stateOf(block.previous()).packed()};
    if (asked != m_asked) { // else one of several remarks on the same line
        m_asked = asked;
        m_askedSpans = lineOf(block).spans;
        ++m_linesAsked;
    }
    constexpr std::uint16_t kNoText =
        MarkdownMarkup | MarkdownCode | MarkdownAddress | MarkdownFrontMatter | MarkdownListSign;
    return std::none_of(m_askedSpans.begin(), m_askedSpans.end(), [&](const MarkdownSpan &span) {
        return (span.styles & kNoText) != 0 && span.begin < end - block.position() &&
               span.end > begin - block.position();
    });
}

std::vector<MarkdownHighlighter::Heading> MarkdownHighlighter::headings() const
{
    std::vector<Heading> found;
    if (m_syntax == Syntax::None)
        return found;
    for (QTextBlock block = m_edit->document()->begin(); block.isValid(); block = block.next()) {
        if (!isHeading(block.userState()))
            continue;
        const MarkdownState state = MarkdownState::unpacked(block.userState());
        const QTextBlock titled = state.underlines ? block.previous() : block;
        const MarkdownLine line = lineOf(titled);
        found.push_back({titled.position(), state.level, markdownTitle(titled.text(), line.spans)});
    }
    return found;
}

} // namespace deltapad
