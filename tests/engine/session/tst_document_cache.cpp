// SPDX-License-Identifier: MIT
// What a document repeats moves the next token's probabilities, and stays a distribution.
#include "engine/session/document_cache.h"
#include "engine/session/document_session.h"
#include "tests/engine/support/tiny_model.h"

#include <QTest>

#include <cmath>

using namespace deltapad;
using namespace deltapad::test;

namespace {

constexpr std::size_t kVocabulary = 50;

/// Probabilities after mixing into a model that finds every token equally likely.
std::vector<double> mixed(const std::vector<TokenId> &tokens, const std::vector<TokenId> &recent,
                          std::int64_t hiddenBegin = 0, std::int64_t hiddenEnd = 0)
{
    std::vector<float> scores(kVocabulary, 3.0F);
    const DocumentCache cache(tokens, hiddenBegin, hiddenEnd);
    cache.mix(recent, 3.0 + std::log(double(kVocabulary)), scores);
    std::vector<double> probabilities;
    for (const float score : scores)
        probabilities.push_back(std::exp(double(score)));
    return probabilities;
}

} // namespace

class TestDocumentCache : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anyDocument_leavesADistribution()
    {
        const auto seed = static_cast<std::uint64_t>(environmentNumber("DELTAPAD_SEED", 99));
        qInfo("DELTAPAD_SEED=%llu", static_cast<unsigned long long>(seed));
        RandomEdits random(seed, kVocabulary, 100);
        for (int n = 0; n < 200; ++n) {
            std::vector<TokenId> tokens = {0};
            for (std::int64_t i = random.number(0, 120); i > 0; --i)
                tokens.push_back(static_cast<TokenId>(random.number(1, 12)));
            const std::int64_t hidden = random.number(1, std::ssize(tokens));
            const std::vector<TokenId> recent(
                tokens.end() - random.number(0, std::min<std::int64_t>(4, std::ssize(tokens))), tokens.end());
            double sum = 0;
            for (const double p : mixed(tokens, recent, hidden, hidden + random.number(0, 4))) {
                QVERIFY(p > 0);
                sum += p;
            }
            QVERIFY2(std::abs(sum - 1) < 1e-4, qPrintable(QString::number(sum)));
        }
    }

    void emptyDocument_changesNothing()
    {
        for (const double p : mixed({0}, {0}))
            QVERIFY(std::abs(p - 1.0 / kVocabulary) < 1e-6);
    }

    void longerMatch_countsForMore()
    {
        // 7 8 was followed by 9, and 8 alone by 10 as well.
        const std::vector<TokenId> tokens = {0, 7, 8, 9, 1, 8, 10, 2, 3};
        const std::vector<double> after = mixed(tokens, {7, 8});
        QVERIFY(after[9] > 2 * after[10]);
        QVERIFY(after[10] > 1.2 * after[2]);
        QVERIFY(after[2] > after[30]); // in the document at all
        const std::vector<double> afterOther = mixed(tokens, {5, 8});
        QVERIFY(std::abs(afterOther[9] - afterOther[10]) < 1e-9);
    }

    void wordBeingTyped_isNoEvidence()
    {
        const std::vector<TokenId> tokens = {0, 4, 5, 6};
        QVERIFY(mixed(tokens, {5})[6] > mixed(tokens, {5})[7]);
        const std::vector<double> hidden = mixed(tokens, {5}, 3, 4);
        QVERIFY(std::abs(hidden[6] - hidden[7]) < 1e-9);
    }

    void repeatedName_isSuggested()
    {
        // The tiny model knows nothing, so what it suggests comes from the document.
        DocumentSession session(tinyModel(), {.threads = 1});
        const std::u16string text = u"Then Zorvath came. We saw Zorvath go. Nobody but Zorvath knew, and Zor";
        const auto caret = Utf16Offset(std::ssize(text));
        QVERIFY(session.open(text, caret).ok());
        const auto words = session.complete(caret, 3, 1);
        QVERIFY(words.ok());
        QVERIFY(!words.value().empty());
        QCOMPARE(QString::fromStdU16String(words.value().front().text), QString("vath"));
    }
};

QTEST_GUILESS_MAIN(TestDocumentCache)
#include "tst_document_cache.moc"
