// SPDX-License-Identifier: MIT
#pragma once
// demo: the guided tour without a display: the same text, the same edits key by key, every figure measured,
// every edit checked against a from-scratch pass. Threading: one call at a time. Cost: some seconds.
#include "app/cli/outcome.h"
#include "engine/model/model.h"

#include <cstdint>
#include <memory>

namespace deltapad::cli {

Result<Outcome> runDemo(const std::shared_ptr<const Model> &model, std::int32_t threads);

} // namespace deltapad::cli
