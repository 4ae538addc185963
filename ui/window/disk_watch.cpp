// SPDX-License-Identifier: MIT
#include "ui/window/disk_watch.h"

#include "ui/editor/file_io.h"

#include <QFile>
#include <QFileInfo>
#include <QGuiApplication>

#include <sys/stat.h>

namespace deltapad {

namespace {
/// Reading more than this again would be felt; a larger file with another stamp counts as changed.
constexpr qint64 kMostToRead = 4 << 20;
} // namespace

DiskWatch::DiskWatch(const Delays &delays, QObject *parent) : QObject(parent)
{
    m_settle.setSingleShot(true);
    m_settle.setInterval(delays.diskSettle);
    connect(&m_settle, &QTimer::timeout, this, &DiskWatch::check);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, &m_settle, qOverload<>(&QTimer::start));
    if (auto *application = qobject_cast<QGuiApplication *>(QCoreApplication::instance())) {
        connect(application, &QGuiApplication::applicationStateChanged, this,
                [this](Qt::ApplicationState state) {
                    if (state == Qt::ApplicationActive)
                        check();
                });
    }
}

DiskWatch::Stamp DiskWatch::stamp() const
{
    struct stat status
    {
    };
    if (m_path.isEmpty() || ::stat(QFile::encodeName(m_path).constData(), &status) != 0)
        return {};
    return {status.st_size, status.st_mtim.tv_sec * 1'000'000'000LL + status.st_mtim.tv_nsec, status.st_ino};
}

void DiskWatch::rearm()
{
    if (!m_path.isEmpty() && QFileInfo(m_path).isFile() && !m_watcher.files().contains(m_path))
        m_watcher.addPath(m_path); // replaced by another file of the same name
}

void DiskWatch::watch(const QString &path, const QByteArray &digest)
{
    if (!m_watcher.files().isEmpty())
        m_watcher.removePaths(m_watcher.files());
    m_settle.stop();
    m_path = path;
    m_digest = digest;
    m_known = stamp();
    rearm();
}

DiskWatch::State DiskWatch::look()
{
    if (m_path.isEmpty())
        return State::Same;
    rearm();
    const Stamp now = stamp();
    if (now == m_known)
        return State::Same;
    if (now.size < 0)
        return State::Gone;
    if (now.size <= kMostToRead && fileDigest(m_path) == m_digest) {
        m_known = now; // touched, or written again with the same content
        return State::Same;
    }
    return State::Changed;
}

void DiskWatch::check()
{
    const State state = look();
    if (state == State::Gone) {
        accept();
        Q_EMIT gone();
    } else if (state == State::Changed) {
        Q_EMIT changed();
    }
}

void DiskWatch::accept()
{
    m_known = stamp();
    m_digest = m_known.size >= 0 && m_known.size <= kMostToRead ? fileDigest(m_path) : QByteArray();
}

} // namespace deltapad
