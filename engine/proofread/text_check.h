// SPDX-License-Identifier: MIT
#pragma once
// Spelling and repeated words of a piece of text (a paragraph, say). What the writer's own dictionaries and
// ignore lists hide is not left out here: RemarkFilter does that, so that changing them checks nothing again.
// Threading: the dictionary's. Cost: linear in the text; replacements are looked up apart.
#include "engine/proofread/dictionary.h"
#include "engine/proofread/remark.h"

#include <string_view>
#include <vector>

namespace deltapad {

/// Replacements offered for a word.
inline constexpr std::int32_t kMostReplacements = 7;

/// Remarks of the text, in its order, offsets relative to it; spelling remarks without replacements.
std::vector<Remark> checkText(std::u16string_view text, Dictionary &dictionary);

} // namespace deltapad
