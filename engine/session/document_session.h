// SPDX-License-Identifier: MIT
#pragma once
// DocumentSession: one document through the whole engine: text -> tokens -> contexts -> rows -> outputs.
//
// A document that fits the model's context is one context, and live as a whole. A longer one is cut into
// overlapping contexts (context_cut.h; engine.md section 6): the one with the caret is live, as every edit
// makes it; what others are still to give is computed by advanceBackground(), one context a call, visible
// ones first, then outwards from the live one. A change of the live context is computed at once: from the
// state that waited since its last turn, or anew. But typing at a cut can move the cut with every key; rows
// that serve the caret as well stay live then, until advanceBackground() has computed its context. Class
// scores combine all contexts exactly: each keeps the sums of the rows it owns, also when its rows are
// dropped to bound the memory; coverage() says how much of the text they speak of. The cuts, and with them
// all outputs, are a function of the text alone. Invariants I1-I6 (IncrementalEngine) hold for every context,
// C1-C3 (ContextList) for their list; I6 adds the states that SessionOptions::stateBytes allows. Not
// thread-safe; the live client runs it on its worker. Ownership: shares the model, owns text, tokens and
// states. Cost: an edit O(edit + room) besides IncrementalEngine::apply, however long the document is; open()
// O(text).
#include "engine/base/cancellation.h"
#include "engine/base/edits.h"
#include "engine/base/result.h"
#include "engine/model/model.h"
#include "engine/session/known_words.h"
#include "engine/session/live_rows.h"
#include "engine/session/report.h"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace deltapad {

struct SessionOptions
{
    std::int32_t threads = 0;   ///< 0 = all cores
    std::int32_t maxTokens = 0; ///< live rows; 0 = the model's context
    /// For rows of contexts that are not live; one state is held in any case (ContextStore).
    std::int64_t stateBytes = std::int64_t(128) << 20;
};

enum class ContextState {
    Live,
    Held,   ///< its rows are in memory
    Dropped ///< only its sums are, if anything
};

/// A context as tests and reports see it.
struct ContextView
{
    TokenIndex begin; ///< first token that it reads
    TokenIndex cut;   ///< first token that it owns
    TokenIndex end;
    bool current = false; ///< its sums are those of its present tokens
    ContextState state = ContextState::Dropped;
    std::int64_t rows = 0;          ///< in its sums
    std::vector<std::int64_t> sums; ///< class features over the rows that it owns
};

/// Work beside the live rows since the session was made.
struct SessionWork
{
    std::int64_t contextsComputed = 0;      ///< by advanceBackground()
    std::int64_t backgroundRows = 0;        ///< inserted for them
    std::int64_t backgroundRowsChanged = 0; ///< whose outputs were computed for them
    std::int64_t liveSwitches = 0;          ///< another context became live
    std::int64_t contextsOutdated = 0;      ///< by edits
    std::int64_t cutsChanged = 0;           ///< by edits
    std::int64_t cutTokensRead = 0;         ///< to find the cuts
    std::int64_t statesDropped = 0;         ///< to make room
};

/// First difference that verify() found.
struct Mismatch
{
    std::int32_t layer = -1; ///< -1: an output
    std::int64_t row = 0;
    std::int32_t head = -1;
    std::string what; ///< "codes", "sums", "hidden", "surprise", "features", …
};

class DocumentSession
{
public:
    DocumentSession(std::shared_ptr<const Model> model, SessionOptions options);
    ~DocumentSession();
    DocumentSession(const DocumentSession &) = delete;
    DocumentSession &operator=(const DocumentSession &) = delete;

    const Model &model() const;

    /// Replaces the whole text. BadEdit never; Cancelled leaves an empty document.
    Result<UpdateReport> open(std::u16string_view text, Utf16Offset caret, const CancelToken &cancel = {});
    /// Applies one splice and refreshes every output. On BadEdit nothing changes; on Cancelled text and
    /// tokens hold the new text while the published outputs stay those of the last finished update (I5); the
    /// next apply() or refresh() computes both edits at once.
    Result<UpdateReport> apply(const TextSplice &splice, const CancelToken &cancel = {});
    /// Applies splices one after another to the text and refreshes the outputs once for all of them. Without
    /// splices: computes what a cancelled update has left.
    Result<UpdateReport> applyAll(std::span<const TextSplice> splices, const CancelToken &cancel = {});
    /// Makes rows live that serve the caret: those of its context, or for now those that are live already, if
    /// they reach from well before the caret to behind it. Costs nothing if such rows are live or waiting.
    Result<UpdateReport> moveCaret(Utf16Offset caret, const CancelToken &cancel = {});

