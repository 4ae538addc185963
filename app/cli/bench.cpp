// SPDX-License-Identifier: MIT
#include "app/cli/bench.h"

#include "app/cli/bench_edits.h"
#include "app/cli/bench_files.h"
#include "app/cli/bench_waits.h"
#include "app/cli/replay_html.h"
#include "app/cli/statistics.h"
#include "app/cli/timed_edit.h"
#include "engine/recording/input.h"
#include "engine/recording/tour.h"
#include "engine/session/document_session.h"
#include "engine/token/token_document.h"

#include <algorithm>
#include <cmath>

namespace deltapad::cli {
namespace {

constexpr double kPlaces[] = {0.1, 0.5, 0.9, 1.0};
/// Rows that the longest length leaves free, so that a pasted paragraph does not move the live context.
std::int32_t roomFor(const Model &model)
{
    constexpr std::int32_t kRoom = 192;
    return std::min(kRoom, model.config.context / 4);
}
/// Words between the places of two repeats.
constexpr std::int32_t kStep = 3;

/// One line of the table.
struct Cell
{
    std::int64_t tokens = 0;
    double place = 0;
    BenchEdit kind = BenchEdit::TypedCharacter;
    std::vector<double> milliseconds;
    std::vector<double> denseMilliseconds;
    std::vector<double> prefixMilliseconds;
    std::vector<double> wallRatios;
    Operations incremental;
    Operations dense;
    Operations prefix;
    std::vector<double> changedShares; ///< per layer, sums over the edits

    double median() const { return percentile(milliseconds, 0.5); }
    double operationsRatio() const { return quotient(double(dense.total()), double(incremental.total())); }
    double prefixRatio() const { return quotient(double(prefix.total()), double(incremental.total())); }

    Facts toFacts() const
    {
        Facts shares = Facts::array();
        for (const double sum : changedShares)
            shares.push_back(quotient(sum, double(milliseconds.size())));
        return {
            {"tokens", tokens},
            {"place", place},
            {"edit", nameOf(kind)},
            {"edits", milliseconds.size()},
            {"ms", {{"p50", median()}, {"max", percentile(milliseconds, 1.0)}}},
            {"dense_ms", percentile(denseMilliseconds, 0.5)},
            {"prefix_ms", percentile(prefixMilliseconds, 0.5)},
            {"ops",
             {{"dense", dense.total()}, {"prefix", prefix.total()}, {"incremental", incremental.total()}}},
            {"ops_ratio", operationsRatio()},
            {"prefix_ratio", prefixRatio()},
            {"wall_ratio", percentile(wallRatios, 0.5)},
            {"prefix_wall_ratio", quotient(percentile(prefixMilliseconds, 0.5), median())},
            {"rows_changed", std::move(shares)}};
    }
    std::string toLine() const
    {
        return format("  %6lld %5.0f %%  %-17s %9.2f %9.2f %9.1f %9.1f x %8.1f x %8.1f x\n",
                      static_cast<long long>(tokens), place * 100, nameOf(kind), median(),
                      percentile(prefixMilliseconds, 0.5), percentile(denseMilliseconds, 0.5),
                      operationsRatio(), prefixRatio(), percentile(wallRatios, 0.5));
    }
};

class Bench
{
public:
    Bench(const std::shared_ptr<const Model> &model, const BenchOptions &options)
        : m_options(options), m_session(model, {.threads = options.threads})
    {
    }

    /// All places and kinds in a text of `length` tokens.
    Status measure(const std::u16string &text, Progress &progress)
    {
        if (const Result<UpdateReport> opened = m_session.open(text, Utf16Offset(0)); !opened)
            return opened.error();
        for (const double place : kPlaces)
            for (const BenchEdit kind : kBenchEdits) {
                Cell cell;
                cell.tokens = m_session.tokens().size();
                cell.place = place;
                cell.kind = kind;
                for (std::int32_t n = 0; n < m_options.repeats; ++n)
                    if (Status status = makeAndTakeBack(text, kStep * n, cell); !status)
                        return status;
                m_cells.push_back(std::move(cell));
                ++m_checks;
                if (const std::optional<Mismatch> mismatch = m_session.verify())
                    m_differences += format("%zu tokens, %s at %.0f %%: %s differ in layer %d, row %lld\n",
                                            static_cast<std::size_t>(m_cells.back().tokens), nameOf(kind),
                                            place * 100, mismatch->what.c_str(), mismatch->layer,
                                            static_cast<long long>(mismatch->row));
                progress.step();
            }
        return Done{};
    }

