// SPDX-License-Identifier: MIT
// Qt first: its meta-object compiler trips over <compare> as the first system header.
#include <QRegularExpression>
#include <QTest>

#include "engine/token/pre_tokenizer.h"

#include <random>

using namespace deltapad;

namespace {

QStringList cut(const QString &text)
{
    const std::u16string utf16 = text.toStdU16String();
    QStringList out;
    for (std::int64_t begin = 0; begin < std::int64_t(utf16.size());) {
        const std::int64_t end = preTokenEnd(utf16, begin);
        out.append(text.mid(begin, end - begin));
        begin = end;
    }
    return out;
}

} // namespace

class TestPreTokenizer : public QObject
{
    Q_OBJECT

private slots:
    void cut_byHand_data();
    void cut_byHand();
    void cut_randomly_equalsRegularExpression();
    void end_dependsOnNothingBehindLookAhead();
    void reader_equalsView();
};

void TestPreTokenizer::cut_byHand_data()
{
    QTest::addColumn<QStringList>("parts");
    const auto row = [](const char *name, const QStringList &parts) { QTest::newRow(name) << parts; };
    row("empty", {});
    row("words", {"Hello", " world", "!"});
    row("contractions", {"I", "'m", " sure", " you", "'re", " he", "'d", " we", "'ve", " it", "'s", " they",
                         "'ll", " can", "'t"});
    row("contraction before letters", {"'s", "he", " ", " '", "tis"});
    row("capital contraction", {"I", "'", "M"});
    row("half a contraction", {"we", "'", "rx", " ", " '", "v"});
    row("contraction at the end", {"'", "r"});
    row("apostrophe run", {"''", "re"});
    row("space and contraction", {" '", "re"});
    row("curly apostrophe", {"don", "’", "t"});
    row("several spaces", {"a", "  ", " b"});
    row("spaces before a line break", {"a", "  ", "\n", "b"});
    row("trailing space", {"a", " "});
    row("trailing spaces", {"a", "   "});
    row("only spaces", {"    "});
    row("line breaks", {"a", "\n", "\n", "b"});
    row("line breaks and space", {"a", "\n\n", " b"});
    row("crlf", {"a", "\r", "\n", "b", "\r\n"});
    row("tab", {"\t", "x", "\t", "\t", "y"});
    row("digits", {"x", "86", " 64½", ",", "5"});
    row("letters and digits", {"a", "1", "b", "²"});
    row("punctuation", {"(", "a", ")...", " --", " b"});
    row("underscore", {"snake", "_", "case"});
    row("no-break space", {"a", "\u00A0", "b", "\u00A0", " c"});
    row("ideographic space", {"中", "\u3000", "文"});
    row("zero width space is none", {"a", "\u200B", "b"});
    row("cjk", {"我喜欢你", "。", "好"});
    row("combining mark", {"e", "\u0301", "t", " e", "\u0301"});
    row("combining mark after space", {" \u0301", "a"});
    row("emoji with joiner", {"hi", " \U0001F468\u200D\U0001F469\u200D\U0001F467", "x"});
    row("flag", {"\U0001F1E9\U0001F1EA", " \U0001F1EB"});
    row("supplementary letters", {"\U00010400\U00010401a", " \U0001D7D8"});
    row("lone surrogates", {"a", QString(QChar(0xD83D)) + "!", "b", " " + QString(QChar(0xDE00))});
    row("next line", {"a", "\u0085", "b"});
}

void TestPreTokenizer::cut_byHand()
{
    QFETCH(QStringList, parts);
    QCOMPARE(cut(parts.join(QString())), parts);
}

void TestPreTokenizer::cut_randomly_equalsRegularExpression()
{
    // White space is spelt out: PCRE's own \s has another idea of some characters.
    const QString space =
        QStringLiteral("\\t-\\r \\x{85}\\x{A0}\\x{1680}\\x{2000}-\\x{200A}\\x{2028}\\x{2029}"
                       "\\x{202F}\\x{205F}\\x{3000}");
    const QRegularExpression expression(
        QStringLiteral(
            "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^%1\\p{L}\\p{N}]+|[%1]+(?![^%1])|[%1]+")
            .arg(space));
    QVERIFY2(expression.isValid(), qPrintable(expression.errorString()));
    const QStringList pieces = {
        " ", " ", "  ",     "\n",     "\r\n",       "\t",         "\u00A0",     "\u2028", "a",     "re", "s",
        "t", "l", "'",      "'",      "’",          "É",          "中",         "ß",      "1",     "½",  "Ⅷ",
        "!", "_", "\u0301", "\u200D", "\U0001F600", "\U00010400", "\U0001D7D8", "\uFFFD", "\u180E"};
    const unsigned seed = std::random_device()();
    qInfo("seed %u", seed);
    std::mt19937 random(seed);
    for (int round = 0; round < 5000; ++round) {
        QString text;
        for (std::size_t i = 0, count = random() % 30; i < count; ++i)
            text += pieces[qsizetype(random() % std::size_t(pieces.size()))];
        QStringList expected;
        for (auto match = expression.globalMatch(text); match.hasNext();)
            expected.append(match.next().captured());
        QCOMPARE(cut(text), expected);
    }
}

void TestPreTokenizer::end_dependsOnNothingBehindLookAhead()
{
    const std::vector<char16_t> units = {u' ',  u' ', u'\n', u'a',   u'r',  u'e',
                                         u'\'', u'1', u'!',  0xD83D, 0xDE00};
    const unsigned seed = std::random_device()();
    qInfo("seed %u", seed);
    std::mt19937 random(seed);
    for (int round = 0; round < 20000; ++round) {
        std::u16string text(1 + random() % 12, u'\0');
        for (char16_t &unit : text)
            unit = units[random() % units.size()];
        const std::int64_t end = preTokenEnd(text, 0);
        const auto kept = std::size_t(end + kLookAheadUnits);
        if (kept > text.size())
            continue;
        std::u16string other = text.substr(0, kept);
        for (std::size_t i = 0, count = random() % 6; i < count; ++i)
            other.push_back(units[random() % units.size()]);
        QCOMPARE(preTokenEnd(other, 0), end);
    }
}

void TestPreTokenizer::reader_equalsView()
{
    std::u16string text;
    for (int i = 0; i < 3000; ++i)
        text += u"It's 42 \U0001F600 here,  \r\n then";
    const TextBuffer buffer(text);
    TextBuffer::Reader reader(buffer);
    for (std::int64_t begin = 0; begin < std::int64_t(text.size());) {
        const std::int64_t end = preTokenEnd(text, begin);
        QCOMPARE(preTokenEnd(reader, begin), end);
        begin = end;
    }
}

QTEST_APPLESS_MAIN(TestPreTokenizer)
#include "tst_pre_tokenizer.moc"
