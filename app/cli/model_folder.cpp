// SPDX-License-Identifier: MIT
#include "app/cli/model_folder.h"

#include <cstdlib>
#include <filesystem>
#include <system_error>

namespace deltapad::cli {

std::string modelFolder(const std::string &asked, const std::string &programFolder)
{
    if (!asked.empty())
        return asked;
    if (const char *fromEnvironment = std::getenv("DELTAPAD_MODEL"); fromEnvironment && *fromEnvironment)
        return fromEnvironment;
    std::error_code ignored;
    const std::filesystem::path installed =
        std::filesystem::path(programFolder).parent_path() / "share/deltapad/models/default";
    if (std::filesystem::exists(installed / "config.json", ignored))
        return installed.string();
    return DELTAPAD_DEVELOPMENT_MODEL;
}

} // namespace deltapad::cli
