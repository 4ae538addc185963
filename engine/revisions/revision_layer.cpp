// SPDX-License-Identifier: MIT
// One layer over all versions at once: project distinct inputs, summarise distinct segments, attend once per
// distinct view, finish once per distinct (input, codes).
#include "engine/revisions/revision_layer.h"

#include <algorithm>
#include <atomic>

namespace deltapad {
namespace {

constexpr std::int64_t kSummaryBlock = 4;
constexpr std::int64_t kQueryBlock = 8;

std::size_t index(std::int64_t n)
{
    return static_cast<std::size_t>(n);
}

char32_t letter(std::int32_t id)
{
    return static_cast<char32_t>(id);
}

/// One column of a view as a number: summaries behind rows, then the id, then the offset's bias row. Equal
/// numbers are equal columns.
std::uint64_t columnNumber(bool isSummary, std::int32_t id, std::int32_t biasRow)
{
    return (isSummary ? std::uint64_t(1) << 63 : 0) | static_cast<std::uint64_t>(id) << 16 |
           static_cast<std::uint64_t>(biasRow);
}

} // namespace

bool RevisionBatch::computeLayer(std::size_t l, const CancelToken &cancel)
{
    Layer state;
    m_work.emplace_back();
    project(l, state);
    if (!cancel.requested())
        summarise(l, state);
    if (!cancel.requested())
        findViews(l, state);
    if (!cancel.requested())
        attend(l, state, cancel);
    if (cancel.requested())
        return false;
    finish(l, state);
    return true;
}

void RevisionBatch::project(std::size_t l, Layer &state)
{
    const Layout &layout = *m_layout;
    const std::size_t queries = index(layout.queryPerRow);
    const std::size_t keys = index(layout.keysPerRow);
    const std::size_t votes = index(layout.votesPerRow);
    state.query.resize(index(m_distinct) * queries);
    state.key.resize(index(m_distinct) * keys);
    state.vote.resize(index(m_distinct) * votes);
    m_pool.forBlocks(m_distinct, kBlockRows, kProductGrain,
                     [&](std::int64_t begin, std::int64_t end, Scratch &scratch) {
                         const float *in[kBlockRows] = {};
                         std::int16_t *q[kBlockRows] = {};
                         std::int16_t *k[kBlockRows] = {};
                         std::int16_t *v[kBlockRows] = {};
                         for (std::int64_t i = begin; i < end; ++i) {
                             in[i - begin] = m_hidden.data() + index(i) * index(layout.paddedWidth);
                             q[i - begin] = state.query.data() + index(i) * queries;
                             k[i - begin] = state.key.data() + index(i) * keys;
                             v[i - begin] = state.vote.data() + index(i) * votes;
                         }
                         m_math.project(l, in, static_cast<std::int32_t>(end - begin), q, k, v, scratch);
                     });
    m_work[l].rowsProjected = m_distinct;
}

void RevisionBatch::summarise(std::size_t l, Layer &state)
{
    if (!m_layout->layers[l].segments)
        return;
    // Segments with the same input rows have the same summary.
    struct Members
    {
        std::int32_t version;
        Segment segment;
    };
    TupleIndex segmentIndex;
    std::vector<Members> distinct;
    std::vector<std::vector<std::int32_t>> summaryOfSegment(m_ids.size());
    Tuple tuple;
    for (std::size_t v = 0; v < m_ids.size(); ++v)
        for (std::size_t s = 0; s + 1 < m_segments[v].size(); ++s) {
            const Segment &segment = m_segments[v][s];
            tuple.clear();
            for (std::int32_t row = segment.begin; row < segment.end; ++row)
                tuple += letter(m_ids[v][index(row)]);
            const TupleIndex::Place place = segmentIndex.place(tuple);
            if (place.isNew)
                distinct.push_back({static_cast<std::int32_t>(v), segment});
            summaryOfSegment[v].push_back(place.id);
        }

    std::vector<Summary> summaries(distinct.size());
    m_pool.forBlocks(static_cast<std::int64_t>(distinct.size()), kSummaryBlock,
                     [&](std::int64_t begin, std::int64_t end, Scratch &scratch) {
                         std::vector<const float *> members;
                         for (std::int64_t n = begin; n < end; ++n) {
                             const Members &one = distinct[index(n)];
                             members.clear();
                             for (std::int32_t row = one.segment.begin; row < one.segment.end; ++row)
                                 members.push_back(m_hidden.data() +
                                                   index(m_ids[index(one.version)][index(row)]) *
                                                       index(m_layout->paddedWidth));
                             summaries[index(n)].codes.resize(index(m_layout->segmentGroups));
                             m_math.summaryCodes(l, members, summaries[index(n)].codes.data(), scratch);
                         }
                     });
    TupleIndex codeIndex;
    std::vector<std::int32_t> columnOfSummary;
    for (Summary &summary : summaries) {
        const TupleIndex::Place place = codeIndex.place(Tuple(summary.codes.begin(), summary.codes.end()));
        columnOfSummary.push_back(place.id);
        if (place.isNew)
            state.columns.push_back(std::move(summary));
    }
    m_pool.forBlocks(static_cast<std::int64_t>(state.columns.size()), kSummaryBlock,
                     [&](std::int64_t begin, std::int64_t end, Scratch &scratch) {
                         for (std::int64_t n = begin; n < end; ++n)
                             m_math.summaryColumn(l, state.columns[index(n)], scratch);
                     });
    m_work[l].summaries = std::ssize(summaries);
    m_work[l].columns = std::ssize(state.columns);

    TupleIndex runIndex; // counted from 0; run 0 is the empty one
    state.runOfSegment.resize(m_ids.size());
    for (std::size_t v = 0; v < m_ids.size(); ++v) {
        std::int32_t run = 0;
        state.runOfSegment[v].push_back(run);
        for (const std::int32_t summary : summaryOfSegment[v]) {
            const std::int32_t column = columnOfSummary[index(summary)];
            const TupleIndex::Place place = runIndex.place(Tuple{letter(run), letter(column)});
            if (place.isNew)
                state.runs.push_back({run, column, state.runs[index(run)].length + 1});
            run = place.id + 1;
            state.runOfSegment[v].push_back(run);
        }
    }
}

void RevisionBatch::findViews(std::size_t l, Layer &state)
{
    const LayerLayout &layer = m_layout->layers[l];
    TupleIndex viewIndex;
    TupleIndex pasts; // of layers without a window: the past of the row before, and the row
    state.viewsOfQuery.resize(index(m_distinct));
    state.viewOfRow.resize(m_ids.size());
    Tuple tuple;
    for (std::size_t v = 0; v < m_ids.size(); ++v) {
        const std::vector<std::int32_t> &ids = m_ids[v];
        std::size_t segment = 0;
        std::int32_t past = -1;
        for (std::int64_t row = 0; row < std::ssize(ids); ++row) {
            while (layer.segments && row >= m_segments[v][segment].end)
                ++segment;
            const std::int32_t run = layer.segments ? state.runOfSegment[v][segment] : 0;
            tuple.assign(1, letter(run));
            if (layer.window > 0) {
                for (std::int64_t j = row; j >= layer.firstVisible(row); --j)
                    tuple += letter(ids[index(j)]);
            } else {
                // All earlier rows: a sequence of all of them for each would take the square of the length.
                past = pasts.place(Tuple{letter(past), letter(ids[index(row)])}).id;
                tuple += letter(past);
            }
            const TupleIndex::Place place = viewIndex.place(tuple);
            if (place.isNew) {
                state.views.push_back(
                    {ids[index(row)], run, static_cast<std::int32_t>(v), static_cast<std::int32_t>(row)});
                state.viewsOfQuery[index(ids[index(row)])].push_back(place.id);
            }
            state.viewOfRow[v].push_back(place.id);
        }
    }
    m_work[l].views = std::ssize(state.views);
}

void RevisionBatch::attend(std::size_t l, Layer &state, const CancelToken &cancel)
{
    const Layout &layout = *m_layout;
    const LayerLayout &layer = layout.layers[l];
    const std::size_t keys = index(layout.keysPerRow);
    const std::size_t votes = index(layout.votesPerRow);
    state.codes.resize(state.views.size() * index(layout.heads));

    const auto columnsOf = [&](const Layer::View &view, std::vector<std::uint64_t> &out) {
        out.clear();
        const std::vector<std::int32_t> &ids = m_ids[index(view.version)];
        for (std::int64_t j = layer.firstVisible(view.row); j <= view.row; ++j)
            out.push_back(columnNumber(false, ids[index(j)], layout.biasRow(view.row - j)));
        for (std::int32_t run = view.run; run != 0; run = state.runs[index(run)].before)
            out.push_back(columnNumber(true, state.runs[index(run)].column, layout.summaryBiasRow()));
        std::sort(out.begin(), out.end());
    };
    const auto addColumn = [&](std::uint64_t number, float sign, std::vector<kernel::KeyColumn> &out) {
        const bool isSummary = number >> 63 != 0;
        const std::size_t id = (number & ~(std::uint64_t(1) << 63)) >> 16;
        const auto biasRow = static_cast<std::int32_t>(number & 0xFFFF);
        if (isSummary)
            out.push_back({state.columns[id].key.data(), state.columns[id].vote.data(), biasRow, sign});
        else
            out.push_back({state.key.data() + id * keys, state.vote.data() + id * votes, biasRow, sign});
    };

    std::atomic<std::int64_t> pairs = 0;
    m_pool.forBlocks(std::ssize(state.viewsOfQuery), kQueryBlock,
                     [&](std::int64_t begin, std::int64_t end, Scratch &scratch) {
                         if (cancel.requested())
                             return;
                         std::vector<std::uint64_t> before;
                         std::vector<std::uint64_t> now;
                         AlignedVector<double> sums(votes);
                         std::int64_t evaluated = 0;
                         for (std::int64_t query = begin; query < end; ++query) {
                             before.clear();
                             std::fill(sums.begin(), sums.end(), 0.0);
                             for (const std::int32_t id : state.viewsOfQuery[index(query)]) {
                                 columnsOf(state.views[index(id)], now);
                                 scratch.columns.clear();
                                 // What only one of the two views has, by one walk over both sorted lists.
                                 auto b = before.begin();
                                 auto n = now.begin();
                                 while (b != before.end() || n != now.end()) {
                                     if (n == now.end() || (b != before.end() && *b < *n)) {
                                         addColumn(*b++, -1.0F, scratch.columns);
                                     } else if (b == before.end() || *n < *b) {
                                         addColumn(*n++, 1.0F, scratch.columns);
                                     } else {
                                         ++b;
                                         ++n;
                                     }
                                 }
                                 if (scratch.columns.size() > now.size()) {
                                     scratch.columns.clear();
                                     for (const std::uint64_t number : now)
                                         addColumn(number, 1.0F, scratch.columns);
                                     std::fill(sums.begin(), sums.end(), 0.0);
                                 }
                                 const auto count = static_cast<std::int32_t>(scratch.columns.size());
                                 m_math.attend(l,
                                               state.query.data() + index(query) * index(layout.queryPerRow),
                                               scratch.columns.data(), count, sums.data(), sums.data());
                                 kernel::pickCodes(layer.shape, sums.data(),
                                                   state.codes.data() + index(id) * index(layout.heads));
                                 evaluated += std::ssize(scratch.columns);
                                 std::swap(before, now);
                             }
                         }
                         pairs += evaluated;
                     });
    m_work[l].pairs = pairs;
}

void RevisionBatch::finish(std::size_t l, Layer &state)
{
    const std::size_t heads = index(m_layout->heads);
    TupleIndex outputIndex;
    std::vector<std::int32_t> inputOf;
    std::vector<std::int32_t> outputOfView;
    std::vector<std::uint16_t> codes;
    Tuple tuple;
    for (std::size_t view = 0; view < state.views.size(); ++view) {
        const std::uint16_t *picked = state.codes.data() + view * heads;
        tuple.assign(1, letter(state.views[view].query));
        tuple.append(picked, picked + heads);
        const TupleIndex::Place place = outputIndex.place(tuple);
        if (place.isNew) {
            inputOf.push_back(state.views[view].query);
            codes.insert(codes.end(), picked, picked + heads);
        }
        outputOfView.push_back(place.id);
    }

    const std::size_t padded = index(m_layout->paddedWidth);
    AlignedVector<float> next(inputOf.size() * padded);
    m_pool.forBlocks(std::ssize(inputOf), kBlockRows, kProductGrain,
                     [&](std::int64_t begin, std::int64_t end, Scratch &scratch) {
                         const float *in[kBlockRows] = {};
                         const std::uint16_t *of[kBlockRows] = {};
                         float *out[kBlockRows] = {};
                         for (std::int64_t i = begin; i < end; ++i) {
                             in[i - begin] = m_hidden.data() + index(inputOf[index(i)]) * padded;
                             of[i - begin] = codes.data() + index(i) * heads;
                             out[i - begin] = next.data() + index(i) * padded;
                         }
                         m_math.finish(l, in, of, out, static_cast<std::int32_t>(end - begin), scratch);
                     });
    m_work[l].rowsFinished = std::ssize(inputOf);

    for (std::size_t v = 0; v < m_ids.size(); ++v)
        for (std::size_t row = 0; row < m_ids[v].size(); ++row)
            m_ids[v][row] = outputOfView[index(state.viewOfRow[v][row])];
    m_codes.push_back(std::move(codes));
    m_finished.push_back(m_ids);
    m_hidden = std::move(next);
    m_distinct = static_cast<std::int32_t>(inputOf.size());
}

} // namespace deltapad
