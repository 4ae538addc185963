// SPDX-License-Identifier: MIT
#include "ui/editor/gap_text.h"

#include <algorithm>

namespace deltapad {

namespace {
constexpr std::int64_t kNewGap = 1024;
}

void GapText::assign(std::u16string_view text)
{
    m_units.assign(text.begin(), text.end());
    m_gapBegin = std::int64_t(m_units.size());
    m_gapLength = 0;
}

std::u16string GapText::slice(std::int64_t begin, std::int64_t end) const
{
    std::u16string out;
    out.reserve(std::size_t(end - begin));
    const std::int64_t cut = std::clamp(m_gapBegin, begin, end);
    out.append(m_units.data() + begin, std::size_t(cut - begin));
    out.append(m_units.data() + cut + m_gapLength, std::size_t(end - cut));
    return out;
}

void GapText::moveGap(std::int64_t to)
{
    const auto first = m_units.begin();
    if (to < m_gapBegin)
        std::move_backward(first + to, first + m_gapBegin, first + m_gapBegin + m_gapLength);
    else
        std::move(first + m_gapBegin + m_gapLength, first + to + m_gapLength, first + m_gapBegin);
    m_gapBegin = to;
}

void GapText::replace(std::int64_t begin, std::int64_t removed, std::u16string_view inserted)
{
    moveGap(begin);
    m_gapLength += removed;
    const auto wanted = std::int64_t(inserted.size());
    if (wanted > m_gapLength) {
        // Growing in proportion keeps a long run of typing linear.
        const std::int64_t more = wanted - m_gapLength + std::max(kNewGap, size() / 16);
        m_units.insert(m_units.begin() + m_gapBegin, std::size_t(more), u'\0');
        m_gapLength += more;
    }
    std::copy(inserted.begin(), inserted.end(), m_units.begin() + m_gapBegin);
    m_gapBegin += wanted;
    m_gapLength -= wanted;
}

} // namespace deltapad
