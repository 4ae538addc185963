// SPDX-License-Identifier: MIT
// The policies without widgets: undo steps, when a suggestion may show, words, the headline.
#include "engine/assist/suggestion_gate.h"
#include "ui/editor/delays.h"
#include "ui/editor/undo_grouping.h"
#include "ui/editor/words.h"
#include "ui/panels/headline.h"

#include <QTest>

using namespace deltapad;
using std::chrono::milliseconds;

namespace {

/// Steps that typing `text` one character after the other makes.
int steps(UndoGrouping &grouping, const QString &text)
{
    int count = 0;
    for (int i = 0; i < text.size(); ++i)
        count += grouping.next(EditKind::Typing, text[i], i, milliseconds(i)) == UndoJoin::NewStep;
    return count;
}

EditorMoment moment(char16_t next = 0)
{
    EditorMoment made;
    made.next = next;
    return made;
}

GateDelays delays()
{
    GateDelays made;
    made.calmShortest = milliseconds(100);
    made.calmLongest = milliseconds(1000);
    made.calmFactor = 2;
    made.scrollQuiet = milliseconds(150);
    return made;
}

} // namespace

class TestEditorPolicies : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void undo_typing_isOneStepPerWord();
    void undo_kindPositionPauseAndClose_startSteps();
    void undo_backspace_isOneStepPerWord();
    void undo_whole_isAlone();
    void gate_hygiene_data();
    void gate_hygiene();
    void gate_calm_waitsForThePause();
    void gate_calm_followsTheWriter();
    void gate_scroll_waits();
    void gate_dismissal_endsWithTheWord();
    void gate_modes();
    void gate_fixedPause_replacesTheRhythm();
    void gate_snooze_endsByItself();
    void words_nextWord_data();
    void words_nextWord();
    void words_count();
    void headline_needsALeadTwice();
    void headline_settles();
};

void TestEditorPolicies::undo_typing_isOneStepPerWord()
{
    UndoGrouping grouping(milliseconds(0));
    QCOMPARE(steps(grouping, QStringLiteral("five words make five steps ")), 5);
    UndoGrouping lines(milliseconds(0));
    QCOMPARE(steps(lines, QStringLiteral("one\n\ntwo")), 2);
}

void TestEditorPolicies::undo_kindPositionPauseAndClose_startSteps()
{
    UndoGrouping grouping(milliseconds(1000));
    QCOMPARE(grouping.next(EditKind::Typing, u'a', 0, milliseconds(0)), UndoJoin::NewStep);
    QCOMPARE(grouping.next(EditKind::Typing, u'b', 1, milliseconds(1000)), UndoJoin::PreviousStep);
    QCOMPARE(grouping.next(EditKind::Typing, u'c', 2, milliseconds(2001)), UndoJoin::NewStep);
    QCOMPARE(grouping.next(EditKind::Backspace, u'c', 3, milliseconds(2002)), UndoJoin::NewStep);
    QCOMPARE(grouping.next(EditKind::Typing, u'd', 2, milliseconds(2003)), UndoJoin::NewStep);
    QCOMPARE(grouping.next(EditKind::Typing, u'e', 0, milliseconds(2004)), UndoJoin::NewStep);
    grouping.close();
    QCOMPARE(grouping.next(EditKind::Typing, u'f', 1, milliseconds(2005)), UndoJoin::NewStep);
}

void TestEditorPolicies::undo_backspace_isOneStepPerWord()
{
    const QString text = QStringLiteral("one two");
    UndoGrouping grouping(milliseconds(0));
    int count = 0;
    for (int position = int(text.size()); position > 0; --position)
        count += grouping.next(EditKind::Backspace, text[position - 1], position, milliseconds(0)) ==
                 UndoJoin::NewStep;
    QCOMPARE(count, 2);
}

void TestEditorPolicies::undo_whole_isAlone()
{
    UndoGrouping grouping(milliseconds(0));
    grouping.next(EditKind::Typing, u'a', 0, milliseconds(0));
    QCOMPARE(grouping.next(EditKind::Whole, u'b', 1, milliseconds(0)), UndoJoin::NewStep);
    QCOMPARE(grouping.next(EditKind::Typing, u'c', 1, milliseconds(0)), UndoJoin::NewStep);
}

void TestEditorPolicies::gate_hygiene_data()
{
    QTest::addColumn<int>("action");
    QTest::addColumn<bool>("shown");
    const auto row = [](const char *name, LastAction action, bool shown) {
        QTest::newRow(name) << int(action) << shown;
    };
    row("nothing yet", LastAction::None, false);
    row("typed", LastAction::Typed, true);
    row("accepted", LastAction::Accepted, true);
    row("composed", LastAction::Composed, true);
    row("deleted", LastAction::Deleted, false);
    row("undone", LastAction::UndoneOrRedone, false);
    row("pasted", LastAction::Pasted, false);
    row("replaced", LastAction::Replaced, false);
    row("caret moved", LastAction::CaretMoved, false);
}

