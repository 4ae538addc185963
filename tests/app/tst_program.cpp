// SPDX-License-Identifier: MIT
// The program's subcommands on the tiny model: fields of their JSON, and what the numbers must be.
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include "engine/recording/diff.h"
#include "engine/session/document_session.h"
#include "engine/token/token_document.h"
#include "program_run.h"

#include <algorithm>
#include <cmath>

using namespace deltapad;
using namespace deltapad::test;
using nlohmann::json;

namespace {

const std::u16string kStart =
    u"The harbour was quiet. Boats lay on the sand 😀 and nobody spoke.\n\nThen it rained.";

struct Edit
{
    int at; ///< code points
    int removed;
    const char16_t *inserted;
};
const Edit kEdits[] = {{0, 3, u"A"},    {5, 0, u"x"},           {5, 1, u""},  {45, 1, u"é"}, {20, 8, u""},
                       {0, 0, u"So. "}, {30, 0, u" and so on"}, {31, 2, u"Q"}};

QByteArray trace()
{
    QByteArray lines =
        QByteArray::fromStdString(json{{"name", "test"},
                                       {"source", "own"},
                                       {"license", "MIT"},
                                       {"start", QString::fromStdU16String(kStart).toStdString()}}
                                      .dump()) +
        "\n";
    for (const Edit &edit : kEdits)
        lines += QByteArray::fromStdString(
                     json{edit.at, edit.removed, QString::fromUtf16(edit.inserted).toStdString()}.dump()) +
                 "\n";
    return lines;
}

std::shared_ptr<const Model> tinyModel()
{
    return Model::load(DELTAPAD_TEST_DATA "/tiny_model").value();
}

/// Fields of every `traces` entry and of `all`.
void checkReplayFields(const json &facts)
{
    for (const char *name : {"edits", "tokens_end", "verified", "mismatches"})
        QVERIFY2(facts.at(name).is_number_unsigned(), name);
    for (const char *name : {"dense", "prefix", "incremental"})
        QVERIFY2(facts.at("ops").at(name).get<std::int64_t>() > 0, name);
    for (const char *ratio : {"ops_ratio", "prefix_ratio"}) {
        const json &values = facts.at(ratio);
        QVERIFY(values.at("p10").get<double>() > 0);
        QVERIFY(values.at("p10").get<double>() <= values.at("median").get<double>());
        QVERIFY(values.at("median").get<double>() <= values.at("p90").get<double>());
    }
    QCOMPARE(facts.at("ops_ratio").at("mean_of_sums").get<double>(),
             facts.at("ops").at("dense").get<double>() / facts.at("ops").at("incremental").get<double>());
    const json &times = facts.at("ms");
    QVERIFY(times.at("p50").get<double>() > 0);
    double previous = 0;
    for (const char *name : {"p50", "p95", "p99", "max"}) {
        QVERIFY2(times.at(name).get<double>() >= previous, name);
        previous = times.at(name).get<double>();
    }
    QVERIFY(facts.at("dense_ms").at("p50").get<double>() > 0);
    QVERIFY(facts.at("wall_ratio").at("median").get<double>() > 0);
    QCOMPARE(facts.at("rows_changed").size(), std::size_t(3));
    QCOMPARE(facts.at("flip_rate").size(), std::size_t(3));
    for (const json &share : facts.at("rows_changed"))
        QVERIFY(share.get<double>() >= 0 && share.get<double>() <= 1);
    for (const json &share : facts.at("flip_rate"))
        QVERIFY(share.get<double>() >= 0 && share.get<double>() <= 1);
    QVERIFY(facts.at("peak_rss_mb").get<double>() > 1);
}

} // namespace

