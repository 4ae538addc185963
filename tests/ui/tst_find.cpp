// SPDX-License-Identifier: MIT
// Finding and replacing in the window: scope, marks, long texts, problems; and going to a line.
#include "tests/support/window_fixture.h"
#include "ui/editor/find_bar.h"
#include "ui/editor/go_to_bar.h"
#include "ui/editor/match_marks.h"

#include <QFrame>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QScrollBar>
#include <QToolButton>

using namespace deltapad;

namespace {

struct Finder : WindowFixture
{
    QLineEdit *pattern = window->findChild<QLineEdit *>(QStringLiteral("findPattern"));
    QLineEdit *replacement = window->findChild<QLineEdit *>(QStringLiteral("replacement"));
    QLabel *count = window->findChild<QLabel *>(QStringLiteral("findCount"));
    MatchMarks *marks = window->findChild<MatchMarks *>();

    QToolButton *button(const char *name) { return window->findChild<QToolButton *>(QLatin1String(name)); }
    void find(const QString &text, FindBar::Show what = FindBar::Show::Find)
    {
        window->findBar()->open(what);
        pattern->setText(text);
    }
};

/// More than FindBar::kInBackground, in ordinary lines; `sea` in every tenth.
QString longText(int lines)
{
    QString text;
    for (int line = 0; line < lines; ++line)
        text += line % 10 == 0
                    ? QStringLiteral("the sea is at the end of this line of the long text, and so on\n")
                    : QStringLiteral("nothing at all is to be found in this line of the long text\n");
    return text;
}

constexpr int kLongLines = 20000;

} // namespace

class TestFind : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void inSelection_countsAndReplacesInsideOnly();
    void inSelection_withoutSelection_saysSo();
    void severalParagraphs_areAPlaceNotAPattern();
    void longSelection_isAPlaceNotAPattern();
    void marks_areOnTheScrollBar();
    void tab_goesFromThePatternToTheReplacement();
    void count_isSpokenWhenOneSteps();
    void invalidExpression_isSaidInTheBar();
    void findNext_opensTheBarAgain();
    void longText_isSearchedInTheBackground();
    void longText_replaceAllIsOneStep();
    void replaceAll_hasNoCap();
    void goToLine_movesWhileTyping();
    void goToLine_escapeReturns();
};

void TestFind::inSelection_countsAndReplacesInsideOnly()
{
    Finder f;
    f.load(QStringLiteral("sea one\nsea two\nsea three"));
    f.select(8, 23);
    f.find(QStringLiteral("sea"), FindBar::Show::FindAndReplace);
    QVERIFY(f.button("findInSelection")->isChecked());
    QCOMPARE(f.count->text(), QStringLiteral("1 of 2"));
    f.replacement->setText(QStringLiteral("ocean"));
    f.button("replaceAll")->click();
    QCOMPARE(f.text(), QStringLiteral("sea one\nocean two\nocean three"));
    QCOMPARE(f.count->text(), QStringLiteral("2 replaced"));
    f.edit->undoStep();
    QCOMPARE(f.text(), QStringLiteral("sea one\nsea two\nsea three"));
    f.button("findInSelection")->setChecked(false);
    QVERIFY(f.count->text().endsWith(QStringLiteral("3 matches")) ||
            f.count->text().endsWith(QStringLiteral("of 3")));
    QVERIFY(f.inStep());
}

void TestFind::inSelection_withoutSelection_saysSo()
{
    Finder f;
    f.load(QStringLiteral("sea"));
    f.caretTo(0);
    f.find(QStringLiteral("zebra"));
    f.button("findInSelection")->click();
    QVERIFY(!f.button("findInSelection")->isChecked());
    QCOMPARE(f.count->text(), QStringLiteral("Nothing is selected"));
}

void TestFind::severalParagraphs_areAPlaceNotAPattern()
{
    Finder f;
    f.load(QStringLiteral("one\ntwo\nthree"));
    f.select(0, 7);
    f.window->findBar()->open(FindBar::Show::Find);
    QVERIFY(f.pattern->text().isEmpty());
    f.window->findBar()->close();
    QVERIFY(!f.button("findInSelection")->isChecked()); // the next search is everywhere
    f.select(4, 7);
    f.window->findBar()->open(FindBar::Show::Find);
    QCOMPARE(f.pattern->text(), QStringLiteral("two"));
}

