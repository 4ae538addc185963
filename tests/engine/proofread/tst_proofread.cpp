// SPDX-License-Identifier: MIT
// Spelling and repeated words by a small dictionary, and what the writer's own lists hide.
#include "engine/proofread/confusions.h"
#include "engine/proofread/remark_filter.h"
#include "engine/proofread/text_check.h"
#include "engine/proofread/word_scan.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace deltapad;

namespace {

QString qt(std::u16string_view text)
{
    return QString::fromUtf16(text.data(), qsizetype(text.size()));
}

std::unique_ptr<Dictionary> smallDictionary()
{
    return Dictionary::load(DELTAPAD_TEST_DATA "/dictionary/small.aff",
                            DELTAPAD_TEST_DATA "/dictionary/small.dic")
        .value();
}

QStringList said(const std::vector<Remark> &remarks)
{
    QStringList out;
    for (const Remark &remark : remarks)
        out += QString::fromStdString(std::string(remarkKindName(remark.kind))) + u':' + qt(remark.text);
    return out;
}

Remark spelling(const std::u16string &text)
{
    Remark remark;
    remark.length = std::int64_t(text.size());
    remark.text = text;
    return remark;
}

} // namespace

class TestProofread : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void check_data();
    void check();
    void check_placesAreExact();
    void names_areMarkedAsSuch();
    void maySuggest_judgesLettersOnly();
    void suggest_offersTheRightWord();
    void encoding_otherThanUtf8();
    void badDictionary_isNamed_data();
    void badDictionary_isNamed();
    void find_searchesDicpath();
    void filter_words_coverCapitals();
    void filter_ignoresOneOrAll();
    void filter_changesCheckNothing();
    void filter_isRemembered();
    void filter_badLines_areLeftOut();
    void confusions_keepCapitals();
    void slips_areOneAway();
};

void TestProofread::check_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("remarks");
    const auto row = [](const char *name, const QString &text, const QStringList &remarks) {
        QTest::newRow(name) << text << remarks;
    };
    row("nothing", "", {});
    row("right", "The sea was calm, and boats lay on the sand.", {});
    row("wrong", "The seaa was clam", {"spelling:seaa", "spelling:clam"});
    row("affixes", "harbours formss", {"spelling:formss"});
    row("apostrophes", "don't don’t dont", {"spelling:dont"});
    row("marks", "(seaa), “wass”!", {"spelling:seaa", "spelling:wass"});
    row("accents", "naïve naive", {"spelling:naive"});
    row("hyphen", "sea-walk sea-wolk", {"spelling:wolk"});
    row("numbers", "3rd b2b 1,000 x3", {});
    row("capitals only", "NATO ZZQ", {});
    row("inner capitals", "iSea JavaScript", {});
    row("addresses", "see http://exampel.org/wrd or me@exampel.org and www.exampel.org or a_wrd/xyz.txtt",
        {"spelling:see", "spelling:or", "spelling:or"});
    row("one letter", "a b c", {});
    row("other script", "море 海", {});
    row("repeated", "the sea the the sea", {"repeated: the"});
    row("repeated with capital", "The the sea", {"repeated: the"});
    row("repeated over a line", "on the\nthe sand", {"repeated:\nthe"});
    row("rightly twice", "he had had that that", {"spelling:he"});
    row("a mark between", "no, no. The sea. Sea", {});
    row("numbers twice", "one 1 1 two", {});
}

void TestProofread::check()
{
    QFETCH(const QString, text);
    QFETCH(const QStringList, remarks);
    QStringList got = said(checkText(text.toStdU16String(), *smallDictionary()));
    QStringList wanted = remarks;
    got.sort();
    wanted.sort();
    QCOMPARE(got, wanted);
}

void TestProofread::check_placesAreExact()
{
    const std::u16string text = u"😀 The seaa lay lay here";
    const std::vector<Remark> remarks = checkText(text, *smallDictionary());
    QCOMPARE(remarks.size(), std::size_t(2));
    QCOMPARE(remarks[0].begin, Utf16Offset(7));
    QCOMPARE(remarks[0].length, 4);
    QCOMPARE(remarks[1].begin, Utf16Offset(15));
    QCOMPARE(remarks[1].length, 4); // with the gap: taking it away leaves the words apart
    QCOMPARE(remarks[1].replacements, std::vector<std::u16string>{u""});
}

void TestProofread::names_areMarkedAsSuch()
{
    const std::vector<Remark> remarks =
        checkText(u"Wrongg the Petrarca. Petrarca “Wrongg", *smallDictionary());
    QCOMPARE(remarks.size(), std::size_t(4));
    QVERIFY(!remarks[0].mayBeName);
    QVERIFY(remarks[1].mayBeName);
    QVERIFY(!remarks[2].mayBeName); // a sentence begins with a capital anyway
    QVERIFY(remarks[3].mayBeName);
    RemarkFilter filter;
    QVERIFY(filter.hides(remarks[1], {}));
    filter.setNames(Names::Flagged);
    QVERIFY(!filter.hides(remarks[1], {}));
}

