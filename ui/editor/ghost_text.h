// SPDX-License-Identifier: MIT
#pragma once
// GhostText: a suggestion shown inside a paragraph without being in the document.
//
// It lives in the preedit area of the caret paragraph's QTextLayout: it wraps, pushes the text behind it,
// leaves the caret in front of it, and is in neither the document nor its undo stack, selection, search or
// clipboard. Typing does not move or clear it: the editor must do that in the same event. Input methods use
// the same area: clear it before one starts. Screen readers do not see it. Layout offsets behind it are
// larger than document offsets by its length (toLayout, toDocument). Threading: user interface. Ownership:
// the document must outlive it. Cost: one layout of one paragraph per change.
#include <QColor>
#include <QTextBlock>
#include <QTextCursor>

namespace deltapad {

class GhostText
{
public:
    explicit GhostText(QTextDocument *document) : m_document(document) {}

    void setColor(const QColor &color);
    /// Replaces what is shown. Requires a position inside the document; an empty text clears.
    void show(int position, const QString &text);
    void clear();

    bool isVisible() const { return !m_text.isEmpty(); }
    const QString &text() const { return m_text; }
    /// Document position in front of which it is shown; -1 if nothing is.
    int position() const { return isVisible() ? m_anchor.position() : -1; }

    /// Offset inside the paragraph -> offset in its layout.
    int toLayout(const QTextBlock &block, int offset) const;
    /// Offset in the paragraph's layout -> offset inside the paragraph (the caret's for places inside the
    /// ghost).
    int toDocument(const QTextBlock &block, int layoutOffset) const;

private:
    void write();

    QTextDocument *m_document;
    QTextCursor m_anchor;
    QString m_text;
    QColor m_color{Qt::gray};
};

} // namespace deltapad
