// SPDX-License-Identifier: MIT
// LiveClient over a backend whose calls the test holds and lets go: every race is played on purpose.
#include <QTest>

#include "engine/live/live_client.h"
#include "held_backend.h"
#include "snapshot_receiver.h"

#include <algorithm>
#include <atomic>
#include <random>

using namespace deltapad;

namespace {

constexpr DocumentId kDocument = 1;
constexpr DocumentId kOther = 2;

TextSplice insertion(std::int64_t at, std::u16string text)
{
    return {Utf16Offset(at), 0, std::move(text)};
}

/// Client, backend, receiver and clock of one test. Calls run freely until they are held.
struct Bench
{
    test::Stage stage;
    test::SnapshotReceiver receiver;
    std::atomic<double> now{0};
    LiveClient client;

    explicit Bench(const std::string &folder = "model")
        : client(LiveOptions{folder, 0, 0}, test::stageLoader(stage), [this] { return now.load(); })
    {
        client.setListener(receiver.listener());
    }
    ~Bench() { stage.letAllGo(); }

    /// Opens with suggestions off and waits for the snapshot.
    void openQuietly(DocumentId document, std::u16string text)
    {
        client.setSuggestions({0, 0});
        client.open(document, 1, std::move(text), Utf16Offset(0));
        QVERIFY(receiver.waitForRevision(document, 1));
        QCOMPARE(QString::fromStdString(stage.nextCall()), QString("open"));
    }
    void type(DocumentId document, Revision revision, std::int64_t at, std::u16string text)
    {
        const auto size = std::int64_t(text.size());
        client.edit(document, revision, insertion(at, std::move(text)), Utf16Offset(at + size));
    }
};

QString textOf(const std::shared_ptr<const Snapshot> &snapshot)
{
    if (!snapshot || snapshot->classes.empty())
        return "(none)";
    return QString::fromStdString(snapshot->classes.front().labels.front());
}

} // namespace

class TestLiveClient : public QObject
{
    Q_OBJECT

private slots:
    void open_publishesClassesThenSuggestions();
    void noSuggestionsWanted_oneReadySnapshot();
    void moveCaret_givesSuggestionsForTheSameRevision();
    void edits_whileComputing_areMergedInOrder();
    void shortUpdate_isNotStopped();
    void slowUpdate_isStoppedOnce_neverTwiceInARow();
    void slowUpdates_underAFloodOfEdits_keepFinishing();
    void suggestions_areAbandonedForAnEdit();
    void suggestions_switchedOff_areUserCancelled();
    void suggestions_abandonedForAnotherDocument_comeLater();
    void close_whileComputing_publishesNothing();
    void close_freesTheDocument();
    void reopen_whileComputing_startsAfresh();
    void destructor_whileComputing_stopsAndJoins();
    void modelChange_whileComputing_keepsTheText();
    void missingModel_reportsAndRecovers();
    void noModelFolder_reports();
    void editOutsideTheText_reportsUntilReopened();
    void documentTouchedLast_comesFirst();
    void stale_isCounted();
    void twoDocuments_randomly_endWithTheRightTexts();
    void select_bringsThePartsClasses();
    void remarks_comeAfterTheSuggestions();
    void remarks_giveWayToEdits();
    void background_comesLast_andIsWatched();
    void background_givesWayToAKey_andGoesOn();
    void background_scrolling_isTold();
    void background_otherLiveRows_haveNoChangedOnes();
    void background_waitsWhileOthersCompute();
};

void TestLiveClient::open_publishesClassesThenSuggestions()
{
    Bench bench;
    bench.stage.hold("complete");
    bench.client.open(kDocument, 7, u"hello", Utf16Offset(2));
    const auto first = bench.receiver.waitForRevision(kDocument, 7);
    QVERIFY(first);
    QCOMPARE(textOf(first), QString("hello"));
    QVERIFY(!first->suggestionsReady);
    QVERIFY(first->suggestions.empty());
    QVERIFY(first->state == ClientState::Current);
    QCOMPARE(first->modelName, std::string("model"));
    bench.stage.letGo("complete");
    const auto second = bench.receiver.waitForRevision(kDocument, 7);
    QVERIFY(second && second->suggestionsReady);
    QCOMPARE(second->suggestions.size(), 5U);
    QVERIFY(second->suggestions.front().text == u"he");
    QCOMPARE(second->caret.value, 2);
    QCOMPARE(textOf(second), QString("hello"));
}

