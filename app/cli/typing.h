// SPDX-License-Identifier: MIT
#pragma once
// `deltapad typing`: types texts key by key with the editor's own rules for showing and accepting suggestions
// (GhostPolicy), and counts the keys.
//
// The typist always knows the text and takes whatever part of a shown suggestion is right if that saves a
// key: all of it, the rest of the sentence, or the next word. Time is counted, not spent. Threading: one
// document after another; the model's threads inside. Cost: an update and at most one completion per key.
#include "app/cli/complete.h"
#include "app/cli/outcome.h"
#include "app/cli/score.h"
#include "app/cli/statistics.h"
#include "engine/assist/suggestion_gate.h"
#include "engine/model/model.h"

#include <memory>
#include <string>
#include <vector>

namespace deltapad::cli {

enum class SuggestionList { Left, Listed };

struct TypingOptions
{
    std::vector<std::string> paths;
    DocumentSplit split = DocumentSplit::None;
    std::int64_t limit = 0; ///< code points of each file; 0 = all
    SuggestionMode mode = SuggestionMode::Eager;
    std::int32_t keyMilliseconds = 200;  ///< from one key to the next
    std::int32_t wordMilliseconds = 600; ///< and before the first key of a word
    std::int32_t words = 3;              ///< a suggestion may have
    OfferedWords offered = OfferedWords::Known;
    SuggestionList suggestions = SuggestionList::Left; ///< in the JSON, one by one
    std::int32_t threads = 0;
};

/// One that was shown.
struct ShownSuggestion
{
    double probability = 0; ///< the model's own
    Occurrence right = Occurrence::DidNot;
};

struct TypingCount
{
    std::int64_t keysWithout = 0; ///< code points of the text
    std::int64_t keysWith = 0;
    std::int64_t shown = 0;    ///< suggestions put into the text
    std::int64_t accepted = 0; ///< of these, taken as a whole or in part
    /// Confidence in what was shown, and whether all of it was right: to the end of its last word, as whoever
    /// accepts it takes it. "the" is not, where "them" is written.
    Calibration calibration;
    std::vector<ShownSuggestion> suggestions; ///< all that were shown

    TypingCount &operator+=(const TypingCount &other);
    double savedShare() const;
    double precision() const;
};

Result<Outcome> runTyping(const std::shared_ptr<const Model> &model, const TypingOptions &options);

} // namespace deltapad::cli
