// SPDX-License-Identifier: MIT
#pragma once
// Branch: rows that continue the text after a committed row, thrown away afterwards (engine.md section 3,
// completion).
//
// Its rows attend to the committed rows before the branching point and to their own ancestors; the document's
// rows do not change. A branch row has the bits that the row would have if its tokens were typed at the end
// of a text that stops at the branching point. (But where a model's position labels are used up, branch rows
// share the last label, while typing would move other rows.) Not for edits of the document: use
// IncrementalEngine::apply. Threading: one caller at a time, and the engine must not be updated meanwhile.
// Ownership: borrows the engine. Cost: one row of every layer per node; nodes of one extend() share passes
// over the weights.
#include "engine/incremental/incremental_engine.h"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace deltapad {

class Branch
{
public:
    /// `base`: the committed row after which the branch begins.
    Branch(const IncrementalEngine &engine, std::int64_t base);
    ~Branch();
    Branch(const Branch &) = delete;
    Branch &operator=(const Branch &) = delete;

    static constexpr std::int32_t kRoot = -1; ///< parent of nodes that follow the base row

    struct Step
    {
        std::int32_t parent = kRoot;
        TokenId token = 0;
    };
    /// Adds one node a step and returns the number of the first; the others follow. Token ids must be valid.
    std::int32_t extend(std::span<const Step> steps);

    /// Vocabulary scores after a node (or after the base row, for kRoot); out has roundUpTo(V, 16) floats.
    void logits(std::int32_t node, float *out);

    std::int32_t size() const;

private:
    struct Node;

    void attend(std::size_t layer, Node &node);
    const Node *ancestorAt(const Node &node, std::int64_t row) const;
    TokenId tokenAt(const Node &node, std::int64_t row) const;

    const IncrementalEngine &m_engine;
    const Layout &m_layout;
    std::int64_t m_base;
    Scratch m_scratch;
    std::vector<std::unique_ptr<Node>> m_nodes;
};

} // namespace deltapad
