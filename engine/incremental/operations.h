// SPDX-License-Identifier: MIT
#pragma once
// Operation counts: the formulas by which dense, prefix and incremental updates are counted (interfaces.md).
// Threading: pure functions. Cost: O(layers + segments).
#include "engine/incremental/layout.h"
#include "engine/session/report.h"

#include <cstdint>
#include <vector>

namespace deltapad {

/// Multiply-adds per unit of work.
struct UnitCosts
{
    explicit UnitCosts(const Layout &layout);

    std::int64_t projectRow;    ///< q, k and votes of a row: d (2 H dk + H K), and d H with scaled scores
    std::int64_t pair;          ///< score and votes of a (row, key) pair: H (dk + K)
    std::int64_t mlpRow;        ///< 2 d m, zero units included
    std::int64_t summaryCodes;  ///< projection and code search of a summary: d ds + Cs ds
    std::int64_t summaryColumn; ///< key and votes of a summary: ds (H dk + H K)
    std::int64_t outputRow;     ///< vocabulary scores and class features: d (V + F)
    std::int64_t tokenScore;    ///< one vocabulary score: d
    std::int64_t vocabularyRow; ///< all vocabulary scores: d V
    std::int64_t norm;          ///< elements of a norm: d
    std::int64_t tableRow;      ///< elements looked up and added per row and layer: H d
    std::int64_t embedRow;      ///< elements looked up per embedding
};

/// What a pass over rows [first, rows) costs from scratch: first = 0 is the dense reference, first = the
/// first changed row is prefix reuse (a key/value cache).
Operations countForward(const Layout &layout, const std::vector<Segment> &segments, std::int64_t rows,
                        std::int64_t first);

} // namespace deltapad
