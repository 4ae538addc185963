// SPDX-License-Identifier: MIT
#pragma once
// Labelled tables: label<TAB>text, one a line; in the text \n is a line break, \t a tab, \\ a backslash.
// Threading: pure functions. Cost: O(bytes).
#include "engine/base/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace deltapad::cli {

struct LabelledText
{
    std::string label;
    std::u16string text;
};

/// BadSyntax or BadEncoding names file:line.
Result<std::vector<LabelledText>> parseLabelled(std::string_view table, const std::string &name);

} // namespace deltapad::cli
