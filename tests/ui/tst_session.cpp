// SPDX-License-Identifier: MIT
// Windows that come back, files handed to a running program, recent files.
#include "engine/live/fake_client.h"
#include "ui/application/editor_application.h"
#include "ui/editor/document_text.h"
#include "ui/editor/text_edit.h"
#include "ui/window/document_file.h"
#include "ui/window/document_recovery.h"
#include "ui/window/message_bar.h"
#include "ui/window/settings.h"

#include <QAction>
#include <QApplication>
#include <QDir>
#include <QFile>
#include <QLocalSocket>
#include <QMenu>
#include <QScrollBar>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <atomic>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#include <utility>

using namespace deltapad;
using namespace std::chrono_literals;

namespace {

void put(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

/// One start of the editor.
struct Run
{
    explicit Run(const QString &folder,
                 EditorApplication::SessionUse use = EditorApplication::SessionUse::Restored)
        : settings(folder), editor(
                                [this] {
                                    return std::make_unique<MainWindow>(std::make_unique<FakeClient>(),
                                                                        &settings, Delays::none());
                                },
                                &settings, folder + QStringLiteral("/state"), use)
    {
    }
    MainWindow *window(std::size_t index = 0) { return editor.windows().at(index); }
    QString text(std::size_t index = 0)
    {
        return QString::fromStdU16String(documentText(*window(index)->editor()->document()));
    }
    void type(const QString &text) { QTest::keyClicks(window()->editor(), text); }

    Settings settings;
    EditorApplication editor;
};

using End = void (*)(Run &);

/// Holds the lock of "/profile" as another program does, and answers only as it is told to.
class Holder
{
public:
    enum class Socket { None, Listening };
    explicit Holder(const QString &folder, Socket socket = Socket::Listening)
    {
        {
            const SingleInstance makesTheNames(folder, QStringLiteral("/profile"));
            m_name = QDir(folder).filePath(
                QDir(folder).entryList({QStringLiteral("*.socket")}, QDir::System).value(0));
        }
        m_lock = ::open(QFile::encodeName(lockOf(m_name)).constData(), O_RDWR | O_CLOEXEC);
        if (::flock(m_lock, LOCK_EX | LOCK_NB) != 0)
            qFatal("the lock is taken");
        if (socket == Socket::Listening)
            m_server.listen(m_name);
    }
    ~Holder() { letGo(); }
    void letGoOnceAsked()
    {
        QObject::connect(&m_server, &QLocalServer::newConnection, &m_server, [this] {
            m_server.nextPendingConnection()->abort();
            m_server.close();
            letGo();
        });
    }
    bool listenAndTake()
    {
        QObject::connect(&m_server, &QLocalServer::newConnection, &m_server, [this] {
            QLocalSocket *socket = m_server.nextPendingConnection();
            QObject::connect(socket, &QLocalSocket::readyRead, socket, [socket] {
                socket->write("taken\n");
                socket->disconnectFromServer();
            });
        });
        return m_server.listen(m_name);
    }

private:
    static QString lockOf(QString socket)
    {
        return socket.replace(QStringLiteral(".socket"), QStringLiteral(".lock"));
    }
    void letGo()
    {
        if (m_lock >= 0)
            ::close(std::exchange(m_lock, -1));
    }

    QString m_name;
    QLocalServer m_server;
    int m_lock = -1;
};

} // namespace

class TestSession : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void file_roundTrip();
    void file_untrusted_data();
    void file_untrusted();
    void quit_bringsFilesAndPlacesBack();
    void quit_keepsUnsavedTexts();
    void quit_keepsChosenKinds();
    void quit_asksIfNothingIsToBeKept();
    void quit_waitsForSaves_andBringsAllBack();
    void quit_answeredLater_bringsAllBack();
    void quit_openedAgain_comesBackOnce();
    void opening_comesBack_data();
    void opening_comesBack();
    void close_lastWindow_keepsUnsavedText();
    void close_oneOfTwo_asks();
    void close_oneOfTwo_doesNotComeBack();
    void openAndNew_leaveUnsavedTextInItsWindow();
    void kill_offersAndRestores();
    void end_keepsUnsavedTexts_withoutAQuestion();
    void end_withoutASession_leavesTextsToBeOffered();
    void end_waitsForASave_data();
    void end_waitsForASave();
    void end_refusedByTheDisk_staysOpen();
    void quitEvent_isAnEnd();
    void secure_keepsEverything_andGoesOn();
    void start_ignoresTheSessionWhenTold();
    void request_reusesAndAddsWindows();
    void request_place();
    void text_isUnsaved();
    void instance_handsOver();
    void instance_waitsUntilTheWindowIsClosed();
    void instance_refusesNonsense();
    void instance_leftSocketIsReplaced();
    void instance_followsADyingOneAtOnce();
    void instance_waitsForOneThatIsStarting();
    void instance_silentOneIsLeftAlone();
    void recent_pinnedStayFirst();

private:
    QString path(const QString &name) const { return m_folder->filePath(name); }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestSession::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

void TestSession::file_roundTrip()
{
    Session session;
    session.windows.push_back(
        {QStringLiteral("/a/ü.txt"), 5, 2, 40, QString(), "geometry", QByteArray("\0s", 2)});
    session.windows.push_back(
        {QString(), 1, 1, 0, QStringLiteral("x.journal"), {}, {}, TextKindChoice::Markdown});
    const QString file = path(QStringLiteral("deep/session.json"));
    QVERIFY(session.write(file));
    QVERIFY(Session::read(file).windows == session.windows);
    QVERIFY(!(QFile::permissions(file) & (QFile::ReadGroup | QFile::ReadOther)));
}

void TestSession::file_untrusted_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("windows");
    QTest::newRow("empty") << QByteArray() << 0;
    QTest::newRow("no json") << QByteArray("{{{") << 0;
    QTest::newRow("other version") << QByteArray(R"({"version":9,"windows":[{"path":"/a"}]})") << 0;
    QTest::newRow("wrong types") << QByteArray(R"({"version":1,"windows":[1,"x",null,{"path":[]}]})") << 1;
    QTest::newRow("relative path") << QByteArray(R"({"version":1,"windows":[{"path":"a"}]})") << 0;
    QTest::newRow("too many") << QByteArray(R"({"version":1,"windows":[)") +
                                     QByteArray("{\"path\":\"/a\"},").repeated(1000) + R"({"path":"/a"}]})"
                              << Session::kMaxWindows;
    QTest::newRow("too large") << QByteArray(2 << 20, ' ') + R"({"version":1,"windows":[{"path":"/a"}]})"
                               << 0;
    QTest::newRow("outside")
        << QByteArray(R"({"version":1,"windows":[{"caret":-5,"scroll":1e99,"journal":"../x","kind":7}]})")
        << 1;
}