void TestLiveClient::noSuggestionsWanted_oneReadySnapshot()
{
    Bench bench;
    bench.openQuietly(kDocument, u"x");
    bench.type(kDocument, 2, 1, u"y");
    const auto snapshot = bench.receiver.waitForRevision(kDocument, 2);
    QVERIFY(snapshot && snapshot->suggestionsReady);
    QVERIFY(snapshot->suggestions.empty());
    const auto all = bench.receiver.all();
    QCOMPARE(
        std::count_if(all.begin(), all.end(), [](const auto &s) { return s->state == ClientState::Current; }),
        2);
    QCOMPARE(snapshot->running.updates, 1);
    QCOMPARE(snapshot->running.medianDenseRatio, 10.0);
}

void TestLiveClient::moveCaret_givesSuggestionsForTheSameRevision()
{
    Bench bench;
    bench.client.open(kDocument, 1, u"hello", Utf16Offset(1));
    QVERIFY(bench.receiver.waitForSuggestions(kDocument, 1));
    bench.client.moveCaret(kDocument, 1, Utf16Offset(3));
    const auto snapshot = bench.receiver.waitForSuggestions(kDocument, 1);
    QVERIFY(snapshot);
    QCOMPARE(snapshot->caret.value, 3);
    QVERIFY(snapshot->suggestions.front().text == u"hel");
    QCOMPARE(bench.client.counters().updates, 0); // no edit, no update
}

void TestLiveClient::edits_whileComputing_areMergedInOrder()
{
    Bench bench;
    bench.openQuietly(kDocument, u"");
    bench.stage.hold("update");
    bench.type(kDocument, 2, 0, u"a");
    QCOMPARE(bench.stage.nextCall(), std::string("update"));
    bench.type(kDocument, 3, 1, u"b");
    bench.type(kDocument, 4, 2, u"c");
    bench.type(kDocument, 5, 1, u"-");
    bench.stage.letGo("update");
    const auto first = bench.receiver.waitForRevision(kDocument, 2);
    QCOMPARE(textOf(first), QString("a"));
    QVERIFY(first->state == ClientState::Computing);
    bench.stage.letGo("update");
    const auto second = bench.receiver.waitForRevision(kDocument, 5);
    QCOMPARE(textOf(second), QString("a-bc"));
    QVERIFY(second->state == ClientState::Current);
    const ClientCounters counters = bench.client.counters();
    QCOMPARE(counters.posted, 4);
    QCOMPARE(counters.updates, 2);
    QCOMPARE(counters.merged, 2);
    QCOMPARE(counters.cancelled, 0);
}

void TestLiveClient::shortUpdate_isNotStopped()
{
    Bench bench;
    bench.openQuietly(kDocument, u"");
    bench.stage.hold("update");
    bench.type(kDocument, 2, 0, u"a");
    QCOMPARE(bench.stage.nextCall(), std::string("update"));
    bench.now = Mailbox::kPatienceMilliseconds; // not longer than a frame
    bench.type(kDocument, 3, 1, u"b");
    bench.stage.letGo("update");
    QCOMPARE(textOf(bench.receiver.waitForRevision(kDocument, 2)), QString("a"));
    bench.stage.letAllGo();
    QCOMPARE(textOf(bench.receiver.waitForRevision(kDocument, 3)), QString("ab"));
    QCOMPARE(bench.client.counters().cancelled, 0);
}

