// SPDX-License-Identifier: MIT
// Versions computed together equal versions computed alone, bit for bit, and what they share is computed
// once. DELTAPAD_SEED repeats a run; DELTAPAD_RANDOM_EDITS makes it longer.
#include "tests/engine/support/tiny_model.h"

#include "engine/revisions/revision_batch.h"

#include <QTest>

#include <algorithm>

using namespace deltapad;
using namespace deltapad::test;

namespace {

using Versions = std::vector<std::vector<TokenId>>;

std::vector<TokenId> randomText(RandomEdits &random, std::int64_t rows)
{
    std::vector<TokenId> tokens = {tinyModel()->config.startToken};
    while (std::ssize(tokens) < rows)
        tokens.push_back(static_cast<TokenId>(random.number(0, tinyModel()->config.vocabulary - 1)));
    return tokens;
}

void applyEdit(const RowEdit &edit, std::vector<TokenId> &tokens)
{
    const auto at = tokens.begin() + edit.begin.value;
    tokens.erase(at, at + edit.removed);
    tokens.insert(tokens.begin() + edit.begin.value, edit.inserted.begin(), edit.inserted.end());
}

/// A history: each version some edits after the one before it, now and then an old one again.
Versions randomHistory(RandomEdits &random, std::int64_t rows, std::size_t count)
{
    Versions versions = {randomText(random, rows)};
    while (versions.size() < count) {
        std::vector<TokenId> next = versions.back();
        if (random.number(0, 5) == 0) {
            next = versions[static_cast<std::size_t>(random.number(0, std::ssize(versions) - 1))];
        } else {
            for (std::int64_t n = random.number(1, 3); n > 0; --n)
                applyEdit(random.next(std::ssize(next)), next);
        }
        versions.push_back(std::move(next));
    }
    return versions;
}

std::int64_t rowsOf(const Versions &versions)
{
    std::int64_t rows = 0;
    for (const std::vector<TokenId> &tokens : versions)
        rows += std::ssize(tokens);
    return rows;
}

} // namespace

class TestRevisionBatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void randomHistories_equalSeparatePasses()
    {
        const auto seed = static_cast<std::uint64_t>(environmentNumber("DELTAPAD_SEED", 4711));
        const std::int64_t histories = environmentNumber("DELTAPAD_RANDOM_EDITS", 400) / 10;
        qInfo("DELTAPAD_SEED=%llu", static_cast<unsigned long long>(seed));
        RandomEdits random(seed, tinyModel()->config.vocabulary, 160);
        RevisionBatch alone(tinyLayout(), 1);
        RevisionBatch threaded(tinyLayout(), 3);
        BatchForward forward(tinyLayout(), 1);
        ForwardState state;
        for (std::int64_t n = 0; n < histories; ++n) {
            const Versions versions = randomHistory(random, random.number(1, 120), 10);
            QVERIFY(alone.run(versions).ok());
            QVERIFY(threaded.run(versions).ok());
            QCOMPARE(alone.versions(), versions.size());
            QCOMPARE(alone.work(), threaded.work());
            QCOMPARE(alone.operations(), threaded.operations());
            Operations dense;
            for (std::size_t v = 0; v < versions.size(); ++v) {
                forward.run(versions[v], state);
                dense += forward.operations();
                for (const RevisionBatch *batch : {&alone, &threaded}) {
                    const std::optional<StateDifference> difference = batch->compare(v, state);
                    QVERIFY2(!difference, difference
                                              ? (describe(*difference) + " in version " + std::to_string(v) +
                                                 " of history " + std::to_string(n))
                                                    .c_str()
                                              : "");
                }
            }
            // The reference is counted by the formula and by the passes themselves.
            QCOMPARE(alone.denseOperations().total(), dense.total());
        }
    }

    /// The tiny model has a window in every layer; this one has none in the middle.
    void layerWithoutWindow_equalsSeparatePasses()
    {
        const auto model = std::make_shared<Model>(*tinyModel());
        model->config.window[1] = 0;
        const auto layout = std::make_shared<const Layout>(model);
        RandomEdits random(12, model->config.vocabulary, 160);
        RevisionBatch batch(layout, 1);
        BatchForward forward(layout, 1);
        ForwardState state;
        const Versions versions = randomHistory(random, 100, 8);
        QVERIFY(batch.run(versions).ok());
        for (std::size_t v = 0; v < versions.size(); ++v) {
            forward.run(versions[v], state);
            const std::optional<StateDifference> difference = batch.compare(v, state);
            QVERIFY2(!difference, difference ? describe(*difference).c_str() : "");
        }
        QVERIFY(batch.work()[1].views < rowsOf(versions)); // versions share what stands before their edits
    }

    void equalVersions_areComputedOnce()
    {
        RandomEdits random(7, tinyModel()->config.vocabulary, 200);
        const std::vector<TokenId> text = randomText(random, 120);
        RevisionBatch batch(tinyLayout(), 1);
        QVERIFY(batch.run({text}).ok());
        const std::vector<RevisionLayerWork> once = batch.work();
        const Operations operations = batch.operations();
        QVERIFY(batch.run(Versions(50, text)).ok());
        QCOMPARE(batch.work(), once);
        QCOMPARE(batch.operations(), operations);
        QCOMPARE(batch.denseOperations().total() % 50, 0);
    }

    void oneVersion_costsNoMoreThanADensePass()
    {
        RandomEdits random(8, tinyModel()->config.vocabulary, 400);
        const Versions versions = {randomText(random, 300)};
        RevisionBatch batch(tinyLayout(), 1);
        QVERIFY(batch.run(versions).ok());
        QVERIFY(batch.operations().total() <= batch.denseOperations().total());
        for (const RevisionLayerWork &layer : batch.work())
            QVERIFY(layer.rowsProjected <= rowsOf(versions));
    }

    void editAtTheStart_isSharedBehindIt()
    {
        RandomEdits random(9, tinyModel()->config.vocabulary, 400);
        Versions versions = {randomText(random, 300)};
        versions.push_back(versions.front());
        versions.back()[1] = (versions.back()[1] + 1) % tinyModel()->config.vocabulary;
        RevisionBatch batch(tinyLayout(), 1);
        QVERIFY(batch.run({versions.front()}).ok());
        const std::vector<RevisionLayerWork> one = batch.work();
        QVERIFY(batch.run(versions).ok());
        // Layer 0 projects only what reads the changed token: itself and the rows that look back to it.
        QVERIFY(batch.work()[0].rowsProjected - one[0].rowsProjected <= tinyLayout()->lookBack + 1);
        QVERIFY(batch.work()[0].rowsProjected > one[0].rowsProjected);
        QVERIFY(batch.finalRows() < rowsOf(versions));
    }

    void compare_findsADifference()
    {
        RandomEdits random(10, tinyModel()->config.vocabulary, 200);
        const Versions versions = randomHistory(random, 90, 2);
        RevisionBatch batch(tinyLayout(), 1);
        QVERIFY(batch.run(versions).ok());
        BatchForward forward(tinyLayout(), 1);
        ForwardState state;
        forward.run(versions[0], state);
        QVERIFY(!batch.compare(0, state));
        state.layers.back().codes[5] ^= 1;
        const std::optional<StateDifference> code = batch.compare(0, state);
        QVERIFY(code);
        QCOMPARE(code->layer, static_cast<std::int32_t>(state.layers.size()) - 1);
        state.layers.back().codes[5] ^= 1;
        state.final[3] = -state.final[3] - 1;
        QCOMPARE(std::string(batch.compare(0, state)->what), std::string("hidden"));
        forward.run({versions[0].begin(), versions[0].end() - 1}, state);
        QCOMPARE(std::string(batch.compare(0, state)->what), std::string("tokens"));
    }

    void badVersions_areNamed()
    {
        RevisionBatch batch(tinyLayout(), 1);
        const std::vector<TokenId> good = {tinyModel()->config.startToken, 1, 2};
        const Versions bad[] = {{good, {}},
                                {good, {0, tinyModel()->config.vocabulary}},
                                {good, {0, -1}},
                                {good, std::vector<TokenId>(4097, 1)}};
        for (const Versions &versions : bad) {
            const Status status = batch.run(versions);
            QVERIFY(!status.ok());
            QCOMPARE(status.error().code, ErrorCode::BadEdit);
            QVERIFY2(status.error().message.find("version 2") != std::string::npos,
                     status.error().message.c_str());
            QCOMPARE(batch.versions(), std::size_t(0));
        }
        QVERIFY(batch.run({}).ok());
        QCOMPARE(batch.operations().total(), 0);
    }

    void cancelled_leavesNothing()
    {
        RandomEdits random(11, tinyModel()->config.vocabulary, 200);
        const Versions versions = randomHistory(random, 60, 4);
        RevisionBatch batch(tinyLayout(), 1);
        std::int64_t stops = 0;
        for (;; ++stops) {
            const Status status = batch.run(versions, CancelToken::afterChecks(stops));
            if (status.ok())
                break;
            QCOMPARE(status.error().code, ErrorCode::Cancelled);
            QCOMPARE(batch.versions(), std::size_t(0));
            QVERIFY(batch.work().empty());
        }
        QVERIFY(stops > std::ssize(tinyLayout()->layers));
        QCOMPARE(batch.versions(), versions.size());
    }
};

QTEST_GUILESS_MAIN(TestRevisionBatch)
#include "tst_revision_batch.moc"
