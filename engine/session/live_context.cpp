// SPDX-License-Identifier: MIT
// The live context: its rows under edits, and how another context becomes live.
#include "engine/incremental/changed_rows.h"
#include "engine/session/completion.h"
#include "engine/session/session_state.h"

#include <algorithm>

namespace deltapad {
namespace {

/// Adds the work of a further row edit of the same update.
void addReport(UpdateReport &total, const UpdateReport &more)
{
    const bool first = total.layers.empty();
    total.incremental += more.incremental;
    total.layers.resize(more.layers.size());
    for (std::size_t l = 0; l < more.layers.size(); ++l) {
        LayerWork &sum = total.layers[l];
        const LayerWork &work = more.layers[l];
        sum.rowsProjected += work.rowsProjected;
        sum.rowsCorrected += work.rowsCorrected;
        sum.rowsFromScratch += work.rowsFromScratch;
        sum.rowsChanged += work.rowsChanged;
        sum.codesFlipped += work.codesFlipped;
        sum.laterRows += work.laterRows;
        sum.summariesComputed += work.summariesComputed;
        sum.summariesChanged += work.summariesChanged;
    }
    total.changedRows.resize(more.changedRows.size());
    for (std::size_t l = 0; l < more.changedRows.size(); ++l) {
        const RowRanges earlier =
            followRowEdit(total.changedRows[l], more.firstChangedRow, more.rowsRemoved, more.rowsInserted);
        total.changedRows[l] = joinRowRanges(earlier, more.changedRows[l]);
    }
    total.rowsRemoved += more.rowsRemoved;
    total.rowsInserted += more.rowsInserted;
    total.firstChangedRow =
        first ? more.firstChangedRow : std::min(total.firstChangedRow, more.firstChangedRow);
    total.rowsEmbedded += more.rowsEmbedded;
    total.outputsRefreshed += more.outputsRefreshed;
}

} // namespace

Status DocumentSession::State::edit(std::int64_t beginRow, std::int64_t removed,
                                    std::vector<TokenId> inserted, const CancelToken &cancel,
                                    UpdateReport &report)
{
    const Result<UpdateReport> done = rows->apply({RowIndex(beginRow), removed, std::move(inserted)}, cancel);
    if (!done.ok())
        return done.error();
    addReport(report, done.value());
    return Done{};
}

/// Moves the live range along with an edit: one before it shifts it, one that overlaps it joins it.
void DocumentSession::State::follow(const TokenEdit &edit)
{
    const std::int64_t begin = edit.begin.value;
    const std::int64_t removedEnd = begin + edit.removed;
    const std::int64_t shift = static_cast<std::int64_t>(edit.inserted.size()) - edit.removed;
    if (removedEnd <= live.begin && begin < live.begin) {
        live.begin += shift;
        live.end += shift;
    } else if (begin < live.end || (begin == live.end && live.end + shift == document.size())) {
        live.begin = std::min(live.begin, begin);
        live.end = std::max(live.end, removedEnd) + shift;
    }
}

/// The scores of the next token at the caret will be asked for: they come with the update.
void DocumentSession::State::keepScoresAt(Utf16Offset caret)
{
    if (live.begin <= document.size())
        rows->keepLogitsOf(RowIndex(completionPlace(document, TokenIndex(live.begin), caret).baseRow));
}

Status DocumentSession::State::applySplice(const TextSplice &splice)
{
    const Result<TokenEdit> edit = document.apply(splice);
    if (!edit.ok())
        return edit.error();
    contexts.apply(document, edit.value());
    follow(edit.value());
    lastFocus = edit.value().begin.value + static_cast<std::int64_t>(edit.value().inserted.size());
    const std::int64_t shift = static_cast<std::int64_t>(splice.inserted.size()) - splice.removed;
    for (Utf16Offset *bound : {&visibleBegin, &visibleEnd})
        if (splice.begin < *bound)
            *bound = std::max(splice.begin, *bound + shift);
    return Done{};
}

/// Whether the live rows can answer for a token though they are no context's: it has as much before it as the
/// shortest lead gives.
bool DocumentSession::State::serves(std::int64_t focus) const
{
    if (fits() || live.size() > room())
        return false;
    const std::int64_t first = live.begin > 0 ? live.begin + (rules.shape().lead + 1) / 2 : 0;
    return focus >= first && (focus < live.end || (focus == live.end && focus == document.size()));
}

/// Makes the context that holds the focus live. Typing at a cut moves the cut back and forth, and every move
/// would cost a whole context: so rows that still serve the focus stay, until the context's own are ready in
/// the store, where advanceBackground() brings them.
Status DocumentSession::State::settle(std::int64_t focus, const CancelToken &cancel, UpdateReport &report)
{
    const ContextPlace target = contexts.owning(focus);
    const bool inPlace = target.begin == live.begin && target.end == live.end;
    const bool ready = !inPlace && !needsState(target);
    if (!inPlace && !ready && serves(focus)) {
        liveId = 0;
        return Done{};
    }
    const bool inside = target.begin >= live.begin && target.end <= live.end;
    const bool stays = target.id == liveId || inside || !contexts.isKnown(liveId);
    Status done = Done{};
    if (ready)
        done = switchTo(target, cancel, report);
    else if (live.size() > room())
        done = fillRows(target, cancel, report);
    else
        done = stays ? moveRows(target, cancel, report) : switchTo(target, cancel, report);
    if (!done.ok())
        return done;
    liveId = target.id;
    publishSums(target, *rows);
    return Done{};
}

/// Turns the live rows into those of a context that shares tokens with them: what is not wanted goes, what is
/// missing is added.
Status DocumentSession::State::moveRows(const ContextPlace &target, const CancelToken &cancel,
                                        UpdateReport &report)
{
    const std::int64_t keptBegin = std::max(live.begin, target.begin);
    const std::int64_t keptEnd = std::min(live.end, target.end);
    if (live.begin == target.begin && live.end == target.end)
        return Done{};
    if (keptBegin >= keptEnd)
        return fillRows(target, cancel, report);
    if (keptEnd < live.end) {
        if (Status gone = edit(1 + keptEnd - live.begin, live.end - keptEnd, {}, cancel, report); !gone.ok())
            return gone;
        live.end = keptEnd;
    }
    if (live.begin < keptBegin) {
        if (Status gone = edit(1, keptBegin - live.begin, {}, cancel, report); !gone.ok())
            return gone;
        live.begin = keptBegin;
    }
    if (target.begin < live.begin) {
        if (Status more =
                edit(1, 0, document.tokens(TokenIndex(target.begin), TokenIndex(live.begin)), cancel, report);
            !more.ok())
            return more;
        live.begin = target.begin;
    }
    return target.end > live.end ? fillRows(target, cancel, report) : Status(Done{});
}

Status DocumentSession::State::fillRows(const ContextPlace &target, const CancelToken &cancel,
                                        UpdateReport &report)
{
    live = {target.begin, target.end};
    if (fits())
        return fit(target.end, cancel, report);
    return bringTo(*rows, tokensOf(target), cancel,
                   [&report](const UpdateReport &edit) { addReport(report, edit); });
}

/// Another context becomes live; the rows of the one that was wait in the store for its return.
Status DocumentSession::State::switchTo(const ContextPlace &target, const CancelToken &cancel,
                                        UpdateReport &report)
{
    IncrementalEngine &next = store.acquire(target.id, {});
    report.changedRows.clear(); // those of the rows that are live from now on
    const Status brought = bringTo(next, tokensOf(target), cancel,
                                   [&report](const UpdateReport &edit) { addReport(report, edit); });
    if (!brought.ok())
        return brought;
    makeLive(target);
    return Done{};
}

/// The store has the target's rows.
void DocumentSession::State::makeLive(const ContextPlace &target)
{
    rows = store.exchange(target.id, std::move(rows), liveId);
    live = {target.begin, target.end};
    liveId = target.id;
    ++work.liveSwitches;
}

} // namespace deltapad
