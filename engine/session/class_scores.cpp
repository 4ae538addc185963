// SPDX-License-Identifier: MIT
#include "engine/session/class_scores.h"

#include "engine/kernel/row_kernel.h"

#include <algorithm>
#include <cmath>

namespace deltapad {

std::vector<ClassScores> classScores(const Layout &layout, std::span<const std::int64_t> sums,
                                     std::int64_t rows)
{
    std::vector<ClassScores> all;
    for (std::size_t n = 0; n < layout.model->heads.size(); ++n) {
        const Head &head = layout.model->heads[n];
        ClassScores scores{head.name, head.description, head.labels, {}};
        std::vector<double> logits;
        for (std::int32_t c = 0; c < head.out.rows(); ++c) {
            double logit = static_cast<double>(head.outBias[static_cast<std::size_t>(c)]);
            for (std::int32_t k = 0; k < head.features(); ++k) {
                const auto sum =
                    static_cast<double>(sums[static_cast<std::size_t>(layout.featureBegin[n] + k)]);
                logit += static_cast<double>(head.out(c, k)) * sum /
                         (static_cast<double>(kernel::kFeatureScale) * static_cast<double>(rows));
            }
            logits.push_back(logit);
        }
        const double largest = *std::max_element(logits.begin(), logits.end());
        double total = 0;
        for (double &logit : logits) {
            logit = std::exp(logit - largest);
            total += logit;
        }
        for (const double part : logits)
            scores.probabilities.push_back(static_cast<float>(part / total));
        all.push_back(std::move(scores));
    }
    return all;
}

} // namespace deltapad
