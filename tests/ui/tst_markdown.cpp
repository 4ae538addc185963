// SPDX-License-Identifier: MIT
// Markdown in the editor: styles that follow every edit at the cost of its lines and leave the document
// alone, places without remarks, the outline, and the preview that loads nothing.
#include "tests/support/window_fixture.h"
#include "ui/editor/markdown_highlighter.h"
#include "ui/panels/outline_panel.h"
#include "ui/panels/preview_document.h"
#include "ui/panels/preview_panel.h"
#include "ui/remarks/remarks_controller.h"
#include "ui/window/markdown_view.h"
#include "ui/window/status_chips.h"

#include <QAbstractTextDocumentLayout>
#include <QAction>
#include <QDockWidget>
#include <QFile>
#include <QInputMethodEvent>
#include <QLabel>
#include <QRandomGenerator>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTextBrowser>
#include <QTreeWidget>

using namespace deltapad;

namespace {

struct MarkdownFixture : WindowFixture
{
    explicit MarkdownFixture(const QString &content = {}, const QString &name = QStringLiteral("a.md"))
    {
        open(content, name);
    }
    void open(const QString &content, const QString &name = QStringLiteral("a.md"))
    {
        const QString path = profile.filePath(name);
        QFile file(path);
        opened = file.open(QIODevice::WriteOnly) && file.write(content.toUtf8()) >= 0;
        file.close();
        opened = opened && window->openFile(path);
        settle();
    }
    MarkdownHighlighter *highlighter() const { return window->markdown()->highlighter(); }
    OutlinePanel *outline() const { return window->markdown()->outline(); }
    PreviewPanel *preview() const { return window->markdown()->preview(); }
    void settle()
    {
        QCoreApplication::processEvents();
        while (!highlighter()->isSettled())
            QCoreApplication::processEvents();
    }
    QTextBlock line(int number) const { return edit->document()->findBlockByNumber(number); }
    FormatRanges formats(int number) const { return line(number).layout()->formats(); }
    void show(const char *dock) const
    {
        window->findChild<QDockWidget *>(QLatin1String(dock))->toggleViewAction()->trigger();
        QCoreApplication::processEvents();
    }
    void waitForPreview() const
    {
        QVERIFY(QTest::qWaitFor([this] { return !preview()->isParsing(); }));
    }
    QStringList titles() const
    {
        QStringList titles;
        for (const OutlinePanel::Row &row : outline()->rows())
            titles += QStringLiteral("%1 %2").arg(row.level).arg(row.title);
        return titles;
    }
    /// Whether what is kept of every line is what a pass from the start finds.
    bool statesAreRight() const
    {
        MarkdownState state;
        for (QTextBlock block = edit->document()->begin(); block.isValid(); block = block.next()) {
            state = markdownLine(block.text(), state, block.next().text()).after;
            if (block.userState() != state.packed())
                return false;
        }
        return true;
    }

    bool opened = false;
};

/// Knows no word with a "q".
class StrictService : public ProofService
{
public:
    void setListeners(Checked checked, Suggested, Failed) override { m_checked = std::move(checked); }
    void check(quint64 ticket, std::u16string text) override
    {
        std::vector<Remark> remarks;
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t end = std::min(text.find_first_of(u" \n`*[]()/.:<>", at), text.size());
            if (text.substr(at, end - at).find(u'q') != std::u16string::npos) {
                Remark remark;
                remark.begin = Utf16Offset(std::int64_t(at));
                remark.length = std::int64_t(end - at);
                remark.text = text.substr(at, end - at);
                remarks.push_back(std::move(remark));
            }
            at = end + 1;
        }
        QMetaObject::invokeMethod(
            &m_here, [this, ticket, remarks] { m_checked(ticket, remarks); }, Qt::QueuedConnection);
    }
    void suggest(std::u16string) override {}

private:
    QObject m_here;
    Checked m_checked;
};

QStringList shownRemarks(const MainWindow &window)
{
    QStringList words;
    for (const Remark &remark : window.remarks()->shown())
        words += QString::fromStdU16String(remark.text);
    return words;
}

} // namespace

