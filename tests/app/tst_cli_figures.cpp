// SPDX-License-Identifier: MIT
// Percentiles, confusion figures, document splitting and the sums behind a replay report.
#include <QDir>
#include <QScopeGuard>
#include <QTemporaryDir>
#include <QTest>

#include "app/cli/classify.h"
#include "app/cli/model_folder.h"
#include "app/cli/replay_figures.h"
#include "app/cli/score.h"
#include "app/cli/statistics.h"

using namespace deltapad;
using namespace deltapad::cli;

namespace {

UpdateReport report(std::int64_t dense, std::int64_t prefix, std::int64_t incremental, std::int64_t changed)
{
    UpdateReport out;
    out.dense.mlp = dense;
    out.prefix.mlp = prefix;
    out.incremental.mlp = incremental;
    out.incremental.norms = 1'000'000; // apart: must not show in any ratio
    out.rows = 100;
    LayerWork layer;
    layer.rowsChanged = changed;
    layer.codesFlipped = changed / 2;
    layer.laterRows = 50;
    out.layers = {layer, LayerWork()};
    return out;
}

} // namespace

class TestCliFigures : public QObject
{
    Q_OBJECT

private slots:
    void percentile_isLinearBetweenNeighbours();
    void calibration_comparesWhatWasStatedWithWhatCameTrue();
    void confusion_givesAccuracyAndMacroF1();
    void figures_keepPercentilesOverAllEdits();
    void figures_countEditsWithoutWorkApart();
    void splitDocuments_cutsAtSeparatorLines();
    void modelFolder_hasAnOrder();
};

void TestCliFigures::percentile_isLinearBetweenNeighbours()
{
    QCOMPARE(percentile({}, 0.5), 0.0);
    QCOMPARE(percentile({7}, 0.99), 7.0);
    QCOMPARE(percentile({3, 1, 2}, 0.5), 2.0);
    QCOMPARE(percentile({4, 1, 3, 2}, 0.5), 2.5);
    QCOMPARE(percentile({10, 0}, 0.25), 2.5);
    QCOMPARE(percentile({5, 9, 1}, 0), 1.0);
    QCOMPARE(percentile({5, 9, 1}, 1), 9.0);
}

void TestCliFigures::calibration_comparesWhatWasStatedWithWhatCameTrue()
{
    Calibration calibration;
    QCOMPARE(calibration.expectedError(), 0.0);
    for (const double probability : {0.21, 0.25, 0.23, 0.27})
        calibration.note(probability, Occurrence::DidNot);
    QVERIFY(qAbs(calibration.expectedError() - 0.24) < 1e-12);
    Calibration other;
    other.note(1.0, Occurrence::CameTrue);
    other.note(0.22, Occurrence::CameTrue);
    calibration.add(other);
    QCOMPARE(calibration.bins()[2].stated, std::int64_t(5));
    QCOMPARE(calibration.bins()[2].cameTrue, std::int64_t(1));
    QCOMPARE(calibration.bins()[9].cameTrue, std::int64_t(1));
    // Five statements of 1.18 together, of which one came true; the certain one was right.
    QVERIFY(qAbs(calibration.expectedError() - 0.18 / 6) < 1e-12);
}

void TestCliFigures::confusion_givesAccuracyAndMacroF1()
{
    const Confusion confusion = {{8, 2, 0}, {1, 4, 0}, {0, 0, 0}};
    QCOMPARE(accuracyOf(confusion), 12.0 / 15.0);
    // F1 = 16/19 and 8/11; the third class never occurs.
    QCOMPARE(macroF1Of(confusion), (16.0 / 19.0 + 8.0 / 11.0) / 2.0);
    QCOMPARE(accuracyOf({}), 0.0);
}

