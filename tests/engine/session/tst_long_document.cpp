// SPDX-License-Identifier: MIT
// Documents of many contexts through a session: every output equals that of from-scratch passes over the
// contexts of the same cut, whatever was typed, dropped and cancelled on the way.
#include "tests/engine/support/random_prose.h"
#include "tests/engine/support/session_checks.h"
#include "tests/engine/support/tiny_model.h"

#include "engine/session/class_scores.h"
#include "engine/session/document_session.h"
#include "engine/token/token_document.h"

#include <QTest>

#include <map>

using namespace deltapad;

namespace {

/// Computes what is left.
void finish(DocumentSession &session)
{
    for (;;) {
        const Result<Coverage> now = session.advanceBackground();
        QVERIFY(now.ok());
        if (!now.value().workLeft)
            break;
    }
    QCOMPARE(session.coverage().covered, session.tokens().size());
    QVERIFY(!session.coverage().workLeft);
}

/// The oracle: a batch pass over each context of the text's cut, combined.
class Oracle
{
public:
    explicit Oracle(const Layout &layout) : m_layout(layout), m_forward(test::tinyLayout(), 1) {}

    void compare(const DocumentSession &session)
    {
        const TokenDocument fresh = [&] {
            TokenDocument document(test::tinyModel()->tokenizer);
            document.reset(session.text());
            return document;
        }();
        std::vector<std::int64_t> total(static_cast<std::size_t>(m_layout.features), 0);
        std::int64_t rows = 0;
        // By the token's place, which is one for the tokens of a character of several bytes.
        std::map<std::int64_t, std::vector<float>> bits;
        for (const ContextView &context : session.contexts()) {
            QVERIFY(context.current);
            std::vector<TokenId> tokens = fresh.tokens(context.begin, context.end);
            tokens.insert(tokens.begin(), test::tinyModel()->config.startToken);
            m_forward.run(tokens, m_state);
            const std::int64_t lead = context.cut - context.begin;
            std::vector<std::int64_t> sums(total.size(), 0);
            for (std::int64_t row = context.cut.value == 0 ? 0 : lead + 1; row < std::ssize(tokens); ++row) {
                for (std::size_t f = 0; f < sums.size(); ++f)
                    sums[f] += m_state.features[static_cast<std::size_t>(row) * sums.size() + f];
                ++rows;
            }
            QVERIFY(sums == context.sums);
            for (std::size_t f = 0; f < sums.size(); ++f)
                total[f] += sums[f];
            if (context.state == ContextState::Dropped)
                continue;
            const std::int64_t from =
                context.state == ContextState::Live ? context.begin.value : context.cut.value;
            for (std::int64_t token = from; token < context.end.value; ++token)
                bits[fresh.startOf(TokenIndex(token)).value].push_back(static_cast<float>(
                    m_state.bits[static_cast<std::size_t>(token - context.begin.value + 1)]));
        }
        QCOMPARE(rows, fresh.size() + 1);
        const std::vector<ClassScores> expected = classScores(m_layout, total, rows);
        const std::vector<ClassScores> classes = session.classes();
        QCOMPARE(classes.size(), expected.size());
        for (std::size_t n = 0; n < classes.size(); ++n)
            QCOMPARE(classes[n].probabilities, expected[n].probabilities); // bit for bit
        Utf16Offset last(-1);
        for (const TokenSurprise &surprise : session.visibleSurprises()) {
            QVERIFY(surprise.begin >= last);
            last = surprise.begin;
            const auto found = bits.find(surprise.begin.value);
            QVERIFY(found != bits.end());
            const std::vector<float> &known = found->second;
            QVERIFY(std::find(known.begin(), known.end(), surprise.bits) != known.end());
        }
    }

private:
    const Layout &m_layout;
    BatchForward m_forward;
    ForwardState m_state;
};

} // namespace

