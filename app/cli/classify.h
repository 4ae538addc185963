// SPDX-License-Identifier: MIT
#pragma once
// classify: class probabilities of files, or the accuracy of one head on a labelled table.
//
// A text longer than the context is classified by its beginning; every answer says how many tokens were used.
// Threading: one call at a time; texts are computed side by side. Cost: one forward pass a text.
#include "app/cli/outcome.h"
#include "engine/model/model.h"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace deltapad::cli {

struct ClassifyOptions
{
    std::vector<std::string> paths;
    std::int32_t threads = 0;
};

struct TableOptions
{
    std::string path;
    std::string head;                           ///< may be empty if the model has one head only
    std::map<std::string, std::string> renames; ///< label of the table -> label of the head
    std::int64_t limit = 0;                     ///< rows; 0 = all
    std::int32_t threads = 0;
};

Result<Outcome> runClassify(const std::shared_ptr<const Model> &model, const ClassifyOptions &options);
/// BadSyntax names the line of a label that the head does not have.
Result<Outcome> runClassifyTable(const std::shared_ptr<const Model> &model, const TableOptions &options);

/// Rows: true labels, columns: answers.
using Confusion = std::vector<std::vector<std::int64_t>>;
double accuracyOf(const Confusion &confusion);
/// Mean over the classes that occur (as label or answer) of 2 hits / (labels + answers).
double macroF1Of(const Confusion &confusion);

} // namespace deltapad::cli
