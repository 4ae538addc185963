// SPDX-License-Identifier: MIT
#include "engine/incremental/branch.h"

#include "engine/incremental/position_labels.h"

#include <algorithm>

namespace deltapad {
namespace {
std::size_t index(std::int64_t n)
{
    return static_cast<std::size_t>(n);
}
} // namespace

struct Branch::Node
{
    const Node *parent = nullptr;
    TokenId token = 0;
    std::int64_t row = 0;
    std::int32_t label = 0;             ///< as if appended to its parent; 0 without positions
    std::int64_t segmentBegin = 0;      ///< first row of the node's own segment
    std::int32_t committedSegments = 0; ///< committed segments that it sees the summaries of
    bool closesParent = false; ///< the segment before this node's ended in the branch: one more summary
    std::vector<AlignedVector<float>> hidden; ///< per layer and final [paddedWidth]
    std::vector<std::vector<std::int16_t>> query;
    std::vector<std::vector<std::int16_t>> key;
    std::vector<std::vector<std::int16_t>> vote;
    std::vector<std::vector<std::shared_ptr<const Summary>>>
        summaries; ///< per layer: closed in the branch, in order
    std::vector<double> sums;
    std::vector<std::uint16_t> codes;
};

Branch::Branch(const IncrementalEngine &engine, std::int64_t base)
    : m_engine(engine), m_layout(engine.layout()), m_base(base), m_scratch(m_layout)
{
}

Branch::~Branch() = default;

std::int32_t Branch::size() const
{
    return static_cast<std::int32_t>(m_nodes.size());
}

const Branch::Node *Branch::ancestorAt(const Node &node, std::int64_t row) const
{
    const Node *at = &node;
    while (at != nullptr && at->row > row)
        at = at->parent;
    return at;
}

TokenId Branch::tokenAt(const Node &node, std::int64_t row) const
{
    if (row < 0)
        return m_layout.model->config.startToken;
    return row <= m_base ? m_engine.tokens()[index(row)] : ancestorAt(node, row)->token;
}

void Branch::attend(std::size_t l, Node &node)
{
    const LayerLayout &layer = m_layout.layers[l];
    std::vector<kernel::KeyColumn> &columns = m_scratch.columns;
    columns.clear();
    const std::int64_t first = layer.firstVisible(node.row);
    for (std::int64_t j = first; j <= m_base; ++j)
        columns.push_back({m_engine.key(l, j), m_engine.vote(l, j), m_layout.biasRow(node.row - j), 1.0F});
    for (const Node *at = &node; at != nullptr && at->row >= first; at = at->parent)
        columns.push_back(
            {at->key[l].data(), at->vote[l].data(), m_layout.biasRow(node.row - at->row), 1.0F});
    if (layer.segments) {
        for (std::int32_t s = 0; s < node.committedSegments; ++s) {
            const Summary &summary = *m_engine.summary(l, index(s));
            columns.push_back({summary.key.data(), summary.vote.data(), m_layout.summaryBiasRow(), 1.0F});
        }
        for (const auto &summary : node.summaries[l])
            columns.push_back({summary->key.data(), summary->vote.data(), m_layout.summaryBiasRow(), 1.0F});
    }
    m_engine.math().attend(l, node.query[l].data(), columns.data(), static_cast<std::int32_t>(columns.size()),
                           m_layout.emptySums.data(), node.sums.data());
    kernel::pickCodes(layer.shape, node.sums.data(), node.codes.data());
}

std::int32_t Branch::extend(std::span<const Step> steps)
{
    const Model &model = *m_layout.model;
    const std::size_t layers = m_layout.layers.size();
    const auto firstNode = static_cast<std::int32_t>(m_nodes.size());
    const RowMath &math = m_engine.math();

    for (const Step &step : steps) {
        auto node = std::make_unique<Node>();
        node->parent = step.parent == kRoot ? nullptr : m_nodes[index(step.parent)].get();
        node->token = step.token;
        node->row = node->parent != nullptr ? node->parent->row + 1 : m_base + 1;
        if (model.config.positions > 0)
            node->label =
                labelBehind(model.config,
                            node->parent != nullptr ? node->parent->label : m_engine.labels()[index(m_base)]);
        node->hidden.assign(layers + 1, AlignedVector<float>(index(m_layout.paddedWidth), 0.0F));
        node->query.assign(layers, std::vector<std::int16_t>(index(m_layout.queryPerRow)));
        node->key.assign(layers, std::vector<std::int16_t>(index(m_layout.keysPerRow)));
        node->vote.assign(layers, std::vector<std::int16_t>(index(m_layout.votesPerRow)));
        node->sums.assign(index(m_layout.votesPerRow), 0.0);
        node->codes.assign(index(m_layout.heads), 0);
        if (m_layout.segmentGroups > 0) {
            const std::int32_t baseSegment = m_engine.segmentOfRow(m_base);
            node->segmentBegin = node->parent != nullptr ? node->parent->segmentBegin
                                                         : m_engine.segments()[index(baseSegment)].begin;
            node->committedSegments = node->parent != nullptr ? node->parent->committedSegments : baseSegment;
            node->summaries = node->parent != nullptr
                                  ? node->parent->summaries
                                  : std::vector<std::vector<std::shared_ptr<const Summary>>>(layers);
            const TokenId before = tokenAt(*node, node->row - 1);
            node->closesParent = model.endsSegment[index(before)] != 0 ||
                                 node->row - node->segmentBegin >= model.config.segment.maxLength;
        }
        std::vector<TokenId> recent;
        for (std::int64_t k = 0; k <= m_layout.lookBack; ++k)
            recent.push_back(k == 0 ? node->token : tokenAt(*node, node->row - k));
        math.embed(recent.data(), node->label, node->hidden[0].data());
        m_nodes.push_back(std::move(node));
    }

    for (std::size_t begin = 0; begin < steps.size(); begin += kBlockRows) {
        const std::size_t count = std::min<std::size_t>(kBlockRows, steps.size() - begin);
        const auto rows = static_cast<std::int32_t>(count);
        for (std::size_t l = 0; l < layers; ++l) {
            const float *in[kBlockRows] = {};
            std::int16_t *q[kBlockRows] = {};
            std::int16_t *k[kBlockRows] = {};
            std::int16_t *votes[kBlockRows] = {};
            const std::uint16_t *codes[kBlockRows] = {};
            float *out[kBlockRows] = {};
            for (std::size_t n = 0; n < count; ++n) {
                Node &node = *m_nodes[index(firstNode) + begin + n];
                in[n] = node.hidden[l].data();
                q[n] = node.query[l].data();
                k[n] = node.key[l].data();
                votes[n] = node.vote[l].data();
                codes[n] = node.codes.data();
                out[n] = node.hidden[l + 1].data();
            }
            math.project(l, in, rows, q, k, votes, m_scratch);
            for (std::size_t n = 0; n < count; ++n) {
                Node &node = *m_nodes[index(firstNode) + begin + n];
                if (m_layout.layers[l].segments && node.closesParent) {
                    std::vector<const float *> members;
                    for (std::int64_t row = node.segmentBegin; row < node.row; ++row)
                        members.push_back(row <= m_base ? m_engine.hidden(l, row)
                                                        : ancestorAt(node, row)->hidden[l].data());
                    auto summary = std::make_shared<Summary>();
                    summary->codes.resize(index(m_layout.segmentGroups));
                    math.summaryCodes(l, members, summary->codes.data(), m_scratch);
                    math.summaryColumn(l, *summary, m_scratch);
                    node.summaries[l].push_back(std::move(summary));
                }
                attend(l, node);
            }
            math.finish(l, in, codes, out, rows, m_scratch);
        }
    }
    // The node's own segment begins with it if the one before was closed; children start from that.
    for (std::size_t n = index(firstNode); n < m_nodes.size(); ++n)
        if (m_nodes[n]->closesParent)
            m_nodes[n]->segmentBegin = m_nodes[n]->row;
    return firstNode;
}

void Branch::logits(std::int32_t node, float *out)
{
    if (const float *kept = node == kRoot ? m_engine.keptLogits(m_base) : nullptr) {
        std::copy_n(kept, roundUpTo(m_layout.model->config.vocabulary, 16), out);
        return;
    }
    const float *hidden = node == kRoot ? m_engine.hidden(m_layout.layers.size(), m_base)
                                        : m_nodes[index(node)]->hidden.back().data();
    m_engine.math().logits(hidden, out, m_scratch);
}

} // namespace deltapad