void TestFind::longSelection_isAPlaceNotAPattern()
{
    Finder f;
    f.load(QStringLiteral("sea ").repeated(100) + QStringLiteral("\nsea"));
    f.pattern->setText(QStringLiteral("sea"));
    f.select(4, 4 + FindBar::kLongestPattern + 1);
    f.window->findBar()->open(FindBar::Show::Find);
    QCOMPARE(f.pattern->text(), QStringLiteral("sea"));
    QVERIFY(f.button("findInSelection")->isChecked());
    QVERIFY(f.count->text().endsWith(QStringLiteral("50"))); // of 101
    f.window->findBar()->close();
    f.select(4, 4 + FindBar::kLongestPattern);
    f.window->findBar()->open(FindBar::Show::Find);
    QVERIFY(!f.button("findInSelection")->isChecked());
    QCOMPARE(f.pattern->text(), f.text().mid(4, FindBar::kLongestPattern));
}

void TestFind::tab_goesFromThePatternToTheReplacement()
{
    WindowFixture f;
    f.window->findBar()->open(FindBar::Show::FindAndReplace);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("replacement"));
}

void TestFind::count_isSpokenWhenOneSteps()
{
    WindowFixture f;
    f.load(QStringLiteral("sea and sea and sea"));
    f.window->findBar()->open(FindBar::Show::Find);
    const auto *spoken = f.window->findChild<QFrame *>(QStringLiteral("spokenCount"));
    auto *pattern = f.window->findChild<QLineEdit *>(QStringLiteral("findPattern"));
    QTest::keyClicks(pattern, QStringLiteral("sea"));
    QCOMPARE(spoken->accessibleName(), QString()); // not on every key
    QTest::keyClick(pattern, Qt::Key_Return);
    QCOMPARE(spoken->accessibleName(), QStringLiteral("2 of 3"));
    QTest::keyClicks(pattern, QStringLiteral("x"));
    QCOMPARE(spoken->accessibleName(), QStringLiteral("No matches"));
}

void TestFind::marks_areOnTheScrollBar()
{
    Finder f;
    QString text;
    for (int i = 0; i < 400; ++i)
        text += i == 200 || i == 399 ? QStringLiteral("here\n") : QStringLiteral("line\n");
    f.load(text);
    QVERIFY(f.marks->isHidden());
    f.find(QStringLiteral("here"));
    QCOMPARE(f.marks->lines(), (std::vector<int>{200, 399}));
    QVERIFY(f.marks->isVisible());
    QCOMPARE(f.marks->geometry(), f.edit->verticalScrollBar()->rect());
    QImage image(f.marks->size(), QImage::Format_ARGB32);
    image.fill(Qt::transparent);
    f.marks->render(&image, QPoint(), QRegion(), QWidget::RenderFlags());
    const int middle = 200 * (f.marks->height() - 3) / f.edit->document()->lineCount() + 1;
    QVERIFY(image.pixelColor(f.marks->width() / 2, middle).alpha() > 0);
    QCOMPARE(image.pixelColor(f.marks->width() / 2, middle / 2).alpha(), 0);
    f.window->findBar()->close();
    QVERIFY(f.marks->isHidden());
}

void TestFind::invalidExpression_isSaidInTheBar()
{
    Finder f;
    f.load(QStringLiteral("(sea"));
    f.find(QString());
    f.button("findRegex")->setChecked(true);
    f.pattern->setText(QStringLiteral("(sea"));
    QVERIFY(f.count->property("problem").toBool());
    QVERIFY(!f.count->text().isEmpty());
    QVERIFY(!QApplication::activeModalWidget());
    f.button("replaceAll")->click(); // replaces nothing
    QCOMPARE(f.text(), QStringLiteral("(sea"));
    f.pattern->setText(QStringLiteral("\\(sea"));
    QVERIFY(!f.count->property("problem").toBool());
    QCOMPARE(f.count->text(), QStringLiteral("1 of 1"));
}

