// SPDX-License-Identifier: MIT
// Suggestions in the text: shown with restraint, never in the document, accepted whole or by word, typed
// through.
#include "tests/support/window_fixture.h"

#include "ui/editor/ghost_toolbar.h"
#include "ui/panels/suggestions_panel.h"
#include "ui/window/status_chips.h"
#include "ui/window/suggestion_switch.h"

#include <QCheckBox>
#include <QClipboard>
#include <QEnterEvent>
#include <QInputMethodEvent>
#include <QLabel>
#include <QMenu>
#include <QMouseEvent>
#include <QSignalSpy>
#include <QSlider>
#include <QToolButton>

#include <QRegularExpression>

using namespace deltapad;

namespace {
const QString kGhost = QStringLiteral(" of the sea");
}

class TestGhost : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void positionAt_doesNotCountTheGhost();
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
    void cycle_withoutGhost_asksForOne();
    void commandKeys_withNothingToDo_writeNothing();
    void unlikely_isNotShown();
    void copyAndSave_leaveItOut();
    void sentence_acceptsToItsEnd();
    void tab_leavesSelectionAndPopUpsAlone();
    void readOnly_showsNothing();
    void loop_isNotShown();
    void snooze_showsNothingUnasked();
    void exceptions_holdForFilesAndTypes();
    void pause_sliderIsRemembered();
    void mode_isVisibleInTheStatusBar();
    void toolbar_comesAfterARest();
    void toolbar_staysOffTheCaretLine();
    void toolbar_buttonsActOnTheSuggestion();
    void preview_showsInPlaceAndGoes();
    void panel_pointingPreviews();
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

void TestGhost::cycle_withoutGhost_asksForOne()
{
    WindowFixture f(SuggestionMode::OnDemand);
    f.type(QStringLiteral("edge"));
    f.answer({kGhost});
    QVERIFY(!f.edit->ghost().isVisible());
    QTest::sendKeyEvent(QTest::Click, f.edit, Qt::Key_BracketRight, QStringLiteral("]"), Qt::AltModifier);
    QCOMPARE(f.ghostInLayout(), kGhost);
    QCOMPARE(f.text(), QStringLiteral("edge"));
}

