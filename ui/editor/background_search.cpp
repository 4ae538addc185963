// SPDX-License-Identifier: MIT
#include "ui/editor/background_search.h"

#include "ui/editor/line_folds.h"

#include <utility>

namespace deltapad {

BackgroundSearch::BackgroundSearch(QObject *parent) : QObject(parent)
{
    m_pool.setMaxThreadCount(1);
}

BackgroundSearch::~BackgroundSearch()
{
    forget();
    m_pool.waitForDone();
}

void BackgroundSearch::forget()
{
    m_stop.request_stop();
    m_pool.clear();
    ++m_question;
    m_busy = false;
}

void BackgroundSearch::ask(TextChunks documentText, const SearchQuery &query,
                           const std::optional<QString> &replacement, int limit)
{
    forget();
    m_stop = std::stop_source();
    m_busy = true;
    m_pool.start([this, chunks = std::move(documentText), query, replacement, limit,
                  stop = m_stop.get_token(), question = m_question] {
        QString text;
        text.reserve(chunks.size());
        for (std::size_t i = 0; i < chunks.chunkCount() && !stop.stop_requested(); ++i)
            text +=
                withoutFolds(QString::fromUtf16(chunks.chunk(i).data(), qsizetype(chunks.chunk(i).size())));
        if (stop.stop_requested())
            return;
        SearchAnswer answer = findMatches(text, query, replacement, limit, stop);
        QMetaObject::invokeMethod(
            this,
            [this, question, answer = std::move(answer)] {
                if (question != m_question)
                    return;
                m_busy = false;
                Q_EMIT answered(answer);
            },
            Qt::QueuedConnection);
    });
}

} // namespace deltapad
