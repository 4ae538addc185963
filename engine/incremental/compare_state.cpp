// SPDX-License-Identifier: MIT
// Invariant I1, checked: every number of the state against a from-scratch pass, bit for bit.
#include "engine/incremental/engine_state.h"

#include <cstring>

namespace deltapad {
namespace {
std::size_t index(std::int64_t n)
{
    return static_cast<std::size_t>(n);
}

template <typename T> bool same(const T *a, const T *b, std::size_t count)
{
    // A model without heads has no class features, and no memory for them.
    return count == 0 || std::memcmp(a, b, count * sizeof(T)) == 0;
}
} // namespace

std::optional<StateDifference> IncrementalEngine::compare(const ForwardState &reference) const
{
    const Layout &layout = *m_layout;
    if (m_tokens != reference.tokens)
        return StateDifference{-1, 0, -1, "tokens"};
    if (m_labels != reference.labels)
        return StateDifference{-1, 0, -1, "labels"};
    if (hasSegments() && m_segments != reference.segments)
        return StateDifference{-1, 0, -1, "segments"};
    const std::size_t padded = index(layout.paddedWidth);
    const std::size_t queries = index(layout.queryPerRow);
    const std::size_t keys = index(layout.keysPerRow);
    const std::size_t votes = index(layout.votesPerRow);
    for (std::size_t l = 0; l < m_layers.size(); ++l) {
        const LayerStore &store = m_layers[l];
        const ForwardState::Layer &expected = reference.layers[l];
        const auto at = static_cast<std::int32_t>(l);
        if (layout.layers[l].segments) {
            if (store.summaries.size() != expected.summaries.size())
                return StateDifference{at, 0, -1, "summaries"};
            for (std::size_t s = 0; s < store.summaries.size(); ++s)
                if (store.summaries[s]->codes != expected.summaries[s].codes ||
                    store.summaries[s]->key != expected.summaries[s].key ||
                    store.summaries[s]->vote != expected.summaries[s].vote)
                    return StateDifference{at, m_segments[s].begin, -1, "summaries"};
        }
        for (std::int64_t row = 0; row < rows(); ++row) {
            const std::size_t s = slot(row);
            const std::size_t r = index(row);
            if (!same(store.hidden.data() + s * padded, expected.hidden.data() + r * padded, padded))
                return StateDifference{at, row, -1, "hidden"};
            if (!same(store.query.data() + s * queries, expected.query.data() + r * queries, queries) ||
                !same(store.key.data() + s * keys, expected.key.data() + r * keys, keys))
                return StateDifference{at, row, -1, "keys"};
            if (!same(store.vote.data() + s * votes, expected.vote.data() + r * votes, votes))
                return StateDifference{at, row, -1, "votes"};
            for (std::int32_t h = 0; h < layout.heads; ++h) {
                const std::size_t head = index(h) * index(layout.codeStride);
                // Values, not bits: an exact zero may carry either sign after a column was taken away.
                for (std::size_t c = 0; c < index(layout.codeStride); ++c)
                    if (store.sums.of(s)[head + c] != expected.sums[r * votes + head + c])
                        return StateDifference{at, row, h, "sums"};
                if (store.codes[s * index(layout.heads) + index(h)] !=
                    expected.codes[r * index(layout.heads) + index(h)])
                    return StateDifference{at, row, h, "codes"};
            }
        }
    }
    const std::size_t features = index(layout.features);
    for (std::int64_t row = 0; row < rows(); ++row) {
        const std::size_t s = slot(row);
        const std::size_t r = index(row);
        if (!same(m_final.data() + s * padded, reference.final.data() + r * padded, padded))
            return StateDifference{-1, row, -1, "final hidden row"};
        if (!same(&m_logSum[s], &reference.logSum[r], 1))
            return StateDifference{-1, row, -1, "vocabulary log-sum"};
        if (!same(&m_bits[s], &reference.bits[r], 1))
            return StateDifference{-1, row, -1, "surprise"};
        if (!same(m_features.data() + s * features, reference.features.data() + r * features, features))
            return StateDifference{-1, row, -1, "class features"};
    }
    if (m_featureSums != reference.featureSums)
        return StateDifference{-1, 0, -1, "class feature sums"};
    return std::nullopt;
}

std::int64_t IncrementalEngine::memoryBytes() const
{
    std::size_t bytes = m_final.capacity() * sizeof(float) +
                        (m_logSum.capacity() + m_bits.capacity()) * sizeof(double) +
                        m_features.capacity() * sizeof(std::int64_t);
    for (const LayerStore &layer : m_layers)
        bytes +=
            layer.hidden.capacity() * sizeof(float) +
            (layer.query.capacity() + layer.key.capacity() + layer.vote.capacity()) * sizeof(std::int16_t) +
            layer.sums.bytes() + layer.codes.capacity() * sizeof(std::uint16_t);
    for (const LayerStage &stage : m_update->stages)
        bytes +=
            stage.hidden.capacity() * sizeof(float) +
            (stage.query.capacity() + stage.key.capacity() + stage.vote.capacity()) * sizeof(std::int16_t);
    return static_cast<std::int64_t>(bytes);
}

} // namespace deltapad
