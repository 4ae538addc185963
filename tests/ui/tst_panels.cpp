// SPDX-License-Identifier: MIT
// What the panels show for given snapshots.
#include "tests/support/event_count.h"
#include "tests/support/window_fixture.h"
#include "ui/panels/classes_panel.h"
#include "ui/panels/figures.h"
#include "ui/panels/savings_panel.h"
#include "ui/panels/suggestions_panel.h"
#include "ui/window/status_chips.h"
#include "ui/window/surprise_ranges.h"

#include <QClipboard>
#include <QEnterEvent>
#include <QLabel>
#include <QLayout>
#include <QLocale>
#include <QSignalSpy>
#include <QToolButton>

using namespace deltapad;

class TestPanels : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void figures_areComputedFromTheReport();
    void suggestions_areListedAndInserted();
    void suggestions_ofAnOlderText_areNotInserted();
    void suggestions_clickAndAltDigit();
    void suggestions_thatCompleteAWord_readAsTheWholeWord();
    void suggestions_waitWhileTextIsSelected();
    void suggestions_keepTheirRowsUnderTheMouse();
    void classes_selectionScope();
    void classes_paragraphScope_followsCaretAndText();
    void classes_selectionScope_echoed();
    void classes_sayHowMuchIsComputed();
    void classes_noteDoesNotWidenThePanel();
    void classes_ofAnEmptyText_areNotShown();
    void classes_keepTheirOrder();
    void classes_headlineDoesNotFlicker();
    void classes_newHeadsRebuild();
    void classes_manyHeadsTakeLessRoom();
    void classes_badSizesAreIgnored();
    void savings_showTheLastEdit();
    void savings_countEachRevisionOnce();
    void savings_csv();
    void savings_figuresThatFit_layNothingOut();
    void savings_sentences_waitForAPause();
    void sparkline_keepsSixty();
    void bars_speak();
    void chips_showWorkAndOffline();
    void chips_makeRoomForWhatTheWriterAskedFor();
    void surprise_markedAndMovedWithTheText();
    void surprise_leavesGapsOut();
    void surprise_marksTheUnlikeliestWords();
    void painting_neverFails();
};

void TestPanels::figures_areComputedFromTheReport()
{
    UpdateReport report;
    QCOMPARE(denseRatio(report), 1.0);
    QCOMPARE(recomputedShare(report), 0.0);
    report.rows = 100;
    report.layers = {LayerWork{.rowsProjected = 5}, LayerWork{.rowsProjected = 15}};
    report.incremental.mlp = 50;
    report.dense.mlp = 600;
    report.prefix.attention = 200;
    QCOMPARE(denseRatio(report), 12.0);
    QCOMPARE(prefixRatio(report), 4.0);
    QVERIFY(qAbs(recomputedShare(report) - 0.1) < 1e-9);
    QCOMPARE(writeRatio(12.4), QStringLiteral("12×"));
    QCOMPARE(writeRatio(3.14), QStringLiteral("3.1×"));
    QCOMPARE(writePercent(0.5).left(2), QStringLiteral("50"));
    const QString least = QLocale::system().toString(0.1, 'f', 1) + QChar(0x202F) + u'%';
    QCOMPARE(writePercent(0.0005), least);
    QCOMPARE(writePercent(0.00049), u'<' + least); // not "0.0 %", which would read as never
    QCOMPARE(writePercent(1e-12), u'<' + least);
    QCOMPARE(writePercent(0), QStringLiteral("0") + QChar(0x202F) + u'%');
    QCOMPARE(writeMilliseconds(3.46).left(3), QStringLiteral("3.5"));
}

void TestPanels::suggestions_areListedAndInserted()
{
    WindowFixture f(SuggestionMode::Off);
    f.type(QStringLiteral("edge"));
    f.answer({QStringLiteral(" of"), QStringLiteral(" between")});
    const auto rows = f.window->suggestionsPanel()->findChildren<SuggestionButton *>();
    QCOMPARE(rows.size(), 5);
    QVERIFY(rows[0]->isVisible() && rows[1]->isVisible() && !rows[2]->isVisible());
    QCOMPARE(rows[1]->suggestion(), QStringLiteral(" between"));
    QVERIFY(rows[1]->accessibleName().contains(QStringLiteral("between")));
    // The figure is the confidence: the second has the probability 1/4.
    const QString figure = writePercent(ScriptedClient::kConfidence * 0.25);
    QVERIFY(figure != writePercent(0.25));
    QVERIFY2(rows[1]->accessibleName().endsWith(figure), qPrintable(rows[1]->accessibleName()));
    rows[2]->setSuggestion(QStringLiteral("less"), {}, 0.0001, 0.5);
    QVERIFY2(rows[2]->accessibleName().endsWith(writePercent(0.0001)), qPrintable(rows[2]->accessibleName()));
    f.window->suggestionsPanel()->choose(2);
    QCOMPARE(f.text(), QStringLiteral("edge between"));
    QVERIFY(f.inStep());
    f.edit->undoStep();
    QCOMPARE(f.text(), QStringLiteral("edge"));
}

