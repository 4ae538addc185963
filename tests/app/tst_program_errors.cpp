// SPDX-License-Identifier: MIT
// Bad usage and bad input through the real program: exit status 2, nothing on standard output, and one line
// on standard error that names the file and what was expected.
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "program_run.h"

using namespace deltapad::test;

namespace {

const QByteArray kHeader = R"({"name":"n","source":"s","license":"l","start":"abc"})"
                           "\n";

} // namespace

class TestProgramErrors : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void badInput_givesOneLine_data();
    void badInput_givesOneLine();
    void badStandardInput_isNamed();
    void unreadableFile_isNamed();
    void jsonFile_mustBeWritable();
    void oddButValidInput_isAccepted();

private:
    QString write(const QString &name, const QByteArray &bytes) const
    {
        QFile file(m_dir.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write");
        return file.fileName();
    }
    static void expectOneLine(const ProgramRun &run, const QString &says)
    {
        const QString errors = QString::fromLocal8Bit(run.errors);
        QVERIFY2(run.finished, "the program did not end by itself");
        QVERIFY2(errors.contains(says), qPrintable(errors));
        QVERIFY2(errors.count('\n') == 1 && errors.endsWith('\n') && errors.startsWith("deltapad"),
                 qPrintable(errors));
        QVERIFY2(errors.size() < 1000, "the line is too long to read");
        // What was played before the failure is not thrown away.
        if (qstrcmp(QTest::currentDataTag(), "bad second document") == 0)
            QVERIFY2(run.output.contains("1 edits"), run.output.constData());
        else
            QVERIFY2(run.output.isEmpty(), run.output.constData());
        QCOMPARE(run.status, 2);
    }
    QTemporaryDir m_dir;
};

