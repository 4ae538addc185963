// SPDX-License-Identifier: MIT
// Where long documents are cut, and which contexts an edit touches (C1-C3).
#include "tests/engine/support/random_prose.h"
#include "tests/engine/support/tiny_model.h"

#include "engine/session/context_list.h"

#include <QTest>

#include <map>

using namespace deltapad;

namespace {

constexpr std::int64_t kFeatures = 2;

std::shared_ptr<const Tokenizer> tokenizer()
{
    return test::tinyModel()->tokenizer;
}

/// Every context current, with sums that name it.
void fill(ContextList &list)
{
    for (std::size_t n = 0; n < list.size(); ++n) {
        const auto id = static_cast<std::int64_t>(list.at(n).id);
        const std::int64_t sums[kFeatures] = {id, 2 * id};
        list.setSums(n, sums, list.at(n).end - list.at(n).cut);
    }
}

std::vector<TokenId> tokensOf(const TokenDocument &document, const ContextPlace &place)
{
    return document.tokens(TokenIndex(place.begin), TokenIndex(place.end));
}

} // namespace

class TestContextList : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shortDocument_isOneContext();
    void everyContextFits_andEachTokenIsOwnedOnce_data();
    void everyContextFits_andEachTokenIsOwnedOnce();
    void cutsAreParagraphStarts();
    void C1_C3_randomEdits_data();
    void C1_C3_randomEdits();
    void edit_touchesAFewContextsOnly_howeverLongTheDocument();
    void undo_restoresTheCuts();
    void textWithoutLineEnds_isCutAtSentences();
};

void TestContextList::shortDocument_isOneContext()
{
    const CutRules rules(*tokenizer(), 100);
    TokenDocument document(tokenizer());
    ContextList list(rules, kFeatures);
    QCOMPARE(list.size(), 1U);
    for (const char16_t *text : {u"", u"Short.", u"One.\nTwo.\nThree.\n"}) {
        document.reset(text);
        list.reset(document);
        QCOMPARE(list.size(), 1U);
        const ContextPlace place = list.owning(document.size());
        QVERIFY(place.begin == 0 && place.cut == 0 && place.end == document.size());
        QVERIFY(!list.allCurrent());
        fill(list);
        QVERIFY(list.allCurrent() && list.covered() == document.size());
    }
}

void TestContextList::everyContextFits_andEachTokenIsOwnedOnce_data()
{
    QTest::addColumn<int>("room");
    QTest::addColumn<int>("words");
    for (const int room : {1, 2, 5, 15, 63, 127, 500})
        for (const int words : {3, 14, 400})
            QTest::addRow("room %d, paragraphs of %d words", room, words) << room << words;
}

void TestContextList::everyContextFits_andEachTokenIsOwnedOnce()
{
    QFETCH(int, room);
    QFETCH(int, words);
    test::RandomProse prose(7);
    const CutRules rules(*tokenizer(), room);
    TokenDocument document(tokenizer());
    document.reset(prose.text(1000 / words + 8, words));
    ContextList list(rules, kFeatures);
    list.reset(document);
    QVERIFY(list.size() > 1);
    std::int64_t at = 0;
    for (std::size_t n = 0; n < list.size(); ++n) {
        const ContextPlace place = list.at(n);
        QCOMPARE(place.cut, at);
        QVERIFY(place.end > place.cut);
        QVERIFY(place.begin <= place.cut && place.begin >= 0);
        QVERIFY(place.end - place.begin <= room);
        QVERIFY(n == 0 || room < 8 || place.cut - place.begin >= room / 8); // something to read before
        for (std::int64_t token = place.cut; token < place.end; ++token)
            QCOMPARE(list.owning(token).index, n);
        at = place.end;
    }
    QCOMPARE(at, document.size());
    QCOMPARE(list.owning(document.size()).index, list.size() - 1);
}

void TestContextList::cutsAreParagraphStarts()
{
    test::RandomProse prose(8);
    const CutRules rules(*tokenizer(), 500);
    TokenDocument document(tokenizer());
    document.reset(prose.text(400));
    const std::vector<Cut> cuts = cutDocument(document, rules);
    QVERIFY(cuts.size() > 5);
    for (const Cut &cut : cuts) {
        const Utf16Offset at = document.startOf(TokenIndex(cut.token));
        QVERIFY(document.text().at(at - 1) == u'\n');
        QVERIFY(document.text().at(at) != u'\n');
    }
}

void TestContextList::C1_C3_randomEdits_data()
{
    QTest::addColumn<int>("room");
    for (const int room : {1, 3, 15, 63, 127, 400})
        QTest::addRow("room %d", room) << room;
}