class TestMarkdown : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void kind_isChosenForOneDocument();
    void styles_areFormatsOfTheLayout();
    void styles_leaveDocumentUndoAndEngineAlone();
    void styles_keepLinesWhereTheyAre();
    void styles_goWithTheSettingAndTheName();
    void styles_areOfTheTheme();
    void styles_drawTheSameFromScratch();
    void key_readsItsLineAndTheOneBefore();
    void key_laysOutItsParagraphOnly();
    void fence_thatReachesFar_isFollowedInSlices();
    void randomEdits_equalAPassFromTheStart();
    void largeFile_hasNone();
    void ghost_standsBetweenStyles();
    void composing_keepsStyles();
    void remarks_spareCodeAndAddresses();
    void remarks_onOneLine_readItOnce();
    void outline_followsTheText();
    void outline_jumpsAndMarksTheSection();
    void outline_saysWhenThereIsNothing();
    void docks_areHiddenAtFirst_andRemembered();
    void preview_showsTheText();
    void preview_loadsNothingAndFollowsNoLink();
    void preview_followsTheSection();
    void preview_ofALongTextSaysSo();
};

void TestMarkdown::kind_isChosenForOneDocument()
{
    MarkdownFixture f;
    const auto choose = [&f](TextKindChoice choice) {
        f.window->findChild<QAction *>(QStringLiteral("actionTextKind%1").arg(int(choice)))->trigger();
        f.settle();
    };
    const auto checked = [&f](TextKindChoice choice) {
        return f.window->findChild<QAction *>(QStringLiteral("actionTextKind%1").arg(int(choice)))
            ->isChecked();
    };
    f.load(QStringLiteral("# Untitled\nwith *signs*"));
    f.settle();
    QVERIFY(f.formats(0).isEmpty());
    QVERIFY(checked(TextKindChoice::ByName));
    const QFont prose = f.edit->font();
    choose(TextKindChoice::Markdown);
    QVERIFY(!f.formats(0).isEmpty());
    QCOMPARE(f.titles(), QStringList());
    f.show("outlineDock");
    QCOMPARE(f.titles(), {QStringLiteral("1 Untitled")});
    QVERIFY(!f.edit->document()->isModified());
    // Against the name, too, and until another document comes.
    QVERIFY(f.window->file()->saveAs(f.profile.filePath(QStringLiteral("a.txt"))));
    f.settle();
    QVERIFY(!f.formats(0).isEmpty());
    choose(TextKindChoice::SourceCode);
    QVERIFY(f.formats(0).isEmpty());
    QVERIFY(f.edit->font().family() != prose.family());
    choose(TextKindChoice::Markdown);
    f.window->file()->reopenAs(TextEncoding::Latin1);
    f.settle();
    QVERIFY(!f.formats(0).isEmpty());
    f.open(QStringLiteral("# Named"), QStringLiteral("b.md"));
    QVERIFY(checked(TextKindChoice::ByName));
    choose(TextKindChoice::Prose);
    QVERIFY(f.formats(0).isEmpty());
    QCOMPARE(f.edit->font(), prose);
    choose(TextKindChoice::ByName);
    QVERIFY(!f.formats(0).isEmpty());
    f.load(QStringLiteral("# Untitled"));
    f.settle();
    QVERIFY(f.formats(0).isEmpty());
    QVERIFY(checked(TextKindChoice::ByName));
}

void TestMarkdown::styles_areFormatsOfTheLayout()
{
    MarkdownFixture f(QStringLiteral("# The sea\n\nIt is **cold** and *wide*, `deep` too.\n"));
    QVERIFY(f.opened);
    const FormatRanges heading = f.formats(0);
    QCOMPARE(heading.size(), 2);
    QCOMPARE(heading[0].length, 1);
    QVERIFY(heading[0].format.fontWeight() != QFont::Bold);
    QCOMPARE(heading[1].format.fontWeight(), int(QFont::Bold));
    const FormatRanges line = f.formats(2);
    QCOMPARE(line.size(), 9);
    QCOMPARE(line[1].start, 8);
    QCOMPARE(line[1].length, 4);
    QCOMPARE(line[1].format.fontWeight(), int(QFont::Bold));
    QVERIFY(line[4].format.fontItalic());
    QVERIFY(!line[7].format.fontFamilies().toStringList().isEmpty());
    QVERIFY(f.formats(1).isEmpty());
    f.caretTo(2);
    f.type(QStringLiteral("cold "));
    QCOMPARE(f.formats(0)[1].length, 13);
    f.caretTo(0);
    f.key(Qt::Key_Delete);
    QVERIFY(f.formats(0).isEmpty());
}

