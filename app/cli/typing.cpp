// SPDX-License-Identifier: MIT
#include "app/cli/typing.h"

#include "app/cli/progress.h"
#include "engine/assist/ghost_policy.h"
#include "engine/assist/repetition.h"
#include "engine/recording/input.h"
#include "engine/session/document_session.h"
#include "engine/text/text_buffer.h"
#include "engine/text/word_characters.h"

#include <algorithm>
#include <chrono>

namespace deltapad::cli {

namespace {

constexpr std::int32_t kAlternatives = 5; // as the editor asks for

bool isHighSurrogate(char16_t unit)
{
    return unit >= 0xD800 && unit < 0xDC00;
}

std::int64_t codePoints(std::u16string_view text)
{
    return std::count_if(text.begin(), text.end(),
                         [](char16_t unit) { return unit < 0xDC00 || unit >= 0xE000; });
}

/// One document being typed at its end.
class Typist
{
public:
    Typist(const std::shared_ptr<const Model> &model, std::u16string_view text, const TypingOptions &options,
           const KnowsWord &knows)
        : m_text(text), m_options(options), m_session(model, {.threads = options.threads, .maxTokens = 0}),
          m_policy(GateDelays{})
    {
        m_policy.gate().setMode(options.mode);
        m_session.setKnownWords(knows);
    }

    Result<TypingCount> run()
    {
        if (const Result<UpdateReport> opened = m_session.open(u"", Utf16Offset(0)); !opened)
            return opened.error();
        while (m_at < m_text.size()) {
            if (Status looked = lookForSuggestion(); !looked)
                return looked.error();
            const std::size_t taken = rightPart();
            const bool accepts = taken > 0;
            const std::size_t length =
                accepts ? taken : (isHighSurrogate(m_text[m_at]) && m_at + 1 < m_text.size() ? 2 : 1);
            if (Status done = press(accepts ? LastAction::Accepted : LastAction::Typed, length); !done)
                return done.error();
        }
        return m_count;
    }

private:
    bool atWordStart() const
    {
        return isWordCharacter(m_text[m_at]) && (m_at == 0 || !isWordCharacter(m_text[m_at - 1]));
    }

    /// What the editor does between two keys.
    Status lookForSuggestion()
    {
        m_nextKey = m_now + std::chrono::milliseconds(atWordStart() ? m_options.wordMilliseconds
                                                                    : m_options.keyMilliseconds);
        // A completion is computed only where one could be shown before the next key.
        const auto wait = m_policy.gate().waitBeforeShowing({}, m_now);
        if (m_policy.isShown() || !wait || m_now + *wait >= m_nextKey)
            return Done{};
        const auto caret = static_cast<std::int64_t>(m_at);
        Result<std::vector<Suggestion>> suggestions =
            m_session.complete(Utf16Offset(caret), kAlternatives, m_options.words);
        if (!suggestions)
            return suggestions.error();
        const std::size_t before = std::min<std::size_t>(m_at, kRepetitionContext);
        m_policy.offer(suggestions.value(), caret,
                       {std::u16string(m_text.substr(m_at - before, before)), {}});
        if (const auto due = m_policy.waitBeforeShowing({}, caret, m_now); due && m_now + *due < m_nextKey) {
            m_policy.show();
            noteShown(*m_policy.shownOffer());
            m_countedAsAccepted = false;
        }
        return Done{};
    }

    void noteShown(const Suggestion &suggestion)
    {
        const Occurrence right = isRight(suggestion.text) ? Occurrence::CameTrue : Occurrence::DidNot;
        ++m_count.shown;
        m_count.calibration.note(suggestion.confidence, right);
        m_count.suggestions.push_back({suggestion.probability, right});
    }

    /// Whether this is what the text goes on with, to the end of a word: a part that stops inside one would
    /// have to be mended.
    bool isRight(std::u16string_view part) const
    {
        const std::size_t end = m_at + part.size();
        return m_text.substr(m_at).starts_with(part) &&
               (end == m_text.size() || !isWordCharacter(m_text[end]) || !isWordCharacter(m_text[end - 1]));
    }

    /// Units of the shown suggestion that are right and worth the key that takes them; 0: none.
    std::size_t rightPart() const
    {
        if (!m_policy.isShown())
            return 0;
        for (const AcceptPart part : {AcceptPart::All, AcceptPart::Sentence, AcceptPart::Word}) {
            const std::size_t length = m_policy.acceptLength(part);
            const std::u16string_view taken = std::u16string_view(m_policy.shown()).substr(0, length);
            if (codePoints(taken) > 1 && isRight(taken))
                return length;
        }
        return 0;
    }

