// SPDX-License-Identifier: MIT
#pragma once
// Words that are taken for each other: pairs that writers of English are known to confuse, and words one slip
// of the finger apart. Threading: pure functions. Cost: a look-up; a few hundred strings for slips.
#include <string>
#include <string_view>
#include <vector>

namespace deltapad {

/// The others of the word's set in the list of confusions, with the word's own capital; empty if it is in
/// none.
std::vector<std::u16string> confusedWith(std::u16string_view word);

/// Everything that one letter left out, added, changed or swapped makes of the word (a-z).
std::vector<std::u16string> oneSlipFrom(std::u16string_view word);

} // namespace deltapad
