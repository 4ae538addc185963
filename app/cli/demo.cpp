// SPDX-License-Identifier: MIT
#include "app/cli/demo.h"

#include "app/cli/statistics.h"
#include "app/cli/timed_edit.h"
#include "engine/recording/tour.h"
#include "engine/session/document_session.h"

#include <algorithm>

namespace deltapad::cli {
namespace {

/// What the keys of one edit cost.
struct EditCost
{
    std::vector<double> milliseconds;
    std::int64_t incremental = 0;
    std::int64_t dense = 0;
    std::int64_t prefix = 0;
    double denseMilliseconds = 0;
    UpdateReport last;
    bool equal = false;
};

/// Layers above one another, the live text from left to right: what the last key computed again.
std::string heatMap(const UpdateReport &report)
{
    constexpr std::int64_t kColumns = 64;
    std::string map;
    for (std::size_t l = 0; l < report.changedRows.size(); ++l) {
        std::string line(kColumns, '.');
        for (const RowRange &range : report.changedRows[l])
            for (std::int64_t row = range.begin; row < range.end; ++row)
                line[static_cast<std::size_t>(std::min(kColumns - 1, row * kColumns / report.rows))] = '#';
        map +=
            l + 1 < report.changedRows.size() ? format("    layer %-2zu ", l + 1) : format("    outputs  ");
        map += line + "\n";
    }
    return map;
}

Result<EditCost> make(DocumentSession &session, const TourEdit &edit)
{
    EditCost cost;
    for (const TextSplice &key : keysOf(edit, session.text())) {
        const Result<TimedEdit> edited = timeEdit(session, {&key, 1});
        if (!edited)
            return edited.error();
        const UpdateReport &report = edited.value().report;
        cost.milliseconds.push_back(edited.value().milliseconds);
        cost.incremental += report.incremental.total();
        cost.dense += report.dense.total();
        cost.prefix += report.prefix.total();
        cost.last = report;
    }
    cost.denseMilliseconds = session.denseMilliseconds();
    cost.equal = !session.verify();
    return cost;
}

} // namespace

Result<Outcome> runDemo(const std::shared_ptr<const Model> &model, std::int32_t threads)
{
    DocumentSession session(model, {.threads = threads});
    const std::u16string text = tourText();
    const Stopwatch clock;
    if (const Result<UpdateReport> opened = session.open(text, Utf16Offset(0)); !opened)
        return opened.error();
    const double opening = clock.milliseconds();

    Outcome outcome;
    std::string &report = outcome.report;
    report += format(
        "The guided tour, without a window. Model %s; a text of %zu characters, %zu tokens.\n"
        "Opened, and all of it computed once, in %.0f ms. Now six edits, key by key; after every key the\n"
        "classes, the surprise of every word and the next words are up to date.\n\n",
        model->config.name.c_str(), text.size(), session.copyRows().tokens.size() - 1, opening);
    report += format("  %-15s %5s %11s %11s %12s %12s %8s\n", "edit", "keys", "median ms", "dense ms",
                     "less work", "than prefix", "check");
    Facts edits = Facts::array();
    std::vector<double> all;
    UpdateReport middle;
    bool equal = true;
    for (const TourEdit &edit : tourEdits()) {
        const Result<EditCost> made = make(session, edit);
        if (!made)
            return made.error();
        const EditCost &cost = made.value();
        const double dense = quotient(double(cost.dense), double(cost.incremental));
        const double prefix = quotient(double(cost.prefix), double(cost.incremental));
        report += format("  %-15s %5zu %11.2f %11.1f %10.1f x %10.1f x %8s\n", edit.name.c_str(),
                         cost.milliseconds.size(), percentile(cost.milliseconds, 0.5), cost.denseMilliseconds,
                         dense, prefix, cost.equal ? "equal" : "DIFFERS");
        edits.push_back({{"name", edit.name},
                         {"keys", cost.milliseconds.size()},
                         {"ms", percentile(cost.milliseconds, 0.5)},
                         {"dense_ms", cost.denseMilliseconds},
                         {"ops_ratio", dense},
                         {"prefix_ratio", prefix},
                         {"equal", cost.equal}});
        all.insert(all.end(), cost.milliseconds.begin(), cost.milliseconds.end());
        equal = equal && cost.equal;
        if (edit.name == "in the middle")
            middle = cost.last;
    }
    report +=
        "\nWhat the last key in the middle computed again (#), over the whole text from left to right:\n\n" +
        heatMap(middle);
    report += format("\n%zu keys: p50 %.2f, p95 %.2f, p99 %.2f ms. ", all.size(), percentile(all, 0.5),
                     percentile(all, 0.95), percentile(all, 0.99));
    report += equal ? "Every check against a from-scratch pass was equal, bit for bit.\n"
                    : "A check against a from-scratch pass found a difference.\n";
    outcome.facts = {
        {"model", model->config.name},
        {"edits", std::move(edits)},
        {"keys", all.size()},
        {"ms",
         {{"p50", percentile(all, 0.5)}, {"p95", percentile(all, 0.95)}, {"p99", percentile(all, 0.99)}}},
        {"equal", equal}};
    if (!equal)
        outcome.status = ExitStatus::CheckFailed;
    return outcome;
}

} // namespace deltapad::cli
