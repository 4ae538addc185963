// SPDX-License-Identifier: MIT
#include "app/cli/edit_facts.h"

#include <algorithm>

namespace deltapad::cli {

EditFacts describeEdit(std::span<const TextSplice> splices, std::int64_t length)
{
    EditFacts facts;
    if (splices.empty())
        return facts;
    const auto whole = static_cast<double>(std::max<std::int64_t>(length, 1));
    std::int64_t changed = 0;
    for (const TextSplice &splice : splices)
        changed += std::max<std::int64_t>(splice.removed, std::ssize(splice.inserted));
    facts.changedShare = static_cast<double>(changed) / whole;
    facts.place = std::clamp(static_cast<double>(splices.front().begin.value) / whole, 0.0, 1.0);
    const TextSplice &first = splices.front();
    if (splices.size() > 1)
        facts.kind = EditKind::Several;
    else if (first.removed == 0)
        facts.kind = EditKind::Insertion;
    else
        facts.kind = first.inserted.empty() ? EditKind::Deletion : EditKind::Replacement;
    return facts;
}

std::vector<double> valuesOf(const std::vector<EditFacts> &edits, double EditFacts::*figure)
{
    std::vector<double> values;
    for (const EditFacts &edit : edits)
        if (edit.*figure > 0)
            values.push_back(edit.*figure);
    return values;
}

std::vector<double> wallRatios(const std::vector<EditFacts> &edits)
{
    std::vector<double> ratios;
    for (const EditFacts &edit : edits)
        if (edit.denseMilliseconds > 0 && edit.milliseconds > 0)
            ratios.push_back(edit.denseMilliseconds / edit.milliseconds);
    return ratios;
}

const char *nameOf(EditKind kind)
{
    switch (kind) {
    case EditKind::Insertion:
        return "insertion";
    case EditKind::Deletion:
        return "deletion";
    case EditKind::Replacement:
        return "replacement";
    case EditKind::Several:
        return "several places";
    }
    return "";
}

} // namespace deltapad::cli
