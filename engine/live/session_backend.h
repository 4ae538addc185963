// SPDX-License-Identifier: MIT
#pragma once
// The live client over the real engine: Model and DocumentSession behind LiveModel and LiveDocument.
// Threading, ownership, cost: see LiveClient and DocumentSession (which spreads its work over oneTBB).
#include "engine/live/live_client.h"

#include <memory>

namespace deltapad {

/// Loader of model folders; `threads` and `maxTokens` of the options go to every session.
ModelLoader sessionModelLoader(const LiveOptions &options);

std::unique_ptr<LiveClient> makeLiveClient(const LiveOptions &options);

} // namespace deltapad
