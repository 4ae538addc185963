// SPDX-License-Identifier: MIT
#pragma once
// `deltapad proofread`: remarks on a text: spelling, repeated words, and words that look wrong in their
// context. Also measures the dictionary's replacements on a table of misspellings. Threading: the model's
// threads inside. Cost: one pass over the text's rows, and a few branches for each surprising word.
#include "app/cli/outcome.h"
#include "engine/model/model.h"
#include "engine/proofread/remark_filter.h"

#include <memory>
#include <string>
#include <vector>

namespace deltapad::cli {

enum class ProofreadScope { Everything, SpellingOnly };

struct ProofreadOptions
{
    std::string path;
    std::string language = "en_US";
    std::string dictionary; ///< a .dic file with its .aff beside it, instead of a language
    std::string words;      ///< file of further words, one a line; "" = none
    ProofreadScope scope = ProofreadScope::Everything;
    Names names = Names::Allowed; ///< unknown words with a capital inside a sentence
    std::int32_t threads = 0;
};

Result<Outcome> runProofread(const std::shared_ptr<const Model> &model, const ProofreadOptions &options);

/// `path`: a table misspelling<TAB>correction[, correction…]. How often the right word is offered first, and
/// among all that are offered; and how many misspellings are noticed.
Result<Outcome> runMeasureSpelling(const ProofreadOptions &options);

/// `path`: a table sentence<TAB>corrected sentence, rows of one sentence together. A remark is right if some
/// correction has what it says in place of what stands there.
Result<Outcome> runMeasureSentences(const std::shared_ptr<const Model> &model,
                                    const ProofreadOptions &options);

} // namespace deltapad::cli
