// SPDX-License-Identifier: MIT
// Life of an update: begin -> (embed) -> per layer: project, summarise, attend, finish -> outputs -> commit.
// The attention step is in attend_step.cpp, segment summaries in segment_step.cpp, comparison in
// compare_state.cpp.
#include "engine/incremental/incremental_engine.h"

#include "engine/incremental/changed_rows.h"
#include "engine/incremental/engine_state.h"

#include <algorithm>
#include <chrono>
#include <cstring>
#include <string>

namespace deltapad {
namespace {
std::size_t index(std::int64_t n)
{
    return static_cast<std::size_t>(n);
}

bool sameBits(const float *a, const float *b, std::int32_t count)
{
    return std::memcmp(a, b, index(count) * sizeof(float)) == 0;
}
} // namespace

IncrementalEngine::IncrementalEngine(std::shared_ptr<const Layout> layout, std::int32_t threads,
                                     std::int64_t capacity)
    : m_layout(std::move(layout)), m_math(*m_layout), m_pool(*m_layout, threads), m_costs(*m_layout),
      m_capacity(std::clamp<std::int64_t>(capacity, 2, m_layout->model->config.context)),
      m_layers(m_layout->layers.size()), m_update(std::make_unique<Update>())
{
    const std::size_t slots = index(m_capacity);
    for (LayerStore &layer : m_layers) {
        layer.hidden.resize(slots * index(m_layout->paddedWidth));
        layer.query.resize(slots * index(m_layout->queryPerRow));
        layer.key.resize(slots * index(m_layout->keysPerRow));
        layer.vote.resize(slots * index(m_layout->votesPerRow));
        layer.sums.reset(slots, index(m_layout->votesPerRow));
        layer.codes.resize(slots * index(m_layout->heads));
    }
    m_final.resize(slots * index(m_layout->paddedWidth));
    m_logSum.resize(slots);
    m_bits.resize(slots);
    m_features.resize(slots * index(m_layout->features));
    m_featureSums.assign(index(m_layout->features), 0);
    m_kept.resize(index(roundUpTo(m_layout->model->config.vocabulary, 16)));
    for (std::size_t s = slots; s-- > 0;)
        m_free.push_back(static_cast<std::uint32_t>(s));
    m_update->stages.resize(m_layers.size() + 1);

    // Row 0, the start token, is an insertion like any other.
    Update &update = *m_update;
    beginUpdate({RowIndex(0), 0, {m_layout->model->config.startToken}}, update);
    embedRows(update);
    for (std::size_t l = 0; l < m_layers.size(); ++l) {
        projectRows(update, l);
        summariseSegments(update, l);
        attendRows(update, l);
        finishRows(update, l);
    }
    refreshOutputs(update);
    commit(update);
}

IncrementalEngine::~IncrementalEngine() = default;

Result<UpdateReport> IncrementalEngine::apply(const RowEdit &edit, const CancelToken &cancel)
{
    UpdateReport report;
    if (Status status = applyInto(edit, report, cancel); !status.ok())
        return status.error();
    return report;
}

Status IncrementalEngine::applyInto(const RowEdit &edit, UpdateReport &result, const CancelToken &cancel)
{
    const auto started = std::chrono::steady_clock::now();
    const std::int64_t begin = edit.begin.value;
    if (begin < 1 || edit.removed < 0 || begin > rows() || edit.removed > rows() - begin)
        return Error{ErrorCode::BadEdit, "edit of rows [" + std::to_string(begin) + ", " +
                                             std::to_string(begin + edit.removed) + ") of " +
                                             std::to_string(rows())};
    if (rows() - edit.removed + static_cast<std::int64_t>(edit.inserted.size()) > m_capacity)
        return Error{ErrorCode::BadEdit,
                     "edit would make more than " + std::to_string(m_capacity) + " live rows"};
    for (const TokenId token : edit.inserted)
        if (token < 0 || token >= m_layout->model->config.vocabulary)
            return Error{ErrorCode::BadEdit, "token " + std::to_string(token) + " is not in the vocabulary"};

    Update &update = *m_update;
    const auto cancelled = [&] {
        takeBack(update);
        return Error{ErrorCode::Cancelled, "update cancelled"};
    };
    update.cancel = cancel;
    beginUpdate(edit, update);
    if (update.removed > 0 || update.inserted > 0) {
        embedRows(update);
        for (std::size_t l = 0; l < m_layers.size(); ++l) {
            const auto step = {&IncrementalEngine::projectRows, &IncrementalEngine::summariseSegments,
                               &IncrementalEngine::attendRows, &IncrementalEngine::finishRows};
            for (const auto function : step) {
                if (cancel.requested())
                    return cancelled();
                (this->*function)(update, l);
            }
        }
        if (!cancel.requested())
            refreshOutputs(update);
        if (cancel.requested())
            return cancelled();
        commit(update);
    }
    update.cancel = {};

    UpdateReport &report = update.report;
    report.rows = rows();
    report.firstChangedRow = update.begin;
    report.rowsRemoved = update.removed;
    report.rowsInserted = update.inserted;
    report.changedRows.resize(update.stages.size());
    for (std::size_t l = 0; l < update.stages.size(); ++l)
        fillRowRanges(update.stages[l].changed, report.changedRows[l]);
    report.dense = countForward(*m_layout, m_segments, rows(), 0);
    report.prefix = countForward(*m_layout, m_segments, rows(), std::min(update.begin, rows()));
    report.milliseconds =
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - started).count();
    result = report; // keeps the memory of both
    return Done{};
}

