// SPDX-License-Identifier: MIT
#pragma once
// How figures are written everywhere: "12 ms", "9 %", "11×". And what they are computed from.
// Threading: pure functions.
#include "engine/session/report.h"

#include <QString>

namespace deltapad {

QString writeMilliseconds(double milliseconds);
/// "<0.1 %" for more than nothing that would read as nothing.
QString writePercent(double share);
QString writeRatio(double ratio);
/// 12.3 M, 4.5 k.
QString writeCount(std::int64_t count);
/// 12,345: every digit, in the way of the user's language.
QString inDigits(std::int64_t count);

/// Share of a layer's rows whose queries, keys and votes were computed anew.
double recomputedShare(const LayerWork &layer, std::int64_t rows);
/// The mean of that over the layers.
double recomputedShare(const UpdateReport &report);
/// Operations of a reference divided by ours; 1 if nothing was computed.
double denseRatio(const UpdateReport &report);
double prefixRatio(const UpdateReport &report);

} // namespace deltapad
