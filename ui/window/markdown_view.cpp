// SPDX-License-Identifier: MIT
#include "ui/window/markdown_view.h"

#include "ui/editor/text_edit.h"
#include "ui/panels/outline_panel.h"
#include "ui/panels/preview_panel.h"
#include "ui/theme/theme.h"
#include "ui/window/document_controller.h"

#include <QTextBlock>
#include <QTextCursor>

#include <algorithm>

namespace deltapad {

MarkdownView::MarkdownView(const Parts &parts, const Delays &delays, QObject *parent)
    : QObject(parent), m_parts(parts), m_highlighter(new MarkdownHighlighter(parts.edit))
{
    setObjectName(QStringLiteral("markdown"));
    m_highlighter->setFonts(proseFont(), codeFont());
    m_listing.setSingleShot(true);
    m_listing.setInterval(delays.outline);
    connect(&m_listing, &QTimer::timeout, this, &MarkdownView::list);
    m_rendering.setSingleShot(true);
    m_rendering.setInterval(delays.preview);
    connect(&m_rendering, &QTimer::timeout, this, &MarkdownView::render);
    connect(m_highlighter, &MarkdownHighlighter::headingsChanged, this, [this] {
        if ((m_outlineVisible || m_previewVisible) && !m_listing.isActive())
            m_listing.start();
    });
    connect(parts.document, &DocumentController::spliced, this, &MarkdownView::follow);
    connect(parts.edit, &QPlainTextEdit::cursorPositionChanged, this, &MarkdownView::markSection);
    connect(parts.edit->document(), &QTextDocument::contentsChanged, this, [this] {
        if (m_previewVisible && isMarkdown())
            m_rendering.start();
    });
    connect(parts.outline, &OutlinePanel::chosen, this, &MarkdownView::goTo);
}

void MarkdownView::setSyntax(MarkdownHighlighter::Syntax syntax)
{
    m_highlighter->setSyntax(syntax);
    list();
    render();
}

void MarkdownView::setColors(const Theme &theme)
{
    m_highlighter->setColors(
        {.markup = theme.markup, .code = theme.code, .quote = theme.quietText, .link = theme.accentText});
    if (m_previewVisible)
        m_rendering.start(); // its links have a colour of their own
}

void MarkdownView::setOutlineVisible(bool visible)
{
    m_outlineVisible = visible;
    list();
}

void MarkdownView::setPreviewVisible(bool visible)
{
    m_previewVisible = visible;
    list();
    render();
}

void MarkdownView::follow(const TextSplice &splice)
{
    const int begin = int(splice.begin.value);
    const int oldEnd = begin + int(splice.removed);
    for (MarkdownHighlighter::Heading &heading : m_headings) {
        if (heading.position >= oldEnd && heading.position > begin)
            heading.position += int(splice.inserted.size()) - int(splice.removed);
        else if (heading.position > begin)
            heading.position = begin;
    }
}

void MarkdownView::list()
{
    m_listing.stop();
    m_headings.clear();
    if (m_outlineVisible || m_previewVisible)
        m_headings = m_highlighter->headings();
    std::vector<OutlinePanel::Row> rows;
    rows.reserve(m_headings.size());
    for (const MarkdownHighlighter::Heading &heading : m_headings)
        rows.push_back({heading.level, heading.title});
    m_parts.outline->setNothing(
        isMarkdown() ? tr("No headings yet. A line that begins with # is one.")
                     : tr("Headings are listed for Markdown: a file named .md, or View > Text kind."));
    m_parts.outline->setRows(std::move(rows));
    markSection();
}

void MarkdownView::render()
{
    m_rendering.stop();
    if (!m_previewVisible)
        return;
    if (isMarkdown())
        m_parts.preview->setText(m_parts.document->shadow().chunks());
    else
        m_parts.preview->setNothing(tr("Markdown has a preview: a file named .md, or View > Text kind."));
}

void MarkdownView::markSection()
{
    if (!m_outlineVisible && !m_previewVisible)
        return;
    const int caret = m_parts.edit->textCursor().position();
    const auto behind = std::partition_point(
        m_headings.begin(), m_headings.end(),
        [caret](const MarkdownHighlighter::Heading &heading) { return heading.position <= caret; });
    const int section = int(behind - m_headings.begin()) - 1;
    m_parts.outline->setCurrent(section);
    m_parts.preview->setSection(section);
}

void MarkdownView::goTo(int row)
{
    const auto index = std::size_t(row);
    if (index >= m_headings.size())
        return;
    QTextCursor cursor = m_parts.edit->textCursor();
    cursor.setPosition(m_headings[index].position);
    m_parts.edit->setTextCursor(cursor);
    m_parts.edit->centerCursor();
    m_parts.edit->setFocus();
}

} // namespace deltapad
