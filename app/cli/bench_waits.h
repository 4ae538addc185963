// SPDX-License-Identifier: MIT
#pragma once
// The waits of a person that `bench` measures beside single edits: opening a text until the first panels can
// be shown, with the model's load from disk and from the page cache apart; and from a key to the first list
// of completions.
//
// Not for edits: bench.h. The editor's window is not in these times. Threading: one call at a time. Cost: a
// few loads of the model, some forward passes, and some hundred keys with a completion each.
#include "app/cli/outcome.h"
#include "engine/model/model.h"

#include <cstdint>
#include <memory>
#include <string>

namespace deltapad::cli {

struct OpeningOptions
{
    std::string modelFolder;
    std::u16string text;       ///< continued with itself if it is too short
    std::int32_t words = 2000; ///< fewer if they are more than the model's context
    std::int32_t repeats = 7;
};

/// `opening` in the facts: `model_load` with the medians `cold_ms` and `warm_ms` and the share of the files
/// that was out of the page cache before a cold load (0 where the system does not let it go); `rows[]`, one
/// for one thread and one for all cores, of `open_ms` (text to rows), `panels_ms` (classes, surprise of every
/// token, next tokens at the caret), `completion_ms` (the first list of words at the caret) and
/// `first_panels_ms` (open and panels). Medians.
Result<Outcome> runOpening(const std::shared_ptr<const Model> &model, const OpeningOptions &options);

struct CompletionWaitOptions
{
    std::u16string text; ///< of the length wanted
    std::int32_t threads = 0;
};

/// `completion` in the facts: `places[]` (middle and end) of `keys`, `lists` (keys after which something was
/// offered) and `ms` from the key to the list, its update of all rows included.
Result<Outcome> runCompletionWait(const std::shared_ptr<const Model> &model,
                                  const CompletionWaitOptions &options);

} // namespace deltapad::cli
