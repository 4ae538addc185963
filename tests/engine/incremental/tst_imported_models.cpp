// SPDX-License-Identifier: MIT
// Models imported from OPT and GPT-2 checkpoints (learned positions, biases, ReLU or GELU, scaled scores):
// golden values of the trainer's numpy reference, and invariants I1, I3 and I5 against the batch reference,
// which is given the rows' position labels. DELTAPAD_RANDOM_EDITS and DELTAPAD_SEED lengthen and vary the
// random runs.
#include "tests/engine/support/golden_checks.h"
#include "tests/engine/support/simd_variants.h"
#include "tests/engine/support/tiny_model.h"

#include "engine/incremental/branch.h"
#include "engine/incremental/position_labels.h"
#include "engine/revisions/revision_batch.h"

// Behind oneTBB, which has functions of the name that Qt makes a keyword.
#include "tests/engine/model/model_files.h"

#include <QCoreApplication>
#include <QTest>

#include <nlohmann/json.hpp>

#include <cmath>
#include <cstring>
#include <fstream>
#include <map>
#include <random>

using namespace deltapad;
using nlohmann::json;

namespace {

std::shared_ptr<const Layout> layoutOf(const std::string &family)
{
    static std::map<std::string, std::shared_ptr<const Layout>> layouts;
    std::shared_ptr<const Layout> &layout = layouts[family];
    if (!layout) {
        Result<std::shared_ptr<const Model>> loaded = Model::load(DELTAPAD_TEST_DATA "/tiny_" + family);
        if (!loaded.ok())
            qFatal("%s", loaded.error().message.c_str());
        layout = std::make_shared<const Layout>(std::move(loaded).value());
    }
    return layout;
}

json goldenOf(const std::string &family)
{
    std::ifstream file(DELTAPAD_TEST_DATA "/tiny_" + family + "/golden.json");
    return json::parse(file, nullptr, false);
}

constexpr double kSurpriseTolerance = 4e-3; // bits

/// A text of 39 tokens, none of which is a start token.
std::vector<TokenId> someText(const Layout &layout)
{
    std::vector<TokenId> text;
    for (TokenId n = 1; n < 40; ++n)
        text.push_back(n * 7 % layout.model->config.vocabulary);
    return text;
}

} // namespace

class TestImportedModels : public QObject
{
    Q_OBJECT

    static void addFamilies()
    {
        QTest::addColumn<std::string>("family");
        QTest::newRow("opt") << std::string("opt");
        QTest::newRow("gpt2") << std::string("gpt2");
    }

private Q_SLOTS:
    void config_isThatOfTheFamily()
    {
        const ModelConfig &opt = layoutOf("opt")->model->config;
        const ModelConfig &gpt2 = layoutOf("gpt2")->model->config;
        QVERIFY(opt.activation == Activation::Relu);
        QVERIFY(gpt2.activation == Activation::Gelu);
        for (const ModelConfig *config : {&opt, &gpt2}) {
            QCOMPARE(config->positions, 96);
            QCOMPARE(config->context, 48);
            QVERIFY(config->biases && !config->embedNorm && !config->tiedOutput);
            QVERIFY(config->scores == ScoreKind::Scaled);
        }
        QCOMPARE(opt.startToken, 2);
    }

    void golden_codesAndOutputs_data() { addFamilies(); }
    void golden_codesAndOutputs()
    {
        QFETCH(std::string, family);
        const json golden = goldenOf(family);
        QVERIFY(!golden.is_discarded());
        QCOMPARE(golden["cases"].size(), std::size_t(3));
        const Layout &layout = *layoutOf(family);
        BatchForward forward(layoutOf(family), 1);
        ForwardState state;
        for (const json &expected : golden["cases"]) {
            const auto tokens = expected["tokens"].get<std::vector<TokenId>>();
            forward.run(tokens, state);
            VERIFY_NO_DIFFERENCE(test::differenceInCodes(state, layout, expected));
            VERIFY_NO_DIFFERENCE(test::differenceInSurprises(state, expected, kSurpriseTolerance));
            VERIFY_NO_DIFFERENCE(test::differenceInFinalRows(state, layout, expected, 1e-3F));
            Scratch scratch(layout);
            const RowMath math(layout);
            AlignedVector<float> scores(
                static_cast<std::size_t>(roundUpTo(layout.model->config.vocabulary, 16)));
            for (const json &top : expected["top"]) {
                const auto row = top["row"].get<std::size_t>();
                const float *hidden = state.final.data() + row * static_cast<std::size_t>(layout.paddedWidth);
                math.logits(hidden, scores.data(), scratch);
                for (std::size_t n = 0; n < top["ids"].size(); ++n) {
                    const TokenId token = top["ids"][n].get<TokenId>();
                    const float score = scores[static_cast<std::size_t>(token)];
                    QVERIFY(std::abs(score - top["logits"][n].get<float>()) < 1e-2F);
                    QCOMPARE(math.tokenLogit(hidden, token, scratch), score);
                }
            }
        }
    }

