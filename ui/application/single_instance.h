// SPDX-License-Identifier: MIT
#pragma once
// SingleInstance: one program per profile; later starts hand their arguments to it through a local socket.
//
// The socket is a file in the user's runtime folder, for the user only; no network is involved. A lock of the
// kernel says who the first one is, so a socket that a killed program left is replaced and never trusted.
// What comes through it is untrusted: its size and form are checked. Threading: the thread that made it.
// Ownership: holds the lock while it lives. Cost: handing over waits, at most kPatience.
#include <QLocalServer>
#include <QLocalSocket>
#include <QMap>
#include <QObject>
#include <QPointer>
#include <QStringList>

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
    static constexpr int kPatience = 3000; ///< milliseconds
    static constexpr qint64 kMaxRequest = 1 << 20;

    /// `runtimeFolder` for the socket; `profile` tells programs with other settings apart.
    SingleInstance(const QString &runtimeFolder, const QString &profile, QObject *parent = nullptr);
    ~SingleInstance() override;

    enum class Role {
        First, ///< requests of later programs arrive by requested()
        Later, ///< send() reaches the first one
        Alone  ///< there is no place for a socket
    };
    Role role() const { return m_role; }
    /// Requires Role::Later. False if the first one does not answer. One that asks to wait blocks until the
    /// first one says finish(), or has ended.
    bool send(const StartRequest &request) const;

    /// The windows of a request that waits are closed.
    void finish(quint64 ticket);

    static QByteArray encode(const StartRequest &request);
    static bool decode(const QByteArray &bytes, StartRequest &request);

Q_SIGNALS:
    void requested(const deltapad::StartRequest &request);

private:
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