void TestPanels::suggestions_ofAnOlderText_areNotInserted()
{
    WindowFixture f(SuggestionMode::Off);
    f.type(QStringLiteral("edge"));
    f.answer({QStringLiteral(" of")});
    f.type(QStringLiteral("s"));
    f.window->suggestionsPanel()->choose(1);
    QCOMPARE(f.text(), QStringLiteral("edges"));
    f.answer({QStringLiteral(" of")});
    f.key(Qt::Key_Home);
    f.window->suggestionsPanel()->choose(1);
    QCOMPARE(f.text(), QStringLiteral("edges"));
}

void TestPanels::suggestions_clickAndAltDigit()
{
    WindowFixture f(SuggestionMode::Off);
    f.type(QStringLiteral("edge"));
    f.answer({QStringLiteral(" of"), QStringLiteral(" between")});
    QTest::mouseClick(f.window->findChild<SuggestionButton *>(QStringLiteral("suggestion1")), Qt::LeftButton);
    QCOMPARE(f.text(), QStringLiteral("edge of"));
    f.answer({QStringLiteral(" the"), QStringLiteral(" a")});
    QTest::keyClick(f.edit, Qt::Key_2, Qt::AltModifier);
    QCOMPARE(f.text(), QStringLiteral("edge of a"));
    QVERIFY(f.edit->hasFocus());
}

void TestPanels::suggestions_waitWhileTextIsSelected()
{
    WindowFixture f(SuggestionMode::Off);
    const auto *row = f.window->findChild<SuggestionButton *>(QStringLiteral("suggestion1"));
    f.type(QStringLiteral("the edge"));
    f.answer({QStringLiteral(" of")});
    QVERIFY(!row->isHidden());
    f.select(4, 8);
    f.answer({QStringLiteral(" of")});
    QVERIFY(row->isHidden());
    f.window->suggestionsPanel()->choose(1);
    QCOMPARE(f.text(), QStringLiteral("the edge"));
    f.key(Qt::Key_Right); // the caret stays where it is
    QVERIFY(!row->isHidden());
}

void TestPanels::suggestions_thatCompleteAWord_readAsTheWholeWord()
{
    WindowFixture f(SuggestionMode::Off);
    const auto row = [&](int number) {
        return f.window->findChild<SuggestionButton *>(QStringLiteral("suggestion%1").arg(number));
    };
    f.type(QStringLiteral("in the be"));
    f.answer({QStringLiteral("ginning of"), QStringLiteral(" end"), QStringLiteral(",")});
    QCOMPARE(row(1)->begun(), QStringLiteral("be"));
    QVERIFY(row(1)->accessibleName().contains(QStringLiteral(": beginning of,")));
    QCOMPARE(row(2)->begun(), QString());
    QCOMPARE(row(3)->begun(), QString());
    // What is typed already is drawn, too: in another colour in front of what is new.
    const QImage completing = row(1)->grab().toImage();
    row(1)->setSuggestion(QStringLiteral("ginning of"), QString(), 0.5, 0.5);
    QVERIFY(row(1)->grab().toImage() != completing);
    QTest::keyClick(f.edit, Qt::Key_1, Qt::AltModifier);
    QCOMPARE(f.text(), QStringLiteral("in the beginning of")); // only what is new is inserted
    // Nothing is begun where a bracket or a line's start stands before the caret.
    f.load(QStringLiteral("word\n("));
    f.caretToEnd();
    f.answer({QStringLiteral("The")});
    QCOMPARE(row(1)->begun(), QString());
}

