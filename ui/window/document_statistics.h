// SPDX-License-Identifier: MIT
#pragma once
// DocumentStatistics: words, sentences and readability of a document, counted anew only in paragraphs that
// changed.
//
// It follows contentsChange; those reports are hints only (input methods and formats exaggerate them), so
// whenever the number of paragraphs does not add up everything is counted again. Threading: user interface.
// Ownership: child of the document. Cost: a change marks its paragraphs; count() and total()
// look at the marked ones only.
#include "ui/editor/text_statistics.h"

#include <QObject>

#include <chrono>
#include <vector>

class QTextCursor;
class QTextDocument;

namespace deltapad {

class DocumentStatistics : public QObject
{
    Q_OBJECT

public:
    explicit DocumentStatistics(QTextDocument *document);

    TextStatistics total();
    /// Counts what is not counted yet, for about this long; true once everything is.
    bool count(std::chrono::milliseconds budget);
    TextStatistics ofSelection(const QTextCursor &cursor);
    /// Paragraphs counted since the start, for tests of the above.
    qint64 paragraphsCounted() const { return m_counted; }

private:
    struct Paragraph
    {
        TextStatistics counts;
        bool known = false;
    };

    void follow(int position, int removed, int added);
    const TextStatistics &of(int paragraph);
    void forget(Paragraph &paragraph);

    QTextDocument *m_document;
    std::vector<Paragraph> m_paragraphs;
    TextStatistics m_total; ///< of the known ones
    qint64 m_counted = 0;
    qsizetype m_unknown = 0; ///< paragraphs that are to be counted
    int m_firstUnknown = 0;  ///< none before this one
};

} // namespace deltapad
