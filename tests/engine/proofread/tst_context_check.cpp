// SPDX-License-Identifier: MIT
// Words weighed in their context, on the tiny model: the weights are exact, the verdicts follow from them.
#include "engine/proofread/confusions.h"
#include "engine/proofread/context_check.h"
#include "engine/session/alternatives.h"
#include "engine/session/document_session.h"
#include "engine/token/token_document.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>

using namespace deltapad;

namespace {

const std::u16string kText =
    u"The harbour was quiet. Boats lay on the sand and nobody spoke then. We saw there boats.";

std::shared_ptr<const Model> tinyModel()
{
    return Model::load(DELTAPAD_TEST_DATA "/tiny_model").value();
}

std::unique_ptr<Dictionary> smallDictionary()
{
    return Dictionary::load(DELTAPAD_TEST_DATA "/dictionary/small.aff",
                            DELTAPAD_TEST_DATA "/dictionary/small.dic")
        .value();
}

std::unique_ptr<DocumentSession> opened(const std::u16string &text)
{
    auto session =
        std::make_unique<DocumentSession>(tinyModel(), SessionOptions{.threads = 1, .maxTokens = 0});
    if (!session->open(text, Utf16Offset(0)).ok())
        qFatal("cannot open");
    return session;
}

ContextThresholds everything()
{
    return {0, 0, 0, -1e9, -1e9, -1e9, 0};
}

} // namespace

class TestContextCheck : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void alternatives_ofTheTextItself_areItsSurprise();
    void alternatives_areWhatTheOtherTextCosts();
    void alternatives_leaveTheDocumentAlone();
    void alternatives_outside_areRefused();
    void classesOf_all_areTheDocuments();
    void classesOf_aPart_isASumOverItsRows();
    void check_reportsWhatSavesEnough();
    void check_again_weighsOnlyWhatChanged();
    void check_cancelled_givesNothing();
    void check_wordsUsedTwice_areMeant();
    void check_partOfTheText();
    void rank_putsTheLikeliestFirst();
};

void TestContextCheck::alternatives_ofTheTextItself_areItsSurprise()
{
    const auto session = opened(kText);
    const std::int64_t at = std::int64_t(kText.find(u"sand"));
    const ReplacedPart part{Utf16Offset(at), Utf16Offset(at + 4), 5};
    const std::array<std::u16string, 1> same{u"sand"};
    const auto bits = session->alternativeBits(part, same);
    QVERIFY(bits.ok());
    // The same stretch by the rows' own surprises: from the word's pre-token to a pre-token's start.
    const std::vector<TokenSurprise> tokens = session->surprises();
    double best = 1e9;
    for (std::size_t last = 0; last < tokens.size(); ++last) {
        double sum = 0;
        for (std::size_t n = 0; n <= last; ++n)
            if (tokens[n].begin.value >= at - 1)
                sum += double(tokens[n].bits);
        best = std::min(best, std::abs(sum - bits.value()[0]));
    }
    QVERIFY2(best < 1e-3, qPrintable(QString::number(best)));
}

void TestContextCheck::alternatives_areWhatTheOtherTextCosts()
{
    const auto session = opened(kText);
    const std::int64_t at = std::int64_t(kText.find(u"sand"));
    // To the end of the text, so that both stretches end alike.
    const ReplacedPart part{Utf16Offset(at), Utf16Offset(at + 4), 1000};
    const std::array<std::u16string, 3> words{u"sand", u"sea", u"a very old boat"};
    const auto bits = session->alternativeBits(part, words);
    QVERIFY(bits.ok());
    std::vector<double> wanted;
    for (const std::u16string &word : words) {
        std::u16string text = kText;
        text.replace(std::size_t(at), 4, word);
        const auto other = opened(text);
        double sum = 0;
        for (const TokenSurprise &token : other->surprises())
            if (token.begin.value >= at - 1)
                sum += double(token.bits);
        wanted.push_back(sum);
    }
    for (std::size_t n = 0; n < words.size(); ++n)
        QVERIFY2(std::abs(bits.value()[n] - wanted[n]) < 1e-3,
                 qPrintable(QStringLiteral("%1 and %2").arg(bits.value()[n]).arg(wanted[n])));
}

