// SPDX-License-Identifier: MIT
#pragma once
// Classifier: class scores of whole texts from one forward pass without vocabulary scores, for tables of
// texts. Not for text that is being edited: DocumentSession keeps its classes current. Threading: one
// Classifier per thread. Ownership: shares the model. Cost: one pass over at most `context` rows.
#include "engine/incremental/batch_forward.h"
#include "engine/session/report.h"

#include <memory>
#include <string_view>
#include <vector>

namespace deltapad {

struct Classification
{
    std::vector<ClassScores> classes;
    std::int64_t tokens = 0;     ///< of the whole text
    std::int64_t tokensUsed = 0; ///< the first ones, as many as fit the context
};

class Classifier
{
public:
    explicit Classifier(std::shared_ptr<const Layout> layout);

    /// An empty text has the classes of the start token alone.
    Classification classify(std::u16string_view text);

private:
    std::shared_ptr<const Layout> m_layout;
    BatchForward m_forward;
    ForwardState m_state;
};

} // namespace deltapad