    void golden_labelsWithGaps_data() { addFamilies(); }
    void golden_labelsWithGaps()
    {
        QFETCH(std::string, family);
        const json expected = goldenOf(family)["spread"];
        BatchForward forward(layoutOf(family), 1);
        ForwardState state;
        const auto tokens = expected["tokens"].get<std::vector<TokenId>>();
        const auto labels = expected["labels"].get<std::vector<std::int32_t>>();
        QVERIFY(labels != writtenLabels(layoutOf(family)->model->config, std::ssize(tokens)));
        forward.run(tokens, labels, state);
        VERIFY_NO_DIFFERENCE(test::differenceInCodes(state, *layoutOf(family), expected));
        VERIFY_NO_DIFFERENCE(test::differenceInSurprises(state, expected, kSurpriseTolerance));
    }

    void I1_randomEdits_equalBatchOfTheSameLabels_data()
    {
        QTest::addColumn<std::string>("family");
        QTest::addColumn<int>("threads");
        QTest::addColumn<int>("capacity");
        for (const char *family : {"opt", "gpt2"})
            for (const int threads : {1, 3})
                for (const int capacity : {16, 48})
                    QTest::addRow("%s, %d threads, %d rows", family, threads, capacity)
                        << std::string(family) << threads << capacity;
    }
    void I1_randomEdits_equalBatchOfTheSameLabels()
    {
        QFETCH(std::string, family);
        QFETCH(int, threads);
        QFETCH(int, capacity);
        const auto seed = static_cast<std::uint64_t>(test::environmentNumber("DELTAPAD_SEED", 20261128));
        const auto edits = test::environmentNumber("DELTAPAD_RANDOM_EDITS", 4000) / 8;
        qInfo("seed %llu", static_cast<unsigned long long>(seed));
        const std::shared_ptr<const Layout> layout = layoutOf(family);
        IncrementalEngine engine(layout, threads, capacity);
        BatchForward forward(layout, 1);
        ForwardState state;
        test::RandomEdits random(seed, layout->model->config.vocabulary, capacity);
        std::int64_t relabelled = 0;
        test::EditHistory history;
        for (std::int64_t n = 0; n < edits; ++n) {
            const RowEdit edit = history.next(random, engine);
            const Result<UpdateReport> report = engine.apply(edit);
            QVERIFY2(report.ok(), report.ok() ? "" : report.error().message.c_str());
            relabelled += report.value().rowsRemoved > edit.removed ? 1 : 0;
            const auto difference = test::differenceToBatch(engine, forward, state);
            QVERIFY2(!difference, qPrintable(QString("edit %1 (seed %2): %3")
                                                 .arg(n)
                                                 .arg(seed)
                                                 .arg(QString::fromStdString(difference.value_or("")))));
        }
        if (capacity == 48)
            QVERIFY2(relabelled > 0, "no gap was ever full: the test misses what it is for");
    }

    void typing_hasTheBitsOfAPlainBatch_data() { addFamilies(); }
    /// Text written from start to end has the labels that the batch reference gives by itself.
    void typing_hasTheBitsOfAPlainBatch()
    {
        QFETCH(std::string, family);
        IncrementalEngine engine(layoutOf(family), 1, 48);
        BatchForward forward(layoutOf(family), 1);
        ForwardState state;
        for (std::int32_t n = 1; n < 48; ++n)
            QVERIFY(engine.apply({RowIndex(n), 0, {n * 5}}).ok());
        forward.run(engine.tokens(), state);
        QVERIFY(!engine.compare(state));
    }

    void insertion_movesNoRowBehindIt_data() { addFamilies(); }
    void insertion_movesNoRowBehindIt()
    {
        QFETCH(std::string, family);
        IncrementalEngine engine(layoutOf(family), 1, 48);
        const std::vector<TokenId> text = someText(*layoutOf(family));
        QVERIFY(engine.apply({RowIndex(1), 0, text}).ok());
        const std::vector<std::int32_t> before = engine.labels();
        const Result<UpdateReport> report = engine.apply({RowIndex(20), 0, {9}});
        QVERIFY(report.ok());
        QCOMPARE(report.value().rowsInserted, 1);
        QCOMPARE(report.value().rowsEmbedded, 1);
        std::vector<std::int32_t> after = engine.labels();
        after.erase(after.begin() + 20);
        QCOMPARE(after, before);
    }

