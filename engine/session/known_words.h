// SPDX-License-Identifier: MIT
#pragma once
// KnowsWord: whether a word may be suggested. Called by whoever asks for completions, in that thread.
#include <functional>
#include <string_view>

namespace deltapad {

using KnowsWord = std::function<bool(std::u16string_view word)>;

} // namespace deltapad
