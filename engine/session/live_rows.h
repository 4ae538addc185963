// SPDX-License-Identifier: MIT
#pragma once
// LiveRows: a copy of what a document's live rows are, for a comparison that takes its time elsewhere.
// Threading: plain values.
#include "engine/base/offsets.h"

#include <cstdint>
#include <vector>

namespace deltapad {

/// The live rows' codes and outputs, copied: what a from-scratch pass over `tokens` must give.
struct LiveRows
{
    std::vector<TokenId> tokens;                   ///< start token included
    std::vector<std::int32_t> labels;              ///< of the rows, if the model has positions
    std::int64_t liveBegin = 0;                    ///< the document's token that row 1 holds
    std::vector<std::vector<std::uint16_t>> codes; ///< per layer [rows * heads]
    std::vector<double> bits;                      ///< [rows]
    std::vector<double> logSums;                   ///< [rows]
    std::vector<std::int64_t> featureSums;
};

} // namespace deltapad