void TestMarkdown::styles_leaveDocumentUndoAndEngineAlone()
{
    const QString text = QStringLiteral("# One\n\nIt is **cold**\n");
    MarkdownFixture f(text);
    QVERIFY(!f.edit->document()->isModified());
    QVERIFY(!f.edit->document()->isUndoAvailable());
    f.client->clearPosts();
    f.window->setMarkdownStyles(MainWindow::MarkdownStyles::Hidden);
    f.window->setMarkdownStyles(MainWindow::MarkdownStyles::Shown);
    f.settle();
    QVERIFY(f.client->posts().empty());
    f.caretToEnd();
    f.type(QStringLiteral("*a*"));
    QCOMPARE(f.client->edits().size(), std::size_t(3));
    QVERIFY(f.inStep());
    QCOMPARE(f.window->controller()->shadow().fullComparisons(), 0);
    f.edit->undoStep();
    QCOMPARE(f.text(), text);
    QVERIFY(!f.edit->document()->isUndoAvailable());
    QVERIFY(f.line(3).layout()->formats().isEmpty());
    f.edit->redoStep();
    QCOMPARE(f.text(), text + QStringLiteral("*a*"));
    QCOMPARE(f.formats(3).size(), 3);
    QVERIFY(f.inStep());
}

void TestMarkdown::styles_keepLinesWhereTheyAre()
{
    MarkdownFixture f(
        QStringLiteral("# Head\n**bold** *slant* `code`\n> quote\n- item\n```\ncode\n```\nplain\n"));
    const auto heights = [&] {
        QList<qreal> found;
        for (QTextBlock block = f.edit->document()->begin(); block.isValid(); block = block.next())
            found += f.edit->document()->documentLayout()->blockBoundingRect(block).height();
        return found;
    };
    const QList<qreal> styled = heights();
    QVERIFY(!f.formats(1).isEmpty());
    f.window->setMarkdownStyles(MainWindow::MarkdownStyles::Hidden);
    QVERIFY(f.formats(1).isEmpty());
    QCOMPARE(styled, heights());
}

void TestMarkdown::styles_goWithTheSettingAndTheName()
{
    MarkdownFixture f(QStringLiteral("# One\n"), QStringLiteral("a.txt"));
    QVERIFY(f.formats(0).isEmpty());
    QVERIFY(f.window->file()->saveAs(f.profile.filePath(QStringLiteral("b.markdown"))));
    f.settle();
    QVERIFY(!f.formats(0).isEmpty());
    f.window->setMarkdownStyles(MainWindow::MarkdownStyles::Hidden);
    QVERIFY(f.formats(0).isEmpty());
    QVERIFY(!f.settings.stylesMarkdown());
    f.type(QStringLiteral("# "));
    QVERIFY(f.formats(0).isEmpty());
    f.window->setMarkdownStyles(MainWindow::MarkdownStyles::Shown);
    QVERIFY(!f.formats(0).isEmpty());
    QVERIFY(f.window->file()->saveAs(f.profile.filePath(QStringLiteral("b.txt"))));
    QVERIFY(f.formats(0).isEmpty());
}

void TestMarkdown::styles_areOfTheTheme()
{
    MarkdownFixture f(QStringLiteral("`code`\n"));
    for (const ThemeChoice choice : {ThemeChoice::Dark, ThemeChoice::HighContrast, ThemeChoice::Light}) {
        f.window->setThemeChoice(choice);
        QCOMPARE(f.formats(0)[0].format.foreground().color(), themeFor(choice).markup);
        QCOMPARE(f.formats(0)[1].format.foreground().color(), themeFor(choice).code);
    }
}

