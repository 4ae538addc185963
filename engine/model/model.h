// SPDX-License-Identifier: MIT
#pragma once
// Model: one loaded model folder (resources/models/FORMAT.md), checked in full and packed for the kernels.
//
// Everything in the folder is untrusted: load() checks every size, type, offset, shape and number before use
// and answers one clear error naming the file and the tensor or key; it never throws, aborts or allocates by
// a size that it has not checked. Not for training: see resources/training. Threading: immutable after load,
// usable from any thread. Ownership: shared, immutable. Cost: load reads and packs every weight once.
#include "engine/base/offsets.h"
#include "engine/base/result.h"
#include "engine/kernel/packed_matrix.h"
#include "engine/model/confidence.h"
#include "engine/token/tokenizer.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace deltapad {

/// What the hidden units of the MLP become.
enum class Activation {
    SquaredRelu,
    Relu,
    Gelu ///< the approximation with tanh
};

/// How a query and a key make a score.
enum class ScoreKind {
    UnitLength, ///< both of length 1, and a bias by offset
    Scaled      ///< of bounded length; every row takes an offset of its own off its scores
};

/// config.json. Names and ranges as in FORMAT.md.
struct ModelConfig
{
    std::string name;
    std::int32_t vocabulary = 0; ///< V, 1..131,072
    std::int32_t width = 0;      ///< d, 1..4,096
    std::int32_t layers = 0;     ///< L, 1..64
    std::int32_t heads = 0;      ///< H, 1..64
    std::int32_t keyWidth = 0;   ///< dk, 1..256
    std::int32_t codes = 0;      ///< K, 2..1,024
    std::int32_t mlpWidth = 0;   ///< m, 1..16,384
    std::int32_t context = 0;    ///< rows kept live, start token included, 2..4,096
    TokenId startToken = 0;
    std::int32_t localMix = 0;      ///< 0..8
    std::int32_t bigramBuckets = 0; ///< B, 0..1,048,576
    float normEpsilon = 1e-6F;
    std::int32_t positions = 0; ///< rows of the position table, at least `context`; 0: no such table
    bool embedNorm = true;      ///< the input of layer 0 is normed
    bool biases = false;        ///< products with a bias
    bool tiedOutput = true;     ///< the embedding is the output matrix as well
    Activation activation = Activation::SquaredRelu;
    ScoreKind scores = ScoreKind::UnitLength;
    std::vector<std::int32_t> window;        ///< per layer; 0 = all earlier rows
    std::vector<std::uint8_t> segments;      ///< per layer; 1 = attends to segment summaries
    std::vector<std::int32_t> offsetBuckets; ///< first offsets, ascending, starts with 0
    Confidence confidence;                   ///< of suggestions

    struct Segment
    {
        std::int32_t width = 0;     ///< ds
        std::int32_t groups = 0;    ///< G, 1..16, divides ds
        std::int32_t codes = 0;     ///< Cs, 2..1,024
        std::int32_t maxLength = 0; ///< rows, 1..context
        std::vector<TokenId> endTokens;
    } segment;

    bool anySegments() const;
    /// Labels from one row to the next where there was room enough (position_labels.h).
    std::int32_t labelStride() const { return positions / context; }
};

struct LayerWeights
{
    PackedMatrix projections; ///< [q: H*dk | k: H*dk | vote: H*K | offset: H if scaled] stacked, inputs d
    AlignedVector<float> projectionBias; ///< [padded outputs]: q's, k's, 0, score offset; empty if all are 0
    std::vector<float> voteBias;         ///< [H*K]
    std::vector<float> voteScale;        ///< [H]
    std::vector<float> gain;             ///< [H]
    std::vector<float> offsetBias;       ///< [H, nb]
    std::vector<float> scoreOffset;      ///< [H]
    RowMajorMatrix table;                ///< [H*K, d]
    std::vector<float> queryLength;      ///< [H]; empty unless scores are scaled
    std::vector<float> keyLength;        ///< [H]; empty unless scores are scaled
    PackedMatrix up;                     ///< [m, d]
    PackedMatrix down;                   ///< [d, m]
    AlignedVector<float> upBias;         ///< [padded m]; empty without biases
    AlignedVector<float> downBias;       ///< [padded d]; empty without biases

    PackedMatrix segmentProject;    ///< [ds, d]; empty without segments
    RowMajorMatrix segmentCodes;    ///< [G*Cs, ds/G]
    PackedMatrix segmentKeys;       ///< [key: H*dk | vote: H*K] rows stacked, inputs ds
    std::vector<float> segmentBias; ///< [H]
};

struct Head
{
    std::string name;
    std::string description;
    std::vector<std::string> labels; ///< C names
    PackedMatrix hidden;             ///< [p, d]
    std::vector<float> hiddenBias;   ///< [p]
    RowMajorMatrix out;              ///< [C, p]
    std::vector<float> outBias;      ///< [C]

    std::int32_t features() const { return hidden.outputs; }
};

class Model
{
public:
    static constexpr std::int64_t kMaxConfigBytes = 16 << 20;
    static constexpr std::int64_t kMaxTensorFileBytes = std::int64_t(8) << 30;

    /// Loads config.json, model.safetensors (or the shards of model.safetensors.index.json), tokenizer.json
    /// and heads/*.safetensors of `folder`.
    static Result<std::shared_ptr<const Model>> load(const std::string &folder);

    ModelConfig config;
    std::shared_ptr<const Tokenizer> tokenizer;
    RowMajorMatrix embedding; ///< [V, d], for look-ups
    RowMajorMatrix position;  ///< [P, d]; empty without positions
    PackedMatrix unembedding; ///< [V, d], the output head: the same weights, unless the output is not tied
    AlignedVector<float> outBias; ///< [padded V]; empty without biases
    RowMajorMatrix mix;           ///< [localMix, d]
    RowMajorMatrix bigram;        ///< [B, d]
    float outScale = 1.0F;
    std::vector<LayerWeights> layers;
    std::vector<Head> heads;               ///< sorted by name
    std::vector<std::uint8_t> endsSegment; ///< [V]
    std::vector<std::int32_t>
        bucketOfOffset;          ///< [max(window, last bucket start) + 1]; larger offsets: the last bucket
    std::int64_t parameters = 0; ///< numbers in all tensors of model.safetensors
    std::int64_t fileBytes = 0;  ///< size of the tensor files
    std::string sha256;          ///< of config.json, tensor files, tokenizer.json and heads, in that order
    std::string folder;
    std::string trainingJson; ///< the config's free-form `training` object as text, for people
};

} // namespace deltapad
