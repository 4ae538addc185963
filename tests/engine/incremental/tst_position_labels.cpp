// SPDX-License-Identifier: MIT
// Position labels: an insertion takes labels of its gap; a full gap moves as few neighbours as possible.
// DELTAPAD_SEED varies the random run.
#include "tests/engine/support/tiny_model.h"

#include "engine/incremental/position_labels.h"

#include <QTest>

#include <algorithm>

using namespace deltapad;

namespace {

using Labels = std::vector<std::int32_t>;

ModelConfig table(std::int32_t positions, std::int32_t context)
{
    ModelConfig config;
    config.positions = positions;
    config.context = context;
    return config;
}

LabelPlan planned(const ModelConfig &config, const Labels &labels, std::int64_t begin, std::int64_t removed,
                  std::int64_t inserted)
{
    LabelPlan plan;
    planLabels(config, labels, begin, removed, inserted, plan);
    return plan;
}

Labels after(const Labels &labels, const LabelPlan &plan)
{
    Labels out(labels.begin(), labels.begin() + plan.begin);
    out.insert(out.end(), plan.labels.begin(), plan.labels.end());
    out.insert(out.end(), labels.begin() + plan.begin + plan.removed, labels.end());
    return out;
}

/// Fewest old rows around the gap that have to move so that all fit, without any room to spare.
std::int64_t fewestMoved(const ModelConfig &config, const Labels &labels, std::int64_t begin,
                         std::int64_t removed, std::int64_t inserted)
{
    const auto rows = std::ssize(labels);
    std::int64_t fewest = rows;
    for (std::int64_t first = 1; first <= begin; ++first)
        for (std::int64_t last = begin + removed; last <= rows; ++last) {
            const std::int64_t moved = last - first - removed;
            const std::int32_t above =
                last < rows ? labels[static_cast<std::size_t>(last)] : config.positions;
            if (above - labels[static_cast<std::size_t>(first - 1)] - 1 >= moved + inserted)
                fewest = std::min(fewest, moved);
        }
    return fewest;
}

} // namespace

class TestPositionLabels : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void written_isEvenlySpaced_andEndsAtTheLastLabel()
    {
        const ModelConfig config = table(10, 3);
        QCOMPARE(writtenLabels(config, 5), (Labels{0, 3, 6, 9, 9}));
        QCOMPARE(labelBehind(config, 3), 6);
        QCOMPARE(labelBehind(config, 8), 9);
        QVERIFY(writtenLabels(table(0, 3), 5).empty());
    }

    void insertion_takesTheMiddleOfItsGap()
    {
        const LabelPlan plan = planned(table(40, 10), {0, 4, 8, 12}, 2, 0, 1);
        QCOMPARE(plan.begin, 2);
        QCOMPARE(plan.removed, 0);
        QCOMPARE(plan.labels, (Labels{6}));
    }

    void appending_goesOnAsIfWritten()
    {
        QCOMPARE(planned(table(40, 10), {0, 4, 8}, 3, 0, 3).labels, (Labels{12, 16, 20}));
        // Closer, where that would leave the table.
        QCOMPARE(planned(table(40, 10), {0, 4, 32}, 3, 0, 4).labels, (Labels{33, 34, 35, 36}));
    }

    void replacement_keepsItsLabels()
    {
        QCOMPARE(planned(table(40, 10), {0, 4, 8, 12}, 1, 2, 2).labels, (Labels{4, 8}));
        QCOMPARE(planned(table(40, 10), {0, 4, 8, 12}, 1, 2, 1).labels, (Labels{4}));
        QVERIFY(planned(table(40, 10), {0, 4, 8, 12}, 1, 2, 0).labels.empty());
    }

    void fullGap_movesNeighboursOnly()
    {
        // Between 11 and 12 is no label; 13 is free behind, 8 to 10 are before.
        const LabelPlan plan = planned(table(60, 10), {0, 7, 11, 12, 20, 40}, 3, 0, 1);
        QCOMPARE(plan.begin, 3);
        QCOMPARE(plan.removed, 1); // the row of label 12 and nothing else
        QCOMPARE(plan.labels, (Labels{14, 17}));
    }

    void tableWithoutRoomToSpare_isFilled()
    {
        const ModelConfig config = table(6, 6);
        Labels labels{0};
        for (int n = 1; n < 6; ++n)
            labels = after(labels, planned(config, labels, 1, 0, 1)); // always in front
        QCOMPARE(labels, (Labels{0, 1, 2, 3, 4, 5}));
    }

    void randomEdits_keepLabelsAscending_andMoveFew()
    {
        const auto seed = static_cast<std::uint64_t>(test::environmentNumber("DELTAPAD_SEED", 77));
        qInfo("seed %llu", static_cast<unsigned long long>(seed));
        for (const std::int32_t positions : {24, 25, 48, 96}) {
            const ModelConfig config = table(positions, 24);
            test::RandomEdits random(seed + static_cast<std::uint64_t>(positions), 2, config.context);
            Labels labels{0};
            std::int64_t moved = 0;
            for (int n = 0; n < 3000; ++n) {
                const RowEdit edit = random.next(std::ssize(labels));
                const auto inserted = std::ssize(edit.inserted);
                const LabelPlan plan = planned(config, labels, edit.begin.value, edit.removed, inserted);
                const std::int64_t neighbours = std::ssize(plan.labels) - inserted;
                QVERIFY(plan.begin >= 1 && plan.begin <= edit.begin.value);
                QVERIFY(plan.begin + plan.removed >= edit.begin.value + edit.removed);
                QCOMPARE(plan.removed - edit.removed, neighbours);
                const std::int64_t fewest =
                    fewestMoved(config, labels, edit.begin.value, edit.removed, inserted);
                QVERIFY(neighbours >= fewest);
                if (fewest == 0)
                    QCOMPARE(neighbours, 0);
                labels = after(labels, plan);
                QVERIFY2(std::adjacent_find(labels.begin(), labels.end(), std::greater_equal<>()) ==
                             labels.end(),
                         qPrintable(QString("edit %1").arg(n)));
                QCOMPARE(labels.front(), 0);
                QVERIFY(labels.back() < positions);
                moved += neighbours;
            }
            QVERIFY(moved > 0); // gaps did fill up
        }
    }
};

QTEST_GUILESS_MAIN(TestPositionLabels)
#include "tst_position_labels.moc"
