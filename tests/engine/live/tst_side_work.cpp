// SPDX-License-Identifier: MIT
// Races, checks and questions over the real engine and the tiny model, and what a check does with a wrong
// code.
#include <QTest>

#include "engine/incremental/operations.h"
#include "engine/live/session_backend.h"
#include "engine/live/side_worker.h"
#include "engine/proofread/english_dictionary.h"
#include "engine/session/document_session.h"
#include "engine/token/token_document.h"
#include "snapshot_receiver.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>

using namespace deltapad;

namespace {

constexpr DocumentId kDocument = 1;
const char *const kTinyModel = DELTAPAD_TEST_DATA "/tiny_model";
const std::u16string kText =
    u"The old house stood at the end of the lane. Nobody had lived there since the war.\n"
    u"In spring the children climbed over the wall and stole apples from the garden.\n";

/// Collects findings and waits for them; gives up after half a minute, so that a failing test ends.
class FindingReceiver
{
public:
    SideWork::Listener listener()
    {
        return [this](Finding finding) {
            {
                const std::lock_guard lock(m_mutex);
                m_all.push_back(std::move(finding));
            }
            m_changed.notify_all();
        };
    }
    template <typename Kind> std::optional<Kind> next()
    {
        std::unique_lock lock(m_mutex);
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
        for (;;) {
            for (; m_seen < m_all.size(); ++m_seen)
                if (const Kind *kind = std::get_if<Kind>(&m_all[m_seen])) {
                    ++m_seen;
                    return *kind;
                }
            if (m_changed.wait_until(lock, deadline) == std::cv_status::timeout)
                return std::nullopt;
        }
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<Finding> m_all;
    std::size_t m_seen = 0;
};

/// The real document, except that a copy of its rows holds one code that nobody computed.
class LyingDocument : public LiveDocument
{
public:
    explicit LyingDocument(std::unique_ptr<LiveDocument> real) : m_real(std::move(real)) {}
    Result<UpdateReport> open(std::u16string_view text, Utf16Offset caret, const CancelToken &cancel) override
    {
        return m_real->open(text, caret, cancel);
    }
    Result<UpdateReport> update(std::span<const TextSplice> splices, Utf16Offset caret,
                                const CancelToken &cancel) override
    {
        return m_real->update(splices, caret, cancel);
    }
    Result<std::vector<Suggestion>> complete(Utf16Offset caret, SuggestionRequest request,
                                             const CancelToken &cancel) override
    {
        return m_real->complete(caret, request, cancel);
    }
    void describe(Snapshot &snapshot) const override { m_real->describe(snapshot); }
    std::u16string text() const override { return m_real->text(); }
    std::unique_ptr<FrozenDocument> freeze(FreezeFor purpose) const override
    {
        std::unique_ptr<FrozenDocument> frozen = m_real->freeze(purpose);
        if (purpose == FreezeFor::Check)
            frozen->rows.codes[1][7] ^= 1;
        return frozen;
    }

private:
    std::unique_ptr<LiveDocument> m_real;
};

class LyingModel : public LiveModel
{
public:
    explicit LyingModel(std::shared_ptr<LiveModel> real) : m_real(std::move(real)) {}
    std::string name() const override { return m_real->name(); }
    std::unique_ptr<LiveDocument> makeDocument() override
    {
        return std::make_unique<LyingDocument>(m_real->makeDocument());
    }
    std::unique_ptr<SideModel> makeSideModel() override { return m_real->makeSideModel(); }

private:
    std::shared_ptr<LiveModel> m_real;
};

struct Bench
{
    test::SnapshotReceiver snapshots;
    FindingReceiver findings;
    std::unique_ptr<LiveClient> client;

    explicit Bench(ModelLoader loader = sessionModelLoader({kTinyModel, 2, 0}))
        : client(std::make_unique<LiveClient>(LiveOptions{kTinyModel, 2, 0}, std::move(loader)))
    {
        client->setListener(snapshots.listener());
        client->sideWork()->setListener(findings.listener());
    }
    ~Bench() { client.reset(); } // before what it calls

