// SPDX-License-Identifier: MIT
// Qt first: its meta-object compiler trips over <compare> as the first system header.
#include <QTest>

#include "engine/text/text_buffer.h"

#include <algorithm>
#include <random>

using namespace deltapad;

namespace {

TextSplice splice(std::int64_t begin, std::int64_t removed, std::u16string inserted)
{
    return {Utf16Offset(begin), removed, std::move(inserted)};
}

/// The definition of code points in UTF-16, written the slow way: start offset of each.
std::vector<std::int64_t> codePointStarts(const std::u16string &text)
{
    std::vector<std::int64_t> starts;
    for (std::size_t i = 0; i < text.size(); ++i) {
        starts.push_back(std::int64_t(i));
        const bool high = text[i] >= 0xD800 && text[i] < 0xDC00;
        if (high && i + 1 < text.size() && text[i + 1] >= 0xDC00 && text[i + 1] < 0xE000)
            ++i;
    }
    return starts;
}

/// Plain comparisons: a QCOMPARE for every unit is slow.
bool offsetsAgree(const TextBuffer &buffer, const std::u16string &text, std::int64_t step)
{
    const std::vector<std::int64_t> starts = codePointStarts(text);
    if (buffer.codePointLength().value != std::int64_t(starts.size()))
        return false;
    for (std::int64_t i = 0; i < std::int64_t(starts.size()); i += step) {
        const std::int64_t unit = starts[std::size_t(i)];
        if (buffer.toUtf16(CodePointOffset(i)).value != unit ||
            buffer.toCodePoint(Utf16Offset(unit)).value != i)
            return false;
        const std::int64_t next =
            i + 1 < std::int64_t(starts.size()) ? starts[std::size_t(i + 1)] : std::int64_t(text.size());
        if (next == unit + 2 && buffer.toCodePoint(Utf16Offset(unit + 1)).value != i)
            return false;
    }
    return buffer.toUtf16(buffer.codePointLength()) == buffer.length();
}

} // namespace

class TestTextBuffer : public QObject
{
    Q_OBJECT

private slots:
    void apply_replacesText();
    void apply_outsideTheText_changesNothing_data();
    void apply_outsideTheText_changesNothing();
    void offsets_clampAndRoundDown();
    void surrogates_arrivingInHalves_becomeOneCodePoint();
    void surrogates_acrossChunks_countOnce();
    void apply_randomly_equalsStringReplace();
    void reader_jumpsAnywhere();
    void keys_costTheSame_howeverLongTheText();
};

void TestTextBuffer::apply_replacesText()
{
    TextBuffer buffer(u"hello world");
    QVERIFY(buffer.apply(splice(6, 5, u"there")).ok());
    QVERIFY(buffer.text() == u"hello there");
    QVERIFY(buffer.apply(splice(0, 0, u">")).ok());
    QVERIFY(buffer.apply(splice(12, 0, u"!")).ok());
    QVERIFY(buffer.text() == u">hello there!");
    QVERIFY(buffer.apply(splice(0, 13, u"")).ok());
    QCOMPARE(buffer.length().value, 0);
    QVERIFY(buffer.apply(splice(0, 0, u"x")).ok());
    QVERIFY(buffer.at(Utf16Offset(0)) == u'x');
    QVERIFY(buffer.slice(Utf16Offset(0), Utf16Offset(1)) == u"x");
}

void TestTextBuffer::apply_outsideTheText_changesNothing_data()
{
    QTest::addColumn<qint64>("begin");
    QTest::addColumn<qint64>("removed");
    QTest::newRow("before") << qint64(-1) << qint64(0);
    QTest::newRow("behind") << qint64(4) << qint64(0);
    QTest::newRow("too much") << qint64(1) << qint64(3);
    QTest::newRow("negative") << qint64(1) << qint64(-1);
    QTest::newRow("overflow") << qint64(1) << std::numeric_limits<qint64>::max();
}

void TestTextBuffer::apply_outsideTheText_changesNothing()
{
    QFETCH(qint64, begin);
    QFETCH(qint64, removed);
    TextBuffer buffer(u"abc");
    const Status status = buffer.apply(splice(begin, removed, u"x"));
    QVERIFY(!status.ok());
    QCOMPARE(status.error().code, ErrorCode::BadEdit);
    QVERIFY(buffer.text() == u"abc");
}

void TestTextBuffer::offsets_clampAndRoundDown()
{
    const TextBuffer buffer(u"a\U0001F600b");
    QCOMPARE(buffer.codePointLength().value, 3);
    QCOMPARE(buffer.toCodePoint(Utf16Offset(-5)).value, 0);
    QCOMPARE(buffer.toCodePoint(Utf16Offset(2)).value, 1);
    QCOMPARE(buffer.toCodePoint(Utf16Offset(99)).value, 3);
    QCOMPARE(buffer.toUtf16(CodePointOffset(-5)).value, 0);
    QCOMPARE(buffer.toUtf16(CodePointOffset(2)).value, 3);
    QCOMPARE(buffer.toUtf16(CodePointOffset(99)).value, 4);
}

