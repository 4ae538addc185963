// SPDX-License-Identifier: MIT
#include "ui/window/document_statistics.h"

#include <QElapsedTimer>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>

#include <algorithm>

namespace deltapad {

DocumentStatistics::DocumentStatistics(QTextDocument *document) : QObject(document), m_document(document)
{
    connect(document, &QTextDocument::contentsChange, this, &DocumentStatistics::follow);
    m_paragraphs.resize(std::size_t(document->blockCount()));
    m_unknown = document->blockCount();
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
    m_firstUnknown = std::min(m_firstUnknown, first);
    for (auto it = begin; it != begin + replaced; ++it)
        forget(*it);
    m_unknown += last - first + 1 - replaced;
    const int fresh = last - first + 1;
    if (fresh < replaced)
        m_paragraphs.erase(begin, begin + (replaced - fresh));
    else
        m_paragraphs.insert(begin, std::size_t(fresh - replaced), Paragraph{});
}

void DocumentStatistics::forget(Paragraph &paragraph)
{
    if (!paragraph.known)
        return;
    m_total -= paragraph.counts;
    paragraph = {};
    ++m_unknown;
}

const TextStatistics &DocumentStatistics::of(int paragraph)
{
    Paragraph &asked = m_paragraphs[std::size_t(paragraph)];
    if (!asked.known) {
        asked.counts = statisticsOf(m_document->findBlockByNumber(paragraph).text());
        asked.known = true;
        m_total += asked.counts;
        ++m_counted;
        --m_unknown;
    }
    return asked.counts;
}

TextStatistics DocumentStatistics::total()
{
    while (!count(std::chrono::hours(1))) {
    }
    return m_total;
}

bool DocumentStatistics::count(std::chrono::milliseconds budget)
{
    constexpr int kBatch = 256; // between two looks at the clock
    QElapsedTimer clock;
    clock.start();
    QTextBlock block = m_document->findBlockByNumber(m_firstUnknown);
    for (int done = 0; m_unknown > 0 && block.isValid(); ++m_firstUnknown, block = block.next()) {
        if (m_paragraphs[std::size_t(m_firstUnknown)].known)
            continue;
        of(m_firstUnknown);
        if (++done % kBatch == 0 && clock.elapsed() >= budget.count())
            break;
    }
    if (m_unknown == 0)
        m_firstUnknown = int(m_paragraphs.size());
    else if (!block.isValid())
        m_firstUnknown = 0;
    return m_unknown == 0;
}

TextStatistics DocumentStatistics::ofSelection(const QTextCursor &cursor)
{
    const QTextBlock first = m_document->findBlock(cursor.selectionStart());
    const QTextBlock last = m_document->findBlock(cursor.selectionEnd());
    const int from = cursor.selectionStart() - first.position();
    const int to = cursor.selectionEnd() - last.position();
    if (first == last)
        return statisticsOf(QStringView(first.text()).mid(from, to - from));
    // Paragraphs in between by their numbers: a document of millions takes a second to tell their places. If
    // they are most of it, the others are fewer to look at.
    const int begin = first.blockNumber() + 1;
    const int end = last.blockNumber();
    const int count = int(m_paragraphs.size());
    TextStatistics sum;
    if (m_unknown > 0 || end - begin < count / 2) {
        for (int paragraph = begin; paragraph < end; ++paragraph)
            sum += of(paragraph);
    } else {
        sum = m_total;
        for (int paragraph = 0; paragraph < begin; ++paragraph)
            sum -= of(paragraph);
        for (int paragraph = end; paragraph < count; ++paragraph)
            sum -= of(paragraph);
    }
    sum += statisticsOf(QStringView(first.text()).mid(from));
    sum += statisticsOf(QStringView(last.text()).left(to));
    return sum;
}

} // namespace deltapad
