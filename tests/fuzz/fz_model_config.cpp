// SPDX-License-Identifier: MIT
// Any bytes as config.json: parseConfig() must answer, and what it accepts must be consistent.
#include "engine/model/config.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const deltapad::Result<deltapad::ParsedConfig> parsed =
        deltapad::parseConfig({reinterpret_cast<const char *>(data), size}, "config.json");
    if (!parsed)
        return 0;
    const deltapad::ModelConfig &config = parsed.value().config;
    const auto layers = static_cast<std::size_t>(config.layers);
    if (config.window.size() != layers || config.segments.size() != layers ||
        config.startToken >= config.vocabulary)
        std::abort();
    if (config.anySegments() && config.segment.width % config.segment.groups != 0)
        std::abort();
    if (deltapad::bucketTable(config).empty())
        std::abort();
    return 0;
}
