// SPDX-License-Identifier: MIT
#pragma once
// Position labels: where rows lie in a model's table of learned positions (engine.md section 4 b).
//
// Labels ascend and leave gaps, so that an insertion moves no row behind it: it takes labels of its gap. A
// gap without enough labels is spread again over as few neighbours as possible; those rows count as changed.
// Labels depend on the history of edits, so the batch reference is given them. Row 0, the start token, has
// label 0 for ever. Not for models without such a table. Threading: pure functions. Cost: planLabels O(rows
// of the edit and neighbours that move).
#include "engine/model/model.h"

#include <cstdint>
#include <span>
#include <vector>

namespace deltapad {

/// The label of a row of a text that was written from start to end: 0, stride, 2 stride, ... A text longer
/// than the model's context runs out of labels, and its last rows share the last one.
std::int32_t writtenLabel(const ModelConfig &config, std::int64_t row);
/// Label of the row that is appended to one with this label.
std::int32_t labelBehind(const ModelConfig &config, std::int32_t label);
/// writtenLabel of rows 0..rows - 1; none if the model has no positions.
std::vector<std::int32_t> writtenLabels(const ModelConfig &config, std::int64_t rows);

/// An edit of rows and the labels that it gives: old rows [begin, begin + removed) become rows of these
/// labels.
struct LabelPlan
{
    std::int64_t begin = 0;
    std::int64_t removed = 0;
    std::vector<std::int32_t> labels;
};

/// Labels for `inserted` rows in place of rows [begin, begin + removed) of a text with these labels, begin
/// >= 1. The plan is wider than the edit if neighbours have to move. Requires that the table has a label for
/// every row of the result.
void planLabels(const ModelConfig &config, std::span<const std::int32_t> labels, std::int64_t begin,
                std::int64_t removed, std::int64_t inserted, LabelPlan &plan);

} // namespace deltapad
