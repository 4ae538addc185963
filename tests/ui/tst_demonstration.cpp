// SPDX-License-Identifier: MIT
// Race, proof, heat map, counterfactual, time machine, theatre, recorder and tour, over the fake engine; time
// is given, never waited for.
#include "tests/support/window_fixture.h"

#include "engine/recording/tour.h"
#include "engine/recording/trace.h"
#include "ui/demo/counterfactual.h"
#include "ui/demo/curve.h"
#include "ui/demo/demonstration.h"
#include "ui/demo/edit_history.h"
#include "ui/demo/film.h"
#include "ui/demo/heat_ranges.h"
#include "ui/demo/recorder.h"
#include "ui/demo/side_controller.h"
#include "ui/demo/theatre.h"
#include "ui/demo/time_machine.h"
#include "ui/demo/tour.h"
#include "ui/panels/heat_map.h"
#include "ui/panels/histogram.h"
#include "ui/panels/proof_view.h"
#include "ui/panels/race_view.h"
#include "ui/panels/savings_panel.h"
#include "ui/window/status_chips.h"

#include <QCheckBox>
#include <QDockWidget>
#include <QLabel>
#include <QMouseEvent>
#include <QSlider>
#include <QSpinBox>
#include <QToolButton>

#include <random>
#include <utility>

using namespace deltapad;

namespace {

template <typename Widget> Widget *child(const WindowFixture &f, const char *name)
{
    return f.window->findChild<Widget *>(QString::fromLatin1(name));
}

RaceResult race(const WindowFixture &f, double incremental, double dense)
{
    RaceResult result;
    result.document = f.client->document();
    result.revision = 2;
    result.rows = 100;
    result.incrementalMilliseconds = incremental;
    result.denseMilliseconds = dense;
    return result;
}

void settle(WindowFixture &f, Finding finding)
{
    f.client->sideWork()->find(std::move(finding));
    QCoreApplication::processEvents();
}

const std::string kTrace = "{\"name\":\"t\",\"source\":\"own\",\"license\":\"MIT\",\"start\":\"One two.\"}\n"
                           "[8,0,\" T\",100]\n[10,0,\"hree\",200]\n[0,3,\"Ein\",700]\n[14,0,\".\",800]\n";

} // namespace

class TestDemonstration : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void race_postsItsPace();
    void race_showsMeasuredRatios_andCountsOnlyUndisturbed();
    void proof_sealsWhatIsEqual();
    void proof_tellsADifference();
    void findings_ofAnotherDocument_areDropped();
    void heat_paintsLayers_andWashesTheText();
    void histogram_keepsPercentiles();
    void totals_addUp();
    void chip_opensTheDock();
    void without_aWord();
    void counterfactual_asksAndLeavesTheDocumentAlone();
    void history_reachesEveryState();
    void timeMachine_drawsTheCurve_andBringsBack();
    void timeMachine_lookingChangesNothing();
    void film_readsTracesAndHistories();
    void theatre_playsAtItsSpeed();
    void theatre_seeksBothWays();
    void theatre_endsWhenSomebodyTypes();
    void theatre_badRecording_isNamed();
    void recorder_writesATraceThatReplays();
    void recorder_unwritable_saysSo();
    void tour_runsThroughAndKeepsItsPromises();
    void tour_waitsForResultsRacesAndProof();
    void tour_goesOnWithoutThem();
    void tour_makesRoomForClasses_andGivesItBack();
    void tour_stopsWhenSomebodyTypes();
};

void TestDemonstration::race_postsItsPace()
{
    WindowFixture f;
    QCOMPARE(f.client->sideWork()->raceEvery(), 0);
    child<QSpinBox>(f, "raceEvery")->setValue(7);
    QCOMPARE(f.client->sideWork()->raceEvery(), 0);
    child<QCheckBox>(f, "raceOn")->click();
    QCOMPARE(f.client->sideWork()->raceEvery(), 7);
    child<QSpinBox>(f, "raceEvery")->setValue(3);
    QCOMPARE(f.client->sideWork()->raceEvery(), 3);
    child<QCheckBox>(f, "raceOn")->click();
    QCOMPARE(f.client->sideWork()->raceEvery(), 0);
    child<QAction>(f, "actionRace")->trigger();
    QCOMPARE(f.client->sideWork()->raceEvery(), 3);
}