void TestPanels::suggestions_keepTheirRowsUnderTheMouse()
{
    SuggestionsPanel panel;
    const auto rows = panel.findChildren<SuggestionButton *>();
    const auto feed = [&](const std::vector<std::u16string> &texts) {
        std::vector<Suggestion> suggestions;
        for (const std::u16string &text : texts)
            suggestions.push_back({text, 0.1, 0});
        panel.setSuggestions(suggestions);
        QStringList shown;
        for (SuggestionButton *row : rows)
            if (!row->isHidden())
                shown += row->suggestion();
        return shown.join(u' ');
    };
    QCOMPARE(feed({u"a", u"b", u"c"}), QStringLiteral("a b c"));
    QCOMPARE(feed({u"c", u"a", u"d"}), QStringLiteral("c a d"));
    QEnterEvent enter(QPointF(5, 5), QPointF(5, 5), QPointF(5, 5));
    QCoreApplication::sendEvent(&panel, &enter);
    QCOMPARE(feed({u"a", u"c", u"e"}), QStringLiteral("c a e")); // what stays, stays in its row
    QCOMPARE(feed({u"x", u"y", u"a", u"z"}), QStringLiteral("x a y z"));
    QCOMPARE(feed({u"z"}), QStringLiteral("z"));
    QCOMPARE(feed({u"1", u"2", u"3", u"4", u"5", u"6", u"7"}), QStringLiteral("1 2 3 4 5"));
    QEvent leave(QEvent::Leave);
    QCoreApplication::sendEvent(&panel, &leave);
    QCOMPARE(feed({u"5", u"1"}), QStringLiteral("5 1"));
}

void TestPanels::classes_selectionScope()
{
    WindowFixture f;
    f.load(QStringLiteral("calm sea, wide land"));
    f.answer();
    ClassesPanel *panel = f.window->classesPanel();
    const auto headline = [&] {
        return panel->findChild<QLabel *>(QStringLiteral("classHeadline_topic"))->text();
    };
    const auto points = [&] {
        return panel->findChild<Sparkline *>(QStringLiteral("classLine_topic"))->points().size();
    };
    QCOMPARE(headline(), QStringLiteral("sea"));
    QCOMPARE(points(), std::size_t(1));
    const auto *scope = panel->findChild<QToolButton *>(QStringLiteral("classesDocument"));
    QVERIFY(scope->accessibleDescription().contains(QStringLiteral("topic: sea"))); // the bars take no focus
    f.client->clearPosts();
    f.select(10, 19);
    for (const Post &post : f.client->posts())
        QVERIFY(post.kind != Post::Kind::Select); // nobody asked
    panel->findChild<QToolButton *>(QStringLiteral("classesSelection"))->click();
    const Post post = f.client->posts().back();
    QVERIFY(post.kind == Post::Kind::Select);
    QCOMPARE(post.begin, Utf16Offset(10));
    QCOMPARE(post.end, Utf16Offset(19));
    Snapshot snapshot = f.client->snapshot();
    snapshot.caret = Utf16Offset(19);
    snapshot.partBegin = Utf16Offset(10);
    snapshot.partEnd = Utf16Offset(19);
    snapshot.partClasses = snapshot.classes;
    snapshot.partClasses[0].probabilities = {0.1F, 0.8F, 0.1F};
    f.client->send(snapshot);
    QCoreApplication::processEvents();
    QCOMPARE(headline(), QStringLiteral("land")); // at once: it is another text, no flicker
    QVERIFY(
        panel->findChild<QLabel *>(QStringLiteral("classesScopeNote"))->text().contains(QStringLiteral("9")));
    QCOMPARE(points(), std::size_t(1)); // the line is the document's
    QVERIFY(panel->asText().contains(QStringLiteral("land\t0.8")));
    f.caretTo(0);
    QVERIFY(f.client->posts().back().kind == Post::Kind::Select ||
            f.client->posts().back().caret == Utf16Offset(0));
    f.client->send(f.client->snapshot());
    QCoreApplication::processEvents();
    QCOMPARE(headline(), QStringLiteral("sea"));
    QCOMPARE(panel->findChild<QLabel *>(QStringLiteral("classesScopeNote"))->text(),
             QStringLiteral("nothing selected"));
    panel->findChild<QToolButton *>(QStringLiteral("classesDocument"))->click();
    QVERIFY(panel->scope() == ClassScope::Document);
}

