// SPDX-License-Identifier: MIT
// Invariant B of the row kernel: a row's bits do not depend on its company; and plain arithmetic as the
// yardstick.
#include "engine/kernel/row_kernel.h"
#include "tests/engine/support/simd_variants.h"

#include <QCoreApplication>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <numbers>
#include <random>
#include <span>
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

/// Rows as whole numbers, and the memory behind them.
struct WholeRows
{
    explicit WholeRows(const RowMajorMatrix &x)
        : stride(roundUpTo(static_cast<std::int32_t>(x.cols()), 16)),
          values(static_cast<std::size_t>(x.rows() * stride))
    {
        std::vector<float> padded(static_cast<std::size_t>(stride), 0.0F);
        for (Eigen::Index r = 0; r < x.rows(); ++r) {
            std::copy_n(x.row(r).data(), x.cols(), padded.begin());
            std::int16_t *target = values.data() + r * stride;
            const float unit = kernel::toWholeRow(padded.data(), target, static_cast<std::int32_t>(x.cols()));
            rows.push_back({target, unit});
        }
    }

    std::int32_t stride;
    std::vector<std::int16_t> values;
    std::vector<kernel::WholeRow> rows;
};

} // namespace

class TestRowKernel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void matmul_rowAloneEqualsRowAmongOthers_data()
    {
        QTest::addColumn<int>("outputs");
        QTest::addColumn<int>("inputs");
        QTest::addColumn<WeightBits>("bits");
        const auto bothBits = [](const char *name, int outputs, int inputs) {
            QTest::addRow("%s, 8 bits", name) << outputs << inputs << WeightBits::Eight;
            QTest::addRow("%s, 12 bits", name) << outputs << inputs << WeightBits::Twelve;
        };
        bothBits("projection", 384, 256);
        bothBits("up", 1024, 256);
        bothBits("odd", 37, 19);
        bothBits("five panels, more than one run of inputs", 80, 1024);
        bothBits("runs of inputs, the last one short", 70, 1300);
        bothBits("one", 1, 1);
    }
    void matmul_rowAloneEqualsRowAmongOthers()
    {
        QFETCH(int, outputs);
        QFETCH(int, inputs);
        QFETCH(WeightBits, bits);
        std::mt19937 random(7);
        const PackedMatrix packed = packMatrix(randomMatrix(random, outputs, inputs), bits);
        const WholeRows x(randomMatrix(random, 64, inputs));
        std::vector<std::vector<float>> alone(
            64, std::vector<float>(static_cast<std::size_t>(packed.paddedOutputs())));
        for (std::size_t r = 0; r < 64; ++r) {
            float *out = alone[r].data();
            kernel::matmulRows(packed, &x.rows[r], &out, 1);
        }
        for (std::size_t rows = 2; rows <= 64; ++rows) {
            std::vector<std::vector<float>> together(rows, alone[0]);
            std::vector<float *> out;
            for (std::vector<float> &row : together)
                out.push_back(row.data());
            kernel::matmulRows(packed, x.rows.data(), out.data(), static_cast<std::int32_t>(rows));
            for (std::size_t r = 0; r < rows; ++r)
                QVERIFY(std::memcmp(together[r].data(), alone[r].data(),
                                    static_cast<std::size_t>(outputs) * sizeof(float)) == 0);
        }
        // One panel of one row, and the value itself.
        alignas(64) float panel[kPanel];
        for (int p = 0; p * kPanel < outputs; ++p) {
            kernel::matmulPanel(packed, p, x.rows[3], panel);
            const auto count = static_cast<std::size_t>(std::min(kPanel, outputs - p * kPanel));
            QVERIFY(std::memcmp(panel, alone[3].data() + p * kPanel, count * sizeof(float)) == 0);
        }
    }

    /// The sums are those of FORMAT.md, to the last bit, whatever the SIMD variant.
    void matmul_equalsTheIntegerSumOfTheSpecification_data()
    {
        QTest::addColumn<int>("inputs");
        QTest::addColumn<WeightBits>("bits");
        for (const int inputs : {1, 19, 256, 512, 513, 1300}) {
            QTest::addRow("%d, 8 bits", inputs) << inputs << WeightBits::Eight;
            QTest::addRow("%d, 12 bits", inputs) << inputs << WeightBits::Twelve;
        }
    }
    void matmul_equalsTheIntegerSumOfTheSpecification()
    {
        QFETCH(int, inputs);
        QFETCH(WeightBits, bits);
        const float limit = bits == WeightBits::Eight ? 127.0F : 2047.0F;
        std::mt19937 random(11);
        const RowMajorMatrix weights = randomMatrix(random, 50, inputs);
        const WholeRows x(randomMatrix(random, 1, inputs));
        const PackedMatrix packed = packMatrix(weights, bits);
        std::vector<float> y(static_cast<std::size_t>(packed.paddedOutputs()));
        float *out = y.data();
        kernel::matmulRows(packed, x.rows.data(), &out, 1);
        for (int o = 0; o < 50; ++o) {
            const float unit = weights.row(o).cwiseAbs().maxCoeff() / limit;
            const float units = limit / weights.row(o).cwiseAbs().maxCoeff();
            float total = 0;
            std::int64_t chunk = 0;
            for (int k = 0; k < inputs; ++k) {
                chunk +=
                    static_cast<std::int64_t>(std::nearbyint(weights(o, k) * units)) * x.rows[0].values[k];
                if (k % 512 == 511 || k == inputs - 1) {
                    QVERIFY(std::abs(chunk) < (std::int64_t(1) << 31));
                    total = k < 512 ? static_cast<float>(chunk) : total + static_cast<float>(chunk);
                    chunk = 0;
                }
            }
            QCOMPARE(y[static_cast<std::size_t>(o)], total * (unit * x.rows[0].unit));
        }
    }

    void matmul_isNearTheRealProduct()
    {
        std::mt19937 random(12);
        const RowMajorMatrix weights = randomMatrix(random, 50, 300);
        const RowMajorMatrix real = randomMatrix(random, 1, 300);
        const WholeRows x(real);
        const PackedMatrix packed = packMatrix(weights, WeightBits::Twelve);
        std::vector<float> y(static_cast<std::size_t>(packed.paddedOutputs()));
        float *out = y.data();
        kernel::matmulRows(packed, x.rows.data(), &out, 1);
        const Eigen::VectorXf expected = weights * real.row(0).transpose();
        // Each factor is off by half a unit at most: 0.7 thousandths of its row's largest number.
        for (int o = 0; o < 50; ++o)
            QVERIFY(std::abs(y[static_cast<std::size_t>(o)] - expected(o)) < 0.06F);
    }

    /// No 32-bit sum overflows: the largest numbers everywhere.
    void matmul_holdsTheLargestSums()
    {
        const RowMajorMatrix weights = RowMajorMatrix::Constant(16, 1024, -3.0F);
        const WholeRows x(RowMajorMatrix::Constant(1, 1024, 5.0F));
        for (const WeightBits bits : {WeightBits::Eight, WeightBits::Twelve}) {
            const PackedMatrix packed = packMatrix(weights, bits);
            std::vector<float> y(16);
            float *out = y.data();
            kernel::matmulRows(packed, x.rows.data(), &out, 1);
            for (const float value : y)
                QVERIFY2(std::abs(value + 15.0F * 1024.0F) < 0.01F, qPrintable(QString::number(value)));
        }
    }

    void wholeRow_keepsTwelveBitsAndSurvivesAbsurdNumbers()
    {
        alignas(64) float x[16] = {0.0F, 1.0F, -2.0F, 0.5F, 1e-30F};
        alignas(64) std::int16_t values[16];
        QCOMPARE(kernel::toWholeRow(x, values, 5), 2.0F / 2047.0F);
        QCOMPARE(values[0], std::int16_t(0));
        QCOMPARE(values[1], std::int16_t(1024)); // 1023.5, to even
        QCOMPARE(values[2], std::int16_t(-2047));
        QCOMPARE(values[3], std::int16_t(512)); // 511.75
        QCOMPARE(values[4], std::int16_t(0));
        QCOMPARE(kernel::toWholeSquares(x, values, 5), 1.0F / 2047.0F);
        QCOMPARE(values[1], std::int16_t(2047));
        QCOMPARE(values[2], std::int16_t(0)); // negative
        QCOMPARE(values[3], std::int16_t(512));

        std::fill(x, x + 16, 0.0F);
        QCOMPARE(kernel::toWholeRow(x, values, 5), 0.0F);
        QVERIFY(std::all_of(values, values + 16, [](std::int16_t v) { return v == 0; }));
        x[1] = std::numeric_limits<float>::infinity();
        x[2] = std::numeric_limits<float>::quiet_NaN();
        kernel::toWholeRow(x, values, 5);
        QVERIFY(std::all_of(values, values + 16, [](std::int16_t v) { return std::abs(v) <= 2047; }));
        kernel::toWholeSquares(x, values, 5);
        QVERIFY(std::all_of(values, values + 16, [](std::int16_t v) { return std::abs(v) <= 2047; }));
    }

    /// Sums are exact: any order, and taking a column away again, give the same number; the widest case fits
    /// 2^53.
    void activations_equalDoublePrecision()
    {
        AlignedVector<float> in(4096);
        for (std::size_t n = 0; n < in.size(); ++n)
            in[n] = (static_cast<float>(n) - 2000.0F) / 128.0F;
        in[0] = -1e12F; // up to where the cube is almost too large
        in[1] = 1e12F;
        AlignedVector<float> rectified = in;
        AlignedVector<float> smooth = in;
        kernel::relu(rectified.data(), static_cast<std::int32_t>(in.size()));
        kernel::gelu(smooth.data(), static_cast<std::int32_t>(in.size()));
        for (std::size_t n = 0; n < in.size(); ++n) {
            QCOMPARE(rectified[n], std::max(in[n], 0.0F));
            const double x = static_cast<double>(in[n]);
            const double expected =
                0.5 * x * (1 + std::tanh(std::sqrt(2 / std::numbers::pi) * (x + 0.044715 * x * x * x)));
            const double error = std::abs(static_cast<double>(smooth[n]) - expected);
            QVERIFY2(error <= 1e-6 * std::max(1.0, std::abs(expected)), qPrintable(QString::number(x)));
        }
    }

    void boundedHeads_areShortenedToTheirLength()
    {
        const float in[] = {3.0F, 4.0F, 30.0F, 40.0F, 0.0F, 0.0F};
        const float lengths[] = {10.0F, 10.0F, 10.0F};
        std::vector<std::int16_t> out(3 * 32, 1);
        kernel::quantiseBoundedHeads(in, lengths, out.data(), 3, 2, 32);
        const std::vector<std::int16_t> first(out.begin(), out.begin() + 3);
        const std::vector<std::int16_t> second(out.begin() + 32, out.begin() + 35);
        QCOMPARE(first, (std::vector<std::int16_t>{4915, 6554, 0}));   // 0.3 and 0.4 of 2^14
        QCOMPARE(second, (std::vector<std::int16_t>{9830, 13107, 0})); // length 50: cut to 10
        QVERIFY(std::all_of(out.begin() + 64, out.end(), [](std::int16_t v) { return v == 0; }));
    }

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
        std::vector<std::vector<std::int16_t>> votes(kColumns,
                                                     std::vector<std::int16_t>(kHeads * kCodeStride));
        std::vector<float> unit(kHeads * kKeyStride);
        std::normal_distribution<float> normal;
        for (auto &key : keys) {
            for (float &value : unit)
                value = normal(random);
            kernel::quantiseUnitHeads(unit.data(), key.data(), kHeads, kKeyStride, kKeyStride);
        }
        std::uniform_int_distribution<int> whole(-32767, 32767);
        for (auto &vote : votes)
            for (std::int16_t &value : vote)
                value = static_cast<std::int16_t>(whole(random));
        std::vector<kernel::KeyColumn> columns;
        for (int n = 0; n < kColumns; ++n)
            columns.push_back({keys[static_cast<std::size_t>(n)].data(),
                               votes[static_cast<std::size_t>(n)].data(), n % 2, 1.0F});
        std::vector<double> forward(kHeads * kCodeStride, 0.0);
        kernel::attend(shape, keys.back().data(), columns.data(), kColumns, forward.data(), forward.data());
        std::vector<double> shuffled(kHeads * kCodeStride, 0.0);
        std::shuffle(columns.begin(), columns.end(), random);
        for (int n = 0; n < kColumns; n += 7) // in pieces
            kernel::attend(shape, keys.back().data(), columns.data() + n, std::min(7, kColumns - n),
                           shuffled.data(), shuffled.data());
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
        kernel::attend(shape, keys.back().data(), columns.data(), kColumns, forward.data(), forward.data());
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
        std::vector<std::int16_t> vote(16, std::int16_t(kernel::kVoteLimit));
        const std::vector<kernel::KeyColumn> columns(static_cast<std::size_t>(kernel::kMaxKeysPerRow),
                                                     {key.data(), vote.data(), 0, 1.0F});
        std::vector<double> sums(16, 0.0);
        kernel::attend(shape, key.data(), columns.data(), kernel::kMaxKeysPerRow, sums.data(), sums.data());
        QCOMPARE(sums[0], largest);
        kernel::KeyColumn away = columns[0];
        away.sign = -1.0F;
        kernel::attend(shape, key.data(), &away, 1, sums.data(), sums.data());
        QCOMPARE(sums[0], largest - static_cast<double>(kernel::kScoreScale) *
                                        static_cast<double>(kernel::kVoteLimit));
    }

    /// Sums of votes are those of plain integers: any number of columns (runs of 16 and 64, pairs, fours), of
    /// heads and codes, added or taken away, with votes and scores at their limits.
    void attend_equalsPlainIntegerSums_data()
    {
        QTest::addColumn<int>("heads");
        QTest::addColumn<int>("codes");
        QTest::addColumn<int>("keyWidth");
        for (const int heads : {1, 3, 4, 6})
            for (const int codes : {2, 16, 20, 32, 40})
                QTest::addRow("%d heads, %d codes", heads, codes) << heads << codes << 32 * (1 + heads % 2);
    }
    void attend_equalsPlainIntegerSums()
    {
        QFETCH(int, heads);
        QFETCH(int, codes);
        QFETCH(int, keyWidth);
        std::mt19937 random(static_cast<unsigned>(heads * 100 + codes));
        const int stride = roundUpTo(codes, 16);
        const auto votesPerRow = static_cast<std::size_t>(heads * stride);
        const auto keysPerRow = static_cast<std::size_t>(heads * keyWidth);
        constexpr int kColumns = 150;
        std::uniform_int_distribution<int> keyPart(-3000, 3000);
        std::uniform_int_distribution<int> votePart(-32767, 32767);
        std::uniform_int_distribution<int> biasRow(0, 3);
        std::vector<float> gain(static_cast<std::size_t>(heads));
        std::vector<float> bias(static_cast<std::size_t>(4 * heads));
        for (int h = 0; h < heads; ++h) {
            gain[static_cast<std::size_t>(h)] = 1e-7F * static_cast<float>(h + 1);
            for (int b = 0; b < 4; ++b) // saturated, ordinary, and rounded to nothing
                bias[static_cast<std::size_t>(b * heads + h)] = b == 0   ? 30.0F
                                                                : b == 3 ? -60.0F
                                                                         : -2.0F * static_cast<float>(b);
        }
        const kernel::AttentionShape shape{heads, keyWidth, codes, stride, gain.data(), bias.data()};
        std::vector<std::vector<std::int16_t>> keys(kColumns + 1, std::vector<std::int16_t>(keysPerRow));
        std::vector<std::vector<std::int16_t>> votes(kColumns, std::vector<std::int16_t>(votesPerRow));
        for (auto &key : keys)
            for (std::int16_t &value : key)
                value = static_cast<std::int16_t>(keyPart(random));
        std::vector<kernel::KeyColumn> columns;
        for (std::size_t n = 0; n < kColumns; ++n) {
            for (int h = 0; h < heads; ++h)
                for (int c = 0; c < codes; ++c)
                    votes[n][static_cast<std::size_t>(h * stride + c)] = static_cast<std::int16_t>(
                        n % 5 == 0 ? (c % 2 == 0 ? 32767 : -32767) : votePart(random));
            columns.push_back({keys[n].data(), votes[n].data(), biasRow(random), n % 3 == 0 ? -1.0F : 1.0F});
        }
        // The score of each pair alone, from a vote of 1: the only thing here that is not plain arithmetic.
        std::vector<std::int16_t> ones(votesPerRow, 1);
        std::vector<double> expected(votesPerRow, 0.0);
        for (int count = 0; count <= kColumns; ++count) {
            if (count > 0) {
                const auto n = static_cast<std::size_t>(count - 1);
                kernel::KeyColumn alone = columns[n];
                alone.vote = ones.data();
                alone.sign = 1.0F;
                std::vector<double> score(votesPerRow, 0.0);
                kernel::attend(shape, keys.back().data(), &alone, 1, score.data(), score.data());
                for (std::size_t v = 0; v < votesPerRow; ++v) {
                    QCOMPARE(score[v],
                             score[v / static_cast<std::size_t>(stride) * static_cast<std::size_t>(stride)]);
                    QVERIFY(score[v] >= 0.0 && score[v] <= static_cast<double>(kernel::kScoreScale));
                    expected[v] += static_cast<double>(columns[n].sign) * score[v] * votes[n][v];
                }
                if (columns[n].biasRow == 0)
                    QCOMPARE(score[0], static_cast<double>(kernel::kScoreScale));
                if (columns[n].biasRow == 3)
                    QCOMPARE(score[0], 0.0);
            }
            std::vector<double> sums(votesPerRow, 0.0);
            kernel::attend(shape, keys.back().data(), columns.data(), count, sums.data(), sums.data());
            QCOMPARE(sums, expected);
            attendTogether_equalsRowByRow(shape, keys, {columns.data(), static_cast<std::size_t>(count)});
        }
    }

