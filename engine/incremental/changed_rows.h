// SPDX-License-Identifier: MIT
#pragma once
// Changed rows of an update as few ranges: small enough for every report, exact enough to paint.
// Threading: pure functions. Cost: linear in rows and ranges.
#include "engine/session/report.h"

#include <cstdint>
#include <span>

namespace deltapad {

/// Most ranges kept of one layer; beyond it the narrowest gaps are closed, so that no changed row is left
/// out.
inline constexpr std::size_t kMostRowRanges = 64;

/// `rows` ascending, each once.
RowRanges rowRanges(std::span<const std::int32_t> rows);
/// The same into `ranges`, whose memory is used again; only the closing of gaps allocates.
void fillRowRanges(std::span<const std::int32_t> rows, RowRanges &ranges);

/// Ranges of rows as they are named after `removed` rows at `begin` became `inserted` rows. Rows that are
/// gone are left out.
RowRanges followRowEdit(const RowRanges &ranges, std::int64_t begin, std::int64_t removed,
                        std::int64_t inserted);

/// Union of both.
RowRanges joinRowRanges(const RowRanges &first, const RowRanges &second);

} // namespace deltapad
