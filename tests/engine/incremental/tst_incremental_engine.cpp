// SPDX-License-Identifier: MIT
// Invariants I1-I6 of the incremental engine against the batch reference, and the work that it reports.
// DELTAPAD_RANDOM_EDITS and DELTAPAD_SEED lengthen and vary the random runs.
#include "tests/engine/support/tiny_model.h"

#include <QTest>

using namespace deltapad;

namespace {

std::vector<TokenId> someTokens(std::uint64_t seed, std::int64_t count)
{
    test::RandomEdits random(seed, test::tinyModel()->config.vocabulary, count);
    std::vector<TokenId> tokens;
    for (std::int64_t n = 0; n < count; ++n)
        tokens.push_back(static_cast<TokenId>(random.number(0, test::tinyModel()->config.vocabulary - 1)));
    return tokens;
}

/// Counts the pairs of one layer the slow way.
std::int64_t countPairs(const Layout &layout, std::size_t l, const std::vector<Segment> &segments,
                        std::int64_t rows, std::int64_t first)
{
    std::int64_t pairs = 0;
    for (std::int64_t i = first; i < rows; ++i) {
        for (std::int64_t j = 0; j <= i; ++j)
            pairs += layout.layers[l].window == 0 || i - j < layout.layers[l].window ? 1 : 0;
        if (layout.layers[l].segments)
            for (const Segment &segment : segments)
                if (segment.end <= i && !(segments.back() == segment)) {
                    const auto own = std::find_if(segments.begin(), segments.end(), [&](const Segment &s) {
                        return i >= s.begin && i < s.end;
                    });
                    pairs += segment.end <= own->begin ? 1 : 0;
                }
    }
    return pairs;
}

} // namespace

