// SPDX-License-Identifier: MIT
// Qt first: its meta-object compiler trips over <compare> as the first system header.
#include <QTest>

#include "engine/text/unicode.h"
#include "engine/token/token_document.h"
#include "small_tokenizer.h"

#include <algorithm>
#include <random>

using namespace deltapad;

namespace {

TextSplice splice(std::int64_t begin, std::int64_t removed, std::u16string inserted)
{
    return {Utf16Offset(begin), removed, std::move(inserted)};
}

std::vector<TokenId> allTokens(const TokenDocument &document)
{
    return document.tokens(TokenIndex(0), TokenIndex(document.size()));
}

void applyTo(std::vector<TokenId> &mirror, const TokenEdit &edit)
{
    const auto begin = mirror.begin() + edit.begin.value;
    mirror.erase(begin, begin + edit.removed);
    mirror.insert(mirror.begin() + edit.begin.value, edit.inserted.begin(), edit.inserted.end());
}

/// Random splices of text that is hard on pre-tokens, pairs and offsets.
class Splicer
{
public:
    explicit Splicer(unsigned seed) : m_random(seed) {}

    std::size_t below(std::size_t n) { return std::size_t(m_random() % n); }

    std::u16string piece()
    {
        static const std::vector<std::u16string> pieces = {u" ",
                                                           u"  ",
                                                           u"         ",
                                                           u"\n",
                                                           u"\r",
                                                           u"\r\n",
                                                           u"\t",
                                                           u"\u00A0",
                                                           u"\u3000",
                                                           u"'",
                                                           u"'",
                                                           u"'s",
                                                           u"'re",
                                                           u"'l",
                                                           u"r",
                                                           u"e",
                                                           u"l",
                                                           u"a",
                                                           u"the",
                                                           u" theatre",
                                                           u"caf",
                                                           u"é",
                                                           u"e\u0301",
                                                           u"\u0301",
                                                           u"1",
                                                           u"12½",
                                                           u"!",
                                                           u"!!",
                                                           u"-",
                                                           u"中文",
                                                           u"\U0001F468\u200D\U0001F469\u200D\U0001F467",
                                                           u"\U0001F600",
                                                           u"\U00010400",
                                                           u"\uFFFD",
                                                           u"\uFEFF",
                                                           std::u16string(1, u'\0'),
                                                           std::u16string(1, char16_t(0xD83D)),
                                                           std::u16string(1, char16_t(0xDE00)),
                                                           std::u16string(1, char16_t(0xD801)),
                                                           u"donaudampfschifffahrt",
                                                           std::u16string(300, u'a'),
                                                           std::u16string(70, u' '),
                                                           std::u16string(70, u'!')};
        return pieces[below(pieces.size())];
    }

    TextSplice next(std::size_t length)
    {
        std::size_t begin = below(length + 1);
        if (below(3) == 0) // stay near the last place, as typing does
            begin = std::min(m_last, length);
        const std::size_t most = below(20) == 0 ? 400 : 4;
        const std::size_t removed = below(2) == 0 ? 0 : std::min(below(most + 1), length - begin);
        std::u16string inserted;
        for (std::size_t i = 0, count = below(length > 3000 ? 2 : 3); i < count; ++i)
            inserted += piece();
        m_last = begin + inserted.size();
        return splice(std::int64_t(begin), std::int64_t(removed), inserted);
    }

private:
    std::mt19937 m_random;
    std::size_t m_last = 0;
};

/// Both offset maps against the bytes of the tokens and of the text. Plain comparisons: millions of QCOMPAREs
/// are slow.
bool offsetsAgree(const TokenDocument &document, const std::u16string &text)
{
    std::vector<std::int64_t> unitOfByte; // start of the code point that a byte belongs to
    std::vector<std::int64_t> byteOfUnit;
    for (std::size_t i = 0; i < text.size();) {
        const bool pair = text[i] >= 0xD800 && text[i] < 0xDC00 && i + 1 < text.size() &&
                          text[i + 1] >= 0xDC00 && text[i + 1] < 0xE000;
        const std::size_t units = pair ? 2 : 1;
        byteOfUnit.insert(byteOfUnit.end(), units, std::int64_t(unitOfByte.size()));
        unitOfByte.insert(unitOfByte.end(), utf16ToUtf8(text.substr(i, units)).size(), std::int64_t(i));
        i += units;
    }
    const std::vector<TokenId> tokens = allTokens(document);
    const std::vector<Utf16Offset> starts = document.startsOf(TokenIndex(0), TokenIndex(document.size()));
    std::vector<std::int64_t> tokenOfByte;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const TokenIndex index = TokenIndex(std::int64_t(i));
        const std::int64_t unit = unitOfByte.at(tokenOfByte.size());
        if (starts[i].value != unit || document.startOf(index).value != unit ||
            document.token(index) != tokens[i])
            return false;
        tokenOfByte.insert(tokenOfByte.end(), document.tokenizer().bytes(tokens[i]).size(), std::int64_t(i));
    }
    if (tokenOfByte.size() != unitOfByte.size())
        return false;
    for (std::size_t unit = 0; unit < text.size(); ++unit) {
        const std::int64_t expected = tokenOfByte[std::size_t(byteOfUnit[unit])];
        if (document.tokenAt(Utf16Offset(std::int64_t(unit))).value != expected)
            return false;
    }
    const auto length = Utf16Offset(std::int64_t(text.size()));
    const TokenIndex end = TokenIndex(document.size());
    return document.startOf(end) == length && document.tokenAt(length) == end;
}

