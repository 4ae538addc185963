// SPDX-License-Identifier: MIT
#pragma once
// Journal: keeps what is typed on disk, from the first change after the text was last safe elsewhere.
//
// begin() hands over the whole text, record() each change; a thread of its own writes them, one after the
// other, at once, and has the disk confirm them after Delays::journalSync. The caller never waits, except in
// finish() and in the destructor, which are for closing. Not for the files that people name. Threading: the
// user interface's thread. Ownership: owns its thread; the journal on disk stays if neither discard() nor a
// failure took it away. Cost: one queued call a change; begin() a copy of chunks.
#include "ui/editor/delays.h"
#include "ui/editor/text_chunks.h"
#include "ui/recovery/journal_format.h"

#include <QObject>
#include <QThread>

#include <memory>

namespace deltapad {

class JournalWorker;

class Journal : public QObject
{
    Q_OBJECT

public:
    /// `path` from RecoveryStore::newPath(); the file is made by begin().
    Journal(const QString &path, const Delays &delays, QObject *parent = nullptr);
    ~Journal() override;

    const QString &path() const { return m_path; }
    /// Replaces what the journal holds. base.text is not looked at.
    void begin(JournalBase base, TextChunks text);
    bool isActive() const { return m_active; }
    /// Requires isActive().
    void record(const TextSplice &splice);
    /// True once the changes are so much longer than the text that begin() would make the journal shorter.
    bool wantsCompaction() const { return m_active && m_changeBytes > kSmallest + 2 * m_baseBytes; }
    /// The text is safe elsewhere, or unwanted.
    void discard();
    /// Waits until everything handed over is on the disk. False if it is not there.
    bool finish();

Q_SIGNALS:
    /// What begin() handed over can be recovered now.
    void begun();
    /// One line. The journal is inactive; begin() tries again.
    void failed(const QString &problem);

private:
    static constexpr qint64 kSmallest = 1 << 20;

    QString m_path;
    QThread m_thread;
    std::unique_ptr<JournalWorker> m_worker; ///< lives on m_thread
    bool m_active = false;
    quint64 m_run = 0; ///< counts begin() and discard(): late answers to earlier ones are ignored
    qint64 m_baseBytes = 0;
    qint64 m_changeBytes = 0;
};

} // namespace deltapad
