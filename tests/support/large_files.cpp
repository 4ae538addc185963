// SPDX-License-Identifier: MIT
// Measures how the window takes large files: time until the text is there, longest stretch without an event
// loop, and what a key costs afterwards. Not a test.   large_files [MEGABYTES]
#include "tests/support/window_fixture.h"
#include "ui/window/document_recovery.h"

#include <QElapsedTimer>
#include <QFile>
#include <QScrollBar>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

using namespace deltapad;

namespace {

/// The longest time between two beats of a timer that wants to beat all the time.
class Heartbeat
{
public:
    Heartbeat()
    {
        m_clock.start();
        QObject::connect(&m_timer, &QTimer::timeout,
                         [this] { m_longest = std::max(m_longest, m_clock.restart()); });
        m_timer.start(1);
    }
    qint64 longest() const { return m_longest; }

private:
    QTimer m_timer;
    QElapsedTimer m_clock;
    qint64 m_longest = 0;
};

void measure(const char *name, const QByteArray &bytes)
{
    Delays delays = Delays::none();
    delays.openingSlice = Delays().openingSlice; // as the program does it
    WindowFixture f(SuggestionMode::Eager, delays);
    const RecoveryStore store(f.profile.filePath(QStringLiteral("state")));
    f.window->keepChanges(store);
    const QString path = f.profile.filePath(QStringLiteral("large.txt"));
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        return;
    file.close();
    QElapsedTimer clock;
    clock.start();
    const Heartbeat heart;
    f.window->openFile(path);
    while (f.window->file()->isOpening())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    QCoreApplication::processEvents();
    std::printf("%s: there after %lld ms, longest stall %lld ms, %s\n", name, (long long)clock.elapsed(),
                (long long)heart.longest(), f.window->file()->isPlain() ? "plain" : "full");
    // What is done in slices after that: words are counted. Keys are not to wait for it.
    f.caretTo(int(bytes.size() / 2));
    f.edit->centerCursor();
    f.window->grab();
    std::vector<double> keys;
    for (int i = 0; i < 30; ++i) {
        clock.restart();
        f.type(QStringLiteral("x"));
        f.edit->viewport()->repaint();
        QCoreApplication::processEvents();
        keys.push_back(double(clock.nsecsElapsed()) / 1e6);
    }
    std::printf("  first key with paint %.1f ms", keys[0]);
    std::sort(keys.begin(), keys.end());
    std::printf(", median %.1f ms, most %.1f ms\n", keys[15], keys[29]);
    std::fflush(stdout);
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const qsizetype megabytes = argc > 1 ? std::max(1, std::atoi(argv[1])) : 100;
    QByteArray lines;
    for (int i = 0; lines.size() < megabytes << 20; ++i)
        lines += "line " + QByteArray::number(i) + " of a long text that goes on and on, as such texts do\n";
    measure("many lines", lines);
    measure("one line of 1 MB", QByteArray("some words of a line that never ends ").repeated(28340));
    measure("one line of 100 kB", QByteArray("some words of a line that never ends ").repeated(2768));
    return 0;
}