void TestMarkdown::styles_drawTheSameFromScratch()
{
    MarkdownFixture f(QStringLiteral("# The sea\n\n") +
                      QStringLiteral("It is **cold** and *wide*, `deep` too. ").repeated(20) +
                      QStringLiteral("\n> said *she*\n"));
    f.edit->viewport()->grab(); // glyphs are kept from here on
    f.caretTo(60);
    f.type(QStringLiteral("and *very* "));
    f.caretTo(0);
    const QImage kept = f.edit->viewport()->grab().toImage();
    QCOMPARE(f.drawnWithoutKeptGlyphs(), kept);
}

void TestMarkdown::key_readsItsLineAndTheOneBefore()
{
    MarkdownFixture f(QStringLiteral("It is **cold**.\n\n").repeated(2000));
    f.caretTo(f.line(1000).position() + 3);
    f.settle();
    const qint64 before = f.highlighter()->linesRead();
    f.type(QStringLiteral("a"));
    QCOMPARE(f.highlighter()->linesRead() - before, 2);
    f.type(QStringLiteral("bcd"));
    QCOMPARE(f.highlighter()->linesRead() - before, 8);
    f.settle();
    QCOMPARE(f.highlighter()->linesRead() - before, 8);
    QVERIFY(f.statesAreRight());
}

void TestMarkdown::key_laysOutItsParagraphOnly()
{
    MarkdownFixture f(QStringLiteral("It is **cold** and wide.\nThis is *next*.\nAnd the last one.\n"));
    f.edit->viewport()->grab();
    QVERIFY(f.line(1).layout()->lineCount() > 0);
    QSignalSpy all(f.edit->document()->documentLayout(), &QAbstractTextDocumentLayout::update);
    QSignalSpy one(f.edit->document()->documentLayout(), &QAbstractTextDocumentLayout::updateBlock);
    f.caretTo(2);
    all.clear();
    f.edit->insertPlainText(QStringLiteral("a"));
    QCOMPARE(all.count(), 0); // not the whole screen
    QCOMPARE(one.count(), 1);
    QVERIFY(f.line(1).layout()->lineCount() > 0);
    QVERIFY(f.line(2).layout()->lineCount() > 0);
}

void TestMarkdown::fence_thatReachesFar_isFollowedInSlices()
{
    MarkdownFixture f(QStringLiteral("It is **cold**.\n\n").repeated(20000));
    QVERIFY(f.statesAreRight());
    const qint64 before = f.highlighter()->linesRead();
    f.edit->insertPlainText(QStringLiteral("```\n"));
    QVERIFY(!f.highlighter()->isSettled());
    QCOMPARE(f.highlighter()->linesRead() - before, MarkdownHighlighter::kLinesAtOnce);
    QCOMPARE(f.formats(1).size(), 1); // on the screen already
    QVERIFY(!f.statesAreRight());
    QSignalSpy slices(f.highlighter(), &MarkdownHighlighter::reread);
    f.settle();
    QVERIFY(f.statesAreRight());
    QVERIFY(slices.count() >= 40000 / MarkdownHighlighter::kLinesPerSlice);
    const qint64 closed = f.highlighter()->linesRead();
    f.edit->insertPlainText(QStringLiteral("```\n")); // in the second line: all is as it was
    f.settle();
    QVERIFY(f.statesAreRight());
    QVERIFY(f.highlighter()->linesRead() - closed > 30000);
}