void TestLiveClient::slowUpdate_isStoppedOnce_neverTwiceInARow()
{
    Bench bench;
    bench.openQuietly(kDocument, u"");
    bench.stage.hold("update");
    bench.type(kDocument, 2, 0, u"a");
    QCOMPARE(bench.stage.nextCall(), std::string("update"));
    bench.now = 100;
    bench.type(kDocument, 3, 1, u"b");                       // stops the first update
    QCOMPARE(bench.stage.nextCall(), std::string("update")); // the second has begun
    bench.now = 200;
    bench.type(kDocument, 4, 2, u"c"); // must not stop it
    bench.type(kDocument, 5, 3, u"d");
    bench.stage.letGo("update");
    const auto second = bench.receiver.waitForRevision(kDocument, 3);
    QCOMPARE(textOf(second), QString("ab"));
    QCOMPARE(bench.stage.nextCall(), std::string("update"));
    bench.now = 300;
    bench.type(kDocument, 6, 4, u"e"); // the third may be stopped again
    QCOMPARE(bench.stage.nextCall(), std::string("update"));
    bench.stage.letAllGo();
    QCOMPARE(textOf(bench.receiver.waitForRevision(kDocument, 6)), QString("abcde"));
    const ClientCounters counters = bench.client.counters();
    QCOMPARE(counters.cancelled, 2);
    QCOMPARE(counters.updates, 2);
    QCOMPARE(counters.posted, counters.updates + counters.merged);
}

void TestLiveClient::slowUpdates_underAFloodOfEdits_keepFinishing()
{
    // Every update is slow (its call takes until the next key at least), and keys never stop coming.
    Bench bench;
    bench.openQuietly(kDocument, u"");
    bench.stage.hold("update");
    constexpr int kKeys = 400;
    Revision revision = 1;
    for (int key = 0; key < kKeys; ++key) {
        bench.now = bench.now + 50;
        bench.type(kDocument, ++revision, key, u"k");
        QCOMPARE(bench.stage.nextCall(), std::string("update")); // an update of it or of the keys before
        bench.now = bench.now + 50;
        bench.type(kDocument, ++revision, ++key, u"k");
        // Stopped now, or (behind a stopped one) finished when it is let go: both begin another update.
        bench.stage.letGo("update");
        if (bench.stage.nextCall() != "update")
            QFAIL("expected an update");
        bench.stage.letGo("update");
        bench.stage.letGo("update");
        QVERIFY(bench.receiver.waitForRevision(kDocument, revision));
        while (bench.stage.callsWaiting() > 0)
            bench.stage.nextCall();
    }
    const ClientCounters counters = bench.client.counters();
    QCOMPARE(counters.posted, kKeys);
    QVERIFY(counters.cancelled <= counters.updates); // never twice in a row
    QVERIFY(counters.updates >= kKeys / 4);
    QCOMPARE(counters.posted, counters.updates + counters.merged);
}

void TestLiveClient::suggestions_areAbandonedForAnEdit()
{
    Bench bench;
    bench.stage.hold("complete");
    bench.client.open(kDocument, 1, u"", Utf16Offset(0));
    QCOMPARE(bench.stage.nextCall(), std::string("open"));
    QCOMPARE(bench.stage.nextCall(), std::string("complete"));
    bench.type(kDocument, 2, 0, u"a");
    QCOMPARE(bench.stage.nextCall(), std::string("update"));
    QCOMPARE(bench.stage.nextCall(), std::string("complete"));
    bench.stage.letGo("complete");
    const auto ready = bench.receiver.waitForSuggestions(kDocument, 2);
    QVERIFY(ready && ready->suggestions.front().text == u"a");
    QCOMPARE(bench.client.counters().abandoned, 1);
    for (const auto &snapshot : bench.receiver.all())
        QVERIFY(snapshot->revision == 2 || !snapshot->suggestionsReady);
}

void TestLiveClient::suggestions_switchedOff_areUserCancelled()
{
    Bench bench;
    bench.stage.hold("complete");
    bench.client.open(kDocument, 1, u"x", Utf16Offset(0));
    QCOMPARE(bench.stage.nextCall(), std::string("open"));
    QCOMPARE(bench.stage.nextCall(), std::string("complete"));
    bench.client.setSuggestions({0, 0});
    bench.type(kDocument, 2, 0, u"a");
    QVERIFY(bench.receiver.waitForSuggestions(kDocument, 2));
    QCOMPARE(bench.client.counters().userCancelled, 1);
}

