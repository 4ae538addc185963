// SPDX-License-Identifier: MIT
#include "ui/application/session.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

#include <algorithm>

namespace deltapad {

namespace {

constexpr qint64 kMaxBytes = 1 << 20;
constexpr int kVersion = 1;

int place(const QJsonObject &object, const QString &name)
{
    return std::max(0, object.value(name).toInt());
}

/// Unknown numbers, of a later version perhaps, are ByName.
TextKindChoice kindChoice(const QJsonValue &value)
{
    const int number = value.toInt();
    const bool known = number >= int(TextKindChoice::ByName) && number <= int(TextKindChoice::SourceCode);
    return known ? TextKindChoice(number) : TextKindChoice::ByName;
}

/// A plain file name: the session must not make the program open files elsewhere.
QString fileName(const QString &name)
{
    return QFileInfo(name).fileName() == name ? name : QString();
}

} // namespace

Session Session::read(const QString &path)
{
    QFile file(path);
    if (!QFileInfo(path).isFile() || file.size() > kMaxBytes || !file.open(QIODevice::ReadOnly))
        return {};
    const QJsonObject root = QJsonDocument::fromJson(file.read(kMaxBytes)).object();
    if (root.value(QStringLiteral("version")).toInt() != kVersion)
        return {};
    Session session;
    for (const QJsonValue &value : root.value(QStringLiteral("windows")).toArray()) {
        if (session.windows.size() == kMaxWindows)
            break;
        const QJsonObject object = value.toObject();
        SessionWindow window;
        window.path = object.value(QStringLiteral("path")).toString();
        window.caret = place(object, QStringLiteral("caret"));
        window.anchor = place(object, QStringLiteral("anchor"));
        window.scroll = place(object, QStringLiteral("scroll"));
        window.journal = fileName(object.value(QStringLiteral("journal")).toString());
        window.geometry =
            QByteArray::fromBase64(object.value(QStringLiteral("geometry")).toString().toLatin1());
        window.state = QByteArray::fromBase64(object.value(QStringLiteral("state")).toString().toLatin1());
        window.kind = kindChoice(object.value(QStringLiteral("kind")));
        if ((window.path.isEmpty() || QDir::isAbsolutePath(window.path)) && value.isObject())
            session.windows.push_back(window);
    }
    return session;
}

bool Session::write(const QString &path) const
{
    QJsonArray list;
    for (const SessionWindow &window : windows) {
        list.append(QJsonObject{
            {QStringLiteral("path"), window.path},
            {QStringLiteral("caret"), window.caret},
            {QStringLiteral("anchor"), window.anchor},
            {QStringLiteral("scroll"), window.scroll},
            {QStringLiteral("journal"), window.journal},
            {QStringLiteral("geometry"), QString::fromLatin1(window.geometry.toBase64())},
            {QStringLiteral("state"), QString::fromLatin1(window.state.toBase64())},
            {QStringLiteral("kind"), int(window.kind)},
        });
    }
    const QJsonObject root{{QStringLiteral("version"), kVersion}, {QStringLiteral("windows"), list}};
    QDir().mkpath(QFileInfo(path).path());
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return false;
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    file.write(QJsonDocument(root).toJson(QJsonDocument::Compact));
    return file.commit();
}

} // namespace deltapad