void TestSession::file_untrusted()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const int, windows);
    const QString file = path(QStringLiteral("session.json"));
    put(file, bytes);
    const Session session = Session::read(file);
    QCOMPARE(int(session.windows.size()), windows);
    for (const SessionWindow &window : session.windows) {
        QVERIFY(window.caret >= 0 && window.scroll >= 0);
        QVERIFY(window.kind == TextKindChoice::ByName);
        QVERIFY(!window.journal.contains(u'/'));
    }
}

void TestSession::quit_bringsFilesAndPlacesBack()
{
    const QString one = path(QStringLiteral("one.txt"));
    const QString two = path(QStringLiteral("two.txt"));
    put(one, QByteArray("a line\n").repeated(500));
    put(two, "second");
    int scroll = 0;
    {
        Run run(m_folder->path());
        run.editor.start({{one, two}, StartRequest::Windows::Reuse});
        QCOMPARE(run.editor.windows().size(), std::size_t(2));
        run.window(0)->goTo(400, 3);
        QCoreApplication::processEvents();
        scroll = run.window(0)->editor()->verticalScrollBar()->value();
        QVERIFY(scroll > 0);
        QTextCursor cursor = run.window(1)->editor()->textCursor();
        cursor.setPosition(1);
        cursor.setPosition(4, QTextCursor::KeepAnchor);
        run.window(1)->editor()->setTextCursor(cursor);
        run.editor.quit();
        QVERIFY(run.editor.windows().empty());
    }
    Run run(m_folder->path());
    run.editor.start({});
    QCOMPARE(run.editor.windows().size(), std::size_t(2));
    QCOMPARE(run.window(0)->file()->path(), one);
    QCOMPARE(run.window(0)->editor()->textCursor().blockNumber(), 399);
    QCOMPARE(run.window(0)->editor()->textCursor().positionInBlock(), 2);
    QTRY_COMPARE(run.window(0)->editor()->verticalScrollBar()->value(), scroll);
    QCOMPARE(run.text(1), QStringLiteral("second"));
    QCOMPARE(run.window(1)->editor()->textCursor().selectedText(), QStringLiteral("eco"));
}

