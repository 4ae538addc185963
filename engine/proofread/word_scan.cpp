// SPDX-License-Identifier: MIT
#include "engine/proofread/word_scan.h"

#include <unicode/brkiter.h>
#include <unicode/locid.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utext.h>

#include <algorithm>
#include <memory>

namespace deltapad {

namespace {

using View = std::u16string_view;

bool isOneOf(char16_t unit, View units)
{
    return units.find(unit) != View::npos;
}

/// Whether the text up to `at` ends a sentence (or there is none).
bool beginsSentence(View text, std::size_t at)
{
    while (at > 0 &&
           (u_isUWhiteSpace(text[at - 1]) || isOneOf(text[at - 1], u"\"'(\x201C\x2018[*_#-\x2014"))) {
        if (text[at - 1] == u'\n')
            return true;
        --at;
    }
    return at == 0 || isOneOf(text[at - 1], u".!?:\x2026\x201D");
}

/// The run without space around a word: addresses and file names are recognised by what is glued to them.
bool isInCode(View text, std::size_t begin, std::size_t end)
{
    while (begin > 0 && !u_isUWhiteSpace(text[begin - 1]))
        --begin;
    while (end < text.size() && !u_isUWhiteSpace(text[end]))
        ++end;
    const View run = text.substr(begin, end - begin);
    if (run.find_first_of(u"@_\\=<>{}|~`$") != View::npos || run.find(u"://") != View::npos ||
        run.front() == u'/')
        return true;
    for (std::size_t dot = run.find(u'.'); dot != View::npos; dot = run.find(u'.', dot + 1))
        if (dot > 0 && dot + 1 < run.size() && u_isalpha(run[dot - 1]) && u_isalnum(run[dot + 1]))
            return true;
    return false;
}

bool isPlainWord(View word)
{
    std::size_t upper = 0;
    for (std::size_t i = 0; i < word.size(); ++i) {
        const char16_t unit = word[i];
        if (unit == u'\'' || unit == u'\x2019')
            continue;
        UErrorCode status = U_ZERO_ERROR;
        const UScriptCode script = uscript_getScript(unit, &status);
        if (U_FAILURE(status) || (script != USCRIPT_LATIN && script != USCRIPT_INHERITED) || u_isdigit(unit))
            return false;
        if (u_isupper(unit)) {
            ++upper;
            if (i > 0 && upper == 1)
                return false; // inner capitals
        }
    }
    return upper <= 1;
}

} // namespace

std::vector<ScannedWord> scanWords(std::u16string_view text)
{
    std::vector<ScannedWord> words;
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::BreakIterator> iterator(
        icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
    UText *handle = utext_openUChars(nullptr, text.data(), static_cast<std::int64_t>(text.size()), &status);
    if (U_SUCCESS(status))
        iterator->setText(handle, status);
    if (U_SUCCESS(status)) {
        std::int32_t begin = iterator->first();
        for (std::int32_t end = iterator->next(); end != icu::BreakIterator::DONE;
             begin = end, end = iterator->next()) {
            if (iterator->getRuleStatus() < UBRK_WORD_NONE_LIMIT)
                continue;
            const auto from = static_cast<std::size_t>(begin);
            const auto to = static_cast<std::size_t>(end);
            words.push_back({begin, end - begin, beginsSentence(text, from),
                             isPlainWord(text.substr(from, to - from)) && !isInCode(text, from, to)});
        }
    }
    if (handle)
        utext_close(handle);
    return words;
}

} // namespace deltapad
