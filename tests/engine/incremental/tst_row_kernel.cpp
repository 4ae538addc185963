// SPDX-License-Identifier: MIT
// Invariant B of the row kernel: a row's bits do not depend on its company; and plain arithmetic as the
// yardstick.
#include "engine/kernel/row_kernel.h"

#include <QTest>

#include <cmath>
#include <cstring>
#include <random>
#include <vector>

using namespace deltapad;

namespace {

RowMajorMatrix randomMatrix(std::mt19937 &random, int rows, int columns)
{
    std::normal_distribution<float> normal;
    RowMajorMatrix matrix(rows, columns);
    for (int r = 0; r < rows; ++r)
        for (int c = 0; c < columns; ++c)
            matrix(r, c) = normal(random);
    return matrix;
}

} // namespace

class TestRowKernel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void matmul_rowAloneEqualsRowAmongOthers_data()
    {
        QTest::addColumn<int>("outputs");
        QTest::addColumn<int>("inputs");
        QTest::newRow("projection") << 384 << 256;
        QTest::newRow("up") << 1024 << 256;
        QTest::newRow("odd") << 37 << 19;
        QTest::newRow("one") << 1 << 1;
    }
    void matmul_rowAloneEqualsRowAmongOthers()
    {
        QFETCH(int, outputs);
        QFETCH(int, inputs);
        std::mt19937 random(7);
        const PackedMatrix packed = packMatrix(randomMatrix(random, outputs, inputs));
        const RowMajorMatrix x = randomMatrix(random, 64, inputs);
        std::vector<std::vector<float>> alone(
            64, std::vector<float>(static_cast<std::size_t>(packed.paddedOutputs())));
        for (int r = 0; r < 64; ++r) {
            const float *in = x.row(r).data();
            float *out = alone[static_cast<std::size_t>(r)].data();
            kernel::matmulRows(packed, &in, &out, 1);
        }
        for (int rows = 2; rows <= 64; ++rows) {
            std::vector<std::vector<float>> together(static_cast<std::size_t>(rows), alone[0]);
            std::vector<const float *> in;
            std::vector<float *> out;
            for (int r = 0; r < rows; ++r) {
                in.push_back(x.row(r).data());
                out.push_back(together[static_cast<std::size_t>(r)].data());
            }
            kernel::matmulRows(packed, in.data(), out.data(), rows);
            for (int r = 0; r < rows; ++r)
                QVERIFY(std::memcmp(together[static_cast<std::size_t>(r)].data(),
                                    alone[static_cast<std::size_t>(r)].data(),
                                    static_cast<std::size_t>(outputs) * sizeof(float)) == 0);
        }
        // One panel of one row, and the value itself.
        alignas(64) float panel[kPanel];
        for (int p = 0; p * kPanel < outputs; ++p) {
            kernel::matmulPanel(packed, p, x.row(3).data(), panel);
            const auto count = static_cast<std::size_t>(std::min(kPanel, outputs - p * kPanel));
            QVERIFY(std::memcmp(panel, alone[3].data() + p * kPanel, count * sizeof(float)) == 0);
        }
    }

    void matmul_equalsDoublePrecisionWithinRounding()
    {
        std::mt19937 random(11);
        const RowMajorMatrix weights = randomMatrix(random, 50, 300);
        const RowMajorMatrix x = randomMatrix(random, 1, 300);
        const PackedMatrix packed = packMatrix(weights);
        std::vector<float> y(static_cast<std::size_t>(packed.paddedOutputs()));
        const float *in = x.data();
        float *out = y.data();
        kernel::matmulRows(packed, &in, &out, 1);
        const Eigen::VectorXd expected = weights.cast<double>() * x.row(0).transpose().cast<double>();
        for (int o = 0; o < 50; ++o)
            QVERIFY2(std::abs(static_cast<double>(y[static_cast<std::size_t>(o)]) - expected(o)) < 1e-4,
                     "too far off");
    }

    void mlpDown_skipsZerosAndKeepsTheSum()
    {
        std::mt19937 random(13);
        const RowMajorMatrix weights = randomMatrix(random, 40, 100);
        const InputMajorMatrix packed = packInputMajor(weights);
        const RowMajorMatrix hidden = randomMatrix(random, 1, 100);
        std::vector<float> h(hidden.data(), hidden.data() + 100);
        std::vector<float> y(static_cast<std::size_t>(packed.stride), 0.0F);
        kernel::addMlpDown(packed, h.data(), y.data());
        for (int o = 0; o < 40; ++o) {
            double expected = 0;
            for (int k = 0; k < 100; ++k) {
                const double positive = std::max(0.0F, hidden(0, k));
                expected += static_cast<double>(weights(o, k)) * positive * positive;
            }
            QVERIFY(std::abs(static_cast<double>(y[static_cast<std::size_t>(o)]) - expected) < 1e-3);
        }
        for (std::size_t o = 40; o < y.size(); ++o)
            QCOMPARE(y[o], 0.0F);
    }

    /// Sums are exact: any order, and taking a column away again, give the same number; the widest case fits
    /// 2^53.
    void attend_isExactInAnyOrder()
    {
        std::mt19937 random(17);
        constexpr int kHeads = 2;
        constexpr int kKeyStride = 32;
        constexpr int kCodeStride = 32;
        constexpr int kColumns = 300;
        const float gain[kHeads] = {6.0F / (16384.0F * 16384.0F), 2.0F / (16384.0F * 16384.0F)};
        const float bias[2 * kHeads] = {-6.0F, -2.0F, -5.0F, -2.5F};
        const kernel::AttentionShape shape{kHeads, kKeyStride, 20, kCodeStride, gain, bias};
        std::vector<std::vector<std::int16_t>> keys(kColumns + 1,
                                                    std::vector<std::int16_t>(kHeads * kKeyStride));
        std::vector<std::vector<float>> votes(kColumns, std::vector<float>(kHeads * kCodeStride));
        std::vector<float> unit(kHeads * kKeyStride);
        std::normal_distribution<float> normal;
        for (auto &key : keys) {
            for (float &value : unit)
                value = normal(random);
            kernel::quantiseUnitHeads(unit.data(), key.data(), kHeads, kKeyStride, kKeyStride);
        }
        std::uniform_int_distribution<int> whole(-32767, 32767);
        for (auto &vote : votes)
            for (float &value : vote)
                value = static_cast<float>(whole(random));
        std::vector<kernel::KeyColumn> columns;
        for (int n = 0; n < kColumns; ++n)
            columns.push_back({keys[static_cast<std::size_t>(n)].data(),
                               votes[static_cast<std::size_t>(n)].data(), n % 2, 1.0F});
        std::vector<double> forward(kHeads * kCodeStride, 0.0);
        kernel::attend(shape, keys.back().data(), columns.data(), kColumns, forward.data());
        std::vector<double> shuffled(kHeads * kCodeStride, 0.0);
        std::shuffle(columns.begin(), columns.end(), random);
        for (int n = 0; n < kColumns; n += 7) // in pieces
            kernel::attend(shape, keys.back().data(), columns.data() + n, std::min(7, kColumns - n),
                           shuffled.data());
        QCOMPARE(forward, shuffled);
        // Every product against plain arithmetic with the documented scales.
        double expected = 0;
        for (int n = 0; n < kColumns; ++n) {
            std::int64_t dot = 0;
            for (int k = 0; k < kKeyStride; ++k)
                dot += std::int64_t(keys.back()[static_cast<std::size_t>(k)]) *
                       keys[static_cast<std::size_t>(n)][static_cast<std::size_t>(k)];
            expected += std::exp(static_cast<double>(dot) * static_cast<double>(gain[0]) +
                                 static_cast<double>(bias[(n % 2) * kHeads])) *
                        static_cast<double>(kernel::kScoreScale) *
                        static_cast<double>(votes[static_cast<std::size_t>(n)][5]);
        }
        QVERIFY(std::abs(forward[5] / expected - 1.0) < 1e-4);
        // Taking every column away leaves nothing.
        for (kernel::KeyColumn &column : columns)
            column.sign = -1.0F;
        kernel::attend(shape, keys.back().data(), columns.data(), kColumns, forward.data());
        for (const double sum : forward)
            QCOMPARE(sum, 0.0);
    }

    void attend_boundOfTheLargestSumIsExact()
    {
        // Largest score times largest vote times most keys is 2^53 at most: every whole number up to it is a
        // double.
        const double largest = static_cast<double>(kernel::kScoreScale) *
                               static_cast<double>(kernel::kVoteLimit) *
                               static_cast<double>(kernel::kMaxKeysPerRow);
        QVERIFY(largest <= 9007199254740992.0);
        constexpr int kHeads = 1;
        const float gain[kHeads] = {1.0F};
        const float bias[kHeads] = {10.0F}; // saturates at 1
        const kernel::AttentionShape shape{kHeads, 32, 2, 16, gain, bias};
        std::vector<std::int16_t> key(32, 100);
        std::vector<float> vote(16, kernel::kVoteLimit);
        const std::vector<kernel::KeyColumn> columns(static_cast<std::size_t>(kernel::kMaxKeysPerRow),
                                                     {key.data(), vote.data(), 0, 1.0F});
        std::vector<double> sums(16, 0.0);
        kernel::attend(shape, key.data(), columns.data(), kernel::kMaxKeysPerRow, sums.data());
        QCOMPARE(sums[0], largest);
        kernel::KeyColumn away = columns[0];
        away.sign = -1.0F;
        kernel::attend(shape, key.data(), &away, 1, sums.data());
        QCOMPARE(sums[0], largest - static_cast<double>(kernel::kScoreScale) *
                                        static_cast<double>(kernel::kVoteLimit));
    }

    void pickCodes_takesTheLowestOfEqualSums()
    {
        const float none[1] = {0.0F};
        const kernel::AttentionShape shape{1, 32, 5, 16, none, none};
        std::vector<double> sums(16, 0.0);
        std::uint16_t code = 9;
        kernel::pickCodes(shape, sums.data(), &code);
        QCOMPARE(code, std::uint16_t(0)); // a row that saw nothing
        sums[2] = sums[4] = 3.0;
        sums[7] = 100.0; // padding is never picked
        kernel::pickCodes(shape, sums.data(), &code);
        QCOMPARE(code, std::uint16_t(2));
    }

    void logSumExp_equalsDoublePrecision_data()
    {
        QTest::addColumn<int>("count");
        for (const int count : {1, 15, 16, 17, 360, 4096})
            QTest::addRow("%d", count) << count;
    }
    void logSumExp_equalsDoublePrecision()
    {
        QFETCH(int, count);
        std::mt19937 random(19);
        std::normal_distribution<float> normal(0.0F, 5.0F);
        std::vector<float> x(static_cast<std::size_t>(roundUpTo(count, 16)), 1e9F); // padding must not count
        double sum = 0;
        for (int n = 0; n < count; ++n) {
            x[static_cast<std::size_t>(n)] = normal(random);
            sum += std::exp(static_cast<double>(x[static_cast<std::size_t>(n)]));
        }
        QVERIFY(std::abs(kernel::logSumExp(x.data(), count) - std::log(sum)) < 1e-5);
    }
};

QTEST_GUILESS_MAIN(TestRowKernel)
#include "tst_row_kernel.moc"
