// SPDX-License-Identifier: MIT
#pragma once
// experiment: the measurement of the paper on revision histories: atomic edits and whole revisions, Wikipedia
// and git histories apart, documents of about 1,000 to 2,048 tokens; how many times fewer operations than a
// dense pass, by place of the edit and by changed share, as tables.
//
// Not for timing a single trace: `replay` does that. Threading: one call at a time. Cost: hours for
// everything; the limits cut it short.
#include "app/cli/outcome.h"
#include "app/cli/progress.h"
#include "engine/model/model.h"

#include <cstdint>
#include <memory>
#include <string>

namespace deltapad::cli {

struct ExperimentOptions
{
    std::string folder; ///< holds revisions/
    std::string markdownPath;
    std::int64_t limit = 0;           ///< edits of one file and kind; 0 = all
    std::int64_t limitOfDocument = 0; ///< 0 = all
    std::int64_t minTokens = 1000;
    std::int64_t maxTokens = 2048;
    std::int64_t verifyEvery = 500;
    std::int64_t denseEvery = 50;
    std::int32_t threads = 0;
    ProgressLines progress = ProgressLines::OnTerminal;
};

Result<Outcome> runExperiment(const std::shared_ptr<const Model> &model, const ExperimentOptions &options);

} // namespace deltapad::cli
