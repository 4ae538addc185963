// SPDX-License-Identifier: MIT
#pragma once
// Places in the text of the rows that an update computed again in one layer. Threading: pure.
// Cost: linear in the live tokens.
#include "engine/live/engine_client.h"
#include "ui/editor/washes.h"

#include <vector>

namespace deltapad {

/// Empty if the update has no such layer.
std::vector<WashRange> heatRanges(const Snapshot &snapshot, int layer);

} // namespace deltapad
