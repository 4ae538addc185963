// SPDX-License-Identifier: MIT
// The live client over the real engine and the tiny model.
#include <QTest>

#include "engine/live/session_backend.h"
#include "engine/session/document_session.h"
#include "snapshot_receiver.h"

#include <atomic>
#include <random>

using namespace deltapad;

namespace {

constexpr DocumentId kDocument = 1;
const char *const kTinyModel = DELTAPAD_TEST_DATA "/tiny_model";

/// The outputs of a session that has seen nothing but the final text.
void compareWithFreshSession(const Snapshot &snapshot, const std::u16string &text)
{
    DocumentSession session(Model::load(kTinyModel).value(), {});
    QVERIFY(session.open(text, snapshot.caret).ok());
    const std::vector<ClassScores> classes = session.classes();
    QCOMPARE(snapshot.classes.size(), classes.size());
    for (std::size_t i = 0; i < classes.size(); ++i)
        QVERIFY(snapshot.classes[i].probabilities == classes[i].probabilities);
    const std::vector<TokenSurprise> surprises = session.surprises();
    QCOMPARE(snapshot.surprises.size(), surprises.size());
    for (std::size_t i = 0; i < surprises.size(); ++i) {
        QCOMPARE(snapshot.surprises[i].begin.value, surprises[i].begin.value);
        QCOMPARE(snapshot.surprises[i].bits, surprises[i].bits);
    }
    QCOMPARE(snapshot.bitsPerByte, session.bitsPerByte());
}

} // namespace

class TestSessionBackend : public QObject
{
    Q_OBJECT

private slots:
    void typing_endsWithTheOutputsOfTheText_data();
    void typing_endsWithTheOutputsOfTheText();
    void missingFolder_reportsThenRecovers();
};

void TestSessionBackend::typing_endsWithTheOutputsOfTheText_data()
{
    QTest::addColumn<double>("tick");
    QTest::newRow("updates are never slow") << 0.0;
    QTest::newRow("updates are always slow, edits stop them") << 1000.0;
}

void TestSessionBackend::typing_endsWithTheOutputsOfTheText()
{
    QFETCH(double, tick);
    const unsigned seed = std::random_device()();
    qInfo("seed %u", seed);
    std::mt19937 random(seed);
    test::SnapshotReceiver receiver;
    const LiveOptions options{kTinyModel, 2, 0};
    std::atomic<double> now{0};
    const auto client = std::make_unique<LiveClient>(options, sessionModelLoader(options), [&] {
        now = now + tick;
        return now.load();
    });
    client->setListener(receiver.listener());
    client->setSuggestions({3, 2});
    std::u16string text = u"The old house. ";
    Revision revision = 1;
    client->open(kDocument, revision, text, Utf16Offset(std::int64_t(text.size())));
    for (int round = 0; round < 60; ++round) {
        const std::size_t begin = random() % 5 == 0 ? random() % (text.size() + 1) : text.size();
        const std::size_t removed = random() % 4 == 0 ? std::min<std::size_t>(2, text.size() - begin) : 0;
        const std::u16string inserted(1, u"the bridge.\n"[random() % 12]);
        text.erase(begin, removed);
        text.insert(begin, inserted);
        client->edit(kDocument, ++revision,
                     {Utf16Offset(std::int64_t(begin)), std::int64_t(removed), inserted},
                     Utf16Offset(std::int64_t(begin) + 1));
        if (round % 10 == 0)
            QVERIFY(receiver.waitForRevision(kDocument, revision));
    }
    const auto snapshot = receiver.waitForSuggestions(kDocument, revision);
    QVERIFY(snapshot);
    QVERIFY(snapshot->state == ClientState::Current);
    QVERIFY(snapshot->suggestions.size() <= 3);
    QCOMPARE(snapshot->liveEnd.value, std::int64_t(text.size()));
    compareWithFreshSession(*snapshot, text);
    const ClientCounters counters = client->counters();
    QCOMPARE(counters.posted, 60);
    QCOMPARE(counters.posted, counters.updates + counters.merged);
    QVERIFY(counters.updates >= 6);
    // Edits that came before the document was opened are part of the opening, which is no typical update.
    QVERIFY(snapshot->running.updates == counters.updates ||
            snapshot->running.updates == counters.updates - 1);
    if (tick == 0)
        QCOMPARE(counters.cancelled, 0);
    QVERIFY(counters.cancelled <= counters.updates);
}

void TestSessionBackend::missingFolder_reportsThenRecovers()
{
    test::SnapshotReceiver receiver;
    const auto client = makeLiveClient({DELTAPAD_TEST_DATA "/no_such_model", 1, 0});
    client->setListener(receiver.listener());
    client->open(kDocument, 1, u"Some text.", Utf16Offset(0));
    const auto problem = receiver.waitFor([](const Snapshot &s) { return s.state == ClientState::NoModel; });
    QVERIFY(problem);
    QVERIFY(problem->problem.find("no_such_model") != std::string::npos);
    client->setModel(kTinyModel);
    const auto good = receiver.waitFor([](const Snapshot &s) { return s.state == ClientState::Current; });
    QVERIFY(good);
    compareWithFreshSession(*good, u"Some text.");
}

QTEST_APPLESS_MAIN(TestSessionBackend)
#include "tst_session_backend.moc"
