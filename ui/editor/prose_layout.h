// SPDX-License-Identifier: MIT
#pragma once
// ProseLayout: the plain-text layout with air between lines and paragraphs.
//
// QPlainTextDocumentLayout ignores line heights; it lays a paragraph's lines out tightly and every reader of
// a paragraph's geometry asks blockBoundingRect() first, so that is where the lines are moved apart.
// QPlainTextDocumentLayout also looks for the widest line in all paragraphs when the widest one becomes
// narrower, which takes seconds and a gigabyte for millions of them. Texts of many paragraphs keep the width
// instead: one may then scroll sideways a little further than there is text.
// Threading: the document's thread. Ownership: owned by its document. Cost: one pass over a paragraph's lines
// after each layout of that paragraph.
#include <QPlainTextDocumentLayout>

namespace deltapad {

class ProseLayout : public QPlainTextDocumentLayout
{
    Q_OBJECT

public:
    explicit ProseLayout(QTextDocument *document) : QPlainTextDocumentLayout(document) {}

    QRectF blockBoundingRect(const QTextBlock &block) const override;

    /// Air above and below each line, in pixels, for the current font. Some book faces bring enough of their
    /// own.
    qreal lineAir() const;
    static constexpr qreal kLineSpacing = 1.62; ///< distance of base lines / size of the font, at least
    static constexpr qreal kParagraphAir = 0.2; ///< extra air after a paragraph / size of the font
    static constexpr int kManyParagraphs = 4096;

protected:
    void documentChanged(int from, int removed, int added) override;

private:
    bool layOutAlone(const QTextBlock &block, qreal lineWidth);

    int m_paragraphs = 1;
};

} // namespace deltapad
