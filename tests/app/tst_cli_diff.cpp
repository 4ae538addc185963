// SPDX-License-Identifier: MIT
// diffTexts: always leads to the second text, and stays near what changed.
#include <QTest>

#include "engine/recording/diff.h"

#include <random>

using namespace deltapad;

namespace {

std::u16string applied(std::u16string text, const std::vector<TextSplice> &splices)
{
    for (const TextSplice &splice : splices) {
        if (splice.begin.value < 0 || splice.removed < 0 ||
            splice.begin.value + splice.removed > std::ssize(text))
            return u"(a splice outside the text)";
        text.replace(static_cast<std::size_t>(splice.begin.value), static_cast<std::size_t>(splice.removed),
                     splice.inserted);
    }
    return text;
}

std::int64_t changedUnits(const std::vector<TextSplice> &splices)
{
    std::int64_t units = 0;
    for (const TextSplice &splice : splices)
        units += splice.removed + std::ssize(splice.inserted);
    return units;
}

std::u16string wordText(std::mt19937 &random, std::size_t words)
{
    static const std::u16string kWords[] = {u"the", u"sea",   u"was", u"calm", u"and", u"grey", u"before",
                                            u"a",   u"naïve", u"😀",   u"it's", u"one", u"two",  u"storm"};
    std::u16string text;
    for (std::size_t i = 0; i < words; ++i) {
        text += kWords[random() % std::size(kWords)];
        text += random() % 12 == 0 ? u"\n" : random() % 8 == 0 ? u", " : u" ";
    }
    return text;
}

} // namespace

class TestCliDiff : public QObject
{
    Q_OBJECT

private slots:
    void diff_ofEqualTextsIsEmpty();
    void diff_namesSingleChanges_data();
    void diff_namesSingleChanges();
    void diff_findsSeparateChanges();
    void diff_leadsToTheSecondText_randomly();
    void diff_fallsBackToOneReplacement_whenEverythingDiffers();
    void diff_keepsSurrogatePairsWhole();
};

void TestCliDiff::diff_ofEqualTextsIsEmpty()
{
    QVERIFY(diffTexts(u"", u"").empty());
    QVERIFY(diffTexts(u"a b\n\nc", u"a b\n\nc").empty());
}

void TestCliDiff::diff_namesSingleChanges_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::addColumn<int>("begin");
    QTest::addColumn<int>("removed");
    QTest::addColumn<QString>("inserted");
    QTest::newRow("word") << "the grey sea"
                          << "the calm sea" << 4 << 4 << "calm";
    QTest::newRow("insertion") << "the sea"
                               << "the calm sea" << 4 << 0 << "calm ";
    QTest::newRow("deletion") << "the calm sea"
                              << "the sea" << 4 << 5 << "";
    QTest::newRow("at the end") << "the sea"
                                << "the sea." << 7 << 0 << ".";
    QTest::newRow("paragraph") << "a\n\nb\n"
                               << "a\n\nnew words\n\nb\n"
                               << 3 << 0 << "new words\n\n";
    QTest::newRow("from nothing") << ""
                                  << "a b" << 0 << 0 << "a b";
    QTest::newRow("to nothing") << "a b"
                                << "" << 0 << 3 << "";
}

void TestCliDiff::diff_namesSingleChanges()
{
    QFETCH(QString, before);
    QFETCH(QString, after);
    QFETCH(int, begin);
    QFETCH(int, removed);
    QFETCH(QString, inserted);
    const std::vector<TextSplice> splices = diffTexts(before.toStdU16String(), after.toStdU16String());
    QCOMPARE(splices.size(), std::size_t(1));
    QCOMPARE(splices[0].begin, Utf16Offset(begin));
    QCOMPARE(splices[0].removed, std::int64_t(removed));
    QCOMPARE(QString::fromStdU16String(splices[0].inserted), inserted);
}

void TestCliDiff::diff_findsSeparateChanges()
{
    const std::u16string before = u"One two three.\nFour five six seven.\nEight nine.";
    const std::u16string after = u"One 2 three.\nFour five seven.\nEight nine ten.";
    const std::vector<TextSplice> splices = diffTexts(before, after);
    QCOMPARE(splices.size(), std::size_t(3));
    QCOMPARE(applied(before, splices), after);
    QVERIFY(changedUnits(splices) <= 4 + 4 + 4);
}

void TestCliDiff::diff_leadsToTheSecondText_randomly()
{
    constexpr unsigned kSeed = 4711;
    qInfo("seed %u", kSeed);
    std::mt19937 random(kSeed);
    for (int round = 0; round < 400; ++round) {
        const std::u16string before = wordText(random, random() % 120);
        std::u16string after = before;
        std::int64_t touched = 0;
        for (std::size_t i = 0, edits = random() % 6; i < edits; ++i) {
            const std::size_t at = after.empty() ? 0 : random() % after.size();
            const std::size_t removed = std::min<std::size_t>(random() % 9, after.size() - at);
            const std::u16string inserted = wordText(random, random() % 3);
            after.replace(at, removed, inserted);
            touched += static_cast<std::int64_t>(removed + inserted.size());
        }
        const std::vector<TextSplice> splices = diffTexts(before, after);
        QCOMPARE(applied(before, splices), after);
        // Words are replaced whole: at each end of an edit at most one word is added on both sides.
        QVERIFY2(changedUnits(splices) <= 6 * touched + 5 * 4 * 12, qPrintable(QString::number(round)));
    }
    for (int round = 0; round < 100; ++round) {
        const std::u16string before = wordText(random, random() % 200);
        const std::u16string after = wordText(random, random() % 200);
        QCOMPARE(applied(before, diffTexts(before, after)), after);
    }
}

void TestCliDiff::diff_fallsBackToOneReplacement_whenEverythingDiffers()
{
    std::u16string before = u"same start ";
    std::u16string after = before;
    for (int i = 0; i < 4000; ++i) {
        before += u"a" + QString::number(i).toStdU16String() + u" ";
        after += u"b" + QString::number(i).toStdU16String() + u"-";
    }
    before += u"same end";
    after += u"same end";
    const std::vector<TextSplice> splices = diffTexts(before, after);
    QCOMPARE(splices.size(), std::size_t(1));
    QCOMPARE(splices[0].begin, Utf16Offset(11));
    QCOMPARE(applied(before, splices), after);
}

void TestCliDiff::diff_keepsSurrogatePairsWhole()
{
    // 😀 and 😁 share their high surrogate.
    const std::vector<TextSplice> splices = diffTexts(u"x 😀 y", u"x 😁 y");
    QCOMPARE(splices.size(), std::size_t(1));
    QCOMPARE(splices[0].begin, Utf16Offset(2));
    QCOMPARE(splices[0].removed, std::int64_t(2));
    QCOMPARE(splices[0].inserted, std::u16string(u"😁"));
}

QTEST_GUILESS_MAIN(TestCliDiff)
#include "tst_cli_diff.moc"
