// SPDX-License-Identifier: MIT
#include "ui/editor/document_shadow.h"

#include "ui/editor/document_text.h"

#include <QChar>

#include <algorithm>

namespace deltapad {

namespace {
constexpr qint64 kSurroundings = 64;
}

void DocumentShadow::reset(const QTextDocument &document)
{
    m_text.assign(documentText(document));
}

bool DocumentShadow::matches(const QTextDocument &document) const
{
    return documentLength(document) == m_text.size() && documentText(document) == text();
}

bool DocumentShadow::surroundingsAgree(const QTextDocument &document, qint64 begin, qint64 newEnd,
                                       qint64 oldEnd) const
{
    const qint64 before = std::max<qint64>(0, begin - kSurroundings);
    if (documentSlice(document, before, begin) != m_text.slice(before, begin))
        return false;
    const qint64 behind = std::min(kSurroundings, documentLength(document) - newEnd);
    return documentSlice(document, newEnd, newEnd + behind) == m_text.slice(oldEnd, oldEnd + behind);
}

std::optional<TextSplice> DocumentShadow::absorb(const QTextDocument &document, int position, int removed,
                                                 int added)
{
    const qint64 newLength = documentLength(document);
    const qint64 oldLength = m_text.size();
    const qint64 growth = newLength - oldLength;

    qint64 begin = std::clamp<qint64>(position, 0, std::min(newLength, oldLength));
    // The lengths are facts, the counts are hints: take the larger of the two hinted ranges and let the
    // lengths decide how the ends correspond.
    qint64 newEnd =
        std::clamp<qint64>(std::max<qint64>(added, removed + growth) + position, begin, newLength);
    newEnd = std::max(newEnd, begin + growth);
    qint64 oldEnd = newEnd - growth;
    if (oldEnd < begin || oldEnd > oldLength || !surroundingsAgree(document, begin, newEnd, oldEnd)) {
        ++m_fullComparisons;
        begin = 0;
        newEnd = newLength;
        oldEnd = oldLength;
    }

    const std::u16string fresh = documentSlice(document, begin, newEnd);
    const auto freshLength = qint64(fresh.size());
    const qint64 shorter = std::min(freshLength, oldEnd - begin);
    qint64 same = 0;
    while (same < shorter && fresh[std::size_t(same)] == m_text.at(begin + same))
        ++same;
    // A splice never starts or ends inside a surrogate pair that both texts share half of.
    if (same > 0 && QChar::isHighSurrogate(fresh[std::size_t(same - 1)]))
        --same;
    qint64 tail = 0;
    while (tail < shorter - same &&
           fresh[std::size_t(freshLength - 1 - tail)] == m_text.at(oldEnd - 1 - tail))
        ++tail;
    if (tail > 0 && QChar::isLowSurrogate(fresh[std::size_t(freshLength - tail)]))
        --tail;

    TextSplice splice{Utf16Offset(begin + same), oldEnd - begin - same - tail,
                      fresh.substr(std::size_t(same), std::size_t(freshLength - same - tail))};
    const bool nothing =
        splice.removed == std::int64_t(splice.inserted.size()) &&
        m_text.slice(splice.begin.value, splice.begin.value + splice.removed) == splice.inserted;
    if (nothing)
        return std::nullopt;
    m_text.replace(splice.begin.value, splice.removed, splice.inserted);
    return splice;
}

} // namespace deltapad
