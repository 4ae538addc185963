// SPDX-License-Identifier: MIT
#pragma once
// Private to DocumentSession: its document, the rows of the live context, and what is kept of the others.
#include "engine/incremental/incremental_engine.h"
#include "engine/session/context_list.h"
#include "engine/session/context_store.h"
#include "engine/session/document_session.h"
#include "engine/token/token_document.h"

#include <chrono>
#include <memory>
#include <optional>
#include <vector>

namespace deltapad {

/// Tokens [begin, end) of the document.
struct LiveWindow
{
    std::int64_t begin = 0;
    std::int64_t end = 0;
    std::int64_t size() const { return end - begin; }
};

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
                const CancelToken &cancel, UpdateReport &report);

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
    bool serves(std::int64_t focus) const;
    Status settle(std::int64_t focus, const CancelToken &cancel, UpdateReport &report);
    Status moveRows(const ContextPlace &target, const CancelToken &cancel, UpdateReport &report);
    Status fillRows(const ContextPlace &target, const CancelToken &cancel, UpdateReport &report);
    Status switchTo(const ContextPlace &target, const CancelToken &cancel, UpdateReport &report);
    void makeLive(const ContextPlace &target);
    void publishSums(const ContextPlace &place, const IncrementalEngine &engine);
    std::vector<ContextPlace> visibleContexts() const;
    bool needsState(const ContextPlace &place) const;
    std::vector<ContextPlace> kept(const std::vector<ContextPlace> &visible) const;
    std::optional<ContextPlace> nextToCompute() const;
    void finishReport(UpdateReport &report, std::chrono::steady_clock::time_point started) const;
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
    /// The context that the rows are those of; 0: none, they only serve the caret until its context is ready.
    std::uint64_t liveId = 0;
    std::int64_t lastFocus = 0; ///< token at which the last edit was made or the caret was put
    Utf16Offset visibleBegin;   ///< the part of the text that is looked at
    Utf16Offset visibleEnd;
    SessionWork work;
    KnowsWord knows;                       ///< of completions
    std::unique_ptr<BatchForward> forward; ///< made when first asked for
    ForwardState forwardState;
};

} // namespace deltapad
