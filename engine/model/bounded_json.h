// SPDX-License-Identifier: MIT
#pragma once
// parseBoundedJson: JSON of untrusted files as a tree whose depth and number of values are limited.
//
// The limits keep the tree's memory in proportion to what a valid file needs (a few bytes such as "[[[[" cost
// a hundred times their size in a tree). Keys that occur twice in one object are an error, because different
// readers would take different ones. Nothing is thrown. Threading: pure. Cost: O(bytes).
#include "engine/base/result.h"

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace deltapad {

struct JsonLimits
{
    std::int32_t depth = 16;
    std::int64_t values = 1 << 20;
};

/// BadSyntax names `name`, the byte offset and what is wrong.
Result<nlohmann::json> parseBoundedJson(std::string_view text, const std::string &name,
                                        JsonLimits limits = {});

} // namespace deltapad
