// SPDX-License-Identifier: MIT
#include "engine/revisions/revision_layer.h"

#include "engine/incremental/position_labels.h"

#include <algorithm>
#include <cstring>
#include <map>

namespace deltapad {
namespace {

constexpr std::size_t kMostRows = 4096; // of one version, as for IncrementalEngine

std::size_t index(std::int64_t n)
{
    return static_cast<std::size_t>(n);
}

} // namespace

RevisionBatch::RevisionBatch(std::shared_ptr<const Layout> layout, std::int32_t threads)
    : m_layout(std::move(layout)), m_math(*m_layout), m_pool(*m_layout, threads)
{
}

RevisionBatch::~RevisionBatch() = default;

void RevisionBatch::forget()
{
    m_segments.clear();
    m_ids.clear();
    m_hidden.clear();
    m_distinct = 0;
    m_codes.clear();
    m_finished.clear();
    m_logSum.clear();
    m_features.clear();
    m_finalRows = 0;
    m_tokenScores = 0;
    m_embedded = 0;
    m_outputs.clear();
    m_work.clear();
    m_operations = {};
    m_dense = {};
}

Status RevisionBatch::run(const std::vector<std::vector<TokenId>> &versions, const CancelToken &cancel)
{
    forget();
    const ModelConfig &config = m_layout->model->config;
    for (std::size_t v = 0; v < versions.size(); ++v) {
        const std::vector<TokenId> &tokens = versions[v];
        const bool known = std::all_of(tokens.begin(), tokens.end(), [&](TokenId token) {
            return token >= 0 && token < config.vocabulary;
        });
        if (tokens.empty() || tokens.size() > kMostRows || !known)
            return Error{ErrorCode::BadEdit, "version " + std::to_string(v + 1) +
                                                 ": expected 1 to 4096 tokens of the vocabulary"};
    }
    for (const std::vector<TokenId> &tokens : versions) {
        m_segments.emplace_back();
        if (config.anySegments())
            cutSegments(*m_layout->model, tokens, m_segments.back());
        m_dense += countForward(*m_layout, m_segments.back(), std::ssize(tokens), 0);
    }
    embed(versions);
    for (std::size_t l = 0; l < m_layout->layers.size(); ++l)
        if (!computeLayer(l, cancel)) {
            forget();
            return Error{ErrorCode::Cancelled, "cancelled"};
        }
    refreshOutputs(versions);
    countOperations();
    return Done{};
}

void RevisionBatch::embed(const std::vector<std::vector<TokenId>> &versions)
{
    // An embedding reads the token and the lookBack tokens before it, and its label if the model has
    // positions: those of a text written from start to end, so that then only rows at equal places are
    // shared.
    const auto lookBack = static_cast<std::int64_t>(m_layout->lookBack);
    const ModelConfig &config = m_layout->model->config;
    TupleIndex inputs;
    std::vector<TokenId> recents;     // [distinct][lookBack + 1]
    std::vector<std::int32_t> labels; // [distinct]
    Tuple tuple;
    for (const std::vector<TokenId> &tokens : versions) {
        std::vector<std::int32_t> &ids = m_ids.emplace_back();
        for (std::int64_t i = 0; i < std::ssize(tokens); ++i) {
            tuple.clear();
            for (std::int64_t k = 0; k <= lookBack; ++k)
                tuple += static_cast<char32_t>(i - k >= 0 ? tokens[index(i - k)] : config.startToken);
            const std::int32_t label = config.positions > 0 ? writtenLabel(config, i) : 0;
            if (config.positions > 0)
                tuple += static_cast<char32_t>(label);
            const TupleIndex::Place place = inputs.place(tuple);
            if (place.isNew) {
                recents.insert(recents.end(), tuple.begin(), tuple.begin() + lookBack + 1);
                labels.push_back(label);
            }
            ids.push_back(place.id);
        }
    }
    m_distinct = inputs.size();
    m_embedded = m_distinct;
    m_hidden.resize(index(m_distinct) * index(m_layout->paddedWidth));
    constexpr std::int64_t kBlock = 64;
    m_pool.forBlocks(m_distinct, kBlock, [&](std::int64_t begin, std::int64_t end, Scratch &) {
        for (std::int64_t i = begin; i < end; ++i)
            m_math.embed(recents.data() + index(i) * index(lookBack + 1), labels[index(i)],
                         m_hidden.data() + index(i) * index(m_layout->paddedWidth));
    });
}

void RevisionBatch::refreshOutputs(const std::vector<std::vector<TokenId>> &versions)
{
    // Every final row's scores are computed once; its first target is read from them, further ones alone.
    std::vector<TokenId> firstTarget(index(m_distinct), -1);
    std::map<std::pair<std::int32_t, TokenId>, std::size_t> furtherOf;
    std::vector<std::pair<std::int32_t, TokenId>> further;
    for (std::size_t v = 0; v < versions.size(); ++v)
        for (std::size_t i = 0; i + 1 < versions[v].size(); ++i) {
            const std::int32_t id = m_ids[v][i];
            const TokenId target = versions[v][i + 1];
            if (firstTarget[index(id)] < 0)
                firstTarget[index(id)] = target;
            else if (firstTarget[index(id)] != target &&
                     furtherOf.try_emplace({id, target}, further.size()).second)
                further.emplace_back(id, target);
        }

    const std::size_t padded = index(m_layout->paddedWidth);
    const std::size_t features = index(m_layout->features);
    m_logSum.resize(index(m_distinct));
    m_features.resize(index(m_distinct) * features);
    std::vector<float> firstLogit(index(m_distinct));
    m_pool.forBlocks(m_distinct, kBlockRows, kProductGrain,
                     [&](std::int64_t begin, std::int64_t end, Scratch &scratch) {
                         const float *in[kBlockRows] = {};
                         RowOutput out[kBlockRows] = {};
                         std::int64_t *rowFeatures[kBlockRows] = {};
                         for (std::int64_t i = begin; i < end; ++i) {
                             in[i - begin] = m_hidden.data() + index(i) * padded;
                             rowFeatures[i - begin] = m_features.data() + index(i) * features;
                         }
                         m_math.outputs(in, firstTarget.data() + begin,
                                        static_cast<std::int32_t>(end - begin), out, rowFeatures, scratch);
                         for (std::int64_t i = begin; i < end; ++i) {
                             m_logSum[index(i)] = out[i - begin].logSum;
                             firstLogit[index(i)] = out[i - begin].targetLogit;
                         }
                     });
    std::vector<float> furtherLogit(further.size());
    m_pool.forBlocks(std::ssize(further), kBlockRows,
                     [&](std::int64_t begin, std::int64_t end, Scratch &scratch) {
                         for (std::int64_t n = begin; n < end; ++n) {
                             const auto [id, target] = further[index(n)];
                             furtherLogit[index(n)] =
                                 m_math.tokenLogit(m_hidden.data() + index(id) * padded, target, scratch);
                         }
                     });
    m_finalRows = m_distinct;
    m_tokenScores = std::ssize(further);

    for (std::size_t v = 0; v < versions.size(); ++v) {
        RevisionOutputs &outputs = m_outputs.emplace_back();
        outputs.bits.assign(versions[v].size(), 0.0);
        outputs.featureSums.assign(features, 0);
        for (std::size_t i = 0; i < versions[v].size(); ++i) {
            const std::int32_t id = m_ids[v][i];
            for (std::size_t f = 0; f < features; ++f)
                outputs.featureSums[f] += m_features[index(id) * features + f];
            if (i + 1 == versions[v].size())
                continue;
            const TokenId target = versions[v][i + 1];
            const float logit = firstTarget[index(id)] == target ? firstLogit[index(id)]
                                                                 : furtherLogit[furtherOf.at({id, target})];
            outputs.bits[i + 1] = surpriseBits(m_logSum[index(id)], logit);
        }
    }
}

void RevisionBatch::countOperations()
{
    const UnitCosts cost(*m_layout);
    for (const RevisionLayerWork &layer : m_work) {
        m_operations.projection += layer.rowsProjected * cost.projectRow +
                                   layer.summaries * cost.summaryCodes + layer.columns * cost.summaryColumn;
        m_operations.attention += layer.pairs * cost.pair;
        m_operations.mlp += layer.rowsFinished * cost.mlpRow;
        m_operations.norms += (layer.rowsProjected + layer.rowsFinished) * cost.norm;
        m_operations.lookups += layer.rowsFinished * cost.tableRow;
    }
    m_operations.output = m_finalRows * cost.outputRow + m_tokenScores * cost.tokenScore;
    m_operations.norms += (m_embedded + m_finalRows) * cost.norm;
    m_operations.lookups += m_embedded * cost.embedRow;
}

std::optional<StateDifference> RevisionBatch::compare(std::size_t version,
                                                      const ForwardState &reference) const
{
    const std::size_t heads = index(m_layout->heads);
    const std::size_t rows = m_ids[version].size();
    if (reference.tokens.size() != rows)
        return StateDifference{-1, 0, -1, "tokens"};
    for (std::size_t l = 0; l < m_codes.size(); ++l)
        for (std::size_t row = 0; row < rows; ++row)
            for (std::size_t h = 0; h < heads; ++h)
                if (m_codes[l][index(m_finished[l][version][row]) * heads + h] !=
                    reference.layers[l].codes[row * heads + h])
                    return StateDifference{static_cast<std::int32_t>(l), static_cast<std::int64_t>(row),
                                           static_cast<std::int32_t>(h), "codes"};
    const std::size_t padded = index(m_layout->paddedWidth);
    for (std::size_t row = 0; row < rows; ++row) {
        const auto place = static_cast<std::int64_t>(row);
        const std::int32_t id = m_ids[version][row];
        // Bits, not values: a zero of another sign is a difference.
        if (std::memcmp(m_hidden.data() + index(id) * padded, reference.final.data() + row * padded,
                        padded * sizeof(float)) != 0)
            return StateDifference{-1, place, -1, "hidden"};
        if (m_logSum[index(id)] != reference.logSum[row])
            return StateDifference{-1, place, -1, "log sums"};
        if (m_outputs[version].bits[row] != reference.bits[row])
            return StateDifference{-1, place, -1, "surprise"};
    }
    if (m_outputs[version].featureSums != reference.featureSums)
        return StateDifference{-1, 0, -1, "feature sums"};
    return std::nullopt;
}

} // namespace deltapad
