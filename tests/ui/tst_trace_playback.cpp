// SPDX-License-Identifier: MIT
// A recorded typing session, played into the real window over the real engine through key events:
//     tst_trace_playback [--trace FILE] [--model FOLDER] [Qt Test options]
// FILE is an edit trace as `deltapad replay` takes it, plain or .xz. Checked along the way and at the end:
// the text, that the engine has settled on it, and that the panels say what a session says that sees the text
// for the first time.
#include "engine/live/session_backend.h"
#include "engine/session/document_session.h"
#include "engine/token/token_document.h"
#include "ui/editor/document_text.h"
#include "ui/editor/text_edit.h"
#include "ui/editor/text_statistics.h"
#include "ui/editor/text_units.h"
#include "ui/panels/classes_panel.h"
#include "ui/panels/savings_panel.h"
#include "ui/window/document_controller.h"
#include "ui/window/document_file.h"
#include "ui/window/main_window.h"
#include "ui/window/settings.h"
#include "ui/window/status_chips.h"

#include <QApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <QWindow>

#include <memory>

using namespace deltapad;

namespace {

std::string tracePath = DELTAPAD_SOURCE_DIR "/resources/demo/typing.jsonl";
std::string modelFolder = DELTAPAD_TEST_DATA "/tiny_model";
constexpr int kWaitMilliseconds = 120000;
constexpr std::size_t kCheckEvery = 250; ///< edits
constexpr int kFarAway = 30;             ///< characters that a writer crosses with the mouse

std::size_t unitsOf(const std::u16string &text, std::int64_t codePoints, std::size_t from = 0)
{
    std::size_t at = from;
    for (; codePoints > 0; --codePoints)
        at += QChar::isHighSurrogate(text.at(at)) ? 2 : 1;
    return at;
}

struct Edit
{
    std::int64_t at = 0;      ///< code points
    std::int64_t removed = 0; ///< code points
    std::u16string inserted;
};

struct Trace
{
    QString name;
    std::u16string start;
    std::vector<Edit> edits;
};

QByteArray bytesOf(const QString &path)
{
    if (path.endsWith(QStringLiteral(".xz"))) {
        QProcess unpack;
        unpack.start(QStringLiteral("xz"), {QStringLiteral("-dc"), path});
        return unpack.waitForFinished() && unpack.exitCode() == 0 ? unpack.readAllStandardOutput()
                                                                  : QByteArray();
    }
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// The trace of a file that is known to be good; without edits if it cannot be read.
Trace readTrace(const QString &path)
{
    Trace trace;
    const QList<QByteArray> lines = bytesOf(path).split('\n');
    const QJsonObject head = QJsonDocument::fromJson(lines.first()).object();
    trace.name = head.value(QStringLiteral("name")).toString();
    trace.start = head.value(QStringLiteral("start")).toString().toStdU16String();
    for (const QByteArray &line : lines.mid(1)) {
        const QJsonArray fields = QJsonDocument::fromJson(line).array();
        if (fields.size() >= 3)
            trace.edits.push_back(
                {fields[0].toInteger(), fields[1].toInteger(), fields[2].toString().toStdU16String()});
    }
    return trace;
}

/// The window, and a writer at its keyboard.
class Writer
{
public:
    Writer() : m_settings(m_profile.path())
    {
        m_settings.setSuggestionMode(SuggestionMode::Eager); // every suggestion comes in the writer's way
        LiveOptions options;
        options.modelFolder = modelFolder;
        m_window = std::make_unique<MainWindow>(makeLiveClient(options), &m_settings, Delays::none());
        m_window->resize(1100, 760);
        m_window->show();
        m_window->activateWindow();
        edit()->setFocus();
    }
    bool isReady() { return QTest::qWaitForWindowActive(m_window.get()); }
    MainWindow &window() { return *m_window; }
    TextEdit *edit() { return m_window->editor(); }
    DocumentController *controller() { return m_window->controller(); }
    std::u16string text() { return documentText(*edit()->document()); }
    qint64 keys() const { return m_keys; }

    void press(Qt::Key key, const QString &text = {}, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        for (const QEvent::Type type : {QEvent::KeyPress, QEvent::KeyRelease})
            qt_handleKeyEvent(m_window->windowHandle(), type, key, modifiers, text, false, 1);
        QCoreApplication::processEvents();
        ++m_keys;
    }
    void moveTo(int position)
    {
        const int distance = position - edit()->textCursor().position();
        for (int i = 0; i < std::abs(distance) && std::abs(distance) <= kFarAway; ++i) {
            if (edit()->textCursor().position() != position)
                press(distance > 0 ? Qt::Key_Right : Qt::Key_Left);
        }
        if (edit()->textCursor().position() == position && !edit()->textCursor().hasSelection())
            return;
        QTextCursor cursor = edit()->textCursor();
        cursor.setPosition(position);
        edit()->setTextCursor(cursor);
    }
    void remove(int begin, int end)
    {
        QTextCursor cursor = edit()->textCursor();
        if (cursor.position() == end && cursor.positionInBlock() > 0 &&
            backspaceLength(cursor.block().text(), cursor.positionInBlock()) == end - begin) {
            press(Qt::Key_Backspace);
            return;
        }
        cursor.setPosition(begin);
        cursor.setPosition(end, QTextCursor::KeepAnchor);
        edit()->setTextCursor(cursor);
        press(Qt::Key_Delete);
    }
    void type(const std::u16string &text)
    {
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t end = unitsOf(text, 1, at);
            const QString character = QString::fromStdU16String(text.substr(at, end - at));
            at = end;
            if (character == u"\n") {
                press(Qt::Key_Return, QStringLiteral("\r"));
            } else if (character == u"\t") {
                if (edit()->ghost().isVisible())
                    press(Qt::Key_Escape); // Tab would accept
                press(Qt::Key_Tab, character);
            } else {
                press(Qt::Key(character.at(0).toUpper().unicode()), character);
            }
        }
    }
    bool settle()
    {
        return QTest::qWaitFor(
            [this] {
                const auto &snapshot = controller()->snapshot();
                return snapshot && snapshot->revision == controller()->revision() &&
                       snapshot->suggestionsReady && snapshot->caret.value == edit()->textCursor().position();
            },
            kWaitMilliseconds);
    }

private:
    QTemporaryDir m_profile;
    Settings m_settings;
    std::unique_ptr<MainWindow> m_window;
    qint64 m_keys = 0;
};

} // namespace

