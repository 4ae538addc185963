// SPDX-License-Identifier: MIT
// A document through the whole engine: text, tokens, live context and rows stay equal to a from-scratch pass.
#include "tests/engine/support/session_checks.h"
#include "tests/engine/support/tiny_model.h"

#include "engine/session/classify.h"
#include "engine/session/document_session.h"
#include "engine/session/score.h"
#include "engine/text/unicode.h"
#include "engine/text/word_characters.h"
#include "engine/token/token_document.h"

#include <QTest>

#include <cmath>

using namespace deltapad;

namespace {

const std::u16string kParagraph =
    u"The kettle had been on the stove for an hour when the post came. There were three letters and a "
    u"parcel, "
    u"and none of them was for her. \"Put them on the table,\" he said.\nShe did, and went back to the "
    u"window. It "
    u"was still raining; the garden had turned into a lake with a fence around it.\n";

std::u16string longText(int paragraphs)
{
    std::u16string text;
    for (int n = 0; n < paragraphs; ++n)
        text += kParagraph;
    return text;
}

TextSplice randomSplice(test::RandomEdits &random, const std::u16string &text)
{
    static const std::u16string pieces[] = {u"a",      u" ",    u"x",      u"the ",       u"\n",
                                            u". ",     u"word", u"é",      u"\U0001F600", u"\xD83D",
                                            u"\xDE00", u"12 ",  u"don't ", kParagraph};
    const auto length = static_cast<std::int64_t>(text.size());
    TextSplice splice;
    splice.begin = Utf16Offset(random.number(0, 2) == 0 ? length : random.number(0, length));
    if (random.number(0, 2) == 0)
        splice.removed = std::min(length - splice.begin.value,
                                  random.number(0, 9) == 0 ? random.number(1, 300) : random.number(1, 5));
    if (splice.removed == 0 || random.number(0, 1) == 0)
        splice.inserted = pieces[static_cast<std::size_t>(random.number(0, 13))];
    return splice;
}

} // namespace

