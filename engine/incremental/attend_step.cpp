// SPDX-License-Identifier: MIT
// The attention step under an edit: sums of changed rows from scratch, sums of later rows corrected by old
// and new columns (engine.md section 3, points 2 and 3). Sums are exact, so either way gives the same bits.
#include "engine/incremental/engine_state.h"

#include <algorithm>

namespace deltapad {
namespace {
std::size_t index(std::int64_t n)
{
    return static_cast<std::size_t>(n);
}

/// What the next row needs is on its way while this one is computed: an update streams the weights through
/// the caches, so rows behind the edit lie in memory.
void fetchAhead(const void *data, std::size_t bytes)
{
    for (std::size_t n = 0; n < bytes; n += 64)
        __builtin_prefetch(static_cast<const char *>(data) + n);
}
} // namespace

std::int64_t IncrementalEngine::visibleKeys(const Update &update, std::size_t l, std::int64_t row) const
{
    const LayerLayout &layer = m_layout->layers[l];
    return row - layer.firstVisible(row) + 1 + (layer.segments ? update.segmentOfRow[index(row)] : 0);
}

void IncrementalEngine::gatherVisible(const Update &update, std::size_t l, std::int64_t row,
                                      std::vector<kernel::KeyColumn> &columns) const
{
    const LayerLayout &layer = m_layout->layers[l];
    const LayerStage &stage = update.stages[l];
    const LayerStore &store = m_layers[l];
    const std::size_t keys = index(m_layout->keysPerRow);
    const std::size_t votes = index(m_layout->votesPerRow);
    columns.clear();
    for (std::int64_t j = layer.firstVisible(row); j <= row; ++j) {
        const std::int32_t staged = update.stageIndex[index(j)];
        const std::int32_t bias = m_layout->biasRow(row - j);
        if (staged >= 0) {
            columns.push_back({stage.key.data() + index(staged) * keys,
                               stage.vote.data() + index(staged) * votes, bias, 1.0F});
        } else {
            const std::size_t s = update.order[index(j)];
            columns.push_back({store.key.data() + s * keys, store.vote.data() + s * votes, bias, 1.0F});
        }
    }
    if (layer.segments)
        for (std::int32_t s = 0; s < update.segmentOfRow[index(row)]; ++s) {
            const Summary &summary = *stage.summaries[index(s)];
            columns.push_back({summary.key.data(), summary.vote.data(), m_layout->summaryBiasRow(), 1.0F});
        }
}

void IncrementalEngine::gatherCorrection(const Update &update, std::size_t l, std::int64_t row,
                                         std::vector<kernel::KeyColumn> &columns) const
{
    const LayerLayout &layer = m_layout->layers[l];
    const LayerStage &stage = update.stages[l];
    const LayerStore &store = m_layers[l];
    const std::size_t keys = index(m_layout->keysPerRow);
    const std::size_t votes = index(m_layout->votesPerRow);
    const std::int64_t oldRow = row - update.shift;
    const std::int64_t newFirst = layer.firstVisible(row);
    const std::int64_t oldFirst = layer.firstVisible(oldRow);
    columns.clear();
    const auto addStaged = [&](std::size_t staged, std::int64_t offset) {
        columns.push_back({stage.key.data() + staged * keys, stage.vote.data() + staged * votes,
                           m_layout->biasRow(offset), 1.0F});
    };
    const auto stored = [&](std::size_t s, std::int64_t offset, float sign) {
        columns.push_back(
            {store.key.data() + s * keys, store.vote.data() + s * votes, m_layout->biasRow(offset), sign});
    };

    // Changed and new rows in the window. A changed row behind the edit keeps its offset, so old and new are
    // both seen.
    const auto firstChanged = std::lower_bound(stage.changed.begin(), stage.changed.end(), newFirst);
    for (auto it = firstChanged; it != stage.changed.end() && *it < row; ++it) {
        const std::int64_t j = *it;
        const auto staged = static_cast<std::size_t>(it - stage.changed.begin());
        addStaged(staged, row - j);
        if (j >= update.begin + update.inserted)
            stored(update.order[index(j)], row - j, -1.0F);
    }
    // Removed rows that the old window held.
    for (std::int64_t j = std::max(update.begin, oldFirst); j < update.begin + update.removed; ++j)
        stored(m_order[index(j)], oldRow - j, -1.0F);
    // Rows before the edit whose distance changed: another bucket, or in and out of the window.
    if (update.shift != 0) {
        std::int64_t from = std::min(newFirst, oldFirst);
        if (layer.window == 0) // beyond the last bucket's start every distance has the same bias
            from = std::max<std::int64_t>(0, std::min(row, oldRow) - m_layout->lastBucketStart);
        for (std::int64_t j = from; j < update.begin; ++j) {
            const bool seen = j >= newFirst;
            const bool saw = j >= oldFirst;
            if (seen && saw && m_layout->biasRow(row - j) == m_layout->biasRow(oldRow - j))
                continue;
            if (seen)
                stored(update.order[index(j)], row - j, 1.0F);
            if (saw)
                stored(update.order[index(j)], oldRow - j, -1.0F);
        }
    }
    if (layer.segments) {
        const std::int32_t sees = update.segmentOfRow[index(row)];
        const std::int32_t sawSegments = update.oldSegmentOfRow[index(oldRow)];
        for (const SummaryEvent &event : update.events) {
            const bool saw = event.before >= 0 && event.before < sawSegments;
            const bool seen = event.after >= 0 && event.after < sees;
            if (event.equal && saw && seen)
                continue;
            if (saw) {
                const Summary &summary = *store.summaries[index(event.before)];
                columns.push_back(
                    {summary.key.data(), summary.vote.data(), m_layout->summaryBiasRow(), -1.0F});
            }
            if (seen) {
                const Summary &summary = *stage.summaries[index(event.after)];
                columns.push_back(
                    {summary.key.data(), summary.vote.data(), m_layout->summaryBiasRow(), 1.0F});
            }
        }
    }
}

bool IncrementalEngine::needsCorrection(const Update &update, std::size_t l, std::int64_t row,
                                        std::int64_t lastChanged) const
{
    const LayerLayout &layer = m_layout->layers[l];
    const std::int64_t oldRow = row - update.shift;
    const std::int64_t newFirst = layer.firstVisible(row);
    const std::int64_t oldFirst = layer.firstVisible(oldRow);
    if (lastChanged >= newFirst)
        return true;
    if (update.removed > 0 && oldFirst < update.begin + update.removed)
        return true;
    if (update.shift != 0 && std::min(newFirst, oldFirst) < update.begin &&
        (layer.window > 0 || std::min(row, oldRow) - m_layout->lastBucketStart < update.begin))
        return true;
    for (const SummaryEvent &event : update.events) {
        const bool saw = event.before >= 0 && event.before < update.oldSegmentOfRow[index(oldRow)];
        const bool seen = event.after >= 0 && event.after < update.segmentOfRow[index(row)];
        if ((saw || seen) && !(event.equal && saw && seen))
            return true;
    }
    return false;
}

void IncrementalEngine::attendRows(Update &update, std::size_t l)
{
    LayerStage &stage = update.stages[l];
    const LayerStore &store = m_layers[l];
    LayerWork &work = update.report.layers[l];
    const kernel::AttentionShape &shape = m_layout->layers[l].shape;
    const std::size_t queries = index(m_layout->queryPerRow);
    const std::size_t votes = index(m_layout->votesPerRow);
    const std::size_t heads = index(m_layout->heads);

    std::int64_t lastChanged = -1;
    std::size_t next = 0;
    for (std::int64_t row = update.begin + update.inserted; row < update.newRows; ++row) {
        for (; next < stage.changed.size() && stage.changed[next] < row; ++next)
            lastChanged = stage.changed[next];
        if (update.stageIndex[index(row)] < 0 && needsCorrection(update, l, row, lastChanged))
            stage.touched.push_back(static_cast<std::int32_t>(row));
    }

    const std::size_t changed = stage.changed.size();
    const std::size_t total = changed + stage.touched.size();
    stage.sums.resize(total * votes);
    stage.codes.resize(total * heads);
    stage.pairs.assign(total, 0);
    stage.scratch.assign(total, 0);
    m_pool.forBlocks(static_cast<std::int64_t>(total), 16, kAttentionGrain,
                     [&](std::int64_t begin, std::int64_t end, Scratch &scratch) {
                         if (update.cancel.requested())
                             return;
                         for (std::size_t n = index(begin); n < index(end); ++n) {
                             if (n + 1 >= changed && n + 1 < index(end)) {
                                 const std::size_t s = update.order[index(stage.touched[n + 1 - changed])];
                                 fetchAhead(store.query.data() + s * queries, queries * sizeof(std::int16_t));
                                 fetchAhead(store.sums.data() + s * votes, votes * sizeof(double));
                             }
                             double *sums = stage.sums.data() + n * votes;
                             const std::int16_t *query = nullptr;
                             bool fromScratch = n < changed;
                             if (fromScratch) {
                                 query = stage.query.data() + n * queries;
                             } else {
                                 const std::int64_t row = stage.touched[n - changed];
                                 const std::size_t s = update.order[index(row)];
                                 query = store.query.data() + s * queries;
                                 gatherCorrection(update, l, row, scratch.columns);
                                 // Close to the edit a correction can have more columns than the row sees
                                 // keys.
                                 fromScratch = static_cast<std::int64_t>(scratch.columns.size()) >
                                               visibleKeys(update, l, row);
                                 if (!fromScratch)
                                     std::copy_n(store.sums.data() + s * votes, votes, sums);
                             }
                             if (fromScratch) {
                                 gatherVisible(update, l,
                                               n < changed ? stage.changed[n] : stage.touched[n - changed],
                                               scratch.columns);
                                 std::fill_n(sums, votes, 0.0);
                             }
                             m_math.attend(l, query, scratch.columns.data(),
                                           static_cast<std::int32_t>(scratch.columns.size()), sums);
                             kernel::pickCodes(shape, sums, stage.codes.data() + n * heads);
                             stage.pairs[n] = static_cast<std::int64_t>(scratch.columns.size());
                             stage.scratch[n] = fromScratch ? 1 : 0;
                         }
                     });
    for (std::size_t n = 0; n < total; ++n) {
        update.report.incremental.attention += stage.pairs[n] * m_costs.pair;
        work.rowsFromScratch += stage.scratch[n];
    }
    work.rowsCorrected = static_cast<std::int64_t>(total) - work.rowsFromScratch;
}

} // namespace deltapad
