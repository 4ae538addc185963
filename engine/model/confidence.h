// SPDX-License-Identifier: MIT
#pragma once
// Confidence: how often a suggestion of this probability turns out right, as the model's config.json says it.
//
// A model's own probabilities tend to be too low or too high by a rule that can be measured: `deltapad
// typing` counts, resources/training/calibrate.py fits the two numbers. The figure is for people, one
// suggestion at a time: those of a list need not add up to 1. Not for choosing or ordering: that goes by the
// probability, which this does not change. Threading: pure. Cost: two logarithms and an exponential.
namespace deltapad {

struct Confidence
{
    /// What config.json may hold.
    static constexpr double kLeastSlope = 0.1;
    static constexpr double kMostSlope = 10;
    static constexpr double kFarthestOffset = 5; ///< to either side of 0

    double slope = 1;
    double offset = 0;

    /// sigmoid(slope * logit(probability) + offset): ascending, 0 and 1 stay; with slope 1 and offset 0 the
    /// probability itself, to the bit. Requires 0 <= probability <= 1.
    double of(double probability) const;
};

} // namespace deltapad