void TestSession::quit_keepsUnsavedTexts()
{
    const QString file = path(QStringLiteral("file.txt"));
    put(file, "saved");
    {
        Run run(m_folder->path());
        run.editor.start({{file}, StartRequest::Windows::Reuse});
        run.type(QStringLiteral("un"));
        run.editor.newWindow();
        QTest::keyClicks(run.window(1)->editor(), QStringLiteral("a thought"));
        run.editor.quit();
        QVERIFY(run.editor.windows().empty());
    }
    for (int again = 0; again < 2; ++again) {
        Run run(m_folder->path());
        run.editor.start({});
        QCOMPARE(run.editor.windows().size(), std::size_t(2));
        QCOMPARE(run.text(0), QStringLiteral("unsaved"));
        QCOMPARE(run.window(0)->file()->path(), file);
        QCOMPARE(run.window(0)->editor()->textCursor().position(), 2);
        QCOMPARE(run.text(1), QStringLiteral("a thought"));
        for (MainWindow *window : run.editor.windows()) {
            QVERIFY(window->isWindowModified());
            QVERIFY(!window->messages()->shows(QStringLiteral("recovery"))); // left on purpose
        }
        run.editor.quit();
    }
    QFile kept(file);
    QVERIFY(kept.open(QIODevice::ReadOnly));
    QCOMPARE(kept.readAll(), QByteArray("saved"));
}

void TestSession::quit_keepsChosenKinds()
{
    const QString file = path(QStringLiteral("file.txt"));
    put(file, "saved");
    {
        Run run(m_folder->path());
        run.editor.start({{file}, StartRequest::Windows::Reuse});
        run.window(0)->file()->setTextKindChoice(TextKindChoice::SourceCode);
        run.editor.newWindow();
        QTest::keyClicks(run.window(1)->editor(), QStringLiteral("# a thought"));
        run.window(1)->file()->setTextKindChoice(TextKindChoice::Markdown);
        run.editor.quit();
        QVERIFY(run.editor.windows().empty());
    }
    Run run(m_folder->path());
    run.editor.start({});
    QCOMPARE(run.editor.windows().size(), std::size_t(2));
    for (std::size_t index : {0, 1}) {
        DocumentFile *opened = run.window(index)->file();
        QCOMPARE(opened->textKind(), opened->path().isEmpty() ? TextKind::Markdown : TextKind::SourceCode);
    }
}

void TestSession::quit_asksIfNothingIsToBeKept()
{
    Run run(m_folder->path());
    run.settings.setKeepsUnsaved(false);
    run.editor.start({});
    run.type(QStringLiteral("x"));
    run.editor.quit();
    QCOMPARE(run.editor.windows().size(), std::size_t(1));
    QVERIFY(run.window()->messages()->shows(QStringLiteral("unsaved")));
    run.window()->messages()->trigger(QStringLiteral("unsaved"), 1);
    QVERIFY(run.editor.windows().empty());
}

void TestSession::quit_waitsForSaves_andBringsAllBack()
{
    const QString small = path(QStringLiteral("small.txt"));
    put(small, "small");
    QStringList paths{small, QString()};
    {
        Run run(m_folder->path());
        run.editor.start({{small}, StartRequest::Windows::Reuse});
        QTest::keyClicks(run.editor.newWindow()->editor(), QStringLiteral("untitled"));
        for (const QString &name : {QStringLiteral("large.txt"), QStringLiteral("larger.txt")}) {
            MainWindow *window = run.editor.newWindow();
            window->file()->newDocument(
                QStringLiteral("a line\n").repeated(DocumentFile::kWriteAside / 7 + 1));
            window->file()->saveAs(path(name));
            QVERIFY(window->file()->isSaving());
            paths.append(path(name));
        }
        QSignalSpy last(&run.editor, &EditorApplication::lastClosed);
        run.editor.quit();
        QCOMPARE(run.editor.windows().size(), std::size_t(2)); // those that save
        QTRY_COMPARE(last.count(), 1);
    }
    Run run(m_folder->path());
    run.editor.start({});
    QCOMPARE(run.text(1), QStringLiteral("untitled"));
    QStringList back;
    for (MainWindow *window : run.editor.windows()) {
        QTRY_VERIFY(!window->file()->isOpening());
        back.append(window->file()->path());
    }
    std::sort(back.begin() + 2, back.end()); // as their saves ended
    QCOMPARE(back, paths);
}

void TestSession::quit_answeredLater_bringsAllBack()
{
    const QString one = path(QStringLiteral("one.txt"));
    const QString two = path(QStringLiteral("two.txt"));
    put(one, "1");
    put(two, "2");
    {
        Run run(m_folder->path());
        run.settings.setKeepsUnsaved(false);
        run.editor.start({{one, two}, StartRequest::Windows::Reuse});
        QTest::keyClicks(run.window(1)->editor(), QStringLiteral("x"));
        run.editor.quit();
        run.editor.quit(); // the question is still open
        QCOMPARE(run.editor.windows().size(), std::size_t(1));
        QCoreApplication::processEvents();
        run.editor.finishSession();
        QCOMPARE(Session::read(run.editor.sessionPath()).windows.size(), std::size_t(2)); // if killed now
        run.window()->messages()->trigger(QStringLiteral("unsaved"), 1);
        QVERIFY(run.editor.windows().empty());
    }
    Run run(m_folder->path());
    run.editor.start({});
    QCOMPARE(run.editor.windows().size(), std::size_t(2));
    QCOMPARE(run.text(0), QStringLiteral("1"));
    QCOMPARE(run.text(1), QStringLiteral("2"));
}