class TestDocumentSession : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// Two places in one update: both are named, as they are numbered after it.
    void twoSplices_bothAreNamedByTheReport()
    {
        DocumentSession session(test::tinyModel(), {.threads = 1});
        const std::u16string text = longText(2).substr(0, 200); // all of it is live
        QVERIFY(session.open(text, Utf16Offset(0)).ok());
        const std::int64_t late = std::ssize(text) - 60;
        const TextSplice splices[] = {{Utf16Offset(late), 0, u"later "}, {Utf16Offset(4), 0, u"earlier "}};
        const auto report = session.applyAll(splices);
        QVERIFY(report.ok());
        const auto rowAt = [&](std::int64_t at) {
            return session.tokens().tokenAt(Utf16Offset(at)).value + 1;
        };
        const RowRanges &rows = report.value().changedRows.front();
        const auto holds = [&](std::int64_t row) {
            return std::any_of(rows.begin(), rows.end(),
                               [&](const RowRange &r) { return r.begin <= row && row < r.end; });
        };
        QVERIFY(holds(rowAt(5)));
        QString named;
        for (const RowRange &r : rows)
            named += QStringLiteral(" %1-%2").arg(r.begin).arg(r.end);
        QVERIFY2(holds(rowAt(late + 8 + 1)),
                 qPrintable(QStringLiteral("row %1 in%2").arg(rowAt(late + 8 + 1)).arg(named)));
        QVERIFY(!holds(rowAt(late / 2)));
        QVERIFY(rows.size() >= 2);
    }

    void randomSplices_equalFromScratch_data()
    {
        QTest::addColumn<int>("maxTokens");
        QTest::addColumn<int>("paragraphs");
        QTest::newRow("everything live") << 0 << 0;
        QTest::newRow("a short context in a long text") << 64 << 8;
        QTest::newRow("a tiny context") << 16 << 3;
    }
    void randomSplices_equalFromScratch()
    {
        QFETCH(int, maxTokens);
        QFETCH(int, paragraphs);
        const auto seed = static_cast<std::uint64_t>(test::environmentNumber("DELTAPAD_SEED", 31));
        qInfo("seed %llu", static_cast<unsigned long long>(seed));
        test::RandomEdits random(seed, 2, 2);
        DocumentSession session(test::tinyModel(), {1, maxTokens});
        std::u16string text = longText(paragraphs);
        QVERIFY(session.open(text, Utf16Offset(0)).ok());
        VERIFY_SESSION(session);
        const auto edits = test::environmentNumber("DELTAPAD_RANDOM_EDITS", 1500);
        for (std::int64_t n = 0; n < edits; ++n) {
            TextSplice splice = randomSplice(random, text);
            if (text.size() > 6000)
                splice = {Utf16Offset(0), 3000, u""};
            text.replace(static_cast<std::size_t>(splice.begin.value),
                         static_cast<std::size_t>(splice.removed), splice.inserted);
            if (random.number(0, 9) == 0) // stopped somewhere; the next update computes both
                (void)session.apply(splice, CancelToken::afterChecks(random.number(0, 30)));
            else
                QVERIFY(session.apply(splice).ok());
            if (random.number(0, 9) == 0)
                QVERIFY(
                    session.moveCaret(Utf16Offset(random.number(0, static_cast<std::int64_t>(text.size()))))
                        .ok());
            if (n % 10 == 0) {
                QVERIFY(session.moveCaret(splice.begin).ok());
                QVERIFY(session.text() == text);
                VERIFY_SESSION(session);
                QVERIFY(session.liveEnd() - session.liveBegin() < (maxTokens > 0 ? maxTokens : 128));
                QVERIFY(session.tokens().startOf(session.liveBegin()) <= splice.begin);
                QVERIFY(session.tokens().startOf(session.liveEnd()) >= splice.begin);
            }
        }
    }

    void applyAll_isOneUpdateOfSeveralSplices()
    {
        DocumentSession session(test::tinyModel(), {1, 0});
        QVERIFY(session.open(longText(1).substr(0, 200), Utf16Offset(0)).ok());
        for (const std::size_t count : {2U, 40U}) {
            std::vector<TextSplice> splices;
            for (std::size_t n = 0; n < count; ++n)
                splices.push_back(
                    {Utf16Offset(static_cast<std::int64_t>(n * 4)), 1, n % 2 == 0 ? u"q" : u""});
            QVERIFY(session.applyAll(splices).ok());
            VERIFY_SESSION(session);
        }
    }

    void cancelledUpdate_keepsTheTextAndIsComputedLater()
    {
        std::vector<TextSplice> splices;
        for (std::int64_t n = 0; n < 6; ++n)
            splices.push_back({Utf16Offset(n * 10), 1, u"q"});
        DocumentSession done(test::tinyModel(), {1, 0});
        QVERIFY(done.open(longText(1).substr(0, 150), Utf16Offset(0)).ok());
        QVERIFY(done.applyAll(splices).ok());
        for (const std::int64_t checks : {0, 1, 5, 20, 40}) {
            DocumentSession stopped(test::tinyModel(), {1, 0});
            QVERIFY(stopped.open(longText(1).substr(0, 150), Utf16Offset(0)).ok());
            QVERIFY(!stopped.applyAll(splices, CancelToken::afterChecks(checks)).ok());
            QVERIFY(stopped.text() == done.text());
            QVERIFY(stopped.verify().has_value()); // the rows are behind the text
            QVERIFY(stopped.applyAll({}).ok());
            VERIFY_SESSION(stopped);
            QCOMPARE(stopped.totalBits(), done.totalBits());
        }
    }

    void badSplice_isRefusedAndNothingChanges()
    {
        DocumentSession session(test::tinyModel(), {1, 0});
        QVERIFY(session.open(u"short", Utf16Offset(0)).ok());
        const auto refused = session.apply({Utf16Offset(9), 1, u"x"});
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().code, ErrorCode::BadEdit);
        QVERIFY(session.text() == u"short");
        VERIFY_SESSION(session);
    }

    void typingInTheMiddle_doesNotMoveTheContextWithEveryKey()
    {
        DocumentSession session(test::tinyModel(), {1, 96});
        const std::u16string text = longText(6);
        const auto middle = static_cast<std::int64_t>(text.size()) / 2;
        QVERIFY(session.open(text, Utf16Offset(middle)).ok());
        int moves = 0;
        TokenId first = session.rowTokens()[1];
        for (int n = 0; n < 30; ++n) {
            QVERIFY(session.apply({Utf16Offset(middle + n), 0, n % 4 == 3 ? u" " : u"e"}).ok());
            moves += session.rowTokens()[1] != first ? 1 : 0;
            first = session.rowTokens()[1];
        }
        QVERIFY2(moves <= 2, "a cut may come or go as the text grows, not with every key");
        VERIFY_SESSION(session);
    }

    void typingInALongText_isFarCheaperThanDense()
    {
        DocumentSession session(test::tinyModel(), {1, 0});
        const std::u16string text = longText(1).substr(0, 280);
        QVERIFY(session.open(text, Utf16Offset(0)).ok());
        const auto report = session.apply({Utf16Offset(140), 0, u"z"});
        QVERIFY(report.ok());
        QVERIFY(report.value().rows > 60);
        QVERIFY(report.value().incremental.total() * 2 < report.value().dense.total());
        QVERIFY(report.value().prefix.total() < report.value().dense.total());
        QVERIFY(report.value().firstChangedRow > 10);
    }

    void surprises_coverTheLiveTextAndAddUp()
    {
        DocumentSession session(test::tinyModel(), {1, 0});
        const std::u16string text = u"Tea — 3 cups \U0001F600!\nAnd rain.";
        QVERIFY(session.open(text, Utf16Offset(0)).ok());
        const std::vector<TokenSurprise> surprises = session.surprises();
        QCOMPARE(static_cast<std::int64_t>(surprises.size()), session.tokens().size());
        double bits = 0;
        Utf16Offset at;
        for (const TokenSurprise &surprise : surprises) {
            QCOMPARE(surprise.begin, at);
            QVERIFY(surprise.end >= surprise.begin && surprise.bits >= 0);
            at = surprise.end;
            bits += static_cast<double>(surprise.bits);
        }
        QCOMPARE(at.value, static_cast<std::int64_t>(text.size()));
        QVERIFY(std::abs(bits - session.totalBits()) < 1e-3);
        QVERIFY(std::abs(session.bitsPerByte() * static_cast<double>(utf16ToUtf8(text).size()) -
                         session.totalBits()) < 1e-6);
    }

    void classes_equalThoseOfTheClassifier()
    {
        DocumentSession session(test::tinyModel(), {1, 0});
        const std::u16string text = longText(1).substr(0, 150); // fits the context
        QVERIFY(session.open(u"", Utf16Offset(0)).ok());
        for (std::size_t n = 0; n < text.size(); n += 5)
            QVERIFY(session.apply({Utf16Offset(static_cast<std::int64_t>(n)), 0, text.substr(n, 5)}).ok());
        Classifier classifier(test::tinyLayout());
        const Classification expected = classifier.classify(text);
        const std::vector<ClassScores> classes = session.classes();
        QCOMPARE(classes.size(), expected.classes.size());
        QVERIFY(!classes.empty());
        for (std::size_t n = 0; n < classes.size(); ++n) {
            QCOMPARE(classes[n].labels, expected.classes[n].labels);
            QCOMPARE(classes[n].probabilities, expected.classes[n].probabilities); // bit for bit
            float sum = 0;
            for (const float p : classes[n].probabilities)
                sum += p;
            QVERIFY(std::abs(sum - 1.0F) < 1e-5F);
        }
    }

    void score_equalsTheSessionForAShortText()
    {
        const std::u16string text = longText(1).substr(0, 200);
        DocumentSession session(test::tinyModel(), {1, 0});
        QVERIFY(session.open(text, Utf16Offset(0)).ok());
        TextScorer scorer(test::tinyLayout(), 1);
        const TextScore score = scorer.score(text);
        QCOMPARE(score.bits, session.totalBits());
        QCOMPARE(score.bytes, static_cast<std::int64_t>(utf16ToUtf8(text).size()));
        // A text of several contexts: every token is scored once.
        const std::u16string longer = longText(5);
        const TextScore whole = scorer.score(longer);
        QCOMPARE(whole.tokens,
                 static_cast<std::int64_t>(test::tinyModel()->tokenizer->encode(longer).size()));
        QVERIFY(whole.bits > score.bits * 4);
    }

    void complete_offersKnownWordsAndThoseOfTheText()
    {
        DocumentSession session(test::tinyModel(), {1, 0});
        const std::u16string text = u"Zorvath's lamp (‘lamp’) on the l";
        const Utf16Offset caret(std::ssize(text));
        QVERIFY(session.open(text, caret).ok());
        const auto words = [&] {
            const auto suggestions = session.complete(caret, 10, 1);
            return suggestions.ok() ? suggestions.value() : std::vector<Suggestion>();
        };
        const std::vector<Suggestion> all = words();
        QVERIFY(all.size() > 2);

        // Only the last of all: what is before it goes, and its probability grows by what went.
        const std::u16string last = u'l' + all.back().text;
        QVERIFY(last != u"lamp");
        std::vector<std::u16string> asked;
        session.setKnownWords([&](std::u16string_view word) {
            asked.emplace_back(word);
            return word == last;
        });
        const std::vector<Suggestion> known = words();
        QVERIFY(!known.empty());
        for (const Suggestion &suggestion : known)
            QVERIFY(u'l' + suggestion.text == last || u'l' + suggestion.text == u"lamp");
        const auto kept = std::find_if(known.begin(), known.end(),
                                       [&](const Suggestion &s) { return u'l' + s.text == last; });
        QVERIFY(kept != known.end());
        QVERIFY(kept->probability > all.back().probability && kept->probability <= 1);
        // It was asked for whole words, whatever stands around them.
        for (const std::u16string &word : asked)
            QVERIFY(word.starts_with(u'l') && word.size() > 1);

        session.setKnownWords([](std::u16string_view) { return false; });
        for (const Suggestion &suggestion : words())
            QCOMPARE(QString::fromStdU16String(suggestion.text), QString("amp"));
        session.setKnownWords({});
        QCOMPARE(words().size(), all.size());
        VERIFY_SESSION(session);
    }

    void complete_offersNothingThatCannotBeSeen()
    {
        // Code and pages pasted from the web: the document itself makes blanks likely.
        const std::u16string texts[] = {
            u"if (a)\n    b;\n\n    c;\n    \n    d;\n",
            u"a\u00a0\u00a0b\u00a0\u00a0c\u00a0\u00a0d\u00a0\u00a0e\u00a0\u00a0",
            u"x\u200b\u200b y\u200b\u200b z\u200b\u200b",
            u"\u3000\u3000one\u3000\u3000two\u3000\u3000",
        };
        std::size_t seen = 0;
        for (const std::u16string &text : texts) {
            DocumentSession session(test::tinyModel(), {1, 0});
            QVERIFY(session.open(text, Utf16Offset(std::ssize(text))).ok());
            for (std::int64_t caret = 0; caret <= std::ssize(text); ++caret) {
                const auto suggestions = session.complete(Utf16Offset(caret), 10, 3);
                QVERIFY(suggestions.ok());
                for (const Suggestion &suggestion : suggestions.value()) {
                    QVERIFY(hasVisible(suggestion.text));
                    QCOMPARE(withoutBlankEnd(suggestion.text).size(), suggestion.text.size());
                    ++seen;
                }
            }
        }
        QVERIFY(seen > 0);
    }

    void complete_statesTheModelsConfidence()
    {
        const auto measured = std::make_shared<Model>(*test::tinyModel());
        measured->config.confidence = {0.7, 0.4};
        DocumentSession plain(test::tinyModel(), {1, 0});
        DocumentSession session(measured, {1, 0});
        const std::u16string text = u"The lamp on the desk and the lamp on the des";
        std::size_t seen = 0;
        for (DocumentSession *each : {&plain, &session})
            QVERIFY(each->open(text, Utf16Offset(std::ssize(text))).ok());
        for (std::int64_t caret = 0; caret <= std::ssize(text); ++caret) {
            const auto expected = plain.complete(Utf16Offset(caret), 5, 3);
            const auto found = session.complete(Utf16Offset(caret), 5, 3);
            QVERIFY(expected.ok() && found.ok());
            QCOMPARE(found.value().size(), expected.value().size());
            for (std::size_t n = 0; n < found.value().size(); ++n) {
                const Suggestion &suggestion = found.value()[n];
                // What is offered, and in which order, is the model's matter.
                QVERIFY(suggestion.text == expected.value()[n].text);
                QVERIFY(suggestion.probability == expected.value()[n].probability);
                QVERIFY(suggestion.logprob == expected.value()[n].logprob);
                QVERIFY(expected.value()[n].confidence == suggestion.probability); // nothing was measured
                QVERIFY(suggestion.confidence == measured->config.confidence.of(suggestion.probability));
                QVERIFY(suggestion.confidence != suggestion.probability);
                ++seen;
            }
            for (const Suggestion &token : session.nextTokens(Utf16Offset(caret), 4))
                QVERIFY(token.confidence == token.probability);
        }
        QVERIFY(seen > 20);
        VERIFY_SESSION(session);
    }

    void complete_continuesTheTypedBeginning()
    {
        DocumentSession session(test::tinyModel(), {1, 0});
        const std::u16string text = u"The lamp on the des";
        QVERIFY(session.open(text, Utf16Offset(19)).ok());
        for (std::int64_t caret = 0; caret <= 19; ++caret) {
            const auto suggestions = session.complete(Utf16Offset(caret), 5, 3);
            QVERIFY(suggestions.ok());
            double best = 1.0 + 1e-9;
            double last = 1.0 + 1e-9;
            for (const Suggestion &suggestion : suggestions.value()) {
                QVERIFY(!suggestion.text.empty());
                QVERIFY(!std::u16string_view(text)
                             .substr(static_cast<std::size_t>(caret))
                             .starts_with(suggestion.text));
                QVERIFY(suggestion.probability > 0 && suggestion.probability <= best); // best first
                best = suggestion.probability;
                QVERIFY(std::abs(std::log(suggestion.probability) - suggestion.logprob) < 1e-6);
            }
            const auto next = session.nextTokens(Utf16Offset(caret), 4);
            for (const Suggestion &suggestion : next) {
                QVERIFY(suggestion.probability <= last);
                last = suggestion.probability;
            }
        }
        VERIFY_SESSION(session); // completing changes nothing
        QVERIFY(!session.complete(Utf16Offset(20), 5, 1).ok());
        QVERIFY(!session.complete(Utf16Offset(5), 5, 1, CancelToken::afterChecks(0)).ok());
    }
};

QTEST_GUILESS_MAIN(TestDocumentSession)
#include "tst_document_session.moc"
