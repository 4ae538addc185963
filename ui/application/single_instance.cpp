// SPDX-License-Identifier: MIT
#include "ui/application/single_instance.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocalSocket>
#include <QStandardPaths>
#include <QThread>

#include <fcntl.h>
#include <memory>
#include <sys/file.h>
#include <unistd.h>

namespace deltapad {

namespace {
constexpr char kTaken[] = "taken\n";
constexpr char kClosed[] = "closed\n";
constexpr char kAreYouThere[] = "there?\n";
constexpr auto kBetweenTries = std::chrono::milliseconds(5);
} // namespace

SingleInstance::SingleInstance(const QString &runtimeFolder, const QString &profile, QObject *parent)
    : QObject(parent)
{
    setObjectName(QStringLiteral("singleInstance"));
    const QByteArray key =
        QCryptographicHash::hash(QDir(profile).absolutePath().toUtf8(), QCryptographicHash::Sha256)
            .toHex()
            .left(16);
    const QString name = QDir(runtimeFolder).filePath(QStringLiteral("deltapad-") + QString::fromLatin1(key));
    m_socket = name + QStringLiteral(".socket");
    m_lock = ::open(QFile::encodeName(name + QStringLiteral(".lock")).constData(),
                    O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (m_lock >= 0)
        tryLock();
}

void SingleInstance::tryLock()
{
    if (::flock(m_lock, LOCK_EX | LOCK_NB) != 0) {
        m_role = Role::Later;
        return;
    }
    m_role = Role::Alone;
    QLocalServer::removeServer(m_socket); // its owner is gone, else we would not have the lock
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    if (!m_server.listen(m_socket))
        return;
    m_role = Role::First;
    connect(&m_server, &QLocalServer::newConnection, this, &SingleInstance::accept);
}

SingleInstance::~SingleInstance()
{
    m_server.close();
    if (m_lock >= 0)
        ::close(m_lock);
}

QByteArray SingleInstance::encode(const StartRequest &request)
{
    const QJsonObject object{
        {QStringLiteral("files"), QJsonArray::fromStringList(request.files)},
        {QStringLiteral("new"), request.windows == StartRequest::Windows::New},
        {QStringLiteral("wait"), request.wait == StartRequest::Wait::UntilClosed},
    };
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

bool SingleInstance::decode(const QByteArray &bytes, StartRequest &request)
{
    const QJsonDocument document = QJsonDocument::fromJson(bytes);
    const QJsonValue files = document.object().value(QStringLiteral("files"));
    if (!files.isArray())
        return false;
    request = {};
    for (const QJsonValue &file : files.toArray()) {
        if (!file.isString() || !QDir::isAbsolutePath(file.toString()))
            return false;
        request.files.append(file.toString());
    }
    request.windows = document.object().value(QStringLiteral("new")).toBool() ? StartRequest::Windows::New
                                                                              : StartRequest::Windows::Reuse;
    request.wait = document.object().value(QStringLiteral("wait")).toBool() ? StartRequest::Wait::UntilClosed
                                                                            : StartRequest::Wait::No;
    return true;
}

SingleInstance::Answer SingleInstance::ask(const QByteArray &line, const QDeadlineTimer &patience,
                                           StartRequest::Wait wait) const
{
    QLocalSocket socket;
    socket.connectToServer(m_socket);
    if (!socket.waitForConnected(int(patience.remainingTime())))
        return Answer::None;
    socket.write(line);
    while (!socket.canReadLine()) {
        if (!socket.waitForReadyRead(int(patience.remainingTime())))
            return Answer::None; // silent, or its end of the line was closed with it
    }
    if (socket.readLine() != kTaken)
        return Answer::None;
    constexpr int kForEver = -1;
    while (wait == StartRequest::Wait::UntilClosed && !socket.canReadLine()) {
        if (!socket.waitForReadyRead(kForEver))
            break; // it has ended, and its windows with it
    }
    return Answer::Taken;
}

SingleInstance::Answer SingleInstance::askUntilAnswered(const QByteArray &line,
                                                        std::chrono::milliseconds patience,
                                                        StartRequest::Wait wait)
{
    const QDeadlineTimer deadline(patience);
    for (;;) {
        if (ask(line, deadline, wait) == Answer::Taken)
            return Answer::Taken;
        tryLock();
        if (m_role != Role::Later || deadline.hasExpired())
            return Answer::None;
        QThread::usleep(std::chrono::microseconds(kBetweenTries).count());
    }
}

bool SingleInstance::send(const StartRequest &request, std::chrono::milliseconds patience)
{
    return askUntilAnswered(encode(request), patience, request.wait) == Answer::Taken;
}

void SingleInstance::confirm(std::chrono::milliseconds patience)
{
    askUntilAnswered(kAreYouThere, patience, StartRequest::Wait::No);
}

void SingleInstance::finish(quint64 ticket)
{
    if (QLocalSocket *socket = m_waiting.take(ticket)) {
        socket->write(kClosed);
        socket->flush();
        socket->disconnectFromServer();
    }
}

void SingleInstance::accept()
{
    while (QLocalSocket *socket = m_server.nextPendingConnection()) {
        socket->setReadBufferSize(kMaxRequest);
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        const auto take = [this, socket] {
            if (!socket->canReadLine()) {
                if (socket->bytesAvailable() >= kMaxRequest)
                    socket->abort();
                return;
            }
            const QByteArray line = socket->readLine(kMaxRequest);
            if (line == kAreYouThere) {
                socket->write(kTaken);
                socket->flush();
                socket->disconnectFromServer();
                return;
            }
            StartRequest request;
            if (!decode(line, request)) {
                socket->abort();
                return;
            }
            socket->write(kTaken);
            socket->flush();
            if (request.wait == StartRequest::Wait::UntilClosed) {
                request.ticket = ++m_lastTicket;
                m_waiting.insert(request.ticket, socket);
            } else {
                socket->disconnectFromServer();
            }
            Q_EMIT requested(request);
        };
        connect(socket, &QLocalSocket::readyRead, this, take);
        if (socket->bytesAvailable() > 0)
            take();
    }
}

QString defaultRuntimeFolder()
{
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation);
    return folder.isEmpty() ? QDir::tempPath() : folder;
}

} // namespace deltapad