class TestTracePlayback : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void trace_endsInItsTextWithSettledPanels();

private:
    void comparePanels(Writer &writer, const std::shared_ptr<const Model> &model);
    int m_compared = 0;
};

void TestTracePlayback::comparePanels(Writer &writer, const std::shared_ptr<const Model> &model)
{
    const Snapshot &snapshot = *writer.controller()->snapshot();
    DocumentSession fresh(model, {});
    QVERIFY(fresh.open(writer.text(), snapshot.caret).ok());
    const bool whole = fresh.liveBegin().value == 0 &&
                       fresh.tokens().startOf(fresh.liveEnd()).value == std::int64_t(writer.text().size());
    if (!whole)
        return; // where the live part of a long text lies depends on its history
    ++m_compared;
    const std::vector<ClassScores> classes = fresh.classes();
    QCOMPARE(snapshot.classes.size(), classes.size());
    for (std::size_t i = 0; i < classes.size(); ++i) {
        QVERIFY(snapshot.classes[i].probabilities == classes[i].probabilities);
        for (const std::string &label : classes[i].labels)
            QVERIFY(writer.window().classesPanel()->asText().contains(QString::fromStdString(label)));
    }
    const std::vector<TokenSurprise> surprises = fresh.surprises();
    QCOMPARE(snapshot.surprises.size(), surprises.size());
    for (std::size_t i = 0; i < surprises.size(); ++i)
        QCOMPARE(snapshot.surprises[i].bits, surprises[i].bits);
}

void TestTracePlayback::trace_endsInItsTextWithSettledPanels()
{
    const Trace trace = readTrace(QString::fromStdString(tracePath));
    QVERIFY2(!trace.edits.empty(), tracePath.c_str());
    const auto loaded = Model::load(modelFolder);
    QVERIFY2(loaded.ok(), loaded.ok() ? "" : loaded.error().message.c_str());

    Writer writer;
    QVERIFY(writer.isReady());
    std::u16string expected = trace.start;
    writer.window().file()->newDocument(QString::fromStdU16String(trace.start));
    for (std::size_t i = 0; i < trace.edits.size(); ++i) {
        const Edit &edit = trace.edits[i];
        const std::size_t begin = unitsOf(expected, edit.at);
        const std::size_t end = unitsOf(expected, edit.removed, begin);
        if (edit.removed > 0)
            writer.remove(int(begin), int(end));
        if (!edit.inserted.empty()) {
            writer.moveTo(int(begin));
            writer.type(edit.inserted);
        }
        expected.replace(begin, end - begin, edit.inserted);
        if (i % kCheckEvery == kCheckEvery - 1 || i + 1 == trace.edits.size()) {
            QVERIFY2(writer.text() == expected, qPrintable(QStringLiteral("after edit %1").arg(i)));
            QVERIFY(writer.settle());
            QVERIFY(writer.controller()->shadowMatches());
            comparePanels(writer, loaded.value());
            if (QTest::currentTestFailed())
                return;
        }
    }
    QCOMPARE(writer.controller()->settledRevision(), writer.controller()->revision());
    QVERIFY(writer.window().savingsPanel()->asCsv().count(u'\n') > 2);
    qint64 words = 0;
    for (QTextBlock block = writer.edit()->document()->begin(); block.isValid(); block = block.next())
        words += statisticsOf(block.text()).words;
    QTRY_VERIFY(writer.window().status()->words()->text().startsWith(QLocale().toString(words) + u' '));
    const ClientCounters counters = writer.controller()->snapshot()->counters;
    qInfo("%s: %zu edits, %lld keys, %zu units; panels compared %d times; posted %lld, updates %lld, merged "
          "%lld, "
          "cancelled %lld, stale %lld",
          qPrintable(trace.name), trace.edits.size(), static_cast<long long>(writer.keys()), expected.size(),
          m_compared, static_cast<long long>(counters.posted), static_cast<long long>(counters.updates),
          static_cast<long long>(counters.merged), static_cast<long long>(counters.cancelled),
          static_cast<long long>(counters.stale));
    while (writer.edit()->document()->isUndoAvailable())
        writer.edit()->undoStep();
    QVERIFY(writer.text() == trace.start); // nothing went past the undo stack
}

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QStringList arguments = QCoreApplication::arguments();
    const auto take = [&arguments](const QString &option, std::string &value) {
        const qsizetype at = arguments.indexOf(option);
        if (at < 0 || at + 1 >= arguments.size())
            return;
        value = arguments.at(at + 1).toLocal8Bit().toStdString();
        arguments.remove(at, 2);
    };
    take(QStringLiteral("--trace"), tracePath);
    take(QStringLiteral("--model"), modelFolder);
    TestTracePlayback test;
    return QTest::qExec(&test, arguments);
}

#include "tst_trace_playback.moc"
