// SPDX-License-Identifier: MIT
// Lines of Markdown: what CommonMark says they are, what they hand on, and that no line is expensive.
#include "ui/editor/markdown_lines.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTest>

using namespace deltapad;

namespace {

/// One letter a place: what its styles are. The line itself shows what they belong to.
QString letters(qsizetype length, const std::vector<MarkdownSpan> &spans)
{
    QString shown(length, u'.');
    const std::pair<std::uint16_t, char16_t> names[] = {{MarkdownComment, u'c'},  {MarkdownFrontMatter, u'f'},
                                                        {MarkdownAddress, u'a'},  {MarkdownMarkup, u'm'},
                                                        {MarkdownListSign, u'l'}, {MarkdownCode, u'k'},
                                                        {MarkdownLink, u't'}};
    for (const MarkdownSpan &span : spans) {
        char16_t letter = u'?';
        const bool strong = span.styles & MarkdownStrong;
        const bool emphasis = span.styles & MarkdownEmphasis;
        if (span.styles & MarkdownHeading)
            letter = u'h';
        else if (span.styles & MarkdownQuote)
            letter = u'q';
        if (strong || emphasis)
            letter = strong && emphasis ? u'x' : strong ? u's' : u'e';
        for (auto it = std::rbegin(names); it != std::rend(names); ++it) {
            if (span.styles & it->first)
                letter = it->second;
        }
        for (int i = span.begin; i < span.end; ++i)
            shown[i] = letter;
    }
    return shown;
}

std::vector<MarkdownLine> linesOf(const QStringList &lines)
{
    std::vector<MarkdownLine> found;
    MarkdownState state;
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const QString next = lines.value(i + 1);
        found.push_back(markdownLine(lines[i], state, next));
        state = found.back().after;
    }
    return found;
}

} // namespace

class TestMarkdownLines : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void line_ofATable_data();
    void line_ofATable();
    void heading_levelsAndTitles();
    void state_packsAndUnpacks();
    void spans_areSortedWhateverTheLine();
    void line_ofNothingButSigns_staysCheap_data();
    void line_ofNothingButSigns_staysCheap();
};