void TestMarkdown::randomEdits_equalAPassFromTheStart()
{
    const unsigned seed = QRandomGenerator::global()->generate();
    qInfo("seed %u", seed);
    QRandomGenerator random(seed);
    MarkdownFixture f(QStringLiteral("# One\n\nwords *and* words\n- item\n\n").repeated(60));
    QTextDocument *document = f.edit->document();
    const QStringList pieces{QStringLiteral("```\n"), QStringLiteral("a"),     QStringLiteral("\n"),
                             QStringLiteral("> "),    QStringLiteral("- "),    QStringLiteral("---\n"),
                             QStringLiteral("<!--"),  QStringLiteral("-->"),   QStringLiteral("    "),
                             QStringLiteral("# "),    QStringLiteral("===\n"), QStringLiteral("*b* `c`")};
    for (int step = 0; step < 1500; ++step) {
        const int length = document->characterCount() - 1;
        QTextCursor cursor(document);
        cursor.setPosition(random.bounded(length + 1));
        const qint64 before = f.highlighter()->linesRead();
        switch (random.bounded(6)) {
        case 0:
            cursor.setPosition(std::min(length, cursor.position() + random.bounded(30)),
                               QTextCursor::KeepAnchor);
            cursor.removeSelectedText();
            break;
        case 1:
            f.edit->undoStep();
            break;
        case 2:
            f.edit->redoStep();
            break;
        case 3: {
            cursor.beginEditBlock();
            cursor.insertText(pieces[random.bounded(int(pieces.size()))]);
            cursor.setPosition(random.bounded(document->characterCount()));
            cursor.insertText(pieces[random.bounded(int(pieces.size()))]);
            cursor.endEditBlock();
            break;
        }
        default:
            cursor.insertText(pieces[random.bounded(int(pieces.size()))]);
        }
        // Whatever it was, the key itself reads a bounded number of lines.
        QVERIFY(f.highlighter()->linesRead() - before <= 2 * MarkdownHighlighter::kLinesAtOnce);
        if (random.bounded(4) != 0)
            continue; // several changes meet while lines are still to be read
        f.settle();
        QVERIFY2(f.statesAreRight(), qPrintable(QString::number(step)));
        const FormatRanges found = f.edit->textCursor().block().layout()->formats();
        f.window->setMarkdownStyles(MainWindow::MarkdownStyles::Hidden);
        f.window->setMarkdownStyles(MainWindow::MarkdownStyles::Shown);
        QCOMPARE(f.edit->textCursor().block().layout()->formats(), found);
    }
    QVERIFY(f.inStep());
}

void TestMarkdown::largeFile_hasNone()
{
    MarkdownFixture f;
    f.open(QStringLiteral("# One\n") + QStringLiteral("some words and more of them\n").repeated(80000));
    QVERIFY(QTest::qWaitFor([&] { return !f.window->file()->isOpening(); }, 60000));
    QVERIFY(f.window->file()->isLimited());
    QCOMPARE(f.highlighter()->syntax(), MarkdownHighlighter::Syntax::None);
    QVERIFY(f.formats(0).isEmpty());
}

void TestMarkdown::ghost_standsBetweenStyles()
{
    MarkdownFixture f(QStringLiteral("It is **col and wide** `x`\n"));
    f.caretTo(11);
    f.type(QStringLiteral("d"));
    const FormatRanges before = f.formats(0);
    f.answer({QStringLiteral(" as ice")});
    QVERIFY(f.edit->ghost().isVisible());
    const FormatRanges with = f.formats(0);
    QCOMPARE(with.size(), before.size() + 2); // the bold words are in two parts, and the ghost
    QCOMPARE(with[1].length, 4);
    QCOMPARE(with[2].start, 12 + 7);
    QCOMPARE(with.last().start, 12);
    QVERIFY(with.last().format.fontItalic());
    QVERIFY(with.last().format.fontWeight() != QFont::Bold);
    f.type(QStringLiteral(" ")); // through it
    QVERIFY(f.edit->ghost().isVisible());
    QCOMPARE(f.formats(0)[1].length, 5);
    QCOMPARE(f.formats(0).last().start, 13);
    f.key(Qt::Key_Escape);
    QVERIFY(!f.edit->ghost().isVisible());
    QCOMPARE(f.formats(0).size(), before.size());
    QCOMPARE(f.formats(0)[1].length, before[1].length + 1);
}

