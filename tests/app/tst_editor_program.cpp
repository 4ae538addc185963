// SPDX-License-Identifier: MIT
// The real program with its window, on a platform without a display: arguments, one program per profile, and
// what is left after it was killed.
#include "ui/application/session.h"
#include "ui/recovery/recovery_store.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLocalServer>
#include <QLocalSocket>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#include <utility>

using namespace deltapad;

class TestEditorProgram : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_folder.isValid()); }
    void version_namesTheModel();
    void badArguments_giveOneLine_data();
    void badArguments_giveOneLine();
    void standardInput_isSafeBeforeItIsSaved();
    void laterStart_handsItsFilesOver();
    void startDuringAKill_bringsTheSessionBack();
    void signals_endItAsALogOutDoes_data();
    void signals_endItAsALogOutDoes();
    void signals_thatWereIgnored_stayIgnored();

private:
    /// The program with its own profile, runtime folder and the tiny model.
    void start(QProcess &program, const QStringList &arguments) const
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("DELTAPAD_MODEL"),
                           QStringLiteral(DELTAPAD_TEST_DATA "/tiny_model"));
        environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
        environment.insert(QStringLiteral("XDG_RUNTIME_DIR"), m_folder.path());
        program.setProcessEnvironment(environment);
        program.setWorkingDirectory(m_folder.path());
        program.start(QStringLiteral(DELTAPAD_PROGRAM), arguments);
    }
    QStringList inProfile(const QString &name, const QStringList &arguments) const
    {
        return QStringList{QStringLiteral("--profile"), m_folder.filePath(name)} + arguments;
    }
    void write(const QString &name, const QByteArray &bytes) const
    {
        QFile file(m_folder.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    }
    /// Names of the files that the next start would show again.
    QString open(const QString &profile) const
    {
        QStringList names;
        for (const SessionWindow &window :
             Session::read(state(profile) + QStringLiteral("/session.json")).windows)
            names.append(QFileInfo(window.path).fileName());
        return names.join(u' ');
    }
    QString state(const QString &profile) const
    {
        return m_folder.filePath(profile + QStringLiteral("/state"));
    }

    QTemporaryDir m_folder;
};

void TestEditorProgram::version_namesTheModel()
{
    QProcess program;
    start(program, {QStringLiteral("--version")});
    QVERIFY(program.waitForFinished());
    const QByteArray said = program.readAllStandardOutput();
    QVERIFY(said.startsWith("deltapad "));
    const QRegularExpression model(QStringLiteral("\nmodel tiny, sha256 [0-9a-f]{64}\n$"));
    QVERIFY2(QString::fromUtf8(said).contains(model), said.constData());
    start(program, {QStringLiteral("--version"), QStringLiteral("--model"), QStringLiteral("/nowhere")});
    QVERIFY(program.waitForFinished());
    QVERIFY(program.readAllStandardOutput().contains("\nno model: /nowhere"));
    QCOMPARE(program.exitCode(), 0);
}

void TestEditorProgram::badArguments_giveOneLine_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("line") << QStringList{QStringLiteral("-l"), QStringLiteral("x"), QStringLiteral("a.txt")}
                          << QByteArray("--line x: expected a whole number from 1 on");
    QTest::newRow("column") << QStringList{QStringLiteral("-c"), QStringLiteral("0"), QStringLiteral("a.txt")}
                            << QByteArray("--column 0: expected a whole number from 1 on");
    QTest::newRow("no file") << QStringList{QStringLiteral("-l"), QStringLiteral("3")}
                             << QByteArray("--line and --column need a file name");
    QTest::newRow("option") << QStringList{QStringLiteral("--fast")} << QByteArray("fast");
    QTest::newRow("bytes") << QStringList{QStringLiteral("-")} << QByteArray("standard input");
}

void TestEditorProgram::badArguments_giveOneLine()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const QByteArray, says);
    QProcess program;
    start(program, inProfile(QStringLiteral("bad"), arguments));
    program.write("a\xFF\xFF");
    program.closeWriteChannel();
    QVERIFY(program.waitForFinished());
    QCOMPARE(program.exitCode(), 2);
    const QByteArray said = program.readAllStandardError();
    QVERIFY2(said.contains(says), said.constData());
    QCOMPARE(said.count('\n'), 1);
}

void TestEditorProgram::standardInput_isSafeBeforeItIsSaved()
{
    const QString profile = QStringLiteral("piped");
    QProcess program;
    start(program, inProfile(profile, {QStringLiteral("--no-ai"), QStringLiteral("-")}));
    program.write("piped in\nand never saved");
    program.closeWriteChannel();
    const RecoveryStore store(state(profile));
    const auto hasJournal = [&] {
        return !QDir(store.folder()).entryList({QStringLiteral("*.journal")}, QDir::Files).isEmpty();
    };
    QTRY_VERIFY_WITH_TIMEOUT(hasJournal(), 60000);
    QVERIFY(store.claim().orphans.empty()); // its program lives
    program.kill();
    QVERIFY(program.waitForFinished());
    const auto claimed = store.claim();
    QCOMPARE(claimed.orphans.size(), std::size_t(1));
    QCOMPARE(claimed.orphans[0].text(), QStringLiteral("piped in\nand never saved"));
    QVERIFY(claimed.orphans[0].path.isEmpty());
}

