// SPDX-License-Identifier: MIT
// Keys, paste, drop, undo and input methods: each is one right splice and the right undo step.
#include "tests/support/window_fixture.h"
#include "ui/editor/kept_glyphs.h"
#include "ui/window/status_chips.h"

#include <QClipboard>
#include <QDropEvent>
#include <QInputMethodEvent>
#include <QMimeData>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTextBlock>
#include <QTextLayout>

#include <random>

using namespace deltapad;

namespace {

void compose(TextEdit *edit, const QString &preedit)
{
    QInputMethodEvent event(preedit, {});
    QCoreApplication::sendEvent(edit, &event);
}

void commit(TextEdit *edit, const QString &text)
{
    QInputMethodEvent event;
    event.setCommitString(text);
    QCoreApplication::sendEvent(edit, &event);
}

int laidOut(const QTextDocument &document)
{
    int count = 0;
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next())
        count += block.layout()->lineCount() > 0 ? 1 : 0;
    return count;
}

} // namespace

class TestTextEdit : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void typing_postsOneSplicePerKey();
    void typing_inTheMiddle();
    void typing_beforeTheLastCharacterOfATallParagraph();
    void enter_andBackspaceOverLines();
    void enter_inSourceCode_keepsTheIndentation();
    void deletion_ofWordsAndSelection();
    void paste_isOneSpliceAndOneStep();
    void cut_isOneSplice();
    void drop_isOneSplice();
    void drop_ofFile_asksForIt();
    void undo_wordWise();
    void undo_afterCaretMove_isSeparate();
    void undo_afterSave_isSeparate();
    void undo_backspaceRun();
    void redo_returnsEverything();
    void replaceAll_isOneStepAndOneSplice();
    void reload_isOneSplice();
    void inputMethod_composingPostsNothing();
    void inputMethod_commitIsOneSpliceAndOneStep();
    void inputMethod_rectangleIncludesMargins();
    void tab_insertsTab();
    void readOnly_ignoresKeys();
    void caret_isPosted();
    void zoom_byKeysKeepsRange();
    void proseLayout_spacesLines();
    void proseLayout_keepsItsWidthInLongTexts();
    void append_laysNothingOutBeforeItIsShown();
    void proseLayout_ofATextThatWasThereFirst_fitsTheColumn();
    void glyphs_keptWhilePaintedAndLetGoBehind();
    void glyphs_keptOnesDrawTheSame();
    void randomKeys_keepClientInStep();
};

void TestTextEdit::typing_postsOneSplicePerKey()
{
    WindowFixture f;
    QVERIFY(f.ready);
    f.client->clearPosts();
    f.type(QStringLiteral("Hi you"));
    const auto edits = f.client->edits();
    QCOMPARE(edits.size(), std::size_t(6));
    for (std::size_t i = 0; i < edits.size(); ++i) {
        QCOMPARE(edits[i].splice.begin.value, std::int64_t(i));
        QCOMPARE(edits[i].splice.removed, 0);
        QCOMPARE(edits[i].splice.inserted.size(), std::size_t(1));
        QCOMPARE(edits[i].caret.value, std::int64_t(i + 1));
    }
    QCOMPARE(f.client->posts().size(), std::size_t(6)); // no caret posts beside the edits
    QVERIFY(f.inStep());
    QCOMPARE(f.window->controller()->shadow().fullComparisons(), 0);
}

void TestTextEdit::typing_inTheMiddle()
{
    WindowFixture f;
    f.load(QStringLiteral("one three"));
    f.caretTo(4);
    f.type(QStringLiteral("two "));
    QCOMPARE(f.text(), QStringLiteral("one two three"));
    QVERIFY(f.inStep());
}

void TestTextEdit::typing_beforeTheLastCharacterOfATallParagraph()
{
    WindowFixture f;
    const QString words = QStringLiteral("word ").repeated(1500);
    f.load(words + QStringLiteral("(end)"));
    f.caretToEnd();
    f.key(Qt::Key_Left);
    f.type(QStringLiteral(" of it")); // Qt looked for the caret behind the last line that it knew
    QCOMPARE(f.text(), words + QStringLiteral("(end of it)"));
    QVERIFY(f.inStep());
}