void TestTextBuffer::surrogates_arrivingInHalves_becomeOneCodePoint()
{
    TextBuffer buffer(u"ab");
    QVERIFY(buffer.apply(splice(1, 0, std::u16string(1, char16_t(0xD83D)))).ok());
    QCOMPARE(buffer.codePointLength().value, 3);
    QVERIFY(buffer.apply(splice(2, 0, std::u16string(1, char16_t(0xDE00)))).ok());
    QCOMPARE(buffer.codePointLength().value, 3);
    QVERIFY(buffer.text() == u"a\U0001F600b");
    QVERIFY(buffer.apply(splice(1, 1, u"")).ok());
    QCOMPARE(buffer.codePointLength().value, 3);
}

void TestTextBuffer::surrogates_acrossChunks_countOnce()
{
    // An odd number of units in front lets pairs straddle chunk borders of any even size.
    std::u16string text = u"x";
    for (int i = 0; i < 20000; ++i)
        text += u"\U0001F600";
    const TextBuffer buffer(text);
    QVERIFY(offsetsAgree(buffer, text, 1));
}

void TestTextBuffer::apply_randomly_equalsStringReplace()
{
    const unsigned seed = std::random_device()();
    qInfo("seed %u", seed);
    std::mt19937 random(seed);
    const char16_t units[] = {u'a', u'\n', 0x301, 0xD83D, 0xDE00, 0xD83D, 0xDE00, 0x4E2D};
    const auto below = [&](std::size_t n) { return std::size_t(random() % n); };
    std::u16string text;
    TextBuffer buffer;
    for (int round = 0; round < 3000; ++round) {
        const std::size_t begin = below(text.size() + 1);
        const bool large = below(10) == 0;
        const std::size_t removed = std::min(below(large ? 20000 : 8), text.size() - begin);
        std::u16string inserted(below(large ? 22000 : 8), u'\0');
        for (char16_t &unit : inserted)
            unit = units[below(std::size(units))];
        text.replace(begin, removed, inserted);
        QVERIFY(buffer.apply(splice(std::int64_t(begin), std::int64_t(removed), inserted)).ok());
        QCOMPARE(buffer.length().value, std::int64_t(text.size()));
        const std::size_t from = below(text.size() + 1);
        const std::size_t count = below(text.size() - from + 1);
        QVERIFY(buffer.slice(Utf16Offset(std::int64_t(from)), Utf16Offset(std::int64_t(from + count))) ==
                text.substr(from, count));
        if (round % 100 == 0) {
            QVERIFY(buffer.text() == text);
            QVERIFY(offsetsAgree(buffer, text, 997));
        }
    }
}

void TestTextBuffer::reader_jumpsAnywhere()
{
    std::u16string text;
    for (int i = 0; i < 50000; ++i)
        text.push_back(char16_t(i));
    const TextBuffer buffer(text);
    TextBuffer::Reader reader(buffer);
    for (const std::int64_t at : {25000, 25001, 0, 49999, 4095, 4096, 4097, 4096, 30000, 1})
        QCOMPARE(int(reader[at]), int(text[std::size_t(at)]));
    for (const auto &[begin, end] :
         {std::pair(0, 50000), std::pair(4090, 12300), std::pair(7, 7), std::pair(3, 5)})
        QVERIFY(reader.slice(begin, end) == text.substr(std::size_t(begin), std::size_t(end - begin)));
}

/// Counters, not time: what a key at the start, in the middle and at the end walks over.
void TestTextBuffer::keys_costTheSame_howeverLongTheText()
{
    for (const std::size_t length : {std::size_t(20000), std::size_t(5000000)}) {
        TextBuffer buffer(std::u16string(length, u'x'));
        for (const std::size_t place : {std::size_t(0), length / 2, length}) {
            std::int64_t at = std::int64_t(place);
            QVERIFY(buffer.apply(splice(at++, 0, u"y")).ok()); // the caret comes from far
            const std::int64_t before = buffer.chunksVisited();
            for (int key = 0; key < 500; ++key) {
                QVERIFY(buffer.apply(splice(at++, 0, u"y")).ok());
                QCOMPARE(buffer.toUtf16(buffer.toCodePoint(Utf16Offset(at))).value, at);
                QCOMPARE(buffer.codePointLength().value, buffer.length().value);
            }
            QVERIFY2(buffer.chunksVisited() - before <= 500,
                     qPrintable(QString::number(buffer.chunksVisited() - before)));
        }
    }
}

QTEST_APPLESS_MAIN(TestTextBuffer)
#include "tst_text_buffer.moc"
