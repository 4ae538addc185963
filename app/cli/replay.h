// SPDX-License-Identifier: MIT
#pragma once
// replay: plays recorded edits through the live engine and measures every one of them.
//
// What an edit's time covers: see Player. A recording that cannot be played to its end ends the run; what was
// played until then is in the outcome all the same, and the failure is named. Threading: one call at a time;
// with jobs > 1 recordings are played side by side, which disturbs the times. Cost: the recordings.
#include "app/cli/outcome.h"
#include "app/cli/progress.h"
#include "engine/model/model.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace deltapad::cli {

enum class RevisionSteps {
    Whole,  ///< all edits between two revisions at once
    Atomic, ///< single contiguous edits, one after another
};

struct ReplayOptions
{
    std::vector<std::string> paths;
    std::int64_t verifyEvery = 0; ///< 0 = never
    std::int64_t limit = 0;       ///< edits of one recording; 0 = all
    std::int64_t denseEvery = 50; ///< 0 = never
    std::int32_t maxTokens = 0;   ///< 0 = the model's context
    std::int32_t threads = 0;     ///< 0 = all cores
    std::int32_t jobs = 1;        ///< recordings played at the same time
    RevisionSteps steps = RevisionSteps::Whole;
    std::int64_t minWords = 0; ///< of a document's first revision
    std::optional<std::int64_t> maxWords;
    std::int64_t minTokens = 0; ///< the same, counted in tokens
    std::optional<std::int64_t> maxTokensOfDocument;
    std::int64_t limitOfDocument = 0; ///< edits of one revision history; 0 = all
    ProgressLines progress = ProgressLines::OnTerminal;
    std::string htmlPath; ///< a report with charts; empty: none
};

Result<Outcome> runReplay(const std::shared_ptr<const Model> &model, const ReplayOptions &options);

} // namespace deltapad::cli