void TestSession::quit_openedAgain_comesBackOnce()
{
    const QString one = path(QStringLiteral("one.txt"));
    put(one, "1");
    Run run(m_folder->path());
    run.settings.setKeepsUnsaved(false);
    run.editor.start({{one}, StartRequest::Windows::Reuse});
    QTest::keyClicks(run.editor.newWindow()->editor(), QStringLiteral("x"));
    run.editor.quit();
    QCOMPARE(run.editor.windows().size(), std::size_t(1));
    run.window()->messages()->trigger(QStringLiteral("unsaved"), 2); // the writer stays
    run.editor.openPlace({one}, StartRequest::Windows::Reuse);
    run.editor.quit();
    run.window()->messages()->trigger(QStringLiteral("unsaved"), 1);
    QVERIFY(run.editor.windows().empty());
    QCOMPARE(Session::read(run.editor.sessionPath()).windows.size(), std::size_t(1));
}

void TestSession::opening_comesBack_data()
{
    QTest::addColumn<End>("end");
    QTest::addColumn<bool>("half"); // of it is in the editor already
    const std::pair<const char *, End> ends[] = {
        {"quit", [](Run &run) { run.editor.quit(); }},
        {"closed", [](Run &run) { run.window()->close(); }},
        {"signal", [](Run &run) { run.editor.endSession(); }},
        {"log-out", [](Run &run) { run.editor.secureSession(); }},
    };
    for (const auto &[name, end] : ends) {
        QTest::newRow(name) << end << false;
        QTest::addRow("%s, half", name) << end << true;
    }
}

