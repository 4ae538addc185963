// SPDX-License-Identifier: MIT
#pragma once
// What a suggestion must not be: a gap, the text that follows anyway, or a loop. Threading: pure functions.
// Cost: linear in the texts.
#include <cstdint>
#include <string_view>

namespace deltapad {

/// Units before and behind the caret that isWorthShowing() wants to see.
inline constexpr std::int64_t kRepetitionContext = 200;

/// False for a suggestion that only adds space, that repeats what follows the caret, or that makes the words
/// before it and its own repeat a run of one to three words.
bool isWorthShowing(std::u16string_view suggestion, std::u16string_view before,
                    std::u16string_view following);

} // namespace deltapad