    /// The part of the text that somebody looks at: its contexts are computed first, and keep their rows.
    void show(Utf16Offset begin, Utf16Offset end);
    /// Computes one further context, if there is one; says what is covered then and whether work is left. The
    /// caret's context comes first, if other rows serve the caret, and is live then: once no work is left,
    /// all that is computed is a function of the text and the caret. On Cancelled (checked for every block of
    /// rows) no output changes, and the next call goes on from there.
    Result<Coverage> advanceBackground(const CancelToken &cancel = {});
    /// What the class scores speak of. Everything, for a document that fits.
    Coverage coverage() const;
    std::vector<ContextView> contexts() const;
    SessionWork work() const;

    std::u16string text() const;
    const class TokenDocument &tokens() const;
    /// First and one-past-last live token.
    TokenIndex liveBegin() const;
    TokenIndex liveEnd() const;

    /// Probabilities of every head over the rows of all contexts, each as far as it was last computed.
    std::vector<ClassScores> classes() const;
    /// Probabilities of every head over the live rows alone.
    std::vector<ClassScores> liveClasses() const;
    /// Surprise of every live token.
    std::vector<TokenSurprise> surprises() const;
    /// Surprise of the tokens of visible contexts that are not live, as far as computed, in the text's order.
    std::vector<TokenSurprise> visibleSurprises() const;
    /// Sum of the surprises in bits divided by the bytes of the live text.
    double bitsPerByte() const;
    double totalBits() const;
    /// The `count` likeliest next tokens at `caret`, from one row's vocabulary scores; inside a word only
    /// tokens that continue what is typed. Every update of an editor refreshes these. Cost: V d
    /// multiply-adds, one more refreshed row in the report of the update (incremental and prefix; the dense
    /// pass has it already).
    std::vector<Suggestion> nextTokens(Utf16Offset caret, std::int32_t count);
    /// Words that complete() may offer, besides those that the live text has; empty: every word. Does not
    /// change what the model computes.
    void setKnownWords(KnowsWord knows);
    /// Continuations at `caret` (inside the live context; moveCaret first), best first; inside a word they
    /// continue what is typed. Each states how often such a one is right (Suggestion::confidence), by what
    /// the model's config.json says. The document's rows do not change.
    Result<std::vector<Suggestion>> complete(Utf16Offset caret, std::int32_t count, std::int32_t maxWords,
                                             const CancelToken &cancel = {});

    /// Bits of the text around [part.begin, part.end), which must be live, with the part replaced by each
    /// alternative (alternatives.h). The document's rows do not change.
    Result<std::vector<double>> alternativeBits(const struct ReplacedPart &part,
                                                std::span<const std::u16string> alternatives,
                                                const CancelToken &cancel = {});
    /// Probabilities of every head over the live rows of [begin, end); empty if none of it is live. Cost: one
    /// sum over its rows.
    std::vector<ClassScores> classesOf(Utf16Offset begin, Utf16Offset end) const;
    /// Tokens of the live rows, start token included.
    const std::vector<TokenId> &rowTokens() const;
    /// Cost: a copy of some hundred bytes a row.
    LiveRows copyRows() const;

    /// A full forward pass of the live rows with the same kernels and threads; its wall time.
    double denseMilliseconds();
    /// The wall time of what a key/value cache would leave to do: all rows from `firstRow` on, with the same
    /// kernels and threads. The rows are taken away and computed again; afterwards they are what they were
    /// (I1).
    Result<double> prefixMilliseconds(std::int64_t firstRow);
    /// Recomputes from scratch and compares codes, sums, hidden rows and outputs bit for bit (invariant I1):
    /// of the live context and of every other whose rows are held, the cuts, and the combined sums.
    std::optional<Mismatch> verify();

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace deltapad
