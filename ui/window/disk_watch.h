// SPDX-License-Identifier: MIT
#pragma once
// DiskWatch: notices that a file is no longer what was read or written.
//
// The watcher of the system says when to look, coming back to the window does too (network folders say
// nothing); size, time, inode and at last the digest of the bytes say whether anything changed. Not for
// folders. Threading: user interface. Ownership: child of its document. Cost: a look is one stat(); the bytes
// are read only if that differs and the file is not large.
#include "ui/editor/delays.h"

#include <QByteArray>
#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>

namespace deltapad {

class DiskWatch : public QObject
{
    Q_OBJECT

public:
    DiskWatch(const Delays &delays, QObject *parent = nullptr);

    /// `digest` of what was read or written; the file as it is now is taken to be that.
    void watch(const QString &path, const QByteArray &digest);
    void forget() { watch(QString(), QByteArray()); }
    const QByteArray &digest() const { return m_digest; }
    qint64 size() const { return m_known.size; } ///< -1: there is no file

    enum class State { Same, Changed, Gone };
    /// As it is now, without saying so by a signal.
    State look();
    /// Says it by a signal if it is not the same.
    void check();
    /// The file as it is now is known: no more signals for it.
    void accept();

Q_SIGNALS:
    void changed();
    void gone();

private:
    struct Stamp
    {
        qint64 size = -1; ///< -1: no such file
        qint64 time = 0;  ///< nanoseconds
        quint64 inode = 0;
        bool operator==(const Stamp &) const = default;
    };
    Stamp stamp() const;
    void rearm();

    QFileSystemWatcher m_watcher;
    QTimer m_settle;
    QString m_path;
    QByteArray m_digest;
    Stamp m_known;
};

} // namespace deltapad
