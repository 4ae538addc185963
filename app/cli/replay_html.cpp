// SPDX-License-Identifier: MIT
#include "app/cli/replay_html.h"

#include "app/cli/statistics.h"
#include "app/cli/svg_charts.h"

#include <cerrno>
#include <cstdio>
#include <fstream>
#include <system_error>
#include <thread>

namespace deltapad::cli {
namespace {

constexpr const char *kStyle = R"(
:root { color-scheme: light; }
body { font: 15px/1.5 system-ui, sans-serif; color: #1d2733; background: #fff; max-width: 760px;
  margin: 2em auto; padding: 0 1em; }
h1 { font-size: 1.7em; margin: 0; } h2 { font-size: 1.15em; margin: 2em 0 .3em; }
p { margin: .3em 0 .8em; } .quiet { color: #5a6673; }
.tiles { display: flex; flex-wrap: wrap; gap: 1em; margin: 1.4em 0; }
.tile { flex: 1 1 120px; border: 1px solid #d5dbe2; border-radius: 8px; padding: .7em 1em; }
.tile b { display: block; font-size: 1.7em; line-height: 1.2; }
.good b { color: #17693c; } .bad b { color: #a3231d; }
table { border-collapse: collapse; margin: .5em 0; } td, th { text-align: left; padding: .25em 1.2em .25em 0;
  border-bottom: 1px solid #e4e8ed; vertical-align: top; } td.n, th.n { text-align: right; }
svg { max-width: 100%; height: auto; display: block; } svg text { font: 12px system-ui, sans-serif; fill: #1d2733; }
svg .tick { fill: #5a6673; font-size: 11px; } .grid { stroke: #e4e8ed; } .whisker { stroke: #7d8995; stroke-width: 1.5; }
.median { stroke: #1d2733; stroke-width: 2.5; } .mark { stroke: #a3231d; stroke-dasharray: 4 3; }
svg .markText { fill: #a3231d; }
.c0 { fill: #2c6fbb; } .c1 { fill: #b9791a; } .c2 { fill: #7d8995; }
.l0, .l1, .l2 { fill: none; stroke-width: 2.5; } .l0 { stroke: #2c6fbb; } .l1 { stroke: #b9791a; stroke-dasharray: 7 3; }
.l2 { stroke: #7d8995; stroke-dasharray: 2 3; }
section { break-inside: avoid; }
@media print { body { margin: 0; max-width: none; font-size: 11pt; } .tile { border-color: #999; } }
)";

std::string tile(const std::string &value, const std::string &what, const char *kind = "")
{
    return "<div class=\"tile " + std::string(kind) + "\"><b>" + escapeHtml(value) + "</b>" +
           escapeHtml(what) + "</div>\n";
}

std::string section(const std::string &title, const std::string &text, const std::string &chart)
{
    return "<section><h2>" + escapeHtml(title) + "</h2>\n<p class=\"quiet\">" + escapeHtml(text) + "</p>\n" +
           chart + "</section>\n";
}

/// Operation ratios of the edits that `key` puts into each of `labels`.
template <typename Key>
std::vector<BoxRow> grouped(const std::vector<EditFacts> &edits, const std::vector<std::string> &labels,
                            Key key)
{
    std::vector<BoxRow> rows;
    for (const std::string &name : labels)
        rows.push_back({name, {}});
    for (const EditFacts &edit : edits)
        if (const std::size_t at = key(edit); at < rows.size() && edit.denseRatio > 0)
            rows[at].values.push_back(edit.denseRatio);
    for (BoxRow &row : rows)
        row.label += format(" (%lld)", static_cast<long long>(row.values.size()));
    return rows;
}

std::string tableRow(const std::string &what, const std::vector<double> &values)
{
    if (values.empty())
        return "";
    return "<tr><td>" + escapeHtml(what) + "</td>" +
           format("<td class=\"n\">%s</td><td class=\"n\">%s</td><td class=\"n\">%s</td>"
                  "<td class=\"n\">%s</td><td class=\"n\">%lld</td></tr>\n",
                  threeDigits(percentile(values, 0.5)).c_str(), threeDigits(percentile(values, 0.95)).c_str(),
                  threeDigits(percentile(values, 0.99)).c_str(), threeDigits(percentile(values, 1)).c_str(),
                  static_cast<long long>(std::ssize(values)));
}

std::string tiles(const ReplayFigures &figures)
{
    const std::vector<double> ratios = valuesOf(figures.list(), &EditFacts::denseRatio);
    const std::vector<double> wall = wallRatios(figures.list());
    std::string out = "<div class=\"tiles\">\n";
    out += tile(format("%.1f ×", percentile(ratios, 0.5)),
                format("fewer operations than a dense pass, median of %lld edits",
                       static_cast<long long>(std::ssize(ratios))));
    out += tile(format("%.1f ×", kPublishedRatio),
                "published median for atomic edits, on another model and other edits");
    if (!wall.empty())
        out += tile(format("%.1f ×", percentile(wall, 0.5)),
                    format("faster than a dense pass, median of %lld edits timed both ways",
                           static_cast<long long>(std::ssize(wall))));
    if (figures.verified() == 0)
        out += tile("not checked", "no comparison with from-scratch passes was asked for (--verify N)");
    else if (figures.mismatches() == 0)
        out += tile(format("%lld of %lld", static_cast<long long>(figures.verified()),
                           static_cast<long long>(figures.verified())),
                    "checks equal: every code and output, bit for bit", "good");
    else
        out += tile(
            format("%lld differ", static_cast<long long>(figures.mismatches())),
            format("of %lld checks against from-scratch passes", static_cast<long long>(figures.verified())),
            "bad");
    return out + "</div>\n";
}

std::string latencies(const ReplayFigures &figures)
{
    const std::vector<double> ours = valuesOf(figures.list(), &EditFacts::milliseconds);
    const std::vector<double> prefix = valuesOf(figures.list(), &EditFacts::prefixMilliseconds);
    const std::vector<double> dense = valuesOf(figures.list(), &EditFacts::denseMilliseconds);
    return section("Latency of three methods",
                   "Share of edits done within a time. Incremental: every edit, to all outputs read. Prefix "
                   "reuse (what a key/value cache leaves to do; the rows alone, without the text's own "
                   "work) and dense: timed on samples, with the same kernels and "
                   "threads.",
                   shareChart({{"incremental", ours}, {"prefix reuse", prefix}, {"dense", dense}}, " ms")) +
           "<table><tr><th>milliseconds</th><th class=\"n\">p50</th><th class=\"n\">p95</th><th "
           "class=\"n\">p99</th>"
           "<th class=\"n\">most</th><th class=\"n\">edits</th></tr>\n" +
           tableRow("incremental", ours) + tableRow("prefix reuse", prefix) + tableRow("dense", dense) +
           "</table>\n";
}

std::string ratios(const ReplayFigures &figures)
{
    const std::vector<EditFacts> &edits = figures.list();
    const std::string mark = format("published %.1f", kPublishedRatio);
    const char *const how =
        "Operations of a dense pass divided by those of the update: 10 %, quartiles, median, 90 %.";
    std::string out =
        section("By place in the text", how,
                boxChart(grouped(edits, {"first fifth", "second", "third", "fourth", "last fifth"},
                                 [](const EditFacts &edit) {
                                     return std::min<std::size_t>(4, std::size_t(edit.place * 5));
                                 }),
                         "×", kPublishedRatio, mark));
    std::vector<std::string> kinds;
    for (const EditKind kind :
         {EditKind::Insertion, EditKind::Deletion, EditKind::Replacement, EditKind::Several})
        kinds.emplace_back(nameOf(kind));
    out +=
        section("By kind of edit", how,
                boxChart(grouped(edits, kinds,
                                 [](const EditFacts &edit) { return static_cast<std::size_t>(edit.kind); }),
                         "×", kPublishedRatio, mark));
    out +=
        section("By length of the live text", how,
                boxChart(grouped(edits, {"up to 256 tokens", "to 512", "to 1,024", "to 2,048", "longer"},
                                 [](const EditFacts &edit) {
                                     std::size_t at = 0;
                                     for (std::int64_t limit = 256; at < 4 && edit.rows > limit; limit *= 2)
                                         ++at;
                                     return at;
                                 }),
                         "×", kPublishedRatio, mark));
    return out;
}

} // namespace

std::string machineName()
{
    std::string processor = "unknown processor";
    std::ifstream info("/proc/cpuinfo");
    for (std::string line; std::getline(info, line);) {
        if (line.rfind("model name", 0) != 0)
            continue;
        if (const auto colon = line.find(": "); colon != std::string::npos)
            processor = line.substr(colon + 2);
        break;
    }
    return processor + format(", %u threads", std::thread::hardware_concurrency());
}

ReportSubject reportSubject(const Model &model, std::int32_t threads)
{
    const ModelConfig &c = model.config;
    ReportSubject subject;
    subject.model = c.name;
    subject.sha256 = model.sha256;
    subject.shape =
        format("%d layers, width %d, %d heads of %d codes, vocabulary %d, context %d",
               static_cast<int>(c.layers), static_cast<int>(c.width), static_cast<int>(c.heads),
               static_cast<int>(c.codes), static_cast<int>(c.vocabulary), static_cast<int>(c.context));
    subject.machine = machineName();
    subject.threads = threads;
    return subject;
}

std::string replayHtml(const ReportSubject &subject, const ReplayFigures &figures)
{
    std::string page = "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
                       "<meta name=\"viewport\" content=\"width=device-width\">\n"
                       "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
                       "'unsafe-inline'\">\n<title>Deltapad replay</title>\n<style>" +
                       std::string(kStyle) + "</style></head><body>\n";
    page +=
        "<h1>Deltapad replay</h1>\n<p class=\"quiet\">Recorded edits, played through the live engine.</p>\n";
    page += tiles(figures) + latencies(figures) + ratios(figures);
    std::vector<ShareRow> layers;
    const std::vector<double> changed = figures.rowsChanged();
    for (std::size_t l = 0; l < changed.size(); ++l)
        layers.push_back({format("layer %zu", l + 1), changed[l]});
    page += section("Rows that change",
                    "Share of the live rows whose output changed in a layer, mean over the edits.",
                    barChart(layers));
    page += "<section><h2>What was measured</h2>\n<table>\n";
    const auto row = [&](const char *what, const std::string &value) {
        page += std::string("<tr><th>") + what + "</th><td>" + escapeHtml(value) + "</td></tr>\n";
    };
    row("model", subject.model + ": " + subject.shape);
    row("sha256", subject.sha256);
    row("machine", subject.machine);
    row("threads used", subject.threads > 0 ? std::to_string(subject.threads) : "all");
    row("edits", format("%lld in %lld documents", static_cast<long long>(figures.edits()),
                        static_cast<long long>(figures.documents())));
    std::string recordings;
    constexpr std::size_t kNamed = 12;
    for (std::size_t i = 0; i < subject.recordings.size() && i < kNamed; ++i)
        recordings += (i > 0 ? "\n" : "") + subject.recordings[i];
    if (subject.recordings.size() > kNamed)
        recordings += format("\nand %zu more", subject.recordings.size() - kNamed);
    row("recordings", recordings);
    page += "</table>\n<p class=\"quiet\">An operation is one multiply-add of a matrix, attention or vote "
            "product; the "
            "output head counts for the rows whose outputs are refreshed. The published figure is the median "
            "of Sharir "
            "and Anandkumar (arXiv 2307.14988) for sequences of atomic edits on an adapted "
            "OPT-125M.</p></section>\n"
            "</body></html>\n";
    return page;
}

Status writeFile(const std::string &path, const std::string &content)
{
    std::FILE *file = std::fopen(path.c_str(), "wb");
    bool good = file != nullptr;
    if (file) {
        good = std::fwrite(content.data(), 1, content.size(), file) == content.size();
        good = std::fclose(file) == 0 && good;
    }
    if (good)
        return Done{};
    return Error{ErrorCode::FileUnreadable,
                 path + ": cannot be written: " + std::generic_category().message(errno)};
}

} // namespace deltapad::cli
