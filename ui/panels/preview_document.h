// SPDX-License-Identifier: MIT
#pragma once
// A Markdown text as a document to be read: what the preview shows.
//
// Nothing is ever loaded for it, from the network or from a file: images are their alternative texts, and the
// document refuses every resource. Not for editing. Threading: previewDocument() belongs on a thread of its
// own; the document may then be moved to another one. Cost: linear in the text; some 0.1 ms a kilobyte.
#include <QColor>
#include <QFont>
#include <QString>
#include <QTextDocument>

#include <memory>
#include <vector>

namespace deltapad {

/// A text document that loads nothing.
class SealedDocument : public QTextDocument
{
    Q_OBJECT

public:
    /// Blocks of its headings, in the text's order.
    std::vector<int> headings;

protected:
    QVariant loadResource(int type, const QUrl &name) override;
};

/// Without front matter and comments, which are not for readers. As many lines as before.
QString withoutHidden(const QString &markdown);
struct PreviewLooks
{
    QFont prose{};
    qreal codePoints = 0; ///< size of the face of fixed width
    QColor link{};
};
std::unique_ptr<SealedDocument> previewDocument(const QString &markdown, const PreviewLooks &looks);

} // namespace deltapad