    const std::vector<Cell> &cells() const { return m_cells; }
    std::int64_t checks() const { return m_checks; }
    /// A line for every check that found one.
    const std::string &differences() const { return m_differences; }

private:
    Status makeAndTakeBack(const std::u16string &text, std::int32_t shift, Cell &cell)
    {
        const std::optional<TextSplice> edit = benchEdit(cell.kind, text, cell.place, shift);
        if (!edit)
            return Error{ErrorCode::BadSyntax, "the text has no words"};
        const Result<TimedEdit> edited = timeEdit(m_session, {&*edit, 1});
        if (!edited)
            return edited.error();
        const UpdateReport &report = edited.value().report;
        const double milliseconds = edited.value().milliseconds;
        const double dense = m_session.denseMilliseconds();
        const Result<double> prefix = m_session.prefixMilliseconds(report.firstChangedRow);
        if (!prefix)
            return prefix.error();
        cell.milliseconds.push_back(milliseconds);
        cell.denseMilliseconds.push_back(dense);
        cell.prefixMilliseconds.push_back(prefix.value());
        cell.wallRatios.push_back(quotient(dense, milliseconds));
        cell.incremental += report.incremental;
        cell.dense += report.dense;
        cell.prefix += report.prefix;
        cell.changedShares.resize(report.layers.size());
        for (std::size_t l = 0; l < report.layers.size(); ++l)
            cell.changedShares[l] += quotient(double(report.layers[l].rowsChanged), double(report.rows));
        const TextSplice back{edit->begin, std::ssize(edit->inserted),
                              text.substr(static_cast<std::size_t>(edit->begin.value),
                                          static_cast<std::size_t>(edit->removed))};
        const Result<UpdateReport> undone = m_session.apply(back);
        return undone ? Status(Done{}) : Status(undone.error());
    }

