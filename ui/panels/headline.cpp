// SPDX-License-Identifier: MIT
#include "ui/panels/headline.h"

#include <algorithm>

namespace deltapad {

std::size_t Headline::feed(const std::vector<float> &probabilities)
{
    const auto best =
        std::size_t(std::max_element(probabilities.begin(), probabilities.end()) - probabilities.begin());
    if (!m_shown || *m_shown >= probabilities.size())
        m_shown = best;
    const bool leads = probabilities[best] - probabilities[*m_shown] >= kLead;
    if (!leads)
        m_challenger.reset();
    else if (m_challenger == best)
        return settle();
    else
        m_challenger = best;
    return *m_shown;
}

std::size_t Headline::settle()
{
    m_shown = m_challenger;
    m_challenger.reset();
    return *m_shown;
}

} // namespace deltapad
