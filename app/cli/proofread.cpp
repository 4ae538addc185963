// SPDX-License-Identifier: MIT
#include "app/cli/proofread.h"

#include "app/cli/progress.h"
#include "app/cli/statistics.h"
#include "engine/proofread/context_check.h"
#include "engine/proofread/remark_filter.h"
#include "engine/proofread/text_check.h"
#include "engine/recording/input.h"
#include "engine/session/document_session.h"
#include "engine/text/text_buffer.h"
#include "engine/text/unicode.h"
#include "engine/token/token_document.h"

#include <algorithm>
#include <map>
#include <set>

namespace deltapad::cli {

namespace {

Result<std::unique_ptr<Dictionary>> openDictionary(const ProofreadOptions &options)
{
    if (options.dictionary.empty())
        return Dictionary::find(options.language);
    std::string affixes = options.dictionary;
    if (affixes.ends_with(".dic"))
        affixes.resize(affixes.size() - 4);
    return Dictionary::load(affixes + ".aff", affixes + ".dic");
}

/// Everything that finds remarks, made once.
class Proofreader
{
public:
    static Result<std::unique_ptr<Proofreader>> make(const std::shared_ptr<const Model> &model,
                                                     const ProofreadOptions &options)
    {
        std::unique_ptr<Proofreader> made(new Proofreader);
        Result<std::unique_ptr<Dictionary>> dictionary = openDictionary(options);
        if (!dictionary)
            return dictionary.error();
        made->m_dictionary = std::move(dictionary).value();
        if (!options.words.empty()) {
            const Result<std::u16string> words = readTextInput(options.words);
            if (!words)
                return words.error();
            made->m_filter.setUserText(utf16ToUtf8(words.value()));
        }
        made->m_filter.setNames(options.names);
        if (options.scope == ProofreadScope::Everything) {
            Result<std::unique_ptr<Dictionary>> another = openDictionary(options);
            if (!another)
                return another.error();
            made->m_context = std::make_unique<ContextCheck>(std::move(another).value());
            made->m_session = std::make_unique<DocumentSession>(
                model, SessionOptions{.threads = options.threads, .maxTokens = 0});
        }
        return made;
    }

    Result<std::vector<Remark>> read(std::u16string_view text)
    {
        std::vector<Remark> remarks = checkText(text, *m_dictionary);
        hide(text, remarks);
        for (Remark &remark : remarks)
            if (remark.kind == RemarkKind::Spelling)
                remark.replacements = m_dictionary->suggest(remark.text, kMostReplacements);
        if (m_context) {
            if (Status read = readInContext(text, remarks); !read)
                return read.error();
            hide(text, remarks);
        }
        std::stable_sort(remarks.begin(), remarks.end(),
                         [](const Remark &a, const Remark &b) { return a.begin < b.begin; });
        return remarks;
    }

private:
    Proofreader() = default;

    void hide(std::u16string_view text, std::vector<Remark> &remarks) const
    {
        std::erase_if(remarks, [&](const Remark &remark) {
            return m_filter.hides(remark, contextOf(text, remark.begin.value, remark.end().value));
        });
    }

    Status readInContext(std::u16string_view text, std::vector<Remark> &remarks)
    {
        // What is live at a time is checked; the last part of it waits for the text behind it.
        constexpr std::int64_t kBehind = 200;
        const Utf16Offset end(static_cast<std::int64_t>(text.size()));
        Utf16Offset at(0);
        if (const Result<UpdateReport> opened = m_session->open(text, at); !opened)
            return opened.error();
        while (at < end) {
            if (const Result<UpdateReport> moved = m_session->moveCaret(at); !moved)
                return moved.error();
            const Utf16Offset live = m_session->tokens().startOf(m_session->liveEnd());
            const Utf16Offset until = live < end ? std::max(at + 1, live - kBehind) : end;
            for (Remark &remark : remarks)
                if (remark.kind == RemarkKind::Spelling && remark.begin >= at && remark.end() <= until)
                    ContextCheck::rank(*m_session, remark);
            const std::vector<Remark> found = m_context->check(*m_session, at, until);
            remarks.insert(remarks.end(), found.begin(), found.end());
            at = until;
        }
        return Done{};
    }

