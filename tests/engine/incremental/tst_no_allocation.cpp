// SPDX-License-Identifier: MIT
// A settled engine allocates nothing: every global allocation of this program is counted.
//
// What may still allocate, and is not hidden here: the first update of its size (longer document, more
// changed rows in a layer, more new summaries at once), more than 64 runs of changed rows, apply() for the
// report that it hands out, and oneTBB's own tasks with more than one thread.
#include "tests/engine/support/tiny_model.h"

#include <QTest>

#include <atomic>
#include <cstdlib>
#include <new>

namespace {
std::atomic<std::int64_t> allocations{0};

void *counted(std::size_t bytes, std::size_t alignment)
{
    allocations.fetch_add(1, std::memory_order_relaxed);
    const std::size_t whole = (bytes + alignment - 1) / alignment * alignment;
    void *memory = alignment > alignof(std::max_align_t) ? std::aligned_alloc(alignment, whole)
                                                         : std::malloc(bytes > 0 ? bytes : 1);
    if (memory == nullptr)
        std::abort();
    return memory;
}
} // namespace

// The forms for arrays and for failure without an exception call these.
void *operator new(std::size_t bytes)
{
    return counted(bytes, 1);
}
void *operator new(std::size_t bytes, std::align_val_t alignment)
{
    return counted(bytes, static_cast<std::size_t>(alignment));
}
void operator delete(void *memory) noexcept
{
    std::free(memory);
}
void operator delete(void *memory, std::size_t) noexcept
{
    std::free(memory);
}
void operator delete(void *memory, std::align_val_t) noexcept
{
    std::free(memory);
}
void operator delete(void *memory, std::size_t, std::align_val_t) noexcept
{
    std::free(memory);
}

using namespace deltapad;

namespace {

/// One-token replacements all over a text, each followed by its opposite, so that a round ends where it
/// began.
std::vector<RowEdit> replacements(const IncrementalEngine &engine, std::uint64_t seed)
{
    test::RandomEdits random(seed, test::tinyModel()->config.vocabulary, engine.rows());
    std::vector<RowEdit> edits;
    for (std::int64_t row = 1; row < engine.rows(); row += 3) {
        const TokenId before = engine.tokens()[static_cast<std::size_t>(row)];
        const auto after = static_cast<TokenId>(random.number(0, test::tinyModel()->config.vocabulary - 1));
        edits.push_back({RowIndex(row), 1, {after}});
        edits.push_back({RowIndex(row), 1, {before}});
    }
    return edits;
}

} // namespace

class TestNoAllocation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void allocationsAreCounted()
    {
        const std::int64_t before = allocations;
        AlignedVector<float> aligned(1000);
        std::vector<int> plain(10);
        QCOMPARE(allocations - before, 2);
        QVERIFY(aligned.size() + plain.size() > 0);
    }

    void applyInto_ofASettledDocumentAllocatesNothing()
    {
        constexpr std::int64_t kRows = 120;
        IncrementalEngine engine(test::tinyLayout(), 1, kRows + 1);
        test::RandomEdits random(41, test::tinyModel()->config.vocabulary, kRows);
        std::vector<TokenId> text;
        for (std::int64_t n = 0; n < kRows; ++n)
            text.push_back(static_cast<TokenId>(random.number(0, test::tinyModel()->config.vocabulary - 1)));
        UpdateReport report;
        std::int64_t before = allocations;
        QVERIFY(engine.applyInto({RowIndex(1), 0, text}, report).ok());
        QVERIFY(allocations > before); // the first update grows the buffers

        const std::vector<RowEdit> edits = replacements(engine, 42);
        for (const RowEdit &edit : edits)
            QVERIFY(engine.applyInto(edit, report).ok());
        std::int64_t flips = 0;
        std::int64_t summaries = 0;
        for (const RowEdit &edit : edits) {
            before = allocations;
            const bool applied = engine.applyInto(edit, report).ok();
            const std::int64_t made = allocations - before;
            QVERIFY(applied);
            QCOMPARE(made, 0);
            for (const LayerWork &work : report.layers) {
                flips += work.codesFlipped;
                summaries += work.summariesChanged;
            }
        }
        // The rounds did what an update can do: later codes flipped, summaries were replaced.
        QVERIFY(flips > 0);
        QVERIFY(summaries > 0);
    }

    void apply_allocatesNoMoreThanItsReport()
    {
        IncrementalEngine engine(test::tinyLayout(), 1, 101);
        test::RandomEdits random(43, test::tinyModel()->config.vocabulary, 100);
        std::vector<TokenId> text;
        for (std::int64_t n = 0; n < 100; ++n)
            text.push_back(static_cast<TokenId>(random.number(0, test::tinyModel()->config.vocabulary - 1)));
        QVERIFY(engine.apply({RowIndex(1), 0, text}).ok());
        const std::vector<RowEdit> edits = replacements(engine, 44);
        for (const RowEdit &edit : edits)
            QVERIFY(engine.apply(edit).ok());
        // The list of layers, the list of lists of ranges, and the ranges of every layer and of the outputs.
        const auto most = static_cast<std::int64_t>(2 + test::tinyLayout()->layers.size() + 1);
        for (const RowEdit &edit : edits) {
            const std::int64_t before = allocations;
            const bool applied = engine.apply(edit).ok();
            const std::int64_t made = allocations - before;
            QVERIFY(applied);
            QVERIFY2(made <= most, qPrintable(QString::number(made)));
        }
    }
};

QTEST_GUILESS_MAIN(TestNoAllocation)
#include "tst_no_allocation.moc"
