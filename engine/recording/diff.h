// SPDX-License-Identifier: MIT
#pragma once
// The edits that lead from one text to another: paragraphs first, then words inside the paragraphs that
// changed.
//
// Not minimal in characters: a word is replaced whole. Threading: pure functions.
// Cost: O(units + d^2) with d differing paragraphs or words, d limited per level; beyond the limit the whole
// differing stretch becomes one replacement.
#include "engine/base/edits.h"

#include <string_view>
#include <vector>

namespace deltapad {

/// Splices in ascending order that turn `before` into `after` when they are applied one after another (each
/// one's place counts in the text that the ones before it leave). Empty if the texts are equal. No splice
/// begins or ends inside a surrogate pair if the texts have none that is broken.
std::vector<TextSplice> diffTexts(std::u16string_view before, std::u16string_view after);

} // namespace deltapad
