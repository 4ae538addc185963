// SPDX-License-Identifier: MIT
#pragma once
// Reading of heads/NAME.safetensors: one classifier over the mean feature of a span (FORMAT.md).
// Threading: pure functions. Cost: reads the head once.
#include "engine/base/result.h"
#include "engine/model/model.h"

#include <string>
#include <vector>

namespace deltapad {

inline constexpr std::int64_t kMaxHeads = 64;
inline constexpr std::int64_t kMaxHeadFeatures = 4096;
inline constexpr std::int64_t kMaxHeadLabels = 4096;

/// `width` is the model's. BadTensor for numbers, BadSyntax for metadata.
Result<Head> loadHead(const std::string &path, std::int32_t width, std::int64_t limit);

/// Paths of `folder`/heads/*.safetensors, sorted by name; none if there is no such folder.
Result<std::vector<std::string>> listHeads(const std::string &folder);

/// The order in which readers meet the heads everywhere: what most want to know first (sentiment, tone,
/// emotion, topic, politeness, level), then all others as they were.
void orderForReading(std::vector<Head> &heads);

} // namespace deltapad