void TestEditorPolicies::gate_hygiene()
{
    QFETCH(const int, action);
    QFETCH(const bool, shown);
    SuggestionGate gate(Delays::none().gate());
    gate.setMode(SuggestionMode::Eager);
    gate.note(LastAction(action), u"a", milliseconds(0));
    const auto now = milliseconds(1);
    QCOMPARE(gate.waitBeforeShowing(moment(), now).has_value(), shown);
    QVERIFY(!gate.waitBeforeShowing(moment(u'x'), now)); // inside a word
    QCOMPARE(gate.waitBeforeShowing(moment(u' '), now).has_value(), shown);
    EditorMoment selecting = moment();
    selecting.hasSelection = true;
    QVERIFY(!gate.waitBeforeShowing(selecting, now));
    EditorMoment composing = moment();
    composing.composing = true;
    QVERIFY(!gate.waitBeforeShowing(composing, now));
    EditorMoment readOnly = moment();
    readOnly.readOnly = true;
    QVERIFY(!gate.waitBeforeShowing(readOnly, now));
    EditorMoment away = moment();
    away.focused = false;
    QVERIFY(!gate.waitBeforeShowing(away, now));
    gate.request();
    QVERIFY(gate.waitBeforeShowing(moment(u'x'), now)); // asked for
}

void TestEditorPolicies::gate_calm_waitsForThePause()
{
    SuggestionGate gate(delays());
    gate.note(LastAction::Typed, u"a", milliseconds(0));
    const auto wait = gate.waitBeforeShowing(moment(), milliseconds(30));
    QVERIFY(wait);
    QCOMPARE(wait->count(), 400 - 30); // twice the assumed rhythm of 200 ms
    QCOMPARE(gate.waitBeforeShowing(moment(), milliseconds(500))->count(), 0);
    gate.note(LastAction::Accepted, {}, milliseconds(500));
    QCOMPARE(gate.waitBeforeShowing(moment(), milliseconds(500))->count(), 0);
}

void TestEditorPolicies::gate_calm_followsTheWriter()
{
    SuggestionGate fast(delays());
    SuggestionGate slow(delays());
    for (int i = 0; i < 60; ++i) {
        fast.note(LastAction::Typed, u"a", milliseconds(20 * i));
        slow.note(LastAction::Typed, u"a", milliseconds(5000 * i));
    }
    QCOMPARE(fast.waitBeforeShowing(moment(), milliseconds(20 * 59))->count(), 100); // the shortest
    QVERIFY(slow.waitBeforeShowing(moment(), milliseconds(5000 * 59))->count() > 900);
    QVERIFY(slow.waitBeforeShowing(moment(), milliseconds(5000 * 59))->count() <= 1000); // the longest
}

void TestEditorPolicies::gate_scroll_waits()
{
    SuggestionGate gate(delays());
    gate.setMode(SuggestionMode::Eager);
    gate.note(LastAction::Typed, u"a", milliseconds(0));
    gate.noteScroll(milliseconds(10));
    QCOMPARE(gate.waitBeforeShowing(moment(), milliseconds(20))->count(), 140);
}

void TestEditorPolicies::gate_dismissal_endsWithTheWord()
{
    SuggestionGate gate(Delays::none().gate());
    gate.setMode(SuggestionMode::Eager);
    gate.note(LastAction::Typed, u"a", milliseconds(0));
    gate.dismiss();
    QVERIFY(!gate.waitBeforeShowing(moment(), milliseconds(0)));
    gate.note(LastAction::Typed, u"b", milliseconds(1));
    QVERIFY(!gate.waitBeforeShowing(moment(), milliseconds(1)));
    gate.note(LastAction::Typed, u" ", milliseconds(2));
    QVERIFY(gate.waitBeforeShowing(moment(), milliseconds(2)));
}

void TestEditorPolicies::gate_modes()
{
    SuggestionGate gate(Delays::none().gate());
    gate.note(LastAction::Typed, u"a", milliseconds(0));
    gate.setMode(SuggestionMode::OnDemand);
    QVERIFY(!gate.waitBeforeShowing(moment(), milliseconds(0)));
    gate.request();
    QVERIFY(gate.waitBeforeShowing(moment(), milliseconds(0)));
    gate.setMode(SuggestionMode::Off);
    QVERIFY(!gate.waitBeforeShowing(moment(), milliseconds(0)));
}