void checkRandomSplices(const std::shared_ptr<const Tokenizer> &tokenizer, unsigned seed, int rounds)
{
    qInfo("seed %u", seed);
    Splicer splicer(seed);
    TokenDocument document(tokenizer);
    std::u16string text;
    std::vector<TokenId> mirror;
    for (int round = 0; round < rounds; ++round) {
        if (text.size() > 600 && splicer.below(3) != 0) { // keep texts short enough to compare each time
            const std::size_t begin = splicer.below(text.size() / 2);
            const TextSplice cut = splice(std::int64_t(begin), std::int64_t(text.size() / 2), {});
            text.erase(begin, text.size() / 2);
            applyTo(mirror, document.apply(cut).value());
        } else {
            const TextSplice edit = splicer.next(text.size());
            text.replace(std::size_t(edit.begin.value), std::size_t(edit.removed), edit.inserted);
            const Result<TokenEdit> result = document.apply(edit);
            QVERIFY(result.ok());
            const TokenEdit &change = result.value();
            if (change.removed > 0 && !change.inserted.empty()) { // trimmed at both ends
                const auto old = mirror.begin() + change.begin.value;
                QVERIFY(*old != change.inserted.front());
                QVERIFY(*(old + change.removed - 1) != change.inserted.back());
            }
            applyTo(mirror, change);
        }
        const std::vector<TokenId> expected = tokenizer->encode(text); // T1
        QVERIFY2(allTokens(document) == expected, qPrintable(QString("round %1").arg(round)));
        QVERIFY(mirror == expected);
        if (round % 16 == 0) {
            QVERIFY(document.text().text() == text);
            QVERIFY(offsetsAgree(document, text));
        }
    }
}

} // namespace

class TestTokenDocument : public QObject
{
    Q_OBJECT

private slots:
    void apply_typing_givesTrimmedEdits();
    void apply_outsideTheText_changesNothing();
    void apply_surrogateHalves_joinIntoOneCodePoint();
    void apply_withoutChange_isEmpty();
    void apply_randomSplices_equalEncode();
    void apply_randomSplices_inALargeText_equalEncode();
    void apply_randomSplices_tinyModel_equalEncode();
    void apply_inTheMiddle_encodesFewPreTokens();
    void apply_insideHugeWord_equalsEncode();
    void keys_walkNoTables_howeverLongTheText();
    void places_byHand();
    void bytesBetween_givesTheTypedBeginning();
    void startsPreToken_marksCuts();
    void reset_replacesEverything();
};

void TestTokenDocument::apply_typing_givesTrimmedEdits()
{
    TokenDocument document(test::smallTokenizer());
    document.reset(u"a the!! b");
    const std::int64_t before = document.size();
    const Result<TokenEdit> edit = document.apply(splice(5, 0, u"n")); // " the" -> " then"
    QVERIFY(edit.ok());
    QCOMPARE(edit.value().begin.value, 1);
    QCOMPARE(edit.value().removed, 1);
    QCOMPARE(edit.value().inserted, std::vector<TokenId>{document.tokenizer().find(" then")});
    QCOMPARE(document.size(), before);
}

void TestTokenDocument::apply_outsideTheText_changesNothing()
{
    TokenDocument document(test::smallTokenizer());
    document.reset(u"abc");
    const std::vector<TokenId> before = allTokens(document);
    QCOMPARE(document.apply(splice(4, 0, u"x")).error().code, ErrorCode::BadEdit);
    QCOMPARE(document.apply(splice(0, 4, u"")).error().code, ErrorCode::BadEdit);
    QCOMPARE(allTokens(document), before);
}

