// SPDX-License-Identifier: MIT
#pragma once
// From the surprise of each token to the washes behind unlikely words: a word's surprise is the sum of its
// tokens', and marked are those that stand out both absolutely and among the words of this text. Threading:
// pure function. Cost: linear in the tokens.
#include "engine/session/report.h"
#include "ui/editor/document_shadow.h"
#include "ui/editor/washes.h"

#include <vector>

namespace deltapad {

inline constexpr float kSurprisingBits = 11; ///< a word below is never marked
inline constexpr double kMarkedShare = 0.1;  ///< of the words, at most
inline constexpr float kFullMarkBits = 8;    ///< this far above the mark's threshold it is at its strongest

/// Sorted; tokens outside the text are left out.
std::vector<WashRange> surpriseRanges(const std::vector<TokenSurprise> &surprises,
                                      const DocumentShadow &text);

} // namespace deltapad
