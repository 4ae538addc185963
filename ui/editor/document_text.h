// SPDX-License-Identifier: MIT
#pragma once
// The text of a QTextDocument, place by place: raw characters, '\n' between paragraphs, kFoldMark for a fold
// (see line_folds.h; withoutFolds() gives the text that is saved).
// QTextDocument::toPlainText() is not that text: it turns no-break spaces into spaces.
// Threading: the document's thread. Cost: the paragraphs that are touched.
#include <QTextDocument>

#include <string>

namespace deltapad {

/// Length in UTF-16 units, without the mark that ends every document.
qint64 documentLength(const QTextDocument &document);
/// Requires 0 <= begin <= end <= documentLength().
std::u16string documentSlice(const QTextDocument &document, qint64 begin, qint64 end);
std::u16string documentText(const QTextDocument &document);

} // namespace deltapad
