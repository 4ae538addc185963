// SPDX-License-Identifier: MIT
// Scripts other than Latin: words of Chinese and Thai, graphemes, paragraphs from right to left, composition.
#include "tests/support/window_fixture.h"

#include <QAction>
#include <QInputMethodEvent>
#include <QKeyEvent>

using namespace deltapad;

namespace {

const QString kHebrew = QString::fromUtf8("שלום עולם");
const QString kMore = QString::fromUtf8("בוקר טוב");
const QString kFamily = QString::fromUtf8("👩‍👧");

qreal leftOfFirstLine(const QTextBlock &block)
{
    const QTextLine line = block.layout()->lineAt(0);
    return line.cursorToX(line.textStart());
}

void compose(QWidget *widget, const QString &preedit, const QString &commit = {})
{
    QInputMethodEvent event(preedit, {});
    event.setCommitString(commit);
    QCoreApplication::sendEvent(widget, &event);
}

} // namespace

class TestWritingSystems : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void words_ofChineseAndThai_stopCtrlArrows();
    void words_areDeletedWhole();
    void words_selectByShift();
    void words_crossParagraphs();
    void graphemes_caretAndDelete();
    void graphemes_backspace();
    void rightToLeft_paragraphsAreRightAligned();
    void direction_isTurnedByTheShiftKeys();
    void direction_isNotTurnedByShortcuts();
    void rightToLeft_arrowsKeepTheirSide();
    void rightToLeft_ghostIsInTheLine();
    void mirroredWindow_stillWorks();
    void composition_withGhost_isOneStep();
};

void TestWritingSystems::words_ofChineseAndThai_stopCtrlArrows()
{
    WindowFixture f;
    f.load(QStringLiteral("我喜欢你 สวัสดีชาวโลก"));
    f.caretTo(0);
    QList<int> stops;
    for (int i = 0; i < 6; ++i) {
        f.key(Qt::Key_Right, Qt::ControlModifier);
        stops.append(f.edit->textCursor().position());
    }
    QCOMPARE(stops, (QList<int>{1, 3, 5, 11, 14, 17}));
    f.key(Qt::Key_Left, Qt::ControlModifier);
    QCOMPARE(f.edit->textCursor().position(), 14);
    QVERIFY(f.inStep());
}

void TestWritingSystems::words_areDeletedWhole()
{
    WindowFixture f;
    f.load(QStringLiteral("我喜欢你"));
    f.caretTo(3);
    f.client->clearPosts();
    f.key(Qt::Key_Backspace, Qt::ControlModifier);
    QCOMPARE(f.text(), QStringLiteral("我你"));
    QCOMPARE(f.client->edits().size(), std::size_t(1));
    f.key(Qt::Key_Delete, Qt::ControlModifier);
    QCOMPARE(f.text(), QStringLiteral("我"));
    f.edit->undoStep();
    f.edit->undoStep();
    QCOMPARE(f.text(), QStringLiteral("我喜欢你"));
    QVERIFY(f.inStep());
}

