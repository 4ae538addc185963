// SPDX-License-Identifier: MIT
#include "app/cli/compare.h"

#include "app/cli/statistics.h"
#include "engine/recording/input.h"
#include "engine/recording/trace.h"
#include "engine/revisions/revision_batch.h"

#include <algorithm>
#include <set>

namespace deltapad::cli {
namespace {

using Versions = std::vector<std::vector<TokenId>>;

/// More rows than these are computed in several batches, so that memory stays bounded.
constexpr std::int64_t kMostRowsOfBatch = 400'000;

/// One document, or all of them.
struct Figures
{
    std::int64_t versions = 0;
    std::int64_t distinctVersions = 0;
    std::int64_t truncated = 0; ///< versions longer than the rows that were computed
    std::int64_t rows = 0;
    std::int64_t finalRows = 0;
    std::int64_t denseOperations = 0;
    std::int64_t batchOperations = 0;
    double batchMilliseconds = 0;
    double denseMilliseconds = 0; ///< of the checked versions
    std::int64_t checked = 0;
    std::int64_t mismatches = 0;

    void add(const Figures &other)
    {
        versions += other.versions;
        distinctVersions += other.distinctVersions;
        truncated += other.truncated;
        rows += other.rows;
        finalRows += other.finalRows;
        denseOperations += other.denseOperations;
        batchOperations += other.batchOperations;
        batchMilliseconds += other.batchMilliseconds;
        denseMilliseconds += other.denseMilliseconds;
        checked += other.checked;
        mismatches += other.mismatches;
    }
    double ratio() const { return quotient(double(denseOperations), double(batchOperations)); }
    double millisecondsOfADensePass() const { return quotient(denseMilliseconds, double(checked)); }
    /// All versions at the mean time of the checked ones, by the time of the batch.
    double wallRatio() const
    {
        return quotient(millisecondsOfADensePass() * double(versions), batchMilliseconds);
    }

    Facts toFacts() const
    {
        return {{"versions", versions},
                {"distinct_versions", distinctVersions},
                {"truncated", truncated},
                {"rows", rows},
                {"distinct_final_rows", finalRows},
                {"dense_ops", denseOperations},
                {"batch_ops", batchOperations},
                {"ratio", ratio()},
                {"batch_ms", batchMilliseconds},
                {"dense_ms_per_version", millisecondsOfADensePass()},
                {"wall_ratio", wallRatio()},
                {"verified", checked},
                {"mismatches", mismatches}};
    }
    std::string toLine() const
    {
        std::string line = format("%lld versions (%lld different), %lld rows, %.1f x fewer operations than "
                                  "separate passes, %.0f ms",
                                  static_cast<long long>(versions), static_cast<long long>(distinctVersions),
                                  static_cast<long long>(rows), ratio(), batchMilliseconds);
        if (checked > 0)
            line += format(", %.1f x faster than passes of %.0f ms, %lld of %lld checks equal", wallRatio(),
                           millisecondsOfADensePass(), static_cast<long long>(checked - mismatches),
                           static_cast<long long>(checked));
        if (truncated > 0)
            line += format(" (%lld versions cut to the context)", static_cast<long long>(truncated));
        return line + "\n";
    }
};

class Comparison
{
public:
    Comparison(const std::shared_ptr<const Model> &model, const CompareOptions &options)
        : m_model(*model), m_options(options), m_layout(std::make_shared<const Layout>(model)),
          m_batch(m_layout, options.threads), m_forward(m_layout, options.threads),
          m_maxRows(options.maxTokens > 0 ? options.maxTokens : model->config.context)
    {
    }

    Result<Figures> document(const RevisionHistory &history, const std::string &name)
    {
        Figures figures;
        Versions part;
        std::int64_t rowsOfPart = 0;
        std::set<std::vector<TokenId>> different;
        const std::size_t count = history.revisions.size();
        for (std::size_t v = 0; v < count; ++v) {
            if (m_options.maxVersions > 0 && static_cast<std::int64_t>(v) == m_options.maxVersions)
                break;
            std::vector<TokenId> tokens = m_model.tokenizer->encode(history.revisions[v]);
            tokens.insert(tokens.begin(), m_model.config.startToken);
            if (std::ssize(tokens) > m_maxRows) {
                tokens.resize(static_cast<std::size_t>(m_maxRows));
                ++figures.truncated;
            }
            different.insert(tokens);
            if (!part.empty() && rowsOfPart + std::ssize(tokens) > kMostRowsOfBatch) {
                if (Status status = compute(part, name, figures); !status)
                    return status.error();
                part.clear();
                rowsOfPart = 0;
            }
            rowsOfPart += std::ssize(tokens);
            part.push_back(std::move(tokens));
        }
        if (Status status = compute(part, name, figures); !status)
            return status.error();
        figures.distinctVersions = std::ssize(different);
        return figures;
    }

