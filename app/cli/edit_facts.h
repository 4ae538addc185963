// SPDX-License-Identifier: MIT
#pragma once
// EditFacts: what one played edit was and what it cost; the rows of every distribution in the reports.
// Threading: plain values.
#include "engine/base/edits.h"

#include <cstdint>
#include <span>
#include <vector>

namespace deltapad::cli {

enum class EditKind { Insertion, Deletion, Replacement, Several };

struct EditFacts
{
    EditKind kind = EditKind::Insertion;
    double place = 0;        ///< of its begin in the text, 0..1
    double changedShare = 0; ///< units removed or inserted, whichever are more, of the text's units before
    std::int64_t rows = 0;   ///< live rows after it
    double milliseconds = 0;
    double denseRatio = 0;         ///< operations of a dense pass / ours; 0: it computed nothing
    double prefixRatio = 0;        ///< operations of prefix reuse / ours
    double denseMilliseconds = 0;  ///< 0: not timed for this edit
    double prefixMilliseconds = 0; ///< 0: not timed for this edit
};

/// Kind, place and changed share of splices that were applied one after another to a text of `length` units.
EditFacts describeEdit(std::span<const TextSplice> splices, std::int64_t length);

/// One figure of all edits that have it: zeros are left out.
std::vector<double> valuesOf(const std::vector<EditFacts> &edits, double EditFacts::*figure);
/// Time of a dense pass / time of the edit, where both were taken.
std::vector<double> wallRatios(const std::vector<EditFacts> &edits);

/// "insertion", "deletion", "replacement", "several places".
const char *nameOf(EditKind kind);

} // namespace deltapad::cli
