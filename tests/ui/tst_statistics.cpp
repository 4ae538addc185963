// SPDX-License-Identifier: MIT
// Words, sentences and readability; that only changed paragraphs are counted again; words for Ctrl+arrows.
#include "tests/support/window_fixture.h"
#include "ui/editor/text_statistics.h"
#include "ui/editor/text_units.h"
#include "ui/window/document_statistics.h"

#include <QPlainTextDocumentLayout>
#include <QToolButton>

#include <random>

using namespace deltapad;

namespace {

TextStatistics fromScratch(const QTextDocument &document)
{
    TextStatistics sum;
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next())
        sum += statisticsOf(block.text());
    return sum;
}

} // namespace

class TestStatistics : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void counts_ofKnownTexts();
    void readability_byItsFormula();
    void document_countsChangedParagraphsOnly();
    void document_randomEditsEqualFromScratch();
    void selection_isTheSumOfItsParts();
    void chip_followsTextAndSelection();
    void wordPlaces_data();
    void wordPlaces();
    void backspace_takesWholeEmoji();
};

void TestStatistics::counts_ofKnownTexts()
{
    const TextStatistics two = statisticsOf(u"The harbour froze. Nobody can't leave now!");
    QCOMPARE(two.words, 7);
    QCOMPARE(two.sentences, 2);
    QCOMPARE(two.longWords, 1); // harbour; "Nobody" has six letters
    QCOMPARE(two.characters, 42);
    QCOMPARE(statisticsOf(u"").words, 0);
    QCOMPARE(statisticsOf(u"...!?").sentences, 0);
    QCOMPARE(statisticsOf(u"我喜欢你").words, 3);
    QCOMPARE(statisticsOf(u"สวัสดีชาวโลก").words, 3);
    QCOMPARE(statisticsOf(u"\U0001F600").characters, 1);
}

void TestStatistics::readability_byItsFormula()
{
    TextStatistics text;
    text.words = 200;
    text.sentences = 10;
    text.longWords = 40;
    text.letters = 900;
    QCOMPARE(text.lix(), 20.0 + 20.0);
    QCOMPARE(text.ari(), 4.71 * 4.5 + 0.5 * 20 - 21.43);
    QCOMPARE(text.readingMinutes(), 1);
    text.words = 241;
    QCOMPARE(text.readingMinutes(), 2);
    QCOMPARE(TextStatistics().lix(), 0.0);
    QCOMPARE(TextStatistics().ari(), 0.0);
    QCOMPARE(TextStatistics().readingMinutes(), 0);
}

void TestStatistics::document_countsChangedParagraphsOnly()
{
    QTextDocument document;
    document.setDocumentLayout(new QPlainTextDocumentLayout(&document));
    document.setPlainText(QString(QStringLiteral("one two three\n")).repeated(500));
    DocumentStatistics statistics(&document);
    QCOMPARE(statistics.total().words, 1500);
    const qint64 before = statistics.paragraphsCounted();
    QTextCursor cursor(document.findBlockByNumber(250));
    cursor.insertText(QStringLiteral("zero "));
    QCOMPARE(statistics.total().words, 1501);
    QVERIFY(statistics.paragraphsCounted() - before <= 2);
    cursor.insertText(QStringLiteral("a\nb\nc "));
    QCOMPARE(statistics.total().words, 1504);
    QVERIFY(statistics.paragraphsCounted() - before <= 7);
    document.undo();
    QCOMPARE(statistics.total(), fromScratch(document));
}

void TestStatistics::document_randomEditsEqualFromScratch()
{
    const auto seed = std::random_device()();
    qInfo("seed %u", seed);
    std::mt19937 random(seed);
    QTextDocument document;
    document.setDocumentLayout(new QPlainTextDocumentLayout(&document));
    DocumentStatistics statistics(&document);
    const QString words = QStringLiteral("sea. land\nboat\n\nsky! and so on\n");
    for (int step = 0; step < 2000; ++step) {
        QTextCursor cursor(&document);
        const int length = document.characterCount();
        cursor.setPosition(int(random() % std::size_t(length)));
        switch (random() % 5) {
        case 0:
            cursor.setPosition(int(random() % std::size_t(length)), QTextCursor::KeepAnchor);
            cursor.removeSelectedText();
            break;
        case 1:
            document.undo();
            break;
        case 2:
            document.redo();
            break;
        case 3:
            cursor.beginEditBlock();
            cursor.insertText(words.mid(int(random() % 20)));
            cursor.setPosition(int(random() % std::size_t(document.characterCount())));
            cursor.insertText(words.left(int(random() % 20)));
            cursor.endEditBlock();
            break;
        default:
            cursor.insertText(words.mid(int(random() % 20), int(random() % 12)));
        }
        if (random() % 3 == 0) {
            const TextStatistics found = statistics.total();
            QVERIFY2(found == fromScratch(document), qPrintable(QString::number(step)));
        }
    }
}

