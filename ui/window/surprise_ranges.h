// SPDX-License-Identifier: MIT
#pragma once
// From the surprise of each token to the washes behind unlikely words.
#include "engine/session/report.h"
#include "ui/editor/document_shadow.h"
#include "ui/editor/washes.h"

#include <vector>

namespace deltapad
{

inline constexpr float kSurprisingBits = 9;      ///< below: not marked
inline constexpr float kVerySurprisingBits = 16; ///< from here on: marked fully

/// Sorted, without the gaps that tokens begin with; tokens outside the text are left out.
std::vector<WashRange> surpriseRanges(const std::vector<TokenSurprise> &surprises, const DocumentShadow &text);

} // namespace deltapad
