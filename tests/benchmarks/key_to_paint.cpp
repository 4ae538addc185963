// SPDX-License-Identifier: MIT
// How long a key takes to the screen while the engine is saturated:
//     key_to_paint MODEL_FOLDER [KEYS [RATE]]
// The real window over the real live client in a real event loop (run it under Xvfb). A thread with its own
// clock asks for RATE keys a second; each key is timed from the moment it was due to the end of the frame
// that shows it, so time in the queue counts. Each scenario types into the middle of a text; at its end every
// key must be there, and the engine must have settled. Exit status 1: a character was lost. Figures, no
// limits: machines differ.
#include "engine/live/session_backend.h"
#include "ui/editor/document_text.h"
#include "ui/editor/text_edit.h"
#include "ui/window/document_controller.h"
#include "ui/window/document_file.h"
#include "ui/window/main_window.h"
#include "ui/window/sample_text.h"
#include "ui/window/settings.h"

#include <QApplication>
#include <QEventLoop>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <QWindow>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <optional>
#include <thread>
#include <vector>

using namespace deltapad;

namespace {

using Clock = std::chrono::steady_clock;
constexpr int kSettleMilliseconds = 120000;

/// Sees the end of each frame: an update request of the window that painted the text.
class TimedApplication : public QApplication
{
public:
    TimedApplication(int &argc, char **argv) : QApplication(argc, argv) {}

    void watch(MainWindow *window)
    {
        m_window = window;
        m_viewport = window ? window->editor()->viewport() : nullptr;
        m_waiting.clear();
        m_milliseconds.clear();
        m_handling.clear();
    }
    void keyHandled(Clock::time_point due, Clock::time_point begun)
    {
        m_waiting.push_back(due);
        m_handling.push_back(since(begun));
    }
    std::vector<double> &milliseconds() { return m_milliseconds; }
    std::vector<double> &handling() { return m_handling; }
    std::size_t unpainted() const { return m_waiting.size(); }

    bool notify(QObject *receiver, QEvent *event) override
    {
        if (event->type() == QEvent::Paint && receiver == m_viewport)
            m_painted = true;
        const bool frame = event->type() == QEvent::UpdateRequest && receiver == m_window;
        if (frame)
            m_painted = false;
        const bool handled = QApplication::notify(receiver, event);
        if (frame && m_painted) {
            for (const Clock::time_point due : m_waiting)
                m_milliseconds.push_back(since(due));
            m_waiting.clear();
        }
        return handled;
    }

private:
    static double since(Clock::time_point begin)
    {
        return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
    }

    MainWindow *m_window = nullptr;
    QWidget *m_viewport = nullptr;
    bool m_painted = false;
    std::vector<Clock::time_point> m_waiting;
    std::vector<double> m_milliseconds;
    std::vector<double> m_handling;
};

struct Scenario
{
    const char *name;
    QString text;
    const char *file = nullptr; ///< opened under this name; null: an untitled text
};

QString longText(qsizetype characters)
{
    const QString sample = sampleText();
    QString text;
    while (text.size() < characters)
        text += sample;
    return text;
}

/// The same characters, most paragraphs with something to style in them.
QString styled(QString text)
{
    return text.replace(QStringLiteral(" the "), QStringLiteral(" *the* "))
        .replace(QStringLiteral(" and "), QStringLiteral(" `and` "))
        .replace(QStringLiteral("\n\n"), QStringLiteral("\n\n## "));
}

double percentile(std::vector<double> values, double share)
{
    if (values.empty())
        return 0;
    const auto at = std::ptrdiff_t(share * double(values.size() - 1) + 0.5);
    std::nth_element(values.begin(), values.begin() + at, values.end());
    return values[std::size_t(at)];
}

QByteArray machineLoad()
{
    QFile file(QStringLiteral("/proc/loadavg"));
    return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed().split(' ').mid(0, 1).join() : "unknown";
}

std::int64_t difference(std::int64_t ClientCounters::*counter, const ClientCounters &after,
                        const ClientCounters &before)
{
    return after.*counter - before.*counter;
}

/// As a window system would deliver it (QTest's clicks run the event loop, so that keys would nest).
void press(MainWindow &window, QChar character)
{
    const Qt::Key key = Qt::Key(character.toUpper().unicode());
    for (const QEvent::Type type : {QEvent::KeyPress, QEvent::KeyRelease})
        qt_handleKeyEvent(window.windowHandle(), type, key, Qt::NoModifier, QString(character), false, 1);
}

bool run(TimedApplication &application, const std::string &model, const Scenario &scenario, int keys,
         double rate)
{
    const QTemporaryDir profile;
    Settings settings(profile.path());
    LiveOptions options;
    options.modelFolder = model;
    auto owned = makeLiveClient(options);
    EngineClient *client = owned.get();
    MainWindow window(std::move(owned), &settings, Delays{});
    window.resize(1280, 860);
    window.show();
    window.activateWindow();
    DocumentController *controller = window.controller();
    if (scenario.file) {
        QFile file(profile.filePath(QLatin1String(scenario.file)));
        if (!file.open(QIODevice::WriteOnly) || file.write(scenario.text.toUtf8()) < 0)
            return false;
        file.close();
        // A large one comes in pieces.
        if (!window.openFile(file.fileName()) ||
            !QTest::qWaitFor([&] { return !window.file()->isOpening(); }, kSettleMilliseconds))
            return false;
    } else {
        window.file()->newDocument(scenario.text);
    }
    QTextCursor cursor = window.editor()->textCursor();
    cursor.setPosition(int(scenario.text.indexOf(u' ', scenario.text.size() / 2)));
    window.editor()->setTextCursor(cursor);
    window.editor()->centerCursor();
    window.editor()->setFocus();
    const auto settled = [&] { return controller->settledRevision() == controller->revision(); };
    if (!QTest::qWaitForWindowActive(&window) || !QTest::qWaitFor(settled, kSettleMilliseconds)) {
        std::fprintf(stderr, "key_to_paint: %s: no result from the model\n", scenario.name);
        return false;
    }

    // Words of our own; every key is a character, so that what is missing at the end was dropped.
    const QString words = QStringLiteral(" the tide came in slowly and nobody on the quay spoke of the boat");
    QString typed;
    for (int i = 0; i < keys; ++i)
        typed += words.at(i % words.size());
    const int at = cursor.position();
    const ClientCounters before = client->counters();
    const QByteArray loadBefore = machineLoad();
    application.watch(&window);
    QEventLoop loop;
    int handled = 0;
    const auto begin = Clock::now();
    std::thread sender([&] {
        for (int i = 0; i < keys; ++i) {
            const auto due =
                begin + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(i / rate));
            std::this_thread::sleep_until(due);
            QMetaObject::invokeMethod(
                &window,
                [&, due, character = typed.at(i)] {
                    const auto begun = Clock::now();
                    press(window, character);
                    application.keyHandled(due, begun);
                    if (++handled == keys)
                        loop.quit();
                },
                Qt::QueuedConnection);
        }
    });
    loop.exec();
    const double seconds = std::chrono::duration<double>(Clock::now() - begin).count();
    sender.join();
    const bool all =
        QTest::qWaitFor([&] { return application.unpainted() == 0 && settled(); }, kSettleMilliseconds);
    const QString expected = scenario.text.left(at) + typed + scenario.text.mid(at);
    const QString found = QString::fromStdU16String(documentText(*window.editor()->document()));
    const qsizetype dropped = expected.size() - found.size();
    const bool good = all && found == expected && controller->shadowMatches();
    const ClientCounters after = client->counters();
    const std::vector<double> painted = application.milliseconds();
    const std::vector<double> handling = application.handling();
    application.watch(nullptr);

