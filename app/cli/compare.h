// SPDX-License-Identifier: MIT
#pragma once
// compare: all versions of a document in one batch, every distinct row computed once (RevisionBatch), against
// a dense pass over each version. Some versions are computed alone as well: that gives the dense time, and
// the check that the batch's results are the same bit for bit.
//
// Not for playing the steps between versions: `replay` does that. Threading: one call at a time. Cost: the
// distinct rows, and the versions that are checked.
#include "app/cli/outcome.h"
#include "app/cli/progress.h"
#include "engine/model/model.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace deltapad::cli {

struct CompareOptions
{
    std::vector<std::string> paths;
    std::int64_t verifyEvery = 10; ///< every N-th version and the last; 0: none
    std::int64_t limit = 0;        ///< documents of a file; 0 = all
    std::int64_t maxVersions = 0;  ///< of a document; 0 = all
    std::int32_t maxTokens = 0;    ///< rows of a version; 0 = the model's context
    std::int32_t threads = 0;
    ProgressLines progress = ProgressLines::OnTerminal;
};

Result<Outcome> runCompare(const std::shared_ptr<const Model> &model, const CompareOptions &options);

} // namespace deltapad::cli
