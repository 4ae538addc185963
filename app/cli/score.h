// SPDX-License-Identifier: MIT
#pragma once
// score: how well the model predicts texts, in bits per UTF-8 byte (TextScorer says how long texts are read).
// The end of a text is not scored. Threading: one call at a time; documents are computed side by side.
// Cost: about two forward passes of the text.
#include "app/cli/outcome.h"
#include "engine/model/model.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace deltapad::cli {

enum class DocumentSplit {
    None,      ///< a file is one text
    Separator, ///< a line that holds only the byte 0x1E ends a document; its trailing line breaks are left
               ///< out
};

struct ScoreOptions
{
    std::vector<std::string> paths;
    DocumentSplit split = DocumentSplit::None;
    std::int32_t threads = 0;
};

/// Documents of a file; with separators empty ones are left out.
std::vector<std::u16string_view> splitDocuments(std::u16string_view text, DocumentSplit split);

Result<Outcome> runScore(const std::shared_ptr<const Model> &model, const ScoreOptions &options);

} // namespace deltapad::cli