void TestDemonstration::race_showsMeasuredRatios_andCountsOnlyUndisturbed()
{
    WindowFixture f;
    f.type(QStringLiteral("a"));
    settle(f, race(f, 2, 40));
    const auto *bars = child<Bars>(f, "raceBars");
    QCOMPARE(bars->rows().size(), std::size_t(2));
    QCOMPARE(bars->rows()[0].share, 0.05);
    QCOMPARE(bars->rows()[1].share, 1.0);
    QCOMPARE(f.window->savingsPanel()->race()->medianRatio(), 20.0);
    RaceResult disturbed = race(f, 1, 400);
    disturbed.disturbed = true;
    settle(f, disturbed);
    QCOMPARE(f.window->savingsPanel()->race()->counted(), 1);
    QCOMPARE(f.window->savingsPanel()->race()->medianRatio(), 20.0);
    QVERIFY(child<QLabel>(f, "raceVerdict")->text().contains(QStringLiteral("not counted")));
    settle(f, race(f, 10, 5)); // the edit was the slower one: no boast
    QCOMPARE(bars->rows()[1].share, 0.5);
    QCOMPARE(f.window->savingsPanel()->race()->medianRatio(), 0.5);
}

void TestDemonstration::proof_sealsWhatIsEqual()
{
    WindowFixture f;
    f.type(QStringLiteral("a"));
    child<QToolButton>(f, "verifyNow")->click();
    QCOMPARE(f.client->sideWork()->checks(), (std::vector<DocumentId>{f.client->document()}));
    const ProofView *proof = f.window->savingsPanel()->proof();
    QCOMPARE(proof->state(), ProofView::State::Checking);
    QVERIFY(!child<QToolButton>(f, "verifyNow")->isEnabled());
    CheckResult result;
    result.document = f.client->document();
    result.rows = 9;
    result.codes = 72;
    result.outputs = 20;
    settle(f, result);
    QCOMPARE(proof->state(), ProofView::State::Equal);
    QVERIFY(child<QLabel>(f, "proofSeal")->text().contains(QStringLiteral("equal")));
    QVERIFY(child<QLabel>(f, "proofText")->text().contains(QStringLiteral("72")));
    f.type(QStringLiteral("b"));
    QVERIFY(child<QLabel>(f, "proofText")->text().contains(QStringLiteral("changed since")));
}

void TestDemonstration::proof_tellsADifference()
{
    WindowFixture f;
    f.type(QStringLiteral("a"));
    child<QAction>(f, "actionVerify")->trigger();
    CheckResult result;
    result.document = f.client->document();
    result.codes = 72;
    result.codesDifferent = 1;
    result.firstDifference = "code 3 instead of 4 in layer 2, row 5, head 0";
    settle(f, result);
    QCOMPARE(f.window->savingsPanel()->proof()->state(), ProofView::State::Different);
    QVERIFY(child<QLabel>(f, "proofText")->text().contains(QStringLiteral("layer 2")));
    QVERIFY(child<QLabel>(f, "proofSeal")->text().contains(QStringLiteral("different")));
}

void TestDemonstration::findings_ofAnotherDocument_areDropped()
{
    WindowFixture f;
    f.type(QStringLiteral("a"));
    RaceResult other = race(f, 2, 40);
    ++other.document;
    settle(f, other);
    QCOMPARE(f.window->savingsPanel()->race()->counted(), 0);
}

