// SPDX-License-Identifier: MIT
#pragma once
// SideWork: what may be computed beside the live updates, on a thread of its own: races, checks and
// questions.
//
// A race does an update again densely and measures it. A check computes a document from scratch and compares
// every code and output. A question asks what a text that is nobody's document would give: the counterfactual
// preview and the time machine. None of them touches a document, and none is waited for: findings arrive when
// they are ready, with the revision they belong to. Not for tools without a window: they use DocumentSession.
// Threading: posting from the user interface's thread; the listener is called on the side thread and must
// only hand the finding over. Cost: a post is one short lock; a race copies the live tokens once, a check the
// codes.
#include "engine/base/edits.h"
#include "engine/session/report.h"

#include <cstdint>
#include <functional>
#include <string>
#include <variant>
#include <vector>

namespace deltapad {

/// One update, done both ways with the same kernels and threads; both sides were measured.
struct RaceResult
{
    DocumentId document = 0;
    Revision revision = 0;
    std::int64_t rows = 0;
    double incrementalMilliseconds = 0;
    double denseMilliseconds = 0;
    Operations incremental;
    Operations dense; ///< counted by the dense pass while it worked
    /// Live updates ran during the dense pass and slowed it down: not to be counted as its time.
    bool disturbed = false;
};

/// A from-scratch pass, compared with what the live document had.
struct CheckResult
{
    DocumentId document = 0;
    Revision revision = 0;
    std::int64_t rows = 0;
    std::int64_t codes = 0; ///< compared
    std::int64_t codesDifferent = 0;
    std::int64_t outputs = 0; ///< compared: surprises, vocabulary sums, class features
    std::int64_t outputsDifferent = 0;
    double largestDifference = 0; ///< of an output
    double milliseconds = 0;      ///< of the from-scratch pass
    std::string firstDifference;  ///< one line; empty if all is equal
    bool equal() const { return firstDifference.empty(); }
};

/// What would this text give? Only the newest text of a window need be sent, not a whole book.
struct Question
{
    std::uint64_t number = 0; ///< the asker's own; comes back with the answer
    std::u16string text;
    Utf16Offset caret;            ///< where suggestions are wanted
    std::int32_t suggestions = 0; ///< how many; 0 = none
};

struct Answer
{
    std::uint64_t number = 0;
    std::vector<ClassScores> classes;
    std::vector<Suggestion> suggestions;
    double milliseconds = 0;
    std::string problem; ///< no model, or the text could not be computed; then all else is empty
};

using Finding = std::variant<RaceResult, CheckResult, Answer>;

class SideWork
{
public:
    using Listener = std::function<void(Finding)>;

    virtual ~SideWork() = default;
    virtual void setListener(Listener listener) = 0;
    /// Every `every`-th update with edits is raced, unless a race is still under way; 0 = none.
    virtual void setRace(std::int32_t every) = 0;
    /// Checks the document as it is once all posted edits are computed.
    virtual void check(DocumentId document) = 0;
    /// Questions are answered in their order; consecutive ones share what their texts have in common.
    virtual void ask(Question question) = 0;
    /// Forgets the questions that wait, and frees the state that answered them.
    virtual void endQuestions() = 0;
};

} // namespace deltapad
