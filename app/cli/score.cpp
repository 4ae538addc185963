// SPDX-License-Identifier: MIT
#include "app/cli/score.h"

#include "app/cli/progress.h"
#include "app/cli/statistics.h"
#include "engine/recording/input.h"
#include "engine/session/score.h"

#include <algorithm>
#include <oneapi/tbb/enumerable_thread_specific.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/task_arena.h>

namespace deltapad::cli {
namespace {

double perUnit(double bits, std::int64_t units)
{
    return units > 0 ? bits / static_cast<double>(units) : 0;
}

/// Scores of all documents. One document uses all threads for its rows, many are computed side by side.
std::vector<TextScore> scoreAll(const std::shared_ptr<const Layout> &layout,
                                const std::vector<std::u16string_view> &documents, std::int32_t threads,
                                Progress &progress)
{
    std::vector<TextScore> scores(documents.size());
    if (documents.size() == 1) {
        scores.front() = TextScorer(layout, threads).score(documents.front());
        return scores;
    }
    progress.expect(std::ssize(documents));
    oneapi::tbb::task_arena arena(threads > 0 ? threads : oneapi::tbb::task_arena::automatic);
    oneapi::tbb::enumerable_thread_specific<TextScorer> scorers([&] { return TextScorer(layout, 1); });
    arena.execute([&] {
        oneapi::tbb::parallel_for(std::size_t(0), documents.size(), [&](std::size_t i) {
            scores[i] = scorers.local().score(documents[i]);
            progress.step();
        });
    });
    return scores;
}

} // namespace

std::vector<std::u16string_view> splitDocuments(std::u16string_view text, DocumentSplit split)
{
    if (split == DocumentSplit::None)
        return {text};
    std::vector<std::u16string_view> documents;
    std::size_t begin = 0;
    const auto add = [&](std::size_t end) {
        std::u16string_view document = text.substr(begin, end - begin);
        while (document.ends_with(u'\n'))
            document.remove_suffix(1);
        if (!document.empty())
            documents.push_back(document);
    };
    for (std::size_t line = 0; line < text.size();) {
        const std::size_t end = std::min(text.find(u'\n', line), text.size());
        if (text.substr(line, end - line) == u"\x1E") {
            add(line);
            begin = std::min(end + 1, text.size());
        }
        line = end + 1;
    }
    add(text.size());
    return documents;
}

Result<Outcome> runScore(const std::shared_ptr<const Model> &model, const ScoreOptions &options)
{
    const auto layout = std::make_shared<const Layout>(model);
    Progress progress("score", 0);
    Outcome outcome;
    Facts files = Facts::array();
    TextScore all;
    const auto add = [&](const std::string &name, const TextScore &score, std::size_t documents,
                         double seconds) {
        files.push_back({{"path", name},
                         {"bytes", score.bytes},
                         {"documents", documents},
                         {"tokens", score.tokens},
                         {"bits_per_byte", perUnit(score.bits, score.bytes)},
                         {"bits_per_token", perUnit(score.bits, score.tokens)},
                         {"seconds", seconds}});
        outcome.report +=
            format("%s: %.4f bits per byte, %lld bytes, %lld tokens, %zu documents, %.1f s\n", name.c_str(),
                   perUnit(score.bits, score.bytes), static_cast<long long>(score.bytes),
                   static_cast<long long>(score.tokens), documents, seconds);
    };
    for (const std::string &path : options.paths) {
        const Stopwatch clock;
        const Result<std::u16string> text = readSomeTextInput(path);
        if (!text)
            return text.error();
        const std::vector<std::u16string_view> documents = splitDocuments(text.value(), options.split);
        TextScore sum;
        // Summed in the documents' order, so that the number of threads does not show.
        for (const TextScore &score : scoreAll(layout, documents, options.threads, progress)) {
            sum.bits += score.bits;
            sum.bytes += score.bytes;
            sum.tokens += score.tokens;
        }
        add(inputName(path), sum, documents.size(), clock.seconds());
        all.bits += sum.bits;
        all.bytes += sum.bytes;
        all.tokens += sum.tokens;
    }
    if (options.paths.size() > 1)
        outcome.report += format("all: %.4f bits per byte, %lld bytes\n", perUnit(all.bits, all.bytes),
                                 static_cast<long long>(all.bytes));
    outcome.facts = {{"model", model->config.name},
                     {"files", std::move(files)},
                     {"bytes", all.bytes},
                     {"tokens", all.tokens},
                     {"bits_per_byte", perUnit(all.bits, all.bytes)}};
    return outcome;
}

} // namespace deltapad::cli
