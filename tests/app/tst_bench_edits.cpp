// SPDX-License-Identifier: MIT
// The edits that bench makes lie where they should and do what their names say.
#include "app/cli/bench_edits.h"

#include <QTest>

using namespace deltapad;
using namespace deltapad::cli;

namespace {

const std::u16string kText =
    u"One two three. Four five six! Seven eight nine?\n\nTen eleven. Twelve thirteen.";

std::u16string applied(const TextSplice &splice)
{
    std::u16string text = kText;
    return text.replace(static_cast<std::size_t>(splice.begin.value),
                        static_cast<std::size_t>(splice.removed), splice.inserted);
}

} // namespace

class TestBenchEdits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void places_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<double>("place");
        QTest::addColumn<int>("shift");
        QTest::addColumn<QString>("begins"); // of the text behind the place, after the edit
        const auto row = [](const char *name, BenchEdit kind, double place, int shift, const char *begins) {
            QTest::newRow(name) << static_cast<int>(kind) << place << shift << begins;
        };
        row("a letter behind a word", BenchEdit::TypedCharacter, 0.0, 0, "e two three.");
        row("a letter at the end", BenchEdit::TypedCharacter, 1.0, 0, "e");
        row("a word", BenchEdit::InsertedWord, 0.5, 0, " quietly eight");
        row("another word", BenchEdit::ReplacedWord, 0.5, 0, "window eight");
        row("further on", BenchEdit::ReplacedWord, 0.5, 2, "window?");
        row("back from the end", BenchEdit::ReplacedWord, 1.0, 1, "window thirteen.");
        row("a sentence in the middle", BenchEdit::DeletedSentence, 0.34, 0, "Seven eight nine?");
        row("the first sentence", BenchEdit::DeletedSentence, 0.0, 0, "Four five six!");
        row("the last sentence", BenchEdit::DeletedSentence, 1.0, 0, "");
        row("a paragraph at a paragraph's start", BenchEdit::PastedParagraph, 0.8, 0,
            "The ferry did not run");
    }
    void places()
    {
        QFETCH(int, kind);
        QFETCH(double, place);
        QFETCH(int, shift);
        QFETCH(QString, begins);
        const auto edit = benchEdit(static_cast<BenchEdit>(kind), kText, place, shift);
        QVERIFY(edit);
        const QString behind =
            QString::fromStdU16String(applied(*edit).substr(static_cast<std::size_t>(edit->begin.value)));
        QVERIFY2(begins.isEmpty() ? behind.isEmpty() : behind.startsWith(begins), qPrintable(behind));
    }

    void paragraph_startsBetweenBlankLines()
    {
        const auto edit = benchEdit(BenchEdit::PastedParagraph, kText, 0.8, 0);
        QVERIFY(edit);
        QCOMPARE(edit->begin.value, static_cast<std::int64_t>(kText.find(u"Ten")));
        QVERIFY(edit->inserted.ends_with(u"\n\n"));
    }

    void textWithoutWords_hasNoPlace()
    {
        for (const BenchEdit kind : kBenchEdits)
            QVERIFY(!benchEdit(kind, u"… – !", 0.5, 0));
    }
};

QTEST_APPLESS_MAIN(TestBenchEdits)
#include "tst_bench_edits.moc"