    const BenchOptions &m_options;
    DocumentSession m_session;
    std::vector<Cell> m_cells;
    std::int64_t m_checks = 0;
    std::string m_differences;
};

/// The first `count` tokens of a text, or all it has.
std::u16string firstTokens(const Model &model, const std::u16string &text, std::int64_t count)
{
    TokenDocument document(model.tokenizer);
    document.reset(text);
    if (document.size() <= count)
        return text;
    return text.substr(0, static_cast<std::size_t>(document.startOf(TokenIndex(count)).value));
}

/// The exponent e of time ~ length^e, by least squares over the logarithms; nothing for fewer than two
/// lengths.
std::optional<double> growth(const std::vector<Cell> &cells, double place, BenchEdit kind)
{
    std::vector<std::pair<double, double>> points;
    for (const Cell &cell : cells)
        if (cell.place == place && cell.kind == kind && cell.median() > 0)
            points.emplace_back(std::log(double(cell.tokens)), std::log(cell.median()));
    if (points.size() < 2)
        return std::nullopt;
    double meanX = 0;
    double meanY = 0;
    for (const auto &[x, y] : points) {
        meanX += x / double(points.size());
        meanY += y / double(points.size());
    }
    double above = 0;
    double below = 0;
    for (const auto &[x, y] : points) {
        above += (x - meanX) * (y - meanY);
        below += (x - meanX) * (x - meanX);
    }
    return below > 0 ? std::optional(above / below) : std::nullopt;
}

} // namespace

Result<Outcome> runBench(const std::shared_ptr<const Model> &model, const BenchOptions &options)
{
    std::u16string text = tourText();
    if (!options.path.empty()) {
        Result<std::u16string> read = readSomeTextInput(options.path);
        if (!read)
            return read.error();
        text = std::move(read).value();
    }
    std::vector<std::int32_t> lengths = options.lengths;
    const std::int32_t most = model->config.context - 1 - roomFor(*model);
    if (lengths.empty()) {
        for (const std::int32_t length : {256, 512, 1024, 2048})
            if (length <= most)
                lengths.push_back(length);
        if (lengths.empty())
            lengths.push_back(most);
    }
    std::vector<std::u16string> texts;
    for (const std::int32_t length : lengths) {
        if (length > most)
            return Error{ErrorCode::BadSyntax,
                         format("--lengths: %d: expected at most %d, the model's context "
                                "less the room for a pasted paragraph",
                                length, most)};
        // A text that is too short is continued with itself.
        std::u16string longEnough = text;
        while (std::ssize(model->tokenizer->encode(longEnough)) < length)
            longEnough += u"\n\n" + text;
        texts.push_back(firstTokens(*model, longEnough, length));
    }

    Progress progress("bench", std::ssize(texts) * std::ssize(kPlaces) * std::ssize(kBenchEdits),
                      options.progress);
    Bench bench(model, options);
    for (const std::u16string &one : texts)
        if (Status status = bench.measure(one, progress); !status)
            return status.error();

    Outcome outcome;
    Facts rows = Facts::array();
    outcome.report = format("Model %s, medians of %d edits; times in milliseconds on %s.\n\n"
                            "  %6s %7s  %-17s %9s %9s %9s %11s %10s %10s\n",
                            model->config.name.c_str(), options.repeats, machineName().c_str(), "tokens",
                            "place", "edit", "ours", "prefix", "dense", "less work", "prefix", "faster");
    for (const Cell &cell : bench.cells()) {
        rows.push_back(cell.toFacts());
        outcome.report += cell.toLine();
    }
    Facts laws = Facts::array();
    if (lengths.size() > 1)
        outcome.report += "\nTime grows with the length to the power of:\n";
    for (const double place : kPlaces) {
        std::string line;
        for (const BenchEdit kind : kBenchEdits)
            if (const std::optional<double> exponent = growth(bench.cells(), place, kind)) {
                laws.push_back({{"place", place}, {"edit", nameOf(kind)}, {"exponent", *exponent}});
                line += format("  %s %.2f", nameOf(kind), *exponent);
            }
        if (!line.empty())
            outcome.report += format("  %3.0f %%:", place * 100) + line + "\n";
    }
    const std::int64_t differences = std::count(bench.differences().begin(), bench.differences().end(), '\n');
    outcome.report +=
        format("\n%lld of %lld checks equal to a from-scratch pass, bit for bit.\n",
               static_cast<long long>(bench.checks() - differences), static_cast<long long>(bench.checks())) +
        bench.differences();
    outcome.facts = {
        {"model", model->config.name}, {"sha256", model->sha256},   {"machine", machineName()},
        {"threads", options.threads},  {"rows", std::move(rows)},   {"growth", std::move(laws)},
        {"verified", bench.checks()},  {"mismatches", differences}, {"peak_rss_mb", peakMemoryMib()}};
    if (differences > 0)
        outcome.status = ExitStatus::CheckFailed;
    std::int64_t allDifferences = differences;
    const auto add = [&](const Outcome &more) {
        outcome.report += "\n" + more.report;
        allDifferences += more.facts.value("mismatches", std::int64_t(0));
        if (more.status != ExitStatus::Done)
            outcome.status = more.status;
    };
    const Result<Outcome> opening =
        runOpening(model, {.modelFolder = options.modelFolder, .text = text, .repeats = options.repeats});
    if (!opening)
        return opening.error();
    add(opening.value());
    outcome.facts["opening"] = opening.value().facts.at("opening");
    const std::u16string &longest = *std::max_element(
        texts.begin(), texts.end(), [](const auto &a, const auto &b) { return a.size() < b.size(); });
    const Result<Outcome> completion = runCompletionWait(model, {longest, options.threads});
    if (!completion)
        return completion.error();
    add(completion.value());
    outcome.facts["completion"] = completion.value().facts.at("completion");
    if (!options.kilobytes.empty()) {
        const Result<Outcome> files =
            runBenchFiles(model, {text, options.kilobytes, options.threads, options.progress});
        if (!files)
            return files.error();
        add(files.value());
        outcome.facts["files"] = files.value().facts.at("files");
    }
    outcome.facts["mismatches"] = allDifferences;
    return outcome;
}

} // namespace deltapad::cli