void TestPanels::classes_paragraphScope_followsCaretAndText()
{
    WindowFixture f;
    f.load(QStringLiteral("calm sea\n\nwide land"));
    f.answer();
    ClassesPanel *panel = f.window->classesPanel();
    const auto click = [&](const char *name) {
        panel->findChild<QToolButton *>(QString::fromLatin1(name))->click();
    };
    const auto part = [&] {
        for (qsizetype i = qsizetype(f.client->posts().size()); i-- > 0;) {
            const Post &post = f.client->posts()[std::size_t(i)];
            if (post.kind == Post::Kind::Select)
                return std::pair(post.begin.value, post.end.value);
        }
        return std::pair<std::int64_t, std::int64_t>(-1, -1);
    };
    using Part = std::pair<std::int64_t, std::int64_t>;
    f.caretTo(3);
    click("classesParagraph");
    QCOMPARE(part(), Part(0, 8));
    f.caretTo(5); // the same paragraph: nothing new to ask
    f.client->clearPosts();
    f.caretTo(2);
    QCOMPARE(part(), Part(-1, -1));
    f.caretTo(12);
    QCOMPARE(part(), Part(10, 19));
    f.edit->insertPlainText(QStringLiteral("er"));
    QCOMPARE(part(), Part(10, 21));
    f.select(0, 4); // another paragraph, and of a selection nothing was said
    QCOMPARE(part(), Part(0, 8));
    f.caretTo(9);
    QCOMPARE(part(), Part(0, 0));
    Snapshot snapshot = f.client->snapshot();
    f.client->send(snapshot);
    QCoreApplication::processEvents();
    const auto *note = panel->findChild<QLabel *>(QStringLiteral("classesScopeNote"));
    QCOMPARE(note->text(), QStringLiteral("empty paragraph"));
    f.caretTo(3);
    snapshot = f.client->snapshot();
    snapshot.partBegin = Utf16Offset(0);
    snapshot.partEnd = Utf16Offset(8);
    snapshot.partClasses = snapshot.classes;
    snapshot.partClasses[0].probabilities = {0.1F, 0.8F, 0.1F};
    f.client->send(snapshot);
    QCoreApplication::processEvents();
    const auto *headline = panel->findChild<QLabel *>(QStringLiteral("classHeadline_topic"));
    QCOMPARE(headline->text(), QStringLiteral("land"));
    QVERIFY(note->text().contains(QStringLiteral("8")));
    click("classesSelection"); // nothing is selected: the document's again
    QCOMPARE(part(), Part(0, 0));
    QCOMPARE(note->text(), QStringLiteral("nothing selected"));
    QCOMPARE(headline->text(), QStringLiteral("sea"));
}

void TestPanels::classes_selectionScope_echoed()
{
    FakeClient client(FakeClient::Mode::Echo);
    Snapshot last;
    client.setListener([&](std::shared_ptr<const Snapshot> snapshot) { last = *snapshot; });
    client.open(1, 1, u"one two three four", Utf16Offset(0));
    client.deliver();
    QVERIFY(last.partClasses.empty());
    client.select(1, 1, Utf16Offset(4), Utf16Offset(13), Utf16Offset(13));
    client.deliver();
    QCOMPARE(last.partClasses.size(), last.classes.size());
    const Snapshot alone = FakeClient::echo(1, 1, u"two three", Utf16Offset(0), {});
    QVERIFY(last.partClasses[0].probabilities == alone.classes[0].probabilities);
    client.select(1, 1, Utf16Offset(0), Utf16Offset(0), Utf16Offset(0));
    client.deliver();
    QVERIFY(last.partClasses.empty());
}

/// A long document: the same revision again, of which more is known.
void TestPanels::classes_sayHowMuchIsComputed()
{
    WindowFixture f;
    f.load(QStringLiteral("calm sea, wide land"));
    Snapshot snapshot = f.client->snapshot();
    snapshot.coverage = {40, 100, true};
    f.client->send(snapshot);
    QCoreApplication::processEvents();
    const ClassesPanel *panel = f.window->classesPanel();
    const auto note = [&] { return panel->findChild<QLabel *>(QStringLiteral("classesScopeNote"))->text(); };
    const auto *line = panel->findChild<Sparkline *>(QStringLiteral("classLine_topic"));
    QCOMPARE(note(), QStringLiteral("computing %1").arg(writePercent(0.4)));
    QCOMPARE(line->points().size(), std::size_t(1));
    snapshot.classes[0].probabilities = {0.1F, 0.1F, 0.8F};
    snapshot.coverage = {100, 100, false};
    f.client->send(snapshot);
    QCoreApplication::processEvents();
    QCOMPARE(note(), QString());
    QVERIFY(panel->asText().contains(QStringLiteral("sky\t0.8")));
    QCOMPARE(line->points().size(), std::size_t(1)); // no new text, no new point
    // The view told the engine what it shows, once for this document, and in its text.
    QVERIFY(!f.client->shown().empty());
    QVERIFY(f.client->showsFit());
    QCOMPARE(f.client->shown().back().begin.value, 0);
}

