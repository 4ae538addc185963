// SPDX-License-Identifier: MIT
#include "engine/session/document_session.h"

#include "engine/incremental/changed_rows.h"
#include "engine/incremental/incremental_engine.h"
#include "engine/session/alternatives.h"
#include "engine/session/class_scores.h"
#include "engine/session/completion.h"
#include "engine/session/context_list.h"
#include "engine/session/context_store.h"
#include "engine/text/word_characters.h"
#include "engine/token/token_document.h"

#include <algorithm>
#include <chrono>

namespace deltapad {
namespace {

using Clock = std::chrono::steady_clock;

std::size_t index(std::int64_t n)
{
    return static_cast<std::size_t>(n);
}

double millisecondsSince(Clock::time_point start)
{
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

/// Tokens [begin, end) of the document.
struct LiveWindow
{
    std::int64_t begin = 0;
    std::int64_t end = 0;
    std::int64_t size() const { return end - begin; }
};

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

struct DocumentSession::State
{
    State(std::shared_ptr<const Model> source, SessionOptions options)
        : model(std::move(source)), layout(std::make_shared<const Layout>(model)), threads(options.threads),
          document(model->tokenizer),
          rows(std::make_unique<IncrementalEngine>(
              layout, threads, options.maxTokens > 0 ? options.maxTokens : model->config.context)),
          rules(*model->tokenizer, rows->capacity() - 1), contexts(rules, layout->features),
          store(layout, threads, rows->capacity(), options.stateBytes)
    {
    }

    std::u16string liveText() const
    {
        return document.text().slice(document.startOf(TokenIndex(live.begin)),
                                     document.startOf(TokenIndex(live.end)));
    }

    /// The live rows.
    IncrementalEngine &engine() { return *rows; }
    const IncrementalEngine &engine() const { return *rows; }
    std::int64_t room() const { return rows->capacity() - 1; }
    bool fits() const { return document.size() <= room(); }

    std::vector<TokenId> tokensOf(const ContextPlace &place) const
    {
        return document.tokens(TokenIndex(place.begin), TokenIndex(place.end));
    }

    /// One row edit; adds its work to `report`.
    Status edit(std::int64_t beginRow, std::int64_t removed, std::vector<TokenId> inserted,
                const CancelToken &cancel, UpdateReport &report)
    {
        const Result<UpdateReport> done =
            rows->apply({RowIndex(beginRow), removed, std::move(inserted)}, cancel);
        if (!done.ok())
            return done.error();
        addReport(report, done.value());
        return Done{};
    }

    /// Makes the rows those of the document's tokens [live.begin, end): one edit of what differs. `live` says
    /// what the rows are to be, also if the update is cancelled; the next one starts from there.
    Status fit(std::int64_t end, const CancelToken &cancel, UpdateReport &report)
    {
        live.end = end;
        return edit(1, rows->rows() - 1, document.tokens(TokenIndex(live.begin), TokenIndex(end)), cancel,
                    report);
    }

    /// Brings the live rows up to date with the edits that `live` has been moved along with, whatever the
    /// rows were before. What does not fit the rows any more is left to settle().
    Status catchUp(const CancelToken &cancel, UpdateReport &report)
    {
        return live.size() <= room() ? fit(live.end, cancel, report) : Status(Done{});
    }

    void follow(const TokenEdit &edit);
    Status applySplice(const TextSplice &splice);
    void keepScoresAt(Utf16Offset caret);
    Status settle(std::int64_t focus, const CancelToken &cancel, UpdateReport &report);
    Status moveRows(const ContextPlace &target, const CancelToken &cancel, UpdateReport &report);
    Status fillRows(const ContextPlace &target, const CancelToken &cancel, UpdateReport &report);
    Status switchTo(const ContextPlace &target, const CancelToken &cancel, UpdateReport &report);
    void publishSums(const ContextPlace &place, const IncrementalEngine &engine);
    std::vector<ContextPlace> visibleContexts() const;
    bool needsState(const ContextPlace &place) const;
    std::vector<ContextPlace> kept(const std::vector<ContextPlace> &visible) const;
    std::optional<ContextPlace> nextToCompute() const;
    void finishReport(UpdateReport &report, Clock::time_point started) const;
    std::optional<Mismatch> verifyContexts();

    std::shared_ptr<const Model> model;
    std::shared_ptr<const Layout> layout;
    std::int32_t threads;
    TokenDocument document;
    std::unique_ptr<IncrementalEngine> rows;
    CutRules rules;
    ContextList contexts;
    ContextStore store; ///< states of contexts that are not live
    /// The document's tokens that the rows hold once the pending edits are computed; end counts those edits
    /// in.
    LiveWindow live;
    std::uint64_t liveId = 0;   ///< the context that the rows are for; 0: none yet
    std::int64_t lastFocus = 0; ///< token at which the last edit was made or the caret was put
    Utf16Offset visibleBegin;   ///< the part of the text that is looked at
    Utf16Offset visibleEnd;
    SessionWork work;
    KnowsWord knows;                       ///< of completions
    std::unique_ptr<BatchForward> forward; ///< made when first asked for
    ForwardState forwardState;
};

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

/// Makes the context that holds the focus live.
Status DocumentSession::State::settle(std::int64_t focus, const CancelToken &cancel, UpdateReport &report)
{
    const ContextPlace target = contexts.owning(focus);
    const bool inside = target.begin >= live.begin && target.end <= live.end;
    const bool stays = target.id == liveId || inside || !contexts.isKnown(liveId);
    Status done = Done{};
    if (live.size() > room())
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
    rows = store.exchange(target.id, std::move(rows), liveId);
    live = {target.begin, target.end};
    ++work.liveSwitches;
    return Done{};
}

/// The sums of the rows that a context owns: all but the lead, and row 0 if it is the document's first.
void DocumentSession::State::publishSums(const ContextPlace &place, const IncrementalEngine &engine)
{
    if (contexts.isCurrent(place.index))
        return;
    if (place.cut == 0)
        return contexts.setSums(place.index, engine.featureSums(), engine.rows());
    std::vector<std::int64_t> sums = engine.featureSums();
    for (std::int64_t row = 0; row <= place.cut - place.begin; ++row) {
        const std::int64_t *features = engine.features(row);
        for (std::size_t f = 0; f < sums.size(); ++f)
            sums[f] -= features[f];
    }
    contexts.setSums(place.index, sums, place.end - place.cut);
}

/// Contexts that own something of the visible text, but the live one, in the text's order.
std::vector<ContextPlace> DocumentSession::State::visibleContexts() const
{
    constexpr std::size_t kMost = 8; // a window shows a few pages
    std::vector<ContextPlace> visible;
    if (fits() || visibleEnd <= visibleBegin)
        return visible;
    const std::int64_t last = document.tokenAt(visibleEnd).value;
    ContextPlace place = contexts.owning(document.tokenAt(visibleBegin).value);
    for (;;) {
        if (place.id != liveId)
            visible.push_back(place);
        if (place.end > last || place.index + 1 >= contexts.size() || visible.size() >= kMost)
            return visible;
        place = contexts.at(place.index + 1);
    }
}

bool DocumentSession::State::needsState(const ContextPlace &place) const
{
    const IncrementalEngine *engine = store.find(place.id);
    return !engine || !holdsTokens(*engine, tokensOf(place));
}

/// The visible contexts whose rows are kept; one state stays for the others as long as those have work.
std::vector<ContextPlace> DocumentSession::State::kept(const std::vector<ContextPlace> &visible) const
{
    const std::size_t most = store.limit() - (contexts.allCurrent() ? 0 : 1);
    return {visible.begin(), visible.begin() + static_cast<std::ptrdiff_t>(std::min(most, visible.size()))};
}

std::optional<ContextPlace> DocumentSession::State::nextToCompute() const
{
    const std::vector<ContextPlace> visible = visibleContexts();
    for (const ContextPlace &place : kept(visible))
        if (!contexts.isCurrent(place.index) || needsState(place))
            return place;
    for (const ContextPlace &place : visible)
        if (!contexts.isCurrent(place.index))
            return place;
    if (contexts.allCurrent())
        return std::nullopt;
    const std::size_t centre = contexts.owning(live.begin < live.end ? live.end - 1 : live.begin).index;
    const std::size_t count = contexts.size();
    for (std::size_t distance = 0; distance < count; ++distance) {
        // Behind the caret first: that is where readers and writers go.
        for (const std::size_t index : {centre + distance, centre - distance}) {
            if (index >= count || contexts.isCurrent(index)) // wraps around below 0
                continue;
            const ContextPlace place = contexts.at(index);
            if (place.id != liveId)
                return place;
        }
    }
    return std::nullopt;
}

void DocumentSession::State::finishReport(UpdateReport &report, Clock::time_point started) const
{
    report.layers.resize(layout->layers.size());
    report.rows = rows->rows();
    report.dense = countForward(*layout, rows->segments(), rows->rows(), 0);
    report.prefix =
        countForward(*layout, rows->segments(), rows->rows(), std::min(report.firstChangedRow, rows->rows()));
    // Next-token candidates at the caret: one row's vocabulary scores, which the dense pass has anyway.
    const std::int64_t candidates = UnitCosts(*layout).vocabularyRow;
    report.incremental.output += candidates;
    report.prefix.output += candidates;
    report.milliseconds = millisecondsSince(started);
}

DocumentSession::DocumentSession(std::shared_ptr<const Model> model, SessionOptions options)
    : m_state(std::make_unique<State>(std::move(model), options))
{
}

DocumentSession::~DocumentSession() = default;

const Model &DocumentSession::model() const
{
    return *m_state->model;
}

Result<UpdateReport> DocumentSession::open(std::u16string_view text, Utf16Offset caret,
                                           const CancelToken &cancel)
{
    const auto started = Clock::now();
    State &state = *m_state;
    UpdateReport report;
    const auto place = [&state] {
        state.contexts.reset(state.document);
        state.store.release();
        state.live = {};
        state.liveId = 0;
        state.visibleBegin = state.visibleEnd = Utf16Offset(0);
    };
    state.document.reset(text);
    place();
    const std::int64_t focus = state.document.tokenAt(caret).value;
    state.lastFocus = focus;
    if (const Status done = state.settle(focus, cancel, report); !done.ok()) {
        state.document.reset(u"");
        place();
        const Status emptied = state.settle(0, {}, report);
        return emptied.ok() ? done.error() : emptied.error();
    }
    state.finishReport(report, started);
    return report;
}

Result<UpdateReport> DocumentSession::apply(const TextSplice &splice, const CancelToken &cancel)
{
    return applyAll(std::span(&splice, 1), cancel);
}

Result<UpdateReport> DocumentSession::applyAll(std::span<const TextSplice> splices, const CancelToken &cancel)
{
    const auto started = Clock::now();
    State &state = *m_state;
    UpdateReport report;
    // Few splices are computed one by one, each touching its surroundings only; many are one edit from the
    // first to the last change, since rows between them would be computed again and again.
    constexpr std::size_t kOneByOne = 12;
    const bool oneByOne = splices.size() <= kOneByOne;
    Status computed = Done{};
    for (std::size_t n = 0; n < splices.size(); ++n) {
        if (const Status applied = state.applySplice(splices[n]); !applied.ok())
            return applied.error();
        // Once cancelled, the other splices still reach the text; the next update computes them.
        if (!computed.ok() || (!oneByOne && n + 1 < splices.size()))
            continue;
        if (n + 1 == splices.size())
            state.keepScoresAt(splices[n].begin + std::ssize(splices[n].inserted));
        computed = state.catchUp(cancel, report);
    }
    if (splices.empty()) // computes what a cancelled update has left
        computed = state.catchUp(cancel, report);
    if (!computed.ok())
        return computed.error();
    if (const Status done = state.settle(state.lastFocus, cancel, report); !done.ok())
        return done.error();
    state.finishReport(report, started);
    return report;
}

Result<UpdateReport> DocumentSession::moveCaret(Utf16Offset caret, const CancelToken &cancel)
{
    const auto started = Clock::now();
    State &state = *m_state;
    UpdateReport report;
    report.firstChangedRow = state.engine().rows();
    const std::int64_t focus = state.document.tokenAt(caret).value;
    state.lastFocus = focus;
    // Edits that a cancelled update left pending are computed first.
    if (const Status done = state.catchUp(cancel, report); !done.ok())
        return done.error();
    if (const Status done = state.settle(focus, cancel, report); !done.ok())
        return done.error();
    state.finishReport(report, started);
    return report;
}

void DocumentSession::show(Utf16Offset begin, Utf16Offset end)
{
    State &state = *m_state;
    const Utf16Offset last = state.document.text().length();
    state.visibleBegin = std::clamp(begin, Utf16Offset(0), last);
    state.visibleEnd = std::clamp(end, state.visibleBegin, last);
}

Result<Coverage> DocumentSession::advanceBackground(const CancelToken &cancel)
{
    State &state = *m_state;
    if (const std::optional<ContextPlace> place = state.nextToCompute()) {
        std::vector<std::uint64_t> spared;
        for (const ContextPlace &visible : state.kept(state.visibleContexts()))
            spared.push_back(visible.id);
        IncrementalEngine &engine = state.store.acquire(place->id, spared);
        const Status done =
            bringTo(engine, state.tokensOf(*place), cancel, [&state](const UpdateReport &edit) {
                state.work.backgroundRows += edit.rowsInserted;
                state.work.backgroundRowsChanged += edit.outputsRefreshed;
            });
        if (!done.ok())
            return done.error();
        ++state.work.contextsComputed;
        state.publishSums(*place, engine);
    }
    Coverage now = coverage();
    now.workLeft = state.nextToCompute().has_value();
    return now;
}

Coverage DocumentSession::coverage() const
{
    const State &state = *m_state;
    Coverage now{state.contexts.covered(), state.contexts.tokens(), false};
    if (state.fits())
        return now;
    const std::vector<ContextPlace> visible = state.kept(state.visibleContexts());
    now.workLeft = !state.contexts.allCurrent() ||
                   std::any_of(visible.begin(), visible.end(),
                               [&state](const ContextPlace &place) { return state.needsState(place); });
    return now;
}

SessionWork DocumentSession::work() const
{
    const State &state = *m_state;
    SessionWork work = state.work;
    work.contextsOutdated = state.contexts.work().contextsOutdated;
    work.cutsChanged = state.contexts.work().cutsChanged;
    work.cutTokensRead = state.contexts.work().tokensRead;
    work.statesDropped = state.store.dropped();
    return work;
}

std::vector<ContextView> DocumentSession::contexts() const
{
    const State &state = *m_state;
    std::vector<ContextView> all;
    for (std::size_t n = 0; n < state.contexts.size(); ++n) {
        const ContextPlace place = state.contexts.at(n);
        const std::span<const std::int64_t> sums = state.contexts.sumsOf(n);
        all.push_back({TokenIndex(place.begin),
                       TokenIndex(place.cut),
                       TokenIndex(place.end),
                       state.contexts.isCurrent(n),
                       place.id == state.liveId  ? ContextState::Live
                       : state.needsState(place) ? ContextState::Dropped
                                                 : ContextState::Held,
                       state.contexts.rowsOf(n),
                       {sums.begin(), sums.end()}});
    }
    return all;
}

std::u16string DocumentSession::text() const
{
    return m_state->document.text().text();
}
const TokenDocument &DocumentSession::tokens() const
{
    return m_state->document;
}
TokenIndex DocumentSession::liveBegin() const
{
    return TokenIndex(m_state->live.begin);
}
TokenIndex DocumentSession::liveEnd() const
{
    return TokenIndex(m_state->live.end);
}

std::vector<ClassScores> DocumentSession::classes() const
{
    const ContextList &contexts = m_state->contexts;
    if (contexts.rows() == 0) // nothing known: an update was cancelled that cut the document anew
        return liveClasses();
    return classScores(*m_state->layout, contexts.sums(), contexts.rows());
}

std::vector<ClassScores> DocumentSession::liveClasses() const
{
    return classScores(*m_state->layout, m_state->engine().featureSums(), m_state->engine().rows());
}

namespace {

/// Surprises of the tokens [begin, end) whose first one is the row `row` of the engine.
void addSurprises(const TokenDocument &document, const IncrementalEngine &engine, std::int64_t begin,
                  std::int64_t end, std::int64_t row, std::vector<TokenSurprise> &all)
{
    const std::vector<Utf16Offset> starts = document.startsOf(TokenIndex(begin), TokenIndex(end));
    const Utf16Offset last = document.startOf(TokenIndex(end));
    all.reserve(all.size() + starts.size());
    for (std::size_t n = 0; n < starts.size(); ++n)
        all.push_back({starts[n], n + 1 < starts.size() ? starts[n + 1] : last,
                       static_cast<float>(engine.bits(row + static_cast<std::int64_t>(n)))});
}

} // namespace

std::vector<TokenSurprise> DocumentSession::surprises() const
{
    const State &state = *m_state;
    std::vector<TokenSurprise> all;
    addSurprises(state.document, state.engine(), state.live.begin, state.live.end, 1, all);
    return all;
}

std::vector<TokenSurprise> DocumentSession::visibleSurprises() const
{
    const State &state = *m_state;
    std::vector<TokenSurprise> all;
    for (const ContextPlace &place : state.visibleContexts()) {
        if (state.needsState(place))
            continue;
        // What the live context reads has its surprise from there.
        const std::int64_t begin =
            place.cut < state.live.begin ? place.cut : std::max(place.cut, state.live.end);
        const std::int64_t end =
            place.cut < state.live.begin ? std::min(place.end, state.live.begin) : place.end;
        if (begin < end)
            addSurprises(state.document, *state.store.find(place.id), begin, end, begin - place.begin + 1,
                         all);
    }
    return all;
}

double DocumentSession::totalBits() const
{
    double bits = 0;
    for (std::int64_t row = 1; row < m_state->engine().rows(); ++row)
        bits += m_state->engine().bits(row);
    return bits;
}

double DocumentSession::bitsPerByte() const
{
    std::int64_t bytes = 0;
    for (std::size_t row = 1; row < m_state->engine().tokens().size(); ++row)
        bytes += static_cast<std::int64_t>(
            m_state->model->tokenizer->bytes(m_state->engine().tokens()[row]).size());
    return bytes > 0 ? totalBits() / static_cast<double>(bytes) : 0.0;
}

void DocumentSession::setKnownWords(KnowsWord knows)
{
    m_state->knows = std::move(knows);
}

Result<std::vector<Suggestion>> DocumentSession::complete(Utf16Offset caret, std::int32_t count,
                                                          std::int32_t maxWords, const CancelToken &cancel)
{
    constexpr std::int64_t kFollowing = 64;
    State &state = *m_state;
    const Utf16Offset end = state.document.text().length();
    if (caret < state.document.startOf(TokenIndex(state.live.begin)) ||
        caret > state.document.startOf(TokenIndex(state.live.end)))
        return Error{ErrorCode::BadEdit,
                     "the caret at " + std::to_string(caret.value) + " is outside the live text"};
    const CompletionPlace place = completionPlace(state.document, TokenIndex(state.live.begin), caret);
    WordSurroundings around{wordBefore(state.document.text(), caret),
                            state.document.text().slice(caret, std::min(end, caret + kFollowing)),
                            {}};
    std::u16string live; // copied when a word is met that is not known
    if (state.knows)
        around.knows = [&](std::u16string_view word) {
            if (state.knows(word))
                return true;
            if (live.empty())
                live = state.liveText();
            return hasWholeWord(live, word);
        };
    std::vector<Suggestion> words = completeWords(state.engine(), place, around, {count, maxWords}, cancel);
    if (cancel.requested())
        return Error{ErrorCode::Cancelled, "completion cancelled"};
    return words;
}

std::vector<Suggestion> DocumentSession::nextTokens(Utf16Offset caret, std::int32_t count)
{
    State &state = *m_state;
    if (caret < state.document.startOf(TokenIndex(state.live.begin)) ||
        caret > state.document.startOf(TokenIndex(state.live.end)))
        return {};
    return completeTokens(state.engine(),
                          completionPlace(state.document, TokenIndex(state.live.begin), caret), count);
}

Result<std::vector<double>> DocumentSession::alternativeBits(const ReplacedPart &part,
                                                             std::span<const std::u16string> alternatives,
                                                             const CancelToken &cancel)
{
    const State &state = *m_state;
    const TokenIndex begin(state.live.begin);
    const TokenIndex end(state.live.end);
    if (part.begin < state.document.startOf(begin) || part.end > state.document.startOf(end) ||
        part.begin > part.end)
        return Error{ErrorCode::BadEdit,
                     "the part at " + std::to_string(part.begin.value) + " is outside the live text"};
    std::vector<double> bits =
        deltapad::alternativeBits(state.engine(), state.document, begin, end, part, alternatives, cancel);
    if (cancel.requested())
        return Error{ErrorCode::Cancelled, "alternatives cancelled"};
    return bits;
}

std::vector<ClassScores> DocumentSession::classesOf(Utf16Offset begin, Utf16Offset end) const
{
    const State &state = *m_state;
    const std::int64_t first = std::max(state.document.tokenAt(begin).value, state.live.begin);
    const std::int64_t last = std::min(end > begin ? state.document.tokenAt(end - 1).value + 1
                                                   : state.document.tokenAt(begin).value,
                                       state.live.end);
    if (first >= last)
        return {};
    std::vector<std::int64_t> sums(index(state.layout->features), 0);
    for (std::int64_t token = first; token < last; ++token) {
        const std::int64_t *features = state.engine().features(token - state.live.begin + 1);
        for (std::size_t k = 0; k < sums.size(); ++k)
            sums[k] += features[k];
    }
    return classScores(*state.layout, sums, last - first);
}

const std::vector<TokenId> &DocumentSession::rowTokens() const
{
    return m_state->engine().tokens();
}

LiveRows DocumentSession::copyRows() const
{
    const IncrementalEngine &engine = m_state->engine();
    LiveRows copy;
    copy.tokens = engine.tokens();
    copy.labels = engine.labels();
    copy.liveBegin = m_state->live.begin;
    const auto heads = static_cast<std::ptrdiff_t>(m_state->layout->heads);
    copy.codes.resize(m_state->layout->layers.size());
    for (std::size_t l = 0; l < copy.codes.size(); ++l) {
        copy.codes[l].reserve(index(engine.rows() * heads));
        for (std::int64_t row = 0; row < engine.rows(); ++row)
            copy.codes[l].insert(copy.codes[l].end(), engine.codes(l, row), engine.codes(l, row) + heads);
    }
    for (std::int64_t row = 0; row < engine.rows(); ++row) {
        copy.bits.push_back(engine.bits(row));
        copy.logSums.push_back(engine.logSum(row));
    }
    copy.featureSums = engine.featureSums();
    return copy;
}

double DocumentSession::denseMilliseconds()
{
    State &state = *m_state;
    if (!state.forward)
        state.forward = std::make_unique<BatchForward>(state.layout, state.threads);
    const auto started = Clock::now();
    state.forward->run(state.engine().tokens(), state.engine().labels(), state.forwardState);
    return millisecondsSince(started);
}

Result<double> DocumentSession::prefixMilliseconds(std::int64_t firstRow)
{
    IncrementalEngine &engine = m_state->engine();
    const std::int64_t first = std::clamp<std::int64_t>(firstRow, 1, engine.rows());
    std::vector<TokenId> tail(engine.tokens().begin() + first, engine.tokens().end());
    if (tail.empty())
        return 0.0;
    const Result<UpdateReport> taken = engine.apply({RowIndex(first), std::ssize(tail), {}});
    if (!taken.ok())
        return taken.error();
    const auto started = Clock::now();
    const Result<UpdateReport> again = engine.apply({RowIndex(first), 0, std::move(tail)});
    if (!again.ok())
        return again.error();
    return millisecondsSince(started);
}

std::optional<Mismatch> DocumentSession::State::verifyContexts()
{
    // The cuts: those of the present tokens, whatever was typed before (C1).
    if (contexts.cuts() != cutDocument(document, rules))
        return Mismatch{-1, 0, -1, "cuts"};
    CutReader reader(document, rules);
    std::vector<std::int64_t> sums(index(layout->features), 0);
    std::int64_t known = 0;
    std::int64_t covered = 0;
    for (std::size_t n = 0; n < contexts.size(); ++n) {
        const ContextPlace place = contexts.at(n);
        if (place.begin != (place.cut > 0 ? reader.leadBegin(place.cut) : 0))
            return Mismatch{-1, 0, -1, "leads"};
        const std::span<const std::int64_t> own = contexts.sumsOf(n);
        for (std::size_t f = 0; f < own.size(); ++f)
            sums[f] += own[f];
        known += contexts.rowsOf(n);
        covered += contexts.isCurrent(n) ? place.end - place.cut : 0;
        const IncrementalEngine *held = place.id == liveId ? rows.get() : store.find(place.id);
        if (!held || !holdsTokens(*held, tokensOf(place)))
            continue;
        forward->run(held->tokens(), held->labels(), forwardState);
        if (const std::optional<StateDifference> difference = held->compare(forwardState))
            return Mismatch{difference->layer, difference->row, difference->head,
                            "context " + std::to_string(n) + ": " + difference->what};
        if (!contexts.isCurrent(n))
            continue;
        std::vector<std::int64_t> expected(index(layout->features), 0);
        for (std::int64_t row = place.cut > 0 ? place.cut - place.begin + 1 : 0; row < held->rows(); ++row)
            for (std::size_t f = 0; f < expected.size(); ++f)
                expected[f] += forwardState.features[index(row * layout->features) + f];
        if (!std::equal(own.begin(), own.end(), expected.begin(), expected.end()))
            return Mismatch{-1, 0, -1, "context " + std::to_string(n) + ": class feature sums"};
    }
    if (!std::equal(sums.begin(), sums.end(), contexts.sums().begin(), contexts.sums().end()) ||
        known != contexts.rows() || covered != contexts.covered())
        return Mismatch{-1, 0, -1, "class feature sums of the document"};
    return std::nullopt;
}

std::optional<Mismatch> DocumentSession::verify()
{
    State &state = *m_state;
    // The tokens first: those of the whole text, cut where the live part is.
    const std::vector<TokenId> all = state.model->tokenizer->encode(state.document.text().text());
    if (static_cast<std::int64_t>(all.size()) != state.document.size() ||
        static_cast<std::int64_t>(state.engine().tokens().size()) != state.live.size() + 1 ||
        !std::equal(state.engine().tokens().begin() + 1, state.engine().tokens().end(),
                    all.begin() + state.live.begin))
        return Mismatch{-1, 0, -1, "tokens"};
    denseMilliseconds();
    if (const std::optional<StateDifference> difference = state.engine().compare(state.forwardState))
        return Mismatch{difference->layer, difference->row, difference->head, difference->what};
    return state.fits() ? std::nullopt : state.verifyContexts();
}

} // namespace deltapad
