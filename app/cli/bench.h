// SPDX-License-Identifier: MIT
#pragma once
// bench: what an edit costs by the text's length, by its place and by its kind, against a dense pass and
// against what a key/value cache saves, with the same kernels and threads, in one run.
//
// With it go the waits of bench_waits.h and, if asked for, long files (bench_files.h).
//
// Every edit is made and taken back several times at neighbouring places; times are medians, operations are
// sums. Not for real typing: `replay` plays that. Threading: one call at a time. Cost: some hundred edits and
// dense passes a length.
#include "app/cli/outcome.h"
#include "app/cli/progress.h"
#include "engine/model/model.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace deltapad::cli {

struct BenchOptions
{
    std::string modelFolder;             ///< to time its load
    std::string path;                    ///< a text of at least the longest length; empty: the guided tour's
    std::vector<std::int32_t> lengths;   ///< tokens; empty: 256 to 2,048, as far as the model's context goes
    std::vector<std::int32_t> kilobytes; ///< also type into files of these sizes (bench_files.h); empty: none
    std::int32_t repeats = 7;            ///< edits of one kind at one place
    std::int32_t threads = 0;
    ProgressLines progress = ProgressLines::OnTerminal;
};

Result<Outcome> runBench(const std::shared_ptr<const Model> &model, const BenchOptions &options);

} // namespace deltapad::cli
