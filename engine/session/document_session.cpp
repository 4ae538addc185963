// SPDX-License-Identifier: MIT
#include "engine/session/document_session.h"

#include "engine/incremental/changed_rows.h"
#include "engine/incremental/incremental_engine.h"
#include "engine/session/alternatives.h"
#include "engine/session/class_scores.h"
#include "engine/session/completion.h"
#include "engine/session/live_window.h"
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
          engine(layout, options.threads, options.maxTokens > 0 ? options.maxTokens : model->config.context)
    {
    }

    std::int64_t room() const { return engine.capacity() - 1; }

    bool startsParagraph(std::int64_t token) const
    {
        if (token == 0)
            return true;
        const std::string_view before = model->tokenizer->bytes(document.token(TokenIndex(token - 1)));
        return !before.empty() && before.back() == '\n' && document.startsPreToken(TokenIndex(token));
    }

    LiveWindow windowFor(std::int64_t focus) const
    {
        return windowAround(document.size(), focus, room(),
                            [this](std::int64_t t) { return startsParagraph(t); });
    }

    /// One row edit; adds its work to `report`.
    Status edit(std::int64_t beginRow, std::int64_t removed, std::vector<TokenId> inserted,
                const CancelToken &cancel, UpdateReport &report)
    {
        const Result<UpdateReport> done =
            engine.apply({RowIndex(beginRow), removed, std::move(inserted)}, cancel);
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
        return edit(1, engine.rows() - 1, document.tokens(TokenIndex(live.begin), TokenIndex(end)), cancel,
                    report);
    }

    Status replaceAll(const LiveWindow &window, const CancelToken &cancel, UpdateReport &report)
    {
        live.begin = window.begin;
        return fit(window.end, cancel, report);
    }

    Status refresh(std::int64_t focus, const CancelToken &cancel, UpdateReport &report);
    Status moveWindow(std::int64_t focus, const CancelToken &cancel, UpdateReport &report);
    void finishReport(UpdateReport &report, Clock::time_point started) const;

    std::shared_ptr<const Model> model;
    std::shared_ptr<const Layout> layout;
    std::int32_t threads;
    TokenDocument document;
    IncrementalEngine engine;
    /// The document's tokens that the rows hold once the pending edits are computed; end counts those edits
    /// in.
    LiveWindow live;
    std::int64_t lastFocus = 0;            ///< token at which the last edit was made
    std::unique_ptr<BatchForward> forward; ///< made when first asked for
    ForwardState forwardState;
};

/// Brings the rows up to the document after edits, whatever the rows were before: `live` has been moved
/// along.
Status DocumentSession::State::refresh(std::int64_t focus, const CancelToken &cancel, UpdateReport &report)
{
    const std::vector<TokenId> &rows = engine.tokens();
    const auto oldTokens = static_cast<std::int64_t>(rows.size()) - 1;
    if (live.size() > room()) {
        const std::vector<TokenId> now = document.tokens(TokenIndex(live.begin), TokenIndex(live.end));
        const std::int64_t shorter = std::min(oldTokens, live.size());
        std::int64_t head = 0;
        while (head < shorter && rows[index(head + 1)] == now[index(head)])
            ++head;
        std::int64_t tail = 0;
        while (tail < shorter - head && rows[index(oldTokens - tail)] == now[index(live.size() - 1 - tail)])
            ++tail;
        const std::int64_t over = live.size() - room();
        const std::int64_t wanted = std::max(over, windowSlack(room()));
        const LiveWindow next = windowFor(focus);
        if (tail >= over && focus <= live.end - wanted) {
            // The rows at the end make room; nothing depends on them.
            const std::int64_t dropped = std::min(tail, wanted);
            if (Status done = edit(oldTokens - dropped + 1, dropped, {}, cancel, report); !done.ok())
                return done;
            live.end -= dropped;
        } else if (next.begin - live.begin > 0 && next.begin - live.begin <= head &&
                   next.end >= live.end - 1 && live.end - next.begin <= room()) {
            // Typing at the end: the oldest rows go, a quarter of the context at a time.
            if (Status done = edit(1, next.begin - live.begin, {}, cancel, report); !done.ok())
                return done;
            live.begin = next.begin;
        } else {
            return replaceAll(next, cancel, report);
        }
    }
    return fit(live.end, cancel, report);
}