void TestContextList::C1_C3_randomEdits()
{
    QFETCH(int, room);
    const auto seed = static_cast<std::uint64_t>(test::environmentNumber("DELTAPAD_SEED", 5));
    qInfo("seed %llu", static_cast<unsigned long long>(seed));
    test::RandomProse prose(seed);
    const CutRules rules(*tokenizer(), room);
    TokenDocument document(tokenizer());
    const std::size_t longest = room < 15 ? 900 : 12000; // tiny rooms make a context of every word
    std::u16string text = prose.text(room < 15 ? 5 : 30);
    document.reset(text);
    ContextList list(rules, kFeatures);
    list.reset(document);
    const std::int64_t edits = test::environmentNumber("DELTAPAD_RANDOM_EDITS", 300);
    for (std::int64_t n = 0; n < edits; ++n) {
        fill(list);
        std::map<std::uint64_t, std::vector<TokenId>> before;
        for (std::size_t k = 0; k < list.size(); ++k)
            before[list.at(k).id] = tokensOf(document, list.at(k));
        TextSplice splice = prose.splice(text);
        if (text.size() > longest)
            splice = {Utf16Offset(prose.number(0, 200)), static_cast<std::int64_t>(longest) * 2 / 3, u""};
        test::applyTo(text, splice);
        const Result<TokenEdit> edit = document.apply(splice);
        QVERIFY(edit.ok());
        list.apply(document, edit.value());

        // C1: the cuts are those of the text; C2 by their sum.
        const bool same = list.cuts() == cutDocument(document, rules);
        QVERIFY2(same, qPrintable(QStringLiteral("edit %1").arg(n)));
        CutReader reader(document, rules);
        std::int64_t sums[kFeatures] = {0, 0};
        std::int64_t covered = 0;
        std::int64_t rows = 0;
        for (std::size_t k = 0; k < list.size(); ++k) {
            const ContextPlace place = list.at(k);
            QCOMPARE(place.begin, place.cut > 0 ? reader.leadBegin(place.cut) : 0);
            // C3: a context that is still current has the tokens it had; one whose tokens are those it had,
            // and that the edit did not reach, is still current.
            const auto had = before.find(place.id);
            const bool unchanged = had != before.end() && had->second == tokensOf(document, place);
            const std::int64_t newEnd =
                edit.value().begin.value + static_cast<std::int64_t>(edit.value().inserted.size());
            const bool apart = place.end <= edit.value().begin.value || place.begin >= newEnd;
            if (list.isCurrent(k))
                QVERIFY(unchanged);
            else
                QVERIFY(!unchanged || !apart || room < 8); // a token or two are the same by chance
            covered += list.isCurrent(k) ? place.end - place.cut : 0;
            for (std::size_t f = 0; f < list.sumsOf(k).size(); ++f)
                sums[f] += list.sumsOf(k)[f];
            rows += list.rowsOf(k);
        }
        QCOMPARE(list.covered(), covered);
        QCOMPARE(list.rows(), rows);
        QVERIFY(std::equal(list.sums().begin(), list.sums().end(), sums));
    }
}

void TestContextList::edit_touchesAFewContextsOnly_howeverLongTheDocument()
{
    test::RandomProse prose(9);
    const CutRules rules(*tokenizer(), 127);
    std::int64_t mostOutdated = 0;
    std::vector<std::int64_t> read;
    for (const std::int64_t paragraphs : {100, 3000}) {
        TokenDocument document(tokenizer());
        document.reset(prose.text(paragraphs));
        ContextList list(rules, kFeatures);
        list.reset(document);
        fill(list);
        std::int64_t most = 0;
        const std::int64_t length = document.text().length().value;
        for (const std::int64_t at : {std::int64_t(0), length / 2, length}) {
            for (std::int64_t n = 0; n < 100; ++n) {
                const ContextList::Work before = list.work();
                const Result<TokenEdit> edit =
                    document.apply({Utf16Offset(at + n), 0, n % 5 == 4 ? u" " : u"e"});
                QVERIFY(edit.ok());
                list.apply(document, edit.value());
                mostOutdated = std::max(mostOutdated, list.work().contextsOutdated - before.contextsOutdated);
                most = std::max(most, list.work().tokensRead - before.tokensRead);
                fill(list);
            }
        }
        read.push_back(most);
    }
    QVERIFY2(mostOutdated <= 4, qPrintable(QString::number(mostOutdated)));
    QVERIFY2(read[1] <= 16 * 127 && read[0] <= 16 * 127,
             qPrintable(QStringLiteral("%1 and %2 tokens read").arg(read[0]).arg(read[1])));
}

void TestContextList::undo_restoresTheCuts()
{
    test::RandomProse prose(10);
    const CutRules rules(*tokenizer(), 63);
    TokenDocument document(tokenizer());
    std::u16string text = prose.text(60);
    document.reset(text);
    ContextList list(rules, kFeatures);
    list.reset(document);
    const std::vector<Cut> before = list.cuts();
    bool changed = false;
    for (int n = 0; n < 200; ++n) {
        const TextSplice splice = prose.splice(text);
        const TextSplice back = test::inverse(splice, text);
        for (const TextSplice &step : {splice, back}) {
            const Result<TokenEdit> edit = document.apply(step);
            QVERIFY(edit.ok());
            list.apply(document, edit.value());
            changed = changed || list.cuts() != before;
        }
        QVERIFY(list.cuts() == before);
    }
    QVERIFY(changed);
}

void TestContextList::textWithoutLineEnds_isCutAtSentences()
{
    std::u16string text;
    for (int n = 0; n < 300; ++n)
        text += u"Word number " + std::u16string(1, char16_t(u'a' + n % 26)) + u" comes here. ";
    const CutRules rules(*tokenizer(), 300);
    TokenDocument document(tokenizer());
    document.reset(text);
    const std::vector<Cut> cuts = cutDocument(document, rules);
    QVERIFY(cuts.size() > 3);
    for (const Cut &cut : cuts) {
        QVERIFY(cut.kind == CutKind::Forced);
        QVERIFY(document.text().at(document.startOf(TokenIndex(cut.token)) - 1) == u'.');
    }
}

QTEST_APPLESS_MAIN(TestContextList)
#include "tst_context_list.moc"