class TestLongDocument : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void documentThatFits_hasNothingLeft();
    void background_coversTheDocument();
    void cancelledBackground_changesNothingAndGoesOn();
    void edit_leavesOtherContextsAlone();
    void deletedCut_isComputedAgainWhereItWas();
    void visibleContexts_comeFirst_andHaveSurprises();
    void smallBudget_dropsStates_andKeepsSums();
    void caretBetweenContexts_findsStatesWaiting();
    void typingAtACut_keepsTheRows();
    void undo_restoresTheOutputs();
    void growingAndShrinking_acrossTheContextsSize();
    void randomScripts_equalFromScratch_data();
    void randomScripts_equalFromScratch();
    void threads_giveTheSameBits();
};

void TestLongDocument::documentThatFits_hasNothingLeft()
{
    DocumentSession session(test::tinyModel(), {.threads = 1});
    QVERIFY(session.open(u"A short text.", Utf16Offset(0)).ok());
    const Coverage coverage = session.coverage();
    QVERIFY(coverage.covered == session.tokens().size() && coverage.total == coverage.covered);
    QVERIFY(!coverage.workLeft);
    const Result<Coverage> advanced = session.advanceBackground();
    QVERIFY(advanced.ok() && !advanced.value().workLeft);
    QCOMPARE(session.work().contextsComputed, 0);
    QCOMPARE(session.contexts().size(), 1U);
    session.show(Utf16Offset(0), Utf16Offset(10));
    QVERIFY(session.visibleSurprises().empty()); // the live ones are all
    QVERIFY(!session.coverage().workLeft);
}

void TestLongDocument::background_coversTheDocument()
{
    test::RandomProse prose(1);
    DocumentSession session(test::tinyModel(), {.threads = 1});
    QVERIFY(session.open(prose.text(60), Utf16Offset(0)).ok());
    const std::size_t contexts = session.contexts().size();
    QVERIFY(contexts > 4);
    std::int64_t covered = session.coverage().covered;
    QVERIFY(covered > 0 && covered < session.coverage().total && session.coverage().workLeft);
    for (std::size_t n = 1; n < contexts; ++n) {
        const Result<Coverage> now = session.advanceBackground();
        QVERIFY(now.ok());
        QVERIFY(now.value().covered > covered);
        covered = now.value().covered;
        QCOMPARE(now.value().workLeft, n + 1 < contexts);
    }
    QCOMPARE(session.work().contextsComputed, static_cast<std::int64_t>(contexts) - 1);
    Oracle(*test::tinyLayout()).compare(session);
    VERIFY_SESSION(session);
}

void TestLongDocument::cancelledBackground_changesNothingAndGoesOn()
{
    test::RandomProse prose(2);
    const std::u16string text = prose.text(40);
    DocumentSession session(test::tinyModel(), {.threads = 1});
    QVERIFY(session.open(text, Utf16Offset(0)).ok());
    const std::vector<ClassScores> before = session.classes();
    const Coverage coverage = session.coverage();
    for (const std::int64_t checks : {0, 1, 2, 5, 9, 14, 20}) {
        const Result<Coverage> stopped = session.advanceBackground(CancelToken::afterChecks(checks));
        QVERIFY(!stopped.ok());
        QCOMPARE(stopped.error().code, ErrorCode::Cancelled);
        QCOMPARE(session.coverage().covered, coverage.covered);
        QCOMPARE(session.classes()[0].probabilities, before[0].probabilities);
        VERIFY_SESSION(session);
    }
    finish(session);
    Oracle(*test::tinyLayout()).compare(session);
}

