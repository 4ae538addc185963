// SPDX-License-Identifier: MIT
#pragma once
// ReplayFigures: what the edits of one recording cost, gathered edit by edit and written as JSON.
//
// Percentiles are over edits. A ratio is taken of edits that computed something; an edit that left all tokens
// as they were has none and is counted apart. Threading: one thread at a time. Cost: a few numbers an edit.
#include "app/cli/outcome.h"
#include "engine/session/report.h"

#include <cstdint>
#include <vector>

namespace deltapad::cli {

class ReplayFigures
{
public:
    /// `milliseconds`: the edit to all outputs read.
    void addEdit(const UpdateReport &report, double milliseconds);
    /// A full forward of the live context right after an edit that took `editMilliseconds`.
    void addDense(double denseMilliseconds, double editMilliseconds);
    void addCompletion(double milliseconds) { m_completionMilliseconds.push_back(milliseconds); }
    void addVerification(bool equal);
    void addDocument(std::int64_t tokensAtEnd);
    void merge(const ReplayFigures &other);

    std::int64_t edits() const { return static_cast<std::int64_t>(m_milliseconds.size()); }
    std::int64_t mismatches() const { return m_mismatches; }
    /// The fields of interfaces.md, without `path`.
    Facts toFacts() const;
    /// One line for people.
    std::string toLine() const;

private:
    struct LayerSums
    {
        std::int64_t rowsChanged = 0;
        std::int64_t codesFlipped = 0;
        std::int64_t laterRows = 0;
    };

    std::vector<double> m_milliseconds;
    std::vector<double> m_denseRatios;
    std::vector<double> m_prefixRatios;
    std::vector<double> m_denseMilliseconds;
    std::vector<double> m_wallRatios;
    std::vector<double> m_completionMilliseconds;
    Operations m_dense;
    Operations m_prefix;
    Operations m_incremental;
    std::vector<LayerSums> m_layers;
    std::int64_t m_rows = 0;
    std::int64_t m_editsWithoutWork = 0;
    std::int64_t m_verified = 0;
    std::int64_t m_mismatches = 0;
    std::int64_t m_documents = 0;
    std::int64_t m_tokensAtEnd = 0;
};

} // namespace deltapad::cli