void IncrementalEngine::beginUpdate(const RowEdit &edit, Update &update)
{
    // Only what really differs is an edit: common ends are trimmed.
    std::int64_t begin = edit.begin.value;
    std::int64_t removed = edit.removed;
    auto first = edit.inserted.begin();
    auto last = edit.inserted.end();
    while (removed > 0 && first != last && m_tokens[index(begin)] == *first) {
        ++begin;
        --removed;
        ++first;
    }
    while (removed > 0 && first != last && m_tokens[index(begin + removed - 1)] == *(last - 1)) {
        --removed;
        --last;
    }
    update.begin = begin;
    update.removed = removed;
    update.inserted = last - first;
    update.shift = update.inserted - removed;
    update.oldRows = rows();
    update.newRows = update.oldRows + update.shift;

    update.tokens.assign(m_tokens.begin(), m_tokens.begin() + begin);
    update.tokens.insert(update.tokens.end(), first, last);
    update.tokens.insert(update.tokens.end(), m_tokens.begin() + begin + removed, m_tokens.end());

    if (m_layout->model->config.positions > 0)
        labelRows(update);
    begin = update.begin;
    removed = update.removed;

    // New rows take free slots first, then those of removed rows; nothing is written before commit.
    update.order.assign(m_order.begin(), m_order.begin() + begin);
    for (std::int64_t n = 0; n < update.inserted; ++n) {
        const auto free = static_cast<std::int64_t>(m_free.size());
        update.order.push_back(n < free ? m_free[index(free - 1 - n)] : m_order[index(begin + n - free)]);
    }
    update.order.insert(update.order.end(), m_order.begin() + begin + removed, m_order.end());
    update.stageIndex.assign(index(update.newRows), -1);

    // A new report, but for the memory of its lists.
    std::vector<LayerWork> layers = std::move(update.report.layers);
    std::vector<RowRanges> changedRows = std::move(update.report.changedRows);
    update.report = {};
    update.report.layers = std::move(layers);
    update.report.changedRows = std::move(changedRows);
    update.report.layers.assign(m_layers.size(), {});
    for (LayerWork &work : update.report.layers)
        work.laterRows = update.newRows - begin - update.inserted;
    for (LayerStage &stage : update.stages) {
        stage.changed.clear();
        stage.touched.clear();
        stage.staged.clear();
        stage.corrected.clear();
        stage.farColumns.clear();
    }
    if (hasSegments())
        matchSegments(update);
}

void IncrementalEngine::labelRows(Update &update) const
{
    LabelPlan &plan = update.plan;
    if (m_labels.empty())
        plan = {0, 0, {0}}; // the start token
    else
        planLabels(m_layout->model->config, m_labels, update.begin, update.removed, update.inserted, plan);
    // Neighbours that move are removed and inserted again: all that follows knows changed rows only as that.
    update.begin = plan.begin;
    update.removed = plan.removed;
    update.inserted = std::ssize(plan.labels);
    update.labels.assign(m_labels.begin(), m_labels.begin() + plan.begin);
    update.labels.insert(update.labels.end(), plan.labels.begin(), plan.labels.end());
    update.labels.insert(update.labels.end(), m_labels.begin() + plan.begin + plan.removed, m_labels.end());
}

