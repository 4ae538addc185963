// SPDX-License-Identifier: MIT
// A branch row has the bits of the row that would be there had its tokens been typed.
#include "tests/engine/support/tiny_model.h"

#include "engine/incremental/branch.h"

#include <QTest>

using namespace deltapad;

class TestBranch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void logits_equalThoseOfATypedContinuation()
    {
        const auto seed = static_cast<std::uint64_t>(test::environmentNumber("DELTAPAD_SEED", 4711));
        qInfo("seed %llu", static_cast<unsigned long long>(seed));
        const std::int32_t vocabulary = test::tinyModel()->config.vocabulary;
        test::RandomEdits random(seed, vocabulary, 128);
        IncrementalEngine document(test::tinyLayout(), 1, 128);
        IncrementalEngine typed(test::tinyLayout(), 1, 128);
        AlignedVector<float> expected(static_cast<std::size_t>(roundUpTo(vocabulary, 16)));
        AlignedVector<float> scores(expected.size());
        const std::vector<TokenId> endTokens = test::tinyModel()->config.segment.endTokens;
        for (int round = 0; round < 60; ++round) {
            std::vector<TokenId> text;
            for (std::int64_t n = random.number(1, 90); n > 0; --n)
                text.push_back(random.number(0, 5) == 0
                                   ? endTokens[static_cast<std::size_t>(
                                         random.number(0, static_cast<std::int64_t>(endTokens.size()) - 1))]
                                   : static_cast<TokenId>(random.number(0, vocabulary - 1)));
            QVERIFY(document.apply({RowIndex(1), document.rows() - 1, text}).ok());
            BatchForward forward(test::tinyLayout(), 1);
            ForwardState before;
            forward.run(document.tokens(), before);

            // A branch in the middle, two children a node, against the same tokens really typed there.
            const std::int64_t base = random.number(0, document.rows() - 1);
            Branch branch(document, base);
            branch.logits(Branch::kRoot, scores.data());
            document.logits(base, expected.data());
            QVERIFY(scores == expected);
            std::vector<TokenId> path(document.tokens().begin() + 1, document.tokens().begin() + base + 1);
            std::int32_t parent = Branch::kRoot;
            for (int depth = 0; depth < 14; ++depth) {
                const TokenId other = static_cast<TokenId>(random.number(0, vocabulary - 1));
                const TokenId next = random.number(0, 3) == 0
                                         ? endTokens[0]
                                         : static_cast<TokenId>(random.number(0, vocabulary - 1));
                const Branch::Step steps[] = {{parent, other}, {parent, next}};
                parent = branch.extend(steps) + 1;
                path.push_back(next);
                QVERIFY(typed.apply({RowIndex(1), typed.rows() - 1, path}).ok());
                typed.logits(typed.rows() - 1, expected.data());
                branch.logits(parent, scores.data());
                QVERIFY2(scores == expected, qPrintable(QString("round %1 depth %2").arg(round).arg(depth)));
            }
            QCOMPARE(branch.size(), 28);
            QVERIFY(!document.compare(before)); // the document did not change
        }
    }
};

QTEST_GUILESS_MAIN(TestBranch)
#include "tst_branch.moc"
