// SPDX-License-Identifier: MIT
#pragma once
// ReplayFigures: what the edits of one recording cost, gathered edit by edit and written as JSON.
//
// Percentiles are over edits. A ratio is taken of edits that computed something; an edit that left all tokens
// as they were has none and is counted apart. Threading: one thread at a time. Cost: a few numbers an edit.
#include "app/cli/edit_facts.h"
#include "app/cli/outcome.h"
#include "engine/session/report.h"

#include <cstdint>
#include <vector>

namespace deltapad::cli {

class ReplayFigures
{
public:
    /// `facts` says what the edit was and how long it and the references took; its ratios and rows are filled
    /// in here.
    void addEdit(const UpdateReport &report, EditFacts facts);
    void addCompletion(double milliseconds) { m_completionMilliseconds.push_back(milliseconds); }
    void addVerification(bool equal);
    void addDocument(std::int64_t tokensAtEnd);
    void merge(const ReplayFigures &other);

    std::int64_t edits() const { return std::ssize(m_edits); }
    std::int64_t documents() const { return m_documents; }
    std::int64_t verified() const { return m_verified; }
    const std::vector<EditFacts> &list() const { return m_edits; }
    /// Per layer the share of rows whose output changed.
    std::vector<double> rowsChanged() const;
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

    std::vector<EditFacts> m_edits;
    std::vector<double> m_completionMilliseconds;
    Operations m_dense;
    Operations m_prefix;
    Operations m_incremental;
    std::vector<LayerSums> m_layers;
    std::int64_t m_rows = 0;
    std::int64_t m_verified = 0;
    std::int64_t m_mismatches = 0;
    std::int64_t m_documents = 0;
    std::int64_t m_tokensAtEnd = 0;
};

} // namespace deltapad::cli