void TestTokenDocument::apply_surrogateHalves_joinIntoOneCodePoint()
{
    const auto tokenizer = test::smallTokenizer();
    TokenDocument document(tokenizer);
    document.reset(u"a b");
    QVERIFY(document.apply(splice(1, 0, std::u16string(1, char16_t(0xD83D)))).ok());
    QCOMPARE(allTokens(document), tokenizer->encode(u"a\uFFFD b"));
    QVERIFY(document.apply(splice(2, 0, std::u16string(1, char16_t(0xDE00)))).ok());
    QCOMPARE(allTokens(document), tokenizer->encode(u"a\U0001F600 b"));
    QVERIFY(document.apply(splice(2, 0, u"x")).ok());
    QCOMPARE(allTokens(document), tokenizer->encode(u"a\uFFFDx\uFFFD b"));
}

void TestTokenDocument::apply_withoutChange_isEmpty()
{
    TokenDocument document(test::smallTokenizer());
    QVERIFY(document.apply(splice(0, 0, u"")).value().empty());
    document.reset(u"some words here");
    QVERIFY(document.apply(splice(6, 0, u"")).value().empty());
    QVERIFY(document.apply(splice(5, 5, u"words")).value().empty());
}

void TestTokenDocument::apply_randomSplices_equalEncode()
{
    checkRandomSplices(test::smallTokenizer(), std::random_device()(), 30000);
}

void TestTokenDocument::apply_randomSplices_tinyModel_equalEncode()
{
    const std::string path = DELTAPAD_TEST_DATA "/tiny_model/tokenizer.json";
    checkRandomSplices(Tokenizer::load(path).value(), std::random_device()(), 5000);
}

void TestTokenDocument::apply_randomSplices_inALargeText_equalEncode()
{
    // Many chunks: edits that join, split and remove them, with places checked now and then.
    const unsigned seed = std::random_device()();
    qInfo("seed %u", seed);
    Splicer splicer(seed);
    const auto tokenizer = test::smallTokenizer();
    std::u16string text;
    while (text.size() < 60000)
        text += splicer.piece();
    TokenDocument document(tokenizer);
    document.reset(text);
    std::vector<TokenId> mirror = allTokens(document);
    for (int round = 0; round < 300; ++round) {
        TextSplice edit = splicer.next(text.size());
        if (round % 10 == 0)
            edit.removed = std::min<std::int64_t>(std::int64_t(splicer.below(9000)),
                                                  std::int64_t(text.size()) - edit.begin.value);
        if (round % 10 == 5) {
            for (int i = 0; i < 1500; ++i)
                edit.inserted += splicer.piece();
        }
        text.replace(std::size_t(edit.begin.value), std::size_t(edit.removed), edit.inserted);
        applyTo(mirror, document.apply(edit).value());
        QCOMPARE(document.size(), std::int64_t(mirror.size()));
        for (int i = 0; i < 20; ++i) {
            const auto at = std::int64_t(splicer.below(mirror.size()));
            QCOMPARE(document.token(TokenIndex(at)), mirror[std::size_t(at)]);
            const TokenIndex found = document.tokenAt(document.startOf(TokenIndex(at)));
            QVERIFY(found.value <= at); // less if the token starts inside a code point
            QCOMPARE(document.startOf(found).value <= document.startOf(TokenIndex(at)).value, true);
        }
        if (round % 20 == 0) {
            const std::vector<TokenId> expected = tokenizer->encode(text);
            QVERIFY(allTokens(document) == expected);
            QVERIFY(mirror == expected);
        }
    }
    QVERIFY(offsetsAgree(document, text));
}

void TestTokenDocument::apply_inTheMiddle_encodesFewPreTokens()
{
    std::u16string text;
    while (text.size() < 1000000)
        text += u"It's a long text, with the theatre's 12 words.\n";
    TokenDocument document(test::smallTokenizer());
    document.reset(text);
    QVERIFY(document.lastPreTokensEncoded() > 100000);
    for (const std::int64_t at : {0, 7, 500000, 500013, 999999}) {
        QVERIFY(document.apply(splice(at, 0, u"x")).ok());
        QVERIFY2(document.lastPreTokensEncoded() <= 8,
                 qPrintable(QString::number(document.lastPreTokensEncoded())));
        QVERIFY(document.apply(splice(at, 1, u"")).ok());
        QVERIFY2(document.lastPreTokensEncoded() <= 8,
                 qPrintable(QString::number(document.lastPreTokensEncoded())));
    }
    QVERIFY(allTokens(document) == document.tokenizer().encode(text));
}

