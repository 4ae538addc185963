// SPDX-License-Identifier: MIT
// Suggestions in the text: shown with restraint, never in the document, accepted whole or by word, typed
// through.
#include "tests/support/window_fixture.h"

#include <QClipboard>
#include <QInputMethodEvent>
#include <QSignalSpy>

using namespace deltapad;

namespace {
const QString kGhost = QStringLiteral(" of the sea");
}

class TestGhost : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void typing_showsIt();
    void shown_leavesDocumentAlone();
    void wraps_andPushesText();
    void tab_acceptsAsOneStep();
    void tab_atLineStart_indents();
    void altL_acceptsAnywhere();
    void word_byWordConsumesTheSame();
    void escape_hidesUntilNextWord();
    void typeThrough_trimsInTheSameEvent();
    void typeThrough_mismatchClearsInTheSameEvent();
    void typeThrough_keepsWhileNewerArrive();
    void hygiene_data();
    void hygiene();
    void caretMove_clears();
    void focusOut_clears();
    void middleOfWord_continuesOnlyOnRequest();
    void repeatOfFollowingText_isNotShown();
    void click_behindIt_hitsTheRightCharacter();
    void relayout_keepsIt();
    void changeFromOutside_clears();
    void modes_offAndOnDemand();
    void cycle_showsAlternatives();
    void unlikely_isNotShown();
    void copyAndSave_leaveItOut();
};

void TestGhost::typing_showsIt()
{
    WindowFixture f;
    QVERIFY(f.ready);
    f.type(QStringLiteral("edge"));
    QVERIFY(!f.edit->ghost().isVisible());
    f.answer({kGhost});
    QVERIFY(f.edit->ghost().isVisible());
    QCOMPARE(f.edit->ghost().text(), kGhost);
    QCOMPARE(f.ghostInLayout(), kGhost);
    QCOMPARE(f.edit->textCursor().block().layout()->preeditAreaPosition(), 4);
}

void TestGhost::shown_leavesDocumentAlone()
{
    WindowFixture f;
    f.load(QStringLiteral("edge"));
    f.caretToEnd();
    f.type(QStringLiteral("s"));
    f.edit->document()->setModified(false);
    QSignalSpy change(f.edit->document(), &QTextDocument::contentsChange);
    const QRect caret = f.edit->cursorRect();
    const int undoSteps = f.edit->document()->availableUndoSteps();
    f.answer({kGhost});
    QVERIFY(f.edit->ghost().isVisible());
    QCOMPARE(f.text(), QStringLiteral("edges"));
    QCOMPARE(f.edit->toPlainText(), QStringLiteral("edges"));
    QCOMPARE(change.count(), 0);
    QVERIFY(!f.edit->document()->isModified());
    QCOMPARE(f.edit->document()->availableUndoSteps(), undoSteps);
    QCOMPARE(f.edit->cursorRect(), caret);
    QVERIFY(f.inStep());
}

void TestGhost::wraps_andPushesText()
{
    WindowFixture f;
    f.load(QStringLiteral("x end"));
    f.caretTo(1);
    f.type(QStringLiteral("y"));
    QString many;
    for (int n = 0; n < 60; ++n)
        many += QStringLiteral(" word%1").arg(n);
    f.answer({many});
    const QTextLayout *layout = f.edit->document()->firstBlock().layout();
    QVERIFY(layout->lineCount() > 2);
    f.key(Qt::Key_Escape);
    f.edit->document()->documentLayout()->blockBoundingRect(f.edit->document()->firstBlock());
    QCOMPARE(f.edit->document()->firstBlock().layout()->lineCount(), 1);
}

