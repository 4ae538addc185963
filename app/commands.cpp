// SPDX-License-Identifier: MIT
#include "app/commands.h"

#include "app/cli/bench.h"
#include "app/cli/classify.h"
#include "app/cli/compare.h"
#include "app/cli/complete.h"
#include "app/cli/demo.h"
#include "app/cli/describe_model.h"
#include "app/cli/experiment.h"
#include "app/cli/model_folder.h"
#include "app/cli/proofread.h"
#include "app/cli/replay.h"
#include "app/cli/score.h"
#include "app/cli/typing.h"
#include "app/options.h"

#include <QCoreApplication>

#include <cstdio>
#include <functional>

namespace deltapad {
namespace {

using cli::Outcome;
using ModelPointer = std::shared_ptr<const Model>;
/// What to do once the options are known to be good and the model is loaded.
using Work = std::function<Result<Outcome>(const ModelPointer &)>;

constexpr std::int32_t kMaxThreads = 1024;

struct Subcommand
{
    const char *name;
    const char *description;
    void (*declare)(SubcommandOptions &options);
    Work (*prepare)(SubcommandOptions &options);
};

std::int32_t threads(SubcommandOptions &options)
{
    return options.smallNumber("threads", 0, 1, kMaxThreads);
}

void declareReplay(SubcommandOptions &options)
{
    options.addFiles("trace", "Edit traces or revision histories, plain or .xz; - for standard input.",
                     "TRACE...");
    options.addValue("verify", "N",
                     "Every N-th edit, and after the last one, compare with a computation from scratch.");
    options.addValue("limit", "N", "Play at most N edits of each file.");
    options.addValue("max-tokens", "N", "Keep at most N tokens live (default: the model's context).");
    options.addValue("dense", "N",
                     "Every N-th edit also time a full forward and a completion (default 50; 0: never).");
    options.addFlag("atomic",
                    "Play a revision as single contiguous edits, one after another, instead of all at once.");
    options.addValue("min-words", "N",
                     "Of revision histories, only documents that begin with at least N words.");
    options.addValue("max-words", "N",
                     "Of revision histories, only documents that begin with at most N words.");
    options.addValue("jobs", "N", "Play N files at the same time (disturbs the times; default 1).");
    options.addValue("html", "FILE", "Also write a self-contained page with charts.");
    options.addFlag("progress", "Write a line of progress now and then where standard error is no terminal.");
}

cli::ProgressLines progressLines(const SubcommandOptions &options)
{
    return options.has("progress") ? cli::ProgressLines::Asked : cli::ProgressLines::OnTerminal;
}

Work prepareReplay(SubcommandOptions &options)
{
    cli::ReplayOptions replay;
    replay.paths = options.files(1);
    replay.verifyEvery = options.number("verify", 0);
    replay.limit = options.number("limit", 0, 1);
    replay.denseEvery = options.number("dense", 50);
    replay.maxTokens = options.smallNumber("max-tokens", 0, 2, 4096);
    replay.threads = threads(options);
    replay.jobs = options.smallNumber("jobs", 1, 1, kMaxThreads);
    replay.steps = options.has("atomic") ? cli::RevisionSteps::Atomic : cli::RevisionSteps::Whole;
    replay.minWords = options.number("min-words", 0);
    if (options.has("max-words"))
        replay.maxWords = options.number("max-words", 0);
    replay.htmlPath = options.text("html");
    replay.progress = progressLines(options);
    return [replay](const ModelPointer &model) { return cli::runReplay(model, replay); };
}

void declareDemo(SubcommandOptions &) {}

Work prepareDemo(SubcommandOptions &options)
{
    options.files(0, 0);
    const std::int32_t count = threads(options);
    return [count](const ModelPointer &model) { return cli::runDemo(model, count); };
}

void declareExperiment(SubcommandOptions &options)
{
    options.addFiles("folder", "Folder that holds revisions/*.jsonl or .jsonl.xz.", "FOLDER");
    options.addValue("markdown", "FILE", "Also write the tables as Markdown, for the model card.");
    options.addValue("limit", "N", "Play at most N edits of each file and kind (default: all).");
    options.addValue("document-limit", "N", "Play at most N edits of each document (default: all).");
    options.addValue("min-tokens", "N", "Only documents that begin with at least N tokens (default 1000).");
    options.addValue("max-tokens", "N", "Only documents that begin with at most N tokens (default 2048).");
    options.addValue("verify", "N",
                     "Compare every N-th edit with a from-scratch pass (default 500; 0: never).");
    options.addValue("dense", "N", "Time the references at every N-th edit (default 50; 0: never).");
    options.addFlag("progress", "Write a line of progress now and then where standard error is no terminal.");
}

Work prepareExperiment(SubcommandOptions &options)
{
    cli::ExperimentOptions experiment;
    const std::vector<std::string> folders = options.files(1, 1);
    experiment.folder = folders.empty() ? std::string() : folders.front();
    experiment.markdownPath = options.text("markdown");
    experiment.limit = options.number("limit", 0, 1);
    experiment.limitOfDocument = options.number("document-limit", 0, 1);
    experiment.minTokens = options.number("min-tokens", 1000);
    experiment.maxTokens = options.number("max-tokens", 2048);
    experiment.verifyEvery = options.number("verify", 500);
    experiment.denseEvery = options.number("dense", 50);
    experiment.threads = threads(options);
    experiment.progress = progressLines(options);
    return [experiment](const ModelPointer &model) { return cli::runExperiment(model, experiment); };
}

void declareCompare(SubcommandOptions &options)
{
    options.addFiles("revisions", "Revision histories, plain or .xz; - for standard input.", "REVISIONS...");
    options.addValue("verify", "N",
                     "Compute every N-th version, and the last, alone as well: its time, and whether the "
                     "results are the same (default 10; 0: never).");
    options.addValue("limit", "N", "Take at most N documents of each file.");
    options.addValue("max-versions", "N", "Take at most N versions of each document.");
    options.addValue("max-tokens", "N",
                     "Compute at most N rows of a version (default: the model's context).");
    options.addFlag("progress", "Write a line of progress now and then where standard error is no terminal.");
}

Work prepareCompare(SubcommandOptions &options)
{
    cli::CompareOptions compare;
    compare.paths = options.files(1);
    compare.verifyEvery = options.number("verify", compare.verifyEvery);
    compare.limit = options.number("limit", 0, 1);
    compare.maxVersions = options.number("max-versions", 0, 1);
    compare.maxTokens = options.smallNumber("max-tokens", 0, 2, 4096);
    compare.threads = threads(options);
    compare.progress = progressLines(options);
    return [compare](const ModelPointer &model) { return cli::runCompare(model, compare); };
}

std::string modelFolderOf(SubcommandOptions &options)
{
    return cli::modelFolder(options.text("model"),
                            QCoreApplication::applicationDirPath().toLocal8Bit().toStdString());
}

void declareBench(SubcommandOptions &options)
{
    options.addFiles("text", "A text in UTF-8 to edit (default: the guided tour's).", "[TEXT]");
    options.addValue(
        "lengths", "N,N,...",
        "Lengths in tokens (default: 256, 512, 1024 and 2048, as far as the model's context goes).");
    options.addValue("kilobytes", "N,N,...",
                     "Also type at the start, in the middle and at the end of texts of these sizes.");
    options.addValue("repeats", "N", "Edits of one kind at one place (default 7).");
    options.addFlag("progress", "Write a line of progress now and then where standard error is no terminal.");
}

Work prepareBench(SubcommandOptions &options)
{
    cli::BenchOptions bench;
    const std::vector<std::string> files = options.files(0, 1);
    bench.modelFolder = modelFolderOf(options);
    bench.path = files.empty() ? std::string() : files.front();
    bench.lengths = options.smallNumbers("lengths", 16, 4096);
    bench.kilobytes = options.smallNumbers("kilobytes", 1, 1'000'000);
    bench.repeats = options.smallNumber("repeats", bench.repeats, 1, 1000);
    bench.threads = threads(options);
    bench.progress = progressLines(options);
    return [bench](const ModelPointer &model) { return cli::runBench(model, bench); };
}

void declareScore(SubcommandOptions &options)
{
    options.addFiles("file", "Texts in UTF-8, plain or .xz; - for standard input.", "FILE...");
    options.addFlag("documents", "A line that holds only the byte 0x1E ends a document.");
}

Work prepareScore(SubcommandOptions &options)
{
    cli::ScoreOptions score;
    score.paths = options.files(1);
    score.split = options.has("documents") ? cli::DocumentSplit::Separator : cli::DocumentSplit::None;
    score.threads = threads(options);
    return [score](const ModelPointer &model) { return cli::runScore(model, score); };
}

void declareClassify(SubcommandOptions &options)
{
    options.addFiles("file", "Texts in UTF-8, plain or .xz; - for standard input.", "FILE...");
    options.addValue("tsv", "FILE",
                     "A labelled table (label<TAB>text) instead of files: accuracy of one head.");
    options.addValue("head", "NAME", "The head to use with --tsv (default: the model's only one).");
    options.addValue("rename", "LABEL=NAME",
                     "A label of the table that has another name in the head; may be repeated.");
    options.addValue("limit", "N", "Use only the first N rows of the table.");
}

Work prepareTable(SubcommandOptions &options)
{
    cli::TableOptions table;
    options.files(0, 0);
    table.path = options.text("tsv");
    table.head = options.text("head");
    table.limit = options.number("limit", 0, 1);
    table.threads = threads(options);
    for (const QString &rename : options.texts("rename")) {
        const auto at = rename.indexOf('=');
        if (at < 1 || at + 1 == rename.size())
            options.fail(QString("--rename %1: expected LABEL=NAME").arg(rename));
        else
            table.renames[rename.left(at).toStdString()] = rename.mid(at + 1).toStdString();
    }
    return [table](const ModelPointer &model) { return cli::runClassifyTable(model, table); };
}

Work prepareClassify(SubcommandOptions &options)
{
    if (options.has("tsv"))
        return prepareTable(options);
    for (const char *name : {"head", "rename", "limit"})
        if (options.has(name))
            options.fail(QString("--%1 needs --tsv").arg(name));
    cli::ClassifyOptions classify;
    classify.paths = options.files(1);
    classify.threads = threads(options);
    return [classify](const ModelPointer &model) { return cli::runClassify(model, classify); };
}

void declareAnyWord(SubcommandOptions &options)
{
    options.addFlag("any-word", "Offer also words that neither the dictionary (en_US) nor the text has.");
}

cli::OfferedWords offeredWords(const SubcommandOptions &options)
{
    return options.has("any-word") ? cli::OfferedWords::Any : cli::OfferedWords::Known;
}

void declareComplete(SubcommandOptions &options)
{
    options.addFiles("file", "Text in UTF-8, plain or .xz; - for standard input.", "FILE");
    options.addValue("at", "OFFSET", "Where to continue, in code points from the start.");
    options.addValue("count", "N", "How many continuations (default 5).");
    options.addValue("words", "W", "Words a continuation may have (default 3).");
    declareAnyWord(options);
}

Work prepareComplete(SubcommandOptions &options)
{
    cli::CompleteOptions complete;
    const std::vector<std::string> files = options.files(1, 1);
    if (!files.empty())
        complete.path = files.front();
    if (!options.has("at"))
        options.fail("--at OFFSET is missing");
    complete.at = CodePointOffset(options.number("at", 0));
    complete.count = options.smallNumber("count", 5, 1, 100);
    complete.words = options.smallNumber("words", 3, 1, 20);
    complete.offered = offeredWords(options);
    complete.threads = threads(options);
    return [complete](const ModelPointer &model) { return cli::runComplete(model, complete); };
}

void declareTyping(SubcommandOptions &options)
{
    options.addFiles("file", "Texts in UTF-8, plain or .xz; - for standard input.", "FILE...");
    options.addFlag("documents", "A line that holds only the byte 0x1E ends a document.");
    options.addValue("limit", "N", "Type at most N code points of each file.");
    options.addValue("mode", "MODE", "eager (default) or calm: when suggestions are shown.");
    options.addValue("key-ms", "N", "Milliseconds from one key to the next (default 200).");
    options.addValue("word-ms", "N", "Milliseconds before the first key of a word (default 600).");
    options.addValue("words", "W", "Words a suggestion may have (default 3).");
    options.addFlag("suggestions", "List the shown suggestions in the JSON: probability, and whether right.");
    declareAnyWord(options);
}

Work prepareTyping(SubcommandOptions &options)
{
    constexpr std::int32_t kLongest = 60'000;
    cli::TypingOptions typing;
    typing.paths = options.files(1);
    typing.split = options.has("documents") ? cli::DocumentSplit::Separator : cli::DocumentSplit::None;
    typing.limit = options.number("limit", 0, 1);
    const std::string mode = options.has("mode") ? options.text("mode") : "eager";
    if (mode != "eager" && mode != "calm")
        options.fail(QString("--mode %1: expected eager or calm").arg(QString::fromStdString(mode)));
    typing.mode = mode == "calm" ? SuggestionMode::Calm : SuggestionMode::Eager;
    typing.keyMilliseconds = options.smallNumber("key-ms", typing.keyMilliseconds, 1, kLongest);
    typing.wordMilliseconds = options.smallNumber("word-ms", typing.wordMilliseconds, 1, kLongest);
    typing.words = options.smallNumber("words", typing.words, 1, 20);
    typing.offered = offeredWords(options);
    typing.suggestions = options.has("suggestions") ? cli::SuggestionList::Listed : cli::SuggestionList::Left;
    typing.threads = threads(options);
    return [typing](const ModelPointer &model) { return cli::runTyping(model, typing); };
}

void declareProofread(SubcommandOptions &options)
{
    options.addFiles("file", "Text in UTF-8, plain or .xz; - for standard input.", "FILE");
    options.addValue("language", "NAME", "Dictionary of this language (default en_US).");
    options.addValue("dictionary", "FILE", "A .dic file with its .aff beside it, instead of a language.");
    options.addValue("words", "FILE", "Further words that are spelled right, one a line.");
    options.addFlag("names", "Also remark unknown words with a capital inside a sentence.");
    options.addFlag("spelling-only", "Spelling and repeated words only: the model is not asked.");
    options.addValue("measure", "KIND",
                     "The file is a table text<TAB>correction: measure spelling (words) or sentences.");
}

Work prepareProofread(SubcommandOptions &options)
{
    cli::ProofreadOptions proofread;
    const std::vector<std::string> files = options.files(1, 1);
    if (!files.empty())
        proofread.path = files.front();
    if (options.has("language"))
        proofread.language = options.text("language");
    if (proofread.language.empty() || proofread.language.find('/') != std::string::npos)
        options.fail(QString("--language %1: expected a name such as en_US")
                         .arg(QString::fromLocal8Bit(proofread.language.c_str())));
    proofread.dictionary = options.text("dictionary");
    proofread.words = options.text("words");
    proofread.names = options.has("names") ? Names::Flagged : Names::Allowed;
    proofread.scope =
        options.has("spelling-only") ? cli::ProofreadScope::SpellingOnly : cli::ProofreadScope::Everything;
    proofread.threads = threads(options);
    const std::string measure = options.text("measure");
    if (options.has("measure") && measure != "spelling" && measure != "sentences")
        options.fail(
            QString("--measure %1: expected spelling or sentences").arg(QString::fromStdString(measure)));
    return [proofread, measure](const ModelPointer &model) {
        if (measure == "spelling")
            return cli::runMeasureSpelling(proofread);
        return measure == "sentences" ? cli::runMeasureSentences(model, proofread)
                                      : cli::runProofread(model, proofread);
    };
}

void declareModel(SubcommandOptions &options)
{
    options.addFlag("check",
                    "Also compute: an edited text must give the same bits as the text from scratch.");
}

Work prepareModel(SubcommandOptions &options)
{
    options.files(0, 0);
    const auto check = options.has("check") ? cli::ModelCheck::SelfTest : cli::ModelCheck::Describe;
    return [check](const ModelPointer &model) { return cli::runDescribeModel(model, check); };
}

constexpr Subcommand kSubcommands[] = {
    {"replay", "Play recorded edits through the live engine and measure every one.", declareReplay,
     prepareReplay},
    {"demo", "Make the edits of the guided tour and report them, checked (--demo shows them in the window).",
     declareDemo, prepareDemo},
    {"experiment", "Measure revision histories as the paper does: atomic edits and whole revisions.",
     declareExperiment, prepareExperiment},
    {"compare", "Compute all versions of a document together, every distinct row once.", declareCompare,
     prepareCompare},
    {"bench", "Measure edits by length, place and kind against a dense pass and prefix reuse.", declareBench,
     prepareBench},
    {"score", "Tell how well the model predicts texts, in bits per byte.", declareScore, prepareScore},
    {"classify", "Classify texts, or measure a head on a labelled table.", declareClassify, prepareClassify},
    {"complete", "Continue a text at a place.", declareComplete, prepareComplete},
    {"proofread", "Remark spelling, repeated words and words that look wrong.", declareProofread,
     prepareProofread},
    {"typing", "Type texts with the editor's suggestions and count the keys.", declareTyping, prepareTyping},
    {"model", "Tell what the model is, and check it.", declareModel, prepareModel},
};

const Subcommand *find(const QString &name)
{
    for (const Subcommand &subcommand : kSubcommands)
        if (name == subcommand.name)
            return &subcommand;
    return nullptr;
}

int badInput(const Error &error)
{
    // One line, whatever a file name or a key holds.
    QString line = QString::fromLocal8Bit(error.message.c_str());
    line.replace('\n', ' ').replace('\r', ' ');
    std::fprintf(stderr, "deltapad: %s\n", line.toLocal8Bit().constData());
    return static_cast<int>(cli::ExitStatus::BadInput);
}

} // namespace

bool isSubcommand(const QString &name)
{
    return find(name) != nullptr;
}

int runSubcommand(const QStringList &arguments)
{
    const Subcommand &subcommand = *find(arguments.at(1));
    SubcommandOptions options(subcommand.name, subcommand.description);
    subcommand.declare(options);
    const SubcommandOptions::Parsed parsed = options.parse(arguments);
    if (parsed == SubcommandOptions::Parsed::HelpShown)
        return static_cast<int>(cli::ExitStatus::Done);
    Work work;
    if (parsed == SubcommandOptions::Parsed::Run)
        work = subcommand.prepare(options);
    if (options.reportFailure())
        return static_cast<int>(cli::ExitStatus::BadInput);

    const Result<ModelPointer> model = Model::load(modelFolderOf(options));
    if (!model)
        return badInput(model.error());
    const Result<Outcome> outcome = work(model.value());
    if (!outcome)
        return badInput(outcome.error());
    if (const Status written = cli::writeOutcome(outcome.value(), options.text("json")); !written)
        return badInput(written.error());
    if (!outcome.value().failure.empty())
        return badInput({ErrorCode::BadSyntax, outcome.value().failure});
    return static_cast<int>(outcome.value().status);
}

QString subcommandHelp()
{
    QString help;
    for (const Subcommand &subcommand : kSubcommands)
        help += QString("  deltapad %1%2\n").arg(QString(subcommand.name), -11).arg(subcommand.description);
    return help;
}

} // namespace deltapad
