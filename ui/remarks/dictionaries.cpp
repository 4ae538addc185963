// SPDX-License-Identifier: MIT
#include "ui/remarks/dictionaries.h"

#include "engine/proofread/dictionary.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLocale>

namespace deltapad {

QStringList dictionariesIn(const QStringList &folders)
{
    QStringList codes;
    for (const QString &folder : folders) {
        for (const QFileInfo &affixes : QDir(folder).entryInfoList({QStringLiteral("*.aff")}, QDir::Files)) {
            if (QFileInfo::exists(
                    affixes.dir().filePath(affixes.completeBaseName() + QStringLiteral(".dic"))))
                codes.append(affixes.completeBaseName());
        }
    }
    codes.removeDuplicates();
    codes.sort();
    return codes;
}

QStringList systemDictionaries()
{
    QStringList folders;
    for (const std::string &folder : dictionaryFolders())
        folders.append(QFile::decodeName(QByteArray::fromStdString(folder)));
    return dictionariesIn(folders);
}

QString dictionaryTitle(const QString &code)
{
    const QLocale locale(code);
    if (locale.language() == QLocale::C || locale.name() != code)
        return code;
    return QStringLiteral("%1 (%2)").arg(locale.nativeLanguageName(), locale.nativeTerritoryName());
}

} // namespace deltapad
