// SPDX-License-Identifier: MIT
// The rules of the suggestion at the caret: which one is shown, what stays of it, what a key takes of it.
#include "engine/assist/ghost_policy.h"
#include "engine/assist/repetition.h"
#include "engine/assist/word_lengths.h"

#include <QTest>

using namespace deltapad;
using std::chrono::milliseconds;

namespace {

QString qt(std::u16string_view text)
{
    return QString::fromUtf16(text.data(), qsizetype(text.size()));
}

GateDelays noDelays()
{
    return {milliseconds(0), milliseconds(0), 0, milliseconds(0)};
}

GhostPolicy eager()
{
    GhostPolicy policy(noDelays());
    policy.gate().setMode(SuggestionMode::Eager);
    policy.note(LastAction::Typed, u"e", 4, milliseconds(0));
    return policy;
}

bool tryToShow(GhostPolicy &policy, std::int64_t caret)
{
    const auto wait = policy.waitBeforeShowing({}, caret, milliseconds(1));
    if (wait && wait->count() == 0)
        policy.show();
    return policy.isShown();
}

} // namespace

class TestAssist : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void repetition_data();
    void repetition();
    void sentence_data();
    void sentence();
    void offer_showsTheBestLikelyOne();
    void offer_forAnotherPlace_isNotShown();
    void note_typedAlong_shortens();
    void note_anythingElse_hides_data();
    void note_anythingElse_hides();
    void accept_partsComeFromOneSuggestion();
    void cycle_goesRound();
};

void TestAssist::repetition_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("suggestion");
    QTest::addColumn<QString>("following");
    QTest::addColumn<bool>("worth");
    const auto row = [](const char *name, const QString &before, const QString &suggestion,
                        const QString &following,
                        bool worth) { QTest::newRow(name) << before << suggestion << following << worth; };
    row("plain", "the edge", " of the sea", "", true);
    row("space only", "the edge", " \n ", "", false);
    row("nothing", "the edge", "", "", false);
    row("only invisible", "the edge", QStringLiteral("\u00a0\u200b"), "", false);
    row("repeats what follows", "the edge", " of the sea", " of the sea. More.", false);
    row("repeats with other gaps", "the edge ", "of the sea", "\nof the sea. More.", false);
    row("other text follows", "the edge", " of the sea", " of the land", true);
    row("doubles a word", "the edge", " edge", "", false);
    row("doubles a word in other case", "The", " the edge", "", false);
    row("ends in a doubled word", "on", " the the", "", false);
    row("loops two words", "of the", " of the", "", false);
    row("loops three words", "one by one we", " one by one we", "", true); // four words: no loop of three
    row("loops three", "at the end", " at the end", "", false);
    row("marks make a difference", "no,", " no", "", true);
    row("finishes a word", "very ve", "ry", "", false);
    row("finishes another word", "very ve", "rdant", "", true);
    row("old doubling is not its fault", "that that", " man", "", true);
    row("next paragraph", "end\n", "end", "", true);
}

void TestAssist::repetition()
{
    QFETCH(const QString, before);
    QFETCH(const QString, suggestion);
    QFETCH(const QString, following);
    QFETCH(const bool, worth);
    QCOMPARE(isWorthShowing(suggestion.toStdU16String(), before.toStdU16String(), following.toStdU16String()),
             worth);
}

void TestAssist::sentence_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("taken");
    QTest::newRow("none") << QStringLiteral(" of the sea") << QStringLiteral(" of the sea");
    QTest::newRow("one") << QStringLiteral(" of it. Then") << QStringLiteral(" of it.");
    QTest::newRow("quoted") << QStringLiteral(" of “it!” Then") << QStringLiteral(" of “it!”");
    QTest::newRow("number") << QStringLiteral(" at 3.5 of it? No") << QStringLiteral(" at 3.5 of it?");
    QTest::newRow("dots") << QStringLiteral(" well... yes") << QStringLiteral(" well...");
    QTest::newRow("line") << QStringLiteral(" of it\nThen. So") << QStringLiteral(" of it");
    QTest::newRow("line end first") << QStringLiteral("\nThen") << QStringLiteral("\n");
    QTest::newRow("at the end") << QStringLiteral("so.") << QStringLiteral("so.");
}

void TestAssist::sentence()
{
    QFETCH(const QString, text);
    QFETCH(const QString, taken);
    const std::u16string units = text.toStdU16String();
    QCOMPARE(text.left(qsizetype(nextSentenceLength(units))), taken);
}

