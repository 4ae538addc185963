// SPDX-License-Identifier: MIT
#pragma once
// complete: continuations of a text at a place, best first. Threading: one call at a time.
#include "app/cli/outcome.h"
#include "engine/base/offsets.h"
#include "engine/model/model.h"
#include "engine/session/known_words.h"

#include <cstdint>
#include <memory>
#include <string>

namespace deltapad::cli {

/// Which words are suggested: as the editor does, those that a dictionary or the text has; or all.
enum class OfferedWords { Known, Any };

struct CompleteOptions
{
    std::string path;
    CodePointOffset at;
    std::int32_t count = 5;
    std::int32_t words = 3;
    OfferedWords offered = OfferedWords::Known;
    std::int32_t threads = 0;
    std::int32_t maxTokens = 0;
};

/// For DocumentSession::setKnownWords(); the dictionary is loaded when first asked.
KnowsWord knownWords(OfferedWords words);

/// BadEdit if the place lies behind the text.
Result<Outcome> runComplete(const std::shared_ptr<const Model> &model, const CompleteOptions &options);

} // namespace deltapad::cli
