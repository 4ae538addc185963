// SPDX-License-Identifier: MIT
#include "ui/recovery/journal_worker.h"

namespace deltapad {

JournalWorker::JournalWorker(const QString &path, const Delays &delays) : m_file(path), m_timer(this)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(delays.journalSync);
    connect(&m_timer, &QTimer::timeout, this, &JournalWorker::sync);
}

void JournalWorker::begin(quint64 run, const JournalBase &base, const TextChunks &text)
{
    m_run = run;
    m_failed = false;
    const QString problem = m_file.start(base, text);
    if (!problem.isEmpty()) {
        giveUp(problem);
        return;
    }
    Q_EMIT begun(run);
    expectSync();
}

void JournalWorker::append(const TextSplice &splice)
{
    if (m_failed || !m_file.isOpen())
        return;
    const QString problem = m_file.append(splice);
    if (!problem.isEmpty())
        giveUp(problem);
    else
        expectSync();
}

void JournalWorker::expectSync()
{
    // The first change since the last time counts, not the newest: steady typing must not put it off.
    if (!m_timer.isActive())
        m_timer.start();
}

void JournalWorker::sync()
{
    if (m_failed || !m_file.isOpen())
        return;
    const QString problem = m_file.sync();
    if (!problem.isEmpty())
        giveUp(problem);
}

void JournalWorker::giveUp(const QString &problem)
{
    // The file is kept: up to the failure it is right.
    m_failed = true;
    m_timer.stop();
    Q_EMIT failed(m_run, problem);
}

void JournalWorker::discard()
{
    m_timer.stop();
    m_file.remove();
}

bool JournalWorker::finish()
{
    m_timer.stop();
    sync();
    return !m_failed && m_file.isOpen();
}

} // namespace deltapad