void TestProofread::maySuggest_judgesLettersOnly()
{
    const std::unique_ptr<Dictionary> dictionary = smallDictionary();
    QVERIFY(maySuggest(*dictionary, u"harbours"));
    QVERIFY(maySuggest(*dictionary, u"Calm"));
    QVERIFY(!maySuggest(*dictionary, u"calmer")); // not a word of this dictionary
    const std::int64_t asked = dictionary->lookups();
    QVERIFY(maySuggest(*dictionary, u"qz17")); // it has no say on codes and numbers
    QCOMPARE(dictionary->lookups(), asked);
}

void TestProofread::suggest_offersTheRightWord()
{
    const auto dictionary = smallDictionary();
    const std::vector<std::u16string> offered = dictionary->suggest(u"harbuor", kMostReplacements);
    QVERIFY(!offered.empty() && offered.size() <= 7);
    QCOMPARE(qt(offered[0]), QStringLiteral("harbour"));
    QCOMPARE(dictionary->suggest(u"clam", 1).size(), std::size_t(1));
    QVERIFY(dictionary->suggest(u"", 7).empty());
    QVERIFY(dictionary->suggest(std::u16string(5000, u'x'), 7).empty());
    QVERIFY(dictionary->knows(std::u16string(5000, u'x'))); // nobody needs to hear of it
}

void TestProofread::encoding_otherThanUtf8()
{
    QTemporaryDir folder;
    QFile affixes(folder.filePath("old.aff"));
    QVERIFY(affixes.open(QIODevice::WriteOnly));
    affixes.write("SET ISO8859-1\nTRY aeiou\n");
    affixes.close();
    QFile words(folder.filePath("old.dic"));
    QVERIFY(words.open(QIODevice::WriteOnly));
    words.write("2\ncaf\xE9\nna\xEFve\n");
    words.close();
    const auto dictionary =
        Dictionary::load(affixes.fileName().toStdString(), words.fileName().toStdString());
    QVERIFY(dictionary.ok());
    QVERIFY(dictionary.value()->knows(u"café"));
    QVERIFY(!dictionary.value()->knows(u"cafe"));
    QCOMPARE(dictionary.value()->suggest(u"cafe", 3).at(0), std::u16string(u"café"));
}

void TestProofread::badDictionary_isNamed_data()
{
    QTest::addColumn<QByteArray>("affixes");
    QTest::addColumn<QByteArray>("words");
    QTest::addColumn<QString>("says");
    QTest::newRow("no files") << QByteArray() << QByteArray() << QStringLiteral("d.aff: ");
    QTest::newRow("no number") << QByteArray("SET UTF-8\n") << QByteArray("sea\nland\n")
                               << QStringLiteral("d.dic:1: expected the number of words");
    QTest::newRow("empty list") << QByteArray("SET UTF-8\n") << QByteArray("\n")
                                << QStringLiteral("d.dic:1: expected the number of words");
    QTest::newRow("odd encoding") << QByteArray("SET KLINGON-9\n") << QByteArray("1\nsea\n")
                                  << QStringLiteral("encoding KLINGON-9 is not known");
}

void TestProofread::badDictionary_isNamed()
{
    QFETCH(const QByteArray, affixes);
    QFETCH(const QByteArray, words);
    QFETCH(const QString, says);
    QTemporaryDir folder;
    const std::pair<QString, QByteArray> contents[] = {{"d.aff", affixes}, {"d.dic", words}};
    for (const auto &[name, bytes] : contents) {
        QFile file(folder.filePath(name));
        if (!bytes.isEmpty()) {
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(bytes);
        }
    }
    const auto loaded =
        Dictionary::load(folder.filePath("d.aff").toStdString(), folder.filePath("d.dic").toStdString());
    QVERIFY(!loaded.ok());
    QVERIFY2(QString::fromStdString(loaded.error().message).contains(says), loaded.error().message.c_str());
}

void TestProofread::find_searchesDicpath()
{
    qputenv("DICPATH", "/nonexistent:" DELTAPAD_TEST_DATA "/dictionary");
    QVERIFY(Dictionary::find("small").ok());
    const auto missing = Dictionary::find("tlh");
    QVERIFY(!missing.ok());
    QCOMPARE(missing.error().code, ErrorCode::FileNotFound);
    QVERIFY(missing.error().message.starts_with("tlh.dic: expected a Hunspell dictionary in /nonexistent, "));
    qunsetenv("DICPATH");
}