/// Moves the live part if the focus has left its inner region, and fills a context that deletions have
/// emptied.
Status DocumentSession::State::moveWindow(std::int64_t focus, const CancelToken &cancel, UpdateReport &report)
{
    const std::int64_t size = document.size();
    if (!holdsFocus(live, size, focus, room())) {
        const LiveWindow next = windowFor(focus);
        if (next == live)
            return Done{};
        if (next.begin > live.begin && next.begin < live.end) {
            if (Status done = edit(1, next.begin - live.begin, {}, cancel, report); !done.ok())
                return done;
            live.begin = next.begin;
            return fit(next.end, cancel, report);
        }
        if (next.begin < live.begin && next.end > live.begin) {
            const std::int64_t kept = std::max<std::int64_t>(0, std::min(live.end, next.end) - live.begin);
            if (Status done = edit(1 + kept, engine.rows() - 1 - kept, {}, cancel, report); !done.ok())
                return done;
            live.end = live.begin + kept;
            if (Status done = edit(1, 0, document.tokens(TokenIndex(next.begin), TokenIndex(live.begin)),
                                   cancel, report);
                !done.ok())
                return done;
            live.begin = next.begin;
            return fit(next.end, cancel, report);
        }
        return replaceAll(next, cancel, report);
    }
    const std::int64_t space = std::min(size, live.begin + room()) - live.end;
    if (space > 2 * windowSlack(room()) ||
        (live.end < size && live.begin + room() >= size && live.begin == 0))
        return fit(
            std::min(size, live.begin + room() - (live.begin + room() < size ? windowSlack(room()) : 0)),
            cancel, report);
    return Done{};
}

