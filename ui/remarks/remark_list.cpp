// SPDX-License-Identifier: MIT
#include "ui/remarks/remark_list.h"

#include <algorithm>
#include <utility>

namespace deltapad {

RemarkSource sourceOf(RemarkKind kind)
{
    return kind == RemarkKind::RealWord || kind == RemarkKind::Unlikely ? RemarkSource::Model
                                                                        : RemarkSource::Reader;
}

void RemarkList::refilter(const RemarkFilter &filter)
{
    for (ListedRemark &listed : m_remarks)
        listed.hidden = filter.hides(listed.remark, listed.context);
}

void RemarkList::follow(const TextSplice &splice)
{
    const Utf16Offset begin = splice.begin;
    const Utf16Offset oldEnd = splice.begin + splice.removed;
    std::erase_if(m_remarks, [&](const ListedRemark &listed) {
        return listed.remark.begin <= oldEnd && listed.remark.end() >= begin;
    });
    for (ListedRemark &listed : m_remarks)
        if (listed.remark.begin > oldEnd)
            listed.remark.begin += std::int64_t(splice.inserted.size()) - splice.removed;
}

bool RemarkList::spare(Utf16Offset begin, Utf16Offset end,
                       const std::function<bool(const Remark &)> &isSpared)
{
    bool changed = false;
    for (ListedRemark &listed : m_remarks) {
        if (listed.remark.begin > end || listed.remark.end() < begin)
            continue;
        const bool before = std::exchange(listed.spared, isSpared(listed.remark));
        changed = changed || before != listed.spared;
    }
    return changed;
}

void RemarkList::replace(RemarkSource source, Utf16Offset begin, Utf16Offset end,
                         std::vector<ListedRemark> found)
{
    std::erase_if(m_remarks, [&](const ListedRemark &listed) {
        return sourceOf(listed.remark.kind) == source && listed.remark.begin >= begin &&
               listed.remark.end() <= end;
    });
    m_remarks.insert(m_remarks.end(), std::make_move_iterator(found.begin()),
                     std::make_move_iterator(found.end()));
    std::stable_sort(m_remarks.begin(), m_remarks.end(), [](const ListedRemark &a, const ListedRemark &b) {
        return a.remark.begin < b.remark.begin;
    });
}

void RemarkList::setReplacements(std::u16string_view word, const std::vector<std::u16string> &replacements)
{
    for (ListedRemark &listed : m_remarks)
        if (listed.remark.kind == RemarkKind::Spelling && listed.remark.text == word)
            listed.remark.replacements = replacements;
}

} // namespace deltapad
