// SPDX-License-Identifier: MIT
#include "ui/window/surprise_ranges.h"

#include <QChar>

#include <algorithm>

namespace deltapad
{

std::vector<WashRange> surpriseRanges(const std::vector<TokenSurprise> &surprises, const DocumentShadow &text)
{
    std::vector<WashRange> ranges;
    for (const TokenSurprise &surprise : surprises) {
        if (surprise.bits < kSurprisingBits || surprise.begin.value < 0 || surprise.end.value > text.length())
            continue;
        qint64 begin = surprise.begin.value;
        while (begin < surprise.end.value && QChar(text.at(begin)).isSpace())
            ++begin;
        if (begin >= surprise.end.value)
            continue;
        const float share = (surprise.bits - kSurprisingBits) / (kVerySurprisingBits - kSurprisingBits);
        ranges.push_back({int(begin), int(surprise.end.value), 0.35F + 0.65F * std::min(1.F, share)});
    }
    return ranges;
}

} // namespace deltapad
