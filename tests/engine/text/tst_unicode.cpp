// SPDX-License-Identifier: MIT
// Qt first: its meta-object compiler trips over <compare> as the first system header.
#include <QTest>

#include "engine/text/unicode.h"

using namespace deltapad;

class TestUnicode : public QObject
{
    Q_OBJECT

private slots:
    void utf8_roundTrips_data();
    void utf8_roundTrips();
    void utf8_invalid_namesTheByte_data();
    void utf8_invalid_namesTheByte();
    void utf16_loneSurrogates_becomeReplacement();
    void utf8_leadingBom_isKept();
};

void TestUnicode::utf8_roundTrips_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("empty") << QByteArray("");
    QTest::newRow("ascii") << QByteArray("plain\r\n\0text", 12);
    QTest::newRow("two bytes") << QByteArray("caf\xC3\xA9");
    QTest::newRow("three bytes") << QByteArray("\xE4\xB8\xAD\xEF\xBF\xBD\xEF\xBF\xBF");
    QTest::newRow("four bytes") << QByteArray("\xF0\x9F\x98\x80\xF4\x8F\xBF\xBF");
}

void TestUnicode::utf8_roundTrips()
{
    QFETCH(QByteArray, text);
    const Result<std::u16string> utf16 = utf8ToUtf16(text.toStdString());
    QVERIFY(utf16.ok());
    QCOMPARE(QString::fromStdU16String(utf16.value()), QString::fromUtf8(text));
    QCOMPARE(utf16ToUtf8(utf16.value()), text.toStdString());
}

void TestUnicode::utf8_invalid_namesTheByte_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("byte");
    QTest::addColumn<int>("replacements");
    QTest::newRow("lone continuation") << QByteArray("ab\x80") << QByteArray("byte 2") << 1;
    QTest::newRow("cut off") << QByteArray("a\xE4\xB8") << QByteArray("byte 1") << 1;
    QTest::newRow("overlong") << QByteArray("\xC0\x80") << QByteArray("byte 0") << 2;
    QTest::newRow("surrogate") << QByteArray("abc\xED\xA0\x80") << QByteArray("byte 3") << 3;
    QTest::newRow("too large") << QByteArray("\xF4\x90\x80\x80z") << QByteArray("byte 0") << 4;
}

void TestUnicode::utf8_invalid_namesTheByte()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, byte);
    QFETCH(int, replacements);
    const Result<std::u16string> strict = utf8ToUtf16(text.toStdString());
    QVERIFY(!strict.ok());
    QCOMPARE(strict.error().code, ErrorCode::BadEncoding);
    QVERIFY2(strict.error().message.find(byte.toStdString() + ":") != std::string::npos,
             strict.error().message.c_str());
    const QString lossy = QString::fromStdU16String(utf8ToUtf16Lossy(text.toStdString()));
    QCOMPARE(int(lossy.count(QChar(0xFFFD))), replacements);
}

void TestUnicode::utf16_loneSurrogates_becomeReplacement()
{
    const std::u16string high(1, char16_t(0xD83D));
    const std::u16string low(1, char16_t(0xDE00));
    QCOMPARE(utf16ToUtf8(u"a" + high + u"b"), std::string("a\xEF\xBF\xBD"
                                                          "b"));
    QCOMPARE(utf16ToUtf8(high), std::string("\xEF\xBF\xBD"));
    QCOMPARE(utf16ToUtf8(low + high), std::string("\xEF\xBF\xBD\xEF\xBF\xBD"));
    QCOMPARE(utf16ToUtf8(high + high + low), std::string("\xEF\xBF\xBD\xF0\x9F\x98\x80"));
}

void TestUnicode::utf8_leadingBom_isKept()
{
    QVERIFY(utf8ToUtf16("\xEF\xBB\xBFx").value() == u"\uFEFFx");
}

QTEST_APPLESS_MAIN(TestUnicode)
#include "tst_unicode.moc"
