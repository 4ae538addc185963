// SPDX-License-Identifier: MIT
#include "engine/session/score.h"

#include <algorithm>

namespace deltapad {

TextScorer::TextScorer(std::shared_ptr<const Layout> layout, std::int32_t threads)
    : m_layout(std::move(layout)), m_forward(m_layout, threads)
{
}

TextScore TextScorer::score(std::u16string_view text)
{
    const Model &model = *m_layout->model;
    const std::vector<TokenId> tokens = model.tokenizer->encode(text);
    const auto count = static_cast<std::int64_t>(tokens.size());
    const std::int64_t room = model.config.context - 1;
    TextScore score;
    score.tokens = count;
    for (const TokenId token : tokens)
        score.bytes += static_cast<std::int64_t>(model.tokenizer->bytes(token).size());
    std::int64_t scored = 0;
    std::int64_t begin = 0;
    std::vector<TokenId> rows;
    while (scored < count) {
        const std::int64_t end = std::min(count, begin + room);
        rows.assign(1, model.config.startToken);
        rows.insert(rows.end(), tokens.begin() + begin, tokens.begin() + end);
        m_forward.run(rows, m_state);
        for (std::int64_t token = scored; token < end; ++token)
            score.bits += m_state.bits[static_cast<std::size_t>(token - begin + 1)];
        scored = end;
        begin = end - room / 2;
    }
    return score;
}

} // namespace deltapad