    /// A line for every difference found.
    const std::string &differences() const { return m_differences; }

private:
    Status compute(const Versions &versions, const std::string &name, Figures &figures)
    {
        const Stopwatch clock;
        if (Status status = m_batch.run(versions); !status)
            return Error{status.error().code, name + ": " + status.error().message};
        figures.batchMilliseconds += clock.milliseconds();
        figures.versions += std::ssize(versions);
        for (const std::vector<TokenId> &tokens : versions)
            figures.rows += std::ssize(tokens);
        figures.finalRows += m_batch.finalRows();
        figures.denseOperations += m_batch.denseOperations().total();
        figures.batchOperations += m_batch.operations().total();
        for (std::size_t v = 0; v < versions.size(); ++v) {
            const bool isLast = v + 1 == versions.size();
            if (m_options.verifyEvery > 0 &&
                (isLast || (static_cast<std::int64_t>(v) + 1) % m_options.verifyEvery == 0))
                check(versions[v], v, name, figures);
        }
        return Done{};
    }

    void check(const std::vector<TokenId> &tokens, std::size_t version, const std::string &name,
               Figures &figures)
    {
        const Stopwatch clock;
        m_forward.run(tokens, m_state);
        figures.denseMilliseconds += clock.milliseconds();
        ++figures.checked;
        if (const std::optional<StateDifference> difference = m_batch.compare(version, m_state)) {
            ++figures.mismatches;
            m_differences += format("%s: version %zu: %s differ in layer %d, row %lld, head %d\n",
                                    name.c_str(), version + 1, difference->what, difference->layer,
                                    static_cast<long long>(difference->row), difference->head);
        }
    }

    const Model &m_model;
    const CompareOptions &m_options;
    std::shared_ptr<const Layout> m_layout;
    RevisionBatch m_batch;
    BatchForward m_forward;
    ForwardState m_state;
    std::int64_t m_maxRows;
    std::string m_differences;
};

} // namespace

Result<Outcome> runCompare(const std::shared_ptr<const Model> &model, const CompareOptions &options)
{
    Comparison comparison(model, options);
    Progress progress("compare", 0, options.progress);
    Outcome outcome;
    Facts documents = Facts::array();
    Figures all;
    std::vector<double> ratios;
    for (const std::string &path : options.paths) {
        const std::string name = inputName(path);
        const Result<std::string> text = readInput(path);
        if (!text)
            return text.error();
        const Result<RecordingKind> kind = recordingKind(text.value(), name);
        if (!kind)
            return kind.error();
        if (kind.value() != RecordingKind::RevisionHistory)
            return Error{ErrorCode::BadSyntax, name + ": expected a revision history, this is an edit trace"};
        const std::vector<std::string_view> lines = splitLines(text.value());
        const std::int64_t wanted =
            options.limit > 0 ? std::min<std::int64_t>(options.limit, std::ssize(lines)) : std::ssize(lines);
        progress.expect(wanted);
        for (std::size_t i = 0; i < static_cast<std::size_t>(wanted); ++i) {
            const Result<RevisionHistory> history = parseRevisionLine(lines[i], name, i);
            if (!history)
                return history.error();
            const Result<Figures> figures =
                comparison.document(history.value(), name + ": " + history.value().id);
            if (!figures)
                return figures.error();
            Facts facts = {{"id", history.value().id}};
            facts.update(figures.value().toFacts());
            documents.push_back(std::move(facts));
            outcome.report += history.value().id + ": " + figures.value().toLine();
            all.add(figures.value());
            ratios.push_back(figures.value().ratio());
            progress.step();
        }
    }
    outcome.report = comparison.differences() + outcome.report;
    if (std::ssize(ratios) > 1)
        outcome.report +=
            format("all %zu documents (median ratio %.1f): ", ratios.size(), percentile(ratios, 0.5)) +
            all.toLine();
    Facts allFacts = all.toFacts();
    allFacts["documents"] = ratios.size();
    allFacts["ratios"] = {{"median", percentile(ratios, 0.5)},
                          {"p10", percentile(ratios, 0.1)},
                          {"p90", percentile(ratios, 0.9)}};
    outcome.facts = {{"model", model->config.name}, {"sha256", model->sha256},
                     {"threads", options.threads},  {"documents", std::move(documents)},
                     {"all", std::move(allFacts)},  {"peak_rss_mb", peakMemoryMib()}};
    if (all.mismatches > 0)
        outcome.status = ExitStatus::CheckFailed;
    return outcome;
}

} // namespace deltapad::cli