/// Counters, not time: what a key at the start, in the middle and at the end walks over.
void TestTokenDocument::keys_walkNoTables_howeverLongTheText()
{
    const std::u16string sentence = u"The lamp on the desk was on. ";
    for (const int sentences : {500, 60000}) {
        std::u16string text;
        for (int n = 0; n < sentences; ++n)
            text += sentence;
        TokenDocument document(test::smallTokenizer());
        document.reset(text);
        for (const std::size_t place : {std::size_t(0), text.size() / 2, text.size()}) {
            std::int64_t at = std::int64_t(place);
            QVERIFY(document.apply({Utf16Offset(at++), 0, u"e"}).ok()); // the caret comes from far
            const std::int64_t before = document.chunksVisited();
            for (int key = 0; key < 100; ++key) {
                QVERIFY(document.apply({Utf16Offset(at++), 0, key % 5 == 4 ? u" " : u"e"}).ok());
                const TokenIndex token = document.tokenAt(Utf16Offset(at - 1));
                QVERIFY(document.startOf(token).value < at);
            }
            QVERIFY2(document.chunksVisited() - before <= 200,
                     qPrintable(QString::number(document.chunksVisited() - before)));
        }
    }
}

void TestTokenDocument::apply_insideHugeWord_equalsEncode()
{
    const auto tokenizer = test::smallTokenizer();
    std::u16string text(200000, u'a');
    TokenDocument document(tokenizer);
    document.reset(text);
    text.insert(100001, u"the");
    QVERIFY(document.apply(splice(100001, 0, u"the")).ok());
    QVERIFY(allTokens(document) == tokenizer->encode(text));
    text.insert(50000, u" ");
    QVERIFY(document.apply(splice(50000, 0, u" ")).ok());
    QVERIFY(allTokens(document) == tokenizer->encode(text));
    QCOMPARE(document.lastPreTokensEncoded(), 2);
    QCOMPARE(document.startOf(document.tokenAt(Utf16Offset(50000))).value, 50000);
}

void TestTokenDocument::places_byHand()
{
    TokenDocument document(test::smallTokenizer());
    document.reset(u"\U0001F600 the"); // F0 9F 98 | 80 | " the"
    QCOMPARE(document.size(), 3);
    QCOMPARE(document.startOf(TokenIndex(0)).value, 0);
    QCOMPARE(document.startOf(TokenIndex(1)).value, 0);
    QCOMPARE(document.startOf(TokenIndex(2)).value, 2);
    QCOMPARE(document.startOf(TokenIndex(3)).value, 6);
    QCOMPARE(document.tokenAt(Utf16Offset(0)).value, 0);
    QCOMPARE(document.tokenAt(Utf16Offset(1)).value, 0);
    QCOMPARE(document.tokenAt(Utf16Offset(2)).value, 2);
    QCOMPARE(document.tokenAt(Utf16Offset(6)).value, 3);
}

void TestTokenDocument::bytesBetween_givesTheTypedBeginning()
{
    TokenDocument document(test::smallTokenizer());
    document.reset(u"a thea \U0001F600");
    QCOMPARE(document.bytesBetween(TokenIndex(1), Utf16Offset(4)), std::string(" th"));
    QCOMPARE(document.bytesBetween(TokenIndex(1), Utf16Offset(6)), std::string(" thea"));
    QCOMPARE(document.bytesBetween(TokenIndex(0), Utf16Offset(7)), std::string("a thea "));
    QCOMPARE(document.bytesBetween(TokenIndex(1), Utf16Offset(1)), std::string());
    QCOMPARE(document.bytesBetween(TokenIndex(document.size()), Utf16Offset(9)), std::string());
    QCOMPARE(document.bytesBetween(TokenIndex(2), Utf16Offset(8)), std::string(" ")); // inside the pair
    const TokenIndex tail = TokenIndex(document.size() - 1); // last byte of the emoji
    QCOMPARE(document.bytesBetween(tail, Utf16Offset(99)), std::string("\x80"));
}

void TestTokenDocument::startsPreToken_marksCuts()
{
    TokenDocument document(test::smallTokenizer());
    document.reset(u"xyz the");
    const std::vector<bool> expected = {true, false, false, true};
    QCOMPARE(document.size(), 4);
    for (std::int64_t i = 0; i < 4; ++i)
        QCOMPARE(document.startsPreToken(TokenIndex(i)), bool(expected[std::size_t(i)]));
}

void TestTokenDocument::reset_replacesEverything()
{
    const auto tokenizer = test::smallTokenizer();
    TokenDocument document(tokenizer);
    document.reset(u"first text");
    QCOMPARE(document.tokenAt(Utf16Offset(9)).value, document.size() - 1);
    document.reset(u"x");
    QCOMPARE(allTokens(document), tokenizer->encode(u"x"));
    document.reset(u"");
    QCOMPARE(document.size(), 0);
    QCOMPARE(document.startOf(TokenIndex(0)).value, 0);
    QCOMPARE(document.tokenAt(Utf16Offset(0)).value, 0);
}

QTEST_APPLESS_MAIN(TestTokenDocument)
#include "tst_token_document.moc"
