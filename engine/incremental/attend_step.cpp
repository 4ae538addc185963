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

/// Rows of one block: enough to share what far rows have in common.
constexpr std::int64_t kAttentionBlock = 64;
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
    if (layer.segments)
        addSummaryEvents(update, l, update.oldSegmentOfRow[index(oldRow)], update.segmentOfRow[index(row)],
                         columns);
}

void IncrementalEngine::addSummaryEvents(const Update &update, std::size_t l, std::int32_t saw,
                                         std::int32_t sees, std::vector<kernel::KeyColumn> &columns) const
{
    const LayerStage &stage = update.stages[l];
    const LayerStore &store = m_layers[l];
    for (const SummaryEvent &event : update.events) {
        const bool before = event.before >= 0 && event.before < saw;
        const bool after = event.after >= 0 && event.after < sees;
        if (event.equal && before && after)
            continue;
        if (before) {
            const Summary &summary = *store.summaries[index(event.before)];
            columns.push_back({summary.key.data(), summary.vote.data(), m_layout->summaryBiasRow(), -1.0F});
        }
        if (after) {
            const Summary &summary = *stage.summaries[index(event.after)];
            columns.push_back({summary.key.data(), summary.vote.data(), m_layout->summaryBiasRow(), 1.0F});
        }
    }
}

bool IncrementalEngine::seesChangedRows(const Update &update, std::size_t l, std::int64_t row,
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
    return update.shift != 0 && std::min(newFirst, oldFirst) < update.begin &&
           (layer.window > 0 || std::min(row, oldRow) - m_layout->lastBucketStart < update.begin);
}

void IncrementalEngine::findTouched(Update &update, std::size_t l) const
{
    LayerStage &stage = update.stages[l];
    // Rows behind the last segment that is gone, new or different all see the same of them.
    std::int32_t lastBefore = -1;
    std::int32_t lastAfter = -1;
    for (const SummaryEvent &event : update.events) {
        lastBefore = std::max(lastBefore, event.before);
        lastAfter = std::max(lastAfter, event.after);
    }
    addSummaryEvents(update, l, lastBefore + 1, lastAfter + 1, stage.farColumns);

    stage.stagedCount = stage.changed.size();
    std::int64_t lastChanged = -1;
    std::size_t next = 0;
    bool canBeNear = true; // once a row behind all changed ones sees none of them, later rows do not either
    for (std::int64_t row = update.begin + update.inserted; row < update.newRows; ++row) {
        for (; next < stage.changed.size() && stage.changed[next] < row; ++next)
            lastChanged = stage.changed[next];
        if (update.stageIndex[index(row)] >= 0)
            continue;
        bool far = false;
        if (!canBeNear || !seesChangedRows(update, l, row, lastChanged)) {
            canBeNear = canBeNear && next < stage.changed.size();
            if (update.events.empty()) {
                if (!canBeNear)
                    return;
                continue;
            }
            const std::int32_t saw = update.oldSegmentOfRow[index(row - update.shift)];
            const std::int32_t sees = update.segmentOfRow[index(row)];
            far = saw > lastBefore && sees > lastAfter;
            if (far ? stage.farColumns.empty() : !seesEvents(update, saw, sees))
                continue;
            // Close to the edit a correction can have more columns than the row sees keys.
            far = far && std::ssize(stage.farColumns) <= visibleKeys(update, l, row);
        }
        stage.touched.push_back(static_cast<std::int32_t>(row));
        stage.staged.push_back(far ? LayerStage::kInPlace : static_cast<std::int32_t>(stage.stagedCount++));
    }
}

bool IncrementalEngine::seesEvents(const Update &update, std::int32_t saw, std::int32_t sees) const
{
    return std::any_of(update.events.begin(), update.events.end(), [&](const SummaryEvent &event) {
        const bool before = event.before >= 0 && event.before < saw;
        const bool after = event.after >= 0 && event.after < sees;
        return (before || after) && !(event.equal && before && after);
    });
}

