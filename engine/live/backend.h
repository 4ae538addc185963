// SPDX-License-Identifier: MIT
#pragma once
// What the live client's worker needs from the engine, so that the worker can be tested without a model.
// session_backend.h is the real thing. Threading: all calls come from the worker thread.
#include "engine/base/cancellation.h"
#include "engine/live/engine_client.h"
#include "engine/session/live_rows.h"

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace deltapad {

/// A copy of a document's rows and outputs for work beside the live updates; plain values.
struct FrozenDocument
{
    DocumentId document = 0;
    Revision revision = 0;
    UpdateReport report; ///< of the update that led to it
    LiveRows rows;       ///< for a race the tokens alone
    std::u16string text; ///< for a check
};

enum class FreezeFor { Race, Check };

/// The engine's state of one open document.
class LiveDocument
{
public:
    virtual ~LiveDocument() = default;

    /// First call. After Cancelled the object is thrown away.
    virtual Result<UpdateReport> open(std::u16string_view text, Utf16Offset caret,
                                      const CancelToken &cancel) = 0;
    /// Applies the splices (none: only the caret moved, or an update was cancelled before) and refreshes all
    /// outputs once. On Cancelled the text has all splices and the outputs are the old ones; the next call
    /// computes everything.
    virtual Result<UpdateReport> update(std::span<const TextSplice> splices, Utf16Offset caret,
                                        const CancelToken &cancel) = 0;
    virtual Result<std::vector<Suggestion>> complete(Utf16Offset caret, SuggestionRequest request,
                                                     const CancelToken &cancel) = 0;
    /// Class scores of a part of the text, as far as it is live.
    virtual std::vector<ClassScores> classesOf(Utf16Offset, Utf16Offset) const { return {}; }
    /// Remarks on words in their context, of the live text. Empty if cancelled.
    virtual std::vector<Remark> remarks(const CancelToken &) { return {}; }
    /// Fills in classes, coverage, surprises, live range and bits per byte.
    virtual void describe(Snapshot &snapshot) const = 0;
    /// The part of the text that is looked at.
    virtual void show(Utf16Offset, Utf16Offset) {}
    /// Computes one further context of a long document, if there is one. On Cancelled no output changes.
    virtual Result<Coverage> advance(const CancelToken &) { return Coverage(); }
    virtual std::u16string text() const = 0;
    /// The state that the last finished update left; null if this backend cannot. Cost: a copy.
    virtual std::unique_ptr<FrozenDocument> freeze(FreezeFor) const { return nullptr; }
};

/// Computes races, checks and answers. Threading: all calls from the side thread.
class SideModel
{
public:
    virtual ~SideModel() = default;
    /// Fills in what the dense pass measured and counted.
    virtual void race(const FrozenDocument &frozen, RaceResult &result) = 0;
    virtual void check(const FrozenDocument &frozen, CheckResult &result) = 0;
    virtual Answer answer(const Question &question) = 0;
    virtual void endQuestions() = 0;
};

class LiveModel
{
public:
    virtual ~LiveModel() = default;
    virtual std::string name() const = 0;
    virtual std::unique_ptr<LiveDocument> makeDocument() = 0;
    /// Null if this backend has nothing beside live updates.
    virtual std::unique_ptr<SideModel> makeSideModel() { return nullptr; }
};

/// Loads a model folder; the error's message is shown to people.
using ModelLoader = std::function<Result<std::shared_ptr<LiveModel>>(const std::string &folder)>;

} // namespace deltapad
