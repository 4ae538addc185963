// SPDX-License-Identifier: MIT
#pragma once
// The lines that differ between two texts, for people to read.
// Not for merging: see DocumentFile::reload(), which needs characters. Threading: pure functions.
// Cost: O(n m) in the lines between the first and the last difference; beyond a limit those are all
// "changed".
#include <QString>

#include <vector>

namespace deltapad {

enum class LineFate {
    Same,
    Removed, ///< only in the first text
    Added    ///< only in the second
};

struct DiffLine
{
    LineFate fate = LineFate::Same;
    QString text;
};

std::vector<DiffLine> diffLines(const QString &before, const QString &after);

} // namespace deltapad
