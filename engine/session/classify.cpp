// SPDX-License-Identifier: MIT
#include "engine/session/classify.h"

#include "engine/session/class_scores.h"

#include <algorithm>

namespace deltapad {

Classifier::Classifier(std::shared_ptr<const Layout> layout)
    : m_layout(std::move(layout)), m_forward(m_layout, 1)
{
}

Classification Classifier::classify(std::u16string_view text)
{
    const Model &model = *m_layout->model;
    std::vector<TokenId> tokens = model.tokenizer->encode(text);
    Classification result;
    result.tokens = static_cast<std::int64_t>(tokens.size());
    tokens.resize(std::min(tokens.size(), static_cast<std::size_t>(model.config.context) - 1));
    result.tokensUsed = static_cast<std::int64_t>(tokens.size());
    tokens.insert(tokens.begin(), model.config.startToken);
    m_forward.run(tokens, m_state, OutputScope::FeaturesOnly);
    result.classes = classScores(*m_layout, m_state.featureSums, static_cast<std::int64_t>(tokens.size()));
    return result;
}

} // namespace deltapad
