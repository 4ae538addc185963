// SPDX-License-Identifier: MIT
#include "engine/model/model.h"

#include "engine/model/config.h"
#include "engine/model/hash.h"
#include "engine/model/heads.h"
#include "engine/model/input_file.h"
#include "engine/model/weight_reader.h"

#include <utility>

namespace deltapad {
namespace {

/// Matrices of equal width, one below the other: they are multiplied with the same rows. Of 8 bits if all
/// are.
ProductWeights stack(const std::vector<ProductWeights> &parts)
{
    Eigen::Index rows = 0;
    for (const ProductWeights &part : parts)
        rows += part.values.rows();
    ProductWeights whole{RowMajorMatrix(rows, parts.front().values.cols()), WeightBits::Eight};
    Eigen::Index at = 0;
    for (const ProductWeights &part : parts) {
        whole.values.middleRows(at, part.values.rows()) = part.values;
        at += part.values.rows();
        if (part.bits == WeightBits::Twelve)
            whole.bits = WeightBits::Twelve;
    }
    return whole;
}

void readSegmentWeights(WeightReader &reader, const ModelConfig &config, const std::string &prefix,
                        LayerWeights &layer)
{
    const std::int64_t ds = config.segment.width;
    const std::int64_t groups = config.segment.groups;
    ProductWeights project = reader.productWeights(prefix + "project.weight", {ds, config.width});
    layer.segmentCodes = reader.matrix(prefix + "codebook", {groups, config.segment.codes, ds / groups});
    ProductWeights keys = reader.productWeights(prefix + "key.weight", {config.heads * config.keyWidth, ds});
    ProductWeights votes = reader.productWeights(prefix + "vote.weight", {config.heads * config.codes, ds});
    layer.segmentBias = reader.vector(prefix + "bias", {config.heads});
    if (reader.error())
        return;
    layer.segmentProject = project.packed();
    layer.segmentKeys = stack({std::move(keys), std::move(votes)}).packed();
}

/// A vector with zeros up to the outputs of a product.
AlignedVector<float> padded(const std::vector<float> &values, std::int32_t size)
{
    AlignedVector<float> out(values.begin(), values.end());
    out.resize(static_cast<std::size_t>(size), 0.0F);
    return out;
}

/// What a layer with biases or scaled scores has besides; `parts` are the matrices of its projection.
void readVariant(WeightReader &reader, const ModelConfig &config, const std::string &layerName,
                 std::vector<ProductWeights> &parts, LayerWeights &layer)
{
    const std::string attention = layerName + "attn.";
    const std::int64_t heads = config.heads;
    const std::int64_t keys = heads * config.keyWidth;
    std::vector<float> bias;
    if (config.biases) {
        bias = reader.vector(attention + "q.bias", {keys});
        const std::vector<float> keyBias = reader.vector(attention + "k.bias", {keys});
        bias.insert(bias.end(), keyBias.begin(), keyBias.end());
        layer.upBias = padded(reader.vector(layerName + "mlp.up.bias", {config.mlpWidth}),
                              roundUpTo(config.mlpWidth, kPanel));
        layer.downBias = padded(reader.vector(layerName + "mlp.down.bias", {config.width}),
                                roundUpTo(config.width, kPanel));
    }
    if (config.scores == ScoreKind::Scaled) {
        layer.queryLength = reader.vector(attention + "query_length", {heads});
        layer.keyLength = reader.vector(attention + "key_length", {heads});
        parts.push_back(reader.productWeights(attention + "offset.weight", {heads, config.width}));
        bias.resize(static_cast<std::size_t>(2 * keys + heads * config.codes), 0.0F); // votes have their own
        bias.insert(bias.end(), layer.scoreOffset.begin(), layer.scoreOffset.end());
    }
    std::int32_t outputs = 0;
    for (const ProductWeights &part : parts)
        outputs += static_cast<std::int32_t>(part.values.rows());
    if (!bias.empty())
        layer.projectionBias = padded(bias, roundUpTo(outputs, kPanel));
}

LayerWeights readLayer(WeightReader &reader, const ModelConfig &config, std::size_t number)
{
    const std::string layerName = "layers." + std::to_string(number) + ".";
    const std::string attention = layerName + "attn.";
    const std::int64_t width = config.width;
    const std::int64_t heads = config.heads;
    const std::int64_t keys = heads * config.keyWidth;
    const std::int64_t votes = heads * config.codes;

    LayerWeights layer;
    ProductWeights q = reader.productWeights(attention + "q.weight", {keys, width});
    ProductWeights k = reader.productWeights(attention + "k.weight", {keys, width});
    ProductWeights vote = reader.productWeights(attention + "vote.weight", {votes, width});
    layer.voteBias = reader.vector(attention + "vote.bias", {votes});
    layer.voteScale = reader.vector(attention + "vote_scale", {heads}, kMaxVoteScale);
    layer.gain = reader.vector(attention + "gain", {heads});
    layer.offsetBias = reader.vector(attention + "offset_bias", {heads, std::ssize(config.offsetBuckets)});
    layer.scoreOffset = reader.vector(attention + "score_offset", {heads});
    layer.table = reader.matrix(attention + "table", {votes, width});
    ProductWeights up = reader.productWeights(layerName + "mlp.up.weight", {config.mlpWidth, width});
    ProductWeights down = reader.productWeights(layerName + "mlp.down.weight", {width, config.mlpWidth});
    std::vector<ProductWeights> parts = {std::move(q), std::move(k), std::move(vote)};
    readVariant(reader, config, layerName, parts, layer);
    if (reader.error())
        return layer;
    layer.projections = stack(parts).packed();
    layer.up = up.packed();
    layer.down = down.packed();
    if (config.segments[number])
        readSegmentWeights(reader, config, layerName + "seg.", layer);
    return layer;
}

void readWeights(WeightReader &reader, Model &model)
{
    const ModelConfig &config = model.config;
    ProductWeights output = reader.productWeights("embed.weight", {config.vocabulary, config.width});
    model.embedding = output.values;
    if (config.localMix > 0)
        model.mix = reader.matrix("embed.mix", {config.localMix, config.width});
    if (config.bigramBuckets > 0)
        model.bigram = reader.matrix("embed.bigram", {config.bigramBuckets, config.width});
    if (config.positions > 0)
        model.position = reader.matrix("embed.position", {config.positions, config.width});
    const std::vector<float> scale = reader.vector("out.scale", {1});
    if (config.biases)
        model.outBias =
            padded(reader.vector("out.bias", {config.vocabulary}), roundUpTo(config.vocabulary, kPanel));
    if (!config.tiedOutput)
        output = reader.productWeights("out.weight", {config.vocabulary, config.width});
    for (std::size_t i = 0; i < static_cast<std::size_t>(config.layers) && !reader.error(); ++i)
        model.layers.push_back(readLayer(reader, config, i));
    if (reader.error())
        return;
    model.outScale = scale.front();
    model.unembedding = output.packed();
}

} // namespace

Result<std::shared_ptr<const Model>> Model::load(const std::string &folder)
{
    const auto model = std::make_shared<Model>();
    model->folder = folder;

    const std::string configPath = folder + "/config.json";
    const Result<std::string> configText = readWholeFile(configPath, kMaxConfigBytes);
    if (!configText)
        return configText.error();
    Result<ParsedConfig> config = parseConfig(configText.value(), configPath);
    if (!config)
        return config.error();
    model->config = std::move(config.value().config);
    model->trainingJson = std::move(config.value().trainingJson);

    const std::string tokenizerPath = folder + "/tokenizer.json";
    Result<std::shared_ptr<const Tokenizer>> tokenizer = Tokenizer::load(tokenizerPath);
    if (!tokenizer)
        return tokenizer.error();
    model->tokenizer = std::move(tokenizer).value();
    if (model->tokenizer->vocabularySize() != model->config.vocabulary)
        return Error{ErrorCode::BadTokenizer,
                     tokenizerPath + ": " + std::to_string(model->tokenizer->vocabularySize()) +
                         " tokens, expected the " + std::to_string(model->config.vocabulary) +
                         " of key vocabulary in config.json"};

    Result<WeightReader> reader = WeightReader::openModel(folder, kMaxTensorFileBytes);
    if (!reader)
        return reader.error();
    readWeights(reader.value(), *model);
    if (reader.value().error())
        return *reader.value().error();
    model->parameters = reader.value().elements();
    model->fileBytes = reader.value().fileBytes();

    Result<std::vector<std::string>> headPaths = listHeads(folder);
    if (!headPaths)
        return headPaths.error();
    for (const std::string &path : headPaths.value()) {
        Result<Head> head = loadHead(path, model->config.width, kMaxTensorFileBytes);
        if (!head)
            return head.error();
        model->heads.push_back(std::move(head).value());
    }
    orderForReading(model->heads); // the hash below goes by the names of the files

    model->endsSegment.assign(static_cast<std::size_t>(model->config.vocabulary), 0);
    for (const TokenId token : model->config.segment.endTokens)
        model->endsSegment[static_cast<std::size_t>(token)] = 1;
    model->bucketOfOffset = bucketTable(model->config);

    std::vector<std::string> hashed = {configPath};
    hashed.insert(hashed.end(), reader.value().paths().begin(), reader.value().paths().end());
    hashed.push_back(tokenizerPath);
    hashed.insert(hashed.end(), headPaths.value().begin(), headPaths.value().end());
    Result<std::string> hash = sha256OfFiles(hashed, kMaxTensorFileBytes);
    if (!hash)
        return hash.error();
    model->sha256 = std::move(hash).value();
    return std::shared_ptr<const Model>(model);
}

} // namespace deltapad
