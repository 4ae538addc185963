// SPDX-License-Identifier: MIT
#include "engine/incremental/layout.h"

#include <algorithm>

namespace deltapad {

Layout::Layout(std::shared_ptr<const Model> source) : model(std::move(source))
{
    const ModelConfig &config = model->config;
    width = config.width;
    paddedWidth = roundUpTo(width, 16);
    heads = config.heads;
    keyStride = roundUpTo(config.keyWidth, 32);
    codeStride = roundUpTo(config.codes, 16);
    keysPerRow = heads * keyStride;
    queryPerRow = keysPerRow + (config.scores == ScoreKind::Scaled ? roundUpTo(2 * heads, 32) : 0);
    votesPerRow = heads * codeStride;
    emptySums.assign(static_cast<std::size_t>(votesPerRow), 0.0);
    segmentGroups = config.anySegments() ? config.segment.groups : 0;
    lookBack = std::max(config.localMix, config.bigramBuckets > 0 ? 1 : 0);
    features = 0;
    for (const Head &head : model->heads) {
        featureBegin.push_back(features);
        features += head.features();
    }

    lastBucketStart = config.offsetBuckets.back();
    biasRowOfOffset.resize(static_cast<std::size_t>(lastBucketStart) + 1);
    std::int32_t bucket = 0;
    for (std::int32_t offset = 0; offset <= lastBucketStart; ++offset) {
        while (bucket + 1 < static_cast<std::int32_t>(config.offsetBuckets.size()) &&
               offset >= config.offsetBuckets[static_cast<std::size_t>(bucket) + 1])
            ++bucket;
        biasRowOfOffset[static_cast<std::size_t>(offset)] = bucket;
    }

    const auto buckets = config.offsetBuckets.size();
    layers.resize(static_cast<std::size_t>(config.layers));
    for (std::size_t l = 0; l < layers.size(); ++l) {
        LayerLayout &layer = layers[l];
        const LayerWeights &weights = model->layers[l];
        layer.window = config.window[l];
        layer.segments = config.segments[l] != 0;
        layer.gain.resize(static_cast<std::size_t>(heads));
        layer.bias.resize((buckets + 1) * static_cast<std::size_t>(heads));
        for (std::size_t h = 0; h < static_cast<std::size_t>(heads); ++h) {
            layer.gain[h] = weights.gain[h] / (kernel::kKeyScale * kernel::kKeyScale);
            for (std::size_t b = 0; b < buckets; ++b)
                layer.bias[b * static_cast<std::size_t>(heads) + h] =
                    weights.offsetBias[h * buckets + b] - weights.scoreOffset[h];
            layer.bias[buckets * static_cast<std::size_t>(heads) + h] =
                layer.segments ? weights.segmentBias[h] - weights.scoreOffset[h] : 0.0F;
        }
        layer.shape = {heads, keyStride, config.codes, codeStride, layer.gain.data(), layer.bias.data()};
    }
}

void cutSegments(const Model &model, const std::vector<TokenId> &tokens, std::vector<Segment> &out)
{
    out.clear();
    const auto rows = static_cast<std::int32_t>(tokens.size());
    std::int32_t begin = 0;
    for (std::int32_t row = 0; row < rows; ++row) {
        const bool closes =
            model.endsSegment[static_cast<std::size_t>(tokens[static_cast<std::size_t>(row)])] != 0 ||
            row - begin + 1 >= model.config.segment.maxLength;
        if (closes) {
            out.push_back({begin, row + 1});
            begin = row + 1;
        }
    }
    if (begin < rows)
        out.push_back({begin, rows});
}

} // namespace deltapad
