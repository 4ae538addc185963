// SPDX-License-Identifier: MIT
#include "ui/editor/text_kind.h"

#include <QMimeDatabase>
#include <QStringList>

namespace deltapad {

TextKind textKindOf(const QString &path)
{
    static const QStringList prose = {QStringLiteral("text/plain"),       QStringLiteral("text/x-tex"),
                                      QStringLiteral("text/x-readme"),    QStringLiteral("text/x-rst"),
                                      QStringLiteral("text/x-authors"),   QStringLiteral("text/x-copying"),
                                      QStringLiteral("text/x-changelog"), QStringLiteral("text/x-credits"),
                                      QStringLiteral("text/x-install"),   QStringLiteral("text/troff"),
                                      QStringLiteral("text/org"),         QStringLiteral("text/x-setext")};
    if (path.isEmpty())
        return TextKind::Prose;
    const QMimeType type = QMimeDatabase().mimeTypeForFile(path, QMimeDatabase::MatchExtension);
    if (type.name() == QLatin1String("text/markdown"))
        return TextKind::Markdown;
    if (prose.contains(type.name()))
        return TextKind::Prose;
    return type.inherits(QStringLiteral("text/plain")) ? TextKind::SourceCode : TextKind::Prose;
}

TextKind textKindOf(const QString &path, TextKindChoice choice)
{
    switch (choice) {
    case TextKindChoice::Prose:
        return TextKind::Prose;
    case TextKindChoice::Markdown:
        return TextKind::Markdown;
    case TextKindChoice::SourceCode:
        return TextKind::SourceCode;
    case TextKindChoice::ByName:
        break;
    }
    return textKindOf(path);
}

} // namespace deltapad