void TestLiveClient::suggestions_abandonedForAnotherDocument_comeLater()
{
    Bench bench;
    bench.client.open(kOther, 1, u"other", Utf16Offset(0));
    QVERIFY(bench.receiver.waitForSuggestions(kOther, 1));
    bench.stage.hold("complete");
    bench.client.open(kDocument, 1, u"x", Utf16Offset(1));
    while (bench.stage.callsWaiting() > 0 || !bench.receiver.waitForRevision(kDocument, 1))
        bench.stage.nextCall();
    bench.type(kOther, 2, 0, u"a");
    bench.stage.letAllGo();
    // One of them comes first; both come.
    bool document = false;
    bool other = false;
    while (!document || !other) {
        const auto ready = bench.receiver.waitFor([](const Snapshot &s) { return s.suggestionsReady; });
        QVERIFY(ready);
        document = document || ready->document == kDocument;
        other = other || (ready->document == kOther && ready->revision == 2);
    }
}

void TestLiveClient::close_whileComputing_publishesNothing()
{
    Bench bench;
    bench.openQuietly(kDocument, u"");
    bench.stage.hold("update");
    bench.type(kDocument, 2, 0, u"a");
    QCOMPARE(bench.stage.nextCall(), std::string("update"));
    bench.client.close(kDocument);
    bench.client.open(kOther, 1, u"other", Utf16Offset(0));
    QVERIFY(bench.receiver.waitForRevision(kOther, 1)); // the worker went on
    for (const auto &snapshot : bench.receiver.all())
        QVERIFY(snapshot->revision == 1);
    const ClientCounters counters = bench.client.counters();
    QCOMPARE(counters.closed, 1);
    QCOMPARE(counters.updates, 0);
    bench.type(kDocument, 3, 0, u"x"); // nobody knows this document any more
    bench.stage.letAllGo();
    bench.type(kOther, 2, 0, u"x");
    QVERIFY(bench.receiver.waitForRevision(kOther, 2));
    QCOMPARE(bench.client.counters().closed, 2);
}

void TestLiveClient::close_freesTheDocument()
{
    Bench bench;
    bench.openQuietly(kDocument, u"a");
    bench.client.open(kOther, 1, u"b", Utf16Offset(0));
    QVERIFY(bench.receiver.waitForRevision(kOther, 1));
    QCOMPARE(bench.stage.documents(), 2);
    bench.client.close(kDocument);
    bench.type(kOther, 2, 0, u"x");
    QVERIFY(bench.receiver.waitForRevision(kOther, 2));
    QCOMPARE(bench.stage.documents(), 1);
}

void TestLiveClient::reopen_whileComputing_startsAfresh()
{
    Bench bench;
    bench.openQuietly(kDocument, u"old");
    bench.stage.hold("update");
    bench.type(kDocument, 2, 0, u"a");
    QCOMPARE(bench.stage.nextCall(), std::string("update"));
    bench.client.open(kDocument, 10, u"new", Utf16Offset(0));
    QCOMPARE(textOf(bench.receiver.waitForRevision(kDocument, 10)), QString("new"));
    bench.stage.letAllGo();
    bench.type(kDocument, 11, 3, u"!");
    QCOMPARE(textOf(bench.receiver.waitForRevision(kDocument, 11)), QString("new!"));
    QCOMPARE(bench.stage.documents(), 1);
}

void TestLiveClient::destructor_whileComputing_stopsAndJoins()
{
    for (const std::string name : {"open", "update", "complete"}) {
        test::Stage stage;
        test::SnapshotReceiver receiver;
        {
            stage.hold(name);
            LiveClient client(LiveOptions{"model", 0, 0}, test::stageLoader(stage));
            client.setListener(receiver.listener());
            client.open(kDocument, 1, u"x", Utf16Offset(0));
            client.edit(kDocument, 2, insertion(0, u"y"), Utf16Offset(1));
            client.moveCaret(kDocument, 2, Utf16Offset(0));
            std::string call = stage.nextCall();
            if (name == "update") {
                stage.letGo(name);
                client.edit(kDocument, 3, insertion(0, u"z"), Utf16Offset(1));
            }
            while (call != name)
                call = stage.nextCall();
        }
        QCOMPARE(stage.documents(), 0);
        const std::size_t count = receiver.all().size();
        QVERIFY(count <= 8);
    }
    test::Stage stage;
    const LiveClient idle(LiveOptions{"model", 0, 0}, test::stageLoader(stage));
}

