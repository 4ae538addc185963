// SPDX-License-Identifier: MIT
#include "ui/editor/file_name.h"

#include <QRegularExpression>
#include <QStringList>

namespace deltapad {

QString suggestedFileName(const QString &firstLine)
{
    constexpr qsizetype kWords = 5;
    constexpr qsizetype kLongest = 40;
    static const QRegularExpression noWord(QStringLiteral("[^\\p{L}\\p{N}'’-]+"));
    QStringList words = firstLine.split(noWord, Qt::SkipEmptyParts).mid(0, kWords);
    while (words.join(u' ').size() > kLongest)
        words.removeLast();
    return (words.isEmpty() ? QStringLiteral("untitled") : words.join(u' ')) + QStringLiteral(".txt");
}

} // namespace deltapad
