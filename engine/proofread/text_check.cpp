// SPDX-License-Identifier: MIT
#include "engine/proofread/text_check.h"

#include "engine/proofread/word_scan.h"

#include <unicode/uchar.h>
#include <unicode/ustring.h>

#include <algorithm>
#include <array>

namespace deltapad {

namespace {

/// Words that rightly stand twice in a row.
constexpr std::array<std::u16string_view, 8> kRightlyTwice = {u"had", u"that", u"is",   u"very",
                                                              u"so",  u"no",   u"much", u"bye"};

bool sameWord(std::u16string_view a, std::u16string_view b)
{
    return a.size() == b.size() &&
           u_strncasecmp(a.data(), b.data(), static_cast<std::int32_t>(a.size()), U_FOLD_CASE_DEFAULT) == 0;
}

} // namespace

std::string_view remarkKindName(RemarkKind kind)
{
    switch (kind) {
    case RemarkKind::Spelling:
        return "spelling";
    case RemarkKind::RealWord:
        return "real-word";
    case RemarkKind::Repeated:
        return "repeated";
    case RemarkKind::Unlikely:
        return "unlikely";
    }
    return "";
}

std::vector<Remark> checkText(std::u16string_view text, Dictionary &dictionary)
{
    std::vector<Remark> remarks;
    const std::vector<ScannedWord> words = scanWords(text);
    for (std::size_t n = 0; n < words.size(); ++n) {
        const ScannedWord &word = words[n];
        const auto view = [&](const ScannedWord &w) {
            return text.substr(static_cast<std::size_t>(w.begin), static_cast<std::size_t>(w.length));
        };
        const std::u16string_view units = view(word);
        if (word.isCheckable && word.length > 1 && !dictionary.knows(units)) {
            Remark remark;
            remark.begin = Utf16Offset(word.begin);
            remark.length = word.length;
            remark.text = units;
            remark.mayBeName = u_isupper(units.front()) && !word.beginsSentence;
            remarks.push_back(std::move(remark));
        }
        if (n == 0 || !sameWord(units, view(words[n - 1])) || u_isdigit(units.front()))
            continue;
        const std::int64_t gapBegin = words[n - 1].begin + words[n - 1].length;
        const std::u16string_view gap =
            text.substr(static_cast<std::size_t>(gapBegin), static_cast<std::size_t>(word.begin - gapBegin));
        const bool onlySpace = !gap.empty() && std::all_of(gap.begin(), gap.end(), [](char16_t unit) {
            return u_isUWhiteSpace(unit);
        });
        const bool rightly = std::any_of(kRightlyTwice.begin(), kRightlyTwice.end(),
                                         [&](std::u16string_view known) { return sameWord(known, units); });
        // A name such as "Duran Duran" has its capital twice.
        const bool isName = !words[n - 1].beginsSentence && u_isupper(units.front());
        if (!onlySpace || rightly || isName)
            continue;
        Remark remark;
        remark.begin = Utf16Offset(gapBegin);
        remark.length = word.begin + word.length - gapBegin;
        remark.kind = RemarkKind::Repeated;
        remark.text =
            text.substr(static_cast<std::size_t>(gapBegin), static_cast<std::size_t>(remark.length));
        remark.replacements = {u""};
        remarks.push_back(std::move(remark));
    }
    return remarks;
}

} // namespace deltapad
