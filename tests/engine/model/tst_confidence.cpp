// SPDX-License-Identifier: MIT
// Confidence: the map from a model's probability to how often a suggestion is right.
#include "engine/model/confidence.h"

#include <QTest>

#include <cmath>
#include <vector>

using deltapad::Confidence;

namespace {

/// From 0 to 1, closer together towards both ends.
std::vector<double> probabilities()
{
    std::vector<double> all{0};
    for (double logit = -30; logit <= 30; logit += 0.25)
        all.push_back(1 / (1 + std::exp(-logit)));
    all.push_back(1);
    return all;
}

std::vector<Confidence> fits()
{
    std::vector<Confidence> all;
    for (const double slope : {Confidence::kLeastSlope, 0.787, 1.0, 1.3, Confidence::kMostSlope})
        for (const double offset : {-Confidence::kFarthestOffset, 0.0, 0.037, Confidence::kFarthestOffset})
            all.push_back({slope, offset});
    return all;
}

} // namespace

class TestConfidence : public QObject
{
    Q_OBJECT

private slots:
    void of_withoutAFit_isTheProbability()
    {
        for (const double probability : probabilities())
            QVERIFY(Confidence().of(probability) == probability); // to the bit
        QVERIFY(Confidence().of(0.1 + 0.2) == 0.1 + 0.2);
    }

    void of_ascends_insideZeroToOne()
    {
        for (const Confidence &fit : fits()) {
            double last = -1;
            for (const double probability : probabilities()) {
                const double stated = fit.of(probability);
                QVERIFY2(stated >= 0 && stated <= 1, qPrintable(QString::number(probability)));
                // Neighbours near 0 or 1 may fall together: a double has no more digits there.
                QVERIFY(stated >= last);
                if (probability > 0.05 && probability < 0.95 && fit.slope < 2)
                    QVERIFY2(stated > last, qPrintable(QString::number(probability)));
                last = stated;
            }
            QVERIFY(fit.of(0.9) - fit.of(0.1) > 1e-6); // it says something
        }
    }

    void of_keepsFixedPoints()
    {
        for (const Confidence &fit : fits()) {
            QVERIFY(fit.of(0) == 0);
            QVERIFY(fit.of(1) == 1);
        }
        for (const double slope : {0.1, 0.787, 1.3, 10.0})
            QVERIFY((Confidence{slope, 0}.of(0.5)) == 0.5);
        // Where slope * logit + offset = logit: here at logit 0.4 / (1 - 0.8) = 2.
        const double fixed = 1 / (1 + std::exp(-2.0));
        QVERIFY(std::abs(Confidence{0.8, 0.4}.of(fixed) - fixed) < 1e-15);
        QVERIFY((Confidence{0.8, 0.4}.of(0.3)) > 0.3);
        QVERIFY((Confidence{0.8, 0.4}.of(0.95)) < 0.95);
    }

    void of_isTheSigmoidOfTheLine()
    {
        // By odds instead of logarithms: odds' = odds^slope * e^offset.
        for (const Confidence &fit : fits()) {
            for (const double probability : {0.01, 0.12, 0.25, 0.5, 0.8, 0.99}) {
                const double odds =
                    std::pow(probability / (1 - probability), fit.slope) * std::exp(fit.offset);
                QVERIFY(std::abs(fit.of(probability) - odds / (1 + odds)) < 1e-12);
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestConfidence)
#include "tst_confidence.moc"