void TestSession::opening_comesBack()
{
    QFETCH(const End, end);
    QFETCH(const bool, half);
    const QString file = path(QStringLiteral("large.txt"));
    const QByteArray bytes = QByteArray("a line\n").repeated(DocumentFile::kReadAside / 7 + 1);
    put(file, bytes);
    Session session;
    session.windows.push_back({.path = file, .caret = 700'000, .anchor = 700'000});
    for (int again = 0; again < 2; ++again) { // at first as the session has it, then as it was handed in
        Run run(m_folder->path());
        if (again == 0)
            session.write(run.editor.sessionPath());
        else
            QVERIFY(QFile::remove(run.editor.sessionPath()));
        run.editor.start(again == 0 ? StartRequest() : StartRequest{{file}, StartRequest::Windows::Reuse});
        QCOMPARE(run.editor.windows().size(), std::size_t(1));
        QVERIFY(run.window()->file()->isOpening());
        bool ended = false;
        const auto stop = [&] {
            QVERIFY(run.window()->file()->isOpening());
            end(run);
            ended = true;
        };
        if (half) {
            bool asked = false;
            const QTextDocument *document = run.window()->editor()->document();
            connect(document, &QTextDocument::contentsChanged, &run.editor, [&] {
                if (!asked && !document->isEmpty())
                    QMetaObject::invokeMethod(&run.editor, stop, Qt::QueuedConnection);
                asked = asked || !document->isEmpty();
            });
        } else {
            stop();
        }
        QTRY_VERIFY(ended);
        run.editor.finishSession();
        const std::vector<SessionWindow> kept = Session::read(run.editor.sessionPath()).windows;
        QCOMPARE(kept.size(), std::size_t(1));
        QCOMPARE(kept[0].path, file);
        QCOMPARE(kept[0].caret, again == 0 ? 700'000 : 0);
        QVERIFY(kept[0].journal.isEmpty());
    }
}

void TestSession::close_lastWindow_keepsUnsavedText()
{
    {
        Run run(m_folder->path());
        run.editor.start({});
        run.type(QStringLiteral("kept"));
        QSignalSpy last(&run.editor, &EditorApplication::lastClosed);
        run.window()->findChild<QAction *>(QStringLiteral("actionQuit"))->trigger();
        QCOMPARE(last.count(), 1);
    }
    Run run(m_folder->path());
    run.editor.start({});
    QCOMPARE(run.editor.windows().size(), std::size_t(1));
    QCOMPARE(run.text(), QStringLiteral("kept"));
}

void TestSession::close_oneOfTwo_asks()
{
    Run run(m_folder->path());
    run.editor.start({});
    run.editor.newWindow();
    run.type(QStringLiteral("x"));
    QVERIFY(!run.window(0)->close());
    QVERIFY(run.window(0)->messages()->shows(QStringLiteral("unsaved")));
}

void TestSession::openAndNew_leaveUnsavedTextInItsWindow()
{
    const QString one = path(QStringLiteral("one.txt"));
    put(one, "1");
    Run run(m_folder->path());
    run.editor.start({});
    run.type(QStringLiteral("x"));
    MainWindow *writing = run.window(0);
    writing->findChild<QAction *>(QStringLiteral("actionNew"))->trigger();
    QCOMPARE(run.editor.windows().size(), std::size_t(2));
    QVERIFY(!writing->messages()->shows(QStringLiteral("unsaved")));
    // A file goes to the window that is still empty, then to one of its own.
    Q_EMIT writing->editor()->fileDropped(one);
    QTRY_COMPARE(run.window(1)->file()->path(), one);
    QCOMPARE(run.editor.windows().size(), std::size_t(2));
    QVERIFY(writing->isWindowModified());
    QVERIFY(writing->file()->path().isEmpty());
    // Where nothing is unsaved, the window is used again.
    run.window(1)->findChild<QAction *>(QStringLiteral("actionNew"))->trigger();
    QCOMPARE(run.editor.windows().size(), std::size_t(2));
    QVERIFY(run.window(1)->file()->path().isEmpty());
}

void TestSession::close_oneOfTwo_doesNotComeBack()
{
    const QString one = path(QStringLiteral("one.txt"));
    const QString two = path(QStringLiteral("two.txt"));
    put(one, "1");
    put(two, "2");
    {
        Run run(m_folder->path());
        run.editor.start({{one, two}, StartRequest::Windows::Reuse});
        QVERIFY(run.window(0)->close());
        QVERIFY(run.window(0)->close());
        QVERIFY(run.editor.windows().empty());
    }
    Run run(m_folder->path());
    run.editor.start({});
    QCOMPARE(run.editor.windows().size(), std::size_t(1));
    QCOMPARE(run.text(), QStringLiteral("2"));
}

void TestSession::kill_offersAndRestores()
{
    const QString file = path(QStringLiteral("file.txt"));
    const QString other = path(QStringLiteral("other.txt"));
    put(file, "saved");
    put(other, "untouched");
    {
        Run run(m_folder->path());
        run.editor.start({{file, other}, StartRequest::Windows::Reuse});
        run.type(QStringLiteral("un"));
        run.editor.newWindow();
        QTest::keyClicks(run.window(2)->editor(), QStringLiteral("untitled"));
        QCoreApplication::processEvents(); // the session is written as windows change
        run.editor.finishSession();
    } // as if killed
    Run run(m_folder->path());
    run.editor.start({});
    QCOMPARE(run.editor.windows().size(), std::size_t(3));
    QCOMPARE(run.window(0)->file()->path(), file);
    QVERIFY(run.window(0)->messages()->shows(QStringLiteral("recovery")));
    QVERIFY(run.window(0)->editor()->isReadOnly());
    QCOMPARE(run.text(1), QStringLiteral("untouched"));
    QVERIFY(!run.window(1)->messages()->shows(QStringLiteral("recovery")));
    run.window(0)->messages()->trigger(QStringLiteral("recovery"), 0);
    run.window(2)->messages()->trigger(QStringLiteral("recovery"), 0);
    QCOMPARE(run.text(0), QStringLiteral("unsaved"));
    QCOMPARE(run.text(2), QStringLiteral("untitled"));
}

void TestSession::end_keepsUnsavedTexts_withoutAQuestion()
{
    const QString file = path(QStringLiteral("file.txt"));
    const QString other = path(QStringLiteral("other.txt"));
    put(file, "saved");
    put(other, "untouched");
    {
        Run run(m_folder->path());
        run.settings.setKeepsUnsaved(false); // which would ask
        run.editor.start({{file, other}, StartRequest::Windows::Reuse});
        run.type(QStringLiteral("un"));
        run.editor.newWindow();
        QTest::keyClicks(run.window(2)->editor(), QStringLiteral("untitled"));
        QSignalSpy ended(&run.editor, &EditorApplication::sessionEnded);
        run.editor.endSession();
        QVERIFY(run.editor.windows().empty());
        QCOMPARE(ended.count(), 1);
    }
    Run run(m_folder->path());
    run.editor.start({});
    QCOMPARE(run.editor.windows().size(), std::size_t(3));
    QCOMPARE(run.text(0), QStringLiteral("unsaved"));
    QCOMPARE(run.text(1), QStringLiteral("untouched"));
    QCOMPARE(run.text(2), QStringLiteral("untitled"));
    for (MainWindow *window : run.editor.windows())
        QVERIFY(!window->messages()->shows(QStringLiteral("recovery")));
}

void TestSession::end_withoutASession_leavesTextsToBeOffered()
{
    {
        Run run(m_folder->path(), EditorApplication::SessionUse::Ignored);
        run.editor.start({});
        run.type(QStringLiteral("kept"));
        run.editor.endSession();
        QVERIFY(run.editor.windows().empty());
        QVERIFY(!QFile::exists(run.editor.sessionPath()));
    }
    Run run(m_folder->path());
    run.editor.start({});
    QVERIFY(run.window()->messages()->shows(QStringLiteral("recovery")));
    run.window()->messages()->trigger(QStringLiteral("recovery"), 0);
    QCOMPARE(run.text(), QStringLiteral("kept"));
}

void TestSession::end_waitsForASave_data()
{
    QTest::addColumn<bool>("refused");
    QTest::newRow("written") << false;
    QTest::newRow("refused") << true;
}

void TestSession::end_waitsForASave()
{
    QFETCH(const bool, refused);
    const QString small = path(QStringLiteral("small.txt"));
    put(small, "small");
    const QString large = QStringLiteral("a line\n").repeated(DocumentFile::kWriteAside / 7 + 1);
    // Nobody can write below a file, not even root.
    const QString target = refused ? small + QStringLiteral("/large.txt") : path(QStringLiteral("large.txt"));
    {
        Run run(m_folder->path());
        run.editor.start({{small}, StartRequest::Windows::Reuse});
        MainWindow *window = run.editor.newWindow();
        window->file()->newDocument(large);
        window->editor()->document()->setModified(true);
        window->file()->saveAs(target);
        QVERIFY(window->file()->isSaving());
        QSignalSpy ended(&run.editor, &EditorApplication::sessionEnded);
        run.editor.endSession();
        QCOMPARE(run.editor.windows().size(), std::size_t(1)); // the one that saves
        QTRY_COMPARE(ended.count(), 1);
        QVERIFY(run.editor.windows().empty());
    }
    Run run(m_folder->path());
    run.editor.start({});
    QCOMPARE(run.editor.windows().size(), std::size_t(2));
    QCOMPARE(run.text(0), QStringLiteral("small"));
    QTRY_VERIFY(!run.window(1)->file()->isOpening());
    QCOMPARE(run.window(1)->isWindowModified(), refused);
    QCOMPARE(run.text(1).size(), large.size());
}

void TestSession::end_refusedByTheDisk_staysOpen()
{
    put(path(QStringLiteral("state")), "a file where the folder should be");
    Run run(m_folder->path());
    run.editor.start({});
    run.type(QStringLiteral("x"));
    QTRY_VERIFY(run.window()->messages()->shows(QStringLiteral("journal")));
    run.editor.endSession();
    QCOMPARE(run.editor.windows().size(), std::size_t(1)); // the text is nowhere else
    QVERIFY(QFile::remove(path(QStringLiteral("state"))));
    QCoreApplication::processEvents(); // the failure is known
    run.editor.endSession();
    QVERIFY(run.editor.windows().empty());
}

void TestSession::quitEvent_isAnEnd()
{
    Run run(m_folder->path());
    run.editor.start({});
    run.editor.newWindow();
    run.type(QStringLiteral("one"));
    QTest::keyClicks(run.window(1)->editor(), QStringLiteral("two"));
    QEvent quit(QEvent::Quit); // as a session manager brings it at a log-out
    QCoreApplication::sendEvent(qApp, &quit);
    QVERIFY(run.editor.windows().empty());
    QCOMPARE(Session::read(run.editor.sessionPath()).windows.size(), std::size_t(2));
}

void TestSession::secure_keepsEverything_andGoesOn()
{
    const QString file = path(QStringLiteral("file.txt"));
    put(file, "saved");
    {
        Run run(m_folder->path());
        run.editor.start({{file}, StartRequest::Windows::Reuse});
        run.type(QStringLiteral("un"));
        run.editor.newWindow(); // nothing in it: does not come back
        run.editor.secureSession();
        QCOMPARE(run.editor.windows().size(), std::size_t(2));
        QTest::keyClicks(run.window(0)->editor(), QStringLiteral("re"));
    } // as if killed: what was typed since is in the same journal
    Run run(m_folder->path());
    run.editor.start({});
    QCOMPARE(run.editor.windows().size(), std::size_t(1));
    QVERIFY(!run.window()->messages()->shows(QStringLiteral("recovery")));
    QCOMPARE(run.text(), QStringLiteral("unresaved"));
    QVERIFY(run.window()->isWindowModified());
}

void TestSession::start_ignoresTheSessionWhenTold()
{
    const QString file = path(QStringLiteral("file.txt"));
    put(file, "text");
    {
        Run run(m_folder->path());
        run.editor.start({{file}, StartRequest::Windows::Reuse});
        run.editor.quit();
    }
    Run run(m_folder->path(), EditorApplication::SessionUse::Ignored);
    run.editor.start({});
    QCOMPARE(run.editor.windows().size(), std::size_t(1));
    QVERIFY(run.window()->file()->path().isEmpty());
    run.editor.quit();
    QCOMPARE(Session::read(run.editor.sessionPath()).windows.size(), std::size_t(1)); // as it was
}

void TestSession::request_reusesAndAddsWindows()
{
    const QString one = path(QStringLiteral("one.txt"));
    put(one, "1");
    Run run(m_folder->path());
    run.editor.start({});
    run.editor.handle({{one}, StartRequest::Windows::Reuse}); // into the empty window
    QCOMPARE(run.editor.windows().size(), std::size_t(1));
    QCOMPARE(run.text(), QStringLiteral("1"));
    run.editor.handle({{one}, StartRequest::Windows::Reuse}); // it is open
    QCOMPARE(run.editor.windows().size(), std::size_t(1));
    run.editor.handle({{one}, StartRequest::Windows::New});
    QCOMPARE(run.editor.windows().size(), std::size_t(2));
    run.editor.handle({}); // only shows one
    QCOMPARE(run.editor.windows().size(), std::size_t(2));
    run.editor.handle({{}, StartRequest::Windows::New});
    QCOMPARE(run.editor.windows().size(), std::size_t(3));
    run.window(2)->findChild<QAction *>(QStringLiteral("actionNewWindow"))->trigger();
    QCOMPARE(run.editor.windows().size(), std::size_t(4));
}

void TestSession::request_place()
{
    const QString one = path(QStringLiteral("one.txt"));
    put(one, "ab\ncd\nef");
    Run run(m_folder->path());
    run.editor.start({{one + QStringLiteral(":2:2")}, StartRequest::Windows::Reuse});
    QCOMPARE(run.window()->editor()->textCursor().position(), 4);
    run.editor.handle({{one + QStringLiteral(":3")}, StartRequest::Windows::Reuse});
    QCOMPARE(run.editor.windows().size(), std::size_t(1));
    QCOMPARE(run.window()->editor()->textCursor().position(), 6);
}

void TestSession::text_isUnsaved()
{
    Run run(m_folder->path());
    run.editor.start({});
    MainWindow *window = run.editor.openText(QStringLiteral("from a pipe"));
    QCOMPARE(run.editor.windows().size(), std::size_t(1));
    QVERIFY(window->isWindowModified());
    window->recovery()->journal().finish();
    QVERIFY(QFile::exists(window->recovery()->journal().path()));
}

void TestSession::instance_handsOver()
{
    SingleInstance first(m_folder->path(), QStringLiteral("/profile"));
    QCOMPARE(first.role(), SingleInstance::Role::First);
    SingleInstance other(m_folder->path(), QStringLiteral("/other/profile"));
    QCOMPARE(other.role(), SingleInstance::Role::First);
    StartRequest heard;
    int count = 0;
    connect(&first, &SingleInstance::requested, this, [&](const StartRequest &request) {
        heard = request;
        ++count;
    });
    const StartRequest sent{{QStringLiteral("/a b/ü.txt:3")}, StartRequest::Windows::New};
    // send() waits, so the other end needs a loop of its own.
    std::unique_ptr<QThread> later(QThread::create([&] {
        SingleInstance second(m_folder->path(), QStringLiteral("/profile"));
        if (second.role() != SingleInstance::Role::Later || !second.send(sent))
            count = -100;
    }));
    later->start();
    QTRY_VERIFY(later->isFinished());
    QCOMPARE(count, 1);
    QVERIFY(heard == sent);
}

void TestSession::instance_waitsUntilTheWindowIsClosed()
{
    SingleInstance first(m_folder->path(), QStringLiteral("/profile"));
    StartRequest heard;
    connect(&first, &SingleInstance::requested, this, [&](const StartRequest &request) { heard = request; });
    StartRequest sent;
    sent.files = {QStringLiteral("/a.txt")};
    sent.wait = StartRequest::Wait::UntilClosed;
    std::atomic<bool> returned = false;
    std::unique_ptr<QThread> later(QThread::create([&] {
        SingleInstance second(m_folder->path(), QStringLiteral("/profile"));
        returned = second.send(sent);
    }));
    later->start();
    QTRY_VERIFY(heard.ticket != 0);
    QCOMPARE(heard.files, sent.files);
    first.finish(heard.ticket + 1); // somebody else's
    QCoreApplication::processEvents();
    QVERIFY(!returned);
    first.finish(heard.ticket);
    QTRY_VERIFY(later->isFinished());
    QVERIFY(returned);
}

void TestSession::instance_refusesNonsense()
{
    SingleInstance first(m_folder->path(), QStringLiteral("/profile"));
    QSignalSpy requested(&first, &SingleInstance::requested);
    const QStringList sockets = QDir(m_folder->path()).entryList({QStringLiteral("*.socket")}, QDir::System);
    QCOMPARE(sockets.size(), 1);
    const QString name = m_folder->filePath(sockets[0]);
    QVERIFY(!(QFile::permissions(name) & (QFile::WriteGroup | QFile::WriteOther)));
    for (const QByteArray &line :
         {QByteArray("hello\n"), QByteArray("{\"files\":3}\n"), QByteArray("{\"files\":[\"relative\"]}\n"),
          QByteArray("{\"files\":[7]}\n"), QByteArray(2 << 20, 'x')}) {
        QLocalSocket socket;
        QSignalSpy gone(&socket, &QLocalSocket::disconnected);
        socket.connectToServer(name);
        socket.write(line);
        QTRY_COMPARE(gone.count(), 1);
    }
    QCOMPARE(requested.count(), 0);
}

void TestSession::instance_leftSocketIsReplaced()
{
    QString name;
    {
        SingleInstance first(m_folder->path(), QStringLiteral("/profile"));
        name = m_folder->filePath(
            QDir(m_folder->path()).entryList({QStringLiteral("*.socket")}, QDir::System).value(0));
    }
    put(name, "left by a killed program");
    SingleInstance again(m_folder->path(), QStringLiteral("/profile"));
    QCOMPARE(again.role(), SingleInstance::Role::First);
    const SingleInstance nowhere(path(QStringLiteral("no/such/folder")), QStringLiteral("/profile"));
    QCOMPARE(nowhere.role(), SingleInstance::Role::Alone);
}

void TestSession::instance_followsADyingOneAtOnce()
{
    const StartRequest request{{QStringLiteral("/a.txt")}, StartRequest::Windows::Reuse};
    for (const bool sends : {true, false}) {
        Holder dying(m_folder->path());
        dying.letGoOnceAsked();
        std::atomic<bool> tookOver = false;
        std::unique_ptr<QThread> later(QThread::create([&] {
            SingleInstance next(m_folder->path(), QStringLiteral("/profile"));
            const bool wasLater = next.role() == SingleInstance::Role::Later;
            const bool sent = sends && next.send(request);
            if (!sends)
                next.confirm();
            tookOver = wasLater && !sent && next.role() == SingleInstance::Role::First;
        }));
        later->start();
        QTRY_VERIFY(later->isFinished());
        QVERIFY(tookOver);
    }
}

void TestSession::instance_waitsForOneThatIsStarting()
{
    Holder starting(m_folder->path(), Holder::Socket::None);
    const StartRequest request{{QStringLiteral("/a.txt")}, StartRequest::Windows::Reuse};
    std::atomic<bool> sent = false;
    QSemaphore listening;
    std::unique_ptr<QThread> later(QThread::create([&] {
        SingleInstance next(m_folder->path(), QStringLiteral("/profile"));
        const bool tooEarly = next.send(request, 0ms);
        listening.release();
        sent = !tooEarly && next.send(request) && next.role() == SingleInstance::Role::Later;
    }));
    later->start();
    listening.acquire();
    QVERIFY(starting.listenAndTake());
    QTRY_VERIFY(later->isFinished());
    QVERIFY(sent);
}

void TestSession::instance_silentOneIsLeftAlone()
{
    const Holder silent(m_folder->path());
    SingleInstance next(m_folder->path(), QStringLiteral("/profile"));
    QVERIFY(!next.send({{QStringLiteral("/a.txt")}, StartRequest::Windows::Reuse}, 0ms));
    QCOMPARE(next.role(), SingleInstance::Role::Later);
    next.confirm(0ms);
    QCOMPARE(next.role(), SingleInstance::Role::Later);
}

void TestSession::recent_pinnedStayFirst()
{
    const QString pinned = path(QStringLiteral("pinned.txt"));
    put(pinned, "p");
    Run run(m_folder->path());
    run.editor.start({{pinned}, StartRequest::Windows::Reuse});
    auto *menu = run.window()->findChild<QMenu *>(QStringLiteral("menuRecent"));
    Q_EMIT menu->aboutToShow();
    run.window()->findChild<QAction *>(QStringLiteral("actionPinRecent"))->trigger();
    for (int i = 0; i < 20; ++i)
        run.settings.addRecentFile(path(QString::number(i)));
    QCOMPARE(run.settings.recentFiles().size(), Settings::kRecentFiles);
    QCOMPARE(run.settings.recentFiles().first(), pinned);
    Q_EMIT menu->aboutToShow();
    QVERIFY(run.window()->findChild<QAction *>(QStringLiteral("actionRecent1"))->text().startsWith(u'★'));
    run.settings.clearRecentFiles();
    QCOMPARE(run.settings.recentFiles(), QStringList{pinned});
    Q_EMIT menu->aboutToShow();
    run.window()->findChild<QAction *>(QStringLiteral("actionPinRecent"))->trigger();
    QVERIFY(run.settings.recentFiles().isEmpty());
}

QTEST_MAIN(TestSession)
#include "tst_session.moc"
