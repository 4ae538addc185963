// SPDX-License-Identifier: MIT
#include "app/cli/classify.h"

#include "app/cli/labelled.h"
#include "app/cli/progress.h"
#include "app/cli/statistics.h"
#include "engine/recording/input.h"
#include "engine/session/classify.h"

#include <algorithm>
#include <numeric>
#include <oneapi/tbb/enumerable_thread_specific.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/task_arena.h>

namespace deltapad::cli {
namespace {

/// Classifications of all texts, side by side: text(i) gives text i, take(i, …) has its result.
template <typename Text, typename Take>
void classifyAll(const std::shared_ptr<const Model> &model, std::size_t count, std::int32_t threads,
                 const Text &text, const Take &take)
{
    const auto layout = std::make_shared<const Layout>(model);
    Progress progress("classify", static_cast<std::int64_t>(count));
    oneapi::tbb::task_arena arena(threads > 0 ? threads : oneapi::tbb::task_arena::automatic);
    oneapi::tbb::enumerable_thread_specific<Classifier> classifiers([&] { return Classifier(layout); });
    arena.execute([&] {
        oneapi::tbb::parallel_for(std::size_t(0), count, [&](std::size_t i) {
            take(i, classifiers.local().classify(text(i)));
            progress.step();
        });
    });
}

Result<std::size_t> findHead(const Model &model, const std::string &name)
{
    std::string names;
    for (std::size_t i = 0; i < model.heads.size(); ++i) {
        if (model.heads[i].name == name || (name.empty() && model.heads.size() == 1))
            return i;
        names += (i > 0 ? ", " : "") + model.heads[i].name;
    }
    return Error{ErrorCode::Unsupported,
                 model.folder +
                     (name.empty() ? ": several heads, expected --head with one of: "
                                   : ": no head \"" + name + "\", expected one of: ") +
                     names};
}

std::size_t bestOf(const std::vector<float> &probabilities)
{
    return static_cast<std::size_t>(std::max_element(probabilities.begin(), probabilities.end()) -
                                    probabilities.begin());
}

/// Number in the head of every row's label.
Result<std::vector<std::size_t>> labelNumbers(const std::vector<LabelledText> &rows, const Head &head,
                                              const TableOptions &options)
{
    std::vector<std::size_t> numbers;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto renamed = options.renames.find(rows[i].label);
        const std::string &label = renamed != options.renames.end() ? renamed->second : rows[i].label;
        const auto place = std::find(head.labels.begin(), head.labels.end(), label);
        if (place == head.labels.end())
            return lineError(
                ErrorCode::BadSyntax, inputName(options.path), i,
                "label \"" + label + "\" is none of head " + head.name + ", expected " +
                    std::accumulate(head.labels.begin() + 1, head.labels.end(), head.labels.front(),
                                    [](const std::string &a, const std::string &b) { return a + ", " + b; }));
        numbers.push_back(static_cast<std::size_t>(place - head.labels.begin()));
    }
    return numbers;
}

} // namespace

Result<Outcome> runClassify(const std::shared_ptr<const Model> &model, const ClassifyOptions &options)
{
    if (model->heads.empty())
        return Error{ErrorCode::Unsupported,
                     model->folder + ": the model has no heads, expected heads/NAME.safetensors"};
    std::vector<std::u16string> texts;
    for (const std::string &path : options.paths) {
        Result<std::u16string> text = readSomeTextInput(path);
        if (!text)
            return text.error();
        texts.push_back(std::move(text).value());
    }
    std::vector<Classification> results(texts.size());
    classifyAll(
        model, texts.size(), options.threads, [&](std::size_t i) { return std::u16string_view(texts[i]); },
        [&](std::size_t i, Classification result) { results[i] = std::move(result); });

    Outcome outcome;
    Facts files = Facts::array();
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const std::string name = inputName(options.paths[i]);
        Facts heads = Facts::object();
        outcome.report +=
            format("%s (%lld of %lld tokens)\n", name.c_str(), static_cast<long long>(results[i].tokensUsed),
                   static_cast<long long>(results[i].tokens));
        for (const ClassScores &scores : results[i].classes) {
            Facts head = Facts::object();
            for (std::size_t c = 0; c < scores.labels.size(); ++c)
                head[scores.labels[c]] = scores.probabilities[c];
            heads[scores.head] = std::move(head);
            const std::size_t best = bestOf(scores.probabilities);
            outcome.report += format("  %s: %s %.1f %%\n", scores.head.c_str(), scores.labels[best].c_str(),
                                     100.0 * static_cast<double>(scores.probabilities[best]));
        }
        files.push_back({{"path", name},
                         {"tokens", results[i].tokens},
                         {"tokens_used", results[i].tokensUsed},
                         {"heads", std::move(heads)}});
    }
    outcome.facts = {{"model", model->config.name}, {"files", std::move(files)}};
    return outcome;
}