void TestContextCheck::alternatives_leaveTheDocumentAlone()
{
    const auto session = opened(kText);
    const std::array<std::u16string, 2> words{u"x", u"yy"};
    QVERIFY(session->alternativeBits({Utf16Offset(4), Utf16Offset(11), 6}, words).ok());
    QCOMPARE(session->text(), kText);
    QVERIFY(!session->verify());
}

void TestContextCheck::alternatives_outside_areRefused()
{
    const auto session = opened(kText);
    const std::array<std::u16string, 1> words{u"x"};
    const std::int64_t length = std::int64_t(kText.size());
    QVERIFY(!session->alternativeBits({Utf16Offset(length - 1), Utf16Offset(length + 1), 6}, words).ok());
    QVERIFY(!session->alternativeBits({Utf16Offset(5), Utf16Offset(4), 6}, words).ok());
    QVERIFY(session->alternativeBits({Utf16Offset(length - 1), Utf16Offset(length), 6}, words).ok());
}

void TestContextCheck::classesOf_all_areTheDocuments()
{
    const auto session = opened(kText);
    const std::vector<ClassScores> all =
        session->classesOf(Utf16Offset(0), Utf16Offset(std::int64_t(kText.size())));
    const std::vector<ClassScores> whole = session->classes();
    QCOMPARE(all.size(), whole.size());
    QVERIFY(!all.empty());
    QCOMPARE(all[0].labels, whole[0].labels);
    // The document counts its start token as a row as well: near, not equal.
    for (std::size_t n = 0; n < all[0].probabilities.size(); ++n)
        QVERIFY(std::abs(all[0].probabilities[n] - whole[0].probabilities[n]) < 0.2F);
    QVERIFY(session->classesOf(Utf16Offset(3), Utf16Offset(3)).empty());
}

void TestContextCheck::classesOf_aPart_isASumOverItsRows()
{
    const auto session = opened(kText);
    // Equal spans give equal bits, whatever was asked before; the parts differ from each other.
    const auto first = session->classesOf(Utf16Offset(0), Utf16Offset(22));
    const auto second = session->classesOf(Utf16Offset(22), Utf16Offset(std::int64_t(kText.size())));
    QCOMPARE(session->classesOf(Utf16Offset(0), Utf16Offset(22))[0].probabilities, first[0].probabilities);
    QVERIFY(first[0].probabilities != second[0].probabilities);
    float sum = 0;
    for (const float probability : first[0].probabilities)
        sum += probability;
    QVERIFY(std::abs(sum - 1) < 1e-4F);
    // One edit behind a span does not change it: rows know only what stands before them.
    QVERIFY(session->apply({Utf16Offset(std::int64_t(kText.size())), 0, u" More."}).ok());
    QCOMPARE(session->classesOf(Utf16Offset(0), Utf16Offset(22))[0].probabilities, first[0].probabilities);
}

void TestContextCheck::check_reportsWhatSavesEnough()
{
    const auto session = opened(kText);
    const Utf16Offset end(std::int64_t(kText.size()));
    ContextCheck check(smallDictionary(), everything());
    const std::vector<Remark> remarks = check.check(*session, Utf16Offset(0), end);
    QVERIFY(!remarks.empty()); // "there", "then", "saw" … all have others
    for (const Remark &remark : remarks) {
        QCOMPARE(kText.substr(std::size_t(remark.begin.value), std::size_t(remark.length)), remark.text);
        QVERIFY(!remark.replacements.empty());
        QVERIFY(remark.replacements.size() <= 7);
        // The score is the difference of the two texts' bits.
        const std::array<std::u16string, 2> words{remark.text, remark.replacements[0]};
        const auto bits = session->alternativeBits({remark.begin, remark.end(), 6}, words);
        QVERIFY(bits.ok());
        QVERIFY(std::abs(bits.value()[0] - bits.value()[1] - remark.score) < 1e-3);
    }
    ContextThresholds never = everything();
    never.gainConfused = never.gainSlips = never.gainExpected = 1e9;
    ContextCheck silent(smallDictionary(), never);
    QVERIFY(silent.check(*session, Utf16Offset(0), end).empty());
    QVERIFY(silent.weighed() > 0);
}