void TestDemonstration::heat_paintsLayers_andWashesTheText()
{
    WindowFixture f;
    f.load(QStringLiteral("one two three four five six"));
    f.caretToEnd();
    f.type(QStringLiteral("x"));
    Snapshot snapshot = f.client->snapshot();
    const std::u16string text = f.client->text(f.client->document());
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find(u' ', begin + 1), text.size());
        snapshot.surprises.push_back({Utf16Offset(std::int64_t(begin)), Utf16Offset(std::int64_t(end)), 1});
        begin = end;
    }
    snapshot.report.rows = 7;
    snapshot.report.changedRows = {{{6, 7}}, {{2, 4}, {5, 7}}, {{5, 7}}};
    f.client->send(snapshot);
    QCoreApplication::processEvents();
    const HeatMap *map = f.window->savingsPanel()->heatMap();
    QCOMPARE(map->layers(), 3);
    QCOMPARE(map->share(1), 4.0 / 7.0);
    QVERIFY(f.edit->washes().heat().empty()); // only on demand
    auto *slider = child<QSlider>(f, "heatLayer");
    QCOMPARE(slider->maximum(), 3);
    slider->setValue(2);
    QCOMPARE(f.window->savingsPanel()->heatLayer(), 1);
    const std::vector<WashRange> &washes = f.edit->washes().heat();
    QCOMPARE(washes.size(), std::size_t(2));
    // Row n is token n - 1: rows 2 and 3 are " two" and " three".
    QCOMPARE(QString::fromStdU16String(
                 text.substr(std::size_t(washes[0].begin), std::size_t(washes[0].end - washes[0].begin))),
             QStringLiteral(" two three"));
    QCOMPARE(washes[1].end, int(text.size()));
    slider->setValue(0);
    QVERIFY(f.edit->washes().heat().empty());
    QVERIFY(!f.window->grab().isNull());
    QVERIFY(heatRanges(snapshot, 9).empty());
}

void TestDemonstration::histogram_keepsPercentiles()
{
    Histogram histogram;
    QCOMPARE(histogram.percentile(0.5), 0.0);
    for (int n = 1; n <= 100; ++n)
        histogram.add(n);
    QCOMPARE(histogram.percentile(0.5), 50.0);
    QCOMPARE(histogram.percentile(0.95), 95.0);
    QCOMPARE(histogram.percentile(0.99), 99.0);
    for (int n = 0; n < Histogram::kKept; ++n)
        histogram.add(2);
    QCOMPARE(histogram.percentile(1), 2.0); // the old ones went
    QCOMPARE(histogram.counts()[std::size_t(Histogram::binOf(2))], Histogram::kKept);
    QVERIFY(Histogram::binOf(0) == 0 && Histogram::binOf(1e9) == Histogram::kBins - 1);
}

void TestDemonstration::totals_addUp()
{
    WindowFixture f;
    f.type(QStringLiteral("a"));
    f.answer();
    f.type(QStringLiteral("b"));
    f.answer();
    const QString totals = child<QLabel>(f, "savingsTotals")->text();
    QVERIFY2(totals.contains(QStringLiteral("2 edits")), qPrintable(totals));
    QVERIFY2(totals.contains(QStringLiteral("200 operations")), qPrintable(totals));
    QVERIFY2(totals.contains(QLocale::system().toString(2400)), qPrintable(totals));
}

void TestDemonstration::chip_opensTheDock()
{
    WindowFixture f;
    auto *dock = child<QDockWidget>(f, "savingsDock");
    dock->hide();
    f.type(QStringLiteral("a"));
    f.answer();
    f.window->status()->work()->click();
    QVERIFY(dock->isVisible());
}

void TestDemonstration::without_aWord()
{
    const std::u16string text = u"The old house.\nIt stood.";
    const WithoutWord old = withoutWord(text, 5, 0, 1000);
    QVERIFY(old.word == u"old");
    QVERIFY(old.text == u"The house.\nIt stood.");
    QCOMPARE(old.place.value, 3);
    const WithoutWord house = withoutWord(text, 13, 0, 1000);
    QVERIFY(house.word == u"house");
    QVERIFY(house.text == u"The old .\nIt stood.");
    const WithoutWord first = withoutWord(text, 0, 0, 1000);
    QVERIFY(first.text == u"old house.\nIt stood.");
    QVERIFY(withoutWord(text, 14, 14, 1000).word.empty());  // between two paragraphs' ends
    const WithoutWord live = withoutWord(text, 16, 15, 20); // the live part alone
    QVERIFY(live.word == u"It" && live.text == u"st");
    const unsigned seed = std::random_device()();
    qInfo("seed %u", seed);
    std::mt19937 random(seed);
    for (int n = 0; n < 500; ++n) {
        std::u16string some;
        for (int k = 0; k < 12; ++k)
            some += u"ab .\n'"[random() % 6];
        const std::int64_t from = std::int64_t(random() % 14);
        const std::int64_t to = std::int64_t(random() % 14);
        const WithoutWord found = withoutWord(some, int(random() % 13), from, to);
        QVERIFY(found.word.empty() || found.text.size() < some.size());
        QVERIFY(found.place.value >= 0 && found.place.value <= std::int64_t(found.text.size()));
    }
}

