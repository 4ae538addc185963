// SPDX-License-Identifier: MIT
#pragma once
// DocumentSession: one document through the whole engine: text -> tokens -> live context -> rows -> outputs.
//
// The simplest correct form of engine.md section 6: at most `context` tokens around the caret are live; the
// live part starts at a paragraph start if one is near, moves only when an edit or the caret leaves its inner
// region, and every move is itself a token edit of the rows (the state is a function of the live tokens
// alone). Invariants I1-I6 are IncrementalEngine's. Not thread-safe; the live client runs it on its worker.
// Ownership: shares the model, owns text, tokens and state. Cost: see IncrementalEngine::apply.
#include "engine/base/cancellation.h"
#include "engine/base/edits.h"
#include "engine/base/result.h"
#include "engine/model/model.h"
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
    /// Moves the live context if `caret` asks for it; otherwise costs nothing.
    Result<UpdateReport> moveCaret(Utf16Offset caret, const CancelToken &cancel = {});

    std::u16string text() const;
    const class TokenDocument &tokens() const;
    /// First and one-past-last live token.
    TokenIndex liveBegin() const;
    TokenIndex liveEnd() const;

    /// Probabilities of every head over the live rows.
    std::vector<ClassScores> classes() const;
    /// Surprise of every live token.
    std::vector<TokenSurprise> surprises() const;
    /// Sum of the surprises in bits divided by the bytes of the live text.
    double bitsPerByte() const;
    double totalBits() const;
    /// The `count` likeliest next tokens at `caret`, from one row's vocabulary scores; inside a word only
    /// tokens that continue what is typed. Every update of an editor refreshes these. Cost: V d
    /// multiply-adds, one more refreshed row in the report of the update (incremental and prefix; the dense
    /// pass has it already).
    std::vector<Suggestion> nextTokens(Utf16Offset caret, std::int32_t count);
    /// Continuations at `caret` (inside the live context; moveCaret first), best first; inside a word they
    /// continue what is typed. The document's rows do not change.
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
    /// Recomputes from scratch and compares codes, sums, hidden rows and outputs bit for bit (invariant I1).
    std::optional<Mismatch> verify();

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace deltapad
