// SPDX-License-Identifier: MIT
#pragma once
// What bench types, and where. Threading: pure functions.
#include "engine/base/offsets.h"

#include <string>

namespace deltapad::cli {

/// Two sentences of plain prose, with the space before them.
std::u16string benchTyping();

/// The space or line end at or behind a share (0..1) of the text, so that no word is torn.
Utf16Offset gapAt(const std::u16string &text, double share);

} // namespace deltapad::cli
