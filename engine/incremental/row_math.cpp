// SPDX-License-Identifier: MIT
#include "engine/incremental/row_math.h"

#include <algorithm>
#include <cstring>

namespace deltapad {
namespace {

std::size_t index(std::int64_t n)
{
    return static_cast<std::size_t>(n);
}

constexpr std::int32_t kMostHeads = 64; // ModelConfig::heads

/// FORMAT.md, hash(a, b).
std::uint32_t bigramBucket(TokenId before, TokenId token, std::int32_t buckets)
{
    std::uint32_t x =
        static_cast<std::uint32_t>(before) * 0x9E3779B1U ^ static_cast<std::uint32_t>(token) * 0x85EBCA6BU;
    x ^= x >> 15;
    return x % static_cast<std::uint32_t>(buckets);
}

} // namespace

Scratch::Scratch(const Layout &layout)
{
    const Model &model = *layout.model;
    std::int32_t widest = layout.paddedWidth;
    for (const LayerWeights &weights : model.layers)
        widest = std::max({widest, weights.projections.paddedOutputs(), weights.segmentKeys.paddedOutputs()});
    projectedStride = widest;
    // One panel more than needed: rows a power of two apart would share few sets of the first-level cache.
    hiddenStride = roundUpTo(model.config.mlpWidth, 16) + kPanel;
    logitStride = roundUpTo(model.config.vocabulary, 16) + kPanel;
    std::int32_t widestHead = 16;
    for (const Head &head : model.heads)
        widestHead = std::max(widestHead, head.hidden.paddedOutputs());
    normed.assign(index(layout.paddedWidth), 0.0F);
    wholeStride = std::max({layout.paddedWidth, roundUpTo(model.config.mlpWidth, 16),
                            roundUpTo(std::max(model.config.segment.width, 1), 16)});
    whole.assign(index(kBlockRows) * index(wholeStride), 0);
    projected.assign(index(kBlockRows) * index(projectedStride), 0.0F);
    hidden.assign(index(kBlockRows) * index(hiddenStride), 0.0F);
    logits.assign(index(kBlockRows) * index(logitStride), 0.0F);
    featureStride = widestHead;
    features.assign(index(kBlockRows) * index(featureStride), 0.0F);
    mean.assign(index(layout.paddedWidth), 0.0F);
    summary.assign(2 * index(roundUpTo(std::max(model.config.segment.width, 1), 16)), 0.0F);
    columns.reserve(index(2 * kernel::kMaxKeysPerRow));
    members.reserve(index(model.config.segment.maxLength));
}

void RowMath::embed(const TokenId *recent, std::int32_t label, float *hidden) const
{
    const Model &model = *m_layout.model;
    const std::int32_t width = m_layout.width;
    std::fill(hidden, hidden + m_layout.paddedWidth, 0.0F);
    const float *own = model.embedding.row(recent[0]).data();
    std::copy(own, own + width, hidden);
    for (std::int32_t k = 1; k <= model.config.localMix; ++k) {
        const float *before = model.embedding.row(recent[k]).data();
        const float *scale = model.mix.row(k - 1).data();
        for (std::int32_t c = 0; c < width; ++c)
            hidden[c] += scale[c] * before[c];
    }
    if (model.config.bigramBuckets > 0) {
        const float *pair =
            model.bigram.row(bigramBucket(recent[1], recent[0], model.config.bigramBuckets)).data();
        for (std::int32_t c = 0; c < width; ++c)
            hidden[c] += pair[c];
    }
    if (model.config.positions > 0) {
        const float *place = model.position.row(label).data();
        for (std::int32_t c = 0; c < width; ++c)
            hidden[c] += place[c];
    }
    if (model.config.embedNorm)
        kernel::normRow(hidden, hidden, width, model.config.normEpsilon);
}

kernel::WholeRow RowMath::wholeNorm(const float *hidden, std::int32_t place, Scratch &scratch) const
{
    std::int16_t *values = scratch.whole.data() + index(place) * index(m_layout.paddedWidth);
    const float unit = kernel::toWholeRow(hidden, values, m_layout.width);
    return {values, unit * kernel::inverseRms(hidden, m_layout.width, m_layout.model->config.normEpsilon)};
}

kernel::WholeRow RowMath::wholeRow(const float *x, std::int32_t width, Scratch &scratch) const
{
    const float unit = kernel::toWholeRow(x, scratch.whole.data(), width);
    return {scratch.whole.data(), unit};
}

void RowMath::project(std::size_t layer, const float *const *hidden, std::int32_t rows,
                      std::int16_t *const *q, std::int16_t *const *k, std::int16_t *const *votes,
                      Scratch &scratch) const
{
    const ModelConfig &config = m_layout.model->config;
    const LayerWeights &weights = m_layout.model->layers[layer];
    kernel::WholeRow inputs[kBlockRows] = {};
    float *outputs[kBlockRows] = {};
    for (std::int32_t r = 0; r < rows; ++r) {
        inputs[r] = wholeNorm(hidden[r], r, scratch);
        outputs[r] = scratch.projected.data() + index(r) * index(scratch.projectedStride);
    }
    kernel::matmulRows(weights.projections, inputs, outputs, rows);
    const std::int32_t keys = config.heads * config.keyWidth;
    if (!weights.projectionBias.empty())
        for (std::int32_t r = 0; r < rows; ++r)
            kernel::addRow(weights.projectionBias.data(), outputs[r], weights.projections.paddedOutputs());
    const bool scaled = config.scores == ScoreKind::Scaled;
    for (std::int32_t r = 0; r < rows; ++r) {
        if (scaled) {
            kernel::quantiseBoundedHeads(outputs[r], weights.queryLength.data(), q[r], config.heads,
                                         config.keyWidth, m_layout.keyStride);
            kernel::quantiseBoundedHeads(outputs[r] + keys, weights.keyLength.data(), k[r], config.heads,
                                         config.keyWidth, m_layout.keyStride);
            writeOffsets(outputs[r] + 2 * keys + config.heads * config.codes, q[r]);
        } else {
            kernel::quantiseUnitHeads(outputs[r], q[r], config.heads, config.keyWidth, m_layout.keyStride);
            kernel::quantiseUnitHeads(outputs[r] + keys, k[r], config.heads, config.keyWidth,
                                      m_layout.keyStride);
        }
        kernel::quantiseVotes(outputs[r] + 2 * keys, weights.voteBias.data(), weights.voteScale.data(),
                              votes[r], config.heads, config.codes, m_layout.codeStride);
    }
}

void RowMath::writeOffsets(const float *offsets, std::int16_t *query) const
{
    float bias[kMostHeads] = {};
    for (std::int32_t h = 0; h < m_layout.heads; ++h)
        bias[h] = -offsets[h];
    std::int16_t *behind = query + m_layout.keysPerRow;
    std::fill(behind, query + m_layout.queryPerRow, std::int16_t(0));
    std::memcpy(behind, bias, index(m_layout.heads) * sizeof(float));
}

void RowMath::attend(std::size_t layer, const std::int16_t *query, const kernel::KeyColumn *columns,
                     std::int32_t count, const double *from, double *to) const
{
    const kernel::AttentionShape &shape = m_layout.layers[layer].shape;
    if (m_layout.queryPerRow == m_layout.keysPerRow) {
        kernel::attend(shape, query, columns, count, from, to);
        return;
    }
    // The one row of biases is the query's own.
    float bias[kMostHeads] = {};
    std::memcpy(bias, query + m_layout.keysPerRow, index(m_layout.heads) * sizeof(float));
    kernel::AttentionShape own = shape;
    own.bias = bias;
    kernel::attend(own, query, columns, count, from, to);
}

void RowMath::attendTogether(std::size_t layer, const std::vector<kernel::KeyColumn> &columns,
                             const kernel::AttendedRow *rows, std::int32_t count) const
{
    const kernel::AttentionShape &shape = m_layout.layers[layer].shape;
    const auto width = static_cast<std::int32_t>(columns.size());
    if (m_layout.queryPerRow == m_layout.keysPerRow) {
        kernel::attendTogether(shape, columns.data(), width, rows, count);
        return;
    }
    // Every query brings its own biases.
    for (std::int32_t r = 0; r < count; ++r) {
        attend(layer, rows[r].query, columns.data(), width, rows[r].from, rows[r].to);
        kernel::pickCodes(shape, rows[r].to, rows[r].codes);
    }
}

kernel::WholeRow RowMath::activated(const LayerWeights &weights, float *hidden, std::int32_t place,
                                    Scratch &scratch) const
{
    const ModelConfig &config = m_layout.model->config;
    const std::int32_t units = roundUpTo(config.mlpWidth, kPanel);
    std::int16_t *values = scratch.whole.data() + index(place) * index(scratch.wholeStride);
    if (!weights.upBias.empty())
        kernel::addRow(weights.upBias.data(), hidden, units);
    switch (config.activation) {
    case Activation::SquaredRelu:
        break; // squared on the way to whole numbers
    case Activation::Relu:
        kernel::relu(hidden, units);
        return {values, kernel::toWholeRow(hidden, values, config.mlpWidth)};
    case Activation::Gelu:
        kernel::gelu(hidden, units);
        return {values, kernel::toWholeRow(hidden, values, config.mlpWidth)};
    }
    return {values, kernel::toWholeSquares(hidden, values, config.mlpWidth)};
}

void RowMath::finish(std::size_t layer, const float *const *in, const std::uint16_t *const *codes,
                     float *const *out, std::int32_t rows, Scratch &scratch) const
{
    const ModelConfig &config = m_layout.model->config;
    const LayerWeights &weights = m_layout.model->layers[layer];
    kernel::WholeRow inputs[kBlockRows] = {};
    float *hidden[kBlockRows] = {};
    float *added[kBlockRows] = {};
    const float *entries[kMostHeads] = {};
    for (std::int32_t r = 0; r < rows; ++r) {
        for (std::int32_t h = 0; h < config.heads; ++h)
            entries[h] = weights.table.row(h * config.codes + codes[r][h]).data();
        kernel::sumRows(in[r], entries, config.heads, m_layout.width, out[r]);
        inputs[r] = wholeNorm(out[r], r, scratch);
        hidden[r] = scratch.hidden.data() + index(r) * index(scratch.hiddenStride);
        added[r] = scratch.projected.data() + index(r) * index(scratch.projectedStride);
    }
    kernel::matmulRows(weights.up, inputs, hidden, rows);
    for (std::int32_t r = 0; r < rows; ++r)
        inputs[r] = activated(weights, hidden[r], r, scratch);
    kernel::matmulRows(weights.down, inputs, added, rows);
    if (!weights.downBias.empty())
        for (std::int32_t r = 0; r < rows; ++r)
            kernel::addRow(weights.downBias.data(), added[r], m_layout.paddedWidth);
    for (std::int32_t r = 0; r < rows; ++r)
        kernel::addRow(added[r], out[r], m_layout.paddedWidth);
}

void RowMath::summaryCodes(std::size_t layer, const std::vector<const float *> &hidden, std::uint16_t *codes,
                           Scratch &scratch) const
{
    const ModelConfig &config = m_layout.model->config;
    const LayerWeights &weights = m_layout.model->layers[layer];
    std::fill(scratch.mean.begin(), scratch.mean.end(), 0.0F);
    for (const float *row : hidden) {
        kernel::normRow(row, scratch.normed.data(), m_layout.width, config.normEpsilon);
        kernel::addRow(scratch.normed.data(), scratch.mean.data(), m_layout.paddedWidth);
    }
    const float share = 1.0F / static_cast<float>(hidden.size());
    for (float &value : scratch.mean)
        value *= share;
    const kernel::WholeRow input = wholeRow(scratch.mean.data(), m_layout.width, scratch);
    float *output = scratch.summary.data();
    kernel::matmulRows(weights.segmentProject, &input, &output, 1);
    const std::int32_t groupWidth = config.segment.width / config.segment.groups;
    for (std::int32_t g = 0; g < config.segment.groups; ++g)
        codes[g] = static_cast<std::uint16_t>(kernel::nearestCode(
            output + index(g) * index(groupWidth), weights.segmentCodes.row(g * config.segment.codes).data(),
            config.segment.codes, groupWidth));
}

void RowMath::summaryColumn(std::size_t layer, Summary &summary, Scratch &scratch) const
{
    const ModelConfig &config = m_layout.model->config;
    const LayerWeights &weights = m_layout.model->layers[layer];
    const std::int32_t groupWidth = config.segment.width / config.segment.groups;
    std::fill(scratch.summary.begin(), scratch.summary.end(), 0.0F);
    for (std::int32_t g = 0; g < config.segment.groups; ++g) {
        const float *code =
            weights.segmentCodes.row(g * config.segment.codes + summary.codes[index(g)]).data();
        std::copy(code, code + groupWidth, scratch.summary.data() + index(g) * index(groupWidth));
    }
    float *normed = scratch.summary.data() + index(roundUpTo(config.segment.width, 16));
    kernel::normRow(scratch.summary.data(), normed, config.segment.width, config.normEpsilon);
    const kernel::WholeRow input = wholeRow(normed, config.segment.width, scratch);
    float *output = scratch.projected.data();
    kernel::matmulRows(weights.segmentKeys, &input, &output, 1);
    summary.key.resize(index(m_layout.keysPerRow));
    summary.vote.resize(index(m_layout.votesPerRow));
    kernel::quantiseUnitHeads(output, summary.key.data(), config.heads, config.keyWidth, m_layout.keyStride);
    kernel::quantiseVotes(output + config.heads * config.keyWidth, weights.voteBias.data(),
                          weights.voteScale.data(), summary.vote.data(), config.heads, config.codes,
                          m_layout.codeStride);
}

kernel::WholeRow RowMath::scaled(kernel::WholeRow normed) const
{
    normed.unit *= m_layout.model->outScale;
    return normed;
}

void RowMath::featuresOfNormed(const kernel::WholeRow *normed, std::int32_t rows,
                               std::int64_t *const *features, Scratch &scratch) const
{
    float *outputs[kBlockRows] = {};
    for (std::int32_t r = 0; r < rows; ++r)
        outputs[r] = scratch.features.data() + index(r) * index(scratch.featureStride);
    for (std::size_t n = 0; n < m_layout.model->heads.size(); ++n) {
        const Head &head = m_layout.model->heads[n];
        kernel::matmulRows(head.hidden, normed, outputs, rows);
        for (std::int32_t r = 0; r < rows; ++r)
            kernel::quantiseFeatures(outputs[r], head.hiddenBias.data(),
                                     features[r] + m_layout.featureBegin[n], head.features());
    }
}

void RowMath::features(const float *hidden, std::int64_t *features, Scratch &scratch) const
{
    const kernel::WholeRow normed = wholeNorm(hidden, 0, scratch);
    featuresOfNormed(&normed, 1, &features, scratch);
}

void RowMath::outputs(const float *const *hidden, const TokenId *targets, std::int32_t rows, RowOutput *out,
                      std::int64_t *const *features, Scratch &scratch) const
{
    const Model &model = *m_layout.model;
    kernel::WholeRow inputs[kBlockRows] = {};
    float *logits[kBlockRows] = {};
    for (std::int32_t r = 0; r < rows; ++r) {
        inputs[r] = wholeNorm(hidden[r], r, scratch);
        logits[r] = scratch.logits.data() + index(r) * index(scratch.logitStride);
    }
    featuresOfNormed(inputs, rows, features, scratch);
    for (std::int32_t r = 0; r < rows; ++r)
        inputs[r] = scaled(inputs[r]);
    kernel::matmulRows(model.unembedding, inputs, logits, rows);
    for (std::int32_t r = 0; r < rows; ++r) {
        if (!model.outBias.empty())
            kernel::addRow(model.outBias.data(), logits[r], model.unembedding.paddedOutputs());
        out[r].logSum = kernel::logSumExp(logits[r], model.config.vocabulary);
        out[r].targetLogit = targets[r] >= 0 ? logits[r][targets[r]] : 0.0F;
    }
}

float RowMath::tokenLogit(const float *hidden, TokenId token, Scratch &scratch) const
{
    alignas(64) float panel[kPanel];
    const Model &model = *m_layout.model;
    kernel::matmulPanel(model.unembedding, token / kPanel, scaled(wholeNorm(hidden, 0, scratch)), panel);
    return model.outBias.empty() ? panel[token % kPanel]
                                 : panel[token % kPanel] + model.outBias[index(token)];
}

void RowMath::logits(const float *hidden, float *out, Scratch &scratch) const
{
    const kernel::WholeRow input = scaled(wholeNorm(hidden, 0, scratch));
    const Model &model = *m_layout.model;
    kernel::matmulRows(model.unembedding, &input, &out, 1);
    if (!model.outBias.empty())
        kernel::addRow(model.outBias.data(), out, model.unembedding.paddedOutputs());
}

} // namespace deltapad