void TestCliFigures::figures_keepPercentilesOverAllEdits()
{
    ReplayFigures one;
    one.addEdit(report(1000, 500, 100, 10), {.milliseconds = 2.0, .denseMilliseconds = 40.0});
    one.addVerification(true);
    one.addDocument(30);
    ReplayFigures two;
    two.addEdit(report(1000, 500, 10, 20), {.milliseconds = 1.0});
    two.addEdit(report(1000, 500, 20, 30), {.milliseconds = 3.0, .denseMilliseconds = 30.0});
    two.addVerification(false);
    two.addDocument(50);
    one.merge(two);

    const Facts facts = one.toFacts();
    QCOMPARE(facts["edits"].get<int>(), 3);
    QCOMPARE(facts["documents"].get<int>(), 2);
    QCOMPARE(facts["tokens_end"].get<int>(), 40);
    QCOMPARE(facts["verified"].get<int>(), 2);
    QCOMPARE(facts["mismatches"].get<int>(), 1);
    QCOMPARE(one.mismatches(), std::int64_t(1));
    QCOMPARE(facts["ops"]["dense"].get<int>(), 3000);
    QCOMPARE(facts["ops"]["incremental"].get<int>(), 130);
    QCOMPARE(facts["ops_ratio"]["median"].get<double>(), 50.0);
    QCOMPARE(facts["ops_ratio"]["mean_of_sums"].get<double>(), 3000.0 / 130.0);
    QCOMPARE(facts["prefix_ratio"]["median"].get<double>(), 25.0);
    QCOMPARE(facts["ms"]["p50"].get<double>(), 2.0);
    QCOMPARE(facts["ms"]["max"].get<double>(), 3.0);
    QCOMPARE(facts["dense_ms"]["p50"].get<double>(), 35.0);
    QCOMPARE(facts["wall_ratio"]["median"].get<double>(), 15.0);
    QCOMPARE(facts["rows_changed"][0].get<double>(), 60.0 / 300.0);
    QCOMPARE(facts["flip_rate"][0].get<double>(), 30.0 / 150.0);
    QCOMPARE(facts["flip_rate"][1].get<double>(), 0.0);
    QVERIFY(facts["peak_rss_mb"].get<double>() > 1.0);
}

void TestCliFigures::figures_countEditsWithoutWorkApart()
{
    ReplayFigures figures;
    figures.addEdit(report(1000, 500, 0, 0), {.milliseconds = 0.1});
    figures.addEdit(report(1000, 500, 100, 10), {.milliseconds = 1.0});
    const Facts facts = figures.toFacts();
    QCOMPARE(facts["edits"].get<int>(), 2);
    QCOMPARE(facts["edits_without_work"].get<int>(), 1);
    QCOMPARE(facts["ops_ratio"]["p90"].get<double>(), 10.0);
}

void TestCliFigures::splitDocuments_cutsAtSeparatorLines()
{
    using Documents = std::vector<std::u16string_view>;
    const std::u16string_view text = u"a\nb\n\n\x1E\n\x1E\nc \x1E d\n\x1E\ntail";
    QCOMPARE(splitDocuments(text, DocumentSplit::Separator), Documents({u"a\nb", u"c \x1E d", u"tail"}));
    QCOMPARE(splitDocuments(text, DocumentSplit::None), Documents({text}));
    QCOMPARE(splitDocuments(u"a\n\x1E", DocumentSplit::Separator), Documents({u"a"}));
}

void TestCliFigures::modelFolder_hasAnOrder()
{
    const QByteArray before = qgetenv("DELTAPAD_MODEL");
    const auto restore = qScopeGuard([&] { qputenv("DELTAPAD_MODEL", before); });
    const QTemporaryDir prefix;
    const QDir root(prefix.path());
    QVERIFY(root.mkpath("bin"));
    const std::string program = prefix.filePath("bin").toStdString();
    qunsetenv("DELTAPAD_MODEL");
    const std::string development = modelFolder({}, program);
    QVERIFY2(development.find("resources/models/") != std::string::npos, development.c_str());

    QVERIFY(root.mkpath("share/deltapad/models/default"));
    QFile config(prefix.filePath("share/deltapad/models/default/config.json"));
    QVERIFY(config.open(QIODevice::WriteOnly));
    QCOMPARE(modelFolder({}, program), prefix.filePath("share/deltapad/models/default").toStdString());
    qputenv("DELTAPAD_MODEL", "from-environment");
    QCOMPARE(modelFolder({}, program), std::string("from-environment"));
    QCOMPARE(modelFolder("asked", program), std::string("asked"));
}

QTEST_GUILESS_MAIN(TestCliFigures)
#include "tst_cli_figures.moc"