void IncrementalEngine::embedRows(Update &update)
{
    // A row's embedding reads its token and the `lookBack` tokens before it.
    LayerStage &stage = update.stages[0];
    const std::size_t padded = index(m_layout->paddedWidth);
    const std::int64_t reach = std::min(update.newRows, update.begin + update.inserted + m_layout->lookBack);
    stage.hidden.resize(index(reach - update.begin) * padded);
    std::vector<TokenId> &recent = update.recent;
    recent.resize(index(m_layout->lookBack) + 1);
    for (std::int64_t row = update.begin; row < reach; ++row) {
        for (std::int64_t k = 0; k <= m_layout->lookBack; ++k)
            recent[index(k)] =
                row - k >= 0 ? update.tokens[index(row - k)] : m_layout->model->config.startToken;
        float *hidden = stage.hidden.data() + stage.changed.size() * padded;
        m_math.embed(recent.data(), update.labels.empty() ? 0 : update.labels[index(row)], hidden);
        const bool isNew = row < update.begin + update.inserted;
        const float *before = m_layers[0].hidden.data() + update.order[index(row)] * padded;
        if (isNew || !sameBits(hidden, before, m_layout->paddedWidth)) {
            update.stageIndex[index(row)] = static_cast<std::int32_t>(stage.changed.size());
            stage.changed.push_back(static_cast<std::int32_t>(row));
        }
        ++update.report.rowsEmbedded;
    }
    update.report.incremental.lookups += update.report.rowsEmbedded * m_costs.embedRow;
    update.report.incremental.norms += update.report.rowsEmbedded * m_costs.norm;
}

void IncrementalEngine::projectRows(Update &update, std::size_t l)
{
    LayerStage &stage = update.stages[l];
    const auto count = static_cast<std::int64_t>(stage.changed.size());
    stage.query.resize(index(count) * index(m_layout->queryPerRow));
    stage.key.resize(index(count) * index(m_layout->keysPerRow));
    stage.vote.resize(index(count) * index(m_layout->votesPerRow));
    m_pool.forBlocks(count, kBlockRows, kProductGrain,
                     [&](std::int64_t begin, std::int64_t end, Scratch &scratch) {
                         if (update.cancel.requested())
                             return;
                         const float *in[kBlockRows] = {};
                         std::int16_t *q[kBlockRows] = {};
                         std::int16_t *k[kBlockRows] = {};
                         std::int16_t *votes[kBlockRows] = {};
                         for (std::int64_t n = begin; n < end; ++n) {
                             in[n - begin] = stage.hidden.data() + index(n) * index(m_layout->paddedWidth);
                             q[n - begin] = stage.query.data() + index(n) * index(m_layout->queryPerRow);
                             k[n - begin] = stage.key.data() + index(n) * index(m_layout->keysPerRow);
                             votes[n - begin] = stage.vote.data() + index(n) * index(m_layout->votesPerRow);
                         }
                         m_math.project(l, in, static_cast<std::int32_t>(end - begin), q, k, votes, scratch);
                     });
    update.report.layers[l].rowsProjected = count;
    update.report.incremental.projection += count * m_costs.projectRow;
    update.report.incremental.norms += count * m_costs.norm;
}