void TestProgramErrors::initTestCase()
{
    write("empty", {});
    QByteArray binary;
    for (int i = 0; i < 5000; ++i)
        binary.append(static_cast<char>(i * 131 % 251));
    write("binary", binary);
    write("zeros", QByteArray(1000, '\0'));
    write("latin1", "caf\xE9 au lait\n");
    write("line5mb", QByteArray(5'000'000, 'a'));
    write("cut.jsonl", kHeader + "[0,0,\"x\"]\n[1,0,\"y");
    write("outside.jsonl", kHeader + "[0,0,\"x\"]\n[9,0,\"y\"]\n");
    write("cut.xz", QByteArray("\xFD"
                               "7zXZ\0\0\4",
                               8));
    write("revisions.jsonl", R"({"id":"a","revisions":["a","b"]})"
                             "\n"
                             R"({"id":"b","revisions":"x"})"
                             "\n");
    write("table.tsv", "positive\tgood\nsad\tbad\n");
    write("text", "Some words.");

    const QString tiny = DELTAPAD_TEST_DATA "/tiny_model/";
    for (const char *model : {"truncated", "damaged"}) {
        const QDir folder(m_dir.filePath(model));
        QVERIFY(folder.mkpath("."));
        for (const char *name : {"config.json", "model.safetensors", "tokenizer.json"})
            QVERIFY(QFile::copy(tiny + name, folder.filePath(name)));
    }
    QVERIFY(QFile::resize(m_dir.filePath("truncated/model.safetensors"), 50'000));
    QFile config(m_dir.filePath("damaged/config.json"));
    QVERIFY(config.open(QIODevice::WriteOnly | QIODevice::Truncate));
    config.write(R"({"format":"deltapad-vq","version":1})");
}

void TestProgramErrors::badInput_givesOneLine_data()
{
    QTest::addColumn<QStringList>("arguments"); // @name is a file of the temporary folder
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, const QStringList &arguments, const char *says) {
        QTest::newRow(name) << arguments << says;
    };
    row("bench: a length that is no number", {"bench", "@text", "--lengths", "50,x"},
        "--lengths x: expected a whole number in 16..4096");
    row("bench: zero bytes", {"bench", "@zeros"}, "@zeros: zero byte at offset 0");
    row("compare: a broken line", {"compare", "@revisions.jsonl"}, "@revisions.jsonl:2");
    row("compare: an edit trace", {"compare", "@outside.jsonl"},
        "@outside.jsonl: expected a revision history");
    row("no trace", {"replay"}, "expected a file name");
    row("missing trace", {"replay", "@absent"}, "@absent: No such file");
    row("folder as trace", {"replay", "@"}, ": Is a directory");
    row("empty trace", {"replay", "@empty"}, "@empty:1: is empty");
    row("binary trace", {"replay", "@binary"}, "@binary:1: not valid JSON");
    row("Latin-1 trace", {"replay", "@latin1"}, "@latin1:1: not valid JSON");
    row("5 MB line as trace", {"replay", "@line5mb"}, "@line5mb:1: not valid JSON");
    row("truncated trace", {"replay", "@cut.jsonl"}, "@cut.jsonl:3: not valid JSON at byte 8");
    row("edit outside", {"replay", "@outside.jsonl"}, "@outside.jsonl:3: edit at 9");
    row("truncated xz", {"replay", "@cut.xz"}, "@cut.xz: the xz data ends too early");
    row("bad second document", {"replay", "@revisions.jsonl"}, "@revisions.jsonl:2: expected an object");
    row("empty text to score", {"score", "@empty"}, "@empty: is empty");
    row("binary to score", {"score", "@binary"}, "@binary: ");
    row("zeros to score", {"score", "@zeros"}, "@zeros: zero byte at offset 0");
    row("Latin-1 to score", {"score", "@latin1"}, "@latin1: byte 3: expected valid UTF-8");
    row("missing text", {"score", "@text", "@absent"}, "@absent: No such file");
    row("empty text to classify", {"classify", "@empty"}, "@empty: is empty");
    row("binary to classify", {"classify", "@binary"}, "@binary: ");
    row("5 MB line as table", {"classify", "--tsv", "@line5mb"}, "@line5mb:1: expected label<TAB>text");
    row("empty table", {"classify", "--tsv", "@empty"}, "@empty:1: is empty");
    row("binary table", {"classify", "--tsv", "@binary"}, "@binary:1: ");
    row("label of no class", {"classify", "--tsv", "@table.tsv"}, "@table.tsv:2: label \"sad\"");
    row("unknown head", {"classify", "--tsv", "@table.tsv", "--head", "tone"},
        "no head \"tone\", expected one of: sentiment");
    row("head without table", {"classify", "@text", "--head", "x"}, "--head needs --tsv");
    row("table and file", {"classify", "--tsv", "@table.tsv", "@text"}, "@text: expected at most 0");
    row("bad rename", {"classify", "--tsv", "@table.tsv", "--rename", "x"},
        "--rename x: expected LABEL=NAME");
    row("binary to complete", {"complete", "@binary", "--at", "0"}, "@binary: ");
    row("place behind the text", {"complete", "@text", "--at", "12"},
        "@text: place 12 lies behind the text, expected 0..11");
    row("no place", {"complete", "@text"}, "--at OFFSET is missing");
    row("two files to complete", {"complete", "@text", "@text", "--at", "0"}, "expected at most 1");
    row("place not a number", {"complete", "@text", "--at", "1x"},
        "--at 1x: expected a whole number from 0 on");
    row("negative place", {"complete", "@text", "--at", "-1"}, "--at -1: expected a whole number");
    row("count too large", {"complete", "@text", "--at", "0", "--count", "101"},
        "--count 101: expected a whole number in 1..100");
    row("threads zero", {"score", "@text", "--threads", "0"},
        "--threads 0: expected a whole number in 1..1024");
    row("limit beyond 64 bits", {"replay", "@text", "--limit", "99999999999999999999"},
        "--limit 99999999999999999999");
    row("unknown option", {"score", "@text", "--colour"}, "colour");
    row("option without value", {"score", "@text", "--threads"}, "threads");
    row("standard input twice", {"score", "-", "-"}, "can be read only once");
    row("binary to proofread", {"proofread", "@binary"}, "@binary: ");
    row("Latin-1 to proofread", {"proofread", "@latin1"}, "@latin1: byte 3: expected valid UTF-8");
    row("missing text to proofread", {"proofread", "@absent"}, "@absent: No such file");
    row("no text to proofread", {"proofread"}, "expected a file name");
    row("unknown language", {"proofread", "@text", "--language", "xx_XX"},
        "xx_XX.dic: expected a Hunspell dictionary in ");
    row("path as language", {"proofread", "@text", "--language", "../x"}, "--language ../x: expected a name");
    row("missing dictionary", {"proofread", "@text", "--dictionary", "@absent.dic"},
        "@absent.aff: No such file");
    row("missing words", {"proofread", "@text", "--words", "@absent"}, "@absent: No such file");
    row("unknown measure", {"proofread", "@text", "--measure", "luck"},
        "--measure luck: expected spelling or sentences");
    row("no table to measure", {"proofread", "@text", "--measure", "spelling"},
        "@text:1: expected text<TAB>correction");
    row("binary to typing", {"typing", "@binary"}, "@binary: ");
    row("empty text to typing", {"typing", "@empty"}, "@empty: is empty");
    row("unknown mode", {"typing", "@text", "--mode", "wild"}, "--mode wild: expected eager or calm");
    row("no time for a key", {"typing", "@text", "--key-ms", "0"},
        "--key-ms 0: expected a whole number in 1..60000");
    row("missing model", {"score", "@text", "--model", "@absent"}, "@absent/config.json: No such file");
    row("file as model", {"score", "@text", "--model", "@text"}, "@text/config.json: Not a directory");
    row("truncated model", {"score", "@text", "--model", "@truncated"},
        "@truncated/model.safetensors: tensor ");
    row("damaged model", {"model", "--check", "--model", "@damaged"},
        "@damaged/config.json: key name: is missing");
    row("file to model", {"model", "@text"}, "@text: expected at most 0");
}

void TestProgramErrors::badInput_givesOneLine()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, says);
    for (QString &argument : arguments)
        if (argument.startsWith('@'))
            argument = argument.size() > 1 ? m_dir.filePath(argument.mid(1)) : m_dir.path();
    if (says.startsWith('@'))
        says = m_dir.filePath(says.mid(1));
    expectOneLine(runProgram(arguments), says);
}

