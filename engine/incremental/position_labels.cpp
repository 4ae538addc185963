// SPDX-License-Identifier: MIT
#include "engine/incremental/position_labels.h"

#include <algorithm>

namespace deltapad {
namespace {

std::size_t index(std::int64_t n)
{
    return static_cast<std::size_t>(n);
}

/// Rows [first, last) of the old text, and what they lie between.
struct Stretch
{
    std::int64_t first;
    std::int64_t last;
    std::int32_t below; ///< label of row first - 1
    std::int32_t above; ///< label of row last, or the size of the table
    std::int64_t labels() const { return std::int64_t(above) - below - 1; }
};

class LabelRows
{
public:
    LabelRows(std::span<const std::int32_t> labels, std::int32_t positions)
        : m_labels(labels), m_positions(positions)
    {
    }

    std::int64_t count() const { return std::ssize(m_labels); }
    /// Label of a row; behind the last one the size of the table.
    std::int32_t at(std::int64_t row) const { return row < count() ? m_labels[index(row)] : m_positions; }
    Stretch stretch(std::int64_t first, std::int64_t last) const
    {
        return {first, last, at(first - 1), at(last)};
    }

    /// One neighbour more, on the side that has more labels to give; false if there is none. Row 0 stays.
    bool widen(Stretch &stretch) const
    {
        const bool left = stretch.first > 1;
        const bool right = stretch.last < count();
        if (!left && !right)
            return false;
        const std::int32_t onLeft = left ? stretch.below - at(stretch.first - 2) : 0;
        const std::int32_t onRight = right ? at(stretch.last + 1) - stretch.above : 0;
        stretch = onLeft > onRight ? this->stretch(stretch.first - 1, stretch.last)
                                   : this->stretch(stretch.first, stretch.last + (right ? 1 : 0));
        return true;
    }

private:
    std::span<const std::int32_t> m_labels;
    std::int32_t m_positions;
};

} // namespace

std::int32_t writtenLabel(const ModelConfig &config, std::int64_t row)
{
    return static_cast<std::int32_t>(
        std::min<std::int64_t>(row * config.labelStride(), config.positions - 1));
}

std::int32_t labelBehind(const ModelConfig &config, std::int32_t label)
{
    return std::min(label + config.labelStride(), config.positions - 1);
}

std::vector<std::int32_t> writtenLabels(const ModelConfig &config, std::int64_t rows)
{
    std::vector<std::int32_t> labels;
    if (config.positions > 0)
        for (std::int64_t row = 0; row < rows; ++row)
            labels.push_back(writtenLabel(config, row));
    return labels;
}

void planLabels(const ModelConfig &config, std::span<const std::int32_t> labels, std::int64_t begin,
                std::int64_t removed, std::int64_t inserted, LabelPlan &plan)
{
    const LabelRows rows(labels, config.positions);
    Stretch stretch = rows.stretch(begin, begin + removed);
    plan.begin = begin;
    plan.removed = removed;
    plan.labels.clear();
    if (inserted <= removed) { // a token in place of another keeps its label
        plan.labels.assign(labels.begin() + begin, labels.begin() + begin + inserted);
        return;
    }
    const std::int64_t room = stretch.labels();
    if (room >= inserted && begin + removed == rows.count()) { // appended: as if written from start to end
        const std::int64_t step = std::min<std::int64_t>(config.labelStride(), room / inserted);
        for (std::int64_t n = 1; n <= inserted; ++n)
            plan.labels.push_back(static_cast<std::int32_t>(stretch.below + n * step));
        return;
    }
    const auto held = [&](const Stretch &s) { return s.last - s.first - removed + inserted; };
    if (room < inserted) {
        // The least that leaves as many labels free as it takes, so that the next insertion here finds room;
        // in a table too small for that, the least that suffices.
        Stretch enough{0, 0, 0, 0};
        do {
            if (enough.last == 0 && stretch.labels() >= held(stretch))
                enough = stretch;
        } while (stretch.labels() < 2 * held(stretch) && rows.widen(stretch));
        if (stretch.labels() < 2 * held(stretch))
            stretch = enough;
    }
    const std::int64_t count = held(stretch);
    plan.begin = stretch.first;
    plan.removed = stretch.last - stretch.first;
    for (std::int64_t n = 1; n <= count; ++n)
        plan.labels.push_back(static_cast<std::int32_t>(
            stretch.below + n * (std::int64_t(stretch.above) - stretch.below) / (count + 1)));
}

} // namespace deltapad
