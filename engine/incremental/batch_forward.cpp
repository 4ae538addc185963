// SPDX-License-Identifier: MIT
#include "engine/incremental/batch_forward.h"

#include "engine/incremental/operations.h"
#include "engine/incremental/position_labels.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace deltapad {
namespace {
std::size_t index(std::int64_t n)
{
    return static_cast<std::size_t>(n);
}
} // namespace

double surpriseBits(double logSum, float logit)
{
    return (logSum - static_cast<double>(logit)) / std::numbers::ln2;
}

BatchForward::BatchForward(std::shared_ptr<const Layout> layout, std::int32_t threads, PoolPriority priority)
    : m_layout(std::move(layout)), m_math(*m_layout), m_pool(*m_layout, threads, priority)
{
}

Operations BatchForward::operations() const
{
    const UnitCosts cost(*m_layout);
    const std::int64_t d = cost.norm;
    Operations total;
    total.projection = m_counts.rowsProjected * cost.projectRow +
                       m_counts.summaries * (cost.summaryCodes + cost.summaryColumn);
    total.attention = m_counts.pairs * cost.pair;
    total.mlp = m_counts.rowsFinished * cost.mlpRow;
    total.output = m_counts.rowsOutput * cost.outputRow +
                   m_counts.rowsOfFeatures * (cost.outputRow - cost.vocabularyRow);
    total.norms = (m_counts.rowsEmbedded + m_counts.rowsProjected + m_counts.rowsFinished +
                   m_counts.rowsOutput + m_counts.rowsOfFeatures) *
                  d;
    total.lookups = m_counts.rowsFinished * cost.tableRow + m_counts.rowsEmbedded * cost.embedRow;
    return total;
}

void BatchForward::attendRows(std::size_t l, ForwardState &state)
{
    const Layout &layout = *m_layout;
    const LayerLayout &shape = layout.layers[l];
    ForwardState::Layer &layer = state.layers[l];
    const auto rows = static_cast<std::int64_t>(state.tokens.size());
    m_pool.forBlocks(
        rows, kBlockRows, kProductGrain, [&](std::int64_t begin, std::int64_t end, Scratch &scratch) {
            std::int64_t pairs = 0;
            for (std::int64_t i = begin; i < end; ++i) {
                scratch.columns.clear();
                for (std::int64_t j = shape.firstVisible(i); j <= i; ++j)
                    scratch.columns.push_back({layer.key.data() + index(j) * index(layout.keysPerRow),
                                               layer.vote.data() + index(j) * index(layout.votesPerRow),
                                               layout.biasRow(i - j), 1.0F});
                if (shape.segments)
                    for (std::int32_t s = 0; s < m_segmentOfRow[index(i)]; ++s)
                        scratch.columns.push_back({layer.summaries[index(s)].key.data(),
                                                   layer.summaries[index(s)].vote.data(),
                                                   layout.summaryBiasRow(), 1.0F});
                double *sums = layer.sums.data() + index(i) * index(layout.votesPerRow);
                m_math.attend(l, layer.query.data() + index(i) * index(layout.queryPerRow),
                              scratch.columns.data(), static_cast<std::int32_t>(scratch.columns.size()),
                              layout.emptySums.data(), sums);
                kernel::pickCodes(shape.shape, sums, layer.codes.data() + index(i) * index(layout.heads));
                pairs += static_cast<std::int64_t>(scratch.columns.size());
            }
            m_counts.pairs += pairs;
        });
}

void BatchForward::run(const std::vector<TokenId> &tokens, ForwardState &state, OutputScope scope)
{
    run(tokens, writtenLabels(m_layout->model->config, std::ssize(tokens)), state, scope);
}

