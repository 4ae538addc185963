// SPDX-License-Identifier: MIT
#pragma once
// JournalWorker: the part of Journal that waits for the disk. Not for use by itself.
// Threading: every call on Journal's thread. Ownership: owns the open file.
#include "ui/editor/delays.h"
#include "ui/recovery/journal_file.h"

#include <QObject>
#include <QTimer>

namespace deltapad {

class JournalWorker : public QObject
{
    Q_OBJECT

public:
    JournalWorker(const QString &path, const Delays &delays);

    void begin(quint64 run, const JournalBase &base, const TextChunks &text);
    void append(const TextSplice &splice);
    void discard();
    /// Also lets go of the timer, so that the thread can end. True if there is a journal and all is in it.
    bool finish();

Q_SIGNALS:
    void begun(quint64 run);
    void failed(quint64 run, const QString &problem);

private:
    void sync();
    void giveUp(const QString &problem);
    void expectSync();

    JournalFile m_file;
    QTimer m_timer;
    quint64 m_run = 0;
    bool m_failed = false; ///< until the next begin(): what it holds by then is whole, but old
};

} // namespace deltapad
