// SPDX-License-Identifier: MIT
#pragma once
// SingleInstance: one program per profile; later starts hand their arguments to it through a local socket.
//
// The socket is a file in the user's runtime folder, for the user only; no network is involved. A lock of the
// kernel says who the first one is, so a socket that a killed program left is replaced and never trusted. A
// killed program holds its lock until the kernel has cleared its memory, and one that is just starting does
// not listen yet: a later one therefore tries both, lock and socket, until one of them answers. What comes
// through the socket is untrusted: its size and form are checked. Threading: the thread that made it.
// Ownership: holds the lock while it lives. Cost: a living first one answers within a few milliseconds, a
// dead one is followed at once; one that is silent is waited for, at most kPatience.
#include <QDeadlineTimer>
#include <QLocalServer>
#include <QLocalSocket>
#include <QMap>
#include <QObject>
#include <QPointer>
#include <QStringList>

#include <chrono>

namespace deltapad {

struct StartRequest
{
    QStringList files{}; ///< absolute, as FILE, FILE:LINE or FILE:LINE:COLUMN
    enum class Windows {
        Reuse, ///< a file that is open already is only shown
        New
    };
    Windows windows = Windows::Reuse;
    enum class Wait {
        No,
        UntilClosed ///< whoever asked goes on when the windows of these files are closed
    };
    Wait wait = Wait::No;
    quint64 ticket = 0; ///< of one that waits, for finish(); given where it arrives
    bool operator==(const StartRequest &) const = default;
};

class SingleInstance : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds kPatience{3000};
    static constexpr qint64 kMaxRequest = 1 << 20;

    /// `runtimeFolder` for the socket; `profile` tells programs with other settings apart.
    SingleInstance(const QString &runtimeFolder, const QString &profile, QObject *parent = nullptr);
    ~SingleInstance() override;

    enum class Role {
        First, ///< requests of later programs arrive by requested()
        Later, ///< there was a first one; send() or confirm() tell whether it lives
        Alone  ///< there is no place for a socket
    };
    Role role() const { return m_role; }
    /// Requires Role::Later. False if nobody takes the request: the first one has ended, and this one has
    /// become Role::First; or it lives but is silent, and this one stays Role::Later. One that asks to wait
    /// blocks until the first one says finish(), or has ended.
    bool send(const StartRequest &request, std::chrono::milliseconds patience = kPatience);
    /// The same for one that has nothing to hand over: whether it is still the later one.
    void confirm(std::chrono::milliseconds patience = kPatience);

    /// The windows of a request that waits are closed.
    void finish(quint64 ticket);

    static QByteArray encode(const StartRequest &request);
    static bool decode(const QByteArray &bytes, StartRequest &request);

Q_SIGNALS:
    void requested(const deltapad::StartRequest &request);

private:
    enum class Answer { Taken, None };
    Answer ask(const QByteArray &line, const QDeadlineTimer &patience, StartRequest::Wait wait) const;
    Answer askUntilAnswered(const QByteArray &line, std::chrono::milliseconds patience,
                            StartRequest::Wait wait);
    void tryLock();
    void accept();

    QString m_socket;
    QLocalServer m_server;
    QMap<quint64, QPointer<QLocalSocket>> m_waiting;
    quint64 m_lastTicket = 0;
    int m_lock = -1;
    Role m_role = Role::Alone;
};

/// The user's folder for sockets; a private one below the temporary folder where there is none.
QString defaultRuntimeFolder();

} // namespace deltapad
