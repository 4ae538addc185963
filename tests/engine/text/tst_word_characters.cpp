// SPDX-License-Identifier: MIT
// What words are made of, and what of a text a reader sees.
#include "engine/text/word_characters.h"

#include <QTest>

using namespace deltapad;

namespace {

QString qt(std::u16string_view text)
{
    return QString::fromUtf16(text.data(), qsizetype(text.size()));
}

} // namespace

class TestWordCharacters : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void word_thatAContinuationCompletes()
    {
        QCOMPARE(qt(wordContinuedBy(u"ginning of", u"In the be")), QStringLiteral("be"));
        QCOMPARE(qt(wordContinuedBy(u"'t", u"I don")), QStringLiteral("don"));
        QCOMPARE(qt(wordContinuedBy(u"s", u"the dog\u2019")), QStringLiteral("dog\u2019"));
        QCOMPARE(qt(wordContinuedBy(u"ße", u"Grö")), QStringLiteral("Grö"));
        QVERIFY(wordContinuedBy(u" end", u"the be").empty());
        QVERIFY(wordContinuedBy(u",", u"the be").empty());
        QVERIFY(wordContinuedBy(u"the", u"In ").empty());
        QVERIFY(wordContinuedBy(u"the", u"(").empty());
        QVERIFY(wordContinuedBy(u"The", u"").empty());
        QVERIFY(wordContinuedBy(u"", u"be").empty());
    }

    void visible_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("withoutEnd");
        QTest::newRow("empty") << ""
                               << "";
        QTest::newRow("plain") << " word"
                               << " word";
        QTest::newRow("blanks behind") << "word \t\n"
                                       << "word";
        QTest::newRow("blanks inside") << "a  b"
                                       << "a  b";
        QTest::newRow("line ends") << "\r\n\n"
                                   << "";
        QTest::newRow("no-break space") << QStringLiteral("\u00a0") << "";
        QTest::newRow("ideographic space") << QStringLiteral("\u3000\u2003") << "";
        QTest::newRow("zero width") << QStringLiteral("\u200b\u200d\ufeff") << "";
        QTest::newRow("zero width behind") << QStringLiteral("word\u200b") << "word";
        QTest::newRow("soft hyphen, direction") << QStringLiteral("\u00ad\u200e\u202c") << "";
        QTest::newRow("control") << QStringLiteral("\u0000\u0007") << "";
        QTest::newRow("filler, blank braille") << QStringLiteral("\u3164\u2800") << "";
        QTest::newRow("dash") << QStringLiteral("\u2014") << QStringLiteral("\u2014");
        QTest::newRow("beyond the plane") << QStringLiteral("\U0001F600 ") << QStringLiteral("\U0001F600");
        QTest::newRow("tags beyond the plane") << QStringLiteral("\U000E0041") << "";
        QTest::newRow("joined inside") << QStringLiteral("a\u200db") << QStringLiteral("a\u200db");
    }
    void visible()
    {
        QFETCH(const QString, text);
        QFETCH(const QString, withoutEnd);
        const std::u16string units = text.toStdU16String();
        QCOMPARE(qt(withoutBlankEnd(units)), withoutEnd);
        QCOMPARE(hasVisible(units), !withoutEnd.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestWordCharacters)
#include "tst_word_characters.moc"