void TestMarkdown::composing_keepsStyles()
{
    MarkdownFixture f(QStringLiteral("It is **cold**.\n"));
    const FormatRanges before = f.formats(0);
    f.caretTo(2);
    QTextCharFormat underlined;
    underlined.setFontUnderline(true);
    QInputMethodEvent composing(QStringLiteral("ni"), {QInputMethodEvent::Attribute(
                                                          QInputMethodEvent::TextFormat, 0, 2, underlined)});
    QCoreApplication::sendEvent(f.edit, &composing);
    FormatRanges with = f.formats(0);
    QCOMPARE(with.size(), before.size() + 1);
    QCOMPARE(with[1].start, before[1].start + 2);
    QVERIFY(with.last().format.fontUnderline());
    QInputMethodEvent done;
    done.setCommitString(QStringLiteral("\u4f60"));
    QCoreApplication::sendEvent(f.edit, &done);
    QCOMPARE(f.formats(0).size(), before.size());
    QCOMPARE(f.formats(0)[1].start, before[1].start + 1);
    QVERIFY(f.inStep());
}

void TestMarkdown::remarks_spareCodeAndAddresses()
{
    MarkdownFixture f(QStringLiteral("qa `qb` *qc* <http://qd.e> [qe](qf)\n```\nqg\n```\nqh\n"));
    f.window->setProofService(std::make_unique<StrictService>());
    const auto shown = [&] {
        while (f.window->remarks()->isReading())
            QCoreApplication::processEvents();
        return shownRemarks(*f.window);
    };
    QCOMPARE(shown(), QStringList({QStringLiteral("qa"), QStringLiteral("qc"), QStringLiteral("qe"),
                                   QStringLiteral("qh")}));
    f.caretTo(int(f.text().indexOf(QStringLiteral("qh"))));
    f.type(QStringLiteral("`")); // no code yet
    f.caretTo(0);
    QVERIFY(shown().contains(QStringLiteral("qh")));
    f.caretToEnd();
    f.key(Qt::Key_Left);
    f.type(QStringLiteral("`"));
    QVERIFY(!shown().contains(QStringLiteral("qh")));
    f.caretTo(0);
    f.type(QStringLiteral("```"));
    f.key(Qt::Key_Return);
    f.settle();
    QVERIFY(!shown().contains(QStringLiteral("qa")));
    QVERIFY(f.window->file()->saveAs(f.profile.filePath(QStringLiteral("a.txt"))));
    QVERIFY(shown().contains(QStringLiteral("qg"))); // plain text has no code
}

/// A long paragraph may have many remarks, and every key asks about them again.
void TestMarkdown::remarks_onOneLine_readItOnce()
{
    MarkdownFixture f(QStringLiteral("a `b` c `d` e\n\nf `g`\n"));
    const MarkdownHighlighter *highlighter = f.highlighter();
    const qint64 before = highlighter->linesAsked();
    const auto places = [&] { // of the letters of the first line
        QString text;
        for (int at = 0; at < f.line(0).length() - 1; ++at)
            text += highlighter->isText(at, at + 1) ? u't' : u'-';
        return text;
    };
    QCOMPARE(places(), QStringLiteral("tt---ttt---tt"));
    QCOMPARE(highlighter->linesAsked() - before, 1);
    QVERIFY(highlighter->isText(f.line(2).position(), f.line(2).position() + 1));
    QCOMPARE(highlighter->linesAsked() - before, 2);
    // What it was is not what it is after a change, of the line itself or of what stands before it.
    f.caretTo(0);
    f.key(Qt::Key_Delete);
    QCOMPARE(places(), QStringLiteral("t---ttt---tt"));
    f.type(QStringLiteral("```"));
    f.key(Qt::Key_Return);
    f.settle();
    QVERIFY(!highlighter->isText(f.line(1).position(), f.line(1).position() + 1));
}