void TestGhost::commandKeys_withNothingToDo_writeNothing()
{
    WindowFixture f(SuggestionMode::Off);
    f.type(QStringLiteral("edge"));
    // As X11 sends them: with the character that the key has without Alt.
    for (const auto &[key, text] :
         {std::pair(Qt::Key_BracketRight, QStringLiteral("]")),
          std::pair(Qt::Key_BracketLeft, QStringLiteral("[")), std::pair(Qt::Key_L, QStringLiteral("l")),
          std::pair(Qt::Key_9, QStringLiteral("9"))}) {
        QTest::sendKeyEvent(QTest::Click, f.edit, key, text, Qt::AltModifier);
        QCOMPARE(f.text(), QStringLiteral("edge"));
    }
    // AltGr comes as both on some systems, and writes.
    QTest::sendKeyEvent(QTest::Click, f.edit, Qt::Key_BracketRight, QStringLiteral("]"),
                        Qt::AltModifier | Qt::ControlModifier);
    QCOMPARE(f.text(), QStringLiteral("edge]"));
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

void TestGhost::sentence_acceptsToItsEnd()
{
    WindowFixture f;
    f.type(QStringLiteral("edge"));
    f.answer({QStringLiteral(" of it. Then more")});
    f.key(Qt::Key_Down, Qt::ControlModifier);
    QCOMPARE(f.text(), QStringLiteral("edge of it."));
    QCOMPARE(f.edit->ghost().text(), QStringLiteral(" Then more"));
    f.key(Qt::Key_Right, Qt::ControlModifier);
    QCOMPARE(f.text(), QStringLiteral("edge of it. Then")); // of the same suggestion
    f.key(Qt::Key_Z, Qt::ControlModifier);
    f.key(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(f.text(), QStringLiteral("edge"));
    QVERIFY(f.inStep());
}

void TestGhost::tab_leavesSelectionAndPopUpsAlone()
{
    WindowFixture f;
    f.load(QStringLiteral("some words"));
    f.caretToEnd();
    QVERIFY(f.edit->tabAccepts());
    f.select(5, 10);
    QVERIFY(!f.edit->tabAccepts());
    f.caretToEnd();
    QMenu menu(f.edit);
    menu.addAction(QStringLiteral("x"));
    menu.popup(f.window->pos());
    QVERIFY(!f.edit->tabAccepts());
    menu.close();
    QVERIFY(f.edit->tabAccepts());
    QInputMethodEvent composing(QStringLiteral("ni"), {});
    QCoreApplication::sendEvent(f.edit, &composing);
    f.key(Qt::Key_Tab); // belongs to the input method
    QVERIFY(!f.edit->ghost().isVisible());
}

void TestGhost::readOnly_showsNothing()
{
    WindowFixture f;
    f.load(QStringLiteral("edge"));
    f.caretToEnd();
    f.edit->setReadOnly(true);
    f.key(Qt::Key_Space, Qt::ControlModifier);
    f.answer({kGhost});
    QVERIFY(!f.edit->ghost().isVisible());
    f.edit->ghost().preview(kGhost);
    QVERIFY(!f.edit->ghost().isVisible());
}

void TestGhost::loop_isNotShown()
{
    WindowFixture f;
    f.type(QStringLiteral("of the"));
    f.answer({QStringLiteral(" of the"), QStringLiteral(" sea")});
    QCOMPARE(f.edit->ghost().text(), QStringLiteral(" sea"));
    f.type(QStringLiteral("x "));
    f.answer({QStringLiteral("  \t")});
    QVERIFY(!f.edit->ghost().isVisible());
}

void TestGhost::snooze_showsNothingUnasked()
{
    WindowFixture f;
    auto *snooze = f.window->findChild<QAction *>(QStringLiteral("actionSnooze"));
    f.type(QStringLiteral("edge"));
    f.answer({kGhost});
    snooze->trigger();
    QVERIFY(!f.edit->ghost().isVisible());
    QVERIFY(f.window->status()->suggestions()->text().contains(QStringLiteral("snoozed")));
    f.type(QStringLiteral(" "));
    f.answer({QStringLiteral("of")});
    QVERIFY(!f.edit->ghost().isVisible());
    f.key(Qt::Key_Space, Qt::ControlModifier); // asked for
    QVERIFY(f.edit->ghost().isVisible());
    f.type(QStringLiteral("x"));
    snooze->trigger();
    QVERIFY(!snooze->isChecked());
    f.type(QStringLiteral(" "));
    f.answer({QStringLiteral("of")});
    QVERIFY(f.edit->ghost().isVisible());
}

void TestGhost::exceptions_holdForFilesAndTypes()
{
    WindowFixture f;
    const QString path = f.profile.filePath(QStringLiteral("a.log"));
    f.load(QStringLiteral("edge"));
    QVERIFY(f.window->file()->saveAs(path));
    auto *here = f.window->findChild<QAction *>(QStringLiteral("actionOffHere"));
    auto *type = f.window->findChild<QAction *>(QStringLiteral("actionOffType"));
    QVERIFY(type->text().contains(QStringLiteral("*.log")));
    here->trigger();
    QVERIFY(f.window->suggestionSwitch()->effectiveMode() == SuggestionMode::Off);
    f.caretToEnd();
    f.type(QStringLiteral("s"));
    f.answer({kGhost});
    QVERIFY(!f.edit->ghost().isVisible());
    here->trigger();
    QVERIFY(f.edit->ghost().mode() == SuggestionMode::Eager);
    type->trigger();
    QVERIFY(f.edit->ghost().mode() == SuggestionMode::Off);
    QVERIFY(f.window->file()->saveAs(f.profile.filePath(QStringLiteral("a.txt"))));
    QVERIFY(f.edit->ghost().mode() == SuggestionMode::Eager); // another type
    QVERIFY(f.window->file()->saveAs(f.profile.filePath(QStringLiteral("b.log"))));
    QVERIFY(f.edit->ghost().mode() == SuggestionMode::Off);
    QCOMPARE(f.settings.suggestionExceptions(), QStringList{QStringLiteral("*.log")});
}

void TestGhost::pause_sliderIsRemembered()
{
    WindowFixture f;
    auto *own = f.window->findChild<QCheckBox *>(QStringLiteral("pauseOwn"));
    auto *slider = f.window->findChild<QSlider *>(QStringLiteral("pauseSlider"));
    QVERIFY(own->isChecked() && !slider->isEnabled());
    QCOMPARE(slider->minimum(), 0);
    QCOMPARE(slider->maximum(), 5000);
    own->click();
    slider->setValue(5000);
    QCOMPARE(f.settings.suggestionPause(), 5000);
    f.window->setSuggestionMode(SuggestionMode::Calm);
    f.type(QStringLiteral("edge"));
    f.answer({kGhost});
    QVERIFY(!f.edit->ghost().isVisible()); // five seconds are not over
    slider->setValue(0);
    QVERIFY(f.edit->ghost().isVisible());
    own->click();
    QCOMPARE(f.settings.suggestionPause(), -1);
}

void TestGhost::mode_isVisibleInTheStatusBar()
{
    WindowFixture f(SuggestionMode::Calm);
    QToolButton *chip = f.window->status()->suggestions();
    QVERIFY(chip->text().contains(QStringLiteral("calm")));
    auto *off = f.window->findChild<QAction *>(QStringLiteral("actionMode3"));
    QVERIFY(chip->menu()->actions().contains(off));
    off->trigger();
    QVERIFY(chip->text().contains(QStringLiteral("off")));
    f.window->setSuggestionMode(SuggestionMode::Eager);
    QVERIFY(f.window->findChild<QAction *>(QStringLiteral("actionMode0"))->isChecked());
    QVERIFY(!off->isChecked());
}

void TestGhost::toolbar_comesAfterARest()
{
    WindowFixture f;
    auto *toolbar = f.edit->findChild<GhostToolbar *>(QStringLiteral("ghostToolbar"));
    f.type(QStringLiteral("edge"));
    QVERIFY(toolbar->ghostRect().isEmpty());
    f.answer({kGhost});
    QVERIFY(!toolbar->isVisible());
    const auto moveTo = [&](const QPoint &at) {
        QMouseEvent move(QEvent::MouseMove, at, f.edit->viewport()->mapToGlobal(at), Qt::NoButton,
                         Qt::NoButton, Qt::NoModifier);
        QCoreApplication::sendEvent(f.edit->viewport(), &move);
        QCoreApplication::processEvents();
    };
    moveTo(QPoint(3, f.edit->viewport()->height() - 3));
    QVERIFY(!toolbar->isVisible());
    moveTo(toolbar->ghostRect().center());
    QTRY_VERIFY(toolbar->isVisible());
    moveTo(QPoint(3, f.edit->viewport()->height() - 3));
    QVERIFY(!toolbar->isVisible()); // the mouse went elsewhere
    moveTo(toolbar->ghostRect().center());
    QTRY_VERIFY(toolbar->isVisible());
    f.key(Qt::Key_Escape);
    QVERIFY(!toolbar->isVisible()); // goes with the suggestion
}

void TestGhost::toolbar_staysOffTheCaretLine()
{
    WindowFixture f;
    auto *toolbar = f.edit->findChild<GhostToolbar *>(QStringLiteral("ghostToolbar"));
    auto *open = f.window->findChild<QAction *>(QStringLiteral("actionGhostToolbar"));
    open->trigger();
    QVERIFY(!toolbar->isVisible()); // nothing to act on
    QString many;
    for (int n = 0; n < 40; ++n)
        many += QStringLiteral(" word%1").arg(n);
    for (const int lines : {0, 1, 6}) {
        f.load(QStringLiteral("line\n").repeated(lines));
        f.caretToEnd();
        f.type(QStringLiteral("edge"));
        f.answer({many});
        open->trigger();
        QVERIFY(toolbar->isVisible());
        const QRect caret = f.edit->cursorRect();
        const QRect bar = toolbar->geometry();
        QVERIFY(bar.bottom() < caret.top() || bar.top() > caret.bottom());
        QVERIFY(f.edit->viewport()->rect().contains(bar.topLeft()));
        QVERIFY(f.edit->hasFocus());
    }
}

void TestGhost::toolbar_buttonsActOnTheSuggestion()
{
    WindowFixture f;
    auto *toolbar = f.edit->findChild<GhostToolbar *>(QStringLiteral("ghostToolbar"));
    const auto press = [&](const char *name) {
        QTest::mouseClick(toolbar->findChild<QToolButton *>(QString::fromLatin1(name)), Qt::LeftButton);
    };
    f.type(QStringLiteral("edge"));
    f.answer({kGhost, QStringLiteral(" between them. So"), QStringLiteral(" case")});
    f.key(Qt::Key_Slash, Qt::AltModifier);
    f.window->findChild<QAction *>(QStringLiteral("actionGhostToolbar"))->trigger();
    QCOMPARE(toolbar->findChild<QLabel *>(QStringLiteral("ghostCount"))->text(), QStringLiteral("1 of 3"));
    press("ghostForth");
    QCOMPARE(f.edit->ghost().text(), QStringLiteral(" between them. So"));
    QCOMPARE(toolbar->findChild<QLabel *>(QStringLiteral("ghostCount"))->text(), QStringLiteral("2 of 3"));
    press("ghostBack");
    press("ghostForth");
    press("ghostWord");
    QCOMPARE(f.text(), QStringLiteral("edge between"));
    press("ghostSentence");
    QCOMPARE(f.text(), QStringLiteral("edge between them."));
    press("ghostAccept");
    QCOMPARE(f.text(), QStringLiteral("edge between them. So"));
    QVERIFY(!toolbar->isVisible());
    QVERIFY(f.edit->hasFocus());
    QVERIFY(f.inStep());
}

void TestGhost::preview_showsInPlaceAndGoes()
{
    WindowFixture f;
    f.type(QStringLiteral("edge"));
    f.answer({kGhost});
    f.edit->ghost().preview(QStringLiteral(" between"));
    QCOMPARE(f.ghostInLayout(), QStringLiteral(" between"));
    f.edit->ghost().preview(QStringLiteral(" case"));
    f.edit->ghost().endPreview();
    QCOMPARE(f.ghostInLayout(), kGhost);
    f.key(Qt::Key_Escape);
    f.edit->ghost().preview(QStringLiteral(" between"));
    QCOMPARE(f.ghostInLayout(), QStringLiteral(" between"));
    f.edit->ghost().endPreview();
    QVERIFY(f.ghostInLayout().isEmpty());
    f.edit->ghost().preview(QStringLiteral(" between"));
    f.type(QStringLiteral("x")); // a key ends it
    QVERIFY(f.ghostInLayout().isEmpty());
    f.edit->ghost().endPreview();
    QVERIFY(f.ghostInLayout().isEmpty());
    QCOMPARE(f.text(), QStringLiteral("edgex"));
}

void TestGhost::panel_pointingPreviews()
{
    WindowFixture f;
    f.type(QStringLiteral("edge"));
    f.answer({kGhost, QStringLiteral(" between")});
    auto *second = f.window->suggestionsPanel()->findChild<SuggestionButton *>(QStringLiteral("suggestion2"));
    QEnterEvent enter(QPointF(5, 5), QPointF(5, 5), QPointF(5, 5));
    QCoreApplication::sendEvent(second, &enter);
    QCOMPARE(f.ghostInLayout(), QStringLiteral(" between"));
    QEvent leave(QEvent::Leave);
    QCoreApplication::sendEvent(second, &leave);
    QCOMPARE(f.ghostInLayout(), kGhost);
    QCoreApplication::sendEvent(second, &enter);
    second->click();
    QCOMPARE(f.text(), QStringLiteral("edge between"));
    QVERIFY(f.ghostInLayout().isEmpty());
}

void TestGhost::positionAt_doesNotCountTheGhost()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral("out of range")));
    WindowFixture f;
    f.type(QStringLiteral("one"));
    f.answer({QStringLiteral(" and a long suggestion behind it")});
    QVERIFY(f.edit->ghost().isVisible());
    const int height = f.edit->viewport()->height();
    QCOMPARE(f.edit->positionAt(QPointF(f.edit->viewport()->width(), 20)), 3); // behind the ghost
    QCOMPARE(f.edit->positionAt(QPointF(0, height)), 0);
    QCOMPARE(f.edit->visibleRange(), std::pair(0, 4));
}

QTEST_MAIN(TestGhost)
#include "tst_ghost.moc"
