// SPDX-License-Identifier: MIT
// The batch reference against golden values that the trainer's numpy reference computed for the same exported
// model: the contract of resources/models/FORMAT.md between Python and C++.
#include "tests/engine/support/golden_checks.h"
#include "tests/engine/support/simd_variants.h"
#include "tests/engine/support/tiny_model.h"

#include "engine/incremental/batch_forward.h"

#include <QCoreApplication>
#include <QTest>

#include <nlohmann/json.hpp>

#include <cmath>
#include <fstream>

using namespace deltapad;
using nlohmann::json;

class TestBatchForward : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        std::ifstream file(DELTAPAD_TEST_DATA "/tiny_model/golden.json");
        m_golden = json::parse(file, nullptr, false);
        QVERIFY(!m_golden.is_discarded());
        QVERIFY(m_golden["cases"].size() >= 2);
    }

    void golden_codesAndOutputs_data()
    {
        QTest::addColumn<int>("number");
        for (std::size_t n = 0; n < m_golden["cases"].size(); ++n)
            QTest::newRow(m_golden["cases"][n]["name"].get<std::string>().c_str()) << static_cast<int>(n);
    }
    void golden_codesAndOutputs()
    {
        QFETCH(int, number);
        const json &expected = m_golden["cases"][static_cast<std::size_t>(number)];
        const auto tokens = expected["tokens"].get<std::vector<TokenId>>();
        BatchForward forward(test::tinyLayout(), 1);
        ForwardState state;
        forward.run(tokens, state);
        const Layout &layout = *test::tinyLayout();

        VERIFY_NO_DIFFERENCE(test::differenceInCodes(state, layout, expected));
        for (const auto &[layer, segment] : expected["segments"].items()) {
            const auto &summaries = state.layers[std::stoul(layer)].summaries;
            QVERIFY(segment["codes"].size() >= summaries.size());
            for (std::size_t s = 0; s < summaries.size(); ++s)
                QCOMPARE(summaries[s].codes, segment["codes"][s].get<std::vector<std::uint16_t>>());
        }

        VERIFY_NO_DIFFERENCE(test::differenceInFinalRows(state, layout, expected, 2e-4F));
        VERIFY_NO_DIFFERENCE(test::differenceInSurprises(state, expected, 2e-3));
        const json &sums = expected["head_features"]["sentiment"];
        for (std::size_t f = 0; f < sums.size(); ++f) {
            const double sum = sums[f].get<double>();
            QVERIFY(std::abs(static_cast<double>(state.featureSums[f]) - sum) <
                    2e-4 * std::abs(sum) + 16.0 * static_cast<double>(tokens.size()));
        }
    }

    void run_isTheSameForAnyNumberOfThreads()
    {
        const auto tokens = m_golden["cases"][0]["tokens"].get<std::vector<TokenId>>();
        BatchForward one(test::tinyLayout(), 1);
        BatchForward four(test::tinyLayout(), 4);
        ForwardState a;
        ForwardState b;
        one.run(tokens, a);
        four.run(tokens, b);
        QVERIFY(a.final == b.final);
        QVERIFY(a.bits == b.bits);
        QVERIFY(a.featureSums == b.featureSums);
    }

    /// Causal: rows of a prefix do not know what follows.
    void run_prefixHasTheSameBits()
    {
        const auto tokens = m_golden["cases"][0]["tokens"].get<std::vector<TokenId>>();
        BatchForward forward(test::tinyLayout(), 1);
        ForwardState whole;
        ForwardState part;
        forward.run(tokens, whole);
        const std::size_t rows = tokens.size() / 2;
        forward.run(std::vector<TokenId>(tokens.begin(), tokens.begin() + static_cast<std::ptrdiff_t>(rows)),
                    part);
        const auto padded = static_cast<std::size_t>(test::tinyLayout()->paddedWidth);
        QVERIFY(std::equal(part.final.begin(), part.final.end(), whole.final.begin()));
        QCOMPARE(part.final.size(), rows * padded);
    }

private:
    json m_golden;
};

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    return test::inEverySimdVariant([&] {
        TestBatchForward object;
        return QTest::qExec(&object, argc, argv);
    });
}

#include "tst_batch_forward.moc"