void TestStatistics::selection_isTheSumOfItsParts()
{
    QTextDocument document;
    document.setDocumentLayout(new QPlainTextDocumentLayout(&document));
    DocumentStatistics statistics(&document);
    document.setPlainText(QStringLiteral("One here. Two.\n\nThe third of them\nis the last one"));
    statistics.total();
    const qint64 counted = statistics.paragraphsCounted();
    const int length = document.characterCount() - 1;
    for (int begin = 0; begin <= length; ++begin) {
        for (int end = begin; end <= length; ++end) {
            QTextCursor cursor(&document);
            cursor.setPosition(begin);
            cursor.setPosition(end, QTextCursor::KeepAnchor);
            TextStatistics expected;
            for (const QString &part : document.toPlainText().mid(begin, end - begin).split(u'\n'))
                expected += statisticsOf(part);
            const TextStatistics found = statistics.ofSelection(cursor);
            QCOMPARE(found.words, expected.words);
            QCOMPARE(found.sentences, expected.sentences);
            QCOMPARE(found.characters, expected.characters);
        }
    }
    QCOMPARE(statistics.paragraphsCounted(), counted); // whole paragraphs are known
}

void TestStatistics::chip_followsTextAndSelection()
{
    WindowFixture f;
    const auto *chip = f.window->findChild<QToolButton *>(QStringLiteral("chipWords"));
    f.load(QStringLiteral("The sea is wide. The boat is small.\nIt goes on."));
    QTRY_COMPARE(chip->text(), QStringLiteral("11 words · 1 min"));
    QVERIFY(chip->toolTip().contains(QStringLiteral("LIX")));
    QVERIFY(chip->toolTip().contains(QStringLiteral("ARI")));
    QVERIFY(chip->toolTip().contains(QStringLiteral("3 sentences")));
    f.select(0, 16);
    QTRY_COMPARE(chip->text(), QStringLiteral("4 words of 11"));
    f.caretToEnd();
    f.type(QStringLiteral(" And on."));
    QTRY_COMPARE(chip->text(), QStringLiteral("13 words · 1 min"));
    QVERIFY(chip->toolTip().contains(QStringLiteral("+2 words")));
}

void TestStatistics::wordPlaces_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QList<int>>("places"); // stops of Ctrl+Right from 0
    QTest::newRow("words") << QStringLiteral("one two  three") << QList<int>{4, 9, 14};
    QTest::newRow("signs") << QStringLiteral("wait... (what?)") << QList<int>{4, 8, 9, 13, 15};
    QTest::newRow("chinese") << QStringLiteral("我喜欢你") << QList<int>{1, 3, 4};
    QTest::newRow("apostrophe") << QStringLiteral("can't stop") << QList<int>{6, 10};
    QTest::newRow("only blanks") << QStringLiteral("   ") << QList<int>{3};
}

void TestStatistics::wordPlaces()
{
    QFETCH(const QString, text);
    QFETCH(const QList<int>, places);
    QList<int> forward;
    for (qsizetype at = 0; at < text.size();) {
        at = nextWordPlace(text, at);
        forward.append(int(at));
    }
    QCOMPARE(forward, places);
    // Back: the same stops, except that blanks at the line's begin or end are none.
    QList<int> back;
    for (qsizetype at = text.size(); at > 0;) {
        at = previousWordPlace(text, at);
        back.prepend(int(at));
    }
    QList<int> expected = places;
    expected.removeLast();
    expected.prepend(0);
    QCOMPARE(back, expected);
}

void TestStatistics::backspace_takesWholeEmoji()
{
    const QString family =
        QString::fromUtf8("\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7"); // woman, joiner, girl
    QCOMPARE(backspaceLength(QStringLiteral("a") + family, 1 + family.size()), family.size());
    const QString flag = QString::fromUtf8("\xF0\x9F\x87\xAB\xF0\x9F\x87\xAE");
    QCOMPARE(backspaceLength(flag, flag.size()), flag.size());
    QCOMPARE(backspaceLength(flag + flag, 2 * flag.size()), flag.size());
    QCOMPARE(backspaceLength(QStringLiteral("e\u0301"), 2), 1); // the accent alone
    QCOMPARE(backspaceLength(QStringLiteral("ab"), 2), 1);
    QCOMPARE(backspaceLength(QStringLiteral("\U00010400"), 2), 2); // a letter outside the first plane
}

QTEST_MAIN(TestStatistics)
#include "tst_statistics.moc"
