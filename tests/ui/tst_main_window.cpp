// SPDX-License-Identifier: MIT
// The window: revisions, stale results, files, messages, find, guards, themes, names.
#include "tests/support/event_count.h"
#include "tests/support/window_fixture.h"
#include "ui/editor/file_name.h"
#include "ui/editor/find_bar.h"
#include "ui/recovery/compare_window.h"
#include "ui/remarks/remarks_controller.h"
#include "ui/window/sample_text.h"
#include "ui/window/status_chips.h"

#include <QDockWidget>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QStatusBar>
#include <QToolButton>

using namespace deltapad;

namespace {

void put(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("unreadable");
}

} // namespace

class TestMainWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void panels_keepTheirHeights_whileOthersOpenAndClose();
    void narrowWindow_isTheTexts();
    void narrowWindow_countsOutlineAndPreview();
    void narrowWindow_keepsThePanelsHeights();
    void narrowWindow_keepsItsMenus();
    void hint_goesWithItsPlace();
    void settled_comesWithTheNewestRevision();
    void stale_isDroppedAndCounted();
    void snapshot_ofAnotherDocument_isStale();
    void suggestions_forAnotherCaret_areIgnored();
    void documents_haveTheirOwnIds();
    void noModel_showsABarAndTheEditorWorks();
    void loadingModel_isSaid();
    void engineProblem_offersToStartAgain();
    void pdf_holdsTheTextOnPages();
    void pdf_failureIsSaid();
    void save_suggestsAName();
    void save_roundTripKeepsBytes();
    void save_failureKeepsTextAndOffersMore();
    void save_unencodable_offersUtf8();
    void open_missingFile_offersToCreateIt();
    void open_invalidUtf8_isShownReadOnly();
    void encoding_isShownAndConverted();
    void guard_longLine_opensPlain();
    void guard_pastedLongLine_entersPlain();
    void guard_openFullyAnyway();
    void unsaved_closeAsksInTheWindow();
    void unsaved_failedSaveDoesNotCloseLater();
    void unsaved_newAsksInTheWindow();
    void diskChange_reloadsAnUntouchedText();
    void diskChange_offersReload();
    void diskChange_keepMine_savesOver();
    void diskChange_unseen_isNotOverwritten();
    void diskChange_sameContent_isNone();
    void diskChange_deletedFile_isSaid();
    void open_largeFile_comesInPieces();
    void open_largeFile_canBeCancelled();
    void find_countsAndWraps();
    void find_optionsAndProblems();
    void find_replaceAllIsOneStep();
    void themes_switchLive();
    void settings_surviveAndAreChecked();
    void recentFiles_areRemembered();
    void words_areCounted();
    void key_laysNothingOutAnew();
    void key_paintsNothingBehindTheText();
    void newDocument_clearsThePanels();
    void sample_isInviting();
    void names_everyActionAndControlHasOne();
};

void TestMainWindow::settled_comesWithTheNewestRevision()
{
    WindowFixture f;
    QVERIFY(f.ready);
    QSignalSpy settled(f.window->controller(), &DocumentController::settled);
    f.type(QStringLiteral("ab"));
    QCOMPARE(f.window->controller()->revision(), Revision(3));
    f.answer();
    QCOMPARE(settled.count(), 1);
    QCOMPARE(settled.at(0).at(0).toULongLong(), 3ULL);
    f.answer(); // again: suggestions, say
    QCOMPARE(settled.count(), 1);
}

void TestMainWindow::stale_isDroppedAndCounted()
{
    WindowFixture f;
    f.type(QStringLiteral("a"));
    const Snapshot old = f.client->snapshot({QStringLiteral("old")});
    f.type(QStringLiteral("b"));
    QSignalSpy stale(f.window->controller(), &DocumentController::staleDropped);
    f.client->send(old);
    QCoreApplication::processEvents();
    QCOMPARE(stale.count(), 1);
    QCOMPARE(f.client->counters().stale, 1);
    QVERIFY(!f.edit->ghost().isVisible());
    QCOMPARE(f.window->controller()->settledRevision(), Revision(0));
    f.answer({QStringLiteral("new")});
    QCOMPARE(f.edit->ghost().text(), QStringLiteral("new"));
    QCOMPARE(f.client->counters().stale, 1);
}

void TestMainWindow::snapshot_ofAnotherDocument_isStale()
{
    WindowFixture f;
    const Snapshot old = f.client->snapshot();
    f.load(QStringLiteral("other"));
    f.client->send(old); // the same revision number, another document
    QCoreApplication::processEvents();
    QCOMPARE(f.client->counters().stale, 1);
    QVERIFY(!f.window->controller()->snapshot());
}

void TestMainWindow::suggestions_forAnotherCaret_areIgnored()
{
    WindowFixture f;
    f.type(QStringLiteral("ab"));
    Snapshot snapshot = f.client->snapshot({QStringLiteral("c")});
    snapshot.caret = Utf16Offset(1);
    f.client->send(snapshot);
    QCoreApplication::processEvents();
    QVERIFY(!f.edit->ghost().isVisible());
    QCOMPARE(f.window->controller()->settledRevision(), Revision(3)); // the classes are current all the same
}

void TestMainWindow::documents_haveTheirOwnIds()
{
    WindowFixture f;
    const DocumentId first = f.client->document();
    f.client->clearPosts();
    f.load(QStringLiteral("other"));
    QCOMPARE(f.client->posts().size(), std::size_t(2));
    QCOMPARE(f.client->posts()[0].kind, Post::Kind::Close);
    QCOMPARE(f.client->posts()[0].document, first);
    QCOMPARE(f.client->posts()[1].kind, Post::Kind::Open);
    QVERIFY(f.client->posts()[1].document != first);
    QVERIFY(f.inStep());
}