/// C3 by counters: an edit in one context leaves the other contexts' rows untouched.
void TestLongDocument::edit_leavesOtherContextsAlone()
{
    test::RandomProse prose(3);
    const std::u16string text = prose.text(80);
    DocumentSession session(test::tinyModel(), {.threads = 1, .stateBytes = 1 << 28});
    QVERIFY(session.open(text, Utf16Offset(0)).ok());
    finish(session);
    const std::vector<ContextView> all = session.contexts();
    QVERIFY(all.size() > 6);
    for (std::size_t n = 1; n + 2 < all.size(); ++n) {
        // Inside what only this context reads: behind its cut, before the next one's lead.
        const std::vector<ContextView> contexts = session.contexts();
        const TokenIndex place(contexts[n].cut.value + 1);
        if (contexts[n + 1].begin <= place + 3)
            continue;
        const SessionWork before = session.work();
        const Result<UpdateReport> report = session.apply({session.tokens().startOf(place + 2), 0, u"e"});
        QVERIFY(report.ok());
        if (session.work().cutsChanged != before.cutsChanged) {
            finish(session); // a cut came or went near the place
            continue;
        }
        QCOMPARE(session.work().contextsOutdated - before.contextsOutdated,
                 1); // this one, and it is live again
        QCOMPARE(session.coverage().covered, session.tokens().size());
        QVERIFY(!session.coverage().workLeft);
        QCOMPARE(session.work().backgroundRows, before.backgroundRows);
        // Its own rows were waiting: those of the edit were computed and no others.
        QVERIFY(report.value().rowsInserted <= 4);
    }
    Oracle(*test::tinyLayout()).compare(session);
    VERIFY_SESSION(session);
}

void TestLongDocument::deletedCut_isComputedAgainWhereItWas()
{
    test::RandomProse prose(4);
    const std::u16string text = prose.text(80);
    DocumentSession session(test::tinyModel(), {.threads = 1, .stateBytes = 1 << 28});
    QVERIFY(session.open(text, Utf16Offset(0)).ok());
    finish(session);
    const std::vector<ContextView> before = session.contexts();
    const std::size_t middle = before.size() / 2;
    const Utf16Offset cut = session.tokens().startOf(before[middle].cut);
    // The line end before the paragraph goes: no paragraph starts there any more.
    QVERIFY(session.tokens().text().at(cut - 1) == u'\n');
    const SessionWork work = session.work();
    QVERIFY(session.apply({cut - 1, 1, u" "}).ok());
    for (const ContextView &context : session.contexts())
        QVERIFY(session.tokens().startOf(context.cut) != cut);
    QVERIFY(session.work().contextsOutdated - work.contextsOutdated <= 6);
    finish(session);
    QVERIFY(session.work().contextsComputed - work.contextsComputed <= 6);
    Oracle(*test::tinyLayout()).compare(session);
    VERIFY_SESSION(session);
    // And back: the cuts are a function of the text.
    QVERIFY(session.apply({cut - 1, 1, u"\n"}).ok());
    finish(session);
    const std::vector<ContextView> after = session.contexts();
    QCOMPARE(after.size(), before.size());
    for (std::size_t n = 0; n < after.size(); ++n)
        QVERIFY(after[n].cut == before[n].cut && after[n].sums == before[n].sums);
}

void TestLongDocument::visibleContexts_comeFirst_andHaveSurprises()
{
    test::RandomProse prose(5);
    const std::u16string text = prose.text(80);
    DocumentSession session(test::tinyModel(), {.threads = 1, .stateBytes = 1 << 28});
    QVERIFY(session.open(text, Utf16Offset(0)).ok());
    const ContextView last = session.contexts().back();
    const Utf16Offset begin = session.tokens().startOf(last.cut);
    session.show(begin, session.tokens().text().length());
    QVERIFY(session.visibleSurprises().empty());
    QVERIFY(session.advanceBackground().ok());
    QVERIFY(session.contexts().back().current);
    const std::vector<TokenSurprise> surprises = session.visibleSurprises();
    QCOMPARE(std::ssize(surprises), last.end - last.cut);
    QCOMPARE(surprises.front().begin, begin);
    QCOMPARE(surprises.back().end, session.tokens().text().length());
    // What the caret's context reads is not said twice.
    QVERIFY(session.moveCaret(session.tokens().text().length()).ok());
    QVERIFY(session.visibleSurprises().empty());
    finish(session);
    Oracle(*test::tinyLayout()).compare(session);
}

