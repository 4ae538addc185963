// SPDX-License-Identifier: MIT
#pragma once
// Folds: how a line that is too long for one paragraph of a QTextDocument is shown as several.
//
// QPlainTextEdit lays a paragraph out anew on every key, and a megabyte in one paragraph costs seconds. So an
// over-long line is cut into parts, each a paragraph of its own, with a *fold* in between: a paragraph
// separator whose character format says that it is not part of the text. As it is a character of the
// document, undo, cursors and ranges all know about it; as the mark is on the separator itself, deleting and
// restoring it needs no care. Text taken out of a document (documentText() and so the shadow) has kFoldMark
// there, which no text of an editor can hold otherwise; withoutFolds() gives the text that people mean.
// Threading: the document's thread; functions on plain text: any. Cost: said at each.
#include "engine/base/edits.h"

#include <QTextBlock>
#include <QTextCharFormat>
#include <QTextCursor>

#include <string>
#include <vector>

namespace deltapad {

inline constexpr char16_t kFoldMark = 0x2029;
/// Lines up to this long stay whole.
inline constexpr int kLongestWholeLine = 10000;

/// Whether the break in front of `block` is a fold. Constant but for a look-up.
bool continuesLine(const QTextBlock &block);
/// Cuts each over-long line of the blocks that touch [begin, end] into parts, and takes folds away that an
/// edit has left beside nothing. Call it inside the edit block that made the change, so that nothing is laid
/// out in between. Cost: the blocks in the range.
void foldLongLines(QTextDocument &document, int begin, int end);
/// Takes every fold away. Cost: the document.
void unfoldAll(QTextDocument &document);
/// Linear in the text.
std::u16string withoutFolds(std::u16string text);
QString withoutFolds(const QString &text);

/// LineFolds: where the folds of a document are, to tell places in the document from places in the text.
/// Follows the verified splices of the shadow. Threading: one thread. Ownership: a value. Cost: follow() in
/// the number of folds, everything else in its logarithm.
class LineFolds
{
public:
    void reset(std::u16string_view documentText);
    void follow(const TextSplice &splice);

    bool isEmpty() const { return m_folds.empty(); }
    int count() const { return int(m_folds.size()); }
    /// Place in the document -> place in the text.
    int toText(int position) const;
    /// Place in the text -> place in the document; at a fold the place behind it.
    int toDocument(int offset) const;

    /// Number of the line, from 0, that holds `position`.
    int lineOf(const QTextDocument &document, int position) const;
    int lineCount(const QTextDocument &document) const;
    /// First block of a line, or an invalid one.
    QTextBlock firstBlockOf(const QTextDocument &document, int line) const;
    /// Characters of the text between the line's begin and `position`. Cost: the parts of the line.
    int columnOf(const QTextDocument &document, int position) const;
    /// Place of a line and column, both from 0, cut to what is there; -1 if there is no such line.
    int positionOf(const QTextDocument &document, int line, int column) const;

private:
    std::vector<int> m_folds; ///< positions of the fold characters, ascending
};

} // namespace deltapad