void TestDemonstration::counterfactual_asksAndLeavesTheDocumentAlone()
{
    WindowFixture f;
    f.load(QStringLiteral("The old house stood alone."));
    f.answer();
    Snapshot snapshot = f.client->snapshot();
    snapshot.liveEnd = Utf16Offset(26);
    f.client->send(snapshot);
    QCoreApplication::processEvents();
    const auto posts = f.client->posts().size();
    const Counterfactual *card = f.window->demonstration()->counterfactual();
    QTextCursor cursor(f.edit->document());
    cursor.setPosition(6);
    const QPoint place = f.edit->cursorRect(cursor).center();
    QTest::mouseMove(f.edit->viewport(), place);
    QMouseEvent move(QEvent::MouseMove, place, f.edit->viewport()->mapToGlobal(place), Qt::NoButton,
                     Qt::NoButton, Qt::NoModifier);
    QCoreApplication::sendEvent(f.edit->viewport(), &move);
    QTest::keyPress(f.edit, Qt::Key_Alt);
    QCOMPARE(f.client->sideWork()->questions().size(), std::size_t(1));
    QVERIFY(f.client->sideWork()->questions()[0].text == u"The house stood alone.");
    QVERIFY(!card->isShown()); // nothing is known yet
    Answer answer;
    answer.number = f.client->sideWork()->questions()[0].number;
    answer.classes = {{"topic", "", {"sea", "land", "sky"}, {0.1F, 0.8F, 0.1F}}};
    answer.suggestions = {{u" red", 0.5, 0}, {u" <b>", 0.2, 0}};
    settle(f, answer);
    QVERIFY(card->isShown());
    QVERIFY(card->cardText().contains(QStringLiteral("<b>old</b>")));
    QVERIFY(card->cardText().contains(QStringLiteral("land")));
    QVERIFY(card->cardText().contains(QStringLiteral("red")));
    QVERIFY(card->cardText().contains(QStringLiteral("&lt;b&gt;"))); // text, not markup
    QTest::keyRelease(f.edit, Qt::Key_Alt);
    QVERIFY(!card->isShown());
    QCOMPARE(f.client->posts().size(), posts); // no edit, no caret: the document was left alone
    QCOMPARE(f.text(), QStringLiteral("The old house stood alone."));
    QVERIFY(!f.edit->document()->isModified());
    QVERIFY(f.inStep());
}

void TestDemonstration::history_reachesEveryState()
{
    const unsigned seed = std::random_device()();
    qInfo("seed %u", seed);
    std::mt19937 random(seed);
    EditHistory history;
    std::u16string text = u"start";
    history.reset(text);
    std::vector<std::u16string> states{text};
    for (int n = 0; n < 150; ++n) {
        const std::size_t begin = random() % (text.size() + 1);
        const std::size_t removed = std::min<std::size_t>(random() % 3, text.size() - begin);
        const std::u16string inserted(random() % 3, u"abc"[random() % 3]);
        text.replace(begin, removed, inserted);
        const bool continues = random() % 3 == 0 && states.size() > 1;
        history.add({Utf16Offset(std::int64_t(begin)), std::int64_t(removed), inserted},
                    continues ? EditHistory::Step::Continues : EditHistory::Step::New);
        if (continues)
            states.back() = text;
        else
            states.push_back(text);
        QCOMPARE(history.states(), int(states.size()));
    }
    for (int state = 0; state < history.states(); ++state)
        QVERIFY(history.textOf(state) == states[std::size_t(state)]);
    for (int n = 0; n < 300; ++n)
        history.add({Utf16Offset(0), 0, u"x"}, EditHistory::Step::New);
    QCOMPARE(history.states(), EditHistory::kMostStates);
    QVERIFY(history.textOf(history.states() - 1) == history.newest());
}

