// SPDX-License-Identifier: MIT
#include "app/cli/replay_figures.h"

#include "app/cli/statistics.h"

#include <algorithm>

namespace deltapad::cli {
namespace {

double quotient(std::int64_t above, std::int64_t below)
{
    return below > 0 ? static_cast<double>(above) / static_cast<double>(below) : 0;
}

void append(std::vector<double> &to, const std::vector<double> &from)
{
    to.insert(to.end(), from.begin(), from.end());
}

Facts ratioFacts(const std::vector<double> &ratios, const Operations &reference,
                 const Operations &incremental)
{
    return {{"median", percentile(ratios, 0.5)},
            {"p10", percentile(ratios, 0.1)},
            {"p90", percentile(ratios, 0.9)},
            {"mean_of_sums", quotient(reference.total(), incremental.total())}};
}

Facts percentileFacts(const std::vector<double> &values)
{
    return {{"p50", percentile(values, 0.5)},
            {"p95", percentile(values, 0.95)},
            {"p99", percentile(values, 0.99)},
            {"max", percentile(values, 1.0)}};
}

} // namespace

void ReplayFigures::addEdit(const UpdateReport &report, double milliseconds)
{
    m_milliseconds.push_back(milliseconds);
    m_dense += report.dense;
    m_prefix += report.prefix;
    m_incremental += report.incremental;
    if (report.incremental.total() > 0) {
        m_denseRatios.push_back(quotient(report.dense.total(), report.incremental.total()));
        m_prefixRatios.push_back(quotient(report.prefix.total(), report.incremental.total()));
    } else {
        ++m_editsWithoutWork;
    }
    m_rows += report.rows;
    m_layers.resize(std::max(m_layers.size(), report.layers.size()));
    for (std::size_t i = 0; i < report.layers.size(); ++i) {
        m_layers[i].rowsChanged += report.layers[i].rowsChanged;
        m_layers[i].codesFlipped += report.layers[i].codesFlipped;
        m_layers[i].laterRows += report.layers[i].laterRows;
    }
}

void ReplayFigures::addDense(double denseMilliseconds, double editMilliseconds)
{
    m_denseMilliseconds.push_back(denseMilliseconds);
    if (editMilliseconds > 0)
        m_wallRatios.push_back(denseMilliseconds / editMilliseconds);
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
    append(m_milliseconds, other.m_milliseconds);
    append(m_denseRatios, other.m_denseRatios);
    append(m_prefixRatios, other.m_prefixRatios);
    append(m_denseMilliseconds, other.m_denseMilliseconds);
    append(m_wallRatios, other.m_wallRatios);
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
    m_editsWithoutWork += other.m_editsWithoutWork;
    m_verified += other.m_verified;
    m_mismatches += other.m_mismatches;
    m_documents += other.m_documents;
    m_tokensAtEnd += other.m_tokensAtEnd;
}

Facts ReplayFigures::toFacts() const
{
    Facts rowsChanged = Facts::array();
    Facts flipRate = Facts::array();
    for (const LayerSums &layer : m_layers) {
        rowsChanged.push_back(quotient(layer.rowsChanged, m_rows));
        flipRate.push_back(quotient(layer.codesFlipped, layer.laterRows));
    }
    return {
        {"documents", m_documents},
        {"edits", edits()},
        {"edits_without_work", m_editsWithoutWork},
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
        {"ops_ratio", ratioFacts(m_denseRatios, m_dense, m_incremental)},
        {"prefix_ratio", ratioFacts(m_prefixRatios, m_prefix, m_incremental)},
        {"ms", percentileFacts(m_milliseconds)},
        {"dense_ms", {{"p50", percentile(m_denseMilliseconds, 0.5)}, {"count", m_denseMilliseconds.size()}}},
        {"completion_ms", percentileFacts(m_completionMilliseconds)},
        {"wall_ratio", {{"median", percentile(m_wallRatios, 0.5)}, {"count", m_wallRatios.size()}}},
        {"rows_changed", rowsChanged},
        {"flip_rate", flipRate},
        {"peak_rss_mb", peakMemoryMib()}};
}

std::string ReplayFigures::toLine() const
{
    std::string line = format(
        "%lld edits, %.1f x fewer operations than dense (median; p10 %.1f, p90 %.1f), %.1f x "
        "fewer than prefix reuse, %.2f ms (p95 %.2f, p99 %.2f)",
        static_cast<long long>(edits()), percentile(m_denseRatios, 0.5), percentile(m_denseRatios, 0.1),
        percentile(m_denseRatios, 0.9), percentile(m_prefixRatios, 0.5), percentile(m_milliseconds, 0.5),
        percentile(m_milliseconds, 0.95), percentile(m_milliseconds, 0.99));
    if (!m_wallRatios.empty())
        line += format(", %.1f x faster than a dense pass of %.1f ms", percentile(m_wallRatios, 0.5),
                       percentile(m_denseMilliseconds, 0.5));
    if (m_verified > 0)
        line += format(", %lld of %lld checks equal", static_cast<long long>(m_verified - m_mismatches),
                       static_cast<long long>(m_verified));
    return line;
}

} // namespace deltapad::cli
