// SPDX-License-Identifier: MIT
#pragma once
// What one update computed and what it cost: plain values that panels, reports and tests read.
#include "engine/base/offsets.h"

#include <cstdint>
#include <string>
#include <vector>

namespace deltapad {

/// Multiply-adds of one way to refresh every output, by kind (interfaces.md: matrix, attention and vote
/// products count; look-ups and norms are counted apart).
struct Operations
{
    std::int64_t projection = 0; ///< q, k, votes, summaries
    std::int64_t attention = 0;  ///< scores and votes of (row, key) pairs
    std::int64_t mlp = 0;
    std::int64_t output = 0;  ///< vocabulary scores and class features
    std::int64_t norms = 0;   ///< apart: elements normalised
    std::int64_t lookups = 0; ///< apart: table and embedding elements added

    std::int64_t total() const { return projection + attention + mlp + output; }
    bool operator==(const Operations &) const = default;
    Operations &operator+=(const Operations &other);
};

/// What one layer did in the last update.
struct LayerWork
{
    std::int64_t rowsProjected = 0; ///< rows with new q, k, votes
    std::int64_t rowsCorrected = 0; ///< later rows whose sum changed by some columns only
    std::int64_t rowsFromScratch = 0;
    std::int64_t rowsChanged = 0;  ///< rows whose output changed: the next layer's input changes
    std::int64_t codesFlipped = 0; ///< later rows (input unchanged) with at least one new code
    std::int64_t laterRows = 0;    ///< rows behind the edit whose input tokens did not change
    std::int64_t summariesComputed = 0;
    std::int64_t summariesChanged = 0;
    bool operator==(const LayerWork &) const = default;
};

/// Live rows [begin, end).
struct RowRange
{
    std::int32_t begin = 0;
    std::int32_t end = 0;
    bool operator==(const RowRange &) const = default;
};
using RowRanges = std::vector<RowRange>; ///< ascending, not touching, at most kMostRowRanges (changed_rows.h)

/// Cost of one update and of the two references, by the same formulas.
struct UpdateReport
{
    Operations incremental;
    Operations dense;  ///< full forward over the live context
    Operations prefix; ///< everything from the first changed row on
    std::vector<LayerWork> layers;
    /// Per layer the rows that were projected again, and last those whose outputs were; named as after the
    /// update. Rows in the last narrow gaps may be counted in. If the live context moved as well, those of
    /// the move.
    std::vector<RowRanges> changedRows;
    std::int64_t rows = 0; ///< live rows after the update, start token included
    std::int64_t firstChangedRow = 0;
    std::int64_t rowsRemoved = 0; ///< at firstChangedRow, if the update was one row edit; else their sum
    std::int64_t rowsInserted = 0;
    std::int64_t rowsEmbedded = 0;
    std::int64_t outputsRefreshed = 0; ///< rows whose vocabulary scores were computed
    double milliseconds = 0;           ///< edit to all outputs ready
};

struct ClassScores
{
    std::string head;
    std::string description;
    std::vector<std::string> labels;
    std::vector<float> probabilities;
};

/// How much of a document its classes speak of.
struct Coverage
{
    std::int64_t covered = 0; ///< tokens in contexts with current sums
    std::int64_t total = 0;   ///< tokens of the document
    bool workLeft = false;    ///< something is still to be computed
};

/// One continuation of the text at a place. Lists are in the order of `probability`, and what decides whether
/// one is shown goes by it as well: a new Confidence of the model changes neither, only the figure stated.
struct Suggestion
{
    std::u16string text;    ///< what to insert at the caret
    double probability = 0; ///< the model's own, given what is typed already and known words
    double logprob = 0;     ///< its natural logarithm
    /// What people are told: the share of such suggestions that is right to the end of its last word, as
    /// measured (Confidence::of the probability). Each by itself: those of a list may add up to more than 1.
    double confidence = 0;
};

/// Surprise of one live token: -log2 p(token | before).
struct TokenSurprise
{
    Utf16Offset begin; ///< in the document
    Utf16Offset end;
    float bits = 0;
};

} // namespace deltapad