void TestDemonstration::timeMachine_drawsTheCurve_andBringsBack()
{
    WindowFixture f;
    f.load(QStringLiteral("Sea."));
    f.caretToEnd();
    f.type(QStringLiteral(" Land"));
    f.type(QStringLiteral(" sky"));
    f.answer();
    child<QDockWidget>(f, "timeDock")->show();
    TimeMachine *machine = f.window->demonstration()->timeMachine();
    QVERIFY(machine->isVisible());
    const int states = machine->history().states();
    QVERIFY(states >= 3);
    QVERIFY(machine->history().textOf(0) == u"Sea.");
    QVERIFY(machine->history().newest() == u"Sea. Land sky");
    // The states are asked for one at a time.
    for (int n = 0; n < states; ++n) {
        QVERIFY(f.client->sideWork()->questions().size() <= 1);
        f.client->sideWork()->answerNext();
        QCoreApplication::processEvents();
    }
    QVERIFY(f.client->sideWork()->questions().empty());
    const auto *curve = child<Curve>(f, "timeCurve");
    QCOMPARE(curve->lines().size(), std::size_t(1));
    QCOMPARE(curve->lines()[0].values.size(), std::size_t(states));
    child<QSlider>(f, "timeSlider")->setValue(0);
    QCOMPARE(curve->mark(), 0);
    QVERIFY(child<QLabel>(f, "timeTitle")->text().contains(QStringLiteral("1")));
    child<QToolButton>(f, "timeBack")->click();
    QCOMPARE(f.text(), QStringLiteral("Sea."));
    QVERIFY(f.inStep());
    f.edit->undoStep();
    QCOMPARE(f.text(), QStringLiteral("Sea. Land sky"));
    child<QDockWidget>(f, "timeDock")->hide();
    QVERIFY(f.client->sideWork()->ends() > 0);
}

void TestDemonstration::timeMachine_lookingChangesNothing()
{
    WindowFixture f;
    f.load(QStringLiteral("Sea."));
    f.caretToEnd();
    f.type(QStringLiteral(" Land and"));
    child<QDockWidget>(f, "timeDock")->show();
    QCoreApplication::processEvents();
    const auto posts = f.client->posts().size();
    const int undo = f.edit->document()->availableUndoSteps();
    auto *slider = child<QSlider>(f, "timeSlider");
    for (int state = slider->maximum(); state >= 0; --state)
        slider->setValue(state);
    QCOMPARE(f.client->posts().size(), posts);
    QCOMPARE(f.edit->document()->availableUndoSteps(), undo);
    QCOMPARE(f.text(), QStringLiteral("Sea. Land and"));
}

void TestDemonstration::film_readsTracesAndHistories()
{
    const auto trace = Film::fromRecording(kTrace, "t");
    QVERIFY(trace.ok());
    QCOMPARE(trace.value().steps(), 4);
    QCOMPARE(trace.value().timeOf(2), 700);
    QCOMPARE(trace.value().stepsUntil(199), 1);
    QCOMPARE(trace.value().stepsUntil(200), 2);
    QVERIFY(trace.value().textAfter(2) == u"One two. Three");
    QVERIFY(trace.value().textAfter(4) == u"Ein two. Three.");
    const auto history =
        Film::fromRecording("{\"id\":\"d\",\"revisions\":[\"a b c\",\"a x c\",\"a x c d\"]}\n", "h");
    QVERIFY(history.ok());
    QVERIFY(history.value().textAfter(history.value().steps()) == u"a x c d");
    QVERIFY(!Film::fromRecording("{}", "bad").ok());
    const auto pauses = Film::fromRecording("{\"start\":\"\"}\n[0,0,\"a\",1000000]\n[0,0,\"b\",1]\n", "p");
    QVERIFY(pauses.ok());
    QCOMPARE(pauses.value().length(), Film::kLongestPause);
}

