// SPDX-License-Identifier: MIT
#pragma once
// What assistive technologies see of a tree of rows.
//
// Qt 6.4 makes a new interface for a cell of a QTreeView whenever one is asked for it and keeps all of them
// until the program ends: a screen reader that goes through a tree again and again makes it grow. Here a cell
// has one interface as long as it exists. Numbers, roles, names and states are those of Qt: the headers of
// the columns come first, then the cells of the rows that are not inside a closed branch or hidden.
// Not for views of other classes: Qt keeps the cells of tables and lists.
// Threading: user interface. Ownership: Qt's cache owns them; those of cells go with the tree's. Cost: none
// until an interface is asked for; then a walk over the rows for each cell.

namespace deltapad {

/// From now on every QTreeWidget that has not been asked for its interface yet gets such a one. Again is no
/// harm.
void keepTreeCells();

} // namespace deltapad