void TestPanels::classes_noteDoesNotWidenThePanel()
{
    ClassesPanel panel(Delays::none());
    Snapshot snapshot;
    snapshot.classes = {{"topic", "", {"sea", "land"}, {0.5F, 0.5F}}};
    panel.feed(snapshot);
    const auto *note = panel.findChild<QLabel *>(QStringLiteral("classesScopeNote"));
    QVERIFY(note->isHidden());
    const int width = panel.minimumSizeHint().width();
    panel.setScope(ClassScope::Paragraph);
    snapshot.partClasses = snapshot.classes;
    snapshot.partEnd = Utf16Offset(1234567);
    panel.feedPart(snapshot);
    QVERIFY(!note->isHidden());
    QVERIFY(note->text().contains(QStringLiteral("1234567")));
    QCOMPARE(panel.minimumSizeHint().width(), width);
    panel.setScope(ClassScope::Document);
    QVERIFY(note->isHidden());
}

void TestPanels::classes_ofAnEmptyText_areNotShown()
{
    WindowFixture f;
    f.answer();
    const auto *panel = f.window->findChild<ClassesPanel *>();
    const auto *empty = panel->findChild<QLabel *>(QStringLiteral("classesEmpty"));
    const auto sections = [&] { return panel->findChildren<ClassSection *>().size(); };
    const auto *dense = f.window->findChild<QLabel *>(QStringLiteral("savingsDense"));
    QVERIFY(f.edit->document()->isEmpty());
    QCOMPARE(sections(), 0);
    QVERIFY(!empty->isHidden());
    QCOMPARE(dense->text(), QString(QChar(0x2013)));
    f.type(QStringLiteral("a"));
    f.answer();
    QVERIFY(sections() > 0);
    QVERIFY(empty->isHidden());
    QVERIFY(dense->text() != QString(QChar(0x2013)));
    f.key(Qt::Key_Backspace);
    f.answer();
    QCOMPARE(sections(), 0);
    QVERIFY(!empty->isHidden());
    QVERIFY(dense->text() != QString(QChar(0x2013))); // that was an edit, and cost something
}

void TestPanels::classes_keepTheirOrder()
{
    WindowFixture f;
    f.type(QStringLiteral("a"));
    Snapshot snapshot = f.client->snapshot();
    snapshot.classes[0].probabilities = {0.1F, 0.2F, 0.7F};
    f.client->send(snapshot);
    QCoreApplication::processEvents();
    const auto *bars = f.window->findChild<Bars *>(QStringLiteral("classBars_topic"));
    QVERIFY(bars);
    QCOMPARE(bars->rows().size(), std::size_t(3));
    QCOMPARE(bars->rows()[0].label, QStringLiteral("sea"));
    QCOMPARE(bars->rows()[2].label, QStringLiteral("sky"));
    QVERIFY(bars->rows()[2].leading && !bars->rows()[0].leading);
    QVERIFY(f.window->classesPanel()->asText().contains(QStringLiteral("sky\t0.7")));
    QCOMPARE(f.window->classesPanel()->freshness(), Freshness::Current);
}

void TestPanels::classes_headlineDoesNotFlicker()
{
    Delays slow = Delays::none();
    slow.headlineHold = std::chrono::hours(1); // only results count
    ClassesPanel panel(slow);
    Snapshot snapshot;
    snapshot.revision = 1;
    const auto feed = [&](float first) {
        snapshot.classes = {{"topic", "", {"sea", "land"}, {first, 1 - first}}};
        panel.feed(snapshot);
        return panel.findChild<QLabel *>(QStringLiteral("classHeadline_topic"))->text();
    };
    QCOMPARE(feed(0.8F), QStringLiteral("sea"));
    QCOMPARE(feed(0.48F), QStringLiteral("sea"));
    QCOMPARE(feed(0.2F), QStringLiteral("sea"));
    QCOMPARE(feed(0.2F), QStringLiteral("land"));
}

