// SPDX-License-Identifier: MIT
#pragma once
// model: what a model is. Loading has checked every tensor already; the check here is that the engine
// computes with it: an edited text must give the same bits as the same text from scratch. Threading: one call
// at a time.
#include "app/cli/outcome.h"
#include "engine/model/model.h"

#include <memory>

namespace deltapad::cli {

enum class ModelCheck { Describe, SelfTest };

Result<Outcome> runDescribeModel(const std::shared_ptr<const Model> &model, ModelCheck check);

} // namespace deltapad::cli
