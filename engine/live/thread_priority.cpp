// SPDX-License-Identifier: MIT
#include "engine/live/thread_priority.h"

#ifdef __linux__
#include <algorithm>
#include <cerrno>
#include <sys/resource.h>
#include <unistd.h>
#endif

namespace deltapad {

void giveWayToInterface()
{
#ifdef __linux__
    constexpr int kSteps = 10;
    constexpr int kLowest = 19;
    const auto thread = static_cast<id_t>(gettid());
    errno = 0;
    const int present = getpriority(PRIO_PROCESS, thread);
    if (errno == 0)
        setpriority(PRIO_PROCESS, thread, std::min(kLowest, present + kSteps));
#endif
}

} // namespace deltapad