void TestLiveClient::modelChange_whileComputing_keepsTheText()
{
    Bench bench;
    bench.openQuietly(kDocument, u"ab");
    bench.stage.hold("update");
    bench.type(kDocument, 2, 2, u"c");
    QCOMPARE(bench.stage.nextCall(), std::string("update"));
    bench.client.setModel("second");
    bench.type(kDocument, 3, 3, u"d");
    const auto snapshot = bench.receiver.waitFor([](const Snapshot &s) { return s.modelName == "second"; });
    QVERIFY(snapshot);
    if (snapshot->revision == 3) {
        QCOMPARE(textOf(snapshot), QString("abcd"));
    } else { // the edit came behind the rebuilding
        bench.stage.letAllGo();
        QCOMPARE(textOf(snapshot), QString("abc"));
        QCOMPARE(textOf(bench.receiver.waitForRevision(kDocument, 3)), QString("abcd"));
    }
    QCOMPARE(bench.client.counters().modelChanged, 1);
    const auto all = bench.receiver.all();
    QVERIFY(
        std::any_of(all.begin(), all.end(), [](const auto &s) { return s->state == ClientState::Loading; }));
    QCOMPARE(bench.stage.documents(), 1);
}

void TestLiveClient::missingModel_reportsAndRecovers()
{
    Bench bench("missing");
    bench.client.setSuggestions({0, 0});
    bench.client.open(kDocument, 1, u"ab", Utf16Offset(0));
    const auto problem =
        bench.receiver.waitFor([](const Snapshot &s) { return s.state == ClientState::NoModel; });
    QVERIFY(problem);
    QCOMPARE(problem->problem, std::string("missing: expected a model folder"));
    bench.type(kDocument, 2, 2, u"c");
    const auto again = bench.receiver.waitForRevision(kDocument, 2);
    QVERIFY(again && again->state == ClientState::NoModel);
    bench.client.setModel("good");
    const auto good =
        bench.receiver.waitFor([](const Snapshot &s) { return s.state == ClientState::Current; });
    QCOMPARE(textOf(good), QString("abc"));
    QCOMPARE(good->revision, 2U);
    bench.client.setModel("missing");
    QVERIFY(bench.receiver.waitFor([](const Snapshot &s) { return s.state == ClientState::NoModel; }));
    bench.type(kDocument, 3, 0, u"x");
    bench.client.setModel("good");
    const auto end = bench.receiver.waitFor(
        [](const Snapshot &s) { return s.state == ClientState::Current && s.revision == 3; });
    QCOMPARE(textOf(end), QString("xabc"));
    const ClientCounters counters = bench.client.counters();
    QCOMPARE(counters.posted, counters.updates + counters.merged);
}

void TestLiveClient::noModelFolder_reports()
{
    Bench bench("");
    bench.client.open(kDocument, 1, u"ab", Utf16Offset(0));
    const auto snapshot = bench.receiver.waitForRevision(kDocument, 1);
    QVERIFY(snapshot && snapshot->state == ClientState::NoModel);
    QVERIFY(!snapshot->problem.empty());
}

void TestLiveClient::editOutsideTheText_reportsUntilReopened()
{
    Bench bench;
    bench.openQuietly(kDocument, u"ab");
    bench.type(kDocument, 2, 3, u"x");
    const auto problem = bench.receiver.waitForRevision(kDocument, 2);
    QVERIFY(problem && !problem->problem.empty());
    QVERIFY(problem->classes.empty());
    bench.type(kDocument, 3, 0, u"x"); // would fit, but the texts are no longer the same
    QVERIFY(!bench.receiver.waitForRevision(kDocument, 3)->problem.empty());
    bench.client.open(kDocument, 4, u"abx", Utf16Offset(0));
    const auto good = bench.receiver.waitForRevision(kDocument, 4);
    QVERIFY(good && good->problem.empty());
    QCOMPARE(textOf(good), QString("abx"));
}

