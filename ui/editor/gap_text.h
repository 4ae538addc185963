// SPDX-License-Identifier: MIT
#pragma once
// GapText: UTF-16 text with a movable gap, so that edits near the last one cost next to nothing.
// Not for display. Threading: one thread at a time. Ownership: owns its text.
// Cost: at() constant; replace() in the distance from the last edit plus the size of the replacement.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace deltapad {

class GapText
{
public:
    void assign(std::u16string_view text);
    std::int64_t size() const { return std::int64_t(m_units.size()) - m_gapLength; }
    /// Requires 0 <= at < size().
    char16_t at(std::int64_t at) const
    {
        return m_units[std::size_t(at < m_gapBegin ? at : at + m_gapLength)];
    }
    std::u16string slice(std::int64_t begin, std::int64_t end) const;
    /// Requires begin and begin + removed inside the text.
    void replace(std::int64_t begin, std::int64_t removed, std::u16string_view inserted);

private:
    void moveGap(std::int64_t to);

    std::vector<char16_t> m_units;
    std::int64_t m_gapBegin = 0;
    std::int64_t m_gapLength = 0;
};

} // namespace deltapad
