// SPDX-License-Identifier: MIT
#pragma once
// Layout: sizes, strides and constants derived once from a Model, shared by the batch reference, the
// incremental engine and completion branches. Threading: immutable. Ownership: shares the model.
#include "engine/kernel/row_kernel.h"
#include "engine/model/model.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace deltapad {

struct LayerLayout
{
    std::int32_t window = 0; ///< rows a row sees, itself included; 0 = all earlier rows
    bool segments = false;
    std::vector<float> gain; ///< [H], times 2^-28
    std::vector<float> bias; ///< [nb + 1][H]; the last row is the summaries'
    kernel::AttentionShape shape;

    /// First row that row `i` sees.
    std::int64_t firstVisible(std::int64_t row) const
    {
        return window > 0 && row >= window ? row - window + 1 : 0;
    }
};

struct Layout
{
    explicit Layout(std::shared_ptr<const Model> source);
    Layout(const Layout &) = delete;
    Layout &operator=(const Layout &) = delete;

    std::shared_ptr<const Model> model;
    std::int32_t width;       ///< d
    std::int32_t paddedWidth; ///< d rounded up to 16: stride of hidden rows
    std::int32_t heads;
    std::int32_t keyStride;   ///< int16 per head
    std::int32_t codeStride;  ///< votes per head
    std::int32_t keysPerRow;  ///< H * keyStride
    std::int32_t queryPerRow; ///< keysPerRow; with scaled scores the row's own offsets behind that, H floats
    std::int32_t votesPerRow; ///< H * codeStride
    std::int32_t segmentGroups;
    std::int32_t lookBack;                     ///< previous tokens that a row's embedding reads
    std::int32_t features;                     ///< class features of a row, all heads one after another
    std::vector<std::int32_t> featureBegin;    ///< per head
    std::vector<std::int32_t> biasRowOfOffset; ///< larger offsets: the last entry
    std::int32_t lastBucketStart;
    std::vector<LayerLayout> layers;
    AlignedVector<double> emptySums; ///< [votesPerRow] zeros: what a sum begins with

    std::int32_t biasRow(std::int64_t offset) const
    {
        const auto last = static_cast<std::int64_t>(biasRowOfOffset.size()) - 1;
        return biasRowOfOffset[static_cast<std::size_t>(offset < last ? offset : last)];
    }
    std::int32_t summaryBiasRow() const { return biasRowOfOffset.back() + 1; }
};

/// A maximal run of rows [begin, end) that is summarised together (FORMAT.md, segments).
struct Segment
{
    std::int32_t begin = 0;
    std::int32_t end = 0;
    bool operator==(const Segment &) const = default;
};

/// Cuts rows into segments: a property of the tokens alone. The last one may still be open. Cost: O(rows).
void cutSegments(const Model &model, const std::vector<TokenId> &tokens, std::vector<Segment> &out);

} // namespace deltapad