class TestIncrementalEngine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void startToken_equalsBatch()
    {
        IncrementalEngine engine(test::tinyLayout(), 1, 64);
        BatchForward forward(test::tinyLayout(), 1);
        ForwardState state;
        QCOMPARE(engine.rows(), 1);
        QVERIFY(!test::differenceToBatch(engine, forward, state));
    }

    void I1_randomEdits_equalBatch_data()
    {
        QTest::addColumn<int>("capacity");
        QTest::addColumn<int>("threads");
        QTest::addColumn<int>("edits");
        const auto edits = static_cast<int>(test::environmentNumber("DELTAPAD_RANDOM_EDITS", 4000));
        QTest::newRow("12 rows") << 12 << 1 << edits / 4;
        QTest::newRow("48 rows") << 48 << 1 << edits / 2;
        QTest::newRow("128 rows") << 128 << 1 << edits / 8;
        QTest::newRow("128 rows, 3 threads") << 128 << 3 << edits / 8;
    }
    void I1_randomEdits_equalBatch()
    {
        QFETCH(int, capacity);
        QFETCH(int, threads);
        QFETCH(int, edits);
        const auto seed = static_cast<std::uint64_t>(test::environmentNumber("DELTAPAD_SEED", 20260701));
        qInfo("seed %llu, %d edits", static_cast<unsigned long long>(seed), edits);
        IncrementalEngine engine(test::tinyLayout(), threads, capacity);
        BatchForward forward(test::tinyLayout(), 1);
        ForwardState state;
        test::RandomEdits random(seed, test::tinyModel()->config.vocabulary, capacity);
        test::EditHistory history;
        for (int n = 0; n < edits; ++n) {
            const RowEdit edit = history.next(random, engine);
            const Result<UpdateReport> report = engine.apply(edit);
            QVERIFY2(report.ok(), report.ok() ? "" : report.error().message.c_str());
            const auto difference = test::differenceToBatch(engine, forward, state);
            QVERIFY2(!difference, qPrintable(QString("edit %1 (seed %2): %3")
                                                 .arg(n)
                                                 .arg(seed)
                                                 .arg(QString::fromStdString(difference.value_or("")))));
        }
    }

    void I2_undoRestoresEveryBit()
    {
        IncrementalEngine engine(test::tinyLayout(), 1, 100);
        QVERIFY(engine.apply({RowIndex(1), 0, someTokens(3, 80)}).ok());
        BatchForward forward(test::tinyLayout(), 1);
        ForwardState before;
        forward.run(engine.tokens(), before);
        const std::vector<std::int64_t> sums = engine.featureSums();
        for (const RowEdit &edit : {RowEdit{RowIndex(40), 0, {5}}, RowEdit{RowIndex(10), 30, {}},
                                    RowEdit{RowIndex(1), 3, someTokens(4, 19)}}) {
            const RowEdit back = test::inverse(edit, engine.tokens());
            QVERIFY(engine.apply(edit).ok());
            QVERIFY(engine.compare(before).has_value()); // something did change
            QVERIFY(engine.apply(back).ok());
            QVERIFY(!engine.compare(before));
            QCOMPARE(engine.featureSums(), sums);
        }
    }

    void I3_threadsDoNotMatter()
    {
        IncrementalEngine one(test::tinyLayout(), 1, 128);
        IncrementalEngine four(test::tinyLayout(), 4, 128);
        BatchForward forward(test::tinyLayout(), 1);
        ForwardState state;
        test::RandomEdits random(99, test::tinyModel()->config.vocabulary, 128);
        for (int n = 0; n < 60; ++n) {
            const RowEdit edit = random.next(one.rows());
            const auto a = one.apply(edit);
            const auto b = four.apply(edit);
            QVERIFY(a.ok() && b.ok());
            QCOMPARE(a.value().incremental, b.value().incremental);
            QCOMPARE(a.value().layers, b.value().layers);
            forward.run(one.tokens(), state);
            QVERIFY(!one.compare(state));
            QVERIFY(!four.compare(state));
        }
    }

    void I4_workDependsOnTheChangeNotOnHistory()
    {
        const std::vector<TokenId> text = someTokens(5, 90);
        IncrementalEngine fresh(test::tinyLayout(), 1, 128);
        QVERIFY(fresh.apply({RowIndex(1), 0, text}).ok());
        IncrementalEngine worn(test::tinyLayout(), 1, 128);
        test::RandomEdits random(6, test::tinyModel()->config.vocabulary, 128);
        for (int n = 0; n < 200; ++n)
            QVERIFY(worn.apply(random.next(worn.rows())).ok());
        QVERIFY(worn.apply({RowIndex(1), worn.rows() - 1, text}).ok());
        for (const RowEdit &edit : {RowEdit{RowIndex(45), 1, {7}}, RowEdit{RowIndex(20), 0, {8, 9}},
                                    RowEdit{RowIndex(60), 2, {}}}) {
            const auto a = fresh.apply(edit);
            const auto b = worn.apply(edit);
            QVERIFY(a.ok() && b.ok());
            QCOMPARE(a.value().incremental, b.value().incremental);
            QCOMPARE(a.value().layers, b.value().layers);
        }
    }

    void I5_cancelledUpdateChangesNothing_data()
    {
        QTest::addColumn<int>("threads");
        QTest::addColumn<int>("rows");
        QTest::addColumn<int>("begin");
        QTest::addColumn<int>("farRows");
        QTest::newRow("in the middle") << 1 << 100 << 30 << 0;
        // Rows far behind an edit see a changed summary only; their sums are corrected in place.
        QTest::newRow("far rows, three threads") << 3 << 122 << 3 << 60;
    }
    /// Stopped at every check in turn: the state stays whole, and the next update is right.
    void I5_cancelledUpdateChangesNothing()
    {
        QFETCH(int, threads);
        QFETCH(int, rows);
        QFETCH(int, begin);
        QFETCH(int, farRows);
        IncrementalEngine engine(test::tinyLayout(), threads, 128);
        QVERIFY(engine.apply({RowIndex(1), 0, someTokens(7, rows)}).ok());
        BatchForward forward(test::tinyLayout(), 1);
        ForwardState before;
        forward.run(engine.tokens(), before);
        const RowEdit edit{RowIndex(begin), 4, someTokens(8, 5)};
        std::int64_t cancelled = 0;
        for (std::int64_t checks = 0;; ++checks) {
            const auto report = engine.apply(edit, CancelToken::afterChecks(checks));
            if (report.ok()) {
                const std::vector<LayerWork> &layers = report.value().layers;
                QVERIFY(std::any_of(layers.begin(), layers.end(),
                                    [&](const LayerWork &work) { return work.rowsCorrected > farRows; }));
                break;
            }
            QCOMPARE(report.error().code, ErrorCode::Cancelled);
            const auto difference = engine.compare(before);
            QVERIFY2(!difference, difference ? difference->what : "");
            ++cancelled;
        }
        QVERIFY2(cancelled > 12, "an update is expected to look at its token at every step of every layer");
        ForwardState after;
        QVERIFY(!test::differenceToBatch(engine, forward, after));
    }

    void logits_keptEqualComputed()
    {
        constexpr std::uint32_t kSeed = 31;
        IncrementalEngine engine(test::tinyLayout(), 1, 96);
        const std::int32_t vocabulary = test::tinyModel()->config.vocabulary;
        test::RandomEdits random(kSeed, vocabulary, 96);
        Scratch scratch(engine.layout());
        AlignedVector<float> asked(static_cast<std::size_t>(roundUpTo(vocabulary, 16)));
        AlignedVector<float> computed(asked.size());
        std::int64_t kept = 0;
        std::int64_t row = 0;
        for (int n = 0; n < 400; ++n) {
            if (n % 3 != 2) { // else what was kept before has to stay right or be dropped
                row = (n * 7) % 96;
                engine.keepLogitsOf(RowIndex(row));
            }
            QVERIFY(engine.apply(random.next(engine.rows())).ok());
            for (std::int64_t i = 0; i < engine.rows(); ++i) {
                kept += engine.keptLogits(i) != nullptr ? 1 : 0;
                if (engine.keptLogits(i) == nullptr && i != row)
                    continue;
                engine.logits(i, asked.data());
                engine.math().logits(engine.hidden(engine.layout().layers.size(), i), computed.data(),
                                     scratch);
                QVERIFY(std::equal(computed.begin(), computed.begin() + vocabulary, asked.begin()));
            }
        }
        QVERIFY(kept > 200);
    }

    void I5_refusedEditChangesNothing_data()
    {
        QTest::addColumn<qint64>("begin");
        QTest::addColumn<qint64>("removed");
        QTest::addColumn<int>("token");
        QTest::addColumn<int>("count");
        QTest::newRow("the start token") << qint64(0) << qint64(1) << 5 << 0;
        QTest::newRow("behind the end") << qint64(42) << qint64(0) << 5 << 1;
        QTest::newRow("removes too much") << qint64(30) << qint64(20) << 5 << 1;
        QTest::newRow("negative") << qint64(5) << qint64(-1) << 5 << 1;
        QTest::newRow("unknown token") << qint64(5) << qint64(0) << 360 << 1;
        QTest::newRow("negative token") << qint64(5) << qint64(0) << -1 << 1;
        QTest::newRow("over capacity") << qint64(5) << qint64(0) << 5 << 30;
    }
    void I5_refusedEditChangesNothing()
    {
        QFETCH(qint64, begin);
        QFETCH(qint64, removed);
        QFETCH(int, token);
        QFETCH(int, count);
        IncrementalEngine engine(test::tinyLayout(), 1, 64);
        QVERIFY(engine.apply({RowIndex(1), 0, someTokens(9, 40)}).ok());
        BatchForward forward(test::tinyLayout(), 1);
        ForwardState before;
        forward.run(engine.tokens(), before);
        const auto report = engine.apply(
            {RowIndex(begin), removed, std::vector<TokenId>(static_cast<std::size_t>(count), token)});
        QVERIFY(!report.ok());
        QCOMPARE(report.error().code, ErrorCode::BadEdit);
        QVERIFY(!engine.compare(before));
    }

    void I6_memoryIsBoundedByTheCapacity()
    {
        IncrementalEngine engine(test::tinyLayout(), 1, 64);
        test::RandomEdits random(10, test::tinyModel()->config.vocabulary, 64);
        QVERIFY(engine.apply({RowIndex(1), 0, someTokens(11, 63)}).ok());
        QVERIFY(engine.apply({RowIndex(1), 63, {}}).ok());
        for (int n = 0; n < 200; ++n)
            QVERIFY(engine.apply(random.next(engine.rows())).ok());
        const std::int64_t settled = engine.memoryBytes();
        for (int n = 0; n < 2000; ++n)
            QVERIFY(engine.apply(random.next(engine.rows())).ok());
        QVERIFY(engine.memoryBytes() <=
                settled * 3 / 2); // stages grow to the largest update, never with the session
    }

    void work_sameTokensCostNothing()
    {
        IncrementalEngine engine(test::tinyLayout(), 1, 64);
        const std::vector<TokenId> text = someTokens(12, 50);
        QVERIFY(engine.apply({RowIndex(1), 0, text}).ok());
        const auto report =
            engine.apply({RowIndex(10), 5, std::vector<TokenId>(text.begin() + 9, text.begin() + 14)});
        QVERIFY(report.ok());
        QCOMPARE(report.value().incremental, Operations{});
        QCOMPARE(report.value().outputsRefreshed, 0);
    }

    void work_appendedTokenIsOneRowPerLayer()
    {
        IncrementalEngine engine(test::tinyLayout(), 1, 64);
        QVERIFY(engine.apply({RowIndex(1), 0, someTokens(13, 40)}).ok());
        const auto report = engine.apply({RowIndex(41), 0, {77}});
        QVERIFY(report.ok());
        for (const LayerWork &work : report.value().layers) {
            QCOMPARE(work.rowsProjected, 1);
            QCOMPARE(work.rowsChanged, 1);
            QCOMPARE(work.rowsCorrected, 0);
        }
        QCOMPARE(report.value().outputsRefreshed, 1);
    }

    void work_windowsBoundWhatAnEditTouches()
    {
        // A replaced token reaches, per windowed layer, the window behind the rows that changed and nothing
        // else.
        IncrementalEngine engine(test::tinyLayout(), 1, 128);
        QVERIFY(engine.apply({RowIndex(1), 0, someTokens(14, 120)}).ok());
        const auto report = engine.apply({RowIndex(20), 1, {engine.tokens()[20] == 9 ? 10 : 9}});
        QVERIFY(report.ok());
        const auto &config = test::tinyModel()->config;
        const std::int64_t embedded = 1 + test::tinyLayout()->lookBack;
        QCOMPARE(report.value().rowsEmbedded, embedded);
        QVERIFY(report.value().layers[0].rowsProjected <= embedded);
        QVERIFY(report.value().layers[0].rowsCorrected + report.value().layers[0].rowsFromScratch <=
                embedded + config.window[0] - 1);
        QVERIFY(report.value().layers[0].codesFlipped <= config.window[0] - 1);
    }

    void counts_formulasEqualCountingOneByOne()
    {
        IncrementalEngine engine(test::tinyLayout(), 1, 128);
        const Layout &layout = *test::tinyLayout();
        const UnitCosts cost(layout);
        test::RandomEdits random(15, test::tinyModel()->config.vocabulary, 128);
        for (int n = 0; n < 40; ++n) {
            QVERIFY(engine.apply(random.next(engine.rows())).ok());
            for (const std::int64_t first : {std::int64_t(0), engine.rows() / 3, engine.rows()}) {
                std::int64_t pairs = 0;
                for (std::size_t l = 0; l < layout.layers.size(); ++l)
                    pairs += countPairs(layout, l, engine.segments(), engine.rows(), first);
                const Operations counted = countForward(layout, engine.segments(), engine.rows(), first);
                QCOMPARE(counted.attention, pairs * cost.pair);
                QCOMPARE(counted.mlp, (engine.rows() - first) * cost.mlpRow *
                                          static_cast<std::int64_t>(layout.layers.size()));
            }
        }
    }

    void counts_insertingEverythingCostsADensePass()
    {
        IncrementalEngine engine(test::tinyLayout(), 1, 128);
        const auto report = engine.apply({RowIndex(1), 0, someTokens(16, 100)});
        QVERIFY(report.ok());
        const Operations prefix = report.value().prefix; // all rows but the start token
        QCOMPARE(report.value().incremental.attention, prefix.attention);
        QCOMPARE(report.value().incremental.mlp, prefix.mlp);
        // The start token's own segment gets its first reader, hence its summary.
        const UnitCosts cost(*test::tinyLayout());
        QCOMPARE(report.value().incremental.projection,
                 prefix.projection + cost.summaryCodes + cost.summaryColumn);
        QCOMPARE(report.value().incremental.output, prefix.output + cost.tokenScore);
    }

    void logits_areThoseBehindTheSurprise()
    {
        IncrementalEngine engine(test::tinyLayout(), 1, 64);
        QVERIFY(engine.apply({RowIndex(1), 0, someTokens(17, 40)}).ok());
        AlignedVector<float> scores(
            static_cast<std::size_t>(roundUpTo(test::tinyModel()->config.vocabulary, 16)));
        for (std::int64_t row = 0; row + 1 < engine.rows(); ++row) {
            engine.logits(row, scores.data());
            QCOMPARE(
                engine.bits(row + 1),
                surpriseBits(
                    engine.logSum(row),
                    scores[static_cast<std::size_t>(engine.tokens()[static_cast<std::size_t>(row) + 1])]));
        }
    }
};

QTEST_GUILESS_MAIN(TestIncrementalEngine)
#include "tst_incremental_engine.moc"
