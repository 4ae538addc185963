// SPDX-License-Identifier: MIT
#pragma once
// Asks the system to forget what it keeps of files in memory, so that a load from disk can be timed. Not for
// the product's own work. Threading: pure functions that look at the file system.
#include <string>

namespace deltapad::cli {

/// Drops the regular files of a folder and its sub-folders; returns the share of their pages that is out of
/// the page cache afterwards (0: the system kept all of them, or does not tell).
double dropFromPageCache(const std::string &folder);

} // namespace deltapad::cli