Result<Outcome> runClassifyTable(const std::shared_ptr<const Model> &model, const TableOptions &options)
{
    const Result<std::size_t> number = findHead(*model, options.head);
    if (!number)
        return number.error();
    const Head &head = model->heads[number.value()];
    const Result<std::string> table = readInput(options.path);
    if (!table)
        return table.error();
    Result<std::vector<LabelledText>> parsed = parseLabelled(table.value(), inputName(options.path));
    if (!parsed)
        return parsed.error();
    std::vector<LabelledText> &rows = parsed.value();
    if (options.limit > 0 && options.limit < std::ssize(rows))
        rows.resize(static_cast<std::size_t>(options.limit));
    const Result<std::vector<std::size_t>> labels = labelNumbers(rows, head, options);
    if (!labels)
        return labels.error();

    const Stopwatch clock;
    std::vector<std::size_t> answers(rows.size());
    std::vector<std::uint8_t> truncated(rows.size());
    classifyAll(
        model, rows.size(), options.threads, [&](std::size_t i) { return std::u16string_view(rows[i].text); },
        [&](std::size_t i, const Classification &result) {
            answers[i] = bestOf(result.classes[number.value()].probabilities);
            truncated[i] = result.tokensUsed < result.tokens ? 1 : 0;
        });
    const double seconds = clock.seconds();

    Confusion confusion(head.labels.size(), std::vector<std::int64_t>(head.labels.size()));
    for (std::size_t i = 0; i < rows.size(); ++i)
        ++confusion[labels.value()[i]][answers[i]];
    Facts confusionFacts = Facts::object();
    for (std::size_t a = 0; a < confusion.size(); ++a)
        for (std::size_t b = 0; b < confusion.size(); ++b)
            confusionFacts[head.labels[a]][head.labels[b]] = confusion[a][b];
    const auto cut = std::count(truncated.begin(), truncated.end(), 1);
    Outcome outcome;
    outcome.facts = {{"model", model->config.name},
                     {"path", inputName(options.path)},
                     {"head", head.name},
                     {"count", rows.size()},
                     {"accuracy", accuracyOf(confusion)},
                     {"macro_f1", macroF1Of(confusion)},
                     {"truncated", cut},
                     {"confusion", std::move(confusionFacts)},
                     {"seconds", seconds}};
    outcome.report =
        format("%s, head %s: accuracy %.2f %%, macro F1 %.4f, %zu texts (%lld cut to the context), %.1f s\n",
               inputName(options.path).c_str(), head.name.c_str(), 100 * accuracyOf(confusion),
               macroF1Of(confusion), rows.size(), static_cast<long long>(cut), seconds);
    return outcome;
}

double accuracyOf(const Confusion &confusion)
{
    std::int64_t hits = 0;
    std::int64_t all = 0;
    for (std::size_t i = 0; i < confusion.size(); ++i) {
        hits += confusion[i][i];
        all += std::accumulate(confusion[i].begin(), confusion[i].end(), std::int64_t(0));
    }
    return all > 0 ? static_cast<double>(hits) / static_cast<double>(all) : 0;
}

double macroF1Of(const Confusion &confusion)
{
    double sum = 0;
    int classes = 0;
    for (std::size_t i = 0; i < confusion.size(); ++i) {
        std::int64_t either = 0;
        for (std::size_t j = 0; j < confusion.size(); ++j)
            either += confusion[i][j] + confusion[j][i];
        if (either > 0) {
            sum += 2.0 * static_cast<double>(confusion[i][i]) / static_cast<double>(either);
            ++classes;
        }
    }
    return classes > 0 ? sum / classes : 0;
}

} // namespace deltapad::cli