void TestEditorPolicies::gate_fixedPause_replacesTheRhythm()
{
    SuggestionGate gate(delays());
    gate.note(LastAction::Typed, u"a", milliseconds(0));
    gate.setFixedPause(milliseconds(3000));
    QCOMPARE(gate.waitBeforeShowing(moment(), milliseconds(1000))->count(), 2000);
    gate.setFixedPause(milliseconds(60000));
    QCOMPARE(gate.waitBeforeShowing(moment(), milliseconds(0))->count(), 5000); // the longest
    gate.setFixedPause(milliseconds(0));
    QCOMPARE(gate.waitBeforeShowing(moment(), milliseconds(0))->count(), 0);
    gate.setFixedPause(std::nullopt);
    QCOMPARE(gate.waitBeforeShowing(moment(), milliseconds(0))->count(), 400);
}

void TestEditorPolicies::gate_snooze_endsByItself()
{
    SuggestionGate gate(Delays::none().gate());
    gate.setMode(SuggestionMode::Eager);
    gate.snoozeUntil(std::chrono::minutes(10));
    gate.note(LastAction::Typed, u"a", milliseconds(5));
    QVERIFY(gate.isSnoozing(milliseconds(5)));
    QVERIFY(!gate.waitBeforeShowing(moment(), milliseconds(5)));
    gate.request();
    QVERIFY(gate.waitBeforeShowing(moment(), milliseconds(5))); // asked for
    gate.note(LastAction::Typed, u"b", std::chrono::minutes(10));
    QVERIFY(!gate.isSnoozing(std::chrono::minutes(10)));
    QVERIFY(gate.waitBeforeShowing(moment(), std::chrono::minutes(10)));
    gate.snoozeUntil(std::chrono::minutes(20));
    gate.snoozeUntil(std::nullopt);
    QVERIFY(gate.waitBeforeShowing(moment(), std::chrono::minutes(10)));
}

void TestEditorPolicies::words_nextWord_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("word");
    QTest::newRow("gap and word") << QStringLiteral(" of the sea") << QStringLiteral(" of");
    QTest::newRow("rest of a word") << QStringLiteral("iful day") << QStringLiteral("iful");
    QTest::newRow("hyphen") << QStringLiteral(" well-known man") << QStringLiteral(" well-known");
    QTest::newRow("apostrophe") << QStringLiteral("can't go") << QStringLiteral("can't");
    QTest::newRow("comma stays with its word") << QStringLiteral(" sea, and") << QStringLiteral(" sea,");
    QTest::newRow("quote before") << QStringLiteral(" “No,” she") << QStringLiteral(" “No,”");
    QTest::newRow("chinese") << QStringLiteral("我喜欢你") << QStringLiteral("我");
    QTest::newRow("no word") << QStringLiteral(" ...") << QStringLiteral(" ...");
    QTest::newRow("line end") << QStringLiteral("end.\nNew line") << QStringLiteral("end.");
}

void TestEditorPolicies::words_nextWord()
{
    QFETCH(const QString, text);
    QFETCH(const QString, word);
    QCOMPARE(text.left(nextWordLength(text)), word);
}

void TestEditorPolicies::words_count()
{
    QCOMPARE(countWords(QString()), 0);
    QCOMPARE(countWords(QStringLiteral("can't stop, won't stop")), 4);
    QCOMPARE(countWords(QStringLiteral(" - 3.5 apples!")), 2);
}

void TestEditorPolicies::headline_needsALeadTwice()
{
    Headline headline;
    QCOMPARE(headline.feed({0.6F, 0.4F}), std::size_t(0));
    QCOMPARE(headline.feed({0.47F, 0.53F}), std::size_t(0)); // leads by too little
    QVERIFY(!headline.hasChallenger());
    QCOMPARE(headline.feed({0.3F, 0.7F}), std::size_t(0)); // once
    QCOMPARE(headline.feed({0.55F, 0.45F}), std::size_t(0));
    QCOMPARE(headline.feed({0.3F, 0.7F}), std::size_t(0)); // once again
    QCOMPARE(headline.feed({0.3F, 0.7F}), std::size_t(1)); // twice running
}

void TestEditorPolicies::headline_settles()
{
    Headline headline;
    headline.feed({0.6F, 0.4F, 0.0F});
    headline.feed({0.1F, 0.1F, 0.8F});
    QVERIFY(headline.hasChallenger());
    QCOMPARE(headline.settle(), std::size_t(2));
    QVERIFY(!headline.hasChallenger());
    QCOMPARE(headline.feed({1.0F}), std::size_t(0)); // fewer labels: another model
}

QTEST_GUILESS_MAIN(TestEditorPolicies)
#include "tst_editor_policies.moc"
