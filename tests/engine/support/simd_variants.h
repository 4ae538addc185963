// SPDX-License-Identifier: MIT
#pragma once
// Runs a test once for every SIMD variant of the row kernel that this processor has, the slowest too:
// a fault in a variant that is not this machine's best would otherwise wait for a user's machine.
#include "engine/kernel/row_kernel.h"

#include <hwy/targets.h>

#include <cstdint>
#include <cstdio>
#include <set>
#include <string>

namespace deltapad::test {

/// The sum of what run() answers in all variants.
template <typename Run> int inEverySimdVariant(const Run &run)
{
    int failures = 0;
    std::set<std::string> done;
    for (std::int64_t left = hwy::SupportedTargets(); left != 0; left &= left - 1) {
        hwy::SetSupportedTargetsForTest(left & -left);
        hwy::GetChosenTarget().Update(hwy::SupportedTargets());
        if (!done.insert(kernel::variantName()).second)
            continue;
        std::printf("SIMD variant %s\n", kernel::variantName());
        std::fflush(stdout);
        failures += run();
    }
    hwy::SetSupportedTargetsForTest(0);
    hwy::GetChosenTarget().Update(hwy::SupportedTargets());
    return failures;
}

} // namespace deltapad::test