void TestGhost::tab_acceptsAsOneStep()
{
    WindowFixture f;
    f.type(QStringLiteral("edge"));
    f.answer({kGhost});
    const auto edits = f.client->edits().size();
    f.key(Qt::Key_Tab);
    QCOMPARE(f.text(), QStringLiteral("edge of the sea"));
    QVERIFY(!f.edit->ghost().isVisible());
    QVERIFY(f.ghostInLayout().isEmpty());
    QCOMPARE(f.client->edits().size(), edits + 1);
    f.type(QStringLiteral("s"));
    f.key(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(f.text(), QStringLiteral("edge of the sea"));
    f.key(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(f.text(), QStringLiteral("edge"));
    QCOMPARE(f.edit->textCursor().position(), 4);
    QVERIFY(f.inStep());
}

void TestGhost::tab_atLineStart_indents()
{
    WindowFixture f;
    f.type(QStringLiteral(" "));
    f.answer({QStringLiteral("Once")});
    QVERIFY(f.edit->ghost().isVisible());
    f.key(Qt::Key_Tab);
    QCOMPARE(f.text(), QStringLiteral(" \t"));
}

void TestGhost::altL_acceptsAnywhere()
{
    WindowFixture f;
    f.type(QStringLiteral(" "));
    f.answer({QStringLiteral("Once")});
    f.key(Qt::Key_L, Qt::AltModifier);
    QCOMPARE(f.text(), QStringLiteral(" Once"));
}

void TestGhost::word_byWordConsumesTheSame()
{
    WindowFixture f;
    f.type(QStringLiteral("edge"));
    f.answer({kGhost});
    f.key(Qt::Key_Right, Qt::ControlModifier);
    QCOMPARE(f.text(), QStringLiteral("edge of"));
    QCOMPARE(f.edit->ghost().text(), QStringLiteral(" the sea"));
    QCOMPARE(f.ghostInLayout(), QStringLiteral(" the sea"));
    f.answer({QStringLiteral(" something else")}); // newer, but the writer is taking this one
    QCOMPARE(f.edit->ghost().text(), QStringLiteral(" the sea"));
    f.key(Qt::Key_Right, Qt::ControlModifier);
    f.key(Qt::Key_Right, Qt::ControlModifier);
    QCOMPARE(f.text(), QStringLiteral("edge of the sea"));
    QVERIFY(!f.edit->ghost().isVisible());
    QVERIFY(f.inStep());
    f.key(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(f.text(), QStringLiteral("edge of the"));
    f.key(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(f.text(), QStringLiteral("edge of"));
}

void TestGhost::escape_hidesUntilNextWord()
{
    WindowFixture f;
    f.type(QStringLiteral("edg"));
    f.answer({QStringLiteral("e of")});
    f.key(Qt::Key_Escape);
    QVERIFY(!f.edit->ghost().isVisible());
    QVERIFY(f.ghostInLayout().isEmpty());
    f.type(QStringLiteral("e"));
    f.answer({QStringLiteral(" of")});
    QVERIFY(!f.edit->ghost().isVisible());
    f.type(QStringLiteral(" "));
    f.answer({QStringLiteral("of")});
    QVERIFY(f.edit->ghost().isVisible());
}

void TestGhost::typeThrough_trimsInTheSameEvent()
{
    WindowFixture f;
    f.type(QStringLiteral("edge"));
    f.answer({kGhost});
    f.type(QStringLiteral(" o")); // no answer in between
    QCOMPARE(f.text(), QStringLiteral("edge o"));
    QCOMPARE(f.ghostInLayout(), QStringLiteral("f the sea"));
    QCOMPARE(f.edit->textCursor().block().layout()->preeditAreaPosition(), 6);
    f.type(QStringLiteral("f the sea"));
    QVERIFY(!f.edit->ghost().isVisible());
    QVERIFY(f.ghostInLayout().isEmpty());
    QVERIFY(f.inStep());
}

void TestGhost::typeThrough_mismatchClearsInTheSameEvent()
{
    WindowFixture f;
    f.type(QStringLiteral("edge"));
    f.answer({kGhost});
    f.type(QStringLiteral("s"));
    QVERIFY(!f.edit->ghost().isVisible());
    QVERIFY(f.ghostInLayout().isEmpty());
}

void TestGhost::typeThrough_keepsWhileNewerArrive()
{
    WindowFixture f;
    f.type(QStringLiteral("edge"));
    f.answer({kGhost});
    f.type(QStringLiteral(" "));
    f.answer({QStringLiteral("between")});
    QCOMPARE(f.edit->ghost().text(), QStringLiteral("of the sea"));
}

void TestGhost::hygiene_data()
{
    QTest::addColumn<QString>("action");
    for (const char *action :
         {"backspace", "delete", "undo", "redo", "paste", "cut", "select", "compose", "focus"})
        QTest::newRow(action) << QString::fromLatin1(action);
}

void TestGhost::hygiene()
{
    QFETCH(const QString, action);
    WindowFixture f;
    f.load(QStringLiteral("start \nlast"));
    f.caretTo(6);
    f.type(QStringLiteral("edge "));
    f.answer({QStringLiteral("of")});
    QVERIFY(f.edit->ghost().isVisible());
    QGuiApplication::clipboard()->setText(QStringLiteral("pasted "));
    if (action == QLatin1String("backspace")) {
        f.key(Qt::Key_Backspace);
    } else if (action == QLatin1String("delete")) {
        f.key(Qt::Key_Delete);
    } else if (action == QLatin1String("undo")) {
        f.key(Qt::Key_Z, Qt::ControlModifier);
    } else if (action == QLatin1String("redo")) {
        f.key(Qt::Key_Z, Qt::ControlModifier);
        f.key(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    } else if (action == QLatin1String("paste")) {
        f.key(Qt::Key_V, Qt::ControlModifier);
    } else if (action == QLatin1String("cut")) {
        f.select(0, 3);
        f.key(Qt::Key_X, Qt::ControlModifier);
    } else if (action == QLatin1String("select")) {
        f.key(Qt::Key_Left, Qt::ShiftModifier);
    } else if (action == QLatin1String("compose")) {
        QInputMethodEvent event(QStringLiteral("ni"), {});
        QCoreApplication::sendEvent(f.edit, &event);
        QCOMPARE(f.ghostInLayout(), QStringLiteral("ni"));
    } else if (action == QLatin1String("focus")) {
        f.edit->clearFocus();
    }
    QVERIFY(!f.edit->ghost().isVisible());
    f.answer({QStringLiteral("of")});
    QVERIFY(!f.edit->ghost().isVisible());
    QVERIFY(f.inStep());
}

void TestGhost::caretMove_clears()
{
    WindowFixture f;
    f.type(QStringLiteral("edge"));
    f.answer({kGhost});
    f.key(Qt::Key_Left);
    QVERIFY(!f.edit->ghost().isVisible());
    QVERIFY(f.ghostInLayout().isEmpty());
    QCOMPARE(f.edit->textCursor().position(), 3);
}

void TestGhost::focusOut_clears()
{
    WindowFixture f;
    f.type(QStringLiteral("edge"));
    f.answer({kGhost});
    f.window->findChild<QAction *>(QStringLiteral("actionFind"))->trigger();
    QVERIFY(!f.edit->ghost().isVisible());
}

void TestGhost::middleOfWord_continuesOnlyOnRequest()
{
    WindowFixture f;
    f.load(QStringLiteral("beautl"));
    f.caretTo(5);
    f.type(QStringLiteral("i"));
    f.answer({QStringLiteral("ful")});
    QVERIFY(!f.edit->ghost().isVisible()); // a letter follows
    f.key(Qt::Key_Space, Qt::ControlModifier);
    QVERIFY(f.edit->ghost().isVisible());
    f.key(Qt::Key_Tab);
    QCOMPARE(f.text(), QStringLiteral("beautiful l")); // words stay apart
}

void TestGhost::repeatOfFollowingText_isNotShown()
{
    WindowFixture f;
    f.load(QStringLiteral("edg of the sea"));
    f.caretTo(3);
    f.type(QStringLiteral("e"));
    f.answer({kGhost});
    QVERIFY(!f.edit->ghost().isVisible());
}

void TestGhost::click_behindIt_hitsTheRightCharacter()
{
    WindowFixture f;
    f.load(QStringLiteral("edg |x marks the spot"));
    f.caretTo(3);
    f.type(QStringLiteral("e"));
    f.answer({kGhost});
    const QTextBlock block = f.edit->document()->firstBlock();
    const QTextLine line = block.layout()->lineAt(0);
    // In the layout the "m" of "marks" lies behind the ghost.
    const int place = int(f.text().indexOf(QStringLiteral("marks")));
    const qreal x =
        line.cursorToX(place + int(kGhost.size())) + f.edit->cursorRect().left() - line.cursorToX(4);
    QTest::mouseClick(f.edit->viewport(), Qt::LeftButton, Qt::NoModifier,
                      QPoint(qRound(x) + 1, f.edit->cursorRect().center().y()));
    QVERIFY(!f.edit->ghost().isVisible());
    QCOMPARE(f.edit->textCursor().position(), place);
}

void TestGhost::relayout_keepsIt()
{
    WindowFixture f;
    f.type(QStringLiteral("edge"));
    f.answer({kGhost});
    f.window->resize(f.window->width() - 150, f.window->height());
    f.edit->setZoom(120);
    QCoreApplication::processEvents();
    QCOMPARE(f.ghostInLayout(), kGhost);
    const QList<QTextLayout::FormatRange> formats = f.edit->textCursor().block().layout()->formats();
    QCOMPARE(formats.size(), 1);
    QCOMPARE(formats[0].start, 4);
    QCOMPARE(formats[0].length, int(kGhost.size()));
    f.window->setThemeChoice(ThemeChoice::Dark);
    QCOMPARE(f.edit->textCursor().block().layout()->formats()[0].format.foreground().color(),
             darkTheme().ghost);
    f.window->setThemeChoice(ThemeChoice::Light);
}

void TestGhost::changeFromOutside_clears()
{
    WindowFixture f;
    f.type(QStringLiteral("edge"));
    f.answer({kGhost});
    f.edit->undo(); // as the context menu does it
    QVERIFY(!f.edit->ghost().isVisible());
    f.answer({kGhost});
    QVERIFY(!f.edit->ghost().isVisible());
    QVERIFY(f.inStep());
}

void TestGhost::modes_offAndOnDemand()
{
    WindowFixture f(SuggestionMode::OnDemand);
    f.type(QStringLiteral("edge"));
    f.answer({kGhost});
    QVERIFY(!f.edit->ghost().isVisible());
    f.key(Qt::Key_Space, Qt::ControlModifier);
    QVERIFY(f.edit->ghost().isVisible());
    f.window->setSuggestionMode(SuggestionMode::Off);
    QVERIFY(!f.edit->ghost().isVisible());
    f.key(Qt::Key_Space, Qt::ControlModifier);
    QVERIFY(!f.edit->ghost().isVisible());
    QCOMPARE(f.text(), QStringLiteral("edge"));
}

void TestGhost::cycle_showsAlternatives()
{
    WindowFixture f;
    f.type(QStringLiteral("edge"));
    f.answer({kGhost, QStringLiteral(" between")});
    f.key(Qt::Key_BracketRight, Qt::AltModifier);
    QCOMPARE(f.ghostInLayout(), QStringLiteral(" between"));
    f.key(Qt::Key_BracketLeft, Qt::AltModifier);
    QCOMPARE(f.ghostInLayout(), kGhost);
}

void TestGhost::unlikely_isNotShown()
{
    WindowFixture f;
    f.type(QStringLiteral("edge"));
    Snapshot snapshot = f.client->snapshot({kGhost});
    snapshot.suggestions[0].probability = 0.001;
    f.client->send(snapshot);
    QCoreApplication::processEvents();
    QVERIFY(!f.edit->ghost().isVisible());
}

void TestGhost::copyAndSave_leaveItOut()
{
    WindowFixture f;
    f.type(QStringLiteral("edge"));
    f.answer({kGhost});
    const QString path = f.profile.filePath(QStringLiteral("saved.txt"));
    QVERIFY(f.window->file()->saveAs(path));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("edge"));
    QVERIFY(f.edit->ghost().isVisible());
    f.key(Qt::Key_A, Qt::ControlModifier);
    f.key(Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("edge"));
}

QTEST_MAIN(TestGhost)
#include "tst_ghost.moc"