void TestLiveClient::documentTouchedLast_comesFirst()
{
    Bench bench;
    bench.openQuietly(kDocument, u"one");
    bench.client.open(kOther, 1, u"two", Utf16Offset(0));
    QVERIFY(bench.receiver.waitForRevision(kOther, 1));
    bench.stage.hold("update");
    bench.type(kDocument, 2, 0, u"x");
    bench.stage.nextCall(); // open of the other
    QCOMPARE(bench.stage.nextCall(), std::string("update"));
    bench.type(kDocument, 3, 0, u"x");
    bench.type(kOther, 2, 0, u"y");
    bench.stage.letAllGo();
    QVERIFY(bench.receiver.waitForRevision(kOther, 2));
    QVERIFY(bench.receiver.waitForRevision(kDocument, 3));
}

void TestLiveClient::stale_isCounted()
{
    Bench bench;
    bench.client.noteStale();
    bench.client.noteStale();
    QCOMPARE(bench.client.counters().stale, 2);
}

void TestLiveClient::twoDocuments_randomly_endWithTheRightTexts()
{
    const unsigned seed = std::random_device()();
    qInfo("seed %u", seed);
    std::mt19937 random(seed);
    Bench bench;
    std::u16string texts[2];
    Revision revisions[2] = {1, 1};
    const auto reopen = [&](std::size_t i) {
        texts[i] = u"start";
        bench.client.open(DocumentId(i + 1), ++revisions[i], texts[i], Utf16Offset(0));
    };
    reopen(0);
    reopen(1);
    for (int round = 0; round < 4000; ++round) {
        const std::size_t i = random() % 2;
        const std::size_t begin = random() % (texts[i].size() + 1);
        switch (random() % 60) {
        case 0:
            bench.client.close(DocumentId(i + 1));
            reopen(i);
            break;
        case 1:
            bench.client.setModel(random() % 4 == 0 ? "missing" : "model");
            break;
        case 2:
            bench.client.setSuggestions({std::int32_t(random() % 3), 2});
            break;
        case 3:
        case 4:
            bench.client.moveCaret(DocumentId(i + 1), revisions[i], Utf16Offset(std::int64_t(begin)));
            break;
        default: {
            const std::size_t removed = std::min<std::size_t>(random() % 3, texts[i].size() - begin);
            const std::u16string inserted(random() % 3, char16_t(u'a' + random() % 26));
            texts[i].replace(begin, removed, inserted);
            bench.now = bench.now + double(random() % 40);
            bench.client.edit(DocumentId(i + 1), ++revisions[i],
                              {Utf16Offset(std::int64_t(begin)), std::int64_t(removed), inserted},
                              Utf16Offset(std::int64_t(begin)));
        }
        }
    }
    bench.client.setSuggestions({2, 2});
    bench.client.setModel("last");
    for (std::size_t i = 0; i < 2; ++i) {
        const auto settled = [&](const Snapshot &s) {
            return s.document == DocumentId(i + 1) && s.modelName == "last" && s.revision == revisions[i] &&
                   s.suggestionsReady;
        };
        std::shared_ptr<const Snapshot> snapshot;
        for (const auto &known : bench.receiver.all()) {
            if (settled(*known))
                snapshot = known;
        }
        if (!snapshot)
            snapshot = bench.receiver.waitFor(settled);
        QVERIFY(snapshot);
        QCOMPARE(textOf(snapshot), QString::fromStdU16String(texts[i]));
    }
    const ClientCounters counters = bench.client.counters();
    QCOMPARE(counters.posted, counters.updates + counters.merged + counters.closed);
    QCOMPARE(bench.stage.documents(), 2);
}