    void I5_cancelledUpdateChangesNothing_data() { addFamilies(); }
    void I5_cancelledUpdateChangesNothing()
    {
        QFETCH(std::string, family);
        IncrementalEngine engine(layoutOf(family), 1, 48);
        const std::vector<TokenId> text = someText(*layoutOf(family));
        QVERIFY(engine.apply({RowIndex(1), 0, text}).ok());
        BatchForward forward(layoutOf(family), 1);
        ForwardState before;
        forward.run(engine.tokens(), before);
        const RowEdit edit{RowIndex(20), 1, {9, 8, 7, 6, 5}}; // more than the gap holds: neighbours move
        std::int64_t cancelled = 0;
        for (std::int64_t checks = 0;; ++checks) {
            const auto report = engine.apply(edit, CancelToken::afterChecks(checks));
            if (report.ok()) {
                QVERIFY(report.value().rowsRemoved > edit.removed);
                break;
            }
            QVERIFY(!engine.compare(before));
            ++cancelled;
        }
        QVERIFY(cancelled > 8);
        ForwardState after;
        QVERIFY(!test::differenceToBatch(engine, forward, after));
    }

    void branch_equalsTypedContinuation_data() { addFamilies(); }
    void branch_equalsTypedContinuation()
    {
        QFETCH(std::string, family);
        const std::shared_ptr<const Layout> layout = layoutOf(family);
        IncrementalEngine document(layout, 1, 48);
        IncrementalEngine typed(layout, 1, 48);
        const std::vector<TokenId> text = someText(*layoutOf(family));
        QVERIFY(document.apply({RowIndex(1), 0, text}).ok());
        const auto size = static_cast<std::size_t>(roundUpTo(layout->model->config.vocabulary, 16));
        AlignedVector<float> expected(size);
        AlignedVector<float> scores(size);
        for (const std::int64_t base : {0, 1, 17, 39}) {
            Branch branch(document, base);
            std::vector<TokenId> path(text.begin(), text.begin() + base);
            std::int32_t parent = Branch::kRoot;
            for (TokenId depth = 0; depth < 6; ++depth) {
                const Branch::Step steps[] = {{parent, 30}, {parent, 50 + depth}};
                parent = branch.extend(steps) + 1;
                path.push_back(50 + depth);
                QVERIFY(typed.apply({RowIndex(1), typed.rows() - 1, {}}).ok());
                QVERIFY(typed.apply({RowIndex(1), 0, path}).ok());
                typed.logits(typed.rows() - 1, expected.data());
                branch.logits(parent, scores.data());
                QVERIFY2(scores == expected, qPrintable(QString("base %1 depth %2").arg(base).arg(depth)));
            }
        }
    }

    void revisionBatch_equalsBatch_data() { addFamilies(); }
    void revisionBatch_equalsBatch()
    {
        QFETCH(std::string, family);
        RevisionBatch batch(layoutOf(family), 1);
        BatchForward forward(layoutOf(family), 1);
        ForwardState state;
        std::vector<TokenId> text{layoutOf(family)->model->config.startToken};
        const std::vector<TokenId> more = someText(*layoutOf(family));
        text.insert(text.end(), more.begin(), more.end());
        std::vector<std::vector<TokenId>> versions(4, text);
        versions[1][20] = 3;
        versions[2].insert(versions[2].begin() + 10, 4);
        versions[3].erase(versions[3].begin() + 30);
        QVERIFY(batch.run(versions).ok());
        for (std::size_t v = 0; v < versions.size(); ++v) {
            forward.run(versions[v], state);
            const auto difference = batch.compare(v, state);
            QVERIFY2(!difference, difference ? test::describe(*difference).c_str() : "");
        }
    }

    void largestWeights_giveNoNaN()
    {
        // Every weight as large as is accepted, with changing signs: absurd, but no number of a pass may
        // become a NaN, which has no rounding.
        for (const char *family : {"tiny_opt", "tiny_gpt2"}) {
            const test::TinyModelCopy copy(family);
            test::RawTensorFile file = test::parseTensorFile(copy.read("model.safetensors"));
            std::mt19937 random(3);
            for (test::RawTensor &tensor : file.tensors) {
                const std::size_t count = tensor.bytes.size() / (tensor.type == "F32" ? 4 : 2);
                tensor.type = "F32";
                tensor.bytes.resize(4 * count);
                for (std::size_t n = 0; n < count; ++n) {
                    const float value = random() % 2 ? 65504.0F : -65504.0F;
                    std::memcpy(tensor.bytes.data() + 4 * n, &value, 4);
                }
            }
            copy.write("model.safetensors", file.serialise());
            const Result<std::shared_ptr<const Model>> loaded = Model::load(copy.folder());
            QVERIFY2(loaded.ok(), loaded ? "" : loaded.error().message.c_str());
            const auto layout = std::make_shared<const Layout>(loaded.value());
            BatchForward forward(layout, 1);
            ForwardState state;
            std::vector<TokenId> tokens{layout->model->config.startToken};
            for (TokenId n = 0; n < 40; ++n)
                tokens.push_back(n * 7);
            forward.run(tokens, state);
            for (std::size_t row = 0; row < tokens.size(); ++row) {
                QVERIFY(!std::isnan(state.bits[row]));
                QVERIFY(!std::isnan(state.logSum[row]));
            }
        }
    }
};

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    return test::inEverySimdVariant([&] {
        TestImportedModels object;
        return QTest::qExec(&object, argc, argv);
    });
}

#include "tst_imported_models.moc"