void TestMarkdown::outline_followsTheText()
{
    MarkdownFixture f(QStringLiteral("# One\n\nTwo\n---\n\n### *Three*\n\n```\n# none\n```\n"));
    f.show("outlineDock");
    QCOMPARE(f.titles(),
             QStringList({QStringLiteral("1 One"), QStringLiteral("2 Two"), QStringLiteral("3 Three")}));
    auto *tree = f.outline()->findChild<QTreeWidget *>(QStringLiteral("outlineRows"));
    QCOMPARE(tree->topLevelItemCount(), 1);
    QTreeWidgetItem *one = tree->topLevelItem(0);
    QCOMPARE(one->child(0)->child(0)->text(0), QStringLiteral("Three"));
    QCOMPARE(one->data(0, Qt::AccessibleTextRole).toString(), QStringLiteral("One, level 1"));
    f.caretTo(5);
    f.type(QStringLiteral(" more"));
    QCoreApplication::processEvents();
    QCOMPARE(f.titles()[0], QStringLiteral("1 One more"));
    QCOMPARE(tree->topLevelItem(0), one); // the rows of before
    one->child(0)->setExpanded(false);
    f.key(Qt::Key_Return);
    f.type(QStringLiteral("## Between"));
    QCoreApplication::processEvents();
    QCOMPARE(f.titles().size(), 4);
    QCOMPARE(f.titles()[1], QStringLiteral("2 Between"));
    QVERIFY(!tree->topLevelItem(0)->child(1)->isExpanded()); // still closed
    f.edit->selectAll();
    f.key(Qt::Key_Delete);
    QCoreApplication::processEvents();
    QVERIFY(f.titles().isEmpty());
}

void TestMarkdown::outline_jumpsAndMarksTheSection()
{
    MarkdownFixture f(QStringLiteral("before\n\n# One\n\nwords\n\n# Two\n\nwords\n"));
    f.show("outlineDock");
    QCOMPARE(f.outline()->current(), -1);
    f.caretTo(int(f.text().indexOf(QStringLiteral("words"))));
    QCOMPARE(f.outline()->current(), 0);
    f.caretToEnd();
    QCOMPARE(f.outline()->current(), 1);
    auto *tree = f.outline()->findChild<QTreeWidget *>(QStringLiteral("outlineRows"));
    QCOMPARE(tree->currentItem()->text(0), QStringLiteral("Two"));
    // By the keyboard.
    tree->setFocus();
    QTest::keyClick(tree, Qt::Key_Up);
    QTest::keyClick(tree, Qt::Key_Return);
    QCOMPARE(f.edit->textCursor().block().text(), QStringLiteral("# One"));
    QVERIFY(f.edit->hasFocus());
    QCOMPARE(f.outline()->current(), 0);
    // By the pointer, right behind an edit that moved everything.
    f.caretTo(0);
    f.type(QStringLiteral("at first "));
    QTreeWidgetItem *two = tree->topLevelItem(1);
    QTest::mouseClick(tree->viewport(), Qt::LeftButton, {}, tree->visualItemRect(two).center());
    QCOMPARE(f.edit->textCursor().block().text(), QStringLiteral("# Two"));
}

void TestMarkdown::outline_saysWhenThereIsNothing()
{
    MarkdownFixture f(QStringLiteral("words\n"), QStringLiteral("a.txt"));
    f.show("outlineDock");
    const auto *line = f.outline()->findChild<QLabel *>(QStringLiteral("outlineNothing"));
    QVERIFY(line->isVisible());
    QCOMPARE(line->text(),
             QStringLiteral("Headings are listed for Markdown: a file named .md, or View > Text kind."));
    f.open(QStringLiteral("words\n"));
    QCOMPARE(line->text(), QStringLiteral("No headings yet. A line that begins with # is one."));
    f.type(QStringLiteral("# "));
    QCoreApplication::processEvents();
    QVERIFY(!line->isVisible());
}

void TestMarkdown::docks_areHiddenAtFirst_andRemembered()
{
    MarkdownFixture f;
    const QStringList docks{QStringLiteral("outlineDock"), QStringLiteral("previewDock")};
    for (const QString &name : docks) {
        const auto *dock = f.window->findChild<QDockWidget *>(name);
        QVERIFY(!dock->isVisible());
        QVERIFY(!dock->toggleViewAction()->shortcut().isEmpty());
        QVERIFY(f.window->shortcuts());
        dock->toggleViewAction()->trigger();
        QVERIFY(dock->isVisible());
    }
    f.window->close();
    MainWindow again(std::make_unique<ScriptedClient>(), &f.settings, Delays::none());
    again.show();
    for (const QString &name : docks)
        QVERIFY(again.findChild<QDockWidget *>(name)->isVisible());
}