void TestPanels::classes_newHeadsRebuild()
{
    ClassesPanel panel(Delays::none());
    Snapshot snapshot;
    snapshot.classes = {{"topic", "", {"sea", "land"}, {0.5F, 0.5F}}};
    panel.feed(snapshot);
    snapshot.classes = {{"tone", "", {"calm", "loud"}, {0.9F, 0.1F}}, {"topic", "", {"x"}, {1.F}}};
    panel.feed(snapshot);
    QVERIFY(panel.findChild<Bars *>(QStringLiteral("classBars_tone")));
    QCOMPARE(panel.findChildren<ClassSection *>().size(), 2);
}

void TestPanels::classes_manyHeadsTakeLessRoom()
{
    ClassesPanel panel(Delays::none());
    Snapshot snapshot;
    snapshot.classes = {{"emotion", "", {"good", "bad", "neutral"}, {0.2F, 0.1F, 0.7F}}};
    panel.feed(snapshot);
    const auto section = [&panel] {
        return panel.findChild<ClassSection *>(QStringLiteral("classes_emotion"));
    };
    const int roomy = section()->sizeHint().height();
    QStringList names{QStringLiteral("emotion")};
    for (const char *head : {"level", "politeness", "sentiment", "tone", "topic"}) {
        snapshot.classes.push_back({head, "", {"no", "yes"}, {0.4F, 0.6F}});
        names.append(QLatin1String(head));
    }
    panel.feed(snapshot);
    QVERIFY(section()->sizeHint().height() < roomy * 2 / 3);
    QCOMPARE(section()->headline(), QStringLiteral("neutral"));
    QStringList shown;
    for (int i = 0; i < panel.layout()->count(); ++i)
        if (auto *item = qobject_cast<ClassSection *>(panel.layout()->itemAt(i)->widget()))
            shown.append(item->objectName().mid(int(qstrlen("classes_"))));
    QCOMPARE(shown, names); // the engine's order
}

void TestPanels::classes_badSizesAreIgnored()
{
    ClassesPanel panel(Delays::none());
    Snapshot snapshot;
    snapshot.classes = {{"topic", "", {"sea", "land"}, {0.5F}}, {"empty", "", {}, {}}};
    panel.feed(snapshot);
    QVERIFY(panel.findChild<QLabel *>(QStringLiteral("classHeadline_topic"))->text().isEmpty());
}

void TestPanels::savings_showTheLastEdit()
{
    WindowFixture f;
    f.type(QStringLiteral("a"));
    f.answer();
    QCOMPARE(f.window->findChild<QLabel *>(QStringLiteral("savingsDense"))->text(), QStringLiteral("12×"));
    QCOMPARE(f.window->findChild<QLabel *>(QStringLiteral("savingsPrefix"))->text(), QStringLiteral("4.0×"));
    QVERIFY(f.window->findChild<QLabel *>(QStringLiteral("savingsTime"))
                ->text()
                .startsWith(QStringLiteral("3.5")));
    const auto *layers = f.window->findChild<Bars *>(QStringLiteral("savingsLayers"));
    QCOMPARE(layers->rows().size(), std::size_t(2));
    QVERIFY(qAbs(layers->rows()[1].share - 0.15) < 1e-9);
}

void TestPanels::savings_countEachRevisionOnce()
{
    WindowFixture f;
    f.type(QStringLiteral("a"));
    Snapshot first = f.client->snapshot();
    first.suggestionsReady = false;
    f.client->send(first);
    f.answer({QStringLiteral("b")});                             // the same revision, now with suggestions
    QCOMPARE(f.window->savingsPanel()->asCsv().count(u'\n'), 2); // header and one update
}

void TestPanels::savings_figuresThatFit_layNothingOut()
{
    WindowFixture f;
    f.type(QStringLiteral("a"));
    f.answer();
    QCoreApplication::processEvents();
    EventCount layouts(QEvent::LayoutRequest, {f.window->savingsPanel()});
    Snapshot snapshot = *f.window->controller()->snapshot();
    snapshot.report.milliseconds += 1;
    ++snapshot.revision;
    f.window->savingsPanel()->feed(snapshot);
    QCoreApplication::processEvents();
    snapshot.report.milliseconds += 1; // by now every sentence has the number of lines it needs
    ++snapshot.revision;
    const int before = layouts.count();
    const QString time = f.window->findChild<QLabel *>(QStringLiteral("savingsTime"))->text();
    f.window->savingsPanel()->feed(snapshot);
    QVERIFY(f.window->findChild<QLabel *>(QStringLiteral("savingsTime"))->text() != time);
    const auto *value = f.window->findChild<QLabel *>(QStringLiteral("savingsTime"));
    QVERIFY(value->width() >= value->sizeHint().width());
    QCoreApplication::processEvents();
    QVERIFY2(layouts.count() - before <= 1, qPrintable(QString::number(layouts.count() - before)));
}

