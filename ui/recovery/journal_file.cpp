// SPDX-License-Identifier: MIT
#include "ui/recovery/journal_file.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace deltapad {

namespace {

QString trouble(const QString &path, int number)
{
    return QCoreApplication::translate("JournalFile", "%1: %2")
        .arg(QFileInfo(path).fileName(), QString::fromLocal8Bit(std::strerror(number)));
}

/// The name of a new file is only on disk once its folder is.
void syncFolderOf(const QString &path)
{
    const int folder =
        ::open(QFile::encodeName(QFileInfo(path).path()).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0)
        return;
    ::fsync(folder);
    ::close(folder);
}

bool makePrivateFolder(const QString &folder)
{
    if (QDir(folder).exists())
        return true;
    return QDir().mkpath(folder) &&
           QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
}

} // namespace

JournalFile::~JournalFile()
{
    closeDescriptor();
}

void JournalFile::closeDescriptor()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
    m_descriptor = -1;
}

QString JournalFile::write(int descriptor, const std::string &bytes) const
{
    std::size_t done = 0;
    while (done < bytes.size()) {
        const ssize_t count = ::write(descriptor, bytes.data() + done, bytes.size() - done);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return trouble(m_path, count < 0 ? errno : ENOSPC);
        done += std::size_t(count);
    }
    return {};
}

QString JournalFile::writeStart(int descriptor, const JournalBase &base, const TextChunks &text) const
{
    JournalStart start(base, std::size_t(text.size()));
    QString problem = write(descriptor, start.head());
    for (std::size_t i = 0; i < text.chunkCount() && problem.isEmpty(); ++i)
        problem = write(descriptor, start.text(text.chunk(i)));
    return problem.isEmpty() ? write(descriptor, start.end()) : problem;
}

QString JournalFile::start(const JournalBase &base, const TextChunks &text)
{
    if (!makePrivateFolder(QFileInfo(m_path).path()))
        return trouble(QFileInfo(m_path).path(), EACCES);
    const QByteArray fresh = QFile::encodeName(m_path + QLatin1String(kFreshSuffix));
    ::unlink(fresh.constData());
    const int descriptor = ::open(fresh.constData(), O_RDWR | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0600);
    if (descriptor < 0)
        return trouble(m_path, errno);
    // Locked before it has its name: nobody can find it unlocked.
    QString problem;
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0)
        problem = trouble(m_path, errno);
    if (problem.isEmpty())
        problem = writeStart(descriptor, base, text);
    // Over an old journal only what is on disk for sure; a first one is better early than durable.
    if (problem.isEmpty() && isOpen() && ::fdatasync(descriptor) != 0)
        problem = trouble(m_path, errno);
    if (problem.isEmpty() && std::rename(fresh.constData(), QFile::encodeName(m_path).constData()) != 0)
        problem = trouble(m_path, errno);
    if (!problem.isEmpty()) {
        ::unlink(fresh.constData());
        ::close(descriptor);
        return problem;
    }
    closeDescriptor();
    m_descriptor = descriptor;
    return {};
}

QString JournalFile::append(const TextSplice &splice)
{
    return write(m_descriptor, encodeJournalSplice(splice));
}

QString JournalFile::sync()
{
    if (::fdatasync(m_descriptor) != 0)
        return trouble(m_path, errno);
    syncFolderOf(m_path);
    return {};
}

void JournalFile::remove()
{
    if (!isOpen())
        return;
    ::unlink(QFile::encodeName(m_path).constData());
    closeDescriptor();
}

} // namespace deltapad