void TestFind::findNext_opensTheBarAgain()
{
    Finder f;
    f.load(QStringLiteral("sea, sea, sea"));
    f.find(QStringLiteral("sea"));
    f.window->findBar()->close();
    f.caretTo(3);
    f.key(Qt::Key_F3);
    QVERIFY(f.window->findBar()->isVisible());
    QCOMPARE(f.edit->textCursor().selectionStart(), 5);
    f.key(Qt::Key_F3, Qt::ShiftModifier);
    QCOMPARE(f.edit->textCursor().selectionStart(), 0);
}

void TestFind::longText_isSearchedInTheBackground()
{
    Finder f;
    f.load(longText(kLongLines));
    f.find(QStringLiteral("sea"));
    QVERIFY(f.window->findBar()->isSearching());
    QCOMPARE(f.count->text(), QStringLiteral("Searching…"));
    f.pattern->setText(QStringLiteral("the sea")); // the first question is forgotten
    QTRY_COMPARE(f.count->text(), QStringLiteral("1 of %1").arg(QLocale().toString(2000)));
    // The text changes under the search: its answer must be of the new text.
    f.pattern->setText(QStringLiteral("sea"));
    QVERIFY(f.window->findBar()->isSearching());
    f.edit->replaceRange(0, 0, QStringLiteral("sea sea\n"), LastAction::Replaced);
    QTRY_VERIFY(!f.window->findBar()->isSearching() && f.count->text().contains(QLocale().toString(2002)));
    QCOMPARE(f.edit->washes().matches().front().begin, 0);
}

void TestFind::longText_replaceAllIsOneStep()
{
    Finder f;
    const QString text = longText(kLongLines);
    f.load(text);
    f.find(QStringLiteral("sea"), FindBar::Show::FindAndReplace);
    f.replacement->setText(QStringLiteral("bay"));
    f.button("replaceAll")->click();
    QTRY_COMPARE(f.text().count(QStringLiteral("bay")), kLongLines / 10);
    QVERIFY(f.inStep());
    f.edit->undoStep();
    QVERIFY(f.text() == text);
}

void TestFind::replaceAll_hasNoCap()
{
    Finder f;
    f.load(QString(QStringLiteral("ab\n")).repeated(kMostMatches + 10));
    f.find(QStringLiteral("a"), FindBar::Show::FindAndReplace);
    QCOMPARE(f.count->text(), QStringLiteral("1 of %1+").arg(QLocale().toString(kMostMatches)));
    f.replacement->setText(QStringLiteral("c"));
    f.button("replaceAll")->click();
    QCOMPARE(f.text().count(u'a'), 0);
    QCOMPARE(f.text().count(u'c'), kMostMatches + 10);
}

void TestFind::goToLine_movesWhileTyping()
{
    Finder f;
    f.load(QStringLiteral("one\ntwo\nthree\nfour"));
    f.key(Qt::Key_G, Qt::ControlModifier);
    QVERIFY(f.window->goToBar()->isVisible());
    auto *place = f.window->findChild<QLineEdit *>(QStringLiteral("goToPlace"));
    place->setText(QStringLiteral("3"));
    QCOMPARE(f.edit->textCursor().position(), 8);
    place->setText(QStringLiteral("3:4"));
    QCOMPARE(f.edit->textCursor().position(), 11);
    place->setText(QStringLiteral("99"));
    QVERIFY(f.window->findChild<QLabel *>(QStringLiteral("goToRange"))->property("problem").toBool());
    QCOMPARE(f.edit->textCursor().position(), 11);
    QTest::keyClick(place, Qt::Key_Return);
    QVERIFY(!f.window->goToBar()->isVisible());
    QVERIFY(f.edit->hasFocus());
    QCOMPARE(f.edit->textCursor().position(), 11);
}

void TestFind::goToLine_escapeReturns()
{
    Finder f;
    f.load(QStringLiteral("one\ntwo\nthree\nfour"));
    f.caretTo(5);
    f.window->findChild<QAction *>(QStringLiteral("actionGoToLine"))->trigger();
    auto *place = f.window->findChild<QLineEdit *>(QStringLiteral("goToPlace"));
    place->setText(QStringLiteral("4"));
    QVERIFY(f.edit->textCursor().position() != 5);
    QTest::keyClick(place, Qt::Key_Escape);
    QCOMPARE(f.edit->textCursor().position(), 5);
    QVERIFY(!f.window->goToBar()->isVisible());
}

QTEST_MAIN(TestFind)
#include "tst_find.moc"
