// SPDX-License-Identifier: MIT
#include "engine/model/confidence.h"

#include <cmath>

namespace deltapad {

double Confidence::of(double probability) const
{
    if (slope == 1 && offset == 0)
        return probability;
    // At 0 and 1 the logarithms are infinite, and so is the sum: the quotient is 0 or 1.
    const double logit = std::log(probability) - std::log1p(-probability);
    return 1 / (1 + std::exp(-(slope * logit + offset)));
}

} // namespace deltapad
