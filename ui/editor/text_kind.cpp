// SPDX-License-Identifier: MIT
#include "ui/editor/text_kind.h"

#include <QMimeDatabase>
#include <QRegularExpression>
#include <QStringList>

namespace deltapad {

TextKind textKindOf(const QString &path)
{
    static const QStringList prose = {QStringLiteral("text/plain"),     QStringLiteral("text/markdown"),
                                      QStringLiteral("text/x-tex"),     QStringLiteral("text/x-readme"),
                                      QStringLiteral("text/x-rst"),     QStringLiteral("text/x-authors"),
                                      QStringLiteral("text/x-copying"), QStringLiteral("text/x-changelog"),
                                      QStringLiteral("text/x-credits"), QStringLiteral("text/x-install"),
                                      QStringLiteral("text/troff"),     QStringLiteral("text/org"),
                                      QStringLiteral("text/x-setext")};
    if (path.isEmpty())
        return TextKind::Prose;
    const QMimeType type = QMimeDatabase().mimeTypeForFile(path, QMimeDatabase::MatchExtension);
    if (prose.contains(type.name()))
        return TextKind::Prose;
    return type.inherits(QStringLiteral("text/plain")) ? TextKind::SourceCode : TextKind::Prose;
}

QString suggestedFileName(const QString &text)
{
    constexpr qsizetype kWords = 5;
    constexpr qsizetype kLongest = 40;
    static const QRegularExpression lineEnds(QStringLiteral("[\\n\\r\\x{2028}\\x{2029}]"));
    static const QRegularExpression noWord(QStringLiteral("[^\\p{L}\\p{N}'’-]+"));
    for (const QString &line : text.split(lineEnds, Qt::SkipEmptyParts)) {
        const QStringList words = line.split(noWord, Qt::SkipEmptyParts).mid(0, kWords);
        QString name;
        for (const QString &word : words)
            if (const QString longer = name.isEmpty() ? word : name + u' ' + word; longer.size() <= kLongest)
                name = longer;
            else
                break;
        if (!name.isEmpty())
            return name + QStringLiteral(".txt");
    }
    return QStringLiteral("untitled.txt");
}

} // namespace deltapad
