// SPDX-License-Identifier: MIT
#include "ui/window/document_statistics.h"

#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>

#include <algorithm>

namespace deltapad {

DocumentStatistics::DocumentStatistics(QTextDocument *document) : QObject(document), m_document(document)
{
    connect(document, &QTextDocument::contentsChange, this, &DocumentStatistics::follow);
    m_paragraphs.resize(std::size_t(document->blockCount()));
}

void DocumentStatistics::follow(int position, int, int added)
{
    const int count = m_document->blockCount();
    const int known = int(m_paragraphs.size());
    const int end = std::min(position + added, m_document->characterCount() - 1);
    int first = std::max(0, m_document->findBlock(position).blockNumber());
    int last = m_document->findBlock(end).blockNumber();
    int replaced = last - first + 1 - (count - known); // paragraphs of before that [first, last] stand for
    if (last < first || replaced < 0 || first + replaced > known) {
        first = 0;
        last = count - 1;
        replaced = known;
    }
    const auto begin = m_paragraphs.begin() + first;
    for (auto it = begin; it != begin + replaced; ++it) {
        if (it->known)
            m_total -= it->counts;
        *it = {};
    }
    const int fresh = last - first + 1;
    if (fresh < replaced)
        m_paragraphs.erase(begin, begin + (replaced - fresh));
    else
        m_paragraphs.insert(begin, std::size_t(fresh - replaced), Paragraph{});
}

const TextStatistics &DocumentStatistics::of(int paragraph)
{
    Paragraph &asked = m_paragraphs[std::size_t(paragraph)];
    if (!asked.known) {
        asked.counts = statisticsOf(m_document->findBlockByNumber(paragraph).text());
        asked.known = true;
        m_total += asked.counts;
        ++m_counted;
    }
    return asked.counts;
}

TextStatistics DocumentStatistics::total()
{
    for (int paragraph = 0; paragraph < int(m_paragraphs.size()); ++paragraph)
        of(paragraph);
    return m_total;
}

TextStatistics DocumentStatistics::ofSelection(const QTextCursor &cursor)
{
    TextStatistics sum;
    QTextBlock block = m_document->findBlock(cursor.selectionStart());
    for (; block.isValid() && block.position() < cursor.selectionEnd(); block = block.next()) {
        const int from = std::max(0, cursor.selectionStart() - block.position());
        const int to = std::min(block.length() - 1, cursor.selectionEnd() - block.position());
        const bool whole = from == 0 && to == block.length() - 1;
        if (whole && block.blockNumber() < int(m_paragraphs.size()))
            sum += of(block.blockNumber());
        else
            sum += statisticsOf(QStringView(block.text()).mid(from, to - from));
    }
    return sum;
}

} // namespace deltapad