void TestAssist::offer_showsTheBestLikelyOne()
{
    GhostPolicy policy = eager();
    policy.offer({{u"  ", 0.9, 0}, {u" of", 0.5, 0}, {u" so", 0.3, 0}}, 4, {u"edge", u""});
    QVERIFY(tryToShow(policy, 4));
    QCOMPARE(qt(policy.shown()), QStringLiteral(" of"));
    QCOMPARE(policy.alternatives(), 2);

    GhostPolicy unsure = eager();
    unsure.offer({{u" of", GhostPolicy::kLeastProbability / 2, 0}}, 4, {u"edge", u""});
    QVERIFY(!tryToShow(unsure, 4));
    unsure.gate().request();
    QVERIFY(tryToShow(unsure, 4)); // asked for

    // By the probability: what is stated about it does not count.
    GhostPolicy boasting = eager();
    boasting.offer({{u" of", GhostPolicy::kLeastProbability * 0.999, 0, 0.99}}, 4, {u"edge", u""});
    QVERIFY(!tryToShow(boasting, 4));
    GhostPolicy modest = eager();
    modest.offer({{u" of", GhostPolicy::kLeastProbability, 0, 0.001}, {u" to", 0.1, 0, 0.9}}, 4,
                 {u"edge", u""});
    QVERIFY(!modest.shownOffer());
    QVERIFY(tryToShow(modest, 4));
    QCOMPARE(qt(modest.shown()), QStringLiteral(" of"));
    QCOMPARE(modest.shownOffer()->confidence, 0.001);
    modest.cycle(1);
    QCOMPARE(modest.shownOffer()->confidence, 0.9);

    GhostPolicy brief = eager();
    brief.offer({{u"s", 0.9, 0}}, 4, {u"edge", u""});
    QVERIFY(!tryToShow(brief, 4)); // taking it costs the key that it saves
    brief.gate().request();
    QVERIFY(tryToShow(brief, 4));
}

void TestAssist::offer_forAnotherPlace_isNotShown()
{
    GhostPolicy policy = eager();
    policy.offer({{u" of", 0.5, 0}}, 5, {u"edge", u""});
    QVERIFY(!tryToShow(policy, 4));
    policy.offer({{u" of", 0.5, 0}}, 4, {u"edge", u""});
    policy.invalidate();
    QVERIFY(!tryToShow(policy, 4));
}

void TestAssist::note_typedAlong_shortens()
{
    GhostPolicy policy = eager();
    policy.offer({{u" of the", 0.5, 0}}, 4, {u"edge", u""});
    QVERIFY(tryToShow(policy, 4));
    policy.note(LastAction::Typed, u" o", 6, milliseconds(2));
    QCOMPARE(qt(policy.shown()), QStringLiteral("f the"));
    QCOMPARE(policy.position(), 6);
    policy.offer({{u"ther", 0.9, 0}}, 6, {u"edge o", u""}); // newer: it stays
    QCOMPARE(qt(policy.shown()), QStringLiteral("f the"));
    policy.note(LastAction::Accepted, u"f the", 11, milliseconds(3));
    QVERIFY(!policy.isShown());
}

void TestAssist::note_anythingElse_hides_data()
{
    QTest::addColumn<int>("action");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<int>("caret");
    QTest::newRow("other letter") << int(LastAction::Typed) << "x" << 5;
    QTest::newRow("other place") << int(LastAction::Typed) << " " << 9;
    QTest::newRow("deleted") << int(LastAction::Deleted) << "" << 3;
    QTest::newRow("pasted the same") << int(LastAction::Pasted) << " " << 5;
    QTest::newRow("moved") << int(LastAction::CaretMoved) << "" << 2;
}

void TestAssist::note_anythingElse_hides()
{
    QFETCH(const int, action);
    QFETCH(const QString, typed);
    QFETCH(const int, caret);
    GhostPolicy policy = eager();
    policy.offer({{u" of the", 0.5, 0}}, 4, {u"edge", u""});
    QVERIFY(tryToShow(policy, 4));
    policy.note(LastAction(action), typed.toStdU16String(), caret, milliseconds(2));
    QVERIFY(!policy.isShown());
}

void TestAssist::accept_partsComeFromOneSuggestion()
{
    GhostPolicy policy = eager();
    policy.offer({{u" of it. Then", 0.5, 0}}, 4, {u"edge", u""});
    QVERIFY(tryToShow(policy, 4));
    QCOMPARE(policy.acceptLength(AcceptPart::All), std::size_t(12));
    QCOMPARE(policy.acceptLength(AcceptPart::Sentence), std::size_t(7));
    QCOMPARE(policy.acceptLength(AcceptPart::Word), std::size_t(3));
    policy.note(LastAction::Accepted, u" of", 7, milliseconds(2));
    QCOMPARE(policy.acceptLength(AcceptPart::Word), std::size_t(4));
    policy.note(LastAction::Accepted, u" it.", 11, milliseconds(3));
    QCOMPARE(qt(policy.shown()), QStringLiteral(" Then"));
}

void TestAssist::cycle_goesRound()
{
    GhostPolicy policy = eager();
    policy.offer({{u" of", 0.5, 0}, {u" to", 0.3, 0}, {u" in", 0.1, 0}}, 4, {u"edge", u""});
    policy.cycle(1);
    QVERIFY(!policy.isShown()); // nothing to replace
    QVERIFY(tryToShow(policy, 4));
    policy.cycle(-1);
    QCOMPARE(qt(policy.shown()), QStringLiteral(" in"));
    QCOMPARE(policy.shownIndex(), 2);
    policy.cycle(1);
    policy.cycle(1);
    QCOMPARE(qt(policy.shown()), QStringLiteral(" to"));
}

QTEST_GUILESS_MAIN(TestAssist)
#include "tst_assist.moc"
