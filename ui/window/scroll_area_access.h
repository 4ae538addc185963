// SPDX-License-Identifier: MIT
#pragma once
// What assistive technologies see of a scroll area.
//
// They ask how many children there are and then for one after the other. A scroll bar that hides in between
// makes the last index one too many, and Qt 6.4 then reads behind the end of a list: the program may end.
// Not for views of models or texts: Qt has interfaces of their own for them, which check.
// Threading: user interface. Ownership: Qt's cache owns them. Cost: none until an interface is asked for.

namespace deltapad {

/// From now on every scroll area that has not been asked for its interface yet gets one that has no child at
/// an index past the end. Again is no harm.
void guardScrollAreas();

} // namespace deltapad
