// SPDX-License-Identifier: MIT
#pragma once
// DocumentShadow: turns every change of a QTextDocument into at most one verified splice.
//
// QTextDocument::contentsChange() is only a hint: it counts the end mark, reports whole paragraphs for
// input-method composition and format changes, and its numbers can be wrong by one. The shadow holds the text
// as the engine knows it; a hint says where to look, the difference between shadow and document says what
// happened. If the surroundings of the hinted place disagree the whole text is compared, and that is counted.
// Not for undo: the document does that. Threading: the document's thread. Ownership: owns a copy of the text.
// Cost: the hinted range plus 64 units on each side; never the whole text on an ordinary key.
#include "engine/base/edits.h"
#include "ui/editor/text_chunks.h"

#include <QTextDocument>

#include <optional>

namespace deltapad {

class DocumentShadow
{
public:
    void reset(const QTextDocument &document);
    /// Call with the arguments of contentsChange(). Empty if the text did not change.
    std::optional<TextSplice> absorb(const QTextDocument &document, int position, int removed, int added);

    std::u16string text() const { return m_text.text(); }
    /// For whoever wants a text of its own on another thread: copies are cheap.
    const TextChunks &chunks() const { return m_text; }
    /// Requires 0 <= begin <= end <= length().
    std::u16string slice(qint64 begin, qint64 end) const { return m_text.slice(begin, end); }
    qint64 length() const { return m_text.size(); }
    char16_t at(qint64 position) const { return m_text.at(position); }
    /// Compares everything: for tests and debug checks.
    bool matches(const QTextDocument &document) const;
    /// How often a hint was wrong and the whole text had to be compared.
    qint64 fullComparisons() const { return m_fullComparisons; }

private:
    bool surroundingsAgree(const QTextDocument &document, qint64 begin, qint64 newEnd, qint64 oldEnd) const;

    TextChunks m_text;
    qint64 m_fullComparisons = 0;
};

} // namespace deltapad