void IncrementalEngine::finishRows(Update &update, std::size_t l)
{
    LayerStage &stage = update.stages[l];
    LayerStage &next = update.stages[l + 1];
    const LayerStore &store = m_layers[l];
    LayerWork &work = update.report.layers[l];
    const std::size_t padded = index(m_layout->paddedWidth);
    const std::size_t heads = index(m_layout->heads);
    const std::size_t changedCount = stage.changed.size();

    // Rows whose codes all stay drop out here (backdating); the two ascending lists are merged.
    update.finishing.clear();
    std::size_t c = 0;
    for (std::size_t t = 0; t < stage.touched.size(); ++t) {
        const std::int32_t row = stage.touched[t];
        const std::uint16_t *now = stage.codes.data() + (changedCount + t) * heads;
        if (std::equal(now, now + heads, store.codes.data() + update.order[index(row)] * heads))
            continue;
        ++work.codesFlipped;
        for (; c < changedCount && stage.changed[c] < row; ++c)
            update.finishing.push_back(static_cast<std::int32_t>(c));
        update.finishing.push_back(static_cast<std::int32_t>(changedCount + t));
    }
    for (; c < changedCount; ++c)
        update.finishing.push_back(static_cast<std::int32_t>(c));

    const auto rowOf = [&](std::int32_t n) {
        return index(n) < changedCount ? stage.changed[index(n)] : stage.touched[index(n) - changedCount];
    };
    const auto count = static_cast<std::int64_t>(update.finishing.size());
    next.hidden.resize(index(count) * padded);
    m_pool.forBlocks(
        count, kBlockRows, kProductGrain, [&](std::int64_t begin, std::int64_t end, Scratch &scratch) {
            if (update.cancel.requested())
                return;
            const float *in[kBlockRows] = {};
            const std::uint16_t *codes[kBlockRows] = {};
            float *out[kBlockRows] = {};
            for (std::int64_t n = begin; n < end; ++n) {
                const std::int32_t source = update.finishing[index(n)];
                in[n - begin] = index(source) < changedCount
                                    ? stage.hidden.data() + index(source) * padded
                                    : store.hidden.data() + update.order[index(rowOf(source))] * padded;
                codes[n - begin] = stage.codes.data() + index(source) * heads;
                out[n - begin] = next.hidden.data() + index(n) * padded;
            }
            m_math.finish(l, in, codes, out, static_cast<std::int32_t>(end - begin), scratch);
        });
    update.report.incremental.mlp += count * m_costs.mlpRow;
    update.report.incremental.norms += count * m_costs.norm;
    update.report.incremental.lookups += count * m_costs.tableRow;

    // A row that came out as it was (its change was absorbed) drops out as well.
    for (const std::int32_t row : stage.changed)
        update.stageIndex[index(row)] = -1;
    const AlignedVector<float> &old = l + 1 < m_layers.size() ? m_layers[l + 1].hidden : m_final;
    for (std::int64_t n = 0; n < count; ++n) {
        const std::int32_t row = rowOf(update.finishing[index(n)]);
        const float *now = next.hidden.data() + index(n) * padded;
        const bool isNew = row >= update.begin && row < update.begin + update.inserted;
        if (!isNew && sameBits(now, old.data() + update.order[index(row)] * padded, m_layout->paddedWidth))
            continue;
        const std::size_t place = next.changed.size();
        if (place != index(n))
            std::copy(now, now + padded, next.hidden.data() + place * padded);
        update.stageIndex[index(row)] = static_cast<std::int32_t>(place);
        next.changed.push_back(row);
    }
    work.rowsChanged = static_cast<std::int64_t>(next.changed.size());
}

bool IncrementalEngine::wantsScores(const Update &update) const
{
    return m_wantedRow >= 0 && m_wantedRow < update.newRows;
}

