// SPDX-License-Identifier: MIT
// The promise of the "Offline model" chip: the real window with the real engine, used in every way, never
// holds an internet socket. The kernel is asked, not the program.
#include "engine/live/session_backend.h"
#include "ui/editor/find_bar.h"
#include "ui/editor/text_edit.h"
#include "ui/panels/preview_panel.h"
#include "ui/window/document_controller.h"
#include "ui/window/document_file.h"
#include "ui/window/main_window.h"
#include "ui/window/markdown_view.h"
#include "ui/window/settings.h"
#include "ui/window/status_chips.h"

#include <QAction>
#include <QApplication>
#include <QDir>
#include <QDockWidget>
#include <QFile>
#include <QSet>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBrowser>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace deltapad;

namespace {

constexpr int kWaitMilliseconds = 60000;

/// Inodes of the sockets that this process holds.
QSet<QByteArray> heldSockets()
{
    QSet<QByteArray> inodes;
    const QDir folder(QStringLiteral("/proc/self/fd"));
    for (const QString &name : folder.entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot)) {
        char target[256];
        const ssize_t length =
            readlink(folder.filePath(name).toLocal8Bit().constData(), target, sizeof target);
        const QByteArray link(target, std::max<ssize_t>(0, length));
        if (link.startsWith("socket:["))
            inodes.insert(link.mid(8, link.size() - 9));
    }
    return inodes;
}

/// Of those, the ones in the kernel's tables of internet sockets.
QStringList internetSockets()
{
    const QSet<QByteArray> held = heldSockets();
    QStringList found;
    for (const char *table :
         {"tcp", "tcp6", "udp", "udp6", "udplite", "udplite6", "raw", "raw6", "icmp", "icmp6"}) {
        QFile file(QStringLiteral("/proc/self/net/") + QLatin1String(table));
        if (!file.open(QIODevice::ReadOnly))
            continue;
        for (const QByteArray &line : file.readAll().split('\n')) {
            const QList<QByteArray> fields = line.simplified().split(' ');
            if (fields.size() > 9 && held.contains(fields.at(9)))
                found.append(QLatin1String(table) + u' ' + QString::fromLatin1(fields.at(1)));
        }
    }
    return found;
}

std::unique_ptr<EngineClient> makeTinyClient()
{
    LiveOptions options;
    options.modelFolder = DELTAPAD_TEST_DATA "/tiny_model";
    options.threads = 1;
    return makeLiveClient(options);
}

} // namespace

class TestOffline : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void check_wouldNoticeASocket();
    void editor_opensNoInternetSocket();
    void markdown_opensNoInternetSocket();
};

void TestOffline::check_wouldNoticeASocket()
{
    QVERIFY(internetSockets().isEmpty());
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    if (socket < 0)
        QSKIP("this machine allows no internet socket at all");
    sockaddr_in here{};
    here.sin_family = AF_INET;
    here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const bool listens = ::bind(socket, reinterpret_cast<const sockaddr *>(&here), sizeof here) == 0 &&
                         ::listen(socket, 1) == 0;
    const QStringList found = internetSockets();
    ::close(socket);
    if (!listens)
        QSKIP("this machine has no loopback address");
    QCOMPARE(found.size(), 1);
}

void TestOffline::editor_opensNoInternetSocket()
{
    QTemporaryDir profile;
    Settings settings(profile.path());
    MainWindow window(makeTinyClient(), &settings, Delays::none());
    window.show();
    DocumentController *controller = window.controller();
    const auto settle = [controller] {
        return QTest::qWaitFor(
            [controller] { return controller->settledRevision() == controller->revision(); },
            kWaitMilliseconds);
    };
    QVERIFY(settle());
    QVERIFY(internetSockets().isEmpty());
    QTest::keyClicks(window.editor(), QStringLiteral("The sea is wide"));
    QVERIFY(settle());
    QVERIFY(internetSockets().isEmpty());
    window.findBar()->open(FindBar::Show::Find);
    QVERIFY(window.file()->saveAs(profile.filePath(QStringLiteral("a.txt"))));
    window.showAbout();
    window.showSettings();
    window.useModel(QStringLiteral("/nonexistent"));
    window.useModel(QStringLiteral(DELTAPAD_TEST_DATA "/tiny_model"));
    QTest::keyClicks(window.editor(), QStringLiteral(" and deep"));
    QVERIFY(settle());
    const QStringList found = internetSockets();
    QVERIFY2(found.isEmpty(), qPrintable(found.join(u' ')));
    QCOMPARE(window.status()->offline()->text(), QStringLiteral("Offline model · no network"));
    QVERIFY(window.status()->offline()->isVisible());
}

void TestOffline::markdown_opensNoInternetSocket()
{
    QTemporaryDir profile;
    QFile file(profile.filePath(QStringLiteral("a.md")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("# One\n\n![a](http://127.0.0.1:9/a.png) <img src=\"http://127.0.0.1:9/b.png\"> "
               "[c](http://127.0.0.1:9/c)\n");
    file.close();
    Settings settings(profile.path());
    MainWindow window(makeTinyClient(), &settings, Delays::none());
    window.show();
    QVERIFY(window.openFile(file.fileName()));
    window.findChild<QDockWidget *>(QStringLiteral("previewDock"))->toggleViewAction()->trigger();
    PreviewPanel *preview = window.markdown()->preview();
    QSignalSpy shown(preview, &PreviewPanel::shown);
    QVERIFY(QTest::qWaitFor([&] { return shown.count() > 0 && !preview->isParsing(); }, kWaitMilliseconds));
    preview->grab();
    auto *view = preview->findChild<QTextBrowser *>(QStringLiteral("previewText"));
    Q_EMIT view->anchorClicked(QUrl(QStringLiteral("http://127.0.0.1:9/c")));
    QCoreApplication::processEvents();
    const QStringList found = internetSockets();
    QVERIFY2(found.isEmpty(), qPrintable(found.join(u' ')));
}

QTEST_MAIN(TestOffline)
#include "tst_offline.moc"