void TestPanels::savings_sentences_waitForAPause()
{
    WindowFixture f;
    f.type(QStringLiteral("a"));
    f.answer();
    Delays delays = Delays::none();
    delays.wordCount = std::chrono::hours(1);
    SavingsPanel panel(delays);
    panel.feed(*f.window->controller()->snapshot());
    QVERIFY(panel.findChild<QLabel *>(QStringLiteral("savingsDense"))->text() != QStringLiteral("–"));
    QVERIFY(panel.findChild<QLabel *>(QStringLiteral("savingsCounters"))->text().isEmpty());
    SavingsPanel atOnce(Delays::none());
    atOnce.feed(*f.window->controller()->snapshot());
    QVERIFY(!atOnce.findChild<QLabel *>(QStringLiteral("savingsCounters"))->text().isEmpty());
}

void TestPanels::savings_csv()
{
    WindowFixture f;
    f.type(QStringLiteral("a"));
    f.answer();
    f.window->findChild<QToolButton *>(QStringLiteral("savingsCopy"))->click();
    const QStringList lines = QGuiApplication::clipboard()->text().split(u'\n');
    QVERIFY(lines[0].startsWith(QStringLiteral("revision,milliseconds,rows,")));
    QCOMPARE(lines[1], QStringLiteral("2,3.5,100,100,1200,400,0.1,5 15"));
    QCOMPARE(lines[0].count(u','), lines[1].count(u','));
}

void TestPanels::sparkline_keepsSixty()
{
    Sparkline line(1);
    for (int i = 0; i < 100; ++i)
        line.add({i / 100.0, QString::number(i)});
    QCOMPARE(int(line.points().size()), Sparkline::kPoints);
    QCOMPARE(line.points().back().caption, QStringLiteral("99"));
}

void TestPanels::bars_speak()
{
    Bars bars(Bars::Shape::Stacked, std::chrono::milliseconds(0));
    bars.setRows({{QStringLiteral("sea"), 0.25, QStringLiteral("25 %"), true}});
    QVERIFY(bars.accessibleDescription().contains(QStringLiteral("sea 25 %")));
}

void TestPanels::chips_showWorkAndOffline()
{
    WindowFixture f;
    f.type(QStringLiteral("a"));
    f.answer();
    const auto *work = f.window->findChild<QToolButton *>(QStringLiteral("chipWork"));
    QVERIFY(work->isVisible());
    QVERIFY(work->text().contains(QStringLiteral("12×")));
    QVERIFY(work->text().contains(QStringLiteral("10")));
    QVERIFY(f.window->findChild<QToolButton *>(QStringLiteral("chipOffline"))
                ->text()
                .contains(QStringLiteral("no network")));
    QCOMPARE(f.window->findChild<QToolButton *>(QStringLiteral("chipPosition"))->text(),
             QStringLiteral("1:2"));
    f.type(QStringLiteral("b"));
    Snapshot full = f.client->snapshot();
    full.report.incremental = full.report.dense;
    f.client->send(full);
    QCoreApplication::processEvents();
    QVERIFY(work->text().contains(QStringLiteral("full pass")));
    auto *dock = f.window->findChild<QWidget *>(QStringLiteral("savingsDock"));
    const bool before = dock->isVisible();
    QTest::mouseClick(const_cast<QToolButton *>(work), Qt::LeftButton);
    QVERIFY(dock->isVisible() != before);
}

void TestPanels::chips_makeRoomForWhatTheWriterAskedFor()
{
    WindowFixture f;
    f.window->resize(1220, 800);
    f.type(QStringLiteral("a"));
    f.answer();
    auto *chips = f.window->findChild<StatusChips *>();
    const auto *hint = f.window->findChild<QLabel *>(QStringLiteral("hint"));
    const auto settle = [] {
        for (int turn = 0; turn < 3; ++turn)
            QCoreApplication::processEvents();
    };
    const auto *lineEnd = f.window->findChild<QToolButton *>(QStringLiteral("chipLineEnd"));
    const QString said = QStringLiteral("Spelling: childern, which is long. Alt+Enter offers fixes.");
    chips->setHint(said);
    settle();
    QVERIFY(!lineEnd->isHidden());
    QVERIFY(hint->text() != said);
    chips->setHint(QString());
    chips->setHint(said, StatusChips::HintRoom::InFull);
    settle();
    QCOMPARE(hint->text(), said);
    chips->setHint(QString());
    settle();
    QVERIFY(!lineEnd->isHidden());
}