void TestTextEdit::enter_andBackspaceOverLines()
{
    WindowFixture f;
    f.load(QStringLiteral("ab"));
    f.caretTo(1);
    f.key(Qt::Key_Return);
    QCOMPARE(f.text(), QStringLiteral("a\nb"));
    QVERIFY(f.inStep());
    f.key(Qt::Key_Backspace);
    QCOMPARE(f.text(), QStringLiteral("ab"));
    QVERIFY(f.inStep());
    f.key(Qt::Key_Delete);
    QCOMPARE(f.text(), QStringLiteral("a"));
    QVERIFY(f.inStep());
}

void TestTextEdit::enter_inSourceCode_keepsTheIndentation()
{
    WindowFixture f;
    f.load(QStringLiteral("    one\n\ttwo"));
    f.caretTo(7);
    f.key(Qt::Key_Return);
    QCOMPARE(f.text(), QStringLiteral("    one\n\n\ttwo")); // in prose nothing is handed on
    f.edit->undoStep();
    f.edit->setIndentation(TextEdit::Indentation::OfTheLineBefore);
    f.caretTo(7);
    f.key(Qt::Key_Return);
    f.type(QStringLiteral("a"));
    QCOMPARE(f.text(), QStringLiteral("    one\n    a\n\ttwo"));
    QVERIFY(f.inStep());
    f.edit->undoStep();
    f.edit->undoStep();
    QCOMPARE(f.text(), QStringLiteral("    one\n\ttwo"));
    f.caretTo(2); // inside of the blanks: no more than there are before the caret
    f.key(Qt::Key_Return);
    QCOMPARE(f.text(), QStringLiteral("  \n    one\n\ttwo"));
    f.edit->undoStep();
    f.caretToEnd();
    f.key(Qt::Key_Return);
    QCOMPARE(f.text(), QStringLiteral("    one\n\ttwo\n\t"));
    f.select(4, 14); // instead of a selection: that of the line where it begins
    f.key(Qt::Key_Return);
    QCOMPARE(f.text(), QStringLiteral("    \n    "));
    QVERIFY(f.inStep());
}

