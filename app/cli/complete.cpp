// SPDX-License-Identifier: MIT
#include "app/cli/complete.h"

#include "app/cli/statistics.h"
#include "engine/proofread/english_dictionary.h"
#include "engine/recording/input.h"
#include "engine/session/document_session.h"
#include "engine/text/text_buffer.h"
#include "engine/text/unicode.h"

namespace deltapad::cli {

KnowsWord knownWords(OfferedWords words)
{
    if (words == OfferedWords::Any)
        return {};
    return wordsOf(std::make_shared<EnglishDictionary>());
}

Result<Outcome> runComplete(const std::shared_ptr<const Model> &model, const CompleteOptions &options)
{
    const Result<std::u16string> text = readTextInput(options.path);
    if (!text)
        return text.error();
    const std::string name = inputName(options.path);
    const TextBuffer buffer(text.value());
    if (options.at > buffer.codePointLength())
        return Error{ErrorCode::BadEdit, name + ": place " + std::to_string(options.at.value) +
                                             " lies behind the text, expected 0.." +
                                             std::to_string(buffer.codePointLength().value)};
    const Utf16Offset caret = buffer.toUtf16(options.at);
    DocumentSession session(model, {.threads = options.threads, .maxTokens = options.maxTokens});
    if (const Result<UpdateReport> opened = session.open(text.value(), caret); !opened)
        return opened.error();
    session.setKnownWords(knownWords(options.offered));
    const Stopwatch clock;
    const Result<std::vector<Suggestion>> suggestions = session.complete(caret, options.count, options.words);
    if (!suggestions)
        return suggestions.error();
    const double seconds = clock.seconds();

    Outcome outcome;
    Facts candidates = Facts::array();
    for (const Suggestion &suggestion : suggestions.value()) {
        const std::string utf8 = utf16ToUtf8(suggestion.text);
        candidates.push_back({{"text", utf8},
                              {"confidence", suggestion.confidence},
                              {"probability", suggestion.probability},
                              {"logprob", suggestion.logprob}});
        // As a JSON string a candidate stays on its line, whatever it holds.
        outcome.report += format("%6.2f %%  ", 100 * suggestion.confidence) +
                          Facts(utf8).dump(-1, ' ', false, Facts::error_handler_t::replace) + "\n";
    }
    outcome.facts = {{"model", model->config.name},
                     {"path", name},
                     {"at", options.at.value},
                     {"candidates", std::move(candidates)},
                     {"seconds", seconds}};
    return outcome;
}

} // namespace deltapad::cli