void DocumentSession::State::finishReport(UpdateReport &report, Clock::time_point started) const
{
    report.layers.resize(layout->layers.size());
    report.rows = engine.rows();
    report.dense = countForward(*layout, engine.segments(), engine.rows(), 0);
    report.prefix = countForward(*layout, engine.segments(), engine.rows(),
                                 std::min(report.firstChangedRow, engine.rows()));
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
    state.document.reset(text);
    const std::int64_t focus = state.document.tokenAt(caret).value;
    state.lastFocus = focus;
    if (const Status done = state.replaceAll(state.windowFor(focus), cancel, report); !done.ok()) {
        state.document.reset(u"");
        state.live = {};
        const Status emptied = state.fit(0, {}, report);
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
    std::int64_t &focus = state.lastFocus;
    Status computed = Done{};
    for (std::size_t n = 0; n < splices.size(); ++n) {
        const Result<TokenEdit> edit = state.document.apply(splices[n]);
        if (!edit.ok())
            return edit.error();
        const std::int64_t begin = edit.value().begin.value;
        const std::int64_t removedEnd = begin + edit.value().removed;
        const std::int64_t shift =
            static_cast<std::int64_t>(edit.value().inserted.size()) - edit.value().removed;
        LiveWindow &live = state.live;
        // An edit before the live part moves it; one that overlaps its beginning joins it.
        if (removedEnd <= live.begin && begin < live.begin) {
            live.begin += shift;
            live.end += shift;
        } else if (begin < live.end || (begin == live.end && live.end + shift == state.document.size())) {
            live.begin = std::min(live.begin, begin);
            live.end = std::max(live.end, removedEnd) + shift;
        }
        focus = begin + static_cast<std::int64_t>(edit.value().inserted.size());
        // Once cancelled, the other splices still reach the text; the next update computes them.
        if (computed.ok() && (oneByOne || n + 1 == splices.size()))
            computed = state.refresh(focus, cancel, report);
    }
    if (splices.empty()) // computes what a cancelled update has left
        computed = state.refresh(focus, cancel, report);
    if (!computed.ok())
        return computed.error();
    if (const Status done = state.moveWindow(focus, cancel, report); !done.ok())
        return done.error();
    state.finishReport(report, started);
    return report;
}

Result<UpdateReport> DocumentSession::moveCaret(Utf16Offset caret, const CancelToken &cancel)
{
    const auto started = Clock::now();
    State &state = *m_state;
    UpdateReport report;
    report.firstChangedRow = state.engine.rows();
    const std::int64_t focus = state.document.tokenAt(caret).value;
    // Edits that a cancelled update left pending are computed first.
    if (const Status done = state.refresh(focus, cancel, report); !done.ok())
        return done.error();
    if (const Status done = state.moveWindow(focus, cancel, report); !done.ok())
        return done.error();
    state.finishReport(report, started);
    return report;
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
    return classScores(*m_state->layout, m_state->engine.featureSums(), m_state->engine.rows());
}

std::vector<TokenSurprise> DocumentSession::surprises() const
{
    const State &state = *m_state;
    const std::vector<Utf16Offset> starts =
        state.document.startsOf(TokenIndex(state.live.begin), TokenIndex(state.live.end));
    const Utf16Offset end = state.document.startOf(TokenIndex(state.live.end));
    std::vector<TokenSurprise> all;
    all.reserve(starts.size());
    for (std::size_t n = 0; n < starts.size(); ++n)
        all.push_back({starts[n], n + 1 < starts.size() ? starts[n + 1] : end,
                       static_cast<float>(state.engine.bits(static_cast<std::int64_t>(n) + 1))});
    return all;
}

double DocumentSession::totalBits() const
{
    double bits = 0;
    for (std::int64_t row = 1; row < m_state->engine.rows(); ++row)
        bits += m_state->engine.bits(row);
    return bits;
}

double DocumentSession::bitsPerByte() const
{
    std::int64_t bytes = 0;
    for (std::size_t row = 1; row < m_state->engine.tokens().size(); ++row)
        bytes +=
            static_cast<std::int64_t>(m_state->model->tokenizer->bytes(m_state->engine.tokens()[row]).size());
    return bytes > 0 ? totalBits() / static_cast<double>(bytes) : 0.0;
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
    const std::u16string following = state.document.text().slice(caret, std::min(end, caret + kFollowing));
    std::vector<Suggestion> words = completeWords(state.engine, place, following, {count, maxWords}, cancel);
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
    return completeTokens(state.engine, completionPlace(state.document, TokenIndex(state.live.begin), caret),
                          count);
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
        return Error{ErrorCode::BadEdit, "the part at " + std::to_string(part.begin.value) +
                                             " is outside the live text"};
    std::vector<double> bits =
        deltapad::alternativeBits(state.engine, state.document, begin, end, part, alternatives, cancel);
    if (cancel.requested())
        return Error{ErrorCode::Cancelled, "alternatives cancelled"};
    return bits;
}

std::vector<ClassScores> DocumentSession::classesOf(Utf16Offset begin, Utf16Offset end) const
{
    const State &state = *m_state;
    const std::int64_t first = std::max(state.document.tokenAt(begin).value, state.live.begin);
    const std::int64_t last = std::min(
        end > begin ? state.document.tokenAt(end - 1).value + 1 : state.document.tokenAt(begin).value,
        state.live.end);
    if (first >= last)
        return {};
    std::vector<std::int64_t> sums(index(state.layout->features), 0);
    for (std::int64_t token = first; token < last; ++token) {
        const std::int64_t *features = state.engine.features(token - state.live.begin + 1);
        for (std::size_t k = 0; k < sums.size(); ++k)
            sums[k] += features[k];
    }
    return classScores(*state.layout, sums, last - first);
}

const std::vector<TokenId> &DocumentSession::rowTokens() const
{
    return m_state->engine.tokens();
}

LiveRows DocumentSession::copyRows() const
{
    const IncrementalEngine &engine = m_state->engine;
    LiveRows copy;
    copy.tokens = engine.tokens();
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
    state.forward->run(state.engine.tokens(), state.forwardState);
    return millisecondsSince(started);
}

Result<double> DocumentSession::prefixMilliseconds(std::int64_t firstRow)
{
    IncrementalEngine &engine = m_state->engine;
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

std::optional<Mismatch> DocumentSession::verify()
{
    State &state = *m_state;
    // The tokens first: those of the whole text, cut where the live part is.
    const std::vector<TokenId> all = state.model->tokenizer->encode(state.document.text().text());
    if (static_cast<std::int64_t>(all.size()) != state.document.size() ||
        static_cast<std::int64_t>(state.engine.tokens().size()) != state.live.size() + 1 ||
        !std::equal(state.engine.tokens().begin() + 1, state.engine.tokens().end(),
                    all.begin() + state.live.begin))
        return Mismatch{-1, 0, -1, "tokens"};
    denseMilliseconds();
    if (const std::optional<StateDifference> difference = state.engine.compare(state.forwardState))
        return Mismatch{difference->layer, difference->row, difference->head, difference->what};
    return std::nullopt;
}

} // namespace deltapad