void TestDemonstration::theatre_playsAtItsSpeed()
{
    WindowFixture f;
    Theatre *theatre = f.window->demonstration()->theatre();
    QVERIFY(theatre->openText(kTrace, QStringLiteral("t.jsonl")));
    QCOMPARE(f.text(), QStringLiteral("One two."));
    theatre->setSpeed(2);
    theatre->setPlaying(true);
    theatre->advance(100); // 200 ms of the film
    QCOMPARE(theatre->position(), 2);
    QCOMPARE(f.text(), QStringLiteral("One two. Three"));
    f.answer();
    const auto *timeline = child<Curve>(f, "theatreTimeline");
    QCOMPARE(timeline->lines().size(), std::size_t(3));
    QCOMPARE(timeline->lines()[0].values[2].value_or(-1), 3.5);
    QCOMPARE(timeline->lines()[1].values[2].value_or(-1), 12.0);
    QVERIFY(!timeline->lines()[0].values[1]); // it was passed over: nothing was measured for it
    child<QToolButton>(f, "theatrePlay")->click();
    QVERIFY(!theatre->isPlaying());
    theatre->advance(1000);
    QCOMPARE(theatre->position(), 2);
    child<QToolButton>(f, "theatrePlay")->click();
    theatre->advance(10000);
    QCOMPARE(theatre->position(), 4);
    QVERIFY(!theatre->isPlaying());
    QCOMPARE(f.text(), QStringLiteral("Ein two. Three."));
    QVERIFY(f.inStep());
}

void TestDemonstration::theatre_seeksBothWays()
{
    WindowFixture f;
    Theatre *theatre = f.window->demonstration()->theatre();
    QVERIFY(theatre->openText(kTrace, QStringLiteral("t.jsonl")));
    for (const int to : {4, 1, 3, 0, 2}) {
        theatre->seek(to);
        QCOMPARE(theatre->position(), to);
        QVERIFY(f.text().toStdU16String() == Film::fromRecording(kTrace, "t").value().textAfter(to));
        QVERIFY(f.inStep());
    }
    child<QDockWidget>(f, "theatreDock")->show();
    auto *timeline = child<Curve>(f, "theatreTimeline");
    QTest::mouseClick(timeline, Qt::LeftButton, {}, QPoint(timeline->width() - 3, timeline->height() / 2));
    QCOMPARE(theatre->position(), 4);
    QTest::keyClick(timeline, Qt::Key_Home);
    QCOMPARE(theatre->position(), 0);
}

void TestDemonstration::theatre_endsWhenSomebodyTypes()
{
    WindowFixture f;
    Theatre *theatre = f.window->demonstration()->theatre();
    QVERIFY(theatre->openText(kTrace, QStringLiteral("t.jsonl")));
    theatre->setPlaying(true);
    f.type(QStringLiteral("x"));
    QVERIFY(!theatre->isPlaying() && !theatre->hasFilm());
    theatre->advance(10000);
    QCOMPARE(f.text(), QStringLiteral("xOne two."));
}

void TestDemonstration::theatre_badRecording_isNamed()
{
    WindowFixture f;
    f.type(QStringLiteral("mine"));
    Theatre *theatre = f.window->demonstration()->theatre();
    QVERIFY(!theatre->openText("{\"start\":\"a\"}\n[5,0,\"x\"]\n", QStringLiteral("bad.jsonl")));
    QVERIFY(theatre->problem().contains(QStringLiteral("bad.jsonl:2")));
    QCOMPARE(f.text(), QStringLiteral("mine"));
    QVERIFY(!theatre->open(QStringLiteral("/no/such/file")));
}

