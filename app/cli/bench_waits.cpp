// SPDX-License-Identifier: MIT
#include "app/cli/bench_waits.h"

#include "app/cli/bench_typing.h"
#include "app/cli/blank_words.h"
#include "app/cli/complete.h"
#include "app/cli/page_cache.h"
#include "app/cli/statistics.h"
#include "engine/session/document_session.h"
#include "engine/token/token_document.h"

#include <thread>

namespace deltapad::cli {
namespace {

// What the editor asks for.
constexpr std::int32_t kCandidates = 5;
constexpr std::int32_t kCandidateWords = 3;

/// `words` words that fit the model's context.
std::u16string openedText(const Model &model, const std::u16string &text, std::int32_t words)
{
    std::u16string opened = text;
    while (countWords(text) > 0 && countWords(opened) < words)
        opened += u"\n\n" + text;
    opened.resize(firstWords(opened, words).size());
    TokenDocument document(model.tokenizer);
    document.reset(opened);
    const std::int64_t most = model.config.context - 1;
    return document.size() <= most
               ? opened
               : opened.substr(0, static_cast<std::size_t>(document.startOf(TokenIndex(most)).value));
}

struct Opening
{
    std::vector<double> open;
    std::vector<double> panels;
    std::vector<double> completion;
    std::vector<double> firstPanels;
    std::int64_t tokens = 0;
};

Status openOnce(const std::shared_ptr<const Model> &model, const std::u16string &text, std::int32_t threads,
                const KnowsWord &knows, Opening &opening)
{
    const Stopwatch all;
    DocumentSession session(model, {.threads = threads});
    session.setKnownWords(knows);
    const Utf16Offset caret(0); // where the editor puts it
    if (const Result<UpdateReport> opened = session.open(text, caret); !opened)
        return opened.error();
    opening.open.push_back(all.milliseconds());
    const Stopwatch panels;
    static_cast<void>(session.classes());
    static_cast<void>(session.surprises());
    static_cast<void>(session.nextTokens(caret, kCandidates));
    opening.panels.push_back(panels.milliseconds());
    opening.firstPanels.push_back(all.milliseconds());
    const Stopwatch completion;
    if (const auto list = session.complete(caret, kCandidates, kCandidateWords); !list)
        return list.error();
    opening.completion.push_back(completion.milliseconds());
    opening.tokens = session.tokens().size();
    return Done{};
}

struct Loading
{
    std::vector<double> cold;
    std::vector<double> warm;
    double outOfCache = 1; ///< least share before a cold load
};

Status loadOnce(const std::string &folder, Loading &loading)
{
    loading.outOfCache = std::min(loading.outOfCache, dropFromPageCache(folder));
    const Stopwatch cold;
    if (const auto loaded = Model::load(folder); !loaded)
        return loaded.error();
    loading.cold.push_back(cold.milliseconds());
    const Stopwatch warm;
    if (const auto loaded = Model::load(folder); !loaded)
        return loaded.error();
    loading.warm.push_back(warm.milliseconds());
    return Done{};
}

} // namespace

Result<Outcome> runOpening(const std::shared_ptr<const Model> &model, const OpeningOptions &options)
{
    Loading loading;
    for (std::int32_t n = 0; n < options.repeats; ++n)
        if (const Status status = loadOnce(options.modelFolder, loading); !status)
            return status.error();
    const std::u16string text = openedText(*model, options.text, options.words);
    Outcome outcome;
    outcome.report = format("Opening; medians of %d, milliseconds. Model loaded in %.0f from disk (%.0f %% "
                            "out of the page cache), in %.0f from the page cache.\n\n"
                            "  %7s %6s %6s %9s %9s %13s %12s\n",
                            options.repeats, percentile(loading.cold, 0.5), 100 * loading.outOfCache,
                            percentile(loading.warm, 0.5), "threads", "words", "tokens", "open", "panels",
                            "first panels", "completion");
    Facts rows = Facts::array();
    const auto cores = static_cast<std::int32_t>(std::max(1U, std::thread::hardware_concurrency()));
    for (const std::int32_t threads : {1, cores}) {
        Opening opening;
        for (std::int32_t n = 0; n < options.repeats; ++n)
            if (const Status status =
                    openOnce(model, text, threads, knownWords(OfferedWords::Known), opening);
                !status)
                return status.error();
        const std::int64_t words = countWords(text);
        rows.push_back({{"threads", threads},
                        {"words", words},
                        {"tokens", opening.tokens},
                        {"openings", opening.open.size()},
                        {"open_ms", percentile(opening.open, 0.5)},
                        {"panels_ms", percentile(opening.panels, 0.5)},
                        {"first_panels_ms", percentile(opening.firstPanels, 0.5)},
                        {"completion_ms", percentile(opening.completion, 0.5)}});
        outcome.report += format("  %7d %6lld %6lld %9.1f %9.2f %13.1f %12.2f\n", threads,
                                 static_cast<long long>(words), static_cast<long long>(opening.tokens),
                                 percentile(opening.open, 0.5), percentile(opening.panels, 0.5),
                                 percentile(opening.firstPanels, 0.5), percentile(opening.completion, 0.5));
    }
    outcome.facts = {{"opening",
                      {{"model_load",
                        {{"loads", loading.cold.size()},
                         {"cold_ms", percentile(loading.cold, 0.5)},
                         {"warm_ms", percentile(loading.warm, 0.5)},
                         {"out_of_cache", loading.outOfCache}}},
                       {"rows", std::move(rows)}}}};
    return outcome;
}

Result<Outcome> runCompletionWait(const std::shared_ptr<const Model> &model,
                                  const CompletionWaitOptions &options)
{
    struct Place
    {
        const char *name;
        double share;
    };
    constexpr Place kPlaces[] = {{"middle", 0.5}, {"end", 1.0}};
    Outcome outcome;
    Facts places = Facts::array();
    std::int64_t differences = 0;
    std::int64_t tokens = 0;
    std::string lines;
    for (const Place &place : kPlaces) {
        DocumentSession session(model, {.threads = options.threads});
        session.setKnownWords(knownWords(OfferedWords::Known));
        if (const auto opened = session.open(options.text, Utf16Offset(0)); !opened)
            return opened.error();
        tokens = session.tokens().size();
        Utf16Offset caret = gapAt(options.text, place.share);
        std::vector<double> waits;
        std::int64_t lists = 0;
        for (const char16_t unit : benchTyping()) {
            const TextSplice key{caret, 0, std::u16string(1, unit)};
            caret = caret + 1;
            const Stopwatch wait;
            if (const auto updated = session.apply(key); !updated)
                return updated.error();
            const auto list = session.complete(caret, kCandidates, kCandidateWords);
            waits.push_back(wait.milliseconds());
            if (!list)
                return list.error();
            lists += list.value().empty() ? 0 : 1;
        }
        differences += session.verify() ? 1 : 0;
        places.push_back({{"place", place.name},
                          {"keys", waits.size()},
                          {"lists", lists},
                          {"ms",
                           {{"p50", percentile(waits, 0.5)},
                            {"p95", percentile(waits, 0.95)},
                            {"p99", percentile(waits, 0.99)},
                            {"max", percentile(waits, 1.0)}}}});
        lines += format("  %-6s %6zu %6lld %9.2f %9.2f %9.2f\n", place.name, waits.size(),
                        static_cast<long long>(lists), percentile(waits, 0.5), percentile(waits, 0.95),
                        percentile(waits, 0.99));
    }
    outcome.report = format("From a key to the first list of completions, in %lld tokens; milliseconds.\n\n"
                            "  %-6s %6s %6s %9s %9s %9s\n",
                            static_cast<long long>(tokens), "place", "keys", "lists", "p50", "p95", "p99") +
                     lines;
    outcome.facts = {
        {"completion", {{"tokens", tokens}, {"threads", options.threads}, {"places", std::move(places)}}},
        {"mismatches", differences}};
    if (differences > 0)
        outcome.status = ExitStatus::CheckFailed;
    return outcome;
}

} // namespace deltapad::cli