void TestMainWindow::noModel_showsABarAndTheEditorWorks()
{
    WindowFixture f;
    Snapshot none;
    none.state = ClientState::NoModel;
    none.problem = "/nonexistent/config.json: no such file";
    f.client->send(none);
    QCoreApplication::processEvents();
    QVERIFY(f.window->messages()->shows(QStringLiteral("model")));
    QVERIFY(f.window->messages()
                ->textOf(QStringLiteral("model"))
                .contains(QStringLiteral("/nonexistent/config.json")));
    QVERIFY(f.window->findChild<QToolButton *>(QStringLiteral("chipEngine"))
                ->text()
                .contains(QStringLiteral("no model")));
    f.type(QStringLiteral("still writing"));
    f.key(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(f.text(), QStringLiteral("still "));
    QVERIFY(f.window->file()->saveAs(f.profile.filePath(QStringLiteral("x.txt"))));
    f.window->messages()->dismiss(QStringLiteral("model"));
    f.client->send(none); // every key brings it again
    QCoreApplication::processEvents();
    QVERIFY(!f.window->messages()->shows(QStringLiteral("model")));
    f.answer(); // a model was chosen and works
    QVERIFY(!f.window->messages()->shows(QStringLiteral("model")));
}

void TestMainWindow::loadingModel_isSaid()
{
    WindowFixture f;
    Snapshot loading;
    loading.state = ClientState::Loading;
    f.client->send(loading);
    QCoreApplication::processEvents();
    QVERIFY(f.window->findChild<QToolButton *>(QStringLiteral("chipEngine"))
                ->text()
                .contains(QStringLiteral("loading")));
    QVERIFY(!f.window->messages()->shows(QStringLiteral("model")));
}

void TestMainWindow::engineProblem_offersToStartAgain()
{
    WindowFixture f;
    f.type(QStringLiteral("a"));
    Snapshot lost = f.client->snapshot();
    lost.state = ClientState::Computing;
    lost.problem = "edit of 3 units at 9: expected a part of the text's 4 units";
    f.client->send(lost);
    QCoreApplication::processEvents();
    QVERIFY(f.window->messages()->shows(QStringLiteral("engine")));
    QCOMPARE(f.window->controller()->settledRevision(), Revision(0));
    f.window->messages()->trigger(QStringLiteral("engine"), 0);
    QCOMPARE(f.client->posts().back().kind, Post::Kind::Open);
    QVERIFY(f.inStep());
}

void TestMainWindow::pdf_holdsTheTextOnPages()
{
    WindowFixture f;
    f.load(QStringLiteral("one paragraph\n").repeated(200));
    const QString path = f.profile.filePath(QStringLiteral("text.pdf"));
    f.window->exportPdf(path);
    const QByteArray pdf = bytesOf(path);
    QVERIFY(pdf.startsWith("%PDF-"));
    QVERIFY(pdf.contains("/Type /Pages"));
    const QRegularExpression count(QStringLiteral("/Count (\\d+)"));
    const int pages = count.match(QString::fromLatin1(pdf)).captured(1).toInt();
    QVERIFY2(pages > 2 && pages < 20, qPrintable(QString::number(pages)));
    QVERIFY(!f.window->messages()->shows(QStringLiteral("pdf")));
    QVERIFY(!f.window->isWindowModified());
}

void TestMainWindow::pdf_failureIsSaid()
{
    WindowFixture f;
    f.load(QStringLiteral("a text"));
    f.window->exportPdf(f.profile.filePath(QStringLiteral("no/such/folder/text.pdf")));
    QVERIFY(f.window->messages()->textOf(QStringLiteral("pdf")).contains(QStringLiteral("text.pdf")));
    f.window->exportPdf(f.profile.filePath(QStringLiteral("text.pdf")));
    QVERIFY(!f.window->messages()->shows(QStringLiteral("pdf")));
}

void TestMainWindow::save_suggestsAName()
{
    QCOMPARE(suggestedFileName(QString()), QStringLiteral("untitled.txt"));
    QCOMPARE(suggestedFileName(QStringLiteral(" \t… ")), QStringLiteral("untitled.txt"));
    QCOMPARE(suggestedFileName(QStringLiteral("# Dear/ Lida: how are you these days?")),
             QStringLiteral("Dear Lida how are you.txt"));
    QCOMPARE(suggestedFileName(QStringLiteral("../../etc/passwd")), QStringLiteral("etc passwd.txt"));
    QVERIFY(suggestedFileName(QString(500, u'a')).size() < 60);
    QCOMPARE(suggestedFileName(QStringLiteral("早上好!")), QStringLiteral("早上好.txt"));
}

void TestMainWindow::save_roundTripKeepsBytes()
{
    const QList<QByteArray> files{"plain\ntext\n",
                                  "\xEF\xBB\xBF"
                                  "bom\r\nand crlf\r\n",
                                  QByteArray("\xFF\xFEh\0i\0\n\0", 8),
                                  "nbsp \xC2\xA0 and \xE2\x80\xA8 separator\n"};
    WindowFixture f;
    const QString path = f.profile.filePath(QStringLiteral("file.txt"));
    for (const QByteArray &bytes : files) {
        put(path, bytes);
        QVERIFY(f.window->openFile(path));
        QVERIFY(!f.window->isWindowModified());
        QVERIFY(f.window->windowTitle().contains(QStringLiteral("file.txt")));
        f.type(QStringLiteral("x"));
        f.key(Qt::Key_Backspace);
        QVERIFY(f.window->file()->save());
        QCOMPARE(bytesOf(path), bytes);
        QVERIFY(!f.window->isWindowModified());
        QVERIFY(f.inStep());
    }
}

void TestMainWindow::save_failureKeepsTextAndOffersMore()
{
    WindowFixture f;
    f.type(QStringLiteral("precious"));
    QVERIFY(!f.window->file()->saveAs(f.profile.filePath(QStringLiteral("no/such/folder/x.txt"))));
    QVERIFY(f.window->messages()->shows(QStringLiteral("file")));
    QVERIFY(f.window->messages()->textOf(QStringLiteral("file")).contains(QStringLiteral("not saved")));
    QCOMPARE(f.text(), QStringLiteral("precious"));
    QVERIFY(f.window->isWindowModified());
    QVERIFY(f.window->file()->path().isEmpty());
    QVERIFY(QDir().mkpath(f.profile.filePath(QStringLiteral("no/such/folder"))));
    f.window->messages()->trigger(QStringLiteral("file"), 0); // try again
    QVERIFY(!f.window->isWindowModified());
    QCOMPARE(bytesOf(f.profile.filePath(QStringLiteral("no/such/folder/x.txt"))), QByteArray("precious"));
    QVERIFY(!f.window->messages()->shows(QStringLiteral("file")));
}

void TestMainWindow::save_unencodable_offersUtf8()
{
    WindowFixture f;
    const QString path = f.profile.filePath(QStringLiteral("latin.txt"));
    put(path, "caf\xE9");
    QVERIFY(f.window->file()->open(path, TextEncoding::Latin1));
    f.type(QStringLiteral("x"));
    f.edit->replaceRange(0, 1, QStringLiteral("海"), LastAction::Replaced);
    QVERIFY(!f.window->file()->save());
    QCOMPARE(bytesOf(path), QByteArray("caf\xE9"));
    f.window->messages()->trigger(QStringLiteral("file"), 0);
    QCOMPARE(bytesOf(path), QStringLiteral("海café").toUtf8());
}

void TestMainWindow::open_missingFile_offersToCreateIt()
{
    WindowFixture f;
    f.type(QStringLiteral("kept"));
    const QString path = f.profile.filePath(QStringLiteral("new.txt"));
    QVERIFY(!f.window->openFile(path));
    QVERIFY(f.window->messages()->shows(QStringLiteral("file")));
    QCOMPARE(f.text(), QStringLiteral("kept"));
    f.window->messages()->trigger(QStringLiteral("file"), 0);
    QCOMPARE(f.text(), QStringLiteral("kept")); // not without asking
    f.window->messages()->trigger(QStringLiteral("unsaved"), 1);
    QVERIFY(f.text().isEmpty());
    f.type(QStringLiteral("new"));
    QVERIFY(f.window->file()->save());
    QCOMPARE(bytesOf(path), QByteArray("new"));
}

void TestMainWindow::open_invalidUtf8_isShownReadOnly()
{
    WindowFixture f;
    const QString path = f.profile.filePath(QStringLiteral("bad.txt"));
    put(path, "\x80 caf\xE9");
    QVERIFY(f.window->openFile(path));
    QVERIFY(f.window->messages()->textOf(QStringLiteral("file")).contains(QStringLiteral("not valid UTF-8")));
    QCOMPARE(f.text(), QStringLiteral("€ café"));
    QVERIFY(f.edit->isReadOnly());
    QVERIFY(f.window->windowTitle().contains(QStringLiteral("read-only")));
    QVERIFY(!f.window->file()->save()); // an answer first: other bytes may be what was meant
    QVERIFY(f.edit->isReadOnly());
    QVERIFY(f.window->messages()->shows(QStringLiteral("file")));
    QCOMPARE(bytesOf(path), QByteArray("\x80 caf\xE9"));
    f.window->messages()->trigger(QStringLiteral("file"), 2); // leave it
    QVERIFY(f.edit->isReadOnly());
    QVERIFY(f.window->openFile(path));
    f.window->messages()->trigger(QStringLiteral("file"), 1); // Latin-1
    QVERIFY(!f.edit->isReadOnly());
    QCOMPARE(f.text(), QStringLiteral("\u0080 café"));
    QVERIFY(f.window->openFile(path));
    f.window->messages()->trigger(QStringLiteral("file"), 0); // Windows-1252
    QVERIFY(!f.edit->isReadOnly());
    f.caretToEnd();
    f.type(QStringLiteral("s"));
    QVERIFY(f.window->file()->save());
    QCOMPARE(bytesOf(path), QByteArray("\x80 caf\xE9s"));
}

void TestMainWindow::encoding_isShownAndConverted()
{
    WindowFixture f;
    const QString path = f.profile.filePath(QStringLiteral("convert.txt"));
    put(path, "caf\xC3\xA9");
    QVERIFY(f.window->openFile(path));
    const auto *chip = f.window->findChild<QToolButton *>(QStringLiteral("chipEncoding"));
    QCOMPARE(chip->text(), QStringLiteral("UTF-8"));
    const auto choose = [&](const QString &name) { f.window->findChild<QAction *>(name)->trigger(); };
    choose(QStringLiteral("actionEncodingMark"));
    QCOMPARE(chip->text(), QStringLiteral("UTF-8 with BOM"));
    QVERIFY(f.window->isWindowModified());
    QVERIFY(f.window->file()->save());
    QCOMPARE(bytesOf(path), QByteArray("\xEF\xBB\xBF"
                                       "caf\xC3\xA9"));
    choose(QStringLiteral("actionEncoding%1").arg(int(TextEncoding::Utf16BigEndian)));
    QVERIFY(f.window->file()->save());
    QCOMPARE(bytesOf(path), QByteArray("\xFE\xFF\0c\0a\0f\0\xE9", 10));
    choose(QStringLiteral("actionEncoding%1").arg(int(TextEncoding::Windows1252)));
    QVERIFY(f.window->file()->save());
    QCOMPARE(bytesOf(path), QByteArray("caf\xE9"));
    put(path, "caf\xC3\xA9");
    f.window->file()->checkDisk();
    choose(QStringLiteral("actionReopen%1").arg(int(TextEncoding::Latin1)));
    QCOMPARE(f.text(), QStringLiteral("cafÃ©"));
    choose(QStringLiteral("actionReopen%1").arg(int(TextEncoding::Utf8)));
    QCOMPARE(f.text(), QStringLiteral("café"));
}

void TestMainWindow::guard_longLine_opensPlain()
{
    WindowFixture f;
    const QString path = f.profile.filePath(QStringLiteral("long.txt"));
    put(path, QByteArray(10001, 'x') + "\nshort");
    f.client->clearPosts();
    QVERIFY(f.window->openFile(path));
    QVERIFY(f.window->file()->isPlain());
    QVERIFY(f.window->messages()->shows(QStringLiteral("plain")));
    QCOMPARE(f.edit->lineWrapMode(), QPlainTextEdit::WidgetWidth); // in parts, so there is no need to scroll
    f.type(QStringLiteral("y"));
    for (const Post &post : f.client->posts())
        QCOMPARE(post.kind, Post::Kind::Close); // nothing else reached the engine
    put(path, QByteArray(10000, 'x') + "\nshort");
    QVERIFY(f.window->openFile(path));
    QVERIFY(!f.window->file()->isPlain());
    QVERIFY(!f.window->messages()->shows(QStringLiteral("plain")));
    QCOMPARE(f.edit->lineWrapMode(), QPlainTextEdit::WidgetWidth);
}

void TestMainWindow::guard_pastedLongLine_entersPlain()
{
    WindowFixture f;
    f.type(QStringLiteral("a"));
    f.edit->replaceRange(0, 0, QString(10001, u'x'), LastAction::Pasted);
    QCoreApplication::processEvents();
    QVERIFY(f.window->file()->isPlain());
    QVERIFY(!f.window->controller()->isAttached());
}

void TestMainWindow::guard_openFullyAnyway()
{
    WindowFixture f;
    f.load(QString(10001, u'x'));
    QVERIFY(f.window->file()->isPlain());
    f.window->messages()->trigger(QStringLiteral("plain"), 0);
    QVERIFY(!f.window->file()->isPlain());
    QVERIFY(f.window->controller()->isAttached());
    f.type(QStringLiteral("y"));
    QCoreApplication::processEvents();
    QVERIFY(!f.window->file()->isPlain());
    QVERIFY(f.inStep());
}

void TestMainWindow::unsaved_closeAsksInTheWindow()
{
    WindowFixture f;
    f.type(QStringLiteral("x"));
    QVERIFY(!f.window->close());
    QVERIFY(f.window->isVisible());
    QVERIFY(f.window->messages()->shows(QStringLiteral("unsaved")));
    f.window->messages()->trigger(QStringLiteral("unsaved"), 2); // keep writing
    QVERIFY(f.window->isVisible());
    QVERIFY(!f.window->close());
    f.window->messages()->trigger(QStringLiteral("unsaved"), 1); // do not save
    QVERIFY(!f.window->isVisible());
}

void TestMainWindow::unsaved_failedSaveDoesNotCloseLater()
{
    WindowFixture f;
    const QString path = f.profile.filePath(QStringLiteral("folder/x.txt"));
    QVERIFY(QDir().mkpath(f.profile.filePath(QStringLiteral("folder"))));
    QVERIFY(f.window->file()->saveAs(path));
    f.type(QStringLiteral("x"));
    QVERIFY(QDir(f.profile.filePath(QStringLiteral("folder"))).removeRecursively());
    QVERIFY(!f.window->close());
    f.window->messages()->trigger(QStringLiteral("unsaved"), 0); // save: fails
    QVERIFY(f.window->messages()->shows(QStringLiteral("file")));
    QVERIFY(f.window->isVisible());
    QVERIFY(QDir().mkpath(f.profile.filePath(QStringLiteral("folder"))));
    QVERIFY(f.window->file()->save());
    QVERIFY(f.window->isVisible()); // the writer went on
}

void TestMainWindow::unsaved_newAsksInTheWindow()
{
    WindowFixture f;
    const QString path = f.profile.filePath(QStringLiteral("x.txt"));
    QVERIFY(f.window->file()->saveAs(path));
    f.type(QStringLiteral("x"));
    f.window->findChild<QAction *>(QStringLiteral("actionNew"))->trigger();
    QCOMPARE(f.text(), QStringLiteral("x"));
    f.window->messages()->trigger(QStringLiteral("unsaved"), 0); // save, then go on
    QCOMPARE(bytesOf(path), QByteArray("x"));
    QVERIFY(f.text().isEmpty());
    QVERIFY(f.window->file()->path().isEmpty());
}

void TestMainWindow::diskChange_reloadsAnUntouchedText()
{
    WindowFixture f;
    const QString path = f.profile.filePath(QStringLiteral("watched.txt"));
    put(path, "mine");
    QVERIFY(f.window->openFile(path));
    put(path, "theirs now");
    QTRY_COMPARE(f.text(), QStringLiteral("theirs now"));
    QVERIFY(f.window->messages()->textOf(QStringLiteral("disk")).contains(QStringLiteral("reloaded")));
    QVERIFY(!f.window->isWindowModified());
    QVERIFY(f.inStep());
    f.edit->undoStep(); // nothing is lost
    QCOMPARE(f.text(), QStringLiteral("mine"));
}

void TestMainWindow::diskChange_offersReload()
{
    WindowFixture f;
    const QString path = f.profile.filePath(QStringLiteral("watched.txt"));
    const QString disk = QStringLiteral("disk");
    put(path, "mine");
    QVERIFY(f.window->openFile(path));
    f.type(QStringLiteral("all "));
    put(path, "theirs now");
    QTRY_VERIFY(f.window->messages()->shows(disk));
    QCOMPARE(f.text(), QStringLiteral("all mine"));
    f.window->messages()->trigger(disk, 2); // compare
    auto *compare = f.window->findChild<CompareWindow *>();
    QVERIFY(compare);
    QVERIFY(compare->shownText().contains(QStringLiteral("- theirs now\n+ all mine")));
    compare->close();
    QVERIFY(f.window->messages()->shows(disk));
    f.window->messages()->trigger(disk, 0); // reload
    QCOMPARE(f.text(), QStringLiteral("theirs now"));
    QVERIFY(!f.window->isWindowModified());
    QVERIFY(f.inStep());
}

void TestMainWindow::diskChange_keepMine_savesOver()
{
    WindowFixture f;
    const QString path = f.profile.filePath(QStringLiteral("kept.txt"));
    put(path, "mine");
    QVERIFY(f.window->openFile(path));
    f.type(QStringLiteral("x"));
    put(path, "theirs");
    f.window->file()->checkDisk();
    QVERIFY(f.window->messages()->shows(QStringLiteral("disk")));
    f.window->messages()->trigger(QStringLiteral("disk"), 1);
    f.window->file()->checkDisk();
    QVERIFY(!f.window->messages()->shows(QStringLiteral("disk"))); // said once
    QVERIFY(f.window->file()->save());
    QCOMPARE(bytesOf(path), QByteArray("xmine"));
}

void TestMainWindow::diskChange_unseen_isNotOverwritten()
{
    WindowFixture f;
    const QString path = f.profile.filePath(QStringLiteral("race.txt"));
    put(path, "mine");
    QVERIFY(f.window->openFile(path));
    f.type(QStringLiteral("x"));
    put(path, "theirs");
    QVERIFY(!f.window->file()->save());
    QCOMPARE(bytesOf(path), QByteArray("theirs"));
    QVERIFY(f.window->messages()->textOf(QStringLiteral("disk")).contains(QStringLiteral("not saved")));
    f.window->messages()->trigger(QStringLiteral("disk"), 0);
    QCOMPARE(bytesOf(path), QByteArray("xmine"));
}

void TestMainWindow::diskChange_sameContent_isNone()
{
    WindowFixture f;
    const QString path = f.profile.filePath(QStringLiteral("touched.txt"));
    put(path, "mine");
    QVERIFY(f.window->openFile(path));
    f.type(QStringLiteral("x"));
    QVERIFY(QFile::remove(path));
    put(path, "mine"); // another inode, another time
    f.window->file()->checkDisk();
    QVERIFY(!f.window->messages()->shows(QStringLiteral("disk")));
    QVERIFY(f.window->file()->save());
}

void TestMainWindow::diskChange_deletedFile_isSaid()
{
    WindowFixture f;
    const QString path = f.profile.filePath(QStringLiteral("deleted.txt"));
    put(path, "still here");
    QVERIFY(f.window->openFile(path));
    QVERIFY(QFile::remove(path));
    QTRY_VERIFY(f.window->messages()->textOf(QStringLiteral("disk")).contains(QStringLiteral("gone")));
    QVERIFY(f.window->isWindowModified());
    f.window->messages()->trigger(QStringLiteral("disk"), 0);
    QCOMPARE(bytesOf(path), QByteArray("still here"));
    QVERIFY(!f.window->isWindowModified());
}

void TestMainWindow::open_largeFile_comesInPieces()
{
    WindowFixture f;
    const QString path = f.profile.filePath(QStringLiteral("large.txt"));
    QByteArray bytes;
    for (int i = 0; bytes.size() <= 2 << 20; ++i)
        bytes += "line " + QByteArray::number(i) + " of a long text \xF0\x9F\x98\x80\n";
    put(path, bytes);
    QVERIFY(f.window->openFile(path, 3, 2));
    QVERIFY(f.window->file()->isOpening());
    QVERIFY(f.edit->isReadOnly());
    QVERIFY(f.window->messages()->shows(QStringLiteral("opening")));
    f.type(QStringLiteral("too early"));
    QVERIFY(
        f.window->status()->hint().contains(QStringLiteral("being opened"))); // and spoken, as all hints are
    QTRY_VERIFY_WITH_TIMEOUT(!f.window->file()->isOpening(), 60000);
    QCOMPARE(f.text(), QString::fromUtf8(bytes));
    QVERIFY(!f.window->isWindowModified());
    QVERIFY(!f.edit->isReadOnly());
    QVERIFY(!f.window->messages()->shows(QStringLiteral("opening")));
    QVERIFY(f.window->status()->hint().isEmpty());
    QVERIFY(!f.window->file()->isPlain());
    QVERIFY(f.window->file()->isLimited());
    QCOMPARE(f.edit->textCursor().blockNumber(), 2);
    QCOMPARE(f.edit->textCursor().positionInBlock(), 1);
    QVERIFY(f.window->controller()->shadowMatches());
    f.answer();
    QVERIFY(f.window->findChild<QToolButton *>(QStringLiteral("chipEngine"))
                ->text()
                .contains(QStringLiteral("near the caret")));
    f.type(QStringLiteral("x"));
    QVERIFY(f.inStep());
    f.edit->undoStep();
    QCOMPARE(f.text(), QString::fromUtf8(bytes));
}

void TestMainWindow::open_largeFile_canBeCancelled()
{
    WindowFixture f;
    f.load(QStringLiteral("before"));
    const QString path = f.profile.filePath(QStringLiteral("cancelled.txt"));
    put(path, QByteArray("a line of a large file\n").repeated(50000));
    QVERIFY(f.window->openFile(path));
    f.window->messages()->trigger(QStringLiteral("opening"), 0);
    QVERIFY(!f.window->file()->isOpening());
    QCOMPARE(f.text(), QStringLiteral("before"));
    QVERIFY(!f.edit->isReadOnly());
    QVERIFY(f.window->file()->path().isEmpty());
    // And again, after the first piece.
    bool half = false;
    connect(f.edit->document(), &QTextDocument::contentsChanged, f.window.get(), [&] {
        if (half || !f.window->file()->isOpening() || f.edit->document()->isEmpty())
            return;
        half = true;
        QMetaObject::invokeMethod(f.window->file(), &DocumentFile::cancelOpening, Qt::QueuedConnection);
    });
    QVERIFY(f.window->openFile(path));
    QTRY_VERIFY_WITH_TIMEOUT(half, 60000);
    QTRY_VERIFY(!f.window->file()->isOpening());
    QVERIFY(f.text().isEmpty()); // not half a file under its name
    QVERIFY(f.window->file()->path().isEmpty());
    QVERIFY(!f.edit->isReadOnly());
}

void TestMainWindow::find_countsAndWraps()
{
    WindowFixture f;
    f.load(QStringLiteral("sea and sea and SEA"));
    f.window->findChild<QAction *>(QStringLiteral("actionFind"))->trigger();
    auto *pattern = f.window->findChild<QLineEdit *>(QStringLiteral("findPattern"));
    const auto *count = f.window->findChild<QLabel *>(QStringLiteral("findCount"));
    QVERIFY(pattern->isVisible());
    QTest::keyClicks(pattern, QStringLiteral("sea"));
    QCOMPARE(count->text(), QStringLiteral("1 of 3"));
    QCOMPARE(f.edit->textCursor().selectedText(), QStringLiteral("sea"));
    QCOMPARE(f.edit->washes().matches().size(), std::size_t(3));
    f.window->findBar()->next();
    QCOMPARE(count->text(), QStringLiteral("2 of 3"));
    f.window->findBar()->next();
    f.window->findBar()->next();
    QCOMPARE(count->text(), QStringLiteral("1 of 3"));
    f.window->findBar()->previous();
    QCOMPARE(count->text(), QStringLiteral("3 of 3"));
    QCOMPARE(f.edit->textCursor().selectionStart(), 16);
    QTest::keyClick(pattern, Qt::Key_Escape);
    QVERIFY(!f.window->findBar()->isVisible());
    QVERIFY(f.edit->washes().matches().empty());
    QVERIFY(f.edit->hasFocus());
}

void TestMainWindow::find_optionsAndProblems()
{
    WindowFixture f;
    f.load(QStringLiteral("sea and season and SEA"));
    f.window->findBar()->open(FindBar::Show::Find);
    auto *pattern = f.window->findChild<QLineEdit *>(QStringLiteral("findPattern"));
    const auto *count = f.window->findChild<QLabel *>(QStringLiteral("findCount"));
    pattern->setText(QStringLiteral("sea"));
    QCOMPARE(count->text(), QStringLiteral("1 of 3"));
    f.window->findChild<QToolButton *>(QStringLiteral("findWords"))->click();
    QCOMPARE(count->text(), QStringLiteral("1 of 2"));
    f.window->findChild<QToolButton *>(QStringLiteral("findCase"))->click();
    QCOMPARE(count->text(), QStringLiteral("1 of 1"));
    f.window->findChild<QToolButton *>(QStringLiteral("findRegex"))->click();
    pattern->setText(QStringLiteral("(sea"));
    QVERIFY(count->property("problem").toBool());
    pattern->setText(QStringLiteral("zebra"));
    QCOMPARE(count->text(), QStringLiteral("No matches"));
}

void TestMainWindow::find_replaceAllIsOneStep()
{
    WindowFixture f;
    f.load(QStringLiteral("one sea, two sea, red sea"));
    f.window->findBar()->open(FindBar::Show::FindAndReplace);
    f.window->findChild<QLineEdit *>(QStringLiteral("findPattern"))->setText(QStringLiteral("sea"));
    f.window->findChild<QLineEdit *>(QStringLiteral("replacement"))->setText(QStringLiteral("lake"));
    f.client->clearPosts();
    f.window->findChild<QToolButton *>(QStringLiteral("replaceOne"))->click();
    QCOMPARE(f.text(), QStringLiteral("one lake, two sea, red sea"));
    f.window->findChild<QToolButton *>(QStringLiteral("replaceAll"))->click();
    QCOMPARE(f.text(), QStringLiteral("one lake, two lake, red lake"));
    QCOMPARE(f.client->edits().size(), std::size_t(2));
    QVERIFY(f.inStep());
    f.edit->undoStep();
    QCOMPARE(f.text(), QStringLiteral("one lake, two sea, red sea"));
}

void TestMainWindow::themes_switchLive()
{
    WindowFixture f;
    f.type(QStringLiteral("text"));
    const auto edits = f.client->posts().size();
    f.window->findChild<QAction *>(QStringLiteral("actionTheme2"))->trigger();
    QCOMPARE(QApplication::palette().color(QPalette::Base), darkTheme().paper);
    QCOMPARE(f.settings.theme(), ThemeChoice::Dark);
    const QImage dark = f.window->grab().toImage();
    f.window->findChild<QAction *>(QStringLiteral("actionTheme1"))->trigger();
    QCOMPARE(QApplication::palette().color(QPalette::Base), lightTheme().paper);
    QVERIFY(f.window->grab().toImage() != dark);
    QCOMPARE(f.client->posts().size(), edits); // a theme is no edit
    QVERIFY(f.inStep());
}

void TestMainWindow::settings_surviveAndAreChecked()
{
    QTemporaryDir folder;
    put(folder.filePath(QStringLiteral("settings.ini")),
        "[view]\nzoom=9999\ntheme=pink\n[suggestions]\nmode=\n");
    {
        Settings settings(folder.path());
        QCOMPARE(settings.zoom(), 400);
        QCOMPARE(settings.theme(), ThemeChoice::System);
        QCOMPARE(settings.suggestionMode(), SuggestionMode::Calm);
        settings.setTheme(ThemeChoice::Dark);
        settings.setSuggestionMode(SuggestionMode::OnDemand);
        settings.setZoom(120);
    }
    const Settings again(folder.path());
    QCOMPARE(again.zoom(), 120);
    QCOMPARE(again.theme(), ThemeChoice::Dark);
    QCOMPARE(again.suggestionMode(), SuggestionMode::OnDemand);
}

void TestMainWindow::recentFiles_areRemembered()
{
    WindowFixture f;
    for (int i = 0; i < 20; ++i)
        f.settings.addRecentFile(QStringLiteral("/tmp/%1.txt").arg(i));
    f.settings.addRecentFile(QStringLiteral("/tmp/10.txt"));
    QCOMPARE(int(f.settings.recentFiles().size()), Settings::kRecentFiles);
    QCOMPARE(f.settings.recentFiles().first(), QStringLiteral("/tmp/10.txt"));
    const QString path = f.profile.filePath(QStringLiteral("real.txt"));
    put(path, "real");
    f.settings.addRecentFile(path);
    auto *menu = f.window->findChild<QMenu *>(QStringLiteral("menuRecent"));
    Q_EMIT menu->aboutToShow();
    QVERIFY(!f.window->findChild<QAction *>(QStringLiteral("actionRecent2"))->isEnabled()); // no such file
    f.window->findChild<QAction *>(QStringLiteral("actionRecent1"))->trigger();
    QCOMPARE(f.text(), QStringLiteral("real"));
    f.window->findChild<QAction *>(QStringLiteral("actionClearRecent"))->trigger();
    QVERIFY(f.settings.recentFiles().isEmpty());
}

void TestMainWindow::words_areCounted()
{
    WindowFixture f;
    const auto *chip = f.window->findChild<QToolButton *>(QStringLiteral("chipWords"));
    f.load(QStringLiteral("one two\nthree"));
    QTRY_COMPARE(chip->text(), QStringLiteral("3 words · 1 min"));
    f.caretToEnd();
    f.type(QStringLiteral(" four"));
    QTRY_COMPARE(chip->text(), QStringLiteral("4 words · 1 min"));
}

void TestMainWindow::key_laysNothingOutAnew()
{
    WindowFixture f;
    f.load(QStringLiteral("word"));
    f.caretToEnd();
    f.type(QStringLiteral("aaaaaaaaaa"));
    QCoreApplication::processEvents();
    EventCount layouts(QEvent::LayoutRequest, {f.window.get(), f.window->statusBar()});
    for (int i = 0; i < 60; ++i) {
        f.type(QStringLiteral("a"));
        QCoreApplication::processEvents();
    }
    const auto *chip = f.window->findChild<QToolButton *>(QStringLiteral("chipPosition"));
    QCOMPARE(chip->text(), QStringLiteral("1:75"));
    QVERIFY(chip->width() >= chip->sizeHint().width());
    QVERIFY2(layouts.count() < 6, qPrintable(QString::number(layouts.count()))); // a wider digit, perhaps
}

void TestMainWindow::key_paintsNothingBehindTheText()
{
    WindowFixture f;
    f.load(QStringLiteral("word"));
    QCoreApplication::processEvents();
    EventCount behind(QEvent::Paint, {f.edit, f.edit->parentWidget()});
    EventCount text(QEvent::Paint, {f.edit->viewport()});
    f.type(QStringLiteral("a"));
    QTRY_VERIFY(text.count() > 0);
    QCOMPARE(behind.count(), 0);
    // So the text paints its own paper, in every theme.
    for (const ThemeChoice choice : {ThemeChoice::Dark, ThemeChoice::Light}) {
        f.window->setThemeChoice(choice);
        const QImage picture = f.edit->viewport()->grab().toImage();
        QCOMPARE(picture.pixelColor(picture.width() - 5, picture.height() - 5), themeFor(choice).paper);
    }
}

void TestMainWindow::newDocument_clearsThePanels()
{
    WindowFixture f;
    f.type(QStringLiteral("The s"));
    f.answer({QStringLiteral("ea is")});
    const auto *dense = f.window->findChild<QLabel *>(QStringLiteral("savingsDense"));
    const auto *work = f.window->findChild<QToolButton *>(QStringLiteral("chipWork"));
    const auto *first = f.window->findChild<QWidget *>(QStringLiteral("suggestion1"));
    QVERIFY(first && !first->isHidden());
    QVERIFY(dense->text() != QStringLiteral("–"));
    QVERIFY(!work->isHidden());
    f.load(QStringLiteral("another"));
    QVERIFY(first->isHidden());
    QCOMPARE(dense->text(), QStringLiteral("–"));
    QVERIFY(work->isHidden());
}

void TestMainWindow::sample_isInviting()
{
    WindowFixture f;
    f.window->showSample();
    QCOMPARE(f.text(), sampleText());
    QVERIFY(!f.window->isWindowModified());
    QVERIFY(f.inStep());
    QTRY_VERIFY(
        f.window->findChild<QToolButton *>(QStringLiteral("chipWords"))->text().section(u' ', 0, 0).toInt() >
        300);
}

void TestMainWindow::names_everyActionAndControlHasOne()
{
    WindowFixture f;
    const QRegularExpression internal(QStringLiteral("^qt_|^$"));
    for (const QMenu *menu : f.window->findChildren<QMenu *>()) {
        for (const QAction *action : menu->actions()) {
            if (!action->isSeparator() && !action->menu())
                QVERIFY2(!action->objectName().isEmpty(), qPrintable(action->text()));
        }
    }
    for (const QWidget *widget : f.window->findChildren<QWidget *>()) {
        const bool control = qobject_cast<const QAbstractButton *>(widget) ||
                             qobject_cast<const QLineEdit *>(widget) ||
                             qobject_cast<const QPlainTextEdit *>(widget);
        // Parts that Qt makes inside its own widgets are Qt's to name.
        const bool ours = QByteArray(widget->parent()->metaObject()->className()).startsWith("deltapad::") ||
                          !widget->objectName().isEmpty();
        if (!control || !ours || widget->objectName().startsWith(QStringLiteral("qt_")))
            continue;
        QVERIFY2(!widget->objectName().isEmpty(), widget->metaObject()->className());
        // Without a name of its own a button is called by its text.
        const auto *button = qobject_cast<const QAbstractButton *>(widget);
        QVERIFY2(!widget->accessibleName().isEmpty() || !button || !button->text().isEmpty() ||
                     !widget->isVisible(),
                 qPrintable(widget->objectName()));
    }
}

void TestMainWindow::panels_keepTheirHeights_whileOthersOpenAndClose()
{
    WindowFixture f;
    const auto settle = [] {
        for (int round = 0; round < 5; ++round) // each layout may ask for another
            QCoreApplication::processEvents();
    };
    const auto dock = [](const MainWindow &window, const char *name) {
        return window.findChild<QDockWidget *>(QString::fromLatin1(name));
    };
    const auto sizes = [&](const MainWindow &window) {
        QStringList all;
        for (const char *name : {"suggestionsDock", "classesDock", "savingsDock"}) {
            const QSize size = dock(window, name)->size();
            all.append(QStringLiteral("%1x%2").arg(size.width()).arg(size.height()));
        }
        return all;
    };
    const auto toggle = [&](const MainWindow &window, const char *name) {
        dock(window, name)->toggleViewAction()->trigger();
        settle();
    };
    settle();
    // As the writer wants them.
    f.window->resizeDocks({dock(*f.window, "suggestionsDock"), dock(*f.window, "savingsDock")}, {180, 280},
                          Qt::Vertical);
    settle();
    const QStringList before = sizes(*f.window);
    for (const char *name : {"savingsDock", "suggestionsDock", "classesDock", "savingsDock"}) {
        toggle(*f.window, name);
        QCOMPARE(dock(*f.window, name)->isVisible(), false);
        if (name != QLatin1String("suggestionsDock"))
            QCOMPARE(sizes(*f.window)[0], before[0]);
        if (name == QLatin1String("suggestionsDock"))
            QCOMPARE(sizes(*f.window)[2], before[2]);
        toggle(*f.window, name);
        QVERIFY(!dock(*f.window, name)->visibleRegion().isEmpty()); // not behind the tab beside it
        QCOMPARE(sizes(*f.window), before);
    }
    // The place of a closed panel is given back after a new start, too.
    toggle(*f.window, "savingsDock");
    f.window->close();
    MainWindow next(std::make_unique<ScriptedClient>(), &f.settings, Delays::none());
    next.show();
    settle();
    QVERIFY(!dock(next, "savingsDock")->isVisible());
    QCOMPARE(sizes(next)[0], before[0]);
    toggle(next, "savingsDock");
    QCOMPARE(sizes(next), before);
}

void TestMainWindow::narrowWindow_isTheTexts()
{
    WindowFixture f;
    f.window->resize(1200, 800);
    QCoreApplication::processEvents();
    auto *suggestions = f.window->findChild<QDockWidget *>(QStringLiteral("suggestionsDock"));
    auto *savings = f.window->findChild<QDockWidget *>(QStringLiteral("savingsDock"));
    savings->close(); // by the writer: it stays closed
    f.window->resize(480, 800);
    QCoreApplication::processEvents();
    QVERIFY(suggestions->isHidden() && savings->isHidden());
    QVERIFY(f.edit->width() > 440);
    const QByteArray kept = f.window->layoutState();
    // What is opened in it stays open while it is resized.
    suggestions->show();
    f.window->resize(500, 800);
    QCoreApplication::processEvents();
    QVERIFY(!suggestions->isHidden());
    f.window->resize(1200, 800);
    QCoreApplication::processEvents();
    QVERIFY(suggestions->isVisible() && savings->isHidden());
    QVERIFY(f.window->findChild<QDockWidget *>(QStringLiteral("classesDock"))->isVisible());
    // What a narrow window keeps for the next start has the panels.
    suggestions->hide();
    QVERIFY(f.window->restoreState(kept));
    QVERIFY(suggestions->isVisible() && savings->isHidden());
}

void TestMainWindow::narrowWindow_countsOutlineAndPreview()
{
    WindowFixture f;
    const auto dock = [&f](const char *name) {
        return f.window->findChild<QDockWidget *>(QLatin1String(name));
    };
    const auto resize = [&f](int width) {
        f.window->resize(width, 800);
        QCoreApplication::processEvents();
    };
    const auto open = [&dock](const char *name) {
        dock(name)->toggleViewAction()->trigger();
        QCoreApplication::processEvents();
    };
    resize(1280);
    open("outlineDock");
    open("previewDock");
    QVERIFY2(f.edit->width() >= 390, qPrintable(QString::number(f.edit->width())));
    resize(800); // enough for the other panels alone
    for (const char *name : {"outlineDock", "previewDock", "suggestionsDock"})
        QVERIFY2(dock(name)->isHidden(), name);
    QVERIFY(f.edit->width() > 760);
    resize(1280);
    for (const char *name : {"outlineDock", "previewDock", "suggestionsDock"})
        QVERIFY2(dock(name)->isVisible(), name);
    dock("outlineDock")->close();
    dock("previewDock")->close();
    resize(800);
    QVERIFY(dock("suggestionsDock")->isVisible());
    // Opened in a window of this width: it stays while that is changed.
    open("previewDock");
    resize(820);
    resize(790);
    QVERIFY(dock("previewDock")->isVisible());
    resize(600);
    QVERIFY(dock("previewDock")->isHidden());
}

void TestMainWindow::narrowWindow_keepsThePanelsHeights()
{
    WindowFixture f;
    f.window->resize(1200, 800);
    QCoreApplication::processEvents();
    QList<QDockWidget *> shown;
    for (QDockWidget *dock : f.window->findChildren<QDockWidget *>(QString(), Qt::FindDirectChildrenOnly))
        if (!dock->visibleRegion().isEmpty()) // not behind another one
            shown.append(dock);
    QVERIFY(shown.size() >= 3);
    f.window->resizeDocks({shown[0], shown[1]}, {260, 200}, Qt::Vertical);
    QCoreApplication::processEvents();
    const auto sizes = [&] {
        QStringList all;
        for (const QDockWidget *dock : shown)
            all.append(
                QStringLiteral("%1: %2x%3").arg(dock->objectName()).arg(dock->width()).arg(dock->height()));
        return all;
    };
    const QStringList before = sizes();
    for (const QList<QSize> &steps :
         {QList<QSize>{{480, 800}, {1200, 800}},
          QList<QSize>{{700, 800}, {639, 800}, {480, 800}, {639, 800}, {641, 800}, {900, 800}, {1200, 800}},
          QList<QSize>{{480, 800}, {480, 500}, {480, 800}, {1200, 800}},
          QList<QSize>{{480, 500}, {1200, 800}}}) {
        for (const QSize &size : steps) {
            f.window->resize(size);
            QCoreApplication::processEvents();
        }
        QCOMPARE(sizes(), before);
    }
}

void TestMainWindow::narrowWindow_keepsItsMenus()
{
    WindowFixture f;
    f.window->resize(320, 800);
    QCoreApplication::processEvents();
    const QMenuBar *bar = f.window->menuBar();
    QList<QAction *> hidden;
    for (QAction *action : bar->actions()) {
        if (!bar->rect().contains(bar->actionGeometry(action)))
            hidden.append(action);
        // By its letter.
        const QString title = action->text();
        const QChar letter = title[title.indexOf(u'&') + 1].toUpper();
        QTest::keyClick(f.edit, Qt::Key(letter.unicode()), Qt::AltModifier);
        QTRY_VERIFY2(action->menu()->isVisible(), qPrintable(title));
        QVERIFY(f.window->geometry().adjusted(-50, -50, 50, 50).contains(action->menu()->pos()));
        QTest::keyClick(action->menu(), Qt::Key_Escape);
        QTest::keyClick(f.window->menuBar(), Qt::Key_Escape);
        QVERIFY(!action->menu()->isVisible());
    }
    // By the mouse.
    auto *more = bar->findChild<QToolButton *>(QStringLiteral("qt_menubar_ext_button"));
    QVERIFY(!hidden.isEmpty());
    QVERIFY(more->isVisible() && bar->rect().contains(more->geometry()));
    QVERIFY(!more->accessibleName().isEmpty());
    for (QAction *action : hidden)
        QVERIFY2(more->menu()->actions().contains(action), qPrintable(action->text()));
    f.window->resize(1200, 800);
    QCoreApplication::processEvents();
    QVERIFY(!more->isVisible());
}

void TestMainWindow::hint_goesWithItsPlace()
{
    WindowFixture f(SuggestionMode::Eager);
    const auto keys = [&] {
        return f.window->findChild<QLabel *>(QStringLiteral("suggestionsHint"))->text();
    };
    f.window->remarks()->walk(1);
    QVERIFY(!f.window->status()->hint().isEmpty()); // no remarks, it says
    f.type(QStringLiteral("The s"));
    QVERIFY(f.window->status()->hint().isEmpty());
    // Tab is named where it accepts, and only there.
    f.answer({QStringLiteral("ea")});
    QVERIFY(f.edit->ghost().isVisible());
    QVERIFY(keys().contains(QStringLiteral("Tab")));
    f.key(Qt::Key_Escape);
    QVERIFY(!f.edit->ghost().isVisible());
    QVERIFY(!keys().contains(QStringLiteral("Tab")));
    QVERIFY(keys().contains(QStringLiteral("Alt")));
}

QTEST_MAIN(TestMainWindow)
#include "tst_main_window.moc"
