// SPDX-License-Identifier: MIT
#pragma once
// Severity: which remarks are worth a mark. Threading: plain values.
namespace deltapad {

enum class Severity {
    Everything,
    Mistakes,    ///< not RemarkKind::Unlikely
    SpellingOnly ///< and repeated words
};

} // namespace deltapad
