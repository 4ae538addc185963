// SPDX-License-Identifier: MIT
#include <QTest>

#include "engine/live/running_window.h"

using namespace deltapad;

namespace {

UpdateReport report(double milliseconds, std::int64_t dense, std::int64_t prefix, std::int64_t own)
{
    UpdateReport out;
    out.milliseconds = milliseconds;
    out.dense.mlp = dense;
    out.prefix.attention = prefix;
    out.incremental.output = own;
    return out;
}

} // namespace

class TestRunningWindow : public QObject
{
    Q_OBJECT

private slots:
    void empty_isZero();
    void figures_byHand();
    void emptyUpdate_hasNoRatio();
    void oldUpdates_leaveTheWindow();
};

void TestRunningWindow::empty_isZero()
{
    const RunningFigures figures = RunningWindow().figures();
    QCOMPARE(figures.updates, 0);
    QCOMPARE(figures.medianMilliseconds, 0.0);
    QCOMPARE(figures.medianDenseRatio, 0.0);
}

void TestRunningWindow::figures_byHand()
{
    RunningWindow window;
    for (int i = 20; i >= 1; --i)
        window.add(report(i, 100 * i, 10 * i, 10));
    const RunningFigures figures = window.figures();
    QCOMPARE(figures.updates, 20);
    QCOMPARE(figures.medianMilliseconds, 10.0);
    QCOMPARE(figures.p95Milliseconds, 19.0);
    QCOMPARE(figures.medianDenseRatio, 100.0);
    QCOMPARE(figures.medianPrefixRatio, 10.0);
}

void TestRunningWindow::emptyUpdate_hasNoRatio()
{
    RunningWindow window;
    window.add(report(1, 100, 50, 10));
    window.add(report(3, 100, 50, 0));
    QCOMPARE(window.figures().medianDenseRatio, 10.0);
    QCOMPARE(window.figures().p95Milliseconds, 3.0);
}

void TestRunningWindow::oldUpdates_leaveTheWindow()
{
    RunningWindow window;
    window.add(report(1000, 1, 1, 1));
    for (std::size_t i = 0; i < RunningWindow::kSize; ++i)
        window.add(report(2, 1, 1, 1));
    QCOMPARE(window.figures().p95Milliseconds, 2.0);
    QCOMPARE(window.figures().updates, std::int64_t(RunningWindow::kSize) + 1);
}

QTEST_APPLESS_MAIN(TestRunningWindow)
#include "tst_running_window.moc"
