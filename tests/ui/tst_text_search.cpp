// SPDX-License-Identifier: MIT
#include "ui/editor/text_search.h"

#include <QTest>

using namespace deltapad;

class TestTextSearch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void find_data();
    void find();
    void invalidExpression_isExplained();
    void replacement_usesGroups();
    void manyMatches_areCapped();
};

void TestTextSearch::find_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<bool>("sensitive");
    QTest::addColumn<bool>("words");
    QTest::addColumn<bool>("regex");
    QTest::addColumn<QList<int>>("places");
    QTest::newRow("plain") << "sea" << false << false << false << QList<int>{0, 8, 15};
    QTest::newRow("case") << "Sea" << true << false << false << QList<int>{0};
    QTest::newRow("words") << "sea" << false << true << false << QList<int>{0, 8};
    QTest::newRow("metacharacters are plain") << "s.a" << false << false << false << QList<int>{};
    QTest::newRow("regex") << "s.a" << false << false << true << QList<int>{0, 8, 15};
    QTest::newRow("line start") << "^sea" << false << false << true << QList<int>{0};
    QTest::newRow("empty matches are left out") << "x*" << false << false << true << QList<int>{};
    QTest::newRow("empty pattern") << "" << false << false << false << QList<int>{};
}

void TestTextSearch::find()
{
    QFETCH(const QString, pattern);
    QFETCH(const bool, sensitive);
    QFETCH(const bool, words);
    QFETCH(const bool, regex);
    QFETCH(const QList<int>, places);
    const SearchQuery query{pattern, sensitive ? Qt::CaseSensitive : Qt::CaseInsensitive, words, regex};
    const SearchAnswer answer = findMatches(QStringLiteral("Sea and sea in season"), query);
    QList<int> found;
    for (const SearchMatch &match : answer.matches)
        found.append(match.begin);
    QCOMPARE(found, places);
    QVERIFY(answer.problem.isEmpty());
}

void TestTextSearch::invalidExpression_isExplained()
{
    const SearchAnswer answer =
        findMatches(QStringLiteral("text"), {QStringLiteral("(a"), Qt::CaseInsensitive, false, true});
    QVERIFY(!answer.problem.isEmpty());
    QVERIFY(answer.matches.empty());
}

void TestTextSearch::replacement_usesGroups()
{
    const SearchQuery regex{QStringLiteral("(\\w+) (\\w+)"), Qt::CaseInsensitive, false, true};
    const SearchAnswer answer =
        findMatches(QStringLiteral("one two"), regex, QStringLiteral("\\2\\t\\1\\n\\\\"));
    QCOMPARE(answer.matches.at(0).replacement, QStringLiteral("two\tone\n\\"));
    const SearchQuery plain{QStringLiteral("one"), Qt::CaseInsensitive, false, false};
    QCOMPARE(findMatches(QStringLiteral("one"), plain, QStringLiteral("\\1")).matches.at(0).replacement,
             QStringLiteral("\\1"));
}

void TestTextSearch::manyMatches_areCapped()
{
    const SearchAnswer answer = findMatches(QString(kMostMatches + 5, u'a'), {QStringLiteral("a")});
    QCOMPARE(int(answer.matches.size()), kMostMatches);
    QVERIFY(answer.truncated);
}

QTEST_APPLESS_MAIN(TestTextSearch)
#include "tst_text_search.moc"
