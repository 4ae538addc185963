// SPDX-License-Identifier: MIT
#include "engine/session/context_list.h"

#include <algorithm>
#include <cassert>

namespace deltapad {

ContextList::ContextList(const CutRules &rules, std::int64_t features)
    : m_rules(rules), m_sums(static_cast<std::size_t>(features), 0)
{
    m_records.push_back(made(CutKind::Natural));
}

ContextList::Record ContextList::made(CutKind kind)
{
    Record record;
    record.id = m_nextId++;
    record.kind = kind;
    return record;
}

void ContextList::forget(Record &record)
{
    outdate(record);
    for (std::size_t f = 0; f < record.sums.size(); ++f)
        m_sums[f] -= record.sums[f];
    m_rows -= record.rows;
    record.rows = 0;
    record.sums.clear();
}

void ContextList::outdate(Record &record)
{
    if (!record.current)
        return;
    record.current = false;
    m_covered -= record.owned;
    --m_currentContexts;
}

void ContextList::setSums(std::size_t index, std::span<const std::int64_t> sums, std::int64_t rows)
{
    Record &record = m_records[index];
    forget(record);
    record.sums.assign(sums.begin(), sums.end());
    record.rows = rows;
    for (std::size_t f = 0; f < record.sums.size(); ++f)
        m_sums[f] += record.sums[f];
    m_rows += rows;
    record.current = true;
    m_covered += record.owned;
    ++m_currentContexts;
}

void ContextList::reset(const TokenDocument &document)
{
    build(document, m_nextId++);
}

void ContextList::build(const TokenDocument &document, std::uint64_t firstId)
{
    m_records.clear();
    std::fill(m_sums.begin(), m_sums.end(), 0);
    m_rows = 0;
    m_covered = 0;
    m_currentContexts = 0;
    m_last = {};
    m_tokens = document.size();
    CutReader reader(document, m_rules);
    m_records.push_back(made(CutKind::Natural));
    m_records.back().id = firstId;
    std::int64_t at = 0;
    for (const Cut &cut : cutDocument(document, m_rules)) {
        m_records.back().owned = cut.token - at;
        m_records.push_back(made(cut.kind));
        m_records.back().lead = cut.token - reader.leadBegin(cut.token);
        at = cut.token;
    }
    m_records.back().owned = m_tokens - at;
    m_work.tokensRead += m_tokens + reader.tokensRead();
}

ContextList::Mark ContextList::seek(std::int64_t token) const
{
    Mark mark = m_last;
    while (mark.index > 0 && token < mark.cut)
        mark.cut -= m_records[--mark.index].owned;
    while (mark.index + 1 < m_records.size() && token >= mark.cut + m_records[mark.index].owned)
        mark.cut += m_records[mark.index++].owned;
    m_last = mark;
    return mark;
}

ContextPlace ContextList::placeOf(const Mark &mark) const
{
    const Record &record = m_records[mark.index];
    return {mark.index, record.id, mark.cut - record.lead, mark.cut, mark.cut + record.owned};
}

ContextPlace ContextList::owning(std::int64_t token) const
{
    return placeOf(seek(std::clamp<std::int64_t>(token, 0, m_tokens)));
}

ContextPlace ContextList::at(std::size_t index) const
{
    Mark mark = m_last;
    while (mark.index > index)
        mark.cut -= m_records[--mark.index].owned;
    while (mark.index < index)
        mark.cut += m_records[mark.index++].owned;
    return placeOf(mark);
}

bool ContextList::isKnown(std::uint64_t id) const
{
    // Looked for near the last place first: ids that are asked for are of the contexts around the caret.
    return m_records[m_last.index].id == id ||
           std::any_of(m_records.begin(), m_records.end(), [id](const Record &r) { return r.id == id; });
}

ContextPlace ContextList::find(std::uint64_t id) const
{
    const auto found =
        std::find_if(m_records.begin(), m_records.end(), [id](const Record &r) { return r.id == id; });
    assert(found != m_records.end());
    return at(static_cast<std::size_t>(found - m_records.begin()));
}

std::vector<Cut> ContextList::cuts() const
{
    std::vector<Cut> cuts;
    std::int64_t at = 0;
    for (std::size_t n = 1; n < m_records.size(); ++n) {
        at += m_records[n - 1].owned;
        cuts.push_back({at, m_records[n].kind});
    }
    return cuts;
}

void ContextList::apply(const TokenDocument &document, const TokenEdit &edit)
{
    if (edit.empty())
        return;
    const CutShape &shape = m_rules.shape();
    const std::int64_t begin = edit.begin.value;
    const std::int64_t oldEnd = begin + edit.removed;
    const std::int64_t newEnd = begin + static_cast<std::int64_t>(edit.inserted.size());
    const std::int64_t shift = newEnd - oldEnd;
    const std::int64_t oldTokens = m_tokens;
    const std::int64_t size = document.size();
    if (oldTokens <= shape.room && size <= shape.room) {
        Record &only = m_records.front();
        m_work.contextsOutdated += only.current ? 1 : 0;
        outdate(only);
        only.owned = size;
        m_tokens = size;
        m_last = {};
        return;
    }
    if (oldTokens <= shape.room || size <= shape.room) {
        m_work.contextsOutdated += static_cast<std::int64_t>(m_records.size());
        build(document, m_records.front().id);
        return;
    }

    // Natural cuts before `low` and from `high` on (as numbered after the edit) stay: the edit is out of
    // their reach. Forced ones up to `longest` before `low` stay as well, so the cutting starts again at the
    // last cut there, and stops at the first one behind the edit that was a cut before.
    const std::int64_t low = begin - shape.reach - kCutLookAhead;
    const std::int64_t high = newEnd + shape.reach + 1;
    const Mark first = seek(std::max<std::int64_t>(0, low - shape.longest));
    CutReader reader(document, m_rules);
    std::vector<std::int64_t> fresh = reader.naturalCuts(first.cut + 1, std::min(high, size));

    // The old cuts behind `first`, as they are numbered now; those in the removed part fall on its place.
    const auto moved = [&](std::int64_t at) { return at < begin ? at : at >= oldEnd ? at + shift : begin; };
    std::size_t next = first.index + 1;                              // the old record that is looked at
    std::int64_t nextCut = first.cut + m_records[first.index].owned; // in old numbers
    const auto advance = [&] { nextCut += m_records[next++].owned; };

    struct Kept
    {
        std::size_t index;
        std::int64_t cut; ///< as numbered now
        std::int64_t begin;
        std::int64_t end;
        bool used = false;
    };
    std::vector<Kept> replaced; // old records that the new ones take the place of
    std::vector<Cut> made_;     // the new cuts
    std::int64_t at = first.cut;
    std::size_t natural = 0;
    std::size_t resumed = m_records.size(); // old record from which on all cuts are as before
    for (;;) {
        while (natural < fresh.size() && fresh[natural] <= at)
            ++natural;
        // The end of the stretch that begins at `at`, as far as it matters.
        std::int64_t end = natural < fresh.size() ? fresh[natural] : size;
        if (natural == fresh.size()) {
            std::int64_t cut = nextCut;
            for (std::size_t n = next; n < m_records.size() && moved(cut) <= at + shape.longest; ++n) {
                if (m_records[n].kind == CutKind::Natural && cut >= oldEnd && moved(cut) >= high &&
                    moved(cut) > at) {
                    end = moved(cut);
                    break;
                }
                cut += m_records[n].owned;
            }
        }
        const bool forced = end - at > shape.longest;
        if (!forced && end == size)
            break;
        const Cut cut{forced ? reader.forcedCut(at) : end, forced ? CutKind::Forced : CutKind::Natural};
        while (next < m_records.size() && (nextCut < oldEnd || moved(nextCut) < cut.token)) {
            replaced.push_back(
                {next, moved(nextCut), nextCut - m_records[next].lead, nextCut + m_records[next].owned});
            advance();
        }
        if (cut.token >= high && next < m_records.size() && moved(nextCut) == cut.token &&
            m_records[next].kind == cut.kind) {
            resumed = next;
            break;
        }
        made_.push_back(cut);
        at = cut.token;
    }
    if (resumed == m_records.size())
        for (; next < m_records.size(); advance())
            replaced.push_back(
                {next, moved(nextCut), nextCut - m_records[next].lead, nextCut + m_records[next].owned});
    const std::int64_t resumedCut = resumed < m_records.size() ? moved(nextCut) : size;

    // Owned lengths count for the coverage: they change while a record is out of date only.
    std::vector<Record> run; // `first` and the records of the new cuts
    const std::int64_t firstBegin = first.cut - m_records[first.index].lead;
    const std::int64_t firstOldEnd = first.cut + m_records[first.index].owned;
    run.push_back(std::move(m_records[first.index]));
    struct Before
    {
        std::int64_t begin;
        std::int64_t end;
        bool known;
    };
    std::vector<Before> ranges{{firstBegin, firstOldEnd, true}}; // token ranges in old numbers
    std::size_t search = 0;
    std::size_t kept = 0;
    for (const Cut &cut : made_) {
        while (search < replaced.size() && replaced[search].cut < cut.token)
            ++search;
        if (search < replaced.size() && replaced[search].cut == cut.token) {
            Kept &old = replaced[search++];
            old.used = true;
            ++kept;
            run.push_back(std::move(m_records[old.index]));
            run.back().kind = cut.kind;
            ranges.push_back({old.begin, old.end, true});
        } else {
            run.push_back(made(cut.kind));
            ranges.push_back({0, 0, false});
        }
    }
    for (const Kept &old : replaced)
        if (!old.used)
            forget(m_records[old.index]);
    m_work.cutsChanged += static_cast<std::int64_t>(made_.size() - kept + replaced.size() - kept);

    // New lengths and leads; a record whose tokens changed is out of date.
    const auto settle = [&](Record &record, const Before &old, std::int64_t cut, std::int64_t owned) {
        const std::int64_t lead = cut > 0 ? cut - reader.leadBegin(cut) : 0;
        const bool sameRange = old.known && record.lead == lead && record.owned == owned;
        const bool before = old.end <= begin;
        const bool behind = old.begin >= oldEnd && cut - lead == old.begin + shift;
        const bool untouched = sameRange && (before || behind);
        if (!untouched) {
            m_work.contextsOutdated += record.current ? 1 : 0;
            outdate(record);
        }
        record.lead = lead;
        record.owned = owned;
    };
    std::int64_t cut = first.cut;
    for (std::size_t n = 0; n < run.size(); ++n) {
        const std::int64_t end = n < made_.size() ? made_[n].token : resumedCut;
        settle(run[n], ranges[n], cut, end - cut);
        cut = end;
    }
    // Contexts behind keep their cuts; the next few may read the edit in their leads.
    for (std::size_t n = resumed; n < m_records.size() && cut - shape.lead - 1 <= newEnd; ++n) {
        Record &record = m_records[n];
        const std::int64_t oldCut = cut - shift;
        settle(record, {oldCut - record.lead, oldCut + record.owned, true}, cut, record.owned);
        cut += record.owned;
    }

    // The run takes the place of the old records [first, resumed).
    const std::size_t from = first.index;
    const std::size_t common = std::min(run.size(), resumed - from);
    std::move(run.begin(), run.begin() + static_cast<std::ptrdiff_t>(common),
              m_records.begin() + static_cast<std::ptrdiff_t>(from));
    if (common < run.size())
        m_records.insert(m_records.begin() + static_cast<std::ptrdiff_t>(from + common),
                         std::make_move_iterator(run.begin() + static_cast<std::ptrdiff_t>(common)),
                         std::make_move_iterator(run.end()));
    else
        m_records.erase(m_records.begin() + static_cast<std::ptrdiff_t>(from + common),
                        m_records.begin() + static_cast<std::ptrdiff_t>(resumed));
    m_tokens = size;
    m_last = first;
    m_work.tokensRead += reader.tokensRead();
}

} // namespace deltapad
