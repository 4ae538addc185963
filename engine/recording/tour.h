// SPDX-License-Identifier: MIT
#pragma once
// The guided tour: a text of about 1,500 words written for Deltapad, and the edits that the demonstration
// makes in it: at its start, in its middle, at its end. The window types them, and so does the report for
// terminals. Threading: pure functions. Cost: copies.
#include "engine/base/edits.h"

#include <string>
#include <vector>

namespace deltapad {

/// One edit, made key by key: `removed` is deleted backwards, then `inserted` is typed.
struct TourEdit
{
    std::string name;      ///< "at the start", for tables
    std::string caption;   ///< one sentence, shown while it is made
    std::u16string behind; ///< the place is behind this piece of the text; it occurs once
    std::u16string removed;
    std::u16string inserted;
};

std::u16string tourText();
const std::vector<TourEdit> &tourEdits();

/// The single keys of an edit in a text; empty if the place is not there.
std::vector<TextSplice> keysOf(const TourEdit &edit, std::u16string_view text);

} // namespace deltapad
