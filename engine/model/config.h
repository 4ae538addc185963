// SPDX-License-Identifier: MIT
#pragma once
// Reading and checking of config.json (resources/models/FORMAT.md).
// Every key is checked for presence, type and range before anything depends on it. Threading: pure functions.
#include "engine/base/result.h"
#include "engine/model/model.h"

#include <string>
#include <string_view>

namespace deltapad {

struct ParsedConfig
{
    ModelConfig config;
    std::string trainingJson; ///< the free-form `training` object, "{}" without one
};

/// `name` stands for the file in messages. BadConfig names the key; Unsupported a format or version.
Result<ParsedConfig> parseConfig(std::string_view json, const std::string &name);

/// Bucket of every offset up to the last one that can differ: [max(window, last bucket start) + 1].
std::vector<std::int32_t> bucketTable(const ModelConfig &config);

} // namespace deltapad