void TestPanels::surprise_markedAndMovedWithTheText()
{
    WindowFixture f;
    f.load(QStringLiteral("the zyx sea"));
    f.window->setSurprise(MainWindow::Surprise::Shown);
    Snapshot snapshot = f.client->snapshot();
    snapshot.surprises = {{Utf16Offset(0), Utf16Offset(3), 2},
                          {Utf16Offset(3), Utf16Offset(5), 20},
                          {Utf16Offset(5), Utf16Offset(7), 12},
                          {Utf16Offset(7), Utf16Offset(11), 32}};
    f.client->send(snapshot);
    QCoreApplication::processEvents();
    const Washes &washes = f.edit->washes();
    QCOMPARE(washes.surprises().size(), std::size_t(2));
    QCOMPARE(washes.surprises()[0].begin, 4); // without the gap
    QCOMPARE(washes.surprises()[0].end, 7);
    QCOMPARE(washes.surprises()[1].begin, 8);
    f.caretTo(0);
    f.type(QStringLiteral("oh "));
    QCOMPARE(washes.surprises()[0].begin, 7);
    f.caretTo(8);
    f.key(Qt::Key_Delete); // inside the marked word: it is no longer that word
    QCOMPARE(washes.surprises().size(), std::size_t(1));
    QCOMPARE(washes.surprises()[0].begin, 10);
    f.window->setSurprise(MainWindow::Surprise::Hidden);
    QVERIFY(washes.surprises().empty());
}

void TestPanels::surprise_leavesGapsOut()
{
    QTextDocument document;
    document.setPlainText(QStringLiteral("a \n b"));
    DocumentShadow shadow;
    shadow.reset(document);
    const auto ranges = surpriseRanges({{Utf16Offset(1), Utf16Offset(3), 30},
                                        {Utf16Offset(3), Utf16Offset(5), 30},
                                        {Utf16Offset(4), Utf16Offset(9), 30}},
                                       shadow);
    QCOMPARE(ranges.size(), std::size_t(1)); // only gaps; " b"; outside the text
    QCOMPARE(ranges[0].begin, 4);
    QCOMPARE(ranges[0].end, 5);
}

void TestPanels::surprise_marksTheUnlikeliestWords()
{
    QTextDocument document;
    document.setPlainText(QStringLiteral("w ").repeated(100));
    DocumentShadow shadow;
    shadow.reset(document);
    std::vector<TokenSurprise> surprises;
    for (int i = 0; i < 100; ++i)
        surprises.push_back({Utf16Offset(2 * i), Utf16Offset(2 * i + 1), float(i)});
    const auto ranges = surpriseRanges(surprises, shadow);
    QCOMPARE(int(ranges.size()), 11); // one in ten and the one at the threshold
    QCOMPARE(ranges.front().begin, 2 * 89);
    QVERIFY(ranges.front().strength < ranges.back().strength);
    for (TokenSurprise &surprise : surprises)
        surprise.bits = 3;
    QVERIFY(surpriseRanges(surprises, shadow).empty()); // nothing stands out
}

void TestPanels::painting_neverFails()
{
    WindowFixture f;
    f.load(QStringLiteral("the zyx sea ").repeated(100) + QStringLiteral("\nשלום עולם\n") +
           QStringLiteral("second line ").repeated(20));
    f.window->setSurprise(MainWindow::Surprise::Shown);
    f.caretTo(30);
    f.type(QStringLiteral("x "));
    Snapshot snapshot = f.client->snapshot({QStringLiteral("ghost text that is long ").repeated(8)});
    for (int i = 0; i + 4 < 400; i += 4)
        snapshot.surprises.push_back({Utf16Offset(i), Utf16Offset(i + 4), 8.F + float(i % 10)});
    f.client->send(snapshot);
    QCoreApplication::processEvents();
    const QImage with = f.window->grab().toImage();
    f.window->setSurprise(MainWindow::Surprise::Hidden);
    const QImage without = f.window->grab().toImage();
    QVERIFY(with != without);
    f.edit->selectAll();
    QVERIFY(f.window->grab().toImage() != without);
}

QTEST_MAIN(TestPanels)
#include "tst_panels.moc"
