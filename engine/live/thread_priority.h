// SPDX-License-Identifier: MIT
#pragma once
// The engine's threads give way to the user interface: a key must be painted in time even when every core computes.
// Threading: for the calling thread. Cost: two system calls.

namespace deltapad {

/// The calling thread gets a lower priority, and so do the threads that it starts from now on (oneTBB's, for one).
/// Does nothing where priorities belong to whole processes.
void giveWayToInterface();

} // namespace deltapad
