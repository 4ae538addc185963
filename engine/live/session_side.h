// SPDX-License-Identifier: MIT
#pragma once
// The side thread's work over the real engine: dense passes with the live updates' kernels and number of
// threads, and one session of its own for questions. Threading: see SideModel. Ownership: shares the model.
// Cost: the first pass allocates every row's state and keeps it; questions keep a second session until
// endQuestions().
#include "engine/live/backend.h"
#include "engine/model/model.h"
#include "engine/session/document_session.h"

#include <memory>

namespace deltapad {

std::unique_ptr<SideModel> makeSessionSideModel(std::shared_ptr<const Model> model, SessionOptions options);

} // namespace deltapad