    void insert(Revision revision, std::int64_t at, std::u16string text)
    {
        const auto size = std::int64_t(text.size());
        client->edit(kDocument, revision, {Utf16Offset(at), 0, std::move(text)}, Utf16Offset(at + size));
    }
};

} // namespace

class TestSideWork : public QObject
{
    Q_OBJECT

private slots:
    void race_countsWhatTheFormulaSays();
    void race_everyThirdUpdate();
    void race_disturbed_isRepeated_data();
    void race_disturbed_isRepeated();
    void check_ofTypedText_findsNothing();
    void check_findsAFlippedCode();
    void question_equalsASessionOfThatText();
    void question_leavesTheDocumentAlone();
    void question_withoutAModel_saysSo();
};

void TestSideWork::race_countsWhatTheFormulaSays()
{
    Bench bench;
    bench.client->setSuggestions({0, 0});
    bench.client->sideWork()->setRace(1);
    bench.client->open(kDocument, 1, kText, Utf16Offset(0));
    QVERIFY(bench.snapshots.waitForRevision(kDocument, 1));
    bench.insert(2, 8, u"and ugly ");
    const auto snapshot = bench.snapshots.waitForRevision(kDocument, 2);
    QVERIFY(snapshot);
    const auto race = bench.findings.next<RaceResult>();
    QVERIFY(race);
    QCOMPARE(race->revision, Revision(2));
    QCOMPARE(race->rows, snapshot->report.rows);
    QVERIFY(race->dense == snapshot->report.dense); // counted by the pass; the report's is the formula
    QVERIFY(race->incremental == snapshot->report.incremental);
    QCOMPARE(race->incrementalMilliseconds, snapshot->report.milliseconds);
    QVERIFY(race->denseMilliseconds > 0);
    QVERIFY(race->dense.total() > race->incremental.total());
    // The snapshot names the rows that the edit changed, also after the caret's own (empty) update.
    QCOMPARE(snapshot->report.changedRows.size(), snapshot->report.layers.size() + 1);
    for (const RowRanges &rows : snapshot->report.changedRows)
        QVERIFY(!rows.empty());
}

void TestSideWork::race_everyThirdUpdate()
{
    Bench bench;
    bench.client->setSuggestions({0, 0});
    bench.client->sideWork()->setRace(3);
    bench.client->open(kDocument, 1, kText, Utf16Offset(0));
    QVERIFY(bench.snapshots.waitForRevision(kDocument, 1)); // opening is no update
    for (Revision revision = 2; revision <= 7; ++revision) {
        bench.insert(revision, 8, u"x");
        QVERIFY(bench.snapshots.waitForRevision(kDocument, revision));
        if (revision % 3 == 1) {
            const auto race = bench.findings.next<RaceResult>();
            QVERIFY(race);
            QCOMPARE(race->revision, revision);
        }
    }
}

void TestSideWork::race_disturbed_isRepeated_data()
{
    QTest::addColumn<int>("disturbances");
    QTest::addColumn<int>("passes");
    QTest::addColumn<bool>("disturbed");
    QTest::newRow("nobody types") << 0 << 1 << false;
    QTest::newRow("two keys") << 2 << 3 << false;
    QTest::newRow("keys without end") << 100 << 4 << true;
}

void TestSideWork::race_disturbed_isRepeated()
{
    QFETCH(int, disturbances);
    QFETCH(int, passes);
    QFETCH(bool, disturbed);
    SideWorker *worker = nullptr;
    std::atomic<int> calls{0};
    /// While the pass runs, a live update begins.
    struct TypedOver : SideModel
    {
        SideWorker *&worker;
        std::atomic<int> &calls;
        int left;
        TypedOver(SideWorker *&w, std::atomic<int> &c, int n) : worker(w), calls(c), left(n) {}
        void race(const FrozenDocument &, RaceResult &result) override
        {
            ++calls;
            if (left-- > 0)
                worker->noteLiveWork();
            result.denseMilliseconds = 1;
        }
        void check(const FrozenDocument &, CheckResult &) override {}
        Answer answer(const Question &) override { return {}; }
        void endQuestions() override {}
    };
    struct Model : LiveModel
    {
        std::function<std::unique_ptr<SideModel>()> make;
        std::string name() const override { return "test"; }
        std::unique_ptr<LiveDocument> makeDocument() override { return nullptr; }
        std::unique_ptr<SideModel> makeSideModel() override { return make(); }
    };
    FindingReceiver findings;
    SideWorker side;
    worker = &side;
    auto model = std::make_shared<Model>();
    model->make = [&] { return std::make_unique<TypedOver>(worker, calls, disturbances); };
    side.setListener(findings.listener());
    side.setModel(model);
    side.setRace(1);
    QVERIFY(side.raceIsDue());
    side.race(std::make_unique<FrozenDocument>());
    QVERIFY(!side.raceIsDue() || calls > 0); // none beside one that waits
    const auto result = findings.next<RaceResult>();
    QVERIFY(result);
    QCOMPARE(result->disturbed, disturbed);
    QCOMPARE(calls.load(), passes);
}

void TestSideWork::check_ofTypedText_findsNothing()
{
    Bench bench;
    bench.client->open(kDocument, 1, kText, Utf16Offset(0));
    for (Revision revision = 2; revision < 20; ++revision)
        bench.insert(revision, std::int64_t(revision) * 3, u"ab ");
    bench.client->sideWork()->check(kDocument);
    const auto check = bench.findings.next<CheckResult>();
    QVERIFY(check);
    QCOMPARE(QString::fromStdString(check->firstDifference), QString());
    QVERIFY(check->equal());
    QCOMPARE(check->codesDifferent, 0);
    QCOMPARE(check->outputsDifferent, 0);
    QCOMPARE(check->largestDifference, 0.0);
    QVERIFY(check->codes > check->rows && check->outputs >= 2 * check->rows);
}

void TestSideWork::check_findsAFlippedCode()
{
    const ModelLoader honest = sessionModelLoader({kTinyModel, 1, 0});
    Bench bench([honest](const std::string &folder) -> Result<std::shared_ptr<LiveModel>> {
        auto real = honest(folder);
        if (!real.ok())
            return real.error();
        return std::shared_ptr<LiveModel>(std::make_shared<LyingModel>(std::move(real).value()));
    });
    bench.client->open(kDocument, 1, kText, Utf16Offset(0));
    bench.client->sideWork()->check(kDocument);
    const auto check = bench.findings.next<CheckResult>();
    QVERIFY(check);
    QVERIFY(!check->equal());
    QCOMPARE(check->codesDifferent, 1);
    QCOMPARE(check->outputsDifferent, 0);
    QVERIFY2(check->firstDifference.find("layer 2") != std::string::npos, check->firstDifference.c_str());
}

void TestSideWork::question_equalsASessionOfThatText()
{
    Bench bench;
    bench.client->open(kDocument, 1, kText, Utf16Offset(0));
    QVERIFY(bench.snapshots.waitForRevision(kDocument, 1)); // the model is there
    const std::u16string texts[] = {kText, u"The house stood at the end of the lane.\n", kText + u"More.",
                                    u"", kText};
    std::uint64_t number = 0;
    for (const std::u16string &text : texts) {
        const auto caret = Utf16Offset(std::int64_t(text.size()) / 2);
        bench.client->sideWork()->ask({++number, text, caret, 3});
        const auto answer = bench.findings.next<Answer>();
        QVERIFY(answer);
        QCOMPARE(answer->number, number);
        QCOMPARE(QString::fromStdString(answer->problem), QString());
        DocumentSession session(Model::load(kTinyModel).value(), {});
        session.setKnownWords(wordsOf(std::make_shared<EnglishDictionary>()));
        QVERIFY(session.open(text, caret).ok());
        const std::vector<ClassScores> classes = session.classes();
        QCOMPARE(answer->classes.size(), classes.size());
        for (std::size_t i = 0; i < classes.size(); ++i)
            QVERIFY(answer->classes[i].probabilities == classes[i].probabilities);
        const auto words = session.complete(caret, 3, 3);
        QVERIFY(words.ok());
        QCOMPARE(answer->suggestions.size(), words.value().size());
        for (std::size_t i = 0; i < words.value().size(); ++i)
            QVERIFY(answer->suggestions[i].text == words.value()[i].text);
    }
}

void TestSideWork::question_leavesTheDocumentAlone()
{
    Bench bench;
    bench.client->setSuggestions({0, 0});
    bench.client->open(kDocument, 1, kText, Utf16Offset(0));
    const auto before = bench.snapshots.waitForRevision(kDocument, 1);
    QVERIFY(before);
    bench.client->sideWork()->ask({1, u"Something else altogether.", Utf16Offset(4), 2});
    QVERIFY(bench.findings.next<Answer>());
    QCOMPARE(bench.snapshots.all().back()->revision, Revision(1)); // no snapshot came of it
    QCOMPARE(bench.client->counters().posted, 0);
    bench.insert(2, 0, u"x");
    bench.client->edit(kDocument, 3, {Utf16Offset(0), 1, u""}, Utf16Offset(0));
    const auto after = bench.snapshots.waitForRevision(kDocument, 3);
    QVERIFY(after);
    for (std::size_t i = 0; i < before->classes.size(); ++i)
        QVERIFY(before->classes[i].probabilities == after->classes[i].probabilities);
    bench.client->sideWork()->check(kDocument);
    const auto check = bench.findings.next<CheckResult>();
    QVERIFY(check && check->equal());
}

void TestSideWork::question_withoutAModel_saysSo()
{
    test::SnapshotReceiver snapshots;
    FindingReceiver findings;
    const auto client = makeLiveClient({DELTAPAD_TEST_DATA "/no_such_model", 1, 0});
    client->sideWork()->setListener(findings.listener());
    client->sideWork()->ask({7, u"Some text.", Utf16Offset(0), 0});
    const auto answer = findings.next<Answer>();
    QVERIFY(answer);
    QCOMPARE(answer->number, std::uint64_t(7));
    QVERIFY(!answer->problem.empty());
}

QTEST_APPLESS_MAIN(TestSideWork)
#include "tst_side_work.moc"
