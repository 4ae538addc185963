// SPDX-License-Identifier: MIT
#pragma once
// MarkdownView: what a window knows of a Markdown text: styles in the editor, the outline and the preview,
// and the section that holds the caret.
//
// A panel that nobody sees costs nothing. Threading: user interface. Ownership: child of the window; uses
// its parts. Cost: per key the lines that MarkdownHighlighter reads and a look at the headings; per pause a
// look at every paragraph, and a parse on a thread.
#include "engine/base/edits.h"
#include "ui/editor/delays.h"
#include "ui/editor/markdown_highlighter.h"

#include <QObject>
#include <QTimer>

#include <vector>

class QDockWidget;

namespace deltapad {

class DocumentController;
class OutlinePanel;
class PreviewPanel;
class TextEdit;
struct Theme;

class MarkdownView : public QObject
{
    Q_OBJECT

public:
    struct Parts
    {
        TextEdit *edit = nullptr;
        DocumentController *document = nullptr;
        OutlinePanel *outline = nullptr;
        PreviewPanel *preview = nullptr;
    };

    MarkdownView(const Parts &parts, const Delays &delays, QObject *parent);

    MarkdownHighlighter *highlighter() { return m_highlighter; }
    OutlinePanel *outline() const { return m_parts.outline; }
    PreviewPanel *preview() const { return m_parts.preview; }
    /// The text in the editor may be of another kind.
    void setSyntax(MarkdownHighlighter::Syntax syntax);
    void setColors(const Theme &theme);
    /// They are filled only while somebody sees them.
    void setOutlineVisible(bool visible);
    void setPreviewVisible(bool visible);
    const std::vector<MarkdownHighlighter::Heading> &headings() const { return m_headings; }

private:
    bool isMarkdown() const { return m_highlighter->syntax() == MarkdownHighlighter::Syntax::Markdown; }
    void follow(const TextSplice &splice);
    void list();
    void render();
    void markSection();
    void goTo(int row);

    Parts m_parts;
    MarkdownHighlighter *m_highlighter;
    std::vector<MarkdownHighlighter::Heading> m_headings;
    QTimer m_listing;
    QTimer m_rendering;
    bool m_outlineVisible = false;
    bool m_previewVisible = false;
};

} // namespace deltapad
