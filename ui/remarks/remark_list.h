// SPDX-License-Identifier: MIT
#pragma once
// RemarkList: the remarks of one document at their places, which follow its edits. What was touched is
// forgotten until it is read again. Threading: one thread. Cost: linear in the remarks per edit.
#include "engine/base/edits.h"
#include "engine/proofread/remark_filter.h"

#include <functional>
#include <vector>

namespace deltapad {

struct ListedRemark
{
    Remark remark;
    RemarkContext context; ///< when it was found
    bool hidden = false;   ///< by the filter, when it was asked last
    bool spared = false;   ///< about code or an address, when that was asked last
};

enum class RemarkSource {
    Reader, ///< Spelling, Repeated
    Model   ///< RealWord, Unlikely
};
RemarkSource sourceOf(RemarkKind kind);

class RemarkList
{
public:
    const std::vector<ListedRemark> &all() const { return m_remarks; } ///< sorted by place
    void clear() { m_remarks.clear(); }
    /// The filter has changed.
    void refilter(const RemarkFilter &filter);
    void follow(const TextSplice &splice);
    /// Asks anew whether the remarks that touch [begin, end] are about something that is no text; true if
    /// that has changed for one of them.
    bool spare(Utf16Offset begin, Utf16Offset end, const std::function<bool(const Remark &)> &isSpared);
    /// Puts new ones in place of this source's in [begin, end].
    void replace(RemarkSource source, Utf16Offset begin, Utf16Offset end, std::vector<ListedRemark> found);
    /// What is known to stand in place of a word of RemarkKind::Spelling.
    void setReplacements(std::u16string_view word, const std::vector<std::u16string> &replacements);

private:
    std::vector<ListedRemark> m_remarks;
};

} // namespace deltapad
