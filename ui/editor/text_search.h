// SPDX-License-Identifier: MIT
#pragma once
// Finding text: plain or by regular expression, with the caps of a find bar. A pure function over a text.
// Threading: any. Cost: linear in the text for ordinary patterns.
#include <QString>

#include <optional>
#include <vector>

namespace deltapad {

struct SearchQuery
{
    QString pattern;
    Qt::CaseSensitivity caseSensitivity = Qt::CaseInsensitive;
    bool wholeWords = false;
    bool regularExpression = false;
};

struct SearchMatch
{
    int begin = 0;
    int length = 0;
    QString replacement; ///< filled by findMatches() if a template is given
    bool operator==(const SearchMatch &) const = default;
};

struct SearchAnswer
{
    std::vector<SearchMatch> matches; ///< ascending, not overlapping, never empty ranges
    bool truncated = false;           ///< more than kMostMatches
    QString problem;                  ///< an invalid expression, in words
};

inline constexpr int kMostMatches = 20000;

/// `replacement` may use \0..\9, \n and \t with regular expressions.
SearchAnswer findMatches(const QString &text, const SearchQuery &query,
                         const std::optional<QString> &replacement = std::nullopt);

} // namespace deltapad
