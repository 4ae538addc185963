// SPDX-License-Identifier: MIT
#include "app/cli/bench_files.h"

#include "app/cli/bench_typing.h"
#include "app/cli/statistics.h"
#include "app/cli/timed_edit.h"
#include "engine/session/document_session.h"
#include "engine/text/unicode.h"
#include "engine/token/token_document.h"

namespace deltapad::cli {
namespace {

struct Place
{
    const char *name;
    double share; ///< of the text
};
constexpr Place kPlaces[] = {{"start", 0.0}, {"middle", 0.5}, {"end", 1.0}};

struct Typing
{
    std::vector<double> keys; ///< milliseconds
    double firstKey = 0;      ///< with the change of the live context
};

Result<Typing> typeAt(DocumentSession &session, Utf16Offset place)
{
    Typing typing;
    for (const char16_t unit : benchTyping()) {
        const TextSplice key{place, 0, std::u16string(1, unit)};
        const Result<TimedEdit> edited = timeEdit(session, {&key, 1});
        if (!edited)
            return edited.error();
        place = place + 1;
        if (typing.firstKey == 0)
            typing.firstKey = edited.value().milliseconds;
        else
            typing.keys.push_back(edited.value().milliseconds);
    }
    return typing;
}

} // namespace

Result<Outcome> runBenchFiles(const std::shared_ptr<const Model> &model, const BenchFilesOptions &options)
{
    Outcome outcome;
    Facts files = Facts::array();
    Progress progress("bench", std::ssize(options.kilobytes), options.progress);
    outcome.report =
        format("Long files; milliseconds, one key after another, all outputs read after each.\n\n"
               "  %9s %9s %9s | %23s | %23s | %23s | %9s %9s\n",
               "kB", "tokens", "open", "start  p50  p99   first", "middle p50  p99   first",
               "end    p50  p99   first", "all in s", "MiB");
    std::int64_t differences = 0;
    const std::int64_t bytesOfText = std::max<std::int64_t>(std::ssize(utf16ToUtf8(options.text)), 1);
    for (const std::int32_t kilobytes : options.kilobytes) {
        std::u16string text;
        for (std::int64_t bytes = 0; bytes < kilobytes * std::int64_t(1000); bytes += bytesOfText + 2)
            text += options.text + u"\n\n";
        DocumentSession session(model, {.threads = options.threads});
        const Stopwatch openingClock;
        if (const Result<UpdateReport> opened = session.open(text, Utf16Offset(0)); !opened)
            return opened.error();
        const double opening = openingClock.milliseconds();

        Facts places = Facts::array();
        std::string line = format("  %9lld %9lld %9.0f", static_cast<long long>(kilobytes),
                                  static_cast<long long>(session.tokens().size()), opening);
        for (const Place &place : kPlaces) {
            const Result<Typing> typed = typeAt(session, gapAt(session.text(), place.share));
            if (!typed)
                return typed.error();
            const Typing &typing = typed.value();
            places.push_back({{"place", place.name},
                              {"keys", typing.keys.size()},
                              {"ms",
                               {{"p50", percentile(typing.keys, 0.5)},
                                {"p99", percentile(typing.keys, 0.99)},
                                {"max", percentile(typing.keys, 1.0)}}},
                              {"first_key_ms", typing.firstKey}});
            line += format(" | %9.2f %6.2f %6.0f", percentile(typing.keys, 0.5),
                           percentile(typing.keys, 0.99), typing.firstKey);
        }
        const Stopwatch coveringClock;
        while (session.coverage().workLeft) {
            const Result<Coverage> covered = session.advanceBackground();
            if (!covered)
                return covered.error();
        }
        const double covering = coveringClock.seconds();
        const std::optional<Mismatch> mismatch = session.verify();
        if (mismatch) {
            ++differences;
            outcome.report +=
                format("%lld kB: %s differ in layer %d, row %lld\n", static_cast<long long>(kilobytes),
                       mismatch->what.c_str(), mismatch->layer, static_cast<long long>(mismatch->row));
        }
        files.push_back({{"kilobytes", kilobytes},
                         {"tokens", session.tokens().size()},
                         {"contexts", session.contexts().size()},
                         {"open_ms", opening},
                         {"places", std::move(places)},
                         {"covered_s", covering},
                         {"equal", !mismatch},
                         {"peak_rss_mb", peakMemoryMib()}});
        outcome.report += line + format(" | %9.1f %9.0f\n", covering, peakMemoryMib());
        progress.step();
    }
    outcome.report += format("\n%lld of %lld files checked equal to a from-scratch pass, bit for bit.\n",
                             static_cast<long long>(std::ssize(options.kilobytes) - differences),
                             static_cast<long long>(std::ssize(options.kilobytes)));
    outcome.facts = {{"files", std::move(files)}, {"mismatches", differences}};
    if (differences > 0)
        outcome.status = ExitStatus::CheckFailed;
    return outcome;
}

} // namespace deltapad::cli