void TestProofread::filter_words_coverCapitals()
{
    RemarkFilter filter;
    QVERIFY(filter.addWord(WordLayer::User, u"deltapad"));
    QVERIFY(!filter.addWord(WordLayer::User, u"deltapad")); // known
    QVERIFY(!filter.addWord(WordLayer::User, u"two\nlines"));
    QVERIFY(filter.hides(spelling(u"deltapad"), {}));
    QVERIFY(filter.hides(spelling(u"Deltapad"), {}));
    QVERIFY(!filter.hides(spelling(u"deltaPad"), {}));
    filter.addWord(WordLayer::Document, u"Zürau");
    QVERIFY(filter.hides(spelling(u"Zürau"), {}));
    QVERIFY(!filter.hides(spelling(u"zürau"), {}));
    filter.clearDocument();
    QVERIFY(!filter.hides(spelling(u"Zürau"), {}));
    filter.removeWord(WordLayer::User, u"deltapad");
    QVERIFY(!filter.hides(spelling(u"deltapad"), {}));
}

void TestProofread::filter_ignoresOneOrAll()
{
    const std::u16string text = u"the seaa lay. A seaa rained";
    const std::vector<Remark> remarks = checkText(text, *smallDictionary());
    QCOMPARE(remarks.size(), std::size_t(2));
    const auto context = [&](const Remark &remark) {
        return contextOf(text, remark.begin.value, remark.end().value);
    };
    QCOMPARE(qt(context(remarks[0]).before), QStringLiteral("the"));
    QCOMPARE(qt(context(remarks[0]).after), QStringLiteral("lay."));
    RemarkFilter filter;
    filter.ignore(remarks[0], context(remarks[0]));
    QVERIFY(filter.hides(remarks[0], context(remarks[0])));
    QVERIFY(!filter.hides(remarks[1], context(remarks[1])));
    filter.ignoreEverywhere(RemarkKind::Spelling, u"seaa");
    QVERIFY(filter.hides(remarks[1], context(remarks[1])));
    Remark other = remarks[1];
    other.kind = RemarkKind::Unlikely;
    QVERIFY(!filter.hides(other, context(other)));
}

void TestProofread::filter_changesCheckNothing()
{
    const auto dictionary = smallDictionary();
    const std::u16string text = u"the seaa lay wrng on the sand";
    const std::vector<Remark> remarks = checkText(text, *dictionary);
    const std::int64_t lookups = dictionary->lookups();
    QCOMPARE(lookups, 7);
    RemarkFilter filter;
    const auto shown = [&] {
        return std::count_if(remarks.begin(), remarks.end(),
                             [&](const Remark &r) { return !filter.hides(r, {}); });
    };
    QCOMPARE(shown(), 2);
    filter.addWord(WordLayer::User, u"seaa");
    QCOMPARE(shown(), 1);
    QCOMPARE(dictionary->lookups(), lookups);
}

void TestProofread::filter_isRemembered()
{
    RemarkFilter filter;
    filter.addWord(WordLayer::User, u"naïvely");
    filter.addWord(WordLayer::Document, u"Petrarca");
    filter.ignoreEverywhere(RemarkKind::Repeated, u" the");
    filter.ignore(spelling(u"seaa"), {u"a\tb", u"c"});
    RemarkFilter again;
    again.setUserText(filter.userText());
    again.setDocumentText(filter.documentText());
    QVERIFY(again.hides(spelling(u"naïvely"), {}));
    QVERIFY(again.hides(spelling(u"Petrarca"), {}));
    QVERIFY(again.hides(spelling(u"seaa"), {u"a b", u"C"}));
    QVERIFY(!again.hides(spelling(u"seaa"), {}));
    QCOMPARE(again.documentText(), filter.documentText());
}

void TestProofread::filter_badLines_areLeftOut()
{
    RemarkFilter filter;
    filter.setUserText("good\r\n\n" + std::string(5000, 'x') + "\n\xFF\xFE\nfine");
    QCOMPARE(filter.words(WordLayer::User).size(), std::size_t(2));
    filter.setDocumentText("word\tyes\nnonsense\nword\t\nignore\tspelling\tseaa\n");
    QCOMPARE(filter.words(WordLayer::Document).size(), std::size_t(1));
    QVERIFY(filter.hides(spelling(u"Seaa"), {}));
}

void TestProofread::confusions_keepCapitals()
{
    const std::vector<std::u16string> there = confusedWith(u"There");
    QVERIFY(std::find(there.begin(), there.end(), u"Their") != there.end());
    QVERIFY(std::find(there.begin(), there.end(), u"They're") != there.end());
    const std::vector<std::u16string> curly = confusedWith(u"it’s");
    QCOMPARE(curly, std::vector<std::u16string>{u"its"});
    QVERIFY(confusedWith(u"harbour").empty());
    QVERIFY(confusedWith(u"").empty());
}

void TestProofread::slips_areOneAway()
{
    const std::vector<std::u16string> slips = oneSlipFrom(u"form");
    for (const char16_t *word : {u"from", u"for", u"forms", u"farm", u"worm"})
        QVERIFY2(std::find(slips.begin(), slips.end(), word) != slips.end(), qPrintable(qt(word)));
    QVERIFY(std::find(slips.begin(), slips.end(), u"form") == slips.end());
    for (const std::u16string &slip : slips)
        QVERIFY(slip.size() >= 3 && slip.size() <= 5);
}

QTEST_GUILESS_MAIN(TestProofread)
#include "tst_proofread.moc"