void TestLiveClient::select_bringsThePartsClasses()
{
    Bench bench;
    bench.openQuietly(kDocument, u"one two three");
    bench.client.select(kDocument, 1, Utf16Offset(4), Utf16Offset(7), Utf16Offset(7));
    const auto snapshot = bench.receiver.waitFor([](const Snapshot &s) { return !s.partClasses.empty(); });
    QVERIFY(snapshot);
    QCOMPARE(snapshot->partClasses[0].labels[0], std::string("two"));
    QCOMPARE(snapshot->partBegin, Utf16Offset(4));
    QCOMPARE(snapshot->partEnd, Utf16Offset(7));
    QCOMPARE(snapshot->caret, Utf16Offset(7));
    // An edit that shortens the text below the part must not read outside of it.
    bench.client.edit(kDocument, 2, {Utf16Offset(2), 11, u""}, Utf16Offset(2));
    const auto shorter = bench.receiver.waitForRevision(kDocument, 2);
    QVERIFY(shorter);
    QVERIFY(shorter->partClasses.empty());
    bench.client.select(kDocument, 2, Utf16Offset(0), Utf16Offset(0), Utf16Offset(0));
    const auto none = bench.receiver.waitFor([](const Snapshot &s) { return s.caret == Utf16Offset(0); });
    QVERIFY(none);
    QVERIFY(none->partClasses.empty());
}

void TestLiveClient::remarks_comeAfterTheSuggestions()
{
    Bench bench;
    bench.openQuietly(kDocument, u"one");
    QCOMPARE(bench.stage.callsWaiting(), std::size_t(0)); // nobody asked for remarks
    bench.client.setSuggestions({2, 1, ContextRemarks::On});
    const auto first = bench.receiver.waitFor(
        [](const Snapshot &s) { return s.suggestionsReady && !s.suggestions.empty(); });
    QVERIFY(first);
    QVERIFY(!first->remarksReady);
    const auto second = bench.receiver.waitFor([](const Snapshot &s) { return s.remarksReady; });
    QVERIFY(second);
    QCOMPARE(second->remarks.size(), std::size_t(1));
    QCOMPARE(second->remarks[0].text, std::u16string(u"one"));
    QCOMPARE(second->suggestions.size(), std::size_t(2)); // they are still there
    QCOMPARE(QString::fromStdString(bench.stage.nextCall()), QString("complete"));
    QCOMPARE(QString::fromStdString(bench.stage.nextCall()), QString("remarks"));
}

void TestLiveClient::remarks_giveWayToEdits()
{
    Bench bench;
    bench.openQuietly(kDocument, u"one");
    bench.stage.hold("remarks");
    bench.client.setSuggestions({0, 0, ContextRemarks::On});
    QCOMPARE(QString::fromStdString(bench.stage.nextCall()), QString("remarks"));
    bench.type(kDocument, 2, 3, u" two");
    QVERIFY(bench.receiver.waitForRevision(kDocument, 2)); // although they were held
    bench.stage.letAllGo();
    const auto snapshot = bench.receiver.waitFor([](const Snapshot &s) { return s.remarksReady; });
    QVERIFY(snapshot);
    QCOMPARE(snapshot->revision, Revision(2));
    QCOMPARE(snapshot->remarks[0].text, std::u16string(u"one two"));
}

void TestLiveClient::background_comesLast_andIsWatched()
{
    Bench bench;
    bench.stage.setContexts(3);
    bench.stage.hold("advance");
    bench.client.setSuggestions({2, 1, ContextRemarks::On});
    bench.client.open(kDocument, 1, u"long", Utf16Offset(0));
    for (const char *name : {"open", "complete", "remarks", "advance"})
        QCOMPARE(QString::fromStdString(bench.stage.nextCall()), QString(name));
    bench.stage.letAllGo();
    for (const std::int64_t covered : {1, 2, 3}) {
        const auto snapshot =
            bench.receiver.waitFor([&](const Snapshot &s) { return s.coverage.covered == covered; });
        QVERIFY(snapshot);
        QCOMPARE(snapshot->revision, Revision(1));
        QVERIFY(snapshot->suggestionsReady && snapshot->remarksReady); // what was there stays
        QCOMPARE(snapshot->coverage.workLeft, covered < 3);
    }
    // Nothing is left: the worker sleeps until the next key.
    bench.type(kDocument, 2, 0, u"a");
    QVERIFY(bench.receiver.waitForSuggestions(kDocument, 2));
    for (const char *name : {"advance", "advance", "update", "complete"})
        QCOMPARE(QString::fromStdString(bench.stage.nextCall()), QString(name));
}