    std::printf("%s: %d keys in %.1f s (%.0f a second asked for), %lld characters\n", scenario.name, keys,
                seconds, rate, static_cast<long long>(scenario.text.size()));
    std::printf("  key to paint ms   p50 %.2f  p95 %.2f  p99 %.2f  max %.2f\n", percentile(painted, 0.5),
                percentile(painted, 0.95), percentile(painted, 0.99), percentile(painted, 1));
    std::printf("  key handling ms   p50 %.2f  p95 %.2f  p99 %.2f  max %.2f\n", percentile(handling, 0.5),
                percentile(handling, 0.95), percentile(handling, 0.99), percentile(handling, 1));
    std::printf("  dropped characters %lld, text %s\n", static_cast<long long>(dropped),
                good ? "as typed" : "NOT AS TYPED");
    std::printf(
        "  engine: posted %lld, updates %lld, merged %lld, cancelled %lld, stale %lld; load %s before, %s "
        "after\n",
        static_cast<long long>(difference(&ClientCounters::posted, after, before)),
        static_cast<long long>(difference(&ClientCounters::updates, after, before)),
        static_cast<long long>(difference(&ClientCounters::merged, after, before)),
        static_cast<long long>(difference(&ClientCounters::cancelled, after, before)),
        static_cast<long long>(difference(&ClientCounters::stale, after, before)), loadBefore.constData(),
        machineLoad().constData());
    std::fflush(stdout);
    return good;
}

} // namespace

int main(int argc, char **argv)
{
    TimedApplication application(argc, argv);
    if (argc < 2 || argc > 4) {
        std::fputs("usage: key_to_paint MODEL_FOLDER [KEYS [RATE]]\n", stderr);
        return 2;
    }
    const int keys = argc > 2 ? std::max(1, std::atoi(argv[2])) : 2000;
    const double rate = argc > 3 ? std::max(1.0, std::atof(argv[3])) : 200;
    applyTheme(application, lightTheme());
    std::printf("platform %s\n", qPrintable(QGuiApplication::platformName()));
    bool good = true;
    for (const Scenario &scenario :
         {Scenario{"sample document", sampleText()}, Scenario{"12 kB", longText(12000)},
          Scenario{"1 MB", longText(1000000)},
          Scenario{"12 kB, signs of Markdown in a plain text", styled(longText(12000)), "a.txt"},
          Scenario{"12 kB, Markdown", styled(longText(12000)), "a.md"},
          Scenario{"1 MB, signs of Markdown in a plain text", styled(longText(1000000)), "a.txt"},
          Scenario{"1 MB, Markdown", styled(longText(1000000)), "a.md"}})
        good = run(application, argv[1], scenario, keys, rate) && good;
    return good ? 0 : 1;
}
