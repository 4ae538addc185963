// SPDX-License-Identifier: MIT
#pragma once
// Player: plays one recording through a document session and measures every edit.
//
// An edit's time covers the update and the reading of every output: classes, surprise of each live token,
// next-word candidates at the caret. On every dense-th edit the same rows are also computed by the two
// references, with the same kernels and threads, and a whole completion is timed; none of that is part of the
// edit's time. Not for several recordings: runReplay() and runExperiment() do that. Threading: one thread.
// Cost: the recording.
#include "app/cli/progress.h"
#include "app/cli/replay.h"
#include "app/cli/replay_figures.h"
#include "engine/recording/trace.h"
#include "engine/session/document_session.h"

#include <memory>
#include <span>
#include <string>

namespace deltapad::cli {

class Player
{
public:
    Player(std::shared_ptr<const Model> model, const ReplayOptions &options, const std::string &path,
           Progress &progress);

    /// The first error ends it; the figures of what was played until then stay.
    Status play();

    const ReplayFigures &figures() const { return m_figures; }
    /// A line for every check that found a difference.
    const std::string &differences() const { return m_differences; }

private:
    bool limitReached() const { return m_options.limit > 0 && m_figures.edits() >= m_options.limit; }
    Status playTrace(const std::string &text);
    Status playHistories(const std::string &text);
    Status playHistory(const RevisionHistory &history);
    bool isWanted(const std::u16string &text) const;
    Status open(const std::u16string &text);
    Status playEdit(std::span<const TextSplice> splices);
    Status timeReferences(Utf16Offset caret, const UpdateReport &report, EditFacts &facts);
    Status finishDocument();
    void verify();

    const ReplayOptions &m_options;
    std::string m_name;
    std::string m_path;
    Progress &m_progress;
    std::shared_ptr<const Model> m_model;
    DocumentSession m_session;
    ReplayFigures m_figures;
    std::string m_differences;
    std::int64_t m_editsOfDocument = 0;
    bool m_verifiedLast = false;
};

} // namespace deltapad::cli