void TestEditorProgram::laterStart_handsItsFilesOver()
{
    const QString profile = QStringLiteral("shared");
    write(QStringLiteral("one.txt"), "text\nof two lines\n");
    write(QStringLiteral("two.txt"), "text\nof two lines\n");
    QProcess first;
    start(first, inProfile(profile, {QStringLiteral("one.txt")}));
    QTRY_COMPARE_WITH_TIMEOUT(open(profile), QStringLiteral("one.txt"), 60000);
    QProcess second;
    start(second, inProfile(profile, {QStringLiteral("-l"), QStringLiteral("2"), QStringLiteral("two.txt")}));
    QVERIFY(second.waitForFinished());
    QCOMPARE(second.exitCode(), 0);
    QTRY_COMPARE_WITH_TIMEOUT(open(profile), QStringLiteral("one.txt two.txt"), 60000);
    QCOMPARE(first.state(), QProcess::Running);
    first.kill();
    QVERIFY(first.waitForFinished());
}

void TestEditorProgram::startDuringAKill_bringsTheSessionBack()
{
    const QString profile = QStringLiteral("killed");
    write(QStringLiteral("one.txt"), "1");
    write(QStringLiteral("two.txt"), "2");
    const QDir folder(m_folder.path());
    const QStringList others = folder.entryList({QStringLiteral("*.lock")});
    QProcess first;
    start(first, inProfile(profile, {QStringLiteral("one.txt")}));
    QTRY_COMPARE_WITH_TIMEOUT(open(profile), QStringLiteral("one.txt"), 60000);
    first.kill();
    QVERIFY(first.waitForFinished());
    QString lock;
    for (const QString &name : folder.entryList({QStringLiteral("*.lock")})) {
        if (!others.contains(name))
            lock = folder.filePath(name);
    }
    QVERIFY(!lock.isEmpty());
    // From here on this test is the killed program whose memory is still being cleared: it holds lock and
    // socket, and lets go of both once the next program has asked.
    int held = ::open(QFile::encodeName(lock).constData(), O_RDWR | O_CLOEXEC);
    QCOMPARE(::flock(held, LOCK_EX | LOCK_NB), 0);
    const QString socket = QString(lock).replace(QStringLiteral(".lock"), QStringLiteral(".socket"));
    QLocalServer::removeServer(socket);
    QLocalServer dying;
    QVERIFY(dying.listen(socket));
    connect(&dying, &QLocalServer::newConnection, &dying, [&] {
        dying.nextPendingConnection()->abort();
        dying.close();
        ::close(std::exchange(held, -1));
    });
    QProcess second;
    start(second, inProfile(profile, {QStringLiteral("two.txt")}));
    QTRY_COMPARE_WITH_TIMEOUT(open(profile), QStringLiteral("one.txt two.txt"), 10000);
    QCOMPARE(held, -1);
    second.kill();
    QVERIFY(second.waitForFinished());
}

void TestEditorProgram::signals_endItAsALogOutDoes_data()
{
    QTest::addColumn<int>("signal");
    QTest::newRow("terminate") << SIGTERM;
    QTest::newRow("interrupt") << SIGINT;
    QTest::newRow("hang up") << SIGHUP;
}

void TestEditorProgram::signals_endItAsALogOutDoes()
{
    QFETCH(const int, signal);
    const QString profile = QStringLiteral("signal%1").arg(signal);
    write(QStringLiteral("one.txt"), "1");
    const auto session = [&] { return Session::read(state(profile) + QStringLiteral("/session.json")); };
    const RecoveryStore store(state(profile));
    QProcess program;
    start(program, inProfile(profile, {QStringLiteral("one.txt"), QStringLiteral("-")}));
    program.write("piped in\nand never saved");
    program.closeWriteChannel();
    QTRY_COMPARE_WITH_TIMEOUT(open(profile), QStringLiteral("one.txt"), 60000);
    QTRY_VERIFY_WITH_TIMEOUT(
        !QDir(store.folder()).entryList({QStringLiteral("*.journal")}, QDir::Files).isEmpty(), 60000);
    QCOMPARE(::kill(pid_t(program.processId()), signal), 0);
    QVERIFY(program.waitForFinished());
    QCOMPARE(program.exitStatus(), QProcess::NormalExit);
    QCOMPARE(program.exitCode(), 128 + signal);
    QCOMPARE(session().windows.size(), std::size_t(2));
    const auto claimed = store.claim();
    QCOMPARE(claimed.orphans.size(), std::size_t(1));
    QCOMPARE(claimed.orphans[0].text(), QStringLiteral("piped in\nand never saved"));
    // The session names it: the next start shows it without a question.
    QCOMPARE(session().windows[1].journal, claimed.orphans[0].journal);
}

void TestEditorProgram::signals_thatWereIgnored_stayIgnored()
{
    const QString profile = QStringLiteral("nohup");
    write(QStringLiteral("one.txt"), "1");
    QProcess program;
    program.setChildProcessModifier([] { ::signal(SIGHUP, SIG_IGN); });
    start(program, inProfile(profile, {QStringLiteral("one.txt")}));
    QTRY_COMPARE_WITH_TIMEOUT(open(profile), QStringLiteral("one.txt"), 60000);
    QCOMPARE(::kill(pid_t(program.processId()), SIGHUP), 0);
    QCOMPARE(::kill(pid_t(program.processId()), SIGTERM), 0);
    QVERIFY(program.waitForFinished());
    QCOMPARE(program.exitCode(), 128 + SIGTERM); // not that of the first one
}

QTEST_GUILESS_MAIN(TestEditorProgram)
#include "tst_editor_program.moc"
