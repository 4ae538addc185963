// SPDX-License-Identifier: MIT
// Which rows an update computed again: the ranges in its report hold every row that became another one.
#include "tests/engine/support/tiny_model.h"

#include "engine/incremental/changed_rows.h"

#include <QTest>

#include <algorithm>

using namespace deltapad;

namespace {

bool holds(const RowRanges &ranges, std::int64_t row)
{
    return std::any_of(ranges.begin(), ranges.end(),
                       [row](const RowRange &range) { return range.begin <= row && row < range.end; });
}

std::int64_t rowsOf(const RowRanges &ranges)
{
    std::int64_t rows = 0;
    for (const RowRange &range : ranges)
        rows += range.end - range.begin;
    return rows;
}

} // namespace

class TestChangedRows : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ranges_ofRows()
    {
        const std::vector<std::int32_t> rows{1, 2, 3, 7, 9, 10};
        QCOMPARE(rowRanges(rows), (RowRanges{{1, 4}, {7, 8}, {9, 11}}));
        QVERIFY(rowRanges({}).empty());
    }

    void ranges_tooMany_closeTheNarrowestGaps()
    {
        std::vector<std::int32_t> rows;
        for (std::int32_t n = 0; n < 100; ++n)
            rows.push_back(n * (n < 50 ? 2 : 10));
        const RowRanges ranges = rowRanges(rows);
        QVERIFY(ranges.size() <= kMostRowRanges);
        for (const std::int32_t row : rows)
            QVERIFY(holds(ranges, row));
        QVERIFY(!holds(ranges, 605)); // a wide gap stays open
    }

    void ranges_followAnEdit()
    {
        const RowRanges ranges{{2, 5}, {10, 20}, {30, 31}};
        QCOMPARE(followRowEdit(ranges, 12, 3, 1), (RowRanges{{2, 5}, {10, 12}, {13, 18}, {28, 29}}));
        QCOMPARE(followRowEdit(ranges, 12, 3, 0), (RowRanges{{2, 5}, {10, 17}, {27, 28}}));
        QCOMPARE(followRowEdit(ranges, 0, 0, 4), (RowRanges{{6, 9}, {14, 24}, {34, 35}}));
        QCOMPARE(joinRowRanges({{1, 3}, {8, 9}}, {{2, 5}, {9, 10}}), (RowRanges{{1, 5}, {8, 10}}));
    }

    /// Against the states before and after, row by row and layer by layer.
    void engine_namesEveryRowThatChanged()
    {
        const auto seed = static_cast<std::uint64_t>(test::environmentNumber("DELTAPAD_SEED", 31));
        qInfo("seed %llu", static_cast<unsigned long long>(seed));
        IncrementalEngine engine(test::tinyLayout(), 1, 100);
        BatchForward forward(test::tinyLayout(), 1);
        test::RandomEdits random(seed, test::tinyModel()->config.vocabulary, 100);
        ForwardState before;
        ForwardState after;
        for (int n = 0; n < 200; ++n) {
            forward.run(engine.tokens(), before);
            const auto report = engine.apply(random.next(engine.rows()));
            QVERIFY(report.ok());
            const UpdateReport &update = report.value();
            forward.run(engine.tokens(), after);
            QCOMPARE(update.changedRows.size(), update.layers.size() + 1);
            QCOMPARE(update.rows,
                     std::int64_t(before.tokens.size()) + update.rowsInserted - update.rowsRemoved);
            const auto width = static_cast<std::size_t>(engine.layout().paddedWidth);
            for (std::size_t l = 0; l < update.changedRows.size(); ++l) {
                const bool last = l == update.layers.size();
                const float *old = last ? before.final.data() : before.layers[l].hidden.data();
                const float *now = last ? after.final.data() : after.layers[l].hidden.data();
                for (std::int64_t row = 0; row < engine.rows(); ++row) {
                    const bool isNew =
                        row >= update.firstChangedRow && row < update.firstChangedRow + update.rowsInserted;
                    const std::int64_t was =
                        row < update.firstChangedRow ? row : row - update.rowsInserted + update.rowsRemoved;
                    const auto at = static_cast<std::size_t>(row) * width;
                    const bool changed =
                        isNew || !std::equal(now + at, now + at + width, old + std::size_t(was) * width);
                    QCOMPARE(holds(update.changedRows[l], row), changed);
                }
                if (!last)
                    QCOMPARE(rowsOf(update.changedRows[l]), update.layers[l].rowsProjected);
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestChangedRows)
#include "tst_changed_rows.moc"
