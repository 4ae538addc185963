// SPDX-License-Identifier: MIT
#pragma once
// TextScorer: bits that a text costs under the model, for bits per byte.
// A text longer than the context is read in contexts that overlap by half; each token is scored once, in the
// first context that holds it, hence with at least half a context before it (or the start of the text).
// Threading: one per thread. Ownership: shares the model. Cost: about two forward passes per token.
#include "engine/incremental/batch_forward.h"

#include <memory>
#include <string_view>

namespace deltapad {

struct TextScore
{
    std::int64_t tokens = 0;
    std::int64_t bytes = 0; ///< UTF-8
    double bits = 0;
};

class TextScorer
{
public:
    TextScorer(std::shared_ptr<const Layout> layout, std::int32_t threads);

    TextScore score(std::u16string_view text);

private:
    std::shared_ptr<const Layout> m_layout;
    BatchForward m_forward;
    ForwardState m_state;
};

} // namespace deltapad