/// The key does not wait: the context under way is stopped, and computed again afterwards.
void TestLiveClient::background_givesWayToAKey_andGoesOn()
{
    Bench bench;
    bench.stage.setContexts(1);
    bench.stage.hold("advance");
    bench.openQuietly(kDocument, u"long");
    QCOMPARE(QString::fromStdString(bench.stage.nextCall()), QString("advance"));
    bench.type(kDocument, 2, 4, u"er");
    const auto typed = bench.receiver.waitForRevision(kDocument, 2); // although the context is held
    QVERIFY(typed);
    QCOMPARE(textOf(typed), QString("longer"));
    QCOMPARE(typed->coverage.covered, 0);
    QCOMPARE(QString::fromStdString(bench.stage.nextCall()), QString("update"));
    QCOMPARE(QString::fromStdString(bench.stage.nextCall()), QString("advance"));
    bench.stage.letAllGo();
    const auto done = bench.receiver.waitFor([](const Snapshot &s) { return s.coverage.covered == 1; });
    QVERIFY(done);
    QCOMPARE(done->revision, Revision(2));
    const ClientCounters counters = bench.client.counters();
    QVERIFY(counters.cancelled == 0 && counters.abandoned == 0); // contexts are not counted with updates
}

void TestLiveClient::background_scrolling_isTold()
{
    Bench bench;
    bench.openQuietly(kDocument, u"short");
    bench.client.show(kDocument, 1, Utf16Offset(3), Utf16Offset(5));
    const auto snapshot = bench.receiver.waitFor([](const Snapshot &s) {
        return !s.visibleSurprises.empty() && s.visibleSurprises.front().begin == Utf16Offset(3);
    });
    QVERIFY(snapshot);
    QCOMPARE(snapshot->revision, Revision(1));
    QCOMPARE(QString::fromStdString(bench.stage.nextCall()), QString("advance")); // and no update
    bench.client.show(kOther, 1, Utf16Offset(0), Utf16Offset(1));                 // unknown: nothing happens
    bench.type(kDocument, 2, 0, u"a");
    QVERIFY(bench.receiver.waitForRevision(kDocument, 2));
}

/// The last edit's rows are named as those that were live then.
void TestLiveClient::background_otherLiveRows_haveNoChangedOnes()
{
    Bench bench;
    bench.stage.setContexts(2);
    bench.stage.setContextThatGoesLive(2);
    bench.client.open(kDocument, 1, u"long", Utf16Offset(0));
    const auto first = bench.receiver.waitFor([](const Snapshot &s) { return s.coverage.covered == 1; });
    QVERIFY(first);
    QVERIFY(first->report.changedRows == std::vector<RowRanges>({{{1, 2}}}));
    const auto second = bench.receiver.waitFor([](const Snapshot &s) { return s.coverage.covered == 2; });
    QVERIFY(second);
    QCOMPARE(second->liveBegin, Utf16Offset(1));
    QVERIFY(second->report.changedRows == std::vector<RowRanges>(1));
}

void TestLiveClient::background_waitsWhileOthersCompute()
{
    Bench bench;
    bench.stage.setContexts(1);
    bench.stage.hold("advance");
    bench.openQuietly(kDocument, u"long");
    QCOMPARE(QString::fromStdString(bench.stage.nextCall()), QString("advance"));
    bench.stage.setContexts(0);
    bench.client.open(kOther, 1, u"other", Utf16Offset(0));
    QVERIFY(bench.receiver.waitForRevision(kOther, 1)); // another document's opening comes first
    QCOMPARE(QString::fromStdString(bench.stage.nextCall()), QString("open"));
    QCOMPARE(QString::fromStdString(bench.stage.nextCall()), QString("advance"));
    bench.client.close(kDocument);
    bench.type(kOther, 2, 0, u"an");
    QVERIFY(bench.receiver.waitForRevision(kOther, 2)); // the closed one's work is gone
    QCOMPARE(bench.stage.documents(), 1);
}

QTEST_APPLESS_MAIN(TestLiveClient)
#include "tst_live_client.moc"