void TestProgramErrors::badStandardInput_isNamed()
{
    expectOneLine(runProgram({"replay", "-"}, kHeader + "[0,0]\n"), "standard input:2: expected an edit");
    expectOneLine(runProgram({"score", "-"}, "a\xFF"), "standard input: byte 1: expected valid UTF-8");
    expectOneLine(runProgram({"score", "-"}), "standard input: is empty");
}

void TestProgramErrors::unreadableFile_isNamed()
{
    const QString path = write("secret", "words");
    QVERIFY(QFile::setPermissions(path, {}));
    expectOneLine(runProgram({"score", path}, {}, RunAs::Unprivileged), path + ": Permission denied");
}

void TestProgramErrors::jsonFile_mustBeWritable()
{
    expectOneLine(runProgram({"model", "--json", m_dir.filePath("no/such/folder.json")}),
                  "no/such/folder.json: cannot be written");
}

void TestProgramErrors::oddButValidInput_isAccepted()
{
    const auto succeeds = [](const QStringList &arguments, const QByteArray &input) {
        const ProgramRun run = runProgram(arguments + QStringList{"--json", "-"}, input);
        return run.finished && run.status == 0 && run.errors.isEmpty() && run.json().is_object();
    };
    QVERIFY(succeeds({"replay", "-", "--verify", "1"}, kHeader));
    QVERIFY(succeeds({"replay", "-"}, R"({"id":"a","revisions":[""]})"));
    QVERIFY(succeeds({"replay", "-", "--verify", "1"},
                     "{\"start\":\"\"}\n[0,0,\"\"]\n[0,0,\"\\u0000\\ufeff\"]\n[0,2,\"\"]"));
    QVERIFY(succeeds({"score", "-"}, QByteArray(200'000, 'a')));
    QVERIFY(succeeds({"score", "-", "--documents"}, "\x1E\n\x1E\n"));
    QVERIFY(succeeds({"complete", "-", "--at", "0"}, {}));
}

QTEST_GUILESS_MAIN(TestProgramErrors)
#include "tst_program_errors.moc"