private:
    /// Rows with other queries and other sums so far, each as if it were alone.
    static void attendTogether_equalsRowByRow(const kernel::AttentionShape &shape,
                                              const std::vector<std::vector<std::int16_t>> &queries,
                                              std::span<const kernel::KeyColumn> columns)
    {
        constexpr std::size_t kRows = 3;
        const auto width = static_cast<std::size_t>(shape.heads * shape.codeStride);
        const auto heads = static_cast<std::size_t>(shape.heads);
        const auto count = static_cast<std::int32_t>(columns.size());
        std::vector<std::vector<double>> from(kRows, std::vector<double>(width));
        std::vector<std::vector<double>> to(kRows, std::vector<double>(width, 0.5)); // no whole number
        std::vector<std::vector<std::uint16_t>> codes(kRows, std::vector<std::uint16_t>(heads, 9999));
        std::vector<kernel::AttendedRow> rows;
        for (std::size_t r = 0; r < kRows; ++r) {
            for (std::size_t v = 0; v < width; ++v)
                from[r][v] = static_cast<double>((v * 7919 + r * 104729) % 1000) * 1e9;
            rows.push_back({queries[r].data(), from[r].data(), to[r].data(), codes[r].data()});
        }
        const auto before = from;
        kernel::attendTogether(shape, columns.data(), count, rows.data(), kRows);
        QCOMPARE(from, before);
        for (std::size_t r = 0; r < kRows; ++r) {
            std::vector<double> alone(width, 0.5);
            std::vector<std::uint16_t> picked(heads);
            kernel::attend(shape, queries[r].data(), columns.data(), count, from[r].data(), alone.data());
            kernel::pickCodes(shape, alone.data(), picked.data());
            QCOMPARE(to[r], alone);
            QCOMPARE(codes[r], picked);
        }
    }

private slots:
    void pickCodes_equalsALoop()
    {
        std::mt19937 random(23);
        const std::vector<float> none(64, 0.0F);
        for (int codes = 1; codes <= 40; ++codes) {
            const int stride = roundUpTo(codes, 16);
            const kernel::AttentionShape shape{3, 32, codes, stride, none.data(), none.data()};
            std::uniform_int_distribution<int> small(-3, 3); // many ties, at every place
            for (int n = 0; n < 50; ++n) {
                std::vector<double> sums(static_cast<std::size_t>(3 * stride), 9.0);
                std::uint16_t picked[3] = {};
                for (int h = 0; h < 3; ++h)
                    for (int c = 0; c < codes; ++c)
                        sums[static_cast<std::size_t>(h * stride + c)] = small(random);
                kernel::pickCodes(shape, sums.data(), picked);
                for (int h = 0; h < 3; ++h) {
                    const auto head = sums.begin() + h * stride;
                    QCOMPARE(int(picked[h]), int(std::max_element(head, head + codes) - head));
                }
            }
        }
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

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    return test::inEverySimdVariant([&] {
        TestRowKernel object;
        return QTest::qExec(&object, argc, argv);
    });
}

#include "tst_row_kernel.moc"
