// SPDX-License-Identifier: MIT
#pragma once
// Where the bundled model is. Threading: pure functions that look at the file system.
#include <string>

namespace deltapad::cli {

/// The folder to load, in this order: `asked` (the option --model) if not empty; the environment variable
/// DELTAPAD_MODEL; share/deltapad/models/default beside the program's folder (an installation); the source
/// tree's model in a development build. The last one is answered even if it does not exist: loading it then
/// says so.
std::string modelFolder(const std::string &asked, const std::string &programFolder);

} // namespace deltapad::cli