void IncrementalEngine::refreshOutputs(Update &update)
{
    const LayerStage &final = update.stages.back();
    const std::size_t padded = index(m_layout->paddedWidth);
    const std::size_t featureCount = index(m_layout->features);
    const auto count = static_cast<std::int64_t>(final.changed.size());
    // The row whose scores are wanted is one of them, or comes along as one more.
    const bool wanted = wantsScores(update);
    const std::int32_t wantedPlace = wanted ? update.stageIndex[index(m_wantedRow)] : -1;
    const bool extra = wanted && wantedPlace < 0;
    const std::int64_t scored = extra ? count : wantedPlace;
    if (wanted)
        m_keptSlot = -1; // until the update is taken over
    update.logSum.resize(index(count));
    update.bits.resize(index(count));
    update.features.resize(index(count + 1) * featureCount);
    m_pool.forBlocks(
        count + (extra ? 1 : 0), kBlockRows, kProductGrain,
        [&](std::int64_t begin, std::int64_t end, Scratch &scratch) {
            if (update.cancel.requested())
                return;
            const float *in[kBlockRows] = {};
            TokenId targets[kBlockRows] = {};
            RowOutput out[kBlockRows] = {};
            std::int64_t *features[kBlockRows] = {};
            for (std::int64_t n = begin; n < end; ++n) {
                features[n - begin] = update.features.data() + index(n) * featureCount;
                if (n == count) {
                    in[n - begin] = m_final.data() + update.order[index(m_wantedRow)] * padded;
                    targets[n - begin] = -1;
                    continue;
                }
                const std::int64_t next = final.changed[index(n)] + 1;
                in[n - begin] = final.hidden.data() + index(n) * padded;
                targets[n - begin] = next < update.newRows ? update.tokens[index(next)] : -1;
            }
            m_math.outputs(in, targets, static_cast<std::int32_t>(end - begin), out, features, scratch);
            if (scored >= begin && scored < end)
                std::copy_n(scratch.scoresOf(static_cast<std::int32_t>(scored - begin)), m_kept.size(),
                            m_kept.data());
            for (std::int64_t n = begin; n < std::min(end, count); ++n) {
                update.logSum[index(n)] = out[n - begin].logSum;
                update.bits[index(n)] = surpriseBits(out[n - begin].logSum, out[n - begin].targetLogit);
            }
        });
    update.report.outputsRefreshed = count;
    update.report.incremental.output += count * m_costs.outputRow;
    update.report.incremental.norms += 2 * count * m_costs.norm;

    // The row before the edit did not change, but the token that it predicts did: one score, no vocabulary.
    update.firstBits = 0;
    if (update.begin > 0 && update.begin < update.newRows) {
        const std::size_t before = m_order[index(update.begin - 1)];
        const float logit = m_math.tokenLogit(m_final.data() + before * padded,
                                              update.tokens[index(update.begin)], m_pool.own());
        update.firstBits = surpriseBits(m_logSum[before], logit);
        update.report.incremental.output += m_costs.tokenScore;
        update.report.incremental.norms += m_costs.norm;
    }
}

