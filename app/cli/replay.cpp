// SPDX-License-Identifier: MIT
#include "app/cli/replay.h"

#include "app/cli/player.h"
#include "app/cli/replay_html.h"
#include "engine/recording/input.h"

#include <atomic>
#include <thread>

namespace deltapad::cli {

Result<Outcome> runReplay(const std::shared_ptr<const Model> &model, const ReplayOptions &options)
{
    struct Played
    {
        Status status = Done{};
        ReplayFigures figures;
        std::string differences;
    };
    Progress progress("replay", 0, options.progress);
    std::vector<Played> played(options.paths.size());
    std::atomic<std::size_t> next = 0;
    std::atomic<bool> failed = false;
    const auto work = [&] {
        for (std::size_t i = next++; i < options.paths.size() && !failed; i = next++) {
            Player player(model, options, options.paths[i], progress);
            played[i].status = player.play();
            played[i].figures = player.figures();
            played[i].differences = player.differences();
            if (!played[i].status)
                failed = true;
        }
    };
    {
        std::vector<std::jthread> helpers;
        for (std::int32_t i = 1; i < options.jobs; ++i)
            helpers.emplace_back(work);
        work();
    }

    ReplayFigures all;
    Outcome outcome;
    Facts traces = Facts::array();
    for (std::size_t i = 0; i < played.size(); ++i) {
        if (!played[i].status && outcome.failure.empty())
            outcome.failure = played[i].status.error().message;
        if (played[i].figures.edits() == 0 && failed)
            continue; // not played, or not a recording
        const std::string name = inputName(options.paths[i]);
        Facts facts = {{"path", name}};
        facts.update(played[i].figures.toFacts());
        if (!played[i].status)
            facts["failure"] = played[i].status.error().message;
        traces.push_back(std::move(facts));
        outcome.report += played[i].differences + name + ": " + played[i].figures.toLine() + "\n";
        all.merge(played[i].figures);
    }
    if (failed && all.edits() == 0) {
        for (const Played &one : played)
            if (!one.status)
                return one.status.error();
    }
    if (played.size() > 1)
        outcome.report += "all: " + all.toLine() + "\n";
    outcome.facts = {{"model", model->config.name},
                     {"sha256", model->sha256},
                     {"threads", options.threads},
                     {"jobs", options.jobs},
                     {"steps", options.steps == RevisionSteps::Atomic ? "atomic" : "whole"},
                     {"traces", std::move(traces)},
                     {"all", all.toFacts()}};
    if (!outcome.failure.empty()) {
        outcome.facts["failure"] = outcome.failure;
        outcome.status = ExitStatus::BadInput;
    } else if (all.mismatches() > 0) {
        outcome.status = ExitStatus::CheckFailed;
    }
    if (!options.htmlPath.empty()) {
        ReportSubject subject = reportSubject(*model, options.threads);
        for (const std::string &path : options.paths)
            subject.recordings.push_back(inputName(path));
        const Status written = writeFile(options.htmlPath, replayHtml(subject, all));
        if (!written)
            return written.error();
    }
    return outcome;
}

} // namespace deltapad::cli
