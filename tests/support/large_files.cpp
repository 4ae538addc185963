// SPDX-License-Identifier: MIT
// Measures how the window takes large files: what is on the screen when, the longest pause of the event loop
// in each step, what a key costs at the start, in the middle and at the end, and memory. Not a test.
//     large_files [MEGABYTES | FILE]
// A file is copied first; after some keys it is saved, and the bytes are compared with what was typed.
#include "tests/support/window_fixture.h"
#include "ui/window/document_recovery.h"

#include <QElapsedTimer>
#include <QFile>
#include <QScrollBar>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <vector>

using namespace deltapad;

namespace {

constexpr int kKeys = 60;

/// The longest time between two beats of a timer that wants to beat all the time.
class Heartbeat
{
public:
    Heartbeat()
    {
        m_clock.start();
        QObject::connect(&m_timer, &QTimer::timeout, [this] { beat(); });
        m_timer.start(1);
    }
    /// Since the last call.
    double longest()
    {
        beat();
        return std::exchange(m_longest, 0.0);
    }

private:
    void beat()
    {
        m_longest = std::max(m_longest, double(m_clock.nsecsElapsed()) / 1e6);
        m_clock.restart();
    }

    QTimer m_timer;
    QElapsedTimer m_clock;
    double m_longest = 0;
};

/// Hears when the viewport has been painted with something in it.
class FirstPaint : public QObject
{
public:
    explicit FirstPaint(TextEdit *edit) : m_edit(edit)
    {
        m_clock.start();
        edit->viewport()->installEventFilter(this);
    }
    qint64 milliseconds() const { return m_at; }

protected:
    bool eventFilter(QObject *, QEvent *event) override
    {
        if (event->type() == QEvent::Paint && m_at < 0 && m_edit->document()->blockCount() > 1)
            m_at = m_clock.elapsed();
        return false;
    }

private:
    TextEdit *m_edit;
    QElapsedTimer m_clock;
    qint64 m_at = -1;
};

/// A line of /proc/self/status, in MB.
long memory(const char *name)
{
    QFile file(QStringLiteral("/proc/self/status"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : file.readAll().split('\n'))
        if (line.startsWith(name))
            return line.simplified().split(' ').value(1).toLong() / 1024;
    return 0;
}

void pass(int milliseconds)
{
    QElapsedTimer clock;
    clock.start();
    while (clock.elapsed() < milliseconds)
        QCoreApplication::processEvents(QEventLoop::AllEvents, 5);
}

/// Keys with their paint, at the caret.
void typeThere(WindowFixture &f, Heartbeat &heart, const char *where, QByteArray &bytes, qsizetype at)
{
    std::vector<double> keys;
    QElapsedTimer clock;
    for (int i = 0; i < kKeys; ++i) {
        clock.restart();
        f.type(QStringLiteral("x"));
        f.edit->viewport()->repaint();
        keys.push_back(double(clock.nsecsElapsed()) / 1e6);
        pass(5);
    }
    const double first = keys[0];
    std::sort(keys.begin(), keys.end());
    std::printf("  %-6s first key with paint %.1f ms, median %.1f, most %.1f; longest pause %.0f ms\n", where,
                first, keys[kKeys / 2], keys[kKeys - 1], heart.longest());
    std::fflush(stdout);
    bytes.insert(at, QByteArray(kKeys, 'x'));
}

/// The place in the bytes that a place in the text stands for.
qsizetype bytePlace(const WindowFixture &f, int position)
{
    const int offset = f.edit->folds().toText(position);
    return QString::fromStdU16String(withoutFolds(f.window->controller()->shadow().text()))
        .left(offset)
        .toUtf8()
        .size();
}

void measure(const char *name, QByteArray bytes)
{
    Delays delays = Delays::none();
    const Delays real;
    delays.openingSlice = real.openingSlice; // as the program does it
    delays.wordCount = real.wordCount;
    delays.journalSync = real.journalSync;
    auto f = std::make_unique<WindowFixture>(SuggestionMode::Eager, delays);
    const RecoveryStore store(f->profile.filePath(QStringLiteral("state")));
    f->window->keepChanges(store);
    const QString path = f->profile.filePath(QStringLiteral("large.txt"));
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        return;
    file.close();
    pass(100);
    const long before = memory("VmRSS");
    const FirstPaint painted(f->edit);
    QElapsedTimer clock;
    clock.start();
    Heartbeat heart;
    f->window->openFile(path);
    while (f->window->file()->isOpening())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    QCoreApplication::processEvents();
    std::printf(
        "%s, %.1f MB: text on the screen after %lld ms, all there after %lld ms, longest pause %.0f ms, %s, "
        "%d paragraphs; memory %ld MB, before %ld, most %ld\n",
        name, double(bytes.size()) / 1e6, (long long)painted.milliseconds(), (long long)clock.elapsed(),
        heart.longest(), f->window->file()->isPlain() ? "plain" : "full", f->edit->blockCount(),
        memory("VmRSS"), before, memory("VmHWM"));
    std::fflush(stdout);
    // What is done in slices after that: words are counted. Keys are not to wait for it.
    f->key(Qt::Key_Home, Qt::ControlModifier);
    typeThere(*f, heart, "start", bytes, 0);
    QScrollBar *bar = f->edit->verticalScrollBar();
    bar->setValue(bar->maximum() / 2);
    pass(50);
    std::printf("  scrolled to the middle: longest pause %.0f ms\n", heart.longest());
    const int middle = f->edit->positionAt(QPointF(40, 40));
    const qsizetype middleByte = bytePlace(*f, middle);
    f->caretTo(middle);
    heart.longest();
    typeThere(*f, heart, "middle", bytes, middleByte);
    f->key(Qt::Key_End, Qt::ControlModifier);
    pass(50);
    std::printf("  Ctrl+End: longest pause %.0f ms\n", heart.longest());
    typeThere(*f, heart, "end", bytes, bytes.size());
    clock.restart();
    f->window->file()->save();
    while (f->window->file()->isSaving())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    const qint64 saved = clock.elapsed();
    const double savePause = heart.longest();
    QFile written(path);
    const bool same = written.open(QIODevice::ReadOnly) && written.readAll() == bytes;
    std::printf("  saved in %lld ms, longest pause %.0f ms, bytes %s\n", (long long)saved, savePause,
                same ? "as typed" : "NOT AS TYPED");
    pass(1500);
    std::printf("  memory %ld MB, most %ld MB\n", memory("VmRSS"), memory("VmHWM"));
    heart.longest();
    clock.restart();
    f->window->file()->newDocument();
    f.reset();
    std::printf("  closed in %lld ms, memory %ld MB\n", (long long)clock.elapsed(), memory("VmRSS"));
    std::fflush(stdout);
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QFile given(argc > 1 ? QString::fromLocal8Bit(argv[1]) : QString());
    if (argc > 1 && given.open(QIODevice::ReadOnly)) {
        measure(argv[1], given.readAll());
        return 0;
    }
    const qsizetype megabytes = argc > 1 ? std::max(1, std::atoi(argv[1])) : 100;
    QByteArray lines;
    for (int i = 0; lines.size() < megabytes << 20; ++i)
        lines += "line " + QByteArray::number(i) + " of a long text that goes on and on, as such texts do\n";
    measure("many lines", lines);
    measure("one line", QByteArray("some words of a line that never ends ").repeated(28340));
    measure("one line", QByteArray("some words of a line that never ends ").repeated(2768));
    return 0;
}
