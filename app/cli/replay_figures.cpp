// SPDX-License-Identifier: MIT
#include "app/cli/replay_figures.h"

#include "app/cli/statistics.h"

#include <algorithm>

namespace deltapad::cli {
namespace {

template <typename Value> void append(std::vector<Value> &to, const std::vector<Value> &from)
{
    to.insert(to.end(), from.begin(), from.end());
}

Facts ratioFacts(const std::vector<double> &ratios, const Operations &reference,
                 const Operations &incremental)
{
    return {{"median", percentile(ratios, 0.5)},
            {"p10", percentile(ratios, 0.1)},
            {"p90", percentile(ratios, 0.9)},
            {"mean_of_sums", quotient(double(reference.total()), double(incremental.total()))}};
}

Facts percentileFacts(const std::vector<double> &values)
{
    return {{"p50", percentile(values, 0.5)},
            {"p95", percentile(values, 0.95)},
            {"p99", percentile(values, 0.99)},
            {"max", percentile(values, 1.0)}};
}

} // namespace

void ReplayFigures::addEdit(const UpdateReport &report, EditFacts facts)
{
    facts.rows = report.rows;
    facts.denseRatio = quotient(double(report.dense.total()), double(report.incremental.total()));
    facts.prefixRatio = quotient(double(report.prefix.total()), double(report.incremental.total()));
    m_edits.push_back(facts);
    m_dense += report.dense;
    m_prefix += report.prefix;
    m_incremental += report.incremental;
    m_rows += report.rows;
    m_layers.resize(std::max(m_layers.size(), report.layers.size()));
    for (std::size_t i = 0; i < report.layers.size(); ++i) {
        m_layers[i].rowsChanged += report.layers[i].rowsChanged;
        m_layers[i].codesFlipped += report.layers[i].codesFlipped;
        m_layers[i].laterRows += report.layers[i].laterRows;
    }
}

void ReplayFigures::addVerification(bool equal)
{
    ++m_verified;
    m_mismatches += equal ? 0 : 1;
}

void ReplayFigures::addDocument(std::int64_t tokensAtEnd)
{
    ++m_documents;
    m_tokensAtEnd += tokensAtEnd;
}

void ReplayFigures::merge(const ReplayFigures &other)
{
    append(m_edits, other.m_edits);
    append(m_completionMilliseconds, other.m_completionMilliseconds);
    m_dense += other.m_dense;
    m_prefix += other.m_prefix;
    m_incremental += other.m_incremental;
    m_layers.resize(std::max(m_layers.size(), other.m_layers.size()));
    for (std::size_t i = 0; i < other.m_layers.size(); ++i) {
        m_layers[i].rowsChanged += other.m_layers[i].rowsChanged;
        m_layers[i].codesFlipped += other.m_layers[i].codesFlipped;
        m_layers[i].laterRows += other.m_layers[i].laterRows;
    }
    m_rows += other.m_rows;
    m_verified += other.m_verified;
    m_mismatches += other.m_mismatches;
    m_documents += other.m_documents;
    m_tokensAtEnd += other.m_tokensAtEnd;
}

std::vector<double> ReplayFigures::rowsChanged() const
{
    std::vector<double> shares;
    for (const LayerSums &layer : m_layers)
        shares.push_back(quotient(double(layer.rowsChanged), double(m_rows)));
    return shares;
}

Facts ReplayFigures::toFacts() const
{
    Facts flipRate = Facts::array();
    for (const LayerSums &layer : m_layers)
        flipRate.push_back(quotient(double(layer.codesFlipped), double(layer.laterRows)));
    const std::vector<double> denseRatios = valuesOf(m_edits, &EditFacts::denseRatio);
    const std::vector<double> dense = valuesOf(m_edits, &EditFacts::denseMilliseconds);
    const std::vector<double> prefix = valuesOf(m_edits, &EditFacts::prefixMilliseconds);
    return {
        {"documents", m_documents},
        {"edits", edits()},
        {"edits_without_work", edits() - std::ssize(denseRatios)},
        {"tokens_end", m_documents > 0 ? (m_tokensAtEnd + m_documents / 2) / m_documents : 0},
        {"verified", m_verified},
        {"mismatches", m_mismatches},
        {"ops",
         {{"dense", m_dense.total()}, {"prefix", m_prefix.total()}, {"incremental", m_incremental.total()}}},
        {"ops_apart",
         {{"norms", m_incremental.norms},
          {"lookups", m_incremental.lookups},
          {"dense_norms", m_dense.norms},
          {"dense_lookups", m_dense.lookups}}},
        {"ops_ratio", ratioFacts(denseRatios, m_dense, m_incremental)},
        {"prefix_ratio", ratioFacts(valuesOf(m_edits, &EditFacts::prefixRatio), m_prefix, m_incremental)},
        {"ms", percentileFacts(valuesOf(m_edits, &EditFacts::milliseconds))},
        {"dense_ms", {{"p50", percentile(dense, 0.5)}, {"count", dense.size()}}},
        {"prefix_ms", {{"p50", percentile(prefix, 0.5)}, {"count", prefix.size()}}},
        {"completion_ms", percentileFacts(m_completionMilliseconds)},
        {"wall_ratio", {{"median", percentile(wallRatios(m_edits), 0.5)}, {"count", dense.size()}}},
        {"rows_changed", rowsChanged()},
        {"flip_rate", flipRate},
        {"peak_rss_mb", peakMemoryMib()}};
}

std::string ReplayFigures::toLine() const
{
    const std::vector<double> ratios = valuesOf(m_edits, &EditFacts::denseRatio);
    const std::vector<double> times = valuesOf(m_edits, &EditFacts::milliseconds);
    std::string line =
        format("%lld edits, %.1f x fewer operations than dense (median; p10 %.1f, p90 %.1f), %.1f x "
               "fewer than prefix reuse, %.2f ms (p95 %.2f, p99 %.2f)",
               static_cast<long long>(edits()), percentile(ratios, 0.5), percentile(ratios, 0.1),
               percentile(ratios, 0.9), percentile(valuesOf(m_edits, &EditFacts::prefixRatio), 0.5),
               percentile(times, 0.5), percentile(times, 0.95), percentile(times, 0.99));
    if (const std::vector<double> wall = wallRatios(m_edits); !wall.empty())
        line += format(", %.1f x faster than a dense pass of %.1f ms", percentile(wall, 0.5),
                       percentile(valuesOf(m_edits, &EditFacts::denseMilliseconds), 0.5));
    if (m_verified > 0)
        line += format(", %lld of %lld checks equal", static_cast<long long>(m_verified - m_mismatches),
                       static_cast<long long>(m_verified));
    return line;
}

} // namespace deltapad::cli