void IncrementalEngine::attendRow(Update &update, std::size_t l, std::size_t n, Scratch &scratch)
{
    LayerStage &stage = update.stages[l];
    LayerStore &store = m_layers[l];
    const std::size_t changed = stage.changed.size();
    const std::size_t queries = index(m_layout->queryPerRow);
    double *sums = store.sums.staged(n < changed ? n : index(stage.staged[n - changed]));
    const double *before = nullptr;
    const std::int16_t *query = nullptr;
    const std::int64_t row = n < changed ? stage.changed[n] : stage.touched[n - changed];
    bool fromScratch = n < changed;
    if (fromScratch) {
        query = stage.query.data() + n * queries;
    } else {
        const std::size_t s = update.order[index(row)];
        query = store.query.data() + s * queries;
        gatherCorrection(update, l, row, scratch.columns);
        // Close to the edit a correction can have more columns than the row sees keys.
        fromScratch = std::ssize(scratch.columns) > visibleKeys(update, l, row);
        before = store.sums.of(s);
    }
    if (fromScratch) {
        gatherVisible(update, l, row, scratch.columns);
        before = m_layout->emptySums.data();
    }
    m_math.attend(l, query, scratch.columns.data(), static_cast<std::int32_t>(scratch.columns.size()), before,
                  sums);
    kernel::pickCodes(m_layout->layers[l].shape, sums, stage.codes.data() + n * index(m_layout->heads));
    stage.pairs[n] = std::ssize(scratch.columns);
    stage.scratch[n] = fromScratch ? 1 : 0;
}

void IncrementalEngine::attendFarRows(Update &update, std::size_t l, std::size_t begin, std::size_t end)
{
    LayerStage &stage = update.stages[l];
    LayerStore &store = m_layers[l];
    const std::size_t changed = stage.changed.size();
    kernel::AttendedRow rows[kAttentionBlock];
    std::size_t count = 0;
    for (std::size_t n = begin; n < end; ++n) {
        const std::size_t s = update.order[index(stage.touched[n - changed])];
        double *sums = store.sums.of(s);
        rows[count++] = {store.query.data() + s * index(m_layout->queryPerRow), sums, sums,
                         stage.codes.data() + n * index(m_layout->heads)};
        stage.pairs[n] = std::ssize(stage.farColumns);
        stage.corrected[n - changed] = 1;
    }
    m_math.attendTogether(l, stage.farColumns, rows, static_cast<std::int32_t>(count));
}

void IncrementalEngine::takeBack(Update &update)
{
    for (std::size_t l = 0; l < m_layers.size(); ++l) {
        LayerStage &stage = update.stages[l];
        for (kernel::KeyColumn &column : stage.farColumns)
            column.sign = -column.sign;
        std::size_t begin = 0;
        while (begin < stage.corrected.size()) {
            std::size_t end = begin;
            while (end < stage.corrected.size() && stage.corrected[end] != 0 &&
                   end - begin < index(kAttentionBlock))
                ++end;
            if (end > begin)
                attendFarRows(update, l, stage.changed.size() + begin, stage.changed.size() + end);
            begin = std::max(end, begin + 1);
        }
        stage.corrected.clear();
        stage.farColumns.clear();
    }
}

void IncrementalEngine::attendRows(Update &update, std::size_t l)
{
    LayerStage &stage = update.stages[l];
    LayerWork &work = update.report.layers[l];
    findTouched(update, l);
    const std::size_t changed = stage.changed.size();
    const std::size_t total = changed + stage.touched.size();
    m_layers[l].sums.stage(stage.stagedCount);
    stage.corrected.assign(stage.touched.size(), 0);
    stage.codes.resize(total * index(m_layout->heads));
    stage.pairs.assign(total, 0);
    stage.scratch.assign(total, 0);
    m_pool.forBlocks(static_cast<std::int64_t>(total), kAttentionBlock, kAttentionGrain,
                     [&](std::int64_t begin, std::int64_t end, Scratch &scratch) {
                         if (update.cancel.requested())
                             return;
                         const auto isFar = [&](std::size_t n) {
                             return n >= changed && stage.staged[n - changed] == LayerStage::kInPlace;
                         };
                         for (std::size_t n = index(begin); n < index(end);) {
                             if (!isFar(n)) {
                                 attendRow(update, l, n++, scratch);
                                 continue;
                             }
                             const std::size_t first = n;
                             while (n < index(end) && isFar(n))
                                 ++n;
                             attendFarRows(update, l, first, n);
                         }
                     });
    for (std::size_t n = 0; n < total; ++n) {
        update.report.incremental.attention += stage.pairs[n] * m_costs.pair;
        work.rowsFromScratch += stage.scratch[n];
    }
    work.rowsCorrected = static_cast<std::int64_t>(total) - work.rowsFromScratch;
}

} // namespace deltapad