void TestContextCheck::check_again_weighsOnlyWhatChanged()
{
    const auto session = opened(kText);
    ContextCheck check(smallDictionary(), everything());
    const std::vector<Remark> before =
        check.check(*session, Utf16Offset(0), Utf16Offset(std::int64_t(kText.size())));
    const std::int64_t all = check.weighed();
    QVERIFY(all > 5);
    QCOMPARE(check.check(*session, Utf16Offset(0), Utf16Offset(std::int64_t(kText.size()))), before);
    QCOMPARE(check.weighed(), all);
    QVERIFY(session->apply({Utf16Offset(std::int64_t(kText.size())), 0, u" And then it rained."}).ok());
    check.check(*session, Utf16Offset(0), Utf16Offset(std::int64_t(session->text().size())));
    QVERIFY(check.weighed() > all);
    QVERIFY2(check.weighed() < 2 * all, "words far from the edit were weighed again");
}

void TestContextCheck::check_cancelled_givesNothing()
{
    const auto session = opened(kText);
    ContextCheck check(smallDictionary(), everything());
    const Utf16Offset end(std::int64_t(kText.size()));
    const std::vector<Remark> wanted =
        ContextCheck(smallDictionary(), everything()).check(*session, Utf16Offset(0), end);
    for (std::int64_t checks = 0; checks < 40; checks += 7)
        QVERIFY(check.check(*session, Utf16Offset(0), end, CancelToken::afterChecks(checks)).empty());
    QCOMPARE(check.check(*session, Utf16Offset(0), end), wanted);
}

void TestContextCheck::check_wordsUsedTwice_areMeant()
{
    const auto session = opened(kText);
    ContextCheck check(smallDictionary(), everything());
    int tried = 0;
    for (const Remark &remark :
         check.check(*session, Utf16Offset(0), Utf16Offset(std::int64_t(kText.size())))) {
        const auto again = opened(kText + u" " + std::u16string(60, u'-') + u" " + remark.text + u".");
        const std::vector<Remark> remarks =
            check.check(*again, Utf16Offset(0), Utf16Offset(std::int64_t(kText.size())));
        const bool stays = std::any_of(remarks.begin(), remarks.end(),
                                       [&](const Remark &other) { return other.begin == remark.begin; });
        // Confusions are made again and again; a rare word that comes twice is no slip.
        QVERIFY2(!stays || !confusedWith(remark.text).empty(),
                 qPrintable(QString::fromStdU16String(remark.text)));
        ++tried;
    }
    QVERIFY(tried > 2);
}

void TestContextCheck::check_partOfTheText()
{
    const auto session = opened(kText);
    ContextCheck check(smallDictionary(), everything());
    const std::vector<Remark> remarks = check.check(*session, Utf16Offset(40), Utf16Offset(60));
    for (const Remark &remark : remarks)
        QVERIFY(remark.begin.value >= 40 && remark.end().value <= 60);
    QVERIFY(check.check(*session, Utf16Offset(500), Utf16Offset(600)).empty());
}

void TestContextCheck::rank_putsTheLikeliestFirst()
{
    const auto session = opened(kText);
    Remark remark;
    remark.begin = Utf16Offset(std::int64_t(kText.find(u"sand")));
    remark.length = 4;
    // Far enough apart that the order they come in does not matter.
    remark.replacements = {u"qzxqzxqzxqzxqzxqzx", u"sea"};
    const std::array<std::u16string, 2> words{remark.replacements[0], remark.replacements[1]};
    const auto bits = session->alternativeBits({remark.begin, remark.end(), 6}, words);
    QVERIFY(bits.ok() && bits.value()[0] > bits.value()[1] + 10);
    ContextCheck::rank(*session, remark);
    QCOMPARE(remark.replacements[0], std::u16string(u"sea"));
    ContextCheck::rank(*session, remark);
    QCOMPARE(remark.replacements[0], std::u16string(u"sea"));
    Remark outside = remark;
    outside.begin = Utf16Offset(5000);
    ContextCheck::rank(*session, outside);
    QCOMPARE(outside.replacements, remark.replacements);
}

QTEST_GUILESS_MAIN(TestContextCheck)
#include "tst_context_check.moc"