void TestLongDocument::smallBudget_dropsStates_andKeepsSums()
{
    test::RandomProse prose(6);
    const std::u16string text = prose.text(80);
    DocumentSession session(test::tinyModel(), {.threads = 1, .stateBytes = 0});
    QVERIFY(session.open(text, Utf16Offset(0)).ok());
    session.show(Utf16Offset(static_cast<std::int64_t>(text.size()) / 2),
                 Utf16Offset(static_cast<std::int64_t>(text.size()) / 2 + 20));
    finish(session);
    const auto held = [&] {
        const std::vector<ContextView> all = session.contexts();
        return std::count_if(all.begin(), all.end(),
                             [](const ContextView &c) { return c.state == ContextState::Held; });
    };
    QCOMPARE(held(), 1);                          // one beside the live one, whatever the budget
    QVERIFY(!session.visibleSurprises().empty()); // and at last that is the visible one
    const auto contexts = static_cast<std::int64_t>(session.contexts().size());
    QVERIFY(session.work().statesDropped >= contexts - 3);
    Oracle(*test::tinyLayout()).compare(session);
    // On demand: a dropped context is computed anew when the caret comes, and nothing else is.
    const SessionWork before = session.work();
    const Result<UpdateReport> moved = session.moveCaret(session.tokens().text().length());
    QVERIFY(moved.ok());
    QVERIFY(moved.value().rowsInserted > 20);
    QCOMPARE(session.work().contextsOutdated, before.contextsOutdated);
    VERIFY_SESSION(session);
}

void TestLongDocument::caretBetweenContexts_findsStatesWaiting()
{
    test::RandomProse prose(7);
    DocumentSession session(test::tinyModel(), {.threads = 1, .stateBytes = 1 << 28});
    QVERIFY(session.open(prose.text(60), Utf16Offset(0)).ok());
    finish(session);
    for (const std::int64_t at : {1000, 10, 2000, 1000, 0}) {
        const Result<UpdateReport> moved = session.moveCaret(Utf16Offset(at));
        QVERIFY(moved.ok());
        QCOMPARE(moved.value().rowsInserted, 0);
        const Utf16Offset begin = session.tokens().startOf(session.liveBegin());
        QVERIFY(begin.value <= at && session.tokens().startOf(session.liveEnd()).value >= at);
    }
    QVERIFY(session.work().liveSwitches >= 4);
    VERIFY_SESSION(session);
}

/// Every letter typed at the beginning of a cut's paragraph may move the cut.
void TestLongDocument::typingAtACut_keepsTheRows()
{
    test::RandomProse prose(12);
    const std::u16string text = prose.text(80);
    DocumentSession session(test::tinyModel(), {.threads = 1, .stateBytes = 0});
    QVERIFY(session.open(text, Utf16Offset(0)).ok());
    finish(session);
    std::int64_t cutsChanged = 0;
    std::int64_t edits = 0;
    for (const ContextView &context : session.contexts()) {
        const Utf16Offset cut = session.tokens().startOf(context.cut);
        if (cut == Utf16Offset(0) || session.tokens().text().at(cut - 1) != u'\n')
            continue;
        // The rows of the context that begins here, which hold the end of the one before.
        QVERIFY(session.moveCaret(cut).ok());
        finish(session);
        const std::int64_t changedBefore = session.work().cutsChanged;
        Utf16Offset at = cut;
        for (const char16_t letter : std::u16string(u"at last ")) {
            const Result<UpdateReport> typed = session.apply({at, 0, std::u16string(1, letter)});
            QVERIFY(typed.ok());
            at = at + 1;
            QVERIFY(typed.value().rowsInserted <= 8); // tokens of the word, and no context
            const Result<UpdateReport> moved = session.moveCaret(at);
            QVERIFY(moved.ok());
            QCOMPARE(moved.value().rowsInserted, 0);
            QVERIFY(session.tokens().startOf(session.liveBegin()) < cut);
            QVERIFY(session.tokens().startOf(session.liveEnd()) > at);
            VERIFY_SESSION(session);
            ++edits;
        }
        cutsChanged += session.work().cutsChanged - changedBefore;
        // At rest the rows are those of the caret's context, as in a session that was opened here.
        finish(session);
        Oracle(*test::tinyLayout()).compare(session);
        DocumentSession fresh(test::tinyModel(), {.threads = 1, .stateBytes = 0});
        QVERIFY(fresh.open(session.text(), at).ok());
        QVERIFY(fresh.liveBegin() == session.liveBegin() && fresh.liveEnd() == session.liveEnd());
        QVERIFY(session.apply({cut, at - cut, u""}).ok());
        finish(session);
    }
    QVERIFY(edits > 20);
    QVERIFY(cutsChanged > 4); // else this test has not tried anything
}