    Status press(LastAction action, std::size_t length)
    {
        const std::u16string typed(m_text.substr(m_at, length));
        const Result<UpdateReport> updated =
            m_session.apply({Utf16Offset(static_cast<std::int64_t>(m_at)), 0, typed});
        if (!updated)
            return updated.error();
        m_at += length;
        m_now = m_nextKey;
        ++m_count.keysWith;
        m_count.keysWithout += codePoints(typed);
        if (action == LastAction::Accepted && !m_countedAsAccepted) {
            m_countedAsAccepted = true;
            ++m_count.accepted;
        }
        m_policy.invalidate();
        m_policy.note(action, typed, static_cast<std::int64_t>(m_at), m_now);
        return Done{};
    }

    std::u16string_view m_text;
    const TypingOptions &m_options;
    DocumentSession m_session;
    GhostPolicy m_policy;
    std::size_t m_at = 0;
    GhostPolicy::Milliseconds m_now{0};
    GhostPolicy::Milliseconds m_nextKey{0};
    bool m_countedAsAccepted = false;
    TypingCount m_count;
};

Facts factsOf(const TypingCount &count)
{
    Facts bins = Facts::array();
    for (const Calibration::Bin &bin : count.calibration.bins())
        if (bin.stated > 0)
            bins.push_back({{"shown", bin.stated},
                            {"right", bin.cameTrue},
                            {"probability", quotient(bin.probability, static_cast<double>(bin.stated))}});
    return {{"keys_without", count.keysWithout},
            {"keys_with", count.keysWith},
            {"saved_share", count.savedShare()},
            {"shown", count.shown},
            {"accepted", count.accepted},
            {"precision", count.precision()},
            {"calibration_error", count.calibration.expectedError()},
            {"calibration", std::move(bins)}};
}

Facts listOf(const std::vector<ShownSuggestion> &suggestions)
{
    Facts list = Facts::array();
    for (const ShownSuggestion &shown : suggestions)
        list.push_back({{"probability", shown.probability}, {"right", shown.right == Occurrence::CameTrue}});
    return list;
}

std::string lineOf(const std::string &name, const TypingCount &count)
{
    return format("%s: %lld keys instead of %lld (%.1f %% saved); %lld suggestions shown, %lld accepted "
                  "(%.1f %%); their confidence is off by %.1f points\n",
                  name.c_str(), static_cast<long long>(count.keysWith),
                  static_cast<long long>(count.keysWithout), 100 * count.savedShare(),
                  static_cast<long long>(count.shown), static_cast<long long>(count.accepted),
                  100 * count.precision(), 100 * count.calibration.expectedError());
}

} // namespace

TypingCount &TypingCount::operator+=(const TypingCount &other)
{
    keysWithout += other.keysWithout;
    keysWith += other.keysWith;
    shown += other.shown;
    accepted += other.accepted;
    calibration.add(other.calibration);
    suggestions.insert(suggestions.end(), other.suggestions.begin(), other.suggestions.end());
    return *this;
}

double TypingCount::savedShare() const
{
    return keysWithout > 0 ? static_cast<double>(keysWithout - keysWith) / static_cast<double>(keysWithout)
                           : 0;
}

double TypingCount::precision() const
{
    return shown > 0 ? static_cast<double>(accepted) / static_cast<double>(shown) : 0;
}

Result<Outcome> runTyping(const std::shared_ptr<const Model> &model, const TypingOptions &options)
{
    Progress progress("typing", 0);
    const KnowsWord knows = knownWords(options.offered);
    Outcome outcome;
    Facts files = Facts::array();
    TypingCount all;
    for (const std::string &path : options.paths) {
        Result<std::u16string> text = readSomeTextInput(path);
        if (!text)
            return text.error();
        if (options.limit > 0) {
            const TextBuffer buffer(text.value());
            const CodePointOffset end(std::min(options.limit, buffer.codePointLength().value));
            text.value().resize(static_cast<std::size_t>(buffer.toUtf16(end).value));
        }
        const std::vector<std::u16string_view> documents = splitDocuments(text.value(), options.split);
        progress.expect(std::ssize(documents));
        TypingCount count;
        for (const std::u16string_view document : documents) {
            const Result<TypingCount> typed = Typist(model, document, options, knows).run();
            if (!typed)
                return typed.error();
            count += typed.value();
            progress.step();
        }
        Facts facts = {{"path", inputName(path)}, {"documents", documents.size()}};
        facts.update(factsOf(count));
        files.push_back(std::move(facts));
        outcome.report += lineOf(inputName(path), count);
        all += count;
    }
    if (options.paths.size() > 1)
        outcome.report += lineOf("all", all);
    outcome.facts = {{"model", model->config.name}};
    outcome.facts.update(factsOf(all));
    outcome.facts["per_file"] = std::move(files);
    if (options.suggestions == SuggestionList::Listed)
        outcome.facts["suggestions"] = listOf(all.suggestions);
    return outcome;
}

} // namespace deltapad::cli
