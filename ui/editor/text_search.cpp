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

/// Matches `pattern` as it is, composed and decomposed.
QString plainPattern(const QString &pattern)
{
    QStringList forms{pattern};
    for (const QString::NormalizationForm form :
         {QString::NormalizationForm_C, QString::NormalizationForm_D}) {
        const QString other = pattern.normalized(form);
        if (!forms.contains(other))
            forms.append(other);
    }
    for (QString &form : forms)
        form = QRegularExpression::escape(form);
    return forms.size() == 1 ? forms.first() : QStringLiteral("(?:%1)").arg(forms.join(u'|'));
}

} // namespace

SearchAnswer findMatches(const QString &text, const SearchQuery &query,
                         const std::optional<QString> &replacement, int limit, const std::stop_token &stop)
{
    SearchAnswer answer;
    if (query.pattern.isEmpty())
        return answer;
    QString pattern = query.regularExpression ? query.pattern : plainPattern(query.pattern);
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
        if (stop.stop_requested())
            break;
        if (match.capturedLength() == 0 || match.capturedStart() < query.begin)
            continue;
        if (match.capturedEnd() > query.end)
            break;
        if (int(answer.matches.size()) == limit) {
            answer.truncated = true;
            break;
        }
        answer.matches.push_back({int(match.capturedStart()), int(match.capturedLength()),
                                  replacement ? expand(*replacement, query, match) : QString()});
    }
    return answer;
}

} // namespace deltapad