/// I2, for the whole document.
void TestLongDocument::undo_restoresTheOutputs()
{
    test::RandomProse prose(8);
    std::u16string text = prose.text(50);
    DocumentSession session(test::tinyModel(), {.threads = 1});
    QVERIFY(session.open(text, Utf16Offset(0)).ok());
    finish(session);
    const std::vector<ContextView> before = session.contexts();
    const std::vector<ClassScores> classes = session.classes();
    for (int n = 0; n < 40; ++n) {
        const TextSplice splice = prose.splice(text);
        QVERIFY(session.apply(splice).ok());
        QVERIFY(session.apply(test::inverse(splice, text)).ok());
        finish(session);
        const std::vector<ContextView> after = session.contexts();
        QCOMPARE(after.size(), before.size());
        for (std::size_t k = 0; k < after.size(); ++k)
            QVERIFY(after[k].begin == before[k].begin && after[k].cut == before[k].cut &&
                    after[k].sums == before[k].sums);
        QCOMPARE(session.classes()[0].probabilities, classes[0].probabilities);
    }
}

void TestLongDocument::growingAndShrinking_acrossTheContextsSize()
{
    test::RandomProse prose(9);
    DocumentSession session(test::tinyModel(), {.threads = 1, .maxTokens = 64});
    QVERIFY(session.open(u"", Utf16Offset(0)).ok());
    const std::u16string text = prose.text(12);
    std::int64_t at = 0;
    for (const char16_t unit : text) {
        QVERIFY(session.apply({Utf16Offset(at++), 0, std::u16string(1, unit)}).ok());
        QVERIFY(session.liveEnd() - session.liveBegin() < 64);
        QCOMPARE(session.tokens().startOf(session.liveEnd()).value, at);
        if (at % 16 == 0)
            VERIFY_SESSION(session);
    }
    QVERIFY(session.contexts().size() > 2);
    finish(session);
    Oracle(*test::tinyLayout()).compare(session);
    while (at > 0) {
        const std::int64_t count = std::min<std::int64_t>(at, 7);
        at -= count;
        QVERIFY(session.apply({Utf16Offset(at), count, u""}).ok());
        VERIFY_SESSION(session);
    }
    QCOMPARE(session.contexts().size(), 1U);
    QCOMPARE(session.coverage().covered, 0);
}

void TestLongDocument::randomScripts_equalFromScratch_data()
{
    QTest::addColumn<int>("maxTokens");
    QTest::addColumn<int>("threads");
    QTest::addColumn<int>("stateBytes");
    QTest::newRow("the model's context") << 0 << 1 << (1 << 24);
    QTest::newRow("a short context, many states") << 48 << 1 << (1 << 28);
    QTest::newRow("a short context, one state") << 48 << 1 << 0;
    QTest::newRow("a tiny context") << 12 << 1 << (1 << 20);
    QTest::newRow("two threads") << 64 << 2 << (1 << 22);
}

