// SPDX-License-Identifier: MIT
#pragma once
// Finding text: plain or by regular expression, with the caps of a find bar. A pure function over a text.
// Threading: any. Cost: linear in the text for ordinary patterns.
#include <QString>

#include <limits>
#include <optional>
#include <stop_token>
#include <vector>

namespace deltapad {

struct SearchQuery
{
    QString pattern;
    Qt::CaseSensitivity caseSensitivity = Qt::CaseInsensitive;
    bool wholeWords = false;
    bool regularExpression = false;
    /// Only matches inside [begin, end) count.
    int begin = 0;
    int end = std::numeric_limits<int>::max();
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
    bool truncated = false;           ///< there are more than the limit
    QString problem;                  ///< an invalid expression, in words
};

/// More are not shown; replacing has no such limit.
inline constexpr int kMostMatches = 20000;

/// `replacement` may use \0..\9, \n and \t with regular expressions. A plain pattern is also found in its
/// other canonical form (é as one character or as two). Once `stop` is asked for, what was found so far is
/// returned.
SearchAnswer findMatches(const QString &text, const SearchQuery &query,
                         const std::optional<QString> &replacement = std::nullopt, int limit = kMostMatches,
                         const std::stop_token &stop = {});

} // namespace deltapad
