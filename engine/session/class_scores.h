// SPDX-License-Identifier: MIT
#pragma once
// Class probabilities of every head from exact feature sums (FORMAT.md, heads). Threading: pure.
#include "engine/incremental/layout.h"
#include "engine/session/report.h"

#include <cstdint>
#include <span>
#include <vector>

namespace deltapad {

/// `sums`: class features summed over `rows` rows, all heads one after another (Layout::features).
std::vector<ClassScores> classScores(const Layout &layout, std::span<const std::int64_t> sums,
                                     std::int64_t rows);

} // namespace deltapad
