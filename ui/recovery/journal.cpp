// SPDX-License-Identifier: MIT
#include "ui/recovery/journal.h"

#include "ui/recovery/journal_worker.h"

namespace deltapad {

Journal::Journal(const QString &path, const Delays &delays, QObject *parent)
    : QObject(parent), m_path(path), m_worker(std::make_unique<JournalWorker>(path, delays))
{
    setObjectName(QStringLiteral("journal"));
    m_worker->moveToThread(&m_thread);
    connect(m_worker.get(), &JournalWorker::begun, this, [this](quint64 run) {
        if (run == m_run)
            Q_EMIT begun();
    });
    connect(m_worker.get(), &JournalWorker::failed, this, [this](quint64 run, const QString &problem) {
        if (run != m_run || !m_active)
            return;
        m_active = false;
        Q_EMIT failed(problem);
    });
    m_thread.setObjectName(QStringLiteral("journal"));
    m_thread.start(QThread::LowPriority);
}

Journal::~Journal()
{
    finish();
    m_thread.quit();
    m_thread.wait();
}

void Journal::begin(JournalBase base, TextChunks text)
{
    m_active = true;
    m_changeBytes = 0;
    m_baseBytes = 2 * text.size();
    QMetaObject::invokeMethod(m_worker.get(), [worker = m_worker.get(), run = ++m_run, base = std::move(base),
                                               text = std::move(text)] { worker->begin(run, base, text); });
}

void Journal::record(const TextSplice &splice)
{
    constexpr qint64 kRecordOverhead = 25;
    m_changeBytes += kRecordOverhead + 2 * qint64(splice.inserted.size());
    QMetaObject::invokeMethod(m_worker.get(), [worker = m_worker.get(), splice] { worker->append(splice); });
}

void Journal::discard()
{
    // Also after a failure: what is on the disk by then is old.
    m_active = false;
    ++m_run;
    QMetaObject::invokeMethod(m_worker.get(), [worker = m_worker.get()] { worker->discard(); });
}

bool Journal::finish()
{
    bool safe = false;
    QMetaObject::invokeMethod(
        m_worker.get(), [worker = m_worker.get(), &safe] { safe = worker->finish(); },
        Qt::BlockingQueuedConnection);
    return safe;
}

} // namespace deltapad
