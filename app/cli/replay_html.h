// SPDX-License-Identifier: MIT
#pragma once
// The report of `replay --html`: one self-contained page with charts, readable in print and without a
// network. Threading: pure functions, but machineName() reads /proc. Cost: sorts the figures some dozen
// times.
#include "app/cli/replay_figures.h"
#include "engine/model/model.h"

#include <string>
#include <vector>

namespace deltapad::cli {

/// The published median for atomic edits (arXiv 2307.14988), on another model and other edits.
inline constexpr double kPublishedRatio = 12.1;

/// What was measured, and on what.
struct ReportSubject
{
    std::string model;
    std::string sha256;
    std::string shape; ///< "5.1 M parameters, 5 layers, …"
    std::string machine;
    std::int32_t threads = 0; ///< 0: all cores
    std::vector<std::string> recordings;
};

ReportSubject reportSubject(const Model &model, std::int32_t threads);
/// Processor and number of cores as the system tells them.
std::string machineName();

std::string replayHtml(const ReportSubject &subject, const ReplayFigures &figures);

/// FileUnreadable names what cannot be written.
Status writeFile(const std::string &path, const std::string &content);

} // namespace deltapad::cli
