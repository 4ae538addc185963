// SPDX-License-Identifier: MIT
// Kills the editor at random moments while it is typed into, starts it again, recovers, and counts what is
// lost.
//
// The same executable is both: with --type it runs the editor's windows, types through key events and notes
// each finished step in a file that both map; without, it kills that process (SIGKILL), and lets a new editor
// recover. DELTAPAD_KILLS says how often (10), DELTAPAD_SEED where the seeds begin.
#include "engine/live/fake_client.h"
#include "tests/support/kill_script.h"
#include "ui/application/editor_application.h"
#include "ui/editor/document_text.h"
#include "ui/editor/text_edit.h"
#include "ui/window/document_file.h"
#include "ui/window/document_recovery.h"
#include "ui/window/message_bar.h"
#include "ui/window/settings.h"

#include <QApplication>
#include <QClipboard>
#include <QProcess>
#include <QPushButton>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

using namespace deltapad;

namespace {

constexpr int kMaxSteps = 10000;
constexpr double kAllowedMilliseconds = 2000;

/// Survives the process that writes it, as the kernel's pages do.
struct Progress
{
    std::atomic<int> steps{0};
    std::atomic<qint64> times[kMaxSteps]; ///< nanoseconds, at the end of each step
};

Progress *mapProgress(const QString &folder)
{
    const QByteArray path = QFile::encodeName(folder + QStringLiteral("/progress"));
    const int descriptor = ::open(path.constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0 || ::ftruncate(descriptor, sizeof(Progress)) != 0)
        return nullptr;
    void *at = ::mmap(nullptr, sizeof(Progress), PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
    ::close(descriptor);
    return at == MAP_FAILED ? nullptr : static_cast<Progress *>(at);
}

QString fileIn(const QString &folder)
{
    return folder + QStringLiteral("/document.txt");
}

std::unique_ptr<EditorApplication> makeEditor(const QString &folder, Settings *settings)
{
    return std::make_unique<EditorApplication>(
        [settings] {
            return std::make_unique<MainWindow>(std::make_unique<FakeClient>(), settings, Delays{});
        },
        settings, folder + QStringLiteral("/state"), EditorApplication::SessionUse::Restored);
}

void perform(const KillScript::Step &step, MainWindow *window)
{
    TextEdit *edit = window->editor();
    switch (step.kind) {
    case KillScript::Kind::Type:
        QTest::sendKeyEvent(QTest::Click, edit, Qt::Key_unknown, step.text, Qt::NoModifier);
        break;
    case KillScript::Kind::Return:
        QTest::keyClick(edit, Qt::Key_Return);
        break;
    case KillScript::Kind::Backspace:
        QTest::keyClick(edit, Qt::Key_Backspace);
        break;
    case KillScript::Kind::Left:
        QTest::keyClick(edit, Qt::Key_Left);
        break;
    case KillScript::Kind::Paste:
        QApplication::clipboard()->setText(step.text);
        QTest::keyClick(edit, Qt::Key_V, Qt::ControlModifier);
        break;
    case KillScript::Kind::Save:
        window->findChild<QAction *>(QStringLiteral("actionSave"))->trigger();
        break;
    case KillScript::Kind::LineEnd:
        // Makes the journal be written anew, as a long one is.
        window->file()->setLineEnd(window->file()->format().lineEnd == LineEnd::Unix ? LineEnd::Windows
                                                                                     : LineEnd::Unix);
        break;
    }
}

/// Types until it is killed.
int typeForever(const QString &folder, quint32 seed)
{
    Progress *progress = mapProgress(folder);
    if (!progress)
        return 1;
    Settings settings(folder);
    KillScript script(seed);
    const auto editor = makeEditor(folder, &settings);
    StartRequest request;
    if (script.hasFile())
        request.files.append(fileIn(folder));
    editor->start(request);
    MainWindow *window = editor->windows().front();
    QTimer timer;
    timer.setSingleShot(true);
    KillScript::Step step = script.next();
    QObject::connect(&timer, &QTimer::timeout, window, [&] {
        perform(step, window);
        const int done = progress->steps.load();
        if (done == kMaxSteps)
            return;
        progress->times[done].store(std::chrono::steady_clock::now().time_since_epoch().count());
        progress->steps.store(done + 1);
        step = script.next();
        timer.start(step.pause);
    });
    timer.start(step.pause);
    std::puts("typing");
    std::fflush(stdout);
    return QApplication::exec();
}

/// What a new start of the editor has after "Recover" was clicked wherever it is offered.
QString recoveredText(const QString &folder)
{
    Settings settings(folder);
    const auto editor = makeEditor(folder, &settings);
    editor->start({});
    MainWindow *window = editor->windows().front();
    for (MainWindow *each : editor->windows()) {
        if (auto *recover = each->findChild<QPushButton *>(QStringLiteral("message_recovery_0"))) {
            recover->click();
            window = each;
        }
    }
    return QString::fromStdU16String(documentText(*window->editor()->document()));
}

} // namespace

class TestKillRecovery : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void kill_atRandomMoments_losesNoMoreThanTwoSeconds();
};

