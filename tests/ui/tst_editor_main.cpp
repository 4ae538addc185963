// SPDX-License-Identifier: MIT
#include "ui/application/editor_application.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace deltapad;

class TestEditorMain : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void places_data();
    void places();
    void place_inAnExistingName_isPartOfTheName();
};

void TestEditorMain::places_data()
{
    QTest::addColumn<QString>("argument");
    QTest::addColumn<QString>("path");
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("column");
    QTest::newRow("plain") << "a.txt"
                           << "a.txt" << 0 << 0;
    QTest::newRow("line") << "a.txt:12"
                          << "a.txt" << 12 << 0;
    QTest::newRow("column") << "/x/a.txt:12:7"
                            << "/x/a.txt" << 12 << 7;
    QTest::newRow("colon in the name") << "a:b.txt:3"
                                       << "a:b.txt" << 3 << 0;
    QTest::newRow("no number") << "a.txt:x"
                               << "a.txt:x" << 0 << 0;
    QTest::newRow("too large") << "a.txt:99999999999"
                               << "a.txt:99999999999" << 0 << 0;
}

void TestEditorMain::places()
{
    QFETCH(const QString, argument);
    const FilePlace place = parseFilePlace(argument);
    QTEST(place.path, "path");
    QTEST(place.line, "line");
    QTEST(place.column, "column");
}

void TestEditorMain::place_inAnExistingName_isPartOfTheName()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("notes:12")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(parseFilePlace(file.fileName()).path, file.fileName());
    QCOMPARE(parseFilePlace(file.fileName()).line, 0);
}

QTEST_GUILESS_MAIN(TestEditorMain)
#include "tst_editor_main.moc"