void TestMarkdownLines::line_ofATable_data()
{
    QTest::addColumn<QStringList>("text");
    QTest::addColumn<QStringList>("styles");
    const auto row = [](const char *name, std::initializer_list<const char *> pairs) {
        QStringList text;
        QStringList styles;
        for (auto it = pairs.begin(); it != pairs.end(); it += 2) {
            text.append(QString::fromUtf8(it[0]));
            styles.append(QString::fromUtf8(it[1]));
        }
        QTest::newRow(name) << text << styles;
    };
    // m sign, h heading, e emphasis, s strong, x both, k code, t text of a link, a address, q quote, l sign
    // of a list, c comment, f front matter
    row("plain", {"only words", ".........."});
    row("heading", {"## The sea", "mmhhhhhhhh"});
    row("heading closed", {"# Sea ##", "mhhhhhmm"});
    row("no heading without a blank", {"#Sea", "...."});
    row("no heading of seven", {"####### Sea", "..........."});
    row("heading in three blanks", {"   # Sea", "...mhhhh"});
    row("empty heading", {"#", "m"});
    row("setext", {"The sea", "hhhhhhh", "=======", "mmmmmmm"});
    row("setext second level", {"The sea", "hhhhhhh", "-", "m"});
    row("rule behind nothing", {"", "", "---x", "....", "", "", "***", "mmm"});
    row("rule of three kinds", {"* * *", "mmmmm", "_____", "mmmmm"});
    row("no setext in a list", {"- Sea", "l....", "---", "mmm"});
    row("no setext lazily", {"> Sea", "m.qqq", "===", "qqq"});
    row("emphasis", {"a *b* c", "..mem.."});
    row("strong", {"a **b** c", "..mmsmm.."});
    row("both", {"***b***", "mmmxmmm"});
    row("strong in emphasis", {"*a **b** c*", "meemmxmmeem"});
    row("underscore", {"_a_ __b__", "mem.mmsmm"});
    row("underscore in a word", {"snake_case_name", "..............."});
    row("star in a word", {"un*frigging*able", "..meeeeeeeem...."});
    row("not before a blank", {"a * b *", "......."});
    row("rule of three", {"*foo**bar*", "meeeeeeeem"});
    row("unclosed", {"**a", "...", "*b", ".."});
    row("escaped", {"\\*a\\*", "m..m."});
    row("code", {"a `b` c", "..mkm.."});
    row("code of two", {"``a`b``", "mmkkkmm"});
    row("code hides emphasis", {"*a `b*` c*", "meemkkmeem"});
    row("code unclosed", {"a `b", "...."});
    row("link", {"[a](b)", "mtmmam"});
    row("link with a title", {"[a](b \"c)\")", "mtmmaaaaaam"});
    row("link in brackets", {"[a](b(c)d)", "mtmmaaaaam"});
    row("emphasis in a link", {"[*a*](b)", "mmtmmmam"});
    row("image", {"![a](b)", "mmtmmam"});
    row("reference", {"[a][b]", "mtmmam"});
    row("brackets alone", {"[a] (b)", "......."});
    row("definition", {"[a]: b.c", "mmmm.aaa"});
    row("autolink", {"<http://a.b>", "maaaaaaaaaam"});
    row("bare address", {"at https://a.b/c.", "...aaaaaaaaaaaaa."});
    row("bare address in brackets", {"(www.a.b)", ".aaaaaaa."});
    row("tag", {"a <b>c</b>", "..mmm.mmmm"});
    row("no tag", {"a < b > c", "........."});
    row("comment", {"a <!-- b --> c", "..cccccccccc.."});
    row("comment over lines", {"a <!-- b", "..cccccc", "c *d*", "ccccc", "--> *e*", "ccc.mem"});
    row("quote", {"> a *b*", "m.qqmem"});
    row("quote in a quote", {">> a", "mm.q"});
    row("quote goes on", {"> a", "m.q", "b", "q"});
    row("quote ends at a blank", {"> a", "m.q", "", "", "b", "."});
    row("list", {"- a", "l..", "+ b", "l..", "* c", "l.."});
    row("numbers", {"1. a", "ll..", "12) b", "lll.."});
    row("number in a paragraph", {"in the year", "...........", "1984. It", "........"});
    row("task", {"- [x] a", "l.lll.."});
    row("list in a list", {"- - a", "l.l.."});
    row("heading in a list", {"- # a", "l.mhh"});
    row("fence", {"```cpp", "mmmmmm", "*a*", "kkk", "```", "mmm", "*a*", "mem"});
    row("fence of tildes", {"~~~", "mmm", "```", "kkk", "~~~~", "mmmm", "a", "."});
    row("fence closes with as many", {"````", "mmmm", "```", "kkk", "````", "mmmm"});
    row("fence does not close with words", {"```", "mmm", "``` a", "kkkkk"});
    row("fence with a tick is none", {"``` a`", "......"});
    row("fence in a list", {"- ```", "l.mmm", "  a", "kkk", "  ```", "mmmmm", "b", "."});
    row("fence ends with its list", {"- ```", "l.mmm", "  a", "kkk", "*b*", "mem"});
    row("fence in a quote", {"> ```", "m.mmm", "> a", "m.k", "*b*", "mem"});
    row("indented code", {"a", ".", "", "", "    b", "kkkkk", "", "", "c", "."});
    row("no indented code in a paragraph", {"a", ".", "    b", "....."});
    row("indented text in a list", {"- a", "l..", "", "", "  b", "...", "", "", "      c", "kkkkkkk"});
    row("front matter", {"---", "fff", "a: b", "ffff", "---", "fff", "# c", "mhh"});
    row("front matter at the start only", {"", "", "---", "mmm", "# c", "mhh"});
    row("a rule at the start", {"---", "mmm", "", "", "a", "."});
    row("no letters of other planes cut", {"\xF0\x9F\x98\x80 *a*", "...mem"});
}

