// SPDX-License-Identifier: MIT
#include "app/cli/experiment.h"

#include "app/cli/player.h"
#include "app/cli/replay_html.h"
#include "app/cli/statistics.h"
#include "engine/recording/input.h"

#include <algorithm>
#include <filesystem>

namespace deltapad::cli {
namespace {

namespace fs = std::filesystem;

/// Histories of one origin, played in one way.
struct Part
{
    std::string origin;
    RevisionSteps steps = RevisionSteps::Atomic;
    std::vector<std::string> files;
    ReplayFigures figures;

    std::string name() const
    {
        return origin + (steps == RevisionSteps::Atomic ? ", atomic edits" : ", whole revisions");
    }
};

bool isRecording(const std::string &name)
{
    return name.ends_with(".jsonl") || name.ends_with(".jsonl.xz");
}

/// Wikipedia changes far more at a time than people who write in git; essays are neither.
std::string originOf(const std::string &name)
{
    if (name.starts_with("wikipedia"))
        return "Wikipedia";
    return name.starts_with("argrewrite") ? "essays" : "git histories";
}

Result<std::vector<Part>> findParts(const std::string &folder)
{
    const fs::path revisions = fs::path(folder) / "revisions";
    std::error_code error;
    std::vector<std::string> files;
    for (const fs::directory_entry &entry : fs::directory_iterator(revisions, error))
        if (isRecording(entry.path().filename().string()))
            files.push_back(entry.path().string());
    if (files.empty())
        return Error{ErrorCode::FileNotFound,
                     revisions.string() + ": expected a folder with *.jsonl or *.jsonl.xz"};
    std::sort(files.begin(), files.end());
    std::vector<Part> parts;
    for (const char *origin : {"git histories", "Wikipedia", "essays"})
        for (const RevisionSteps steps : {RevisionSteps::Atomic, RevisionSteps::Whole}) {
            Part part{origin, steps, {}, {}};
            for (const std::string &file : files)
                if (originOf(fs::path(file).filename().string()) == origin)
                    part.files.push_back(file);
            if (!part.files.empty())
                parts.push_back(std::move(part));
        }
    return parts;
}

std::string quantileCells(const std::vector<double> &values)
{
    if (values.empty())
        return " – | – | – | – | – |";
    std::string cells;
    for (const double quantile : {0.1, 0.25, 0.5, 0.75, 0.9})
        cells += quantile == 0.5 ? format(" **%.1f** |", percentile(values, quantile))
                                 : format(" %.1f |", percentile(values, quantile));
    return cells;
}

struct Band
{
    std::string name;
    double from = 0;
    double to = 0; ///< not included
};

const std::vector<Band> &places()
{
    static const std::vector<Band> bands = {
        {"first quarter", 0, 0.25}, {"second", 0.25, 0.5}, {"third", 0.5, 0.75}, {"last", 0.75, 2}};
    return bands;
}

const std::vector<Band> &shares()
{
    static const std::vector<Band> bands = {{"under 0.1 %", 0, 0.001},
                                            {"0.1 to 1 %", 0.001, 0.01},
                                            {"1 to 5 %", 0.01, 0.05},
                                            {"5 to 20 %", 0.05, 0.2},
                                            {"over 20 %", 0.2, 1e9}};
    return bands;
}

std::vector<double> ratiosWithin(const ReplayFigures &figures, double EditFacts::*figure, const Band &band)
{
    std::vector<double> ratios;
    for (const EditFacts &edit : figures.list())
        if (edit.*figure >= band.from && edit.*figure < band.to && edit.denseRatio > 0)
            ratios.push_back(edit.denseRatio);
    return ratios;
}

std::string bandTable(const std::vector<Part> &parts, const char *title, const std::vector<Band> &bands,
                      double EditFacts::*figure)
{
    std::string table =
        format("\n| %s | edits | p10 | quartile | median | quartile | p90 |\n|---|--:|--:|--:|--:|--:|--:|\n",
               title);
    for (const Part &part : parts)
        for (const Band &band : bands) {
            const std::vector<double> ratios = ratiosWithin(part.figures, figure, band);
            if (!ratios.empty())
                table += "| " + part.name() + ", " + band.name +
                         format(" | %lld |", static_cast<long long>(std::ssize(ratios))) +
                         quantileCells(ratios) + "\n";
        }
    return table;
}

std::string markdown(const std::vector<Part> &parts, const Model &model, const ExperimentOptions &options)
{
    std::string text =
        format("Operations of a dense pass divided by those of the incremental update (model %s, sha256 "
               "%.12s…); documents that begin "
               "with %lld to %lld tokens. The published median for atomic edits is %.1f, on another model "
               "and other edits.\n\n",
               model.config.name.c_str(), model.sha256.c_str(), static_cast<long long>(options.minTokens),
               static_cast<long long>(options.maxTokens), kPublishedRatio);
    text += "| histories | documents | edits | p10 | quartile | median | quartile | p90 | median against "
            "prefix reuse | median in time | checks equal |\n"
            "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n";
    for (const Part &part : parts) {
        const ReplayFigures &figures = part.figures;
        const std::vector<double> timed = wallRatios(figures.list());
        text += "| " + part.name() +
                format(" | %lld | %lld |", static_cast<long long>(figures.documents()),
                       static_cast<long long>(figures.edits())) +
                quantileCells(valuesOf(figures.list(), &EditFacts::denseRatio)) +
                format(" %.1f | %s | %lld of %lld |\n",
                       percentile(valuesOf(figures.list(), &EditFacts::prefixRatio), 0.5),
                       timed.empty() ? "–" : format("%.1f", percentile(timed, 0.5)).c_str(),
                       static_cast<long long>(figures.verified() - figures.mismatches()),
                       static_cast<long long>(figures.verified()));
    }
    text += bandTable(parts, "by place of the edit in the text", places(), &EditFacts::place);
    text += bandTable(parts, "by changed share of the text", shares(), &EditFacts::changedShare);
    return text + "\nMeasured on " + machineName() + ".\n";
}

Facts bandFacts(const ReplayFigures &figures, const std::vector<Band> &bands, double EditFacts::*figure)
{
    Facts facts = Facts::array();
    for (const Band &band : bands) {
        const std::vector<double> ratios = ratiosWithin(figures, figure, band);
        facts.push_back({{"band", band.name},
                         {"edits", ratios.size()},
                         {"q1", percentile(ratios, 0.25)},
                         {"median", percentile(ratios, 0.5)},
                         {"q3", percentile(ratios, 0.75)}});
    }
    return facts;
}

} // namespace

Result<Outcome> runExperiment(const std::shared_ptr<const Model> &model, const ExperimentOptions &options)
{
    Result<std::vector<Part>> found = findParts(options.folder);
    if (!found)
        return found.error();
    std::vector<Part> parts = std::move(found).value();
    Outcome outcome;
    Progress progress("experiment", 0, options.progress);
    for (Part &part : parts) {
        ReplayOptions replay;
        replay.paths = part.files;
        replay.verifyEvery = options.verifyEvery;
        replay.denseEvery = options.denseEvery;
        replay.limit = options.limit;
        replay.limitOfDocument = options.limitOfDocument;
        replay.threads = options.threads;
        replay.steps = part.steps;
        replay.minTokens = options.minTokens;
        replay.maxTokensOfDocument = options.maxTokens;
        for (const std::string &file : part.files) {
            Player player(model, replay, file, progress);
            const Status status = player.play();
            part.figures.merge(player.figures());
            outcome.report += player.differences();
            if (!status && outcome.failure.empty())
                outcome.failure = status.error().message; // the other files are still worth having
        }
    }
    std::erase_if(parts, [](const Part &part) { return part.figures.edits() == 0; });

    Facts facts = Facts::array();
    std::int64_t mismatches = 0;
    for (const Part &part : parts) {
        Facts one = {{"origin", part.origin},
                     {"steps", part.steps == RevisionSteps::Atomic ? "atomic" : "whole"}};
        one.update(part.figures.toFacts());
        one["by_place"] = bandFacts(part.figures, places(), &EditFacts::place);
        one["by_changed_share"] = bandFacts(part.figures, shares(), &EditFacts::changedShare);
        facts.push_back(std::move(one));
        mismatches += part.figures.mismatches();
    }
    outcome.facts = {{"model", model->config.name}, {"sha256", model->sha256}, {"parts", std::move(facts)}};
    if (!outcome.failure.empty())
        outcome.facts["failure"] = outcome.failure;
    const std::string tables = markdown(parts, *model, options);
    outcome.report += tables;
    if (!options.markdownPath.empty())
        if (Status written = writeFile(options.markdownPath, tables); !written)
            return written.error();
    if (!outcome.failure.empty())
        outcome.status = ExitStatus::BadInput;
    else if (mismatches > 0)
        outcome.status = ExitStatus::CheckFailed;
    return outcome;
}

} // namespace deltapad::cli
