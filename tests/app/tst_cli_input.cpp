// SPDX-License-Identifier: MIT
// Reading of files, .xz, lines, labelled tables, edit traces and revision histories.
#include <QTemporaryDir>
#include <QTest>

#include "engine/recording/input.h"
#include "app/cli/labelled.h"
#include "engine/recording/trace.h"

#include <lzma.h>

#include <fstream>

using namespace deltapad;
using namespace deltapad::cli;

namespace {

std::string packXz(const std::string &text)
{
    std::string packed(lzma_stream_buffer_bound(text.size()), '\0');
    std::size_t size = 0;
    if (lzma_easy_buffer_encode(
            1, LZMA_CHECK_CRC64, nullptr, reinterpret_cast<const std::uint8_t *>(text.data()), text.size(),
            reinterpret_cast<std::uint8_t *>(packed.data()), &size, packed.size()) != LZMA_OK)
        qFatal("cannot pack");
    packed.resize(size);
    return packed;
}

constexpr const char *kHeader = R"({"name":"n","source":"s","license":"l","start":"ab\ud83d\ude00c"})";

} // namespace

class TestCliInput : public QObject
{
    Q_OBJECT

private slots:
    void readInput_readsPlainAndPacked();
    void readInput_reportsDamage();
    void readInput_limitsWhatIsUnpacked();
    void readTextInput_checksEncoding();
    void splitLines_keepsEveryLine();
    void labelled_undoesEscapes();
    void labelled_rejects_data();
    void labelled_rejects();
    void trace_readsHeaderAndEdits();
    void trace_rejects_data();
    void trace_rejects();
    void revisions_readsOneDocument();
    void revisions_rejects();
    void recordingKind_looksAtTheFirstLine();

private:
    std::string write(const std::string &bytes) const
    {
        const std::string path = m_dir.filePath("input").toStdString();
        std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
        return path;
    }
    QTemporaryDir m_dir;
};

void TestCliInput::readInput_readsPlainAndPacked()
{
    const std::string text = "one\ntwo \xC3\xA9\n";
    QCOMPARE(readInput(write(text)).value(), text);
    QCOMPARE(readInput(write(packXz(text))).value(), text);
    QCOMPARE(readInput(write(packXz(text) + packXz("three"))).value(), text + "three");
    QCOMPARE(readInput(write({})).value(), std::string());
    const std::string large(3'000'000, 'x');
    QCOMPARE(readInput(write(packXz(large))).value(), large);
}

void TestCliInput::readInput_reportsDamage()
{
    const std::string packed = packXz("some text that is long enough to be cut somewhere inside");
    QCOMPARE(readInput(write(packed.substr(0, packed.size() - 10))).error().code, ErrorCode::FileTruncated);
    QCOMPARE(readInput(write(packed.substr(0, 6))).error().code, ErrorCode::FileTruncated);
    std::string damaged = packed;
    damaged[30] = static_cast<char>(damaged[30] ^ 0x55);
    QCOMPARE(readInput(write(damaged)).error().code, ErrorCode::BadSyntax);
    QCOMPARE(readInput(write(packed + "garbage behind the end")).error().code, ErrorCode::BadSyntax);
    QCOMPARE(readInput(m_dir.filePath("absent").toStdString()).error().code, ErrorCode::FileNotFound);
    QCOMPARE(readInput(m_dir.path().toStdString()).error().code, ErrorCode::FileUnreadable);
}