class TestProgram : public QObject
{
    Q_OBJECT

private slots:
    void replay_ofATrace_countsWhatASessionCounts();
    void replay_ofRevisions_playsWholeOrAtomicSteps();
    void replay_readsXzAndLimits();
    void replay_writesASelfContainedPage();
    void replay_keepsWhatWasPlayedBeforeAFailure();
    void replay_progressLinesOnlyWhenAsked();
    void experiment_tabulatesByOriginPlaceAndShare();
    void compare_countsWhatSeparatePassesCost();
    void bench_fillsItsTable();
    void demo_checksEveryEdit();
    void demo_isWhatTheEditorFallsBackTo();
    void score_agreesWithASession();
    void score_splitsDocuments();
    void classify_givesProbabilities();
    void classify_ofATable_countsHits();
    void complete_continuesAtAPlace();
    void complete_ordersSingleWords();
    void complete_offersWordsOfTheDictionary();
    void typing_countsEveryKey();
    void typing_calmShowsOnlyInPauses();
    void typing_withMeasuredConfidence_showsTheSame();
    void typing_countsAsRightWhatEndsWithTheWord();
    void proofread_reportsRemarks();
    void proofread_measuresTables();
    void model_describesAndChecks();
    void json_goesToAFile();
    void help_isShownWithoutADisplay();

private:
    QString write(const QString &name, const QByteArray &bytes) const
    {
        QFile file(m_dir.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write");
        return file.fileName();
    }
    /// Runs, wants success and a JSON object on standard output, and silence on standard error.
    json run(const QStringList &arguments, const QByteArray &input = {}) const
    {
        const ProgramRun run = runProgram(arguments + QStringList{"--json", "-"}, input);
        if (!run.finished || run.status != 0 || !run.errors.isEmpty() || !run.json().is_object())
            qWarning("status %d, output %s, errors %s", run.status, run.output.constData(),
                     run.errors.constData());
        return run.json();
    }
    QTemporaryDir m_dir;
};

void TestProgram::replay_ofATrace_countsWhatASessionCounts()
{
    const QString path = write("trace.jsonl", trace());
    const json facts = run({"replay", path, "--verify", "3", "--dense", "2", "--threads", "1"});
    QCOMPARE(facts.at("traces").size(), std::size_t(1));
    const json &first = facts.at("traces")[0];
    checkReplayFields(first);
    checkReplayFields(facts.at("all"));
    QCOMPARE(first.at("path").get<std::string>(), path.toStdString());
    QCOMPARE(first.at("edits").get<std::size_t>(), std::size(kEdits));
    QCOMPARE(first.at("verified").get<int>(), 3); // after edits 3, 6 and the last one
    QCOMPARE(first.at("mismatches").get<int>(), 0);
    QCOMPARE(first.at("dense_ms").at("count").get<int>(), 4);

    // The same edits in this process: operations and tokens are facts of the texts, not of a run.
    DocumentSession session(tinyModel(), {.threads = 1});
    QVERIFY(session.open(kStart, Utf16Offset(0)).ok());
    Operations dense, prefix, incremental;
    for (const Edit &edit : kEdits) {
        const TextBuffer &text = session.tokens().text();
        const Utf16Offset begin = text.toUtf16(CodePointOffset(edit.at));
        const std::int64_t removed = text.toUtf16(CodePointOffset(edit.at + edit.removed)) - begin;
        const Result<UpdateReport> report = session.apply({begin, removed, edit.inserted});
        QVERIFY(report.ok());
        dense += report.value().dense;
        prefix += report.value().prefix;
        incremental += report.value().incremental;
    }
    QCOMPARE(first.at("ops").at("dense").get<std::int64_t>(), dense.total());
    QCOMPARE(first.at("ops").at("prefix").get<std::int64_t>(), prefix.total());
    QCOMPARE(first.at("ops").at("incremental").get<std::int64_t>(), incremental.total());
    QCOMPARE(first.at("tokens_end").get<std::int64_t>(), session.tokens().size());
}

void TestProgram::replay_ofRevisions_playsWholeOrAtomicSteps()
{
    const std::vector<std::string> revisions = {"one two three four five", "one 2 three four 5",
                                                "one 2 three four 5", "zero one 2 three four 5"};
    const QByteArray line = QByteArray::fromStdString(
        json{{"id", "d"}, {"source", "own"}, {"license", "MIT"}, {"revisions", revisions}}.dump() + "\n" +
        json{{"id", "e"}, {"source", "own"}, {"license", "MIT"}, {"revisions", {"a b", "a c"}}}.dump() +
        "\n");
    const QString path = write("revisions.jsonl", line);
    // Steps without a change are no edits: two and one are left.
    const json whole = run({"replay", path, "--verify", "1", "--dense", "1"});
    QCOMPARE(whole.at("all").at("edits").get<int>(), 3);
    QCOMPARE(whole.at("all").at("documents").get<int>(), 2);
    QCOMPARE(whole.at("all").at("mismatches").get<int>(), 0);
    checkReplayFields(whole.at("all"));
    // The first step has two separate changes.
    const json atomic = run({"replay", path, "--atomic", "--verify", "1"});
    QCOMPARE(atomic.at("all").at("edits").get<int>(), 4);
    QCOMPARE(atomic.at("all").at("verified").get<int>(), 4);
    QCOMPARE(atomic.at("all").at("mismatches").get<int>(), 0);
    QCOMPARE(run({"replay", path, "--min-words", "3"}).at("all").at("documents").get<int>(), 1);
    QCOMPARE(run({"replay", path, "--max-words", "3"}).at("all").at("edits").get<int>(), 1);
}

void TestProgram::replay_readsXzAndLimits()
{
    const QString path = write("trace.jsonl", trace());
    QProcess xz;
    xz.start("xz", {"--keep", "--force", path});
    if (!xz.waitForFinished() || xz.exitCode() != 0)
        QSKIP("no xz program");
    const json facts = run(
        {"replay", path + ".xz", path, "--limit", "5", "--jobs", "2", "--max-tokens", "20", "--verify", "2"});
    QCOMPARE(facts.at("traces").size(), std::size_t(2));
    QCOMPARE(facts.at("traces")[0].at("edits").get<int>(), 5);
    QCOMPARE(facts.at("all").at("edits").get<int>(), 10);
    QCOMPARE(facts.at("all").at("mismatches").get<int>(), 0);
    QVERIFY(facts.at("traces")[0].at("ops") == facts.at("traces")[1].at("ops"));
    const json piped = run({"replay", "-", "--limit", "2"}, trace());
    QCOMPARE(piped.at("traces")[0].at("path").get<std::string>(), std::string("standard input"));
    QCOMPARE(piped.at("all").at("edits").get<int>(), 2);
}

void TestProgram::replay_writesASelfContainedPage()
{
    const QString path = write("trace <b>&\".jsonl", trace());
    const QString page = m_dir.filePath("page.html");
    run({"replay", path, "--verify", "3", "--dense", "1", "--html", page});
    QFile file(page);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QString html = QString::fromUtf8(file.readAll());
    QVERIFY(html.startsWith("<!DOCTYPE html>") && html.endsWith("</html>\n"));
    for (const char *part : {"12.1", "checks equal", "prefix reuse", "By place", "By kind", "By length",
                             "layer 3", "Rows that change", "sha256", "machine", "@media print"})
        QVERIFY2(html.contains(part), part);
    QCOMPARE(html.count("<svg "), 5);
    QCOMPARE(html.count("<svg "), html.count("</svg>"));
    QVERIFY(html.contains("trace &lt;b&gt;&amp;&quot;.jsonl"));
    QVERIFY(!html.contains("<b>&"));
    for (const char *outside :
         {"http://", "https://", "<script", "src=", "href=", "@import", "url(", "\"nan", "\"inf"})
        QVERIFY2(!html.contains(outside), outside);
}

void TestProgram::replay_keepsWhatWasPlayedBeforeAFailure()
{
    const QString good = write("good.jsonl", trace());
    const QString bad = write("bad.jsonl", "{\"start\":\"abc\"}\n[9,0,\"x\"]\n");
    const QString kept = m_dir.filePath("kept.json");
    const ProgramRun run = runProgram({"replay", good, bad, "--json", kept});
    QCOMPARE(run.status, 2);
    QCOMPARE(run.errors.count('\n'), 1);
    QVERIFY2(run.errors.contains("bad.jsonl:2"), run.errors.constData());
    QFile file(kept);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto facts = nlohmann::json::parse(file.readAll().toStdString());
    QCOMPARE(facts.at("traces").size(), std::size_t(1));
    QCOMPARE(facts.at("traces")[0].at("edits").get<std::size_t>(), std::size(kEdits));
    QVERIFY(facts.at("failure").get<std::string>().find("bad.jsonl:2") != std::string::npos);
}

void TestProgram::replay_progressLinesOnlyWhenAsked()
{
    const QString path = write("trace.jsonl", trace());
    const ProgramRun quiet = runProgram({"replay", path});
    QVERIFY(quiet.errors.isEmpty());
    const ProgramRun asked = runProgram({"replay", path, "--progress"});
    QCOMPARE(asked.status, 0);
    QVERIFY2(asked.errors.startsWith("replay: 1 of 8\n"), asked.errors.constData());
}

void TestProgram::experiment_tabulatesByOriginPlaceAndShare()
{
    QVERIFY(QDir(m_dir.path()).mkpath("data/revisions"));
    const auto history = [](const std::vector<std::string> &revisions) {
        return QByteArray::fromStdString(json{{"id", "d"}, {"revisions", revisions}}.dump() + "\n");
    };
    write("data/revisions/wikipedia.jsonl",
          history({"one two three four five six", "one 2 three four five 6"}));
    write("data/revisions/some-book.jsonl",
          history({"a b c d e f g h", "a b c d e f g i", "b c d e f g i"}) + history({"short", "shorter"}));
    const QString tables = m_dir.filePath("tables.md");
    const json facts = run({"experiment", m_dir.filePath("data"), "--min-tokens", "6", "--verify", "1",
                            "--dense", "1", "--markdown", tables});
    QCOMPARE(facts.at("parts").size(), std::size_t(4));
    std::map<std::string, int> edits;
    for (const json &part : facts.at("parts")) {
        edits[part.at("origin").get<std::string>() + " " + part.at("steps").get<std::string>()] =
            part.at("edits").get<int>();
        QCOMPARE(part.at("mismatches").get<int>(), 0);
        QCOMPARE(part.at("verified").get<int>(), part.at("edits").get<int>());
        int placed = 0;
        for (const json &band : part.at("by_place"))
            placed += band.at("edits").get<int>();
        QCOMPARE(placed, part.at("edits").get<int>());
        int shared = 0;
        for (const json &band : part.at("by_changed_share"))
            shared += band.at("edits").get<int>();
        QCOMPARE(shared, part.at("edits").get<int>());
    }
    QCOMPARE(edits["Wikipedia atomic"], 2);
    QCOMPARE(edits["Wikipedia whole"], 1);
    QCOMPARE(edits["git histories atomic"], 2); // "short" has too few tokens
    QFile file(tables);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray markdown = file.readAll();
    QVERIFY(markdown.contains("| git histories, atomic edits | 1 | 2 |"));
    QVERIFY(markdown.contains("by place of the edit") && markdown.contains("by changed share"));
    const ProgramRun none = runProgram({"experiment", m_dir.filePath("nothing")});
    QCOMPARE(none.status, 2);
    QVERIFY(none.errors.contains("revisions: expected a folder"));
}

void TestProgram::compare_countsWhatSeparatePassesCost()
{
    const std::string text = "The harbour was quiet. Boats lay on the sand. Nobody spoke of it.";
    std::string edited = text;
    edited.replace(4, 7, "village");
    const auto history = [](const char *id, const std::vector<std::string> &revisions) {
        return QByteArray::fromStdString(json{{"id", id}, {"revisions", revisions}}.dump() + "\n");
    };
    const QString path =
        write("versions.jsonl", history("one", {text, edited, text}) + history("two", {text}));
    const json facts = run({"compare", path, "--verify", "1", "--threads", "1"});
    QCOMPARE(facts.at("documents").size(), std::size_t(2));
    const json &one = facts.at("documents")[0];
    const json &two = facts.at("documents")[1];
    QCOMPARE(one.at("id").get<std::string>(), std::string("one"));
    QCOMPARE(one.at("versions").get<int>(), 3);
    QCOMPARE(one.at("distinct_versions").get<int>(), 2);
    QCOMPARE(one.at("verified").get<int>(), 3);
    QCOMPARE(facts.at("all").at("mismatches").get<int>(), 0);

    // The dense reference is what passes over the three texts cost.
    std::int64_t dense = 0;
    for (const std::string &version : {text, edited, text}) {
        DocumentSession session(tinyModel(), {.threads = 1});
        const auto opened = session.open(QString::fromStdString(version).toStdU16String(), Utf16Offset(0));
        QVERIFY(opened.ok());
        dense += opened.value().dense.total();
    }
    QCOMPARE(one.at("dense_ops").get<std::int64_t>(), dense);
    // The third version is the first again, the second differs in a word: more than one, far less than three.
    QVERIFY(one.at("batch_ops").get<std::int64_t>() > two.at("batch_ops").get<std::int64_t>());
    QVERIFY(one.at("ratio").get<double>() > 1.2 * two.at("ratio").get<double>());

    const json cut = run({"compare", path, "--max-tokens", "6", "--max-versions", "2", "--limit", "1"});
    QCOMPARE(cut.at("documents").size(), std::size_t(1));
    QCOMPARE(cut.at("documents")[0].at("versions").get<int>(), 2);
    QCOMPARE(cut.at("documents")[0].at("truncated").get<int>(), 2);
    QCOMPARE(cut.at("documents")[0].at("rows").get<int>(), 12);

    const ProgramRun wrong = runProgram({"compare", write("typed.jsonl", trace())});
    QCOMPARE(wrong.status, 2);
    QVERIFY2(wrong.errors.contains("expected a revision history"), wrong.errors.constData());
}

void TestProgram::bench_fillsItsTable()
{
    QByteArray words;
    for (int n = 0; n < 40; ++n)
        words += "Boat " + QByteArray::number(n) + " lay on the sand. Nobody knew whose it was.\n\n";
    const QString path = write("bench.txt", words);
    const json facts = run({"bench", path, "--lengths", "40,60", "--repeats", "2", "--threads", "1"});
    QCOMPARE(facts.at("rows").size(), std::size_t(2 * 4 * 5));
    QCOMPARE(facts.at("mismatches").get<int>(), 0);
    QCOMPARE(facts.at("verified").get<int>(), 2 * 4 * 5);
    for (const json &row : facts.at("rows")) {
        QCOMPARE(row.at("edits").get<int>(), 2);
        QVERIFY(row.at("tokens").get<int>() == 40 || row.at("tokens").get<int>() == 60);
        const json &operations = row.at("ops");
        QVERIFY(operations.at("incremental").get<std::int64_t>() > 0);
        QVERIFY(operations.at("prefix").get<std::int64_t>() <= operations.at("dense").get<std::int64_t>());
        QVERIFY(row.at("ms").at("p50").get<double>() > 0);
        QVERIFY(row.at("dense_ms").get<double>() > 0);
    }
    QCOMPARE(facts.at("growth").size(), std::size_t(4 * 5));

    const json &opening = facts.at("opening");
    QCOMPARE(opening.at("model_load").at("loads").get<int>(), 2);
    const double outOfCache = opening.at("model_load").at("out_of_cache").get<double>();
    QVERIFY(outOfCache >= 0 && outOfCache <= 1);
    QCOMPARE(opening.at("rows").size(), std::size_t(2));
    QCOMPARE(opening.at("rows")[0].at("threads").get<int>(), 1);
    for (const json &row : opening.at("rows")) {
        QCOMPARE(row.at("openings").get<int>(), 2);
        QVERIFY(row.at("tokens").get<int>() > 100); // as many as the tiny model's context takes
        QVERIFY(row.at("tokens").get<int>() <= 127);
        QVERIFY(row.at("words").get<int>() > 10);
        QVERIFY(row.at("words").get<int>() < 127);
        for (const char *field : {"open_ms", "panels_ms", "first_panels_ms", "completion_ms"})
            QVERIFY2(row.at(field).is_number(), field);
    }
    const json &completion = facts.at("completion");
    QCOMPARE(completion.at("tokens").get<int>(), 60);
    QCOMPARE(completion.at("threads").get<int>(), 1);
    QCOMPARE(completion.at("places").size(), std::size_t(2));
    for (const json &place : completion.at("places")) {
        QCOMPARE(place.at("keys").get<int>(), 193);
        QVERIFY(place.at("lists").get<int>() > 0);
        QVERIFY(place.at("lists").get<int>() <= 193);
        for (const char *field : {"p50", "p95", "p99", "max"})
            QVERIFY2(place.at("ms").at(field).is_number(), field);
    }

    const json files =
        run({"bench", path, "--lengths", "40", "--repeats", "1", "--threads", "1", "--kilobytes", "1,4"});
    QCOMPARE(files.at("files").size(), std::size_t(2));
    QCOMPARE(files.at("mismatches").get<int>(), 0);
    for (const json &file : files.at("files")) {
        QVERIFY(file.at("equal").get<bool>());
        QVERIFY(file.at("contexts").get<int>() > 1); // longer than the tiny model's context
        QCOMPARE(file.at("places").size(), std::size_t(3));
        for (const json &place : file.at("places"))
            QVERIFY(place.at("keys").get<int>() > 100);
    }

    const ProgramRun tooLong = runProgram({"bench", path, "--lengths", "4000"});
    QCOMPARE(tooLong.status, 2);
    QVERIFY2(tooLong.errors.contains("--lengths: 4000: expected at most"), tooLong.errors.constData());
}

void TestProgram::demo_checksEveryEdit()
{
    const json facts = run({"demo", "--threads", "1"});
    QCOMPARE(facts.at("edits").size(), std::size_t(6));
    for (const json &edit : facts.at("edits")) {
        QVERIFY(edit.at("equal").get<bool>());
        QVERIFY(edit.at("keys").get<int>() > 0);
        QVERIFY(edit.at("ops_ratio").get<double>() > 1);
    }
    QVERIFY(facts.at("equal").get<bool>());
}

void TestProgram::demo_isWhatTheEditorFallsBackTo()
{
    const ProgramRun run = runProgram({"--demo", "--threads", "1"}, {}, RunAs::WithoutDisplay);
    QVERIFY2(run.output.contains("The guided tour") && run.output.contains("in the middle"),
             (run.output + run.errors).constData());
    QCOMPARE(run.status, 0);
}

void TestProgram::score_agreesWithASession()
{
    const QString path = write("text.txt", QString::fromStdU16String(kStart).toUtf8());
    const json facts = run({"score", path});
    DocumentSession session(tinyModel(), {.threads = 1});
    QVERIFY(session.open(kStart, Utf16Offset(0)).ok());
    const json &file = facts.at("files")[0];
    QCOMPARE(file.at("path").get<std::string>(), path.toStdString());
    QCOMPARE(file.at("bytes").get<std::int64_t>(),
             std::int64_t(QString::fromStdU16String(kStart).toUtf8().size()));
    QCOMPARE(file.at("tokens").get<std::int64_t>(), session.tokens().size());
    QVERIFY(session.liveBegin() == TokenIndex(0) && session.liveEnd() == TokenIndex(session.tokens().size()));
    QVERIFY(qAbs(file.at("bits_per_byte").get<double>() - session.bitsPerByte()) < 1e-9);
    QCOMPARE(facts.at("bits_per_byte").get<double>(), file.at("bits_per_byte").get<double>());
    QVERIFY(file.at("seconds").get<double>() >= 0);
}

void TestProgram::score_splitsDocuments()
{
    // Longer than the context of 128 rows, so that overlapping contexts are used.
    const QByteArray one =
        QByteArray("A long text with many words, again and again. ").repeated(40).trimmed();
    const QByteArray two = "Short.";
    const json apart = run({"score", write("one.txt", one), write("two.txt", two)});
    const json together =
        run({"score", "--documents", write("both.txt", one + "\n\x1E\n" + two + "\n\x1E\n")});
    QCOMPARE(together.at("files")[0].at("documents").get<int>(), 2);
    QVERIFY(together.at("bytes") == apart.at("bytes"));
    QVERIFY(together.at("tokens") == apart.at("tokens"));
    QCOMPARE(together.at("bits_per_byte").get<double>(), apart.at("bits_per_byte").get<double>());
    QVERIFY(together.at("tokens").get<int>() > 300);
    const json oneThread = run({"score", "--documents", "--threads", "1", m_dir.filePath("both.txt")});
    QVERIFY(oneThread.at("bits_per_byte") == together.at("bits_per_byte"));
}

void TestProgram::classify_givesProbabilities()
{
    const json facts =
        run({"classify", write("a.txt", "Fine words."), write("b.txt", QByteArray("bad ").repeated(300))});
    QCOMPARE(facts.at("files").size(), std::size_t(2));
    for (const json &file : facts.at("files")) {
        double sum = 0;
        for (const json &probability : file.at("heads").at("sentiment"))
            sum += probability.get<double>();
        QVERIFY(qAbs(sum - 1) < 1e-5);
        QCOMPARE(file.at("heads").at("sentiment").size(), std::size_t(2));
    }
    const json &first = facts.at("files")[0];
    const json &second = facts.at("files")[1];
    QVERIFY(first.at("tokens_used") == first.at("tokens"));
    QCOMPARE(second.at("tokens_used").get<int>(), 127);
    QVERIFY(second.at("tokens").get<int>() > 127);
    DocumentSession session(tinyModel(), {.threads = 1});
    QVERIFY(session.open(u"Fine words.", Utf16Offset(0)).ok());
    QVERIFY(qAbs(first.at("heads").at("sentiment").at("positive").get<double>() -
                 static_cast<double>(session.classes()[0].probabilities[1])) < 1e-6);
}

void TestProgram::classify_ofATable_countsHits()
{
    // The head's own answers as labels: everything is a hit; then one label is turned round.
    QList<QByteArray> texts;
    for (int i = 0; i < 12; ++i)
        texts.append("Text number " + QByteArray::number(i * i * 7919) +
                     QByteArray(" of words").repeated(i % 5));
    QStringList paths;
    for (int i = 0; i < texts.size(); ++i)
        paths.append(write(QString("t%1.txt").arg(i), texts[i]));
    const json facts = run(QStringList{"classify"} + paths);
    QList<bool> positive;
    for (const json &file : facts.at("files"))
        positive.append(file.at("heads").at("sentiment").at("positive").get<double>() > 0.5);
    const auto table = [&](int turned) {
        QByteArray lines;
        for (int i = 0; i < texts.size(); ++i)
            lines += QByteArray(positive[i] != (i == turned) ? "pos" : "negative") + "\t" + texts[i] + "\n";
        return lines;
    };
    const QStringList common = {"--head", "sentiment", "--rename", "pos=positive"};
    const json right = run(QStringList{"classify", "--tsv", write("right.tsv", table(-1))} + common);
    QCOMPARE(right.at("count").get<int>(), 12);
    QCOMPARE(right.at("accuracy").get<double>(), 1.0);
    QCOMPARE(right.at("macro_f1").get<double>(), 1.0);
    const json wrong = run(QStringList{"classify", "--tsv", write("wrong.tsv", table(4))} + common);
    QCOMPARE(wrong.at("accuracy").get<double>(), 11.0 / 12.0);
    const json &confusion = wrong.at("confusion");
    QCOMPARE(confusion.at("positive").at("negative").get<int>() +
                 confusion.at("negative").at("positive").get<int>(),
             1);
    const json limited =
        run(QStringList{"classify", "--limit", "3", "--tsv", m_dir.filePath("right.tsv")} + common);
    QCOMPARE(limited.at("count").get<int>(), 3);
}

void TestProgram::complete_continuesAtAPlace()
{
    const QString path = write("text.txt", QString::fromStdU16String(kStart).toUtf8());
    for (const char *at : {"0", "7", "44", "45", "81"}) {
        const json facts = run({"complete", path, "--at", at, "--count", "3", "--words", "2", "--any-word"});
        const json &candidates = facts.at("candidates");
        QVERIFY(candidates.size() >= 1 && candidates.size() <= 3);
        for (const json &candidate : candidates) {
            QVERIFY(!candidate.at("text").get<std::string>().empty());
            const double probability = candidate.at("probability").get<double>();
            QVERIFY(probability > 0 && probability <= 1);
            QVERIFY(qAbs(std::exp(candidate.at("logprob").get<double>()) - probability) < 1e-6);
            QCOMPARE(candidate.at("confidence").get<double>(),
                     probability); // the tiny model has no measured one
        }
        QVERIFY(facts.at("seconds").get<double>() >= 0);
    }
}

void TestProgram::complete_ordersSingleWords()
{
    const QString path = write("text.txt", "The sea was calm and ");
    const json facts = run({"complete", path, "--at", "21", "--count", "5", "--words", "1", "--any-word"});
    const json &candidates = facts.at("candidates");
    QVERIFY(candidates.size() >= 2);
    for (std::size_t i = 1; i < candidates.size(); ++i)
        QVERIFY(candidates[i - 1].at("logprob").get<double>() >= candidates[i].at("logprob").get<double>());
}

void TestProgram::complete_offersWordsOfTheDictionary()
{
    // The tiny model knows no words: the dictionary, in the place of the system's, has the last one it
    // offers.
    const QString path = write("known.txt", "Zorvath was on the s");
    const auto words = [&](const QStringList &more) {
        const json facts =
            run(QStringList{"complete", path, "--at", "20", "--count", "20", "--words", "1"} + more);
        QStringList found;
        for (const json &candidate : facts.at("candidates"))
            found += "s" + QString::fromStdString(candidate.at("text").get<std::string>());
        return found;
    };
    const QStringList all = words({"--any-word"});
    QVERIFY(all.size() > 2);
    QDir(m_dir.path()).mkpath("dictionaries");
    write("dictionaries/en_US.aff", "SET UTF-8\n");
    write("dictionaries/en_US.dic", "1\n" + all.back().toUtf8() + "\n");
    qputenv("DICPATH", m_dir.filePath("dictionaries").toLocal8Bit());
    const auto restore = qScopeGuard([] { qunsetenv("DICPATH"); });
    QCOMPARE(words({}), QStringList{all.back()});
}

void TestProgram::typing_countsEveryKey()
{
    const QString first =
        write("typing1.txt", "The harbour was quiet \xF0\x9F\x98\x80 and the harbour was the harbour.");
    const QString second = write("typing2.txt", "It rained.\n\x1E\nIt rained again.");
    const json facts = run({"typing", first, second, "--documents", "--any-word"});
    const json &files = facts.at("per_file");
    QCOMPARE(files.size(), std::size_t(2));
    QCOMPARE(files[0].at("keys_without").get<int>(), 56); // the smiley is one key
    QCOMPARE(files[1].at("documents").get<int>(), 2);
    QCOMPARE(files[1].at("keys_without").get<int>(), 26);
    for (const char *name : {"keys_without", "keys_with", "shown", "accepted"})
        QCOMPARE(facts.at(name).get<int>(), files[0].at(name).get<int>() + files[1].at(name).get<int>());
    const int without = facts.at("keys_without").get<int>();
    const int with = facts.at("keys_with").get<int>();
    QVERIFY(with > 0 && with <= without);
    QVERIFY(qAbs(facts.at("saved_share").get<double>() - double(without - with) / without) < 1e-12);
    QVERIFY(facts.at("accepted").get<int>() <= facts.at("shown").get<int>());
    int rated = 0;
    for (const json &bin : facts.at("calibration"))
        rated += bin.at("shown").get<int>();
    QCOMPARE(rated, facts.at("shown").get<int>());
    // Every key that is saved was saved by an accepted suggestion, and the other way round.
    QCOMPARE(without > with, facts.at("accepted").get<int>() > 0);
    QVERIFY(run({"typing", first, second, "--documents", "--any-word"}) == facts);
    QCOMPARE(run({"typing", first, "--limit", "7"}).at("keys_without").get<int>(), 7);
}

void TestProgram::typing_calmShowsOnlyInPauses()
{
    const QString path = write("typing3.txt", "the sea and the sea and the sea and the sea and the sea");
    // Keys that come faster than the shortest pause leave no room for a suggestion.
    const json fast =
        run({"typing", path, "--mode", "calm", "--key-ms", "50", "--word-ms", "50", "--any-word"});
    QCOMPARE(fast.at("shown").get<int>(), 0);
    QCOMPARE(fast.at("keys_with").get<int>(), fast.at("keys_without").get<int>());
    const json eager = run({"typing", path, "--key-ms", "50", "--word-ms", "50", "--any-word"});
    const json slow =
        run({"typing", path, "--mode", "calm", "--key-ms", "1500", "--word-ms", "1500", "--any-word"});
    QCOMPARE(slow.at("shown").get<int>(), eager.at("shown").get<int>()); // a pause behind every key
    QVERIFY(slow.at("shown").get<int>() > 0);
}

void TestProgram::typing_withMeasuredConfidence_showsTheSame()
{
    const QDir folder(m_dir.filePath("measured"));
    QVERIFY(folder.mkpath("."));
    const QString tiny = DELTAPAD_TEST_DATA "/tiny_model/";
    for (const char *name : {"model.safetensors", "tokenizer.json"})
        QVERIFY(QFile::copy(tiny + name, folder.filePath(name)));
    QFile file(tiny + "config.json");
    QVERIFY(file.open(QIODevice::ReadOnly));
    json config = json::parse(file.readAll().toStdString());
    config["confidence"] = {{"slope", 0.7}, {"offset", 0.9}};
    write("measured/config.json", QByteArray::fromStdString(config.dump()));

    const QString path = write("typing4.txt", "the sea and the sea and the sea, then them and the seas.");
    const QStringList call{"typing", path, "--any-word", "--suggestions"};
    const json plain = run(call);
    const json measured = run(call + QStringList{"--model", folder.path()});
    const json &shown = plain.at("suggestions");
    QVERIFY(shown.size() > 5);
    QCOMPARE(shown.size(), plain.at("shown").get<std::size_t>());
    QVERIFY(measured.at("suggestions") == shown);
    for (const char *name : {"keys_without", "keys_with", "saved_share", "shown", "accepted", "precision"})
        QVERIFY2(measured.at(name) == plain.at(name), name);
    QVERIFY(!run({"typing", path}).contains("suggestions"));

    // What the bins add up to: the probabilities, and with a measured confidence what it makes of them.
    const auto stated = [](const json &facts) {
        double sum = 0;
        for (const json &bin : facts.at("calibration"))
            sum += bin.at("shown").get<double>() * bin.at("probability").get<double>();
        return sum;
    };
    double sum = 0;
    double confidence = 0;
    int right = 0;
    for (const json &suggestion : shown) {
        const double probability = suggestion.at("probability").get<double>();
        sum += probability;
        confidence += Confidence{0.7, 0.9}.of(probability);
        right += suggestion.at("right").get<bool>();
    }
    QVERIFY(qAbs(stated(plain) - sum) < 1e-9);
    QVERIFY(qAbs(stated(measured) - confidence) < 1e-9);
    QVERIFY(confidence > sum);
    int counted = 0;
    for (const json &bin : measured.at("calibration"))
        counted += bin.at("right").get<int>();
    QCOMPARE(counted, right);
}

void TestProgram::typing_countsAsRightWhatEndsWithTheWord()
{
    QVERIFY(QDir(m_dir.path()).mkpath("one_word"));
    write("one_word/en_US.aff", "SET UTF-8\n");
    write("one_word/en_US.dic", "1\nand\n");
    qputenv("DICPATH", m_dir.filePath("one_word").toLocal8Bit());
    const auto restore = qScopeGuard([] { qunsetenv("DICPATH"); });
    QByteArray start;
    for (const char *word : {"sea", "day", "sky", "bay", "oak", "elm", "ivy", "ash", "fir", "yew"})
        start.append(' ').append(word).append(" and");
    const auto shown = [&](const char *end) {
        return run({"typing", write("typing5.txt", start + end), "--suggestions"}).at("suggestions");
    };
    const json whole = shown(" sun and");
    const json begun = shown(" sun andes");
    // Up to the last word both are the same; there " and" is shown, which is the word in one of them only.
    const std::size_t most = std::min(whole.size(), begun.size());
    std::size_t same = 0;
    while (same < most && whole[same] == begun[same])
        ++same;
    QVERIFY(same > 0 && same < most);
    QVERIFY(whole[same].at("probability") == begun[same].at("probability"));
    QVERIFY(whole[same].at("right").get<bool>() && !begun[same].at("right").get<bool>());
}

void TestProgram::proofread_reportsRemarks()
{
    const QString dictionary = DELTAPAD_TEST_DATA "/dictionary/small.dic";
    const QString path = write("proof.txt", "\xF0\x9F\x98\x80 The calmm lay lay here. Zorkk was zorkk.");
    const json facts = run({"proofread", path, "--dictionary", dictionary, "--spelling-only"});
    const json &remarks = facts.at("remarks");
    QCOMPARE(remarks.size(), std::size_t(4));
    QCOMPARE(remarks[0].at("offset").get<int>(), 6); // code points
    QCOMPARE(remarks[0].at("length").get<int>(), 5);
    QCOMPARE(remarks[0].at("kind").get<std::string>(), std::string("spelling"));
    QCOMPARE(remarks[0].at("text").get<std::string>(), std::string("calmm"));
    QCOMPARE(remarks[0].at("replacements")[0].get<std::string>(), std::string("calm"));
    QCOMPARE(remarks[0].at("score").get<double>(), 1.0);
    QCOMPARE(remarks[1].at("kind").get<std::string>(), std::string("repeated"));
    QCOMPARE(remarks[1].at("replacements")[0].get<std::string>(), std::string());
    const QString words = write("words.txt", "zorkk\n");
    QCOMPARE(run({"proofread", path, "--dictionary", dictionary, "--spelling-only", "--words", words})
                 .at("remarks")
                 .size(),
             std::size_t(2));
    // With the model: the same ones, and perhaps others.
    const json all = run({"proofread", path, "--dictionary", dictionary});
    for (const json &remark : remarks) {
        const auto same = [&](const json &other) { // ranked by their context
            return other.at("offset") == remark.at("offset") && other.at("kind") == remark.at("kind") &&
                   other.at("replacements").size() == remark.at("replacements").size();
        };
        QVERIFY(std::any_of(all.at("remarks").begin(), all.at("remarks").end(), same));
    }
    QVERIFY(run({"proofread", write("right.txt", "The sea."), "--language", "en_US", "--spelling-only"})
                .at("remarks")
                .empty());
    QVERIFY(run({"proofread", write("nothing.txt", "")}).at("remarks").empty());
}

void TestProgram::proofread_measuresTables()
{
    const QString dictionary = DELTAPAD_TEST_DATA "/dictionary/small.dic";
    const QString words = write("pairs.tsv", "harbuor\tharbour\nsea\tsee\nqqqq\tboat, boats\ncalmm\tcalm\n");
    const json facts = run({"proofread", words, "--dictionary", dictionary, "--measure", "spelling"});
    QCOMPARE(facts.at("count").get<int>(), 4);
    QCOMPARE(facts.at("noticed").get<double>(), 0.75); // "sea" is a word
    QCOMPARE(facts.at("first").get<double>(), 0.5);
    QVERIFY(facts.at("among").get<double>() >= 0.5);
    const QString sentences =
        write("sentences.tsv", "The sea was calmm.\tThe sea was calm.\n"
                               "We wrng here.\tWe walk here.\nWe wrng here.\tWe wrng here.\n");
    const json measured = run(
        {"proofread", sentences, "--dictionary", dictionary, "--spelling-only", "--measure", "sentences"});
    QCOMPARE(measured.at("sentences").get<int>(), 2);
    QCOMPARE(measured.at("kinds").at("spelling").at("remarks").get<int>(), 2);
    QCOMPARE(measured.at("kinds").at("spelling").at("changed").get<double>(), 1.0); // one corrector did
    QCOMPARE(measured.at("kinds").at("spelling").at("first").get<double>(), 0.5);
}

void TestProgram::model_describesAndChecks()
{
    const json facts = run({"model", "--check"});
    const std::shared_ptr<const Model> model = tinyModel();
    QCOMPARE(facts.at("name").get<std::string>(), std::string("tiny"));
    QCOMPARE(facts.at("parameters").get<std::int64_t>(), model->parameters);
    QCOMPARE(facts.at("layers").get<int>(), 3);
    QCOMPARE(facts.at("width").get<int>(), 32);
    QCOMPARE(facts.at("heads").get<int>(), 2);
    QCOMPARE(facts.at("codes").get<int>(), 8);
    QCOMPARE(facts.at("vocabulary").get<int>(), 360);
    QCOMPARE(facts.at("context").get<int>(), 128);
    QCOMPARE(facts.at("sha256").get<std::string>(), model->sha256);
    QCOMPARE(facts.at("check").at("self_test").get<std::string>(), std::string("equal"));
    QCOMPARE(facts.at("classifiers")[0].at("labels").size(), std::size_t(2));
    QVERIFY(facts.at("training").is_object());
}

void TestProgram::json_goesToAFile()
{
    const QString path = m_dir.filePath("facts.json");
    const ProgramRun run = runProgram({"model", "--json", path});
    QCOMPARE(run.status, 0);
    QVERIFY(run.output.startsWith("tiny: 0.03 million parameters, 3 layers"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(json::parse(file.readAll().toStdString()).at("name").get<std::string>(), std::string("tiny"));
}

void TestProgram::help_isShownWithoutADisplay()
{
    for (const QStringList &arguments :
         {QStringList{"--help"}, {"--version"}, {"replay", "--help"}, {"model", "-h"}}) {
        const ProgramRun run = runProgram(arguments);
        QVERIFY2(run.finished && run.status == 0, qPrintable(arguments.join(' ')));
        QVERIFY(run.output.contains("deltapad"));
        QVERIFY2(run.errors.isEmpty(), run.errors.constData());
    }
}

QTEST_GUILESS_MAIN(TestProgram)
#include "tst_program.moc"
