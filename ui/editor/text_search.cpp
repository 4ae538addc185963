// SPDX-License-Identifier: MIT
#include "ui/editor/text_search.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace deltapad {

namespace {

QString expand(const QString &replacement, const SearchQuery &query, const QRegularExpressionMatch &match)
{
    if (!query.regularExpression)
        return replacement;
    QString out;
    for (qsizetype i = 0; i < replacement.size(); ++i) {
        const bool escape = replacement[i] == u'\\' && i + 1 < replacement.size();
        if (!escape) {
            out += replacement[i];
            continue;
        }
        const QChar next = replacement[++i];
        if (next >= u'0' && next <= u'9')
            out += match.captured(next.unicode() - u'0');
        else if (next == u'n')
            out += u'\n';
        else if (next == u't')
            out += u'\t';
        else
            out += next;
    }
    return out;
}

} // namespace

SearchAnswer findMatches(const QString &text, const SearchQuery &query,
                         const std::optional<QString> &replacement)
{
    SearchAnswer answer;
    if (query.pattern.isEmpty())
        return answer;
    QString pattern = query.regularExpression ? query.pattern : QRegularExpression::escape(query.pattern);
    if (query.wholeWords)
        pattern = QStringLiteral("(?<!\\w)(?:%1)(?!\\w)").arg(pattern);
    QRegularExpression::PatternOptions options =
        QRegularExpression::UseUnicodePropertiesOption | QRegularExpression::MultilineOption;
    if (query.caseSensitivity == Qt::CaseInsensitive)
        options |= QRegularExpression::CaseInsensitiveOption;
    const QRegularExpression expression(pattern, options);
    if (!expression.isValid()) {
        answer.problem = QCoreApplication::translate("TextSearch", "%1 at %2")
                             .arg(expression.errorString())
                             .arg(expression.patternErrorOffset() + 1);
        return answer;
    }
    QRegularExpressionMatchIterator iterator = expression.globalMatch(text);
    while (iterator.hasNext()) {
        const QRegularExpressionMatch match = iterator.next();
        if (match.capturedLength() == 0)
            continue;
        if (int(answer.matches.size()) == kMostMatches) {
            answer.truncated = true;
            break;
        }
        answer.matches.push_back({int(match.capturedStart()), int(match.capturedLength()),
                                  replacement ? expand(*replacement, query, match) : QString()});
    }
    return answer;
}

} // namespace deltapad
