// SPDX-License-Identifier: MIT
#pragma once
// BackgroundSearch: findMatches() of a long text away from the user interface, newest question first.
//
// A question replaces the one before it, whose answer then never comes. Not for short texts: asking costs a
// copy. Threading: used and answered on one thread; searches on one thread of its own. Ownership: stops and
// waits for the search under way when it goes. Cost: asking a pointer a chunk of the text; on the other
// thread a copy of it, then findMatches().
#include "ui/editor/text_chunks.h"
#include "ui/editor/text_search.h"

#include <QObject>
#include <QThreadPool>

namespace deltapad {

class BackgroundSearch : public QObject
{
    Q_OBJECT

public:
    explicit BackgroundSearch(QObject *parent = nullptr);
    ~BackgroundSearch() override;

    /// Of the text without its folds.
    void ask(TextChunks documentText, const SearchQuery &query, const std::optional<QString> &replacement,
             int limit);
    /// No answer to what was asked comes any more.
    void forget();
    bool isBusy() const { return m_busy; }

Q_SIGNALS:
    void answered(const deltapad::SearchAnswer &answer);

private:
    QThreadPool m_pool;
    std::stop_source m_stop;
    quint64 m_question = 0;
    bool m_busy = false;
};

} // namespace deltapad
