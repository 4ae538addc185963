// SPDX-License-Identifier: MIT
// Segment summaries under an edit: which segments stay, which are computed again, and what rows behind must
// correct.
#include "engine/incremental/engine_state.h"

#include <algorithm>

namespace deltapad {
namespace {
std::size_t index(std::int64_t n)
{
    return static_cast<std::size_t>(n);
}

void fillSegmentOfRow(const std::vector<Segment> &segments, std::int64_t rows, std::vector<std::int32_t> &out)
{
    out.resize(index(rows));
    for (std::size_t s = 0; s < segments.size(); ++s)
        std::fill(out.begin() + segments[s].begin, out.begin() + segments[s].end,
                  static_cast<std::int32_t>(s));
}
} // namespace

void IncrementalEngine::matchSegments(Update &update)
{
    cutSegments(*m_layout->model, update.tokens, update.segments);
    fillSegmentOfRow(m_segments, update.oldRows, update.oldSegmentOfRow);
    fillSegmentOfRow(update.segments, update.newRows, update.segmentOfRow);

    // Segments of the very same rows: a common head before the edit and a common tail behind it.
    update.matchedOld.assign(update.segments.size(), -1);
    update.oldMatched.assign(m_segments.size(), 0);
    std::size_t head = 0;
    while (head < m_segments.size() && head < update.segments.size() &&
           m_segments[head] == update.segments[head] && m_segments[head].end <= update.begin) {
        update.matchedOld[head] = static_cast<std::int32_t>(head);
        update.oldMatched[head] = 1;
        ++head;
    }
    std::size_t before = m_segments.size();
    std::size_t after = update.segments.size();
    while (before > head && after > head) {
        const Segment &o = m_segments[before - 1];
        const Segment &n = update.segments[after - 1];
        if (o.begin < update.begin + update.removed || o.begin + update.shift != n.begin ||
            o.end + update.shift != n.end)
            break;
        --before;
        --after;
        update.matchedOld[after] = static_cast<std::int32_t>(before);
        update.oldMatched[before] = 1;
    }
}

void IncrementalEngine::summariseSegments(Update &update, std::size_t l)
{
    update.events.clear();
    if (!m_layout->layers[l].segments)
        return;
    LayerStage &stage = update.stages[l];
    const LayerStore &store = m_layers[l];
    LayerWork &work = update.report.layers[l];
    const std::size_t count = update.segments.size() - 1; // the last one has no summary
    stage.summaries.assign(count, nullptr);

    update.dirty.assign(update.segments.size(), 0);
    for (const std::int32_t row : stage.changed)
        update.dirty[index(update.segmentOfRow[index(row)])] = 1;
    update.toSummarise.clear();
    for (std::size_t s = 0; s < count; ++s) {
        const std::int32_t old = update.matchedOld[s];
        if (old >= 0 && index(old) < store.summaries.size() && update.dirty[s] == 0)
            stage.summaries[s] = store.summaries[index(old)];
        else
            update.toSummarise.push_back(static_cast<std::int32_t>(s));
    }

    update.fresh.clear();
    for (std::size_t n = 0; n < update.toSummarise.size(); ++n) {
        if (update.spare.empty()) {
            update.fresh.push_back(std::make_shared<Summary>());
        } else {
            update.fresh.push_back(std::move(update.spare.back()));
            update.spare.pop_back();
        }
    }

    // Codes first: a summary whose codes are those of the old one is the old one.
    m_pool.forBlocks(
        static_cast<std::int64_t>(update.toSummarise.size()), 2,
        [&](std::int64_t begin, std::int64_t end, Scratch &scratch) {
            std::vector<const float *> &members = scratch.members;
            const std::size_t padded = index(m_layout->paddedWidth);
            for (std::int64_t n = begin; n < end && !update.cancel.requested(); ++n) {
                const std::size_t s = index(update.toSummarise[index(n)]);
                members.clear();
                for (std::int64_t row = update.segments[s].begin; row < update.segments[s].end; ++row) {
                    const std::int32_t staged = update.stageIndex[index(row)];
                    members.push_back(staged >= 0 ? stage.hidden.data() + index(staged) * padded
                                                  : store.hidden.data() + update.order[index(row)] * padded);
                }
                Summary &summary = *update.fresh[index(n)];
                summary.codes.resize(index(m_layout->segmentGroups));
                m_math.summaryCodes(l, members, summary.codes.data(), scratch);
                const std::int32_t old = update.matchedOld[s];
                if (old >= 0 && index(old) < store.summaries.size() &&
                    store.summaries[index(old)]->codes == summary.codes) {
                    stage.summaries[s] = store.summaries[index(old)];
                    continue;
                }
                m_math.summaryColumn(l, summary, scratch);
                stage.summaries[s] = update.fresh[index(n)];
            }
        });
    for (std::shared_ptr<Summary> &summary : update.fresh)
        if (summary.use_count() == 1)
            update.spare.push_back(std::move(summary));
    update.fresh.clear();
    if (update.cancel.requested())
        return;
    for (const std::int32_t s : update.toSummarise) {
        update.report.incremental.norms +=
            (update.segments[index(s)].end - update.segments[index(s)].begin) * m_costs.norm;
        update.report.incremental.projection += m_costs.summaryCodes;
        const std::int32_t old = update.matchedOld[index(s)];
        const bool reused = old >= 0 && index(old) < store.summaries.size() &&
                            stage.summaries[index(s)] == store.summaries[index(old)];
        if (!reused)
            update.report.incremental.projection += m_costs.summaryColumn;
    }
    work.summariesComputed = static_cast<std::int64_t>(update.toSummarise.size());

    // Same rows, different summary.
    for (std::size_t s = 0; s < update.segments.size(); ++s) {
        const std::int32_t old = update.matchedOld[s];
        if (old < 0)
            continue;
        const bool had = index(old) < store.summaries.size();
        const bool has = s < count;
        if (had == has && (!has || stage.summaries[s] == store.summaries[index(old)]))
            continue;
        update.events.push_back({had ? old : -1, has ? static_cast<std::int32_t>(s) : -1, false});
    }
    // Segments without a partner of the same rows lie side by side in the middle: paired in order, so that a
    // sentence that grew by a word and kept its codes costs rows behind it nothing.
    std::size_t s = 0;
    for (std::size_t old = 0; old < m_segments.size(); ++old) {
        if (update.oldMatched[old] != 0 || old >= store.summaries.size())
            continue;
        while (s < count && update.matchedOld[s] >= 0)
            ++s;
        if (s < count) {
            const bool equal = store.summaries[old]->codes == stage.summaries[s]->codes;
            update.events.push_back({static_cast<std::int32_t>(old), static_cast<std::int32_t>(s), equal});
            ++s;
        } else {
            update.events.push_back({static_cast<std::int32_t>(old), -1, false});
        }
    }
    for (; s < count; ++s)
        if (update.matchedOld[s] < 0)
            update.events.push_back({-1, static_cast<std::int32_t>(s), false});
    for (const SummaryEvent &event : update.events)
        work.summariesChanged += event.equal ? 0 : 1;
}

} // namespace deltapad
