// SPDX-License-Identifier: MIT
#include "ui/recovery/line_diff.h"

#include <QStringList>

#include <algorithm>

namespace deltapad {

namespace {

constexpr qsizetype kMaxCells = 4'000'000;

void append(std::vector<DiffLine> &out, LineFate fate, const QStringList &lines, qsizetype begin,
            qsizetype end)
{
    for (qsizetype i = begin; i < end; ++i)
        out.push_back({fate, lines[i]});
}

/// Longest common subsequence of a[begin, aEnd) and b[begin, bEnd).
void appendMiddle(std::vector<DiffLine> &out, const QStringList &a, const QStringList &b, qsizetype begin,
                  qsizetype aEnd, qsizetype bEnd)
{
    const qsizetype rows = aEnd - begin;
    const qsizetype columns = bEnd - begin;
    if (rows == 0 || columns == 0 || rows > kMaxCells / columns) {
        append(out, LineFate::Removed, a, begin, aEnd);
        append(out, LineFate::Added, b, begin, bEnd);
        return;
    }
    // length[i][j]: of the longest one of the ends that begin at a[i], b[j].
    const std::size_t width = std::size_t(columns) + 1;
    std::vector<std::int32_t> length((std::size_t(rows) + 1) * width, 0);
    for (qsizetype i = rows; i-- > 0;) {
        for (qsizetype j = columns; j-- > 0;) {
            const std::size_t at = std::size_t(i) * width + std::size_t(j);
            length[at] = a[begin + i] == b[begin + j] ? length[at + width + 1] + 1
                                                      : std::max(length[at + width], length[at + 1]);
        }
    }
    qsizetype i = 0;
    qsizetype j = 0;
    while (i < rows || j < columns) {
        const std::size_t at = std::size_t(i) * width + std::size_t(j);
        if (i < rows && j < columns && a[begin + i] == b[begin + j]) {
            out.push_back({LineFate::Same, a[begin + i]});
            ++i;
            ++j;
        } else if (i < rows && (j == columns || length[at + width] >= length[at + 1])) {
            out.push_back({LineFate::Removed, a[begin + i++]});
        } else {
            out.push_back({LineFate::Added, b[begin + j++]});
        }
    }
}

} // namespace

std::vector<DiffLine> diffLines(const QString &before, const QString &after)
{
    const QStringList a = before.split(u'\n');
    const QStringList b = after.split(u'\n');
    qsizetype begin = 0;
    while (begin < std::min(a.size(), b.size()) && a[begin] == b[begin])
        ++begin;
    qsizetype tail = 0;
    while (tail < std::min(a.size(), b.size()) - begin && a[a.size() - 1 - tail] == b[b.size() - 1 - tail])
        ++tail;
    std::vector<DiffLine> out;
    append(out, LineFate::Same, a, 0, begin);
    appendMiddle(out, a, b, begin, a.size() - tail, b.size() - tail);
    append(out, LineFate::Same, a, a.size() - tail, a.size());
    return out;
}

} // namespace deltapad