void TestTextEdit::deletion_ofWordsAndSelection()
{
    WindowFixture f;
    f.load(QStringLiteral("one two three four"));
    f.caretTo(8);
    f.key(Qt::Key_Backspace, Qt::ControlModifier);
    QCOMPARE(f.text(), QStringLiteral("one three four"));
    f.key(Qt::Key_Delete, Qt::ControlModifier);
    QCOMPARE(f.text(), QStringLiteral("one four"));
    f.select(0, 4);
    f.type(QStringLiteral("x"));
    QCOMPARE(f.text(), QStringLiteral("xfour"));
    QCOMPARE(f.client->edits().size(), std::size_t(3));
    QVERIFY(f.inStep());
    f.key(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(f.text(), QStringLiteral("one four"));
}

void TestTextEdit::paste_isOneSpliceAndOneStep()
{
    WindowFixture f;
    f.type(QStringLiteral("ab"));
    QGuiApplication::clipboard()->setText(QStringLiteral("two\nlines"));
    const auto before = f.client->edits().size();
    f.key(Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(f.text(), QStringLiteral("abtwo\nlines"));
    QCOMPARE(f.client->edits().size(), before + 1);
    f.type(QStringLiteral("c"));
    f.key(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(f.text(), QStringLiteral("abtwo\nlines"));
    f.key(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(f.text(), QStringLiteral("ab"));
    QVERIFY(f.inStep());
}

void TestTextEdit::cut_isOneSplice()
{
    WindowFixture f;
    f.load(QStringLiteral("keep cut keep"));
    f.select(5, 9);
    f.key(Qt::Key_X, Qt::ControlModifier);
    QCOMPARE(f.text(), QStringLiteral("keep keep"));
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("cut "));
    QCOMPARE(f.client->edits().size(), std::size_t(1));
    QVERIFY(f.inStep());
}

void TestTextEdit::drop_isOneSplice()
{
    WindowFixture f;
    f.load(QStringLiteral("ab"));
    QMimeData data;
    data.setText(QStringLiteral("dropped"));
    const QPoint place = f.edit->cursorRect().center();
    QDragEnterEvent enter(place, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(f.edit->viewport(), &enter);
    QDropEvent drop(place, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(f.edit->viewport(), &drop);
    QCOMPARE(f.text(), QStringLiteral("droppedab"));
    QCOMPARE(f.client->edits().size(), std::size_t(1));
    QVERIFY(f.inStep());
    f.edit->undoStep();
    QCOMPARE(f.text(), QStringLiteral("ab"));
}

void TestTextEdit::drop_ofFile_asksForIt()
{
    WindowFixture f;
    QSignalSpy spy(f.edit, &TextEdit::fileDropped);
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(QStringLiteral("/nowhere/file.txt"))});
    QDragEnterEvent enter(QPoint(5, 5), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(f.edit->viewport(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop(QPoint(5, 5), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(f.edit->viewport(), &drop);
    QCOMPARE(spy.count(), 1);
    QCOMPARE(spy.at(0).at(0).toString(), QStringLiteral("/nowhere/file.txt"));
    QVERIFY(f.text().isEmpty());
}

void TestTextEdit::undo_wordWise()
{
    WindowFixture f;
    f.type(QStringLiteral("five words make five steps"));
    const QStringList steps{QStringLiteral("five words make five "), QStringLiteral("five words make "),
                            QStringLiteral("five words "), QStringLiteral("five "), QString()};
    for (const QString &step : steps) {
        f.key(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(f.text(), step);
        QVERIFY(f.inStep());
    }
    QVERIFY(!f.edit->document()->isUndoAvailable());
    for (qsizetype i = steps.size() - 2; i >= 0; --i) {
        f.key(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(f.text(), steps[i]);
        QVERIFY(f.inStep());
    }
}

void TestTextEdit::undo_afterCaretMove_isSeparate()
{
    WindowFixture f;
    f.type(QStringLiteral("ab"));
    f.key(Qt::Key_Left);
    f.key(Qt::Key_Right);
    f.type(QStringLiteral("cd"));
    f.key(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(f.text(), QStringLiteral("ab"));
}

void TestTextEdit::undo_afterSave_isSeparate()
{
    WindowFixture f;
    f.type(QStringLiteral("ab"));
    QVERIFY(f.window->file()->saveAs(f.profile.filePath(QStringLiteral("saved.txt"))));
    QVERIFY(!f.window->isWindowModified());
    f.type(QStringLiteral("cd"));
    QVERIFY(f.window->isWindowModified());
    f.key(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(f.text(), QStringLiteral("ab"));
    QVERIFY(!f.window->isWindowModified());
}

void TestTextEdit::undo_backspaceRun()
{
    WindowFixture f;
    f.load(QStringLiteral("one two"));
    f.caretToEnd();
    for (int i = 0; i < 5; ++i)
        f.key(Qt::Key_Backspace);
    QCOMPARE(f.text(), QStringLiteral("on"));
    f.key(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(f.text(), QStringLiteral("one "));
    f.key(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(f.text(), QStringLiteral("one two"));
    QVERIFY(f.inStep());
}

void TestTextEdit::redo_returnsEverything()
{
    WindowFixture f;
    f.type(QStringLiteral("one two three"));
    f.key(Qt::Key_Backspace);
    const QString last = f.text();
    while (f.edit->document()->isUndoAvailable())
        f.edit->undoStep();
    QVERIFY(f.text().isEmpty());
    while (f.edit->document()->isRedoAvailable())
        f.edit->redoStep();
    QCOMPARE(f.text(), last);
    QVERIFY(f.inStep());
}

void TestTextEdit::replaceAll_isOneStepAndOneSplice()
{
    WindowFixture f;
    f.load(QStringLiteral("a-b-c-d"));
    f.client->clearPosts();
    f.edit->replaceAll({{1, 2, QStringLiteral(" and ")}, {3, 4, QString()}, {5, 6, QStringLiteral("+")}});
    QCOMPARE(f.text(), QStringLiteral("a and bc+d"));
    QCOMPARE(f.client->edits().size(), std::size_t(1));
    QVERIFY(f.inStep());
    f.edit->undoStep();
    QCOMPARE(f.text(), QStringLiteral("a-b-c-d"));
    QVERIFY(f.inStep());
}

void TestTextEdit::reload_isOneSplice()
{
    WindowFixture f;
    const QString path = f.profile.filePath(QStringLiteral("file.txt"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("first\nsecond\nthird");
    file.close();
    QVERIFY(f.window->openFile(path, 2, 3));
    QCOMPARE(f.edit->textCursor().position(), 8);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("first\n2nd\nthird");
    file.close();
    f.client->clearPosts();
    f.window->file()->reload();
    QCOMPARE(f.text(), QStringLiteral("first\n2nd\nthird"));
    QCOMPARE(f.client->edits().size(), std::size_t(1));
    QCOMPARE(f.client->edits()[0].splice.inserted.size(), std::size_t(1)); // "seco" becomes "2"
    QVERIFY(f.inStep());
    f.edit->undoStep();
    QCOMPARE(f.text(), QStringLiteral("first\nsecond\nthird"));
}

void TestTextEdit::inputMethod_composingPostsNothing()
{
    WindowFixture f;
    f.load(QStringLiteral("x y"));
    f.caretTo(1);
    f.client->clearPosts();
    compose(f.edit, QStringLiteral("n"));
    compose(f.edit, QStringLiteral("ni"));
    QVERIFY(f.edit->isComposing());
    QVERIFY(f.client->edits().empty());
    QCOMPARE(f.text(), QStringLiteral("x y"));
    compose(f.edit, QString());
    QVERIFY(!f.edit->isComposing());
    QVERIFY(f.client->edits().empty());
    QVERIFY(f.inStep());
}

void TestTextEdit::inputMethod_commitIsOneSpliceAndOneStep()
{
    WindowFixture f;
    f.load(QStringLiteral("x y"));
    f.caretTo(1);
    f.client->clearPosts();
    compose(f.edit, QStringLiteral("ni"));
    commit(f.edit, QStringLiteral("你"));
    const auto edits = f.client->edits();
    QCOMPARE(edits.size(), std::size_t(1));
    QCOMPARE(edits[0].splice.begin.value, 1);
    QCOMPARE(edits[0].splice.removed, 0);
    QCOMPARE(QString::fromStdU16String(edits[0].splice.inserted), QStringLiteral("你"));
    QVERIFY(f.inStep());
    f.key(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(f.text(), QStringLiteral("x y"));
    QVERIFY(f.inStep());
}

void TestTextEdit::inputMethod_rectangleIncludesMargins()
{
    WindowFixture f;
    f.type(QStringLiteral("abc"));
    const QRectF rect = f.edit->inputMethodQuery(Qt::ImCursorRectangle).toRectF();
    const QPoint shift = f.edit->viewport()->pos();
    QVERIFY(shift.x() > 0);
    QCOMPARE(rect.topLeft().toPoint(), f.edit->cursorRect().topLeft() + shift);
}

void TestTextEdit::tab_insertsTab()
{
    WindowFixture f;
    f.key(Qt::Key_Tab);
    QCOMPARE(f.text(), QStringLiteral("\t"));
    QVERIFY(f.inStep());
}

void TestTextEdit::readOnly_ignoresKeys()
{
    WindowFixture f;
    f.load(QStringLiteral("fixed"));
    f.edit->setReadOnly(true);
    const QSignalSpy refused(f.edit, &TextEdit::editRefused);
    f.key(Qt::Key_Right);
    f.key(Qt::Key_Space);
    QCOMPARE(refused.count(), 0); // for reading
    f.type(QStringLiteral("x"));
    QCOMPARE(refused.count(), 1);
    f.key(Qt::Key_Backspace);
    QCOMPARE(refused.count(), 2);
    f.edit->paste();
    QCOMPARE(refused.count(), 3);
    f.key(Qt::Key_V, Qt::ControlModifier);
    QVERIFY(refused.count() > 3);
    QCOMPARE(f.text(), QStringLiteral("fixed"));
    QVERIFY(f.window->status()->hint().contains(QStringLiteral("read-only")));
    const int caret = f.edit->textCursor().position();
    f.key(Qt::Key_Right); // one reads by caret
    QCOMPARE(f.edit->textCursor().position(), caret + 1);
    QVERIFY(f.window->status()->hint().isEmpty());
}

void TestTextEdit::caret_isPosted()
{
    WindowFixture f;
    f.load(QStringLiteral("some text"));
    f.client->clearPosts();
    f.key(Qt::Key_End);
    QCOMPARE(f.client->posts().size(), std::size_t(1));
    QCOMPARE(f.client->posts()[0].kind, Post::Kind::MoveCaret);
    QCOMPARE(f.client->posts()[0].caret.value, 9);
    QVERIFY(f.client->valid());
}

void TestTextEdit::zoom_byKeysKeepsRange()
{
    WindowFixture f;
    const qreal before = f.edit->font().pointSizeF();
    f.edit->setZoom(150);
    QVERIFY(qAbs(f.edit->font().pointSizeF() - before * 1.5) < 0.01);
    f.edit->setZoom(5000);
    QCOMPARE(f.edit->zoom(), 400);
    f.edit->setZoom(1);
    QCOMPARE(f.edit->zoom(), 50);
    QCOMPARE(f.settings.zoom(), 50);
}

void TestTextEdit::proseLayout_spacesLines()
{
    WindowFixture f;
    f.load(QStringLiteral("word ").repeated(200));
    const auto *layout = static_cast<const ProseLayout *>(f.edit->document()->documentLayout());
    const QTextBlock block = f.edit->document()->firstBlock();
    const auto spacing = [&] {
        layout->blockBoundingRect(block);
        return block.layout()->lineAt(1).y() - block.layout()->lineAt(0).y();
    };
    const qreal first = spacing();
    QVERIFY(first > 1.5 * QFontInfo(f.edit->font()).pixelSize());
    QVERIFY(first > QFontMetricsF(f.edit->font()).height());
    f.caretTo(3);
    f.type(QStringLiteral("x")); // laid out again
    QCOMPARE(spacing(), first);
    QVERIFY(f.edit->cursorRect().height() <= first);
}

void TestTextEdit::randomKeys_keepClientInStep()
{
    const auto seed = std::random_device()();
    qInfo("seed %u", seed);
    std::mt19937 random(seed);
    WindowFixture f;
    f.load(QStringLiteral("The sea is wide.\nThe boat is small.\n"));
    QGuiApplication::clipboard()->setText(QStringLiteral("pasted\ntext"));
    const QString letters = QStringLiteral("abc de,.;");
    for (int step = 0; step < 1500; ++step) {
        switch (random() % 16) {
        case 0:
            f.key(Qt::Key_Backspace);
            break;
        case 1:
            f.key(Qt::Key_Delete);
            break;
        case 2:
            f.key(Qt::Key_Return);
            break;
        case 3:
            f.key(Qt::Key_Z, Qt::ControlModifier);
            break;
        case 4:
            f.key(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
            break;
        case 5:
            f.key(Qt::Key_V, Qt::ControlModifier);
            break;
        case 6:
            f.key(Qt::Key_Left, random() % 2 ? Qt::ShiftModifier : Qt::NoModifier);
            break;
        case 7:
            f.key(Qt::Key_Up, random() % 2 ? Qt::ShiftModifier : Qt::NoModifier);
            break;
        case 8:
            f.key(Qt::Key_Backspace, Qt::ControlModifier);
            break;
        case 9:
            compose(f.edit, QStringLiteral("ni"));
            commit(f.edit, QStringLiteral("你"));
            break;
        case 10:
            f.answer({QStringLiteral(" of the sea"), QStringLiteral("x")});
            f.key(Qt::Key_Tab);
            break;
        case 11:
            f.key(Qt::Key_Right, Qt::ControlModifier);
            break;
        default:
            f.type(letters.mid(qsizetype(random() % std::size_t(letters.size())), 1));
        }
        if (!f.inStep())
            QFAIL(qPrintable(QStringLiteral("step %1").arg(step)));
    }
    QCOMPARE(f.window->controller()->shadow().fullComparisons(), 0);
}

void TestTextEdit::proseLayout_keepsItsWidthInLongTexts()
{
    // The base class looks for the next widest line in every paragraph: what it finds shows that it did.
    WindowFixture f;
    f.edit->setColumnLimited(false);
    const QString widest = QStringLiteral("the widest line of all that are here");
    for (const int lines : {10, ProseLayout::kManyParagraphs}) {
        f.load(widest + QStringLiteral("\nx").repeated(lines));
        f.edit->viewport()->repaint();
        const qreal width = f.edit->document()->size().width();
        f.caretTo(int(widest.size()));
        for (int i = 0; i < 5; ++i)
            f.key(Qt::Key_Backspace);
        f.type(QStringLiteral("y")); // narrower than it was, and longer than a moment ago
        f.caretTo(5);
        f.key(Qt::Key_Return);
        f.edit->viewport()->repaint();
        QVERIFY(f.inStep());
        const QTextDocument *document = f.edit->document();
        QCOMPARE(document->size().width() < width, lines == 10);
        f.caretTo(3);
        f.type(widest + widest);
        f.edit->viewport()->repaint();
        QVERIFY(document->size().width() > width);
        QCOMPARE(document->lineCount(), document->blockCount());
    }
}

void TestTextEdit::append_laysNothingOutBeforeItIsShown()
{
    TextEdit edit(Delays::none());
    edit.resize(600, 400);
    edit.show();
    QVERIFY(QTest::qWaitForWindowExposed(&edit));
    const QString lines = QStringLiteral("a line of a long text\n").repeated(500);
    edit.appendText(lines);
    edit.showAppended();
    const int before = laidOut(*edit.document());
    const int end = edit.verticalScrollBar()->maximum();
    for (int i = 0; i < 20; ++i)
        edit.appendText(i % 2 == 0 ? lines : QStringLiteral("words without an end of a line ").repeated(400));
    const int hidden = laidOut(*edit.document());
    QVERIFY(hidden <= before); // the paragraph that was the last one has grown
    QCOMPARE(edit.verticalScrollBar()->maximum(), end);
    edit.showAppended();
    const int shown = laidOut(*edit.document()) - hidden;
    QVERIFY2(shown > 0 && shown < 100, qPrintable(QString::number(shown))); // the last screenful
    QVERIFY(edit.verticalScrollBar()->maximum() > 10 * end);
    QCOMPARE(edit.textCursor().position(), 0);
}

void TestTextEdit::proseLayout_ofATextThatWasThereFirst_fitsTheColumn()
{
    TextEdit edit(Delays::none());
    edit.setColumnCharacters(40);
    edit.loadText(
        QStringLiteral("A line that is longer than the column is wide, so that it has to be wrapped."));
    edit.resize(1000, 300);
    edit.show(); // the column is found only now
    const QTextLayout &layout = *edit.document()->begin().layout();
    edit.document()->documentLayout()->blockBoundingRect(edit.document()->begin());
    QVERIFY(edit.viewport()->width() < 600);
    QCOMPARE(layout.lineAt(0).width(), edit.viewport()->width() - 2 * edit.document()->documentMargin());
    QVERIFY(layout.lineCount() > 1);
}

void TestTextEdit::glyphs_keptWhilePaintedAndLetGoBehind()
{
    // Paragraphs of 5,000 characters: a screen holds a few of them, the bound twenty.
    const QString paragraph = QStringLiteral("some words ").repeated(455) + u'\n';
    WindowFixture f;
    f.window->file()->newDocument(paragraph.repeated(60));
    f.edit->verticalScrollBar()->setValue(0);
    f.window->grab();
    const QTextDocument *document = f.edit->document();
    QVERIFY(document->firstBlock().layout()->cacheEnabled());
    for (int i = 0; i < 60; ++i) {
        f.caretTo(document->findBlockByNumber(i).position());
        f.edit->centerCursor();
        f.window->grab();
    }
    int kept = 0;
    for (QTextBlock block = document->firstBlock(); block.isValid(); block = block.next())
        kept += block.layout()->cacheEnabled() ? block.length() : 0;
    QVERIFY(!document->firstBlock().layout()->cacheEnabled());
    QVERIFY(f.edit->textCursor().block().layout()->cacheEnabled());
    QVERIFY2(kept <= 2 * KeptGlyphs::kMostCharacters, qPrintable(QString::number(kept)));
}

void TestTextEdit::glyphs_keptOnesDrawTheSame()
{
    WindowFixture f;
    f.window->file()->newDocument(QStringLiteral("the tide came in slowly and nobody spoke ").repeated(30));
    f.edit->viewport()->grab(); // from here on they are kept
    f.caretTo(600);
    f.type(QStringLiteral("of the boats "));
    f.caretTo(0);
    const QImage kept = f.edit->viewport()->grab().toImage();
    QCOMPARE(f.drawnWithoutKeptGlyphs(), kept);
}

QTEST_MAIN(TestTextEdit)
#include "tst_text_edit.moc"
