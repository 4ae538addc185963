// SPDX-License-Identifier: MIT
#pragma once
// The second table of `bench`: long files. How long until the first outputs are there, what a key costs at
// the start, in the middle and at the end, how long until all contexts are covered, and the memory all that
// takes.
//
// Not for edits inside one context: bench.h. Threading: one call at a time. Cost: a forward pass of every
// file.
#include "app/cli/outcome.h"
#include "app/cli/progress.h"
#include "engine/model/model.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace deltapad::cli {

struct BenchFilesOptions
{
    std::u16string text;                 ///< repeated until a file is long enough
    std::vector<std::int32_t> kilobytes; ///< sizes in UTF-8
    std::int32_t threads = 0;
    ProgressLines progress = ProgressLines::OnTerminal;
};

/// Lines for people, and `files[]` and the checks in `facts`.
Result<Outcome> runBenchFiles(const std::shared_ptr<const Model> &model, const BenchFilesOptions &options);

} // namespace deltapad::cli