void TestWritingSystems::words_selectByShift()
{
    WindowFixture f;
    f.load(QStringLiteral("one two three"));
    f.caretTo(4);
    f.key(Qt::Key_Right, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(f.edit->textCursor().selectedText(), QStringLiteral("two "));
    f.key(Qt::Key_Left, Qt::ControlModifier | Qt::ShiftModifier);
    f.key(Qt::Key_Left, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(f.edit->textCursor().selectedText(), QStringLiteral("one "));
}

void TestWritingSystems::words_crossParagraphs()
{
    WindowFixture f;
    f.load(QStringLiteral("one\ntwo"));
    f.caretTo(3);
    f.key(Qt::Key_Right, Qt::ControlModifier);
    QCOMPARE(f.edit->textCursor().position(), 4);
    f.key(Qt::Key_Left, Qt::ControlModifier);
    QCOMPARE(f.edit->textCursor().position(), 3);
    f.caretToEnd();
    f.key(Qt::Key_Right, Qt::ControlModifier);
    QCOMPARE(f.edit->textCursor().position(), 7);
    f.caretTo(4);
    f.key(Qt::Key_Backspace, Qt::ControlModifier); // the line end
    QCOMPARE(f.text(), QStringLiteral("onetwo"));
}

void TestWritingSystems::graphemes_caretAndDelete()
{
    WindowFixture f;
    const QString accent = QStringLiteral("e\u0301");
    f.load(accent + QStringLiteral("x"));
    f.caretTo(0);
    f.key(Qt::Key_Right);
    QCOMPARE(f.edit->textCursor().position(), 2);
    f.key(Qt::Key_Left);
    f.key(Qt::Key_Delete);
    QCOMPARE(f.text(), QStringLiteral("x"));
    QVERIFY(f.inStep());
}

void TestWritingSystems::graphemes_backspace()
{
    WindowFixture f;
    f.load(QStringLiteral("a") + kFamily);
    f.caretToEnd();
    f.client->clearPosts();
    f.key(Qt::Key_Backspace);
    QCOMPARE(f.text(), QStringLiteral("a"));
    QCOMPARE(f.client->edits().size(), std::size_t(1));
    f.edit->undoStep();
    QCOMPARE(f.text(), QStringLiteral("a") + kFamily);
    QVERIFY(f.inStep());
}

void TestWritingSystems::rightToLeft_paragraphsAreRightAligned()
{
    WindowFixture f;
    f.load(QStringLiteral("left to right\n") + kHebrew + QStringLiteral("\nagain"));
    f.window->grab(); // everything is laid out
    const QTextBlock first = f.edit->document()->begin();
    const QTextBlock hebrew = first.next();
    QVERIFY(leftOfFirstLine(first) < 20);
    const qreal width = hebrew.layout()->lineAt(0).width();
    QVERIFY(width > 100);
    QVERIFY(leftOfFirstLine(hebrew) > width - 20); // begins at the right edge
    // The same paragraph turned round: back to the left.
    f.caretTo(hebrew.position());
    f.type(QStringLiteral("A "));
    f.window->grab();
    QVERIFY(leftOfFirstLine(first.next()) < 20);
    QVERIFY(f.inStep());
}

namespace {

/// As X11 names the Shift key of each side.
void shiftKey(QWidget *to, QEvent::Type type, quint32 symbol, Qt::KeyboardModifiers held)
{
    QKeyEvent event(type, Qt::Key_Shift, held, 0, symbol, 0);
    QCoreApplication::sendEvent(to, &event);
}

constexpr quint32 kLeftShift = 0xFFE1;
constexpr quint32 kRightShift = 0xFFE2;

} // namespace

void TestWritingSystems::direction_isTurnedByTheShiftKeys()
{
    WindowFixture f;
    f.load(QStringLiteral("first.\nsecond.\nthird."));
    const QTextBlock second = f.edit->document()->findBlockByNumber(1);
    const auto turn = [&](quint32 symbol) {
        QTest::keyPress(f.edit, Qt::Key_Control);
        shiftKey(f.edit, QEvent::KeyPress, symbol, Qt::ControlModifier);
        shiftKey(f.edit, QEvent::KeyRelease, symbol, Qt::ControlModifier | Qt::ShiftModifier);
        QTest::keyRelease(f.edit, Qt::Key_Control);
        f.window->grab(); // laid out
    };
    f.caretTo(second.position());
    turn(kRightShift);
    QCOMPARE(second.textDirection(), Qt::RightToLeft);
    const QTextLine line = second.layout()->lineAt(0);
    QVERIFY(line.naturalTextRect().right() > line.width() - 5); // begins at the right edge
    QVERIFY(line.naturalTextRect().left() > 20);
    QVERIFY(line.cursorToX(6) > line.cursorToX(7)); // and its full stop is at its left end
    QCOMPARE(second.previous().textDirection(), Qt::LeftToRight);
    QVERIFY(!f.edit->document()->isModified()); // the text is the same
    QCOMPARE(f.text(), QStringLiteral("first.\nsecond.\nthird."));
    QVERIFY(f.inStep());
    turn(kLeftShift);
    QCOMPARE(second.textDirection(), Qt::LeftToRight);
    QVERIFY(leftOfFirstLine(second) < 20);
    f.window->findChild<QAction *>(QStringLiteral("actionDirectionRight"))->trigger();
    QCOMPARE(second.textDirection(), Qt::RightToLeft);
    f.window->findChild<QAction *>(QStringLiteral("actionDirectionAuto"))->trigger();
    QCOMPARE(second.textDirection(), Qt::LeftToRight);
}

void TestWritingSystems::direction_isNotTurnedByShortcuts()
{
    WindowFixture f;
    f.load(QStringLiteral("text"));
    QTest::keyPress(f.edit, Qt::Key_Control);
    shiftKey(f.edit, QEvent::KeyPress, kRightShift, Qt::ControlModifier);
    f.key(Qt::Key_F12, Qt::ControlModifier | Qt::ShiftModifier);
    shiftKey(f.edit, QEvent::KeyRelease, kRightShift, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(f.edit->paragraphDirection(), Qt::LeftToRight);
}

void TestWritingSystems::rightToLeft_arrowsKeepTheirSide()
{
    WindowFixture f;
    f.load(kHebrew);
    f.caretTo(0);
    f.key(Qt::Key_Left, Qt::ControlModifier); // leftwards is onwards
    QCOMPARE(f.edit->textCursor().position(), 5);
    f.key(Qt::Key_Right, Qt::ControlModifier);
    QCOMPARE(f.edit->textCursor().position(), 0);
}

void TestWritingSystems::rightToLeft_ghostIsInTheLine()
{
    WindowFixture f;
    f.load(kHebrew);
    f.caretToEnd();
    f.type(QStringLiteral(" "));
    f.answer({kMore});
    QVERIFY(f.edit->ghost().isVisible());
    f.window->grab();
    const QTextLine line = f.edit->textCursor().block().layout()->lineAt(0);
    const qreal begin = line.cursorToX(int(kHebrew.size()) + 1);
    const qreal end = line.cursorToX(int(kHebrew.size() + kMore.size()) + 1);
    QVERIFY(end < begin); // it runs on to the left
    f.key(Qt::Key_Tab);
    QCOMPARE(f.text(), kHebrew + u' ' + kMore);
    QVERIFY(f.inStep());
}

void TestWritingSystems::mirroredWindow_stillWorks()
{
    QGuiApplication::setLayoutDirection(Qt::RightToLeft);
    {
        WindowFixture f;
        f.type(QStringLiteral("text"));
        f.answer({QStringLiteral(" more")});
        QVERIFY(!f.window->grab().isNull());
        f.key(Qt::Key_Tab);
        QCOMPARE(f.text(), QStringLiteral("text more"));
        const QWidget *chip = f.window->findChild<QWidget *>(QStringLiteral("chipEngine"));
        QVERIFY(chip->mapTo(f.window.get(), QPoint()).x() < f.window->width() / 2);
    }
    QGuiApplication::setLayoutDirection(Qt::LeftToRight);
}

void TestWritingSystems::composition_withGhost_isOneStep()
{
    WindowFixture f;
    f.type(QStringLiteral("a"));
    f.answer({QStringLiteral("bc")});
    QVERIFY(f.edit->ghost().isVisible());
    f.client->clearPosts();
    compose(f.edit, QStringLiteral("n"));
    QVERIFY(!f.edit->ghost().isVisible()); // gone at the first key
    QCOMPARE(f.ghostInLayout(), QStringLiteral("n"));
    compose(f.edit, QStringLiteral("ni"));
    f.answer({QStringLiteral("bc")});
    QVERIFY(!f.edit->ghost().isVisible()); // and not while composing
    compose(f.edit, {}, QStringLiteral("你"));
    QCOMPARE(f.text(), QStringLiteral("a你"));
    QCOMPARE(f.client->edits().size(), std::size_t(1));
    f.edit->undoStep();
    QCOMPARE(f.text(), QStringLiteral("a"));
    QVERIFY(f.inStep());
}

QTEST_MAIN(TestWritingSystems)
#include "tst_writing_systems.moc"
