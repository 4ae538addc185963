// SPDX-License-Identifier: MIT
#include "engine/session/live_window.h"

#include <algorithm>

namespace deltapad {

bool holdsFocus(const LiveWindow &window, std::int64_t documentTokens, std::int64_t focus,
                std::int64_t capacity)
{
    const std::int64_t margin = capacity / 8;
    const bool left = window.begin == 0 ? focus >= 0 : focus >= window.begin + margin;
    const bool right = window.end == documentTokens ? focus <= documentTokens : focus <= window.end - margin;
    return left && right;
}

LiveWindow windowAround(std::int64_t documentTokens, std::int64_t focus, std::int64_t capacity,
                        const ParagraphStart &startsParagraph)
{
    if (documentTokens <= capacity)
        return {0, documentTokens};
    const bool nearEnd = documentTokens - focus <= capacity / 4;
    std::int64_t begin = std::max<std::int64_t>(0, focus - (nearEnd ? capacity * 3 / 4 : capacity / 2));
    const std::int64_t reach = capacity / 16;
    for (std::int64_t distance = 0; begin > 0 && distance <= reach; ++distance) {
        if (begin + distance < documentTokens && startsParagraph(begin + distance)) {
            begin += distance;
            break;
        }
        if (begin - distance >= 0 && startsParagraph(begin - distance)) {
            begin -= distance;
            break;
        }
    }
    // A little room at the end, so that typing does not drop a token with every key.
    const std::int64_t end = std::min(documentTokens, begin + capacity - windowSlack(capacity));
    return {begin, end};
}

} // namespace deltapad
