// SPDX-License-Identifier: MIT
#include "engine/recording/diff.h"

#include <algorithm>
#include <string>

namespace deltapad {
namespace {

/// Insertions and deletions that one call searches for; its search keeps about the square of it in numbers.
constexpr std::int64_t kMaxDistance = 1500;

using Parts = std::vector<std::u16string_view>;

/// Parts [beforeBegin, beforeEnd) are replaced by [afterBegin, afterEnd).
struct Hunk
{
    std::int64_t beforeBegin;
    std::int64_t beforeEnd;
    std::int64_t afterBegin;
    std::int64_t afterEnd;
};

enum class CharacterClass { Space, Word, Other };

CharacterClass classOf(char16_t unit)
{
    if (unit == u' ' || unit == u'\t' || unit == u'\n' || unit == u'\r' || unit == u'\u00A0')
        return CharacterClass::Space;
    const bool letter = (unit >= u'a' && unit <= u'z') || (unit >= u'A' && unit <= u'Z');
    // Everything beyond ASCII counts as part of a word: surrogate pairs and accented words stay whole.
    if (letter || (unit >= u'0' && unit <= u'9') || unit == u'\'' || unit >= 0x80)
        return CharacterClass::Word;
    return CharacterClass::Other;
}

Parts paragraphs(std::u16string_view text)
{
    Parts parts;
    while (!text.empty()) {
        const std::size_t end = text.find(u'\n');
        const std::size_t count = end == std::u16string_view::npos ? text.size() : end + 1;
        parts.push_back(text.substr(0, count));
        text.remove_prefix(count);
    }
    return parts;
}

/// Words, runs of white space, and single other characters.
Parts words(std::u16string_view text)
{
    Parts parts;
    for (std::size_t begin = 0; begin < text.size();) {
        const CharacterClass kind = classOf(text[begin]);
        std::size_t end = begin + 1;
        while (kind != CharacterClass::Other && end < text.size() && classOf(text[end]) == kind)
            ++end;
        parts.push_back(text.substr(begin, end - begin));
        begin = end;
    }
    return parts;
}

/// Myers' greedy search for the shortest edit script (E. Myers, 1986); empty if it is longer than the limit.
std::vector<Hunk> shortestScript(const Parts &before, const Parts &after, std::int64_t beginBoth,
                                 std::int64_t beforeEnd, std::int64_t afterEnd)
{
    const std::int64_t n = beforeEnd - beginBoth;
    const std::int64_t m = afterEnd - beginBoth;
    const auto same = [&](std::int64_t x, std::int64_t y) {
        return before[static_cast<std::size_t>(beginBoth + x)] ==
               after[static_cast<std::size_t>(beginBoth + y)];
    };
    // trace[d][k + d]: furthest x on diagonal k = x - y after d insertions and deletions.
    std::vector<std::vector<std::int32_t>> trace;
    const auto reached = [&](std::int64_t d, std::int64_t k) -> std::int64_t {
        return k < -d || k > d ? -1 : trace[static_cast<std::size_t>(d)][static_cast<std::size_t>(k + d)];
    };
    std::int64_t distance = -1;
    const std::int64_t longest = std::min(n + m, kMaxDistance);
    for (std::int64_t d = 0; d <= longest && distance < 0; ++d) {
        trace.emplace_back(static_cast<std::size_t>(2 * d + 1), -1);
        for (std::int64_t k = -d; k <= d; k += 2) {
            std::int64_t x = 0;
            if (d > 0)
                x = std::max(reached(d - 1, k + 1),
                             reached(d - 1, k - 1) + (reached(d - 1, k - 1) >= 0 ? 1 : 0));
            std::int64_t y = x - k;
            if (x < 0 || x > n || y < 0 || y > m)
                continue;
            while (x < n && y < m && same(x, y)) {
                ++x;
                ++y;
            }
            trace.back()[static_cast<std::size_t>(k + d)] = static_cast<std::int32_t>(x);
            if (x == n && y == m) {
                distance = d;
                break;
            }
        }
    }
    if (distance < 0)
        return {};

    std::vector<Hunk> reversed;
    std::int64_t x = n;
    std::int64_t y = m;
    for (std::int64_t d = distance; d > 0; --d) {
        const std::int64_t k = x - y;
        // The same preference as in the search.
        const std::int64_t down = reached(d - 1, k + 1);
        const std::int64_t right = reached(d - 1, k - 1) >= 0 ? reached(d - 1, k - 1) + 1 : -1;
        const bool inserted = down >= right;
        const std::int64_t fromX = inserted ? down : right - 1;
        const std::int64_t fromY = fromX - (inserted ? k + 1 : k - 1);
        const Hunk step{beginBoth + fromX, beginBoth + fromX + (inserted ? 0 : 1), beginBoth + fromY,
                        beginBoth + fromY + (inserted ? 1 : 0)};
        if (!reversed.empty() && reversed.back().beforeBegin == step.beforeEnd &&
            reversed.back().afterBegin == step.afterEnd) {
            reversed.back().beforeBegin = step.beforeBegin;
            reversed.back().afterBegin = step.afterBegin;
        } else {
            reversed.push_back(step);
        }
        x = fromX;
        y = fromY;
    }
    std::reverse(reversed.begin(), reversed.end());
    return reversed;
}

std::vector<Hunk> diffParts(const Parts &before, const Parts &after)
{
    const auto shorter = static_cast<std::int64_t>(std::min(before.size(), after.size()));
    std::int64_t begin = 0;
    while (begin < shorter &&
           before[static_cast<std::size_t>(begin)] == after[static_cast<std::size_t>(begin)])
        ++begin;
    std::int64_t beforeEnd = std::ssize(before);
    std::int64_t afterEnd = std::ssize(after);
    while (beforeEnd > begin && afterEnd > begin &&
           before[static_cast<std::size_t>(beforeEnd - 1)] == after[static_cast<std::size_t>(afterEnd - 1)]) {
        --beforeEnd;
        --afterEnd;
    }
    if (begin == beforeEnd && begin == afterEnd)
        return {};
    const Hunk whole{begin, beforeEnd, begin, afterEnd};
    if (begin == beforeEnd || begin == afterEnd)
        return {whole};
    std::vector<Hunk> hunks = shortestScript(before, after, begin, beforeEnd, afterEnd);
    return hunks.empty() ? std::vector<Hunk>{whole} : hunks;
}

/// Units from the start of `text` to its part number `index`.
std::int64_t startOf(std::u16string_view text, const Parts &parts, std::int64_t index)
{
    return index == std::ssize(parts) ? std::ssize(text)
                                      : parts[static_cast<std::size_t>(index)].data() - text.data();
}

} // namespace

std::vector<TextSplice> diffTexts(std::u16string_view before, std::u16string_view after)
{
    std::vector<TextSplice> splices;
    const Parts beforeParagraphs = paragraphs(before);
    const Parts afterParagraphs = paragraphs(after);
    std::int64_t shift = 0; // of the text behind the splices so far
    for (const Hunk &outer : diffParts(beforeParagraphs, afterParagraphs)) {
        const std::int64_t beforeBegin = startOf(before, beforeParagraphs, outer.beforeBegin);
        const std::int64_t afterBegin = startOf(after, afterParagraphs, outer.afterBegin);
        const auto stretch = [](std::u16string_view text, std::int64_t begin, std::int64_t end) {
            return text.substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(end - begin));
        };
        const std::u16string_view oldText =
            stretch(before, beforeBegin, startOf(before, beforeParagraphs, outer.beforeEnd));
        const std::u16string_view newText =
            stretch(after, afterBegin, startOf(after, afterParagraphs, outer.afterEnd));
        const Parts oldWords = words(oldText);
        const Parts newWords = words(newText);
        for (const Hunk &inner : diffParts(oldWords, newWords)) {
            const std::int64_t begin = startOf(oldText, oldWords, inner.beforeBegin);
            const std::int64_t removed = startOf(oldText, oldWords, inner.beforeEnd) - begin;
            const std::u16string_view inserted =
                stretch(newText, startOf(newText, newWords, inner.afterBegin),
                        startOf(newText, newWords, inner.afterEnd));
            splices.push_back({Utf16Offset(beforeBegin + begin + shift), removed, std::u16string(inserted)});
            shift += std::ssize(inserted) - removed;
        }
    }
    return splices;
}

} // namespace deltapad