void TestKillRecovery::kill_atRandomMoments_losesNoMoreThanTwoSeconds()
{
    const int kills =
        qEnvironmentVariableIsSet("DELTAPAD_KILLS") ? qEnvironmentVariableIntValue("DELTAPAD_KILLS") : 10;
    const int longest = kills > 10 ? 2500 : 700; // milliseconds of typing
    const quint32 first = qEnvironmentVariableIsSet("DELTAPAD_SEED")
                              ? qEnvironmentVariable("DELTAPAD_SEED").toUInt()
                              : QRandomGenerator::global()->generate() % 1'000'000'000U;
    qInfo("seeds from %u, %d kills", first, kills);
    qint64 typed = 0;
    qint64 steps = 0;
    qint64 lost = 0;
    qint64 mostLost = 0;
    double lostMilliseconds = 0;
    double mostMilliseconds = 0;
    for (int round = 0; round < kills; ++round) {
        const quint32 seed = first + quint32(round);
        const QTemporaryDir folder;
        QVERIFY(folder.isValid());
        Progress *progress = mapProgress(folder.path());
        QVERIFY(progress);
        KillScript script(seed);
        if (script.hasFile()) {
            QFile file(fileIn(folder.path()));
            QVERIFY(file.open(QIODevice::WriteOnly));
        }
        QProcess writer;
        writer.start(QCoreApplication::applicationFilePath(),
                     {QStringLiteral("--type"), folder.path(), QString::number(seed)});
        QVERIFY(writer.waitForReadyRead(30000));
        // The moment is the point here: any, also in the middle of a save.
        QTest::qWait(int(std::mt19937(seed ^ 0x5EEDU)() % unsigned(longest)));
        writer.kill();
        QVERIFY(writer.waitForFinished());
        QCOMPARE(writer.exitStatus(), QProcess::CrashExit);

        const int done = progress->steps.load();
        const QString recovered = recoveredText(folder.path());
        // The text after each step; the last one may have been done and not yet noted.
        QString text;
        int caret = 0;
        int best = text == recovered ? 0 : -1;
        std::vector<int> characters;
        for (int step = 0; step <= done; ++step) {
            const KillScript::Step taken = script.next();
            KillScript::apply(taken, text, caret);
            characters.push_back(taken.characters());
            if (text == recovered)
                best = step + 1;
        }
        QVERIFY2(best >= 0, qPrintable(QStringLiteral("seed %1, %2 steps: what came back was never there: %3")
                                           .arg(seed)
                                           .arg(done)
                                           .arg(recovered.left(200))));
        qint64 lostHere = 0;
        for (int step = best; step < done; ++step)
            lostHere += characters[std::size_t(step)];
        const double lostTime =
            best < done ? double(progress->times[done - 1].load() - progress->times[best].load()) / 1e6 : 0;
        for (int step = 0; step < done; ++step)
            typed += characters[std::size_t(step)];
        steps += done;
        lost += lostHere;
        mostLost = std::max(mostLost, lostHere);
        lostMilliseconds += lostTime;
        mostMilliseconds = std::max(mostMilliseconds, lostTime);
        QVERIFY2(lostTime <= kAllowedMilliseconds,
                 qPrintable(QStringLiteral("seed %1: lost %2 ms").arg(seed).arg(lostTime)));
        ::munmap(progress, sizeof(Progress));
    }
    qInfo("%d kills: %lld steps, %lld characters typed; lost %lld characters in all, at most %lld at once; "
          "%.2f ms of typing on average, at most %.2f ms",
          kills, static_cast<long long>(steps), static_cast<long long>(typed), static_cast<long long>(lost),
          static_cast<long long>(mostLost), lostMilliseconds / std::max(1, kills), mostMilliseconds);
    QVERIFY(steps > 0);
}

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 4 && arguments[1] == QStringLiteral("--type"))
        return typeForever(arguments[2], arguments[3].toUInt());
    TestKillRecovery test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_kill_recovery.moc"
