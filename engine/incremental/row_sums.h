// SPDX-License-Identifier: MIT
#pragma once
// RowSums: the attention sums of one layer's rows, and room for those that an update makes.
//
// An update writes new sums to free places; taking them over moves an index, not the sums, and a cancelled
// update has nothing to undo (I5). Sums of many rows that change little are corrected in place. Not for
// buffers that branches read while an update runs: places move. Threading: stage() by one thread, then any
// number may write to different staged places. Ownership: owns the sums. Memory: one place for every row that
// has sums, and as many as the largest update staged.
#include "engine/kernel/packed_matrix.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace deltapad {

class RowSums
{
public:
    /// Room for `rows` slots of `width` numbers each.
    void reset(std::size_t rows, std::size_t width)
    {
        m_width = width;
        m_place.assign(rows, kNone);
        m_free.clear();
        m_values.clear();
        grow(rows);
    }

    /// Sums of a slot that has some.
    const double *of(std::size_t slot) const { return m_values.data() + m_place[slot] * m_width; }
    /// To correct them where they are: what an update does so it has to take back if it is cancelled.
    double *of(std::size_t slot) { return m_values.data() + m_place[slot] * m_width; }

    /// Makes room for new sums of `count` rows; nothing that was staged before is kept. Cost: nothing, unless
    /// more is wanted than ever before.
    void stage(std::size_t count)
    {
        if (m_free.size() < count)
            grow(std::max(count - m_free.size(), kLeastGrowth));
    }
    /// The n-th staged sums, uninitialised.
    double *staged(std::size_t n) { return m_values.data() + m_free[m_free.size() - 1 - n] * m_width; }

    /// Gives a slot the n-th staged sums; its old ones become free. endStage() must follow.
    void take(std::size_t slot, std::size_t n) { std::swap(m_place[slot], m_free[m_free.size() - 1 - n]); }
    /// Ends a stage of `count` rows that were all taken.
    void endStage(std::size_t count)
    {
        const auto first = m_free.end() - static_cast<std::ptrdiff_t>(count);
        m_free.erase(std::remove(first, m_free.end(), kNone), m_free.end());
    }
    /// A slot whose row is gone. Not during a stage.
    void release(std::size_t slot)
    {
        if (m_place[slot] != kNone)
            m_free.push_back(m_place[slot]);
        m_place[slot] = kNone;
    }

    std::size_t bytes() const
    {
        return m_values.capacity() * sizeof(double) +
               (m_place.capacity() + m_free.capacity()) * sizeof(std::uint32_t);
    }

private:
    static constexpr std::uint32_t kNone = UINT32_MAX;
    static constexpr std::size_t kLeastGrowth = 64;

    void grow(std::size_t count)
    {
        const std::size_t places = m_width > 0 ? m_values.size() / m_width : 0;
        m_values.resize((places + count) * m_width);
        m_free.reserve(places + count);
        m_free.insert(m_free.begin(), count, 0);
        for (std::size_t n = 0; n < count; ++n)
            m_free[n] = static_cast<std::uint32_t>(places + count - 1 - n);
    }

    std::size_t m_width = 0;
    AlignedVector<double> m_values;
    std::vector<std::uint32_t> m_place; ///< by slot, kNone without sums
    std::vector<std::uint32_t> m_free;  ///< taken from the back
};

} // namespace deltapad
