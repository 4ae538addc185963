// SPDX-License-Identifier: MIT
#include "ui/demo/edit_history.h"

#include <utility>

namespace deltapad {

void EditHistory::reset(std::u16string text)
{
    m_text = std::move(text);
    m_steps.clear();
}

void EditHistory::add(const TextSplice &splice, Step step)
{
    const auto begin = std::size_t(splice.begin.value);
    const auto removed = std::size_t(splice.removed);
    if (begin > m_text.size() || removed > m_text.size() - begin)
        return; // not of this text
    if (step == Step::New || m_steps.empty())
        m_steps.emplace_back();
    m_steps.back().push_back({splice, m_text.substr(begin, removed)});
    m_text.replace(begin, removed, splice.inserted);
    if (int(m_steps.size()) >= kMostStates)
        m_steps.pop_front();
}

std::u16string EditHistory::textOf(int state) const
{
    std::u16string text = m_text;
    for (auto step = m_steps.rbegin();
         step != m_steps.rend() - std::min<std::ptrdiff_t>(state, std::ssize(m_steps)); ++step)
        for (auto change = step->rbegin(); change != step->rend(); ++change)
            text.replace(std::size_t(change->splice.begin.value), change->splice.inserted.size(),
                         change->removed);
    return text;
}

std::int64_t EditHistory::placeOf(int state) const
{
    if (state <= 0 || state > int(m_steps.size()))
        return 0;
    const Change &last = m_steps[std::size_t(state - 1)].back();
    return last.splice.begin.value + std::int64_t(last.splice.inserted.size());
}

} // namespace deltapad
