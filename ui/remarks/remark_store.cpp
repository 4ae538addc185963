// SPDX-License-Identifier: MIT
#include "ui/remarks/remark_store.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

namespace deltapad {

namespace {

std::string read(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return file.read(RemarkStore::kLargestFile).toStdString();
}

bool write(const QString &path, const std::string &text)
{
    if (text.empty())
        return !QFile::exists(path) || QFile::remove(path);
    if (!QDir().mkpath(QFileInfo(path).absolutePath()))
        return false;
    QSaveFile file(path);
    return file.open(QIODevice::WriteOnly) &&
           file.write(text.data(), qint64(text.size())) == qint64(text.size()) && file.commit();
}

} // namespace

QString RemarkStore::userFile() const
{
    return QDir(m_folder).filePath(QStringLiteral("words.txt"));
}

QString RemarkStore::documentFile(const QString &path) const
{
    const QByteArray name =
        QCryptographicHash::hash(QFileInfo(path).absoluteFilePath().toUtf8(), QCryptographicHash::Sha1)
            .toHex();
    return QDir(m_folder).filePath(QStringLiteral("remarks/%1.txt").arg(QString::fromLatin1(name)));
}

void RemarkStore::loadUser(RemarkFilter &filter) const
{
    filter.setUserText(read(userFile()));
}

bool RemarkStore::saveUser(const RemarkFilter &filter) const
{
    return write(userFile(), filter.userText());
}

void RemarkStore::loadDocument(const QString &path, RemarkFilter &filter) const
{
    filter.setDocumentText(path.isEmpty() ? std::string() : read(documentFile(path)));
}

bool RemarkStore::saveDocument(const QString &path, const RemarkFilter &filter) const
{
    return path.isEmpty() || write(documentFile(path), filter.documentText());
}

} // namespace deltapad