void TestDemonstration::recorder_writesATraceThatReplays()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("keys.jsonl"));
    qint64 now = 1000;
    Recorder recorder([&now] { return now; });
    QVERIFY(recorder.start(path, u"\U0001F600 start"));
    now = 1100;
    recorder.add({Utf16Offset(2), 0, u"\U0001F601!"});
    now = 1350;
    recorder.add({Utf16Offset(4), 1, u"\"\n"});
    recorder.stop();
    QCOMPARE(recorder.edits(), 2);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(!(file.permissions() & (QFile::ReadOther | QFile::ReadGroup)));
    const auto trace = parseEditTrace(file.readAll().toStdString(), "keys");
    QVERIFY2(trace.ok(), trace.ok() ? "" : trace.error().message.c_str());
    QVERIFY(trace.value().start == u"\U0001F600 start");
    QCOMPARE(trace.value().edits.size(), std::size_t(2));
    QCOMPARE(trace.value().edits[0].at.value, 1);
    QCOMPARE(trace.value().edits[0].milliseconds.value_or(-1), 100);
    QCOMPARE(trace.value().edits[1].at.value, 2);
    QCOMPARE(trace.value().edits[1].removed, 1);
    QVERIFY(trace.value().edits[1].inserted == u"\"\n");
    QCOMPARE(trace.value().edits[1].milliseconds.value_or(-1), 350);
}

void TestDemonstration::recorder_unwritable_saysSo()
{
    Recorder recorder([] { return 0; });
    QVERIFY(!recorder.start(QStringLiteral("/no/such/folder/keys.jsonl"), u""));
    QVERIFY(!recorder.problem().isEmpty());
    QVERIFY(!recorder.isRecording());
}

void TestDemonstration::tour_runsThroughAndKeepsItsPromises()
{
    for (const TourEdit &edit : tourEdits())
        QVERIFY2(!keysOf(edit, tourText()).empty(), edit.name.c_str());
    WindowFixture f;
    child<QDockWidget>(f, "savingsDock")->hide();
    Tour *tour = f.window->demonstration()->tour();
    child<QAction>(f, "actionTour")->trigger();
    QVERIFY(tour->isRunning() && tour->isVisible());
    QVERIFY(child<QDockWidget>(f, "savingsDock")->isVisible());
    QVERIFY(tour->length() > 45000 && tour->length() < 75000); // about a minute
    QStringList captions;
    bool heated = false;
    while (tour->isRunning()) {
        tour->advance(500);
        if (captions.isEmpty() || captions.last() != tour->caption())
            captions.append(tour->caption());
        heated = heated || f.window->savingsPanel()->heatLayer() >= 0;
        Snapshot snapshot = f.client->snapshot();
        snapshot.report.changedRows = {{{1, 2}}, {{1, 3}}};
        snapshot.running.updates = 1;
        f.client->send(snapshot);
        QCoreApplication::processEvents();
    }
    QVERIFY(captions.size() >= 10);
    QVERIFY(f.client->sideWork()->raceEvery() > 0);
    QVERIFY(heated);
    QCOMPARE(f.client->sideWork()->checks().size(), std::size_t(1));
    std::u16string expected = tourText();
    for (const TourEdit &edit : tourEdits())
        for (const TextSplice &key : keysOf(edit, expected))
            expected.replace(std::size_t(key.begin.value), std::size_t(key.removed), key.inserted);
    QVERIFY(f.text().toStdU16String() == expected);
    QVERIFY(f.inStep());
    QVERIFY(!f.edit->document()->isModified());
    QVERIFY(tour->isVisible() && !child<QDockWidget>(f, "suggestionsDock")->isVisible()); // the summary stays
    QVERIFY(tour->caption().contains(QStringLiteral("fewer operations")));
    f.type(QStringLiteral("x"));
    QVERIFY(tour->isVisible() && child<QDockWidget>(f, "suggestionsDock")->isVisible());
    child<QToolButton>(f, "tourStop")->click();
    QVERIFY(!tour->isVisible());
}