void TestCliInput::readInput_limitsWhatIsUnpacked()
{
    const std::string large(1'000'000, 'x');
    const std::string path = write(packXz(large));
    QVERIFY(readInput(path, 1'000'000).ok());
    const Result<std::string> refused = readInput(path, 999'999);
    QVERIFY(!refused.ok());
    QCOMPARE(refused.error().code, ErrorCode::FileTooLarge);
    QCOMPARE(readInput(write(large), 999'999).error().code, ErrorCode::FileTooLarge);
}

void TestCliInput::readTextInput_checksEncoding()
{
    QCOMPARE(readTextInput(write("\xEF\xBB\xBFg\xC3\xBCt \xF0\x9F\x98\x80")).value(),
             std::u16string(u"güt 😀"));
    const Result<std::u16string> invalid = readTextInput(write("ab\xFFz"));
    QVERIFY(!invalid.ok());
    QCOMPARE(invalid.error().code, ErrorCode::BadEncoding);
    QVERIFY2(invalid.error().message.find("byte 2") != std::string::npos, invalid.error().message.c_str());
    QCOMPARE(readTextInput(write(std::string("a\0b", 3))).error().code, ErrorCode::BadEncoding);
    QCOMPARE(readSomeTextInput(write("\xEF\xBB\xBF")).error().code, ErrorCode::BadSyntax);
}

void TestCliInput::splitLines_keepsEveryLine()
{
    using Lines = std::vector<std::string_view>;
    QCOMPARE(splitLines(""), Lines());
    QCOMPARE(splitLines("\n"), Lines({""}));
    QCOMPARE(splitLines("a\r\n\nb"), Lines({"a", "", "b"}));
    QCOMPARE(splitLines("a\nb\n"), Lines({"a", "b"}));
}

void TestCliInput::labelled_undoesEscapes()
{
    const Result<std::vector<LabelledText>> rows =
        parseLabelled("pos\tone\\ntwo\\tthree\\\\n\nneg\t\nb c\tx\ty\n", "table");
    QVERIFY2(rows.ok(), rows ? "" : rows.error().message.c_str());
    QCOMPARE(rows.value().size(), std::size_t(3));
    QCOMPARE(rows.value()[0].label, std::string("pos"));
    QCOMPARE(rows.value()[0].text, std::u16string(u"one\ntwo\tthree\\n"));
    QCOMPARE(rows.value()[1].text, std::u16string());
    QCOMPARE(rows.value()[2].label, std::string("b c"));
    QCOMPARE(rows.value()[2].text, std::u16string(u"x\ty"));
}

void TestCliInput::labelled_rejects_data()
{
    QTest::addColumn<QByteArray>("table");
    QTest::addColumn<QString>("says");
    QTest::newRow("empty") << QByteArray() << "table:1: is empty";
    QTest::newRow("no tab") << QByteArray("a\tb\nno tab here\n") << "table:2: expected label<TAB>text";
    QTest::newRow("no label") << QByteArray("\ttext\n") << "table:1: expected label<TAB>text";
    QTest::newRow("empty line") << QByteArray("a\tb\n\nc\td") << "table:2: expected label<TAB>text";
    QTest::newRow("other escape") << QByteArray("a\tb\\x\n") << "table:1: expected only the escapes";
    QTest::newRow("escape at the end") << QByteArray("a\tb\nc\td\\") << "table:2: expected only the escapes";
    QTest::newRow("invalid UTF-8") << QByteArray("a\tb\xC3\n") << "table:1: the text is not valid UTF-8";
}

void TestCliInput::labelled_rejects()
{
    QFETCH(QByteArray, table);
    QFETCH(QString, says);
    const Result<std::vector<LabelledText>> rows = parseLabelled(table.toStdString(), "table");
    QVERIFY(!rows.ok());
    QVERIFY2(QString::fromStdString(rows.error().message).startsWith(says), rows.error().message.c_str());
}

void TestCliInput::trace_readsHeaderAndEdits()
{
    // Four code points at first; positions count code points, not units or bytes.
    const Result<EditTrace> trace = parseEditTrace(
        std::string(kHeader) + "\n[4,0,\"\\u00e9\"]\n[2,1,\"\",120]\r\n[0,4,\"z\",1.5]\n", "trace");
    QVERIFY2(trace.ok(), trace ? "" : trace.error().message.c_str());
    QCOMPARE(trace.value().name, std::string("n"));
    QCOMPARE(trace.value().start, std::u16string(u"ab😀c"));
    QCOMPARE(trace.value().edits.size(), std::size_t(3));
    QCOMPARE(trace.value().edits[0].at, CodePointOffset(4));
    QCOMPARE(trace.value().edits[0].inserted, std::u16string(u"é"));
    QCOMPARE(trace.value().edits[1].removed, std::int64_t(1));
    QCOMPARE(trace.value().edits[2].removed, std::int64_t(4));
}

void TestCliInput::trace_rejects_data()
{
    QTest::addColumn<QByteArray>("lines");
    QTest::addColumn<QString>("says");
    const auto edit = [](const char *name, const char *line, const char *says) {
        QTest::newRow(name) << QByteArray(kHeader) + "\n[0,0,\"x\"]\n" + line + "\n" << says;
    };
    QTest::newRow("empty") << QByteArray() << "trace:1: is empty";
    QTest::newRow("no header") << QByteArray("[0,0,\"x\"]\n") << "trace:1: expected a header";
    QTest::newRow("header without start") << QByteArray("{\"name\":\"x\"}\n") << "trace:1: expected a header";
    QTest::newRow("start not a string") << QByteArray("{\"start\":1}\n") << "trace:1: expected a header";
    edit("cut line", "[1,0,\"ab", "trace:3: not valid JSON at byte 9");
    edit("empty line", "", "trace:3: not valid JSON");
    edit("invalid UTF-8", "[0,0,\"\xFF\"]", "trace:3: not valid JSON");
    edit("lone surrogate", R"([0,0,"\ud83d"])", "trace:3: not valid JSON");
    edit("object", "{}", "trace:3: expected an edit [position");
    edit("two entries", "[0,0]", "trace:3: expected an edit [position");
    edit("five entries", "[0,0,\"\",1,2]", "trace:3: expected an edit [position");
    edit("text as position", "[\"0\",0,\"\"]", "trace:3: expected an edit [position");
    edit("fraction as position", "[0.5,0,\"\"]", "trace:3: expected an edit [position");
    edit("text as time", "[0,0,\"\",\"now\"]", "trace:3: expected an edit [position");
    edit("negative position", "[-1,0,\"\"]",
         "trace:3: edit at -1 removing 0 lies outside the text of 5 code points");
    edit("negative count", "[0,-1,\"\"]", "trace:3: edit at 0 removing -1 lies outside");
    edit("behind the end", "[6,0,\"\"]", "trace:3: edit at 6 removing 0 lies outside");
    edit("removes too much", "[3,3,\"\"]", "trace:3: edit at 3 removing 3 lies outside");
    edit("beyond 64 bits", "[18446744073709551615,0,\"\"]", "trace:3: edit at 18446744073709551615");
    edit("sum beyond 64 bits", "[1,9223372036854775807,\"\"]",
         "trace:3: edit at 1 removing 9223372036854775807");
    edit("deep nesting", QByteArray(100, '[').constData(), "trace:3: nested deeper than 16 levels");
}

void TestCliInput::trace_rejects()
{
    QFETCH(QByteArray, lines);
    QFETCH(QString, says);
    const Result<EditTrace> trace = parseEditTrace(lines.toStdString(), "trace");
    QVERIFY(!trace.ok());
    QVERIFY2(QString::fromStdString(trace.error().message).startsWith(says), trace.error().message.c_str());
}

void TestCliInput::revisions_readsOneDocument()
{
    const Result<RevisionHistory> history =
        parseRevisionLine(R"({"id":"d","source":"s","license":"l","revisions":["a","a b","ü"]})", "file", 4);
    QVERIFY(history.ok());
    QCOMPARE(history.value().id, std::string("d"));
    QCOMPARE(history.value().revisions, (std::vector<std::u16string>{u"a", u"a b", u"ü"}));
}

void TestCliInput::revisions_rejects()
{
    for (const char *line : {"[]", "{}", R"({"revisions":1})", R"({"revisions":[]})",
                             R"({"revisions":["a",1]})", R"({"revisions":["a)"}) {
        const Result<RevisionHistory> history = parseRevisionLine(line, "file", 4);
        QVERIFY2(!history.ok(), line);
        QVERIFY2(history.error().message.starts_with("file:5: "), history.error().message.c_str());
    }
}

void TestCliInput::recordingKind_looksAtTheFirstLine()
{
    QCOMPARE(recordingKind(kHeader, "f").value(), RecordingKind::EditTrace);
    QCOMPARE(recordingKind("{\"revisions\":[\"\"]}\n…", "f").value(), RecordingKind::RevisionHistory);
    QCOMPARE(recordingKind("", "f").error().code, ErrorCode::BadSyntax);
    QCOMPARE(recordingKind("\n{}", "f").error().code, ErrorCode::BadSyntax);
    QCOMPARE(recordingKind("{}", "f").error().code, ErrorCode::BadSyntax);
}

QTEST_GUILESS_MAIN(TestCliInput)
#include "tst_cli_input.moc"
