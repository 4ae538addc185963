// SPDX-License-Identifier: MIT
#include "ui/recovery/recovery_store.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QUuid>

#include <algorithm>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace deltapad {

namespace {

/// Opened and locked, or -1 if another process holds it. Links and special files are not followed.
int lock(const QString &path)
{
    const int descriptor =
        ::open(QFile::encodeName(path).constData(), O_RDWR | O_APPEND | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (descriptor < 0)
        return -1;
    struct stat opened
    {
    };
    struct stat named
    {
    };
    // Between opening and locking its owner may have put a newer file in its place.
    const bool ours = ::flock(descriptor, LOCK_EX | LOCK_NB) == 0 && ::fstat(descriptor, &opened) == 0 &&
                      S_ISREG(opened.st_mode) && ::stat(QFile::encodeName(path).constData(), &named) == 0 &&
                      opened.st_ino == named.st_ino;
    if (!ours) {
        ::close(descriptor);
        return -1;
    }
    return descriptor;
}

Result<JournalContents> read(int descriptor, const QString &name)
{
    QFile file;
    if (!file.open(descriptor, QIODevice::ReadOnly, QFileDevice::DontCloseHandle))
        return Error{ErrorCode::FileUnreadable, name.toStdString() + ": cannot be read"};
    if (file.size() > kMaxJournalBytes)
        return Error{ErrorCode::FileTooLarge, name.toStdString() + ": larger than a recovery journal may be"};
    const QByteArray bytes = file.readAll();
    return decodeJournal({bytes.constData(), std::size_t(bytes.size())}, name.toStdString());
}

} // namespace

RecoveryStore::RecoveryStore(const QString &stateFolder)
    : m_folder(QDir(stateFolder).filePath(QStringLiteral("journals")))
{
}

QString RecoveryStore::newPath() const
{
    return QDir(m_folder).filePath(QUuid::createUuid().toString(QUuid::WithoutBraces) +
                                   QLatin1String(JournalFile::kSuffix));
}

RecoveryStore::Claimed RecoveryStore::claim() const
{
    Claimed claimed;
    const QDir folder(m_folder);
    const QString suffix = QLatin1String(JournalFile::kSuffix);
    for (const QString &name : folder.entryList({u'*' + suffix + QLatin1String(JournalFile::kFreshSuffix)},
                                                QDir::Files | QDir::Hidden)) {
        const int descriptor = lock(folder.filePath(name));
        if (descriptor < 0)
            continue;
        QFile::remove(folder.filePath(name)); // never got its name: the journal beside it is whole
        ::close(descriptor);
    }
    for (const QString &name : folder.entryList({u'*' + suffix}, QDir::Files | QDir::Hidden)) {
        const QString path = folder.filePath(name);
        const int descriptor = lock(path);
        if (descriptor < 0)
            continue;
        auto file = std::make_unique<JournalFile>(path, descriptor);
        Result<JournalContents> contents = read(descriptor, name);
        if (!contents) {
            // Said once; the bytes stay for whoever can read them.
            QFile::rename(path, path + QStringLiteral(".damaged"));
            claimed.unreadable.append(QString::fromStdString(contents.error().message));
            continue;
        }
        Orphan orphan;
        orphan.path = QString::fromStdString(contents.value().base.path);
        orphan.when =
            QFileInfo(path).lastModified(); // of the last change; the journal says when it was begun
        orphan.journal = name;
        orphan.contents = std::move(contents).value();
        orphan.file = std::move(file);
        claimed.orphans.push_back(std::move(orphan));
    }
    std::stable_sort(claimed.orphans.begin(), claimed.orphans.end(),
                     [](const Orphan &a, const Orphan &b) { return a.when < b.when; });
    return claimed;
}

} // namespace deltapad