void BatchForward::run(const std::vector<TokenId> &tokens, const std::vector<std::int32_t> &labels,
                       ForwardState &state, OutputScope scope)
{
    const Layout &layout = *m_layout;
    const Model &model = *layout.model;
    const auto rows = static_cast<std::int64_t>(tokens.size());
    const std::size_t padded = index(layout.paddedWidth);
    const bool labelled = model.config.positions > 0;
    state.tokens = tokens;
    state.labels = labelled ? labels : std::vector<std::int32_t>();
    for (std::atomic<std::int64_t> *count :
         {&m_counts.rowsEmbedded, &m_counts.rowsProjected, &m_counts.pairs, &m_counts.rowsFinished,
          &m_counts.summaries, &m_counts.rowsOutput, &m_counts.rowsOfFeatures})
        *count = 0;
    state.layers.resize(layout.layers.size());

    state.segments.clear();
    if (model.config.anySegments()) {
        cutSegments(model, tokens, state.segments);
        m_segmentOfRow.assign(index(rows), 0);
        for (std::size_t s = 0; s < state.segments.size(); ++s)
            for (std::int32_t i = state.segments[s].begin; i < state.segments[s].end; ++i)
                m_segmentOfRow[index(i)] = static_cast<std::int32_t>(s);
    }

    for (std::size_t l = 0; l < state.layers.size(); ++l) {
        ForwardState::Layer &layer = state.layers[l];
        layer.hidden.resize(index(rows) * padded);
        layer.query.resize(index(rows) * index(layout.queryPerRow));
        layer.key.resize(index(rows) * index(layout.keysPerRow));
        layer.vote.resize(index(rows) * index(layout.votesPerRow));
        layer.sums.resize(index(rows) * index(layout.votesPerRow));
        layer.codes.resize(index(rows) * index(layout.heads));
    }
    state.final.resize(index(rows) * padded);

    // Embedding.
    m_pool.forBlocks(rows, 64, 256, [&](std::int64_t begin, std::int64_t end, Scratch &) {
        std::vector<TokenId> recent(index(layout.lookBack) + 1);
        for (std::int64_t i = begin; i < end; ++i) {
            for (std::int64_t k = 0; k <= layout.lookBack; ++k)
                recent[index(k)] = i - k >= 0 ? tokens[index(i - k)] : model.config.startToken;
            m_math.embed(recent.data(), labelled ? labels[index(i)] : 0,
                         state.layers[0].hidden.data() + index(i) * padded);
        }
        m_counts.rowsEmbedded += end - begin;
    });

    for (std::size_t l = 0; l < state.layers.size(); ++l) {
        ForwardState::Layer &layer = state.layers[l];
        m_pool.forBlocks(
            rows, kBlockRows, kProductGrain, [&](std::int64_t begin, std::int64_t end, Scratch &scratch) {
                const float *in[kBlockRows] = {};
                std::int16_t *q[kBlockRows] = {};
                std::int16_t *k[kBlockRows] = {};
                std::int16_t *votes[kBlockRows] = {};
                for (std::int64_t i = begin; i < end; ++i) {
                    in[i - begin] = layer.hidden.data() + index(i) * padded;
                    q[i - begin] = layer.query.data() + index(i) * index(layout.queryPerRow);
                    k[i - begin] = layer.key.data() + index(i) * index(layout.keysPerRow);
                    votes[i - begin] = layer.vote.data() + index(i) * index(layout.votesPerRow);
                }
                m_math.project(l, in, static_cast<std::int32_t>(end - begin), q, k, votes, scratch);
                m_counts.rowsProjected += end - begin;
            });

        layer.summaries.clear();
        if (layout.layers[l].segments) {
            // The last segment precedes no row, so nobody attends to it: it has no summary.
            layer.summaries.resize(state.segments.size() - 1);
            m_pool.forBlocks(static_cast<std::int64_t>(layer.summaries.size()), 4,
                             [&](std::int64_t begin, std::int64_t end, Scratch &scratch) {
                                 std::vector<const float *> members;
                                 for (std::int64_t s = begin; s < end; ++s) {
                                     members.clear();
                                     const Segment &segment = state.segments[index(s)];
                                     for (std::int64_t i = segment.begin; i < segment.end; ++i)
                                         members.push_back(layer.hidden.data() + index(i) * padded);
                                     Summary &summary = layer.summaries[index(s)];
                                     summary.codes.resize(index(layout.segmentGroups));
                                     m_math.summaryCodes(l, members, summary.codes.data(), scratch);
                                     m_math.summaryColumn(l, summary, scratch);
                                 }
                                 m_counts.summaries += end - begin;
                             });
        }

        attendRows(l, state);

        AlignedVector<float> &next = l + 1 < state.layers.size() ? state.layers[l + 1].hidden : state.final;
        m_pool.forBlocks(
            rows, kBlockRows, kProductGrain, [&](std::int64_t begin, std::int64_t end, Scratch &scratch) {
                const float *in[kBlockRows] = {};
                const std::uint16_t *codes[kBlockRows] = {};
                float *out[kBlockRows] = {};
                for (std::int64_t i = begin; i < end; ++i) {
                    in[i - begin] = layer.hidden.data() + index(i) * padded;
                    codes[i - begin] = layer.codes.data() + index(i) * index(layout.heads);
                    out[i - begin] = next.data() + index(i) * padded;
                }
                m_math.finish(l, in, codes, out, static_cast<std::int32_t>(end - begin), scratch);
                m_counts.rowsFinished += end - begin;
            });
    }

    // Outputs.
    const std::size_t features = index(layout.features);
    state.logSum.assign(index(rows), 0.0);
    state.bits.assign(index(rows), 0.0);
    state.features.assign(index(rows) * features, 0);
    m_pool.forBlocks(
        rows, kBlockRows, kProductGrain, [&](std::int64_t begin, std::int64_t end, Scratch &scratch) {
            const float *in[kBlockRows] = {};
            TokenId targets[kBlockRows] = {};
            RowOutput out[kBlockRows] = {};
            std::int64_t *rowFeatures[kBlockRows] = {};
            for (std::int64_t i = begin; i < end; ++i) {
                in[i - begin] = state.final.data() + index(i) * padded;
                targets[i - begin] = i + 1 < rows ? tokens[index(i + 1)] : -1;
                rowFeatures[i - begin] = state.features.data() + index(i) * features;
            }
            if (scope == OutputScope::FeaturesOnly) {
                for (std::int64_t i = begin; i < end; ++i)
                    m_math.features(in[i - begin], rowFeatures[i - begin], scratch);
                m_counts.rowsOfFeatures += end - begin;
                return;
            }
            m_math.outputs(in, targets, static_cast<std::int32_t>(end - begin), out, rowFeatures, scratch);
            m_counts.rowsOutput += end - begin;
            for (std::int64_t i = begin; i < end; ++i) {
                state.logSum[index(i)] = out[i - begin].logSum;
                if (i + 1 < rows)
                    state.bits[index(i + 1)] =
                        surpriseBits(out[i - begin].logSum, out[i - begin].targetLogit);
            }
        });
    state.featureSums.assign(features, 0);
    for (std::int64_t i = 0; i < rows; ++i)
        for (std::size_t f = 0; f < features; ++f)
            state.featureSums[f] += state.features[index(i) * features + f];
}

} // namespace deltapad
