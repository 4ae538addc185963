// SPDX-License-Identifier: MIT
#include "engine/proofread/remark_filter.h"

#include "engine/text/unicode.h"

#include <unicode/unistr.h>

#include <algorithm>

namespace deltapad {

namespace {

constexpr std::size_t kLongestEntry = 400;

std::u16string folded(std::u16string_view text)
{
    icu::UnicodeString units(text.data(), static_cast<std::int32_t>(text.size()));
    units.foldCase();
    std::u16string out(units.getBuffer(), static_cast<std::size_t>(units.length()));
    // One line, and the tab is the separator.
    std::replace_if(
        out.begin(), out.end(), [](char16_t unit) { return unit == u'\t' || unit == u'\n' || unit == u'\r'; },
        u' ');
    return out;
}

bool isGap(char16_t unit)
{
    return unit == u' ' || unit == u'\n' || unit == u'\t' || unit == u'\r' || unit == u'\xA0';
}

std::u16string entryOf(RemarkKind kind, std::u16string_view text)
{
    const std::string_view name = remarkKindName(kind);
    return std::u16string(name.begin(), name.end()) + u'\t' + folded(text);
}

template <typename Add> void eachLine(std::string_view text, const Add &add)
{
    std::size_t entries = 0;
    while (!text.empty() && entries < RemarkFilter::kMostEntries) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        const Result<std::u16string> units = utf8ToUtf16(line);
        if (units.ok() && !units.value().empty() && units.value().size() <= kLongestEntry) {
            add(units.value());
            ++entries;
        }
    }
}

bool isWord(std::u16string_view word)
{
    return !word.empty() && word.size() <= kLongestEntry &&
           word.find_first_of(u"\t\n\r") == std::u16string_view::npos;
}

} // namespace

RemarkContext contextOf(std::u16string_view text, std::int64_t begin, std::int64_t end)
{
    auto first = static_cast<std::size_t>(begin);
    while (first > 0 && isGap(text[first - 1]))
        --first;
    const std::size_t beforeEnd = first;
    while (first > 0 && !isGap(text[first - 1]))
        --first;
    auto last = static_cast<std::size_t>(end);
    while (last < text.size() && isGap(text[last]))
        ++last;
    const std::size_t afterBegin = last;
    while (last < text.size() && !isGap(text[last]))
        ++last;
    return {std::u16string(text.substr(first, beforeEnd - first)),
            std::u16string(text.substr(afterBegin, last - afterBegin))};
}

bool RemarkFilter::addWord(WordLayer layer, std::u16string_view word)
{
    std::set<std::u16string> &words = layer == WordLayer::User ? m_user : m_document;
    return isWord(word) && words.size() < kMostEntries && words.emplace(word).second;
}

void RemarkFilter::removeWord(WordLayer layer, std::u16string_view word)
{
    (layer == WordLayer::User ? m_user : m_document).erase(std::u16string(word));
}

const std::set<std::u16string> &RemarkFilter::words(WordLayer layer) const
{
    return layer == WordLayer::User ? m_user : m_document;
}

void RemarkFilter::ignore(const Remark &remark, const RemarkContext &context)
{
    m_ignored.insert(entryOf(remark.kind, remark.text) + u'\t' + folded(context.before) + u'\t' +
                     folded(context.after));
}

void RemarkFilter::ignoreEverywhere(RemarkKind kind, std::u16string_view text)
{
    m_ignored.insert(entryOf(kind, text));
}

void RemarkFilter::clearDocument()
{
    m_document.clear();
    m_ignored.clear();
}

bool RemarkFilter::knowsWord(const std::u16string &word) const
{
    return m_user.contains(word) || m_document.contains(word);
}

bool RemarkFilter::hides(const Remark &remark, const RemarkContext &context) const
{
    if (remark.kind == RemarkKind::Spelling) {
        if (remark.mayBeName && m_names == Names::Allowed)
            return true;
        if (knowsWord(remark.text))
            return true;
        // A word learnt in small letters may begin a sentence.
        const std::u16string small = folded(remark.text);
        if (knowsWord(small) && remark.text.substr(1) == small.substr(1))
            return true;
    }
    const std::u16string entry = entryOf(remark.kind, remark.text);
    return m_ignored.contains(entry) ||
           m_ignored.contains(entry + u'\t' + folded(context.before) + u'\t' + folded(context.after));
}

std::string RemarkFilter::userText() const
{
    std::string out;
    for (const std::u16string &word : m_user)
        out += utf16ToUtf8(word) + '\n';
    return out;
}

void RemarkFilter::setUserText(std::string_view text)
{
    m_user.clear();
    eachLine(text, [this](const std::u16string &line) { addWord(WordLayer::User, line); });
}

std::string RemarkFilter::documentText() const
{
    std::string out;
    for (const std::u16string &word : m_document)
        out += "word\t" + utf16ToUtf8(word) + '\n';
    for (const std::u16string &entry : m_ignored)
        out += "ignore\t" + utf16ToUtf8(entry) + '\n';
    return out;
}

void RemarkFilter::setDocumentText(std::string_view text)
{
    clearDocument();
    eachLine(text, [this](const std::u16string &line) {
        if (line.starts_with(u"word\t"))
            addWord(WordLayer::Document, line.substr(5));
        else if (line.starts_with(u"ignore\t") && m_ignored.size() < kMostEntries)
            m_ignored.insert(line.substr(7));
    });
}

} // namespace deltapad