void TestMarkdownLines::line_ofATable()
{
    QFETCH(const QStringList, text);
    QFETCH(const QStringList, styles);
    const std::vector<MarkdownLine> found = linesOf(text);
    for (qsizetype i = 0; i < text.size(); ++i)
        QCOMPARE(letters(text[i].size(), found[std::size_t(i)].spans), styles[i]);
}

void TestMarkdownLines::heading_levelsAndTitles()
{
    const QStringList text{QStringLiteral("### The *cold* `sea` [shore](a) ##"), QStringLiteral("Under"),
                           QStringLiteral("---"), QStringLiteral("> # quoted"), QStringLiteral("words")};
    const std::vector<MarkdownLine> lines = linesOf(text);
    QCOMPARE(lines[0].level, 3);
    QCOMPARE(markdownTitle(text[0], lines[0].spans), QStringLiteral("The cold sea shore"));
    QCOMPARE(lines[1].level, 2);
    QCOMPARE(lines[2].level, 0);
    QVERIFY(lines[2].after.underlines);
    QCOMPARE(lines[2].after.level, 2);
    QCOMPARE(lines[3].level, 1);
    QCOMPARE(markdownTitle(text[3], lines[3].spans), QStringLiteral("quoted"));
    QCOMPARE(lines[4].level, 0);
}

void TestMarkdownLines::state_packsAndUnpacks()
{
    const unsigned seed = QRandomGenerator::global()->generate();
    qInfo("seed %u", seed);
    QRandomGenerator random(seed);
    for (int i = 0; i < 2000; ++i) {
        MarkdownState state;
        state.mode = MarkdownState::Mode(random.bounded(6));
        state.tildes = random.bounded(2) != 0;
        state.fence = random.bounded(64);
        state.quotes = random.bounded(8);
        state.listIndent = random.bounded(64);
        state.level = random.bounded(7);
        state.underlines = random.bounded(2) != 0;
        QVERIFY(state.packed() >= 0);
        QVERIFY(MarkdownState::unpacked(state.packed()) == state);
    }
}

void TestMarkdownLines::spans_areSortedWhateverTheLine()
{
    const unsigned seed = QRandomGenerator::global()->generate();
    qInfo("seed %u", seed);
    QRandomGenerator random(seed);
    const QString signs = QStringLiteral("*_`[]()<>!#-=>~\\ \t1.:hw/ab\"\u00e9");
    MarkdownState state;
    for (int i = 0; i < 20000; ++i) {
        QString line;
        for (int length = random.bounded(24); length > 0; --length)
            line += signs[random.bounded(int(signs.size()))];
        const MarkdownLine found = markdownLine(line, state, u"");
        int end = 0;
        for (const MarkdownSpan &span : found.spans) {
            QVERIFY2(span.begin >= end && span.end > span.begin && span.styles != 0, qPrintable(line));
            end = span.end;
        }
        QVERIFY2(end <= line.size(), qPrintable(line));
        // What is kept of a state is all there is to it.
        QVERIFY2(MarkdownState::unpacked(found.after.packed()) == found.after, qPrintable(line));
        state = found.after;
    }
}

void TestMarkdownLines::line_ofNothingButSigns_staysCheap_data()
{
    QTest::addColumn<QString>("part");
    for (const char *part : {"*a ", "*", "[", "[](", "](", "`", "`a``b", "<a", "<!--", "*a_", "\\", "!["})
        QTest::newRow(part) << QString::fromLatin1(part);
}

void TestMarkdownLines::line_ofNothingButSigns_staysCheap()
{
    QFETCH(const QString, part);
    const QString line = part.repeated(10000 / part.size());
    QElapsedTimer clock;
    clock.start();
    const MarkdownLine found = markdownLine(line, {}, u"");
    qInfo("%lld us", static_cast<long long>(clock.nsecsElapsed() / 1000)); // a figure, no limit
    QVERIFY(found.spans.empty() || found.spans.back().end <= line.size());
}

QTEST_APPLESS_MAIN(TestMarkdownLines)
#include "tst_markdown_lines.moc"