    std::unique_ptr<Dictionary> m_dictionary;
    RemarkFilter m_filter;
    std::unique_ptr<ContextCheck> m_context;
    std::unique_ptr<DocumentSession> m_session;
};

std::string shown(const std::u16string &text)
{
    return Facts(utf16ToUtf8(text)).dump(-1, ' ', false, Facts::error_handler_t::replace);
}

double share(std::int64_t part, std::int64_t whole)
{
    return whole > 0 ? static_cast<double>(part) / static_cast<double>(whole) : 0;
}

struct TableRow
{
    std::u16string left;
    std::u16string right;
};

Result<std::vector<TableRow>> readTable(const std::string &path)
{
    const Result<std::u16string> text = readSomeTextInput(path);
    if (!text)
        return text.error();
    std::vector<TableRow> rows;
    const std::string bytes = utf16ToUtf8(text.value());
    const std::vector<std::string_view> lines = splitLines(bytes);
    for (std::size_t n = 0; n < lines.size(); ++n) {
        const std::size_t tab = lines[n].find('\t');
        if (tab == std::string_view::npos)
            return lineError(ErrorCode::BadSyntax, inputName(path), n, "expected text<TAB>correction");
        rows.push_back(
            {utf8ToUtf16Lossy(lines[n].substr(0, tab)), utf8ToUtf16Lossy(lines[n].substr(tab + 1))});
    }
    return rows;
}

std::vector<std::u16string> splitAtCommas(std::u16string_view list)
{
    std::vector<std::u16string> parts;
    while (!list.empty()) {
        const std::size_t end = std::min(list.find(u','), list.size());
        std::u16string_view part = list.substr(0, end);
        while (part.starts_with(u' '))
            part.remove_prefix(1);
        if (!part.empty())
            parts.emplace_back(part);
        list.remove_prefix(std::min(end + 1, list.size()));
    }
    return parts;
}

} // namespace

Result<Outcome> runProofread(const std::shared_ptr<const Model> &model, const ProofreadOptions &options)
{
    const Result<std::u16string> text = readTextInput(options.path);
    if (!text)
        return text.error();
    const Stopwatch clock;
    Result<std::unique_ptr<Proofreader>> reader = Proofreader::make(model, options);
    if (!reader)
        return reader.error();
    const Result<std::vector<Remark>> remarks = reader.value()->read(text.value());
    if (!remarks)
        return remarks.error();
    const TextBuffer buffer(text.value());
    Outcome outcome;
    Facts list = Facts::array();
    std::map<std::string, std::int64_t> counts;
    for (const Remark &remark : remarks.value()) {
        const std::int64_t begin = buffer.toCodePoint(remark.begin).value;
        const std::int64_t end = buffer.toCodePoint(remark.end()).value;
        const std::string kind(remarkKindName(remark.kind));
        Facts replacements = Facts::array();
        std::string offered;
        for (const std::u16string &replacement : remark.replacements) {
            replacements.push_back(utf16ToUtf8(replacement));
            offered += (offered.empty() ? " -> " : ", ") + shown(replacement);
        }
        list.push_back({{"offset", begin},
                        {"length", end - begin},
                        {"kind", kind},
                        {"text", utf16ToUtf8(remark.text)},
                        {"replacements", std::move(replacements)},
                        {"score", remark.score}});
        ++counts[kind];
        outcome.report += format("%8lld  %-9s ", static_cast<long long>(begin), kind.c_str()) +
                          shown(remark.text) + offered + "\n";
    }
    outcome.report += format("%zu remarks\n", remarks.value().size());
    outcome.facts = {{"path", inputName(options.path)},
                     {"remarks", std::move(list)},
                     {"counts", counts},
                     {"seconds", clock.seconds()}};
    return outcome;
}

Result<Outcome> runMeasureSpelling(const ProofreadOptions &options)
{
    const Result<std::vector<TableRow>> rows = readTable(options.path);
    if (!rows)
        return rows.error();
    Result<std::unique_ptr<Dictionary>> dictionary = openDictionary(options);
    if (!dictionary)
        return dictionary.error();
    Progress progress("spelling", std::ssize(rows.value()));
    std::int64_t count = 0;
    std::int64_t noticed = 0;
    std::int64_t first = 0;
    std::int64_t among = 0;
    for (const TableRow &row : rows.value()) {
        progress.step();
        ++count;
        if (dictionary.value()->knows(row.left))
            continue;
        ++noticed;
        const std::vector<std::u16string> right = splitAtCommas(row.right);
        const std::vector<std::u16string> offered = dictionary.value()->suggest(row.left, kMostReplacements);
        const auto isRight = [&](const std::u16string &word) {
            return std::find(right.begin(), right.end(), word) != right.end();
        };
        first += !offered.empty() && isRight(offered.front()) ? 1 : 0;
        among += std::any_of(offered.begin(), offered.end(), isRight) ? 1 : 0;
    }
    Outcome outcome;
    outcome.facts = {{"path", inputName(options.path)},  {"count", count},
                     {"noticed", share(noticed, count)}, {"first", share(first, count)},
                     {"among", share(among, count)},     {"offered", kMostReplacements}};
    outcome.report =
        format("%lld misspellings: %.1f %% noticed, right word first %.1f %%, among %d %.1f %%\n",
               static_cast<long long>(count), 100 * share(noticed, count), 100 * share(first, count),
               static_cast<int>(kMostReplacements), 100 * share(among, count));
    return outcome;
}

Result<Outcome> runMeasureSentences(const std::shared_ptr<const Model> &model,
                                    const ProofreadOptions &options)
{
    const Result<std::vector<TableRow>> rows = readTable(options.path);
    if (!rows)
        return rows.error();
    Result<std::unique_ptr<Proofreader>> reader = Proofreader::make(model, options);
    if (!reader)
        return reader.error();
    struct Count
    {
        std::int64_t remarks = 0;
        std::int64_t changed = 0; ///< the corrections have not what stands there
        std::int64_t first = 0;   ///< and a correction has the first replacement in its place
        std::int64_t among = 0;
    };
    std::map<std::string, Count> counts;
    std::int64_t sentences = 0;
    Progress progress("sentences", std::ssize(rows.value()));
    const auto hasWord = [](const std::u16string &text, const std::u16string &before,
                            const std::u16string &word, const std::u16string &after) {
        // One neighbour must fit as well, or any mention of the word would do.
        const bool fits = (!before.empty() && text.find(before + u' ' + word) != std::u16string::npos) ||
                          (!after.empty() && text.find(word + u' ' + after) != std::u16string::npos);
        return fits;
    };
    for (std::size_t n = 0; n < rows.value().size();) {
        const std::u16string &sentence = rows.value()[n].left;
        std::vector<std::u16string> corrections;
        for (; n < rows.value().size() && rows.value()[n].left == sentence; ++n) {
            corrections.push_back(rows.value()[n].right);
            progress.step();
        }
        ++sentences;
        const Result<std::vector<Remark>> remarks = reader.value()->read(sentence);
        if (!remarks)
            return remarks.error();
        for (const Remark &remark : remarks.value()) {
            Count &count = counts[std::string(remarkKindName(remark.kind))];
            ++count.remarks;
            const RemarkContext around = contextOf(sentence, remark.begin.value, remark.end().value);
            const auto any = [&](const std::u16string &word) {
                return std::any_of(corrections.begin(), corrections.end(), [&](const std::u16string &text) {
                    return hasWord(text, around.before, word, around.after);
                });
            };
            const bool kept =
                std::all_of(corrections.begin(), corrections.end(), [&](const std::u16string &text) {
                    return hasWord(text, around.before, remark.text, around.after);
                });
            count.changed += kept ? 0 : 1;
            if (remark.replacements.empty())
                continue;
            count.first += any(remark.replacements.front()) ? 1 : 0;
            count.among += std::any_of(remark.replacements.begin(), remark.replacements.end(), any) ? 1 : 0;
        }
    }
    Outcome outcome;
    Facts kinds = Facts::object();
    for (const auto &[kind, count] : counts) {
        kinds[kind] = {{"remarks", count.remarks},
                       {"changed", share(count.changed, count.remarks)},
                       {"first", share(count.first, count.remarks)},
                       {"among", share(count.among, count.remarks)}};
        outcome.report += format(
            "%-9s %lld remarks: %.1f %% changed by a corrector, first replacement theirs %.1f %%, among all "
            "%.1f %%\n",
            kind.c_str(), static_cast<long long>(count.remarks), 100 * share(count.changed, count.remarks),
            100 * share(count.first, count.remarks), 100 * share(count.among, count.remarks));
    }
    outcome.report += format("%lld sentences\n", static_cast<long long>(sentences));
    outcome.facts = {
        {"path", inputName(options.path)}, {"sentences", sentences}, {"kinds", std::move(kinds)}};
    return outcome;
}

} // namespace deltapad::cli