void TestLongDocument::randomScripts_equalFromScratch()
{
    QFETCH(int, maxTokens);
    QFETCH(int, threads);
    QFETCH(int, stateBytes);
    const auto seed = static_cast<std::uint64_t>(test::environmentNumber("DELTAPAD_SEED", 1941));
    qInfo("seed %llu", static_cast<unsigned long long>(seed));
    test::RandomProse prose(seed);
    DocumentSession session(test::tinyModel(),
                            {.threads = threads, .maxTokens = maxTokens, .stateBytes = stateBytes});
    Oracle oracle(*test::tinyLayout());
    std::u16string text = prose.text(25);
    QVERIFY(session.open(text, Utf16Offset(0)).ok());
    std::vector<TextSplice> undo;
    const std::int64_t edits = test::environmentNumber("DELTAPAD_RANDOM_EDITS", 400);
    for (std::int64_t n = 0; n < edits; ++n) {
        TextSplice splice;
        if (text.size() > 5000) {
            splice = {Utf16Offset(prose.number(0, 1000)), 3000, u""};
        } else if (!undo.empty() && prose.number(0, 5) == 0) {
            splice = undo.back();
            undo.pop_back();
        } else {
            splice = prose.splice(text);
            undo.push_back(test::inverse(splice, text));
        }
        if (text.size() > 5000)
            undo.clear();
        test::applyTo(text, splice);
        if (prose.number(0, 6) == 0) // stopped somewhere; the next update computes both
            (void)session.apply(splice, CancelToken::afterChecks(prose.number(0, 60)));
        else
            QVERIFY(session.apply(splice).ok());
        const auto length = static_cast<std::int64_t>(text.size());
        if (prose.number(0, 5) == 0)
            QVERIFY(session.moveCaret(Utf16Offset(prose.number(0, length))).ok());
        if (prose.number(0, 7) == 0) {
            const std::int64_t begin = prose.number(0, length);
            session.show(Utf16Offset(begin), Utf16Offset(std::min(length, begin + prose.number(0, 500))));
        }
        if (prose.number(0, 2) == 0)
            (void)session.advanceBackground(CancelToken::afterChecks(prose.number(0, 200)));
        QVERIFY(session.text() == text);
        if (n % 20 == 19) {
            QVERIFY(session.moveCaret(splice.begin).ok());
            VERIFY_SESSION(session);
            QVERIFY(session.tokens().startOf(session.liveBegin()) <= splice.begin);
            QVERIFY(session.tokens().startOf(session.liveEnd()) >= splice.begin);
            finish(session);
            oracle.compare(session);
            VERIFY_SESSION(session);
        }
    }
}

/// I3: sums and surprises of the whole document.
void TestLongDocument::threads_giveTheSameBits()
{
    test::RandomProse prose(11);
    const std::u16string text = prose.text(50);
    std::vector<std::vector<std::int64_t>> sums;
    std::vector<double> bits;
    for (const int threads : {1, 2, 5}) {
        DocumentSession session(test::tinyModel(), {.threads = threads});
        QVERIFY(session.open(text, Utf16Offset(200)).ok());
        QVERIFY(session.apply({Utf16Offset(100), 3, u"Another paragraph.\n"}).ok());
        finish(session);
        std::vector<std::int64_t> all;
        for (const ContextView &context : session.contexts())
            all.insert(all.end(), context.sums.begin(), context.sums.end());
        sums.push_back(all);
        bits.push_back(session.totalBits());
    }
    QVERIFY(sums[1] == sums[0] && sums[2] == sums[0]);
    QVERIFY(bits[1] == bits[0] && bits[2] == bits[0]);
}

QTEST_APPLESS_MAIN(TestLongDocument)
#include "tst_long_document.moc"