void TestDemonstration::tour_waitsForResultsRacesAndProof()
{
    WindowFixture f;
    Tour *tour = f.window->demonstration()->tour();
    tour->start();
    const auto captionAfter = [&](double milliseconds) {
        for (double gone = 0; gone < milliseconds; gone += 100)
            tour->advance(100);
        return tour->caption();
    };
    const auto compute = [&] {
        Snapshot snapshot = f.client->snapshot();
        snapshot.running.updates = 1;
        f.client->send(snapshot);
        QCoreApplication::processEvents();
    };
    const QString first = captionAfter(100);
    QVERIFY(first.contains(QStringLiteral("computed once")));
    QCOMPARE(captionAfter(10000), first); // the text is not computed yet
    compute();
    QVERIFY(captionAfter(200) != first);

    // From here on a quick engine, but no race arrives.
    const auto runUntil = [&](const QString &words, int longest) {
        for (int i = 0; i < longest && !tour->caption().contains(words); ++i) {
            compute();
            tour->advance(100);
        }
        return tour->caption().contains(words);
    };
    QVERIFY(runUntil(QStringLiteral("race"), 600));
    // The first raced edit is typed to its end, and what comes then waits for the race.
    int still = 0;
    Revision before = 0;
    while (still < 60) {
        compute();
        tour->advance(100);
        const Revision now = f.client->snapshot().revision;
        still = now == std::exchange(before, now) ? still + 1 : 0;
    }
    QVERIFY(!tour->caption().contains(QStringLiteral("Behind the text")));
    settle(f, race(f, 2, 40));
    QVERIFY(runUntil(QStringLiteral("Behind the text"), 120));

    QVERIFY(runUntil(QStringLiteral("Is it exact"), 1200));
    QVERIFY(!runUntil(QStringLiteral("Now change"), 200)); // 20 seconds: no answer, no summary
    QVERIFY(tour->isRunning());
    CheckResult check;
    check.document = f.client->document();
    check.codes = 10;
    check.outputs = 10;
    settle(f, check);
    QVERIFY(runUntil(QStringLiteral("Now change"), 2));
    QVERIFY(tour->caption().contains(QStringLiteral("exactly equal")));
    QVERIFY(tour->caption().contains(QStringLiteral("median of 1 races")));
}

void TestDemonstration::tour_goesOnWithoutThem()
{
    WindowFixture f;
    Tour *tour = f.window->demonstration()->tour();
    tour->start();
    int tenths = 0;
    for (; tour->isRunning() && tenths < 10000; ++tenths)
        tour->advance(100); // nothing ever arrives
    QVERIFY(!tour->isRunning());
    QVERIFY(tenths > 750); // longer than the tour of a quick machine

    // Without a model there is nothing to wait for.
    Snapshot none;
    none.state = ClientState::NoModel;
    none.problem = "no such folder";
    tour->start();
    f.client->send(none);
    QCoreApplication::processEvents();
    for (tenths = 0; tour->isRunning() && tenths < 10000; ++tenths)
        tour->advance(100);
    QVERIFY(double(tenths) * 100 < tour->length() + 1000);
}

void TestDemonstration::tour_makesRoomForClasses_andGivesItBack()
{
    WindowFixture f;
    f.window->resize(1280, 860);
    auto *suggestions = child<QDockWidget>(f, "suggestionsDock");
    auto *classes = child<QDockWidget>(f, "classesDock");
    QVERIFY(suggestions->isVisible() && classes->isVisible());
    Tour *tour = f.window->demonstration()->tour();
    tour->start();
    QCoreApplication::processEvents();
    QVERIFY(!suggestions->isVisible());
    QVERIFY2(classes->height() >= 220, qPrintable(QString::number(classes->height())));
    QVERIFY(child<QDockWidget>(f, "savingsDock")->height() >= 400);
    tour->stop();
    QVERIFY(suggestions->isVisible());
    // Closing in the middle of it leaves the next start as it was, too.
    const QByteArray before = f.window->layoutState();
    tour->start();
    QVERIFY(!suggestions->isVisible());
    QCOMPARE(f.window->layoutState(), before);
    f.edit->document()->setModified(false);
    f.window->close();
    QVERIFY(!suggestions->isHidden());
}

void TestDemonstration::tour_stopsWhenSomebodyTypes()
{
    WindowFixture f;
    Tour *tour = f.window->demonstration()->tour();
    tour->start();
    tour->advance(10000);
    f.type(QStringLiteral("x"));
    QVERIFY(!tour->isRunning() && !tour->isVisible());
    const QString text = f.text();
    tour->advance(10000);
    QCOMPARE(f.text(), text);
}

QTEST_MAIN(TestDemonstration)
#include "tst_demonstration.moc"