void TestMarkdown::preview_showsTheText()
{
    MarkdownFixture f(QStringLiteral("---\ntitle: no\n---\n# One\n\nIt is **cold**. <!-- not this -->\n"));
    f.show("previewDock");
    f.waitForPreview();
    QCOMPARE(f.preview()->view()->toPlainText().simplified(), QStringLiteral("One It is cold."));
    f.caretToEnd();
    f.type(QStringLiteral("And _wide_."));
    QCoreApplication::processEvents();
    f.waitForPreview();
    QVERIFY(f.preview()->view()->toPlainText().contains(QStringLiteral("And wide.")));
    f.open(QStringLiteral("# One\n"), QStringLiteral("a.txt"));
    QVERIFY(!f.preview()->view()->isVisible());
    QVERIFY(f.preview()->findChild<QLabel *>(QStringLiteral("previewNothing"))->isVisible());
}

void TestMarkdown::preview_loadsNothingAndFollowsNoLink()
{
    MarkdownFixture f;
    QImage picture(4, 4, QImage::Format_RGB32);
    const QString image = f.profile.filePath(QStringLiteral("p.png"));
    QVERIFY(picture.save(image));
    f.open(QStringLiteral("![a boat](%1) <img src=\"%1\"> [link](https://a.b/c)\n").arg(image));
    f.show("previewDock");
    f.waitForPreview();
    const QString shown = f.preview()->view()->toPlainText();
    QVERIFY2(shown.contains(QStringLiteral("[a boat]")), qPrintable(shown));
    QVERIFY(!shown.contains(QChar::ObjectReplacementCharacter)); // no place for a picture
    QVERIFY(shown.contains(QStringLiteral("<img")));             // a tag is text
    QTextDocument *document = f.preview()->view()->document();
    QVERIFY(!document->resource(QTextDocument::ImageResource, QUrl::fromLocalFile(image)).isValid());
    QVERIFY(!document->resource(QTextDocument::ImageResource, QUrl(QStringLiteral("https://a.b/p.png")))
                 .isValid());
    QVERIFY(!f.preview()->view()->openLinks());
    QSignalSpy chosen(f.preview(), &PreviewPanel::linkChosen);
    Q_EMIT const_cast<QTextBrowser *>(f.preview()->view())
        ->anchorClicked(QUrl(QStringLiteral("https://a.b/c")));
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(f.preview()->view()->toPlainText(), shown);
}

void TestMarkdown::preview_followsTheSection()
{
    QString text;
    for (int i = 0; i < 12; ++i)
        text +=
            QStringLiteral("# Part %1\n\n").arg(i) + QStringLiteral("words and more words\n\n").repeated(20);
    MarkdownFixture f(text);
    f.show("previewDock");
    f.waitForPreview();
    QScrollBar *bar = f.preview()->view()->verticalScrollBar();
    QCOMPARE(bar->value(), 0);
    const auto firstShown = [&] {
        return f.preview()->view()->cursorForPosition(QPoint(20, 24)).block().text();
    };
    f.caretTo(int(text.indexOf(QStringLiteral("# Part 5"))) + 30);
    QCOMPARE(firstShown(), QStringLiteral("Part 5"));
    const int value = bar->value();
    f.type(QStringLiteral("some "));
    QCoreApplication::processEvents();
    f.waitForPreview();
    QCOMPARE(bar->value(), value); // stays under what is being written
    f.caretTo(0);
    QCOMPARE(bar->value(), 0);
}

void TestMarkdown::preview_ofALongTextSaysSo()
{
    MarkdownFixture f(QStringLiteral("some words\n\n").repeated(int(PreviewPanel::kMostCharacters) / 12 + 1));
    f.show("previewDock");
    const auto *line = f.preview()->findChild<QLabel *>(QStringLiteral("previewNothing"));
    QVERIFY(line->isVisible());
    QCOMPARE(line->text(), QStringLiteral("Too long for a preview: more than 100,000 characters."));
    QVERIFY(!f.preview()->isParsing());
}

QTEST_MAIN(TestMarkdown)
#include "tst_markdown.moc"
