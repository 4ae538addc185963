// SPDX-License-Identifier: MIT
#pragma once
// A batch pass against what the trainer's reference computed for the same tokens (golden.json): the first
// difference in words, empty if there is none.
#include "engine/incremental/batch_forward.h"

#include <QString>

#include <nlohmann/json.hpp>

#include <cmath>
#include <vector>

namespace deltapad::test {

inline QString differenceInCodes(const ForwardState &state, const Layout &layout,
                                 const nlohmann::json &expected)
{
    const auto heads = static_cast<std::size_t>(layout.heads);
    for (std::size_t l = 0; l < layout.layers.size(); ++l)
        for (std::size_t row = 0; row < state.tokens.size(); ++row)
            for (std::size_t h = 0; h < heads; ++h)
                if (state.layers[l].codes[row * heads + h] != expected["codes"][l][row][h].get<int>())
                    return QString("code of layer %1 row %2 head %3").arg(l).arg(row).arg(h);
    return {};
}

/// Bits of every token but the first.
inline QString differenceInSurprises(const ForwardState &state, const nlohmann::json &expected,
                                     double tolerance)
{
    for (std::size_t row = 1; row < state.tokens.size(); ++row)
        if (!(std::abs(state.bits[row] - expected["surprises"][row - 1].get<double>()) < tolerance))
            return QString("surprise of row %1: %2").arg(row).arg(state.bits[row]);
    return {};
}

/// The normed rows behind the last layer that the reference wrote down.
inline QString differenceInFinalRows(const ForwardState &state, const Layout &layout,
                                     const nlohmann::json &expected, float tolerance)
{
    for (const nlohmann::json &y : expected["y"]) {
        const auto row = y["row"].get<std::size_t>();
        std::vector<float> normed(static_cast<std::size_t>(layout.paddedWidth));
        kernel::normRow(state.final.data() + row * normed.size(), normed.data(), layout.width,
                        layout.model->config.normEpsilon);
        for (std::size_t c = 0; c < y["values"].size(); ++c)
            if (!(std::abs(normed[c] - y["values"][c].get<float>()) < tolerance))
                return QString("final row %1 column %2: %3").arg(row).arg(c).arg(double(normed[c]));
    }
    return {};
}

} // namespace deltapad::test

#define VERIFY_NO_DIFFERENCE(words)                                                                          \
    do {                                                                                                     \
        const QString found = (words);                                                                       \
        QVERIFY2(found.isEmpty(), qPrintable(found));                                                        \
    } while (false)