void IncrementalEngine::commit(Update &update)
{
    const Layout &layout = *m_layout;
    const std::size_t padded = index(layout.paddedWidth);
    const std::size_t featureCount = index(layout.features);

    // Class features: exact sums, so taking old rows out and putting new ones in restores bits (I2).
    const auto addFeatures = [&](const std::int64_t *features, std::int64_t sign) {
        for (std::size_t f = 0; f < featureCount; ++f)
            m_featureSums[f] += sign * features[f];
    };
    for (std::int64_t row = update.begin; row < update.begin + update.removed; ++row)
        addFeatures(m_features.data() + m_order[index(row)] * featureCount, -1);
    const LayerStage &final = update.stages.back();
    for (std::size_t n = 0; n < final.changed.size(); ++n) {
        const std::int64_t row = final.changed[n];
        std::int64_t *stored = m_features.data() + update.order[index(row)] * featureCount;
        if (row >= update.begin + update.inserted)
            addFeatures(stored, -1);
        addFeatures(update.features.data() + n * featureCount, 1);
    }

    // Kept scores are of a row that stayed as it was, or of this update.
    for (std::int64_t row = update.begin; row < update.begin + update.removed; ++row)
        if (m_keptSlot == m_order[index(row)])
            m_keptSlot = -1;
    for (const std::int32_t row : final.changed)
        if (m_keptSlot == update.order[index(row)])
            m_keptSlot = -1;
    if (wantsScores(update))
        m_keptSlot = update.order[index(m_wantedRow)];
    m_wantedRow = -1;

    // Slots of removed rows that no new row took become free.
    const auto fromFree = std::min<std::int64_t>(update.inserted, static_cast<std::int64_t>(m_free.size()));
    m_free.resize(m_free.size() - index(fromFree));
    const std::size_t taken = m_free.size();
    for (std::int64_t n = update.inserted - fromFree; n < update.removed; ++n)
        m_free.push_back(m_order[index(update.begin + n)]);

    m_tokens.swap(update.tokens);
    m_labels.swap(update.labels);
    m_order.swap(update.order);
    m_segments.swap(update.segments);

    for (std::size_t l = 0; l < m_layers.size(); ++l) {
        LayerStage &stage = update.stages[l];
        LayerStore &store = m_layers[l];
        const std::size_t changed = stage.changed.size();
        const auto copyRow = [](const auto &from, std::size_t source, auto &to, std::size_t target,
                                std::size_t stride) {
            std::copy_n(from.data() + source * stride, stride, to.data() + target * stride);
        };
        m_pool.forBlocks(static_cast<std::int64_t>(changed + stage.touched.size()), 256,
                         [&](std::int64_t begin, std::int64_t end, Scratch &) {
                             for (std::size_t n = index(begin); n < index(end); ++n) {
                                 const std::int32_t row =
                                     n < changed ? stage.changed[n] : stage.touched[n - changed];
                                 const std::size_t target = slot(row);
                                 copyRow(stage.codes, n, store.codes, target, index(layout.heads));
                                 if (n >= changed)
                                     continue;
                                 copyRow(stage.hidden, n, store.hidden, target, padded);
                                 copyRow(stage.query, n, store.query, target, index(layout.queryPerRow));
                                 copyRow(stage.key, n, store.key, target, index(layout.keysPerRow));
                                 copyRow(stage.vote, n, store.vote, target, index(layout.votesPerRow));
                             }
                         });
        for (std::size_t n = 0; n < changed; ++n)
            store.sums.take(slot(stage.changed[n]), n);
        for (std::size_t n = 0; n < stage.touched.size(); ++n)
            if (stage.staged[n] != LayerStage::kInPlace)
                store.sums.take(slot(stage.touched[n]), index(stage.staged[n]));
        store.sums.endStage(stage.stagedCount);
        for (std::size_t n = taken; n < m_free.size(); ++n)
            store.sums.release(m_free[n]);
        store.summaries.swap(stage.summaries);
        for (std::shared_ptr<const Summary> &summary : stage.summaries)
            if (summary.use_count() == 1)
                update.spare.push_back(std::const_pointer_cast<Summary>(std::move(summary)));
        stage.summaries.clear();
    }
    for (std::size_t n = 0; n < final.changed.size(); ++n) {
        const std::int64_t row = final.changed[n];
        const std::size_t target = slot(row);
        std::copy_n(final.hidden.data() + n * padded, padded, m_final.data() + target * padded);
        std::copy_n(update.features.data() + n * featureCount, featureCount,
                    m_features.data() + target * featureCount);
        m_logSum[target] = update.logSum[n];
    }
    // Surprises last: a row's own surprise comes from the row before it.
    if (update.begin < rows())
        m_bits[slot(update.begin)] = update.firstBits;
    for (std::size_t n = 0; n < final.changed.size(); ++n)
        if (final.changed[n] + 1 < rows())
            m_bits[slot(final.changed[n] + 1)] = update.bits[n];
}

void IncrementalEngine::logits(std::int64_t row, float *out)
{
    if (const float *kept = keptLogits(row))
        std::copy_n(kept, m_kept.size(), out);
    else
        m_math.logits(m_final.data() + slot(row) * index(m_layout->paddedWidth), out, m_pool.own());
}

const float *IncrementalEngine::hidden(std::size_t layer, std::int64_t row) const
{
    const AlignedVector<float> &rows = layer < m_layers.size() ? m_layers[layer].hidden : m_final;
    return rows.data() + slot(row) * index(m_layout->paddedWidth);
}

const std::int16_t *IncrementalEngine::key(std::size_t layer, std::int64_t row) const
{
    return m_layers[layer].key.data() + slot(row) * index(m_layout->keysPerRow);
}

const std::int16_t *IncrementalEngine::vote(std::size_t layer, std::int64_t row) const
{
    return m_layers[layer].vote.data() + slot(row) * index(m_layout->votesPerRow);
}

const std::uint16_t *IncrementalEngine::codes(std::size_t layer, std::int64_t row) const
{
    return m_layers[layer].codes.data() + slot(row) * index(m_layout->heads);
}

const Summary *IncrementalEngine::summary(std::size_t layer, std::size_t segment) const
{
    const SummaryList &list = m_layers[layer].summaries;
    return segment < list.size() ? list[segment].get() : nullptr;
}

std::int32_t IncrementalEngine::segmentOfRow(std::int64_t row) const
{
    const auto after =
        std::upper_bound(m_segments.begin(), m_segments.end(), row,
                         [](std::int64_t r, const Segment &segment) { return r < segment.begin; });
    return after == m_segments.begin() ? 0 : static_cast<std::int32_t>(after - m_segments.begin()) - 1;
}

} // namespace deltapad
