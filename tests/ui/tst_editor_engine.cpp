// SPDX-License-Identifier: MIT
// The real window over the real live client and a real (tiny) model, driven by keys. What the panels are
// given equals what a fresh session computes for the same text.
#include "engine/live/session_backend.h"
#include "engine/session/document_session.h"
#include "engine/token/token_document.h"
#include "ui/editor/document_text.h"
#include "ui/editor/text_edit.h"
#include "ui/panels/savings_panel.h"
#include "ui/window/document_controller.h"
#include "ui/window/document_file.h"
#include "ui/window/main_window.h"
#include "ui/window/message_bar.h"
#include "ui/window/settings.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <random>

using namespace deltapad;

namespace {

const std::string kModel = DELTAPAD_TEST_DATA "/tiny_model";
constexpr int kWaitMilliseconds = 60000;

struct Editor
{
    explicit Editor(const std::string &model = kModel) : settings(profile.path())
    {
        settings.setSuggestionMode(SuggestionMode::Eager);
        LiveOptions options;
        options.modelFolder = model;
        options.threads = 1;
        window = std::make_unique<MainWindow>(makeLiveClient(options), &settings, Delays::none());
        edit = window->editor();
        controller = window->controller();
        window->show();
        window->activateWindow();
        edit->setFocus();
        ready = QTest::qWaitForWindowActive(window.get());
    }
    /// Until the newest revision's classes and suggestions are there.
    bool settle()
    {
        return QTest::qWaitFor(
            [this] {
                const auto &snapshot = controller->snapshot();
                return snapshot && snapshot->revision == controller->revision() &&
                       snapshot->suggestionsReady && snapshot->caret.value == edit->textCursor().position();
            },
            kWaitMilliseconds);
    }
    std::u16string text() const { return documentText(*edit->document()); }
    void caretTo(int position)
    {
        QTextCursor cursor = edit->textCursor();
        cursor.setPosition(position);
        edit->setTextCursor(cursor);
    }

    QTemporaryDir profile;
    Settings settings;
    std::unique_ptr<MainWindow> window;
    TextEdit *edit = nullptr;
    DocumentController *controller = nullptr;
    bool ready = false;
};

} // namespace

class TestEditorEngine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void typing_settles();
    void editInTheMiddle_equalsAFreshSession();
    void acceptedSuggestion_isOneStep();
    void undo_returnsTheClasses();
    void fastTyping_endsCurrent();
    void closing_whileComputing_isSafe();
    void missingModel_leavesAnEditor();
    void brokenModel_saysWhy_data();
    void brokenModel_saysWhy();
    void otherModel_canBeLoaded();
    void randomKeys_endEqualToAFreshSession();
    void cleanupTestCase() { QVERIFY(m_compared >= 6); }

private:
    /// Classes and surprises of the editor's snapshot against a session that sees the text for the first
    /// time.
    void compareWithFreshSession(Editor &editor);
    std::shared_ptr<const Model> m_model;
    int m_compared = 0;
};

void TestEditorEngine::initTestCase()
{
    auto loaded = Model::load(kModel);
    QVERIFY2(loaded.ok(), loaded.ok() ? "" : loaded.error().message.c_str());
    m_model = loaded.value();
}

void TestEditorEngine::compareWithFreshSession(Editor &editor)
{
    QVERIFY(editor.settle());
    QVERIFY(editor.controller->shadowMatches());
    const Snapshot &snapshot = *editor.controller->snapshot();
    DocumentSession fresh(m_model, {.threads = 1});
    QVERIFY(fresh.open(editor.text(), snapshot.caret).ok());
    if (fresh.liveBegin().value != 0 ||
        fresh.tokens().startOf(fresh.liveEnd()).value != std::int64_t(editor.text().size()))
        return; // where the live part lies depends on the history; only whole texts can be compared
    ++m_compared;
    const std::vector<ClassScores> classes = fresh.classes();
    QCOMPARE(snapshot.classes.size(), classes.size());
    for (std::size_t i = 0; i < classes.size(); ++i)
        QVERIFY(snapshot.classes[i].probabilities == classes[i].probabilities);
    const std::vector<TokenSurprise> surprises = fresh.surprises();
    QCOMPARE(snapshot.surprises.size(), surprises.size());
    for (std::size_t i = 0; i < surprises.size(); ++i)
        QCOMPARE(snapshot.surprises[i].bits, surprises[i].bits);
}

void TestEditorEngine::typing_settles()
{
    Editor editor;
    QVERIFY(editor.ready);
    QSignalSpy settled(editor.controller, &DocumentController::settled);
    QTest::keyClicks(editor.edit, QStringLiteral("The sea is wide"));
    QVERIFY(editor.settle());
    QVERIFY(!settled.isEmpty());
    QCOMPARE(settled.last().at(0).toULongLong(), editor.controller->revision());
    QVERIFY(!editor.controller->snapshot()->classes.empty());
    compareWithFreshSession(editor);
}

void TestEditorEngine::editInTheMiddle_equalsAFreshSession()
{
    Editor editor;
    editor.window->file()->newDocument(QStringLiteral("The sea is wide. The boat is small.\nIt goes on."));
    QVERIFY(editor.settle());
    editor.caretTo(8);
    QTest::keyClicks(editor.edit, QStringLiteral("was deep and "));
    compareWithFreshSession(editor);
    QTest::keyClick(editor.edit, Qt::Key_Backspace, Qt::ControlModifier);
    compareWithFreshSession(editor);
    QVERIFY(editor.controller->snapshot()->report.dense.total() >=
            editor.controller->snapshot()->report.incremental.total());
    QVERIFY(editor.window->savingsPanel()->asCsv().count(u'\n') > 2);
}

void TestEditorEngine::acceptedSuggestion_isOneStep()
{
    Editor editor;
    QTest::keyClicks(editor.edit, QStringLiteral("The "));
    QVERIFY(editor.settle());
    const Snapshot &snapshot = *editor.controller->snapshot();
    QVERIFY(!snapshot.suggestions.empty());
    const QString text = QString::fromStdU16String(snapshot.suggestions[0].text);
    QTest::keyClick(editor.edit, Qt::Key_1, Qt::AltModifier);
    QCOMPARE(QString::fromStdU16String(editor.text()), QStringLiteral("The ") + text);
    compareWithFreshSession(editor);
    QTest::keyClick(editor.edit, Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(QString::fromStdU16String(editor.text()), QStringLiteral("The "));
    compareWithFreshSession(editor);
}

void TestEditorEngine::undo_returnsTheClasses()
{
    Editor editor;
    QTest::keyClicks(editor.edit, QStringLiteral("one two "));
    QVERIFY(editor.settle());
    const auto before = editor.controller->snapshot()->classes;
    QTest::keyClicks(editor.edit, QStringLiteral("three"));
    QVERIFY(editor.settle());
    QTest::keyClick(editor.edit, Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(editor.settle());
    const auto &after = editor.controller->snapshot()->classes;
    for (std::size_t i = 0; i < before.size(); ++i)
        QVERIFY(before[i].probabilities == after[i].probabilities);
}

void TestEditorEngine::fastTyping_endsCurrent()
{
    Editor editor;
    // No event loop between the keys: whatever the engine answers meanwhile is old when it is looked at.
    for (int round = 0; round < 8; ++round) {
        QTest::keyClicks(editor.edit, QStringLiteral("sea "));
        QCoreApplication::processEvents();
        QTest::keyClicks(editor.edit, QStringLiteral("xyz"));
        QVERIFY(editor.settle());
    }
    QCOMPARE(editor.controller->snapshot()->revision, editor.controller->revision());
    compareWithFreshSession(editor);
}

void TestEditorEngine::closing_whileComputing_isSafe()
{
    for (int i = 0; i < 5; ++i) {
        Editor editor;
        QTest::keyClicks(editor.edit, QStringLiteral("The sea is wide and the boat"));
        editor.window.reset(); // with work under way and snapshots in the queue
        QCoreApplication::processEvents();
    }
}

void TestEditorEngine::missingModel_leavesAnEditor()
{
    Editor editor("/nonexistent/model");
    QVERIFY(QTest::qWaitFor([&] { return editor.window->messages()->shows(QStringLiteral("model")); },
                            kWaitMilliseconds));
    QVERIFY(editor.window->messages()
                ->textOf(QStringLiteral("model"))
                .contains(QStringLiteral("/nonexistent/model")));
    QTest::keyClicks(editor.edit, QStringLiteral("still here"));
    QCOMPARE(QString::fromStdU16String(editor.text()), QStringLiteral("still here"));
    QVERIFY(!editor.controller->snapshot());
}

void TestEditorEngine::brokenModel_saysWhy_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::newRow("corrupt config") << QStringLiteral("config.json") << QByteArray("{") << QByteArray("[");
    QTest::newRow("incompatible config")
        << QStringLiteral("config.json") << QByteArray("\"layers\"") << QByteArray("\"floors\"");
    QTest::newRow("corrupt weights") << QStringLiteral("model.safetensors") << QByteArray("F32")
                                     << QByteArray("Q99");
}

void TestEditorEngine::brokenModel_saysWhy()
{
    QFETCH(const QString, file);
    QFETCH(const QByteArray, from);
    QFETCH(const QByteArray, to);
    const QTemporaryDir folder;
    const QDir source(QString::fromStdString(kModel));
    for (const QString &name : source.entryList(QDir::Files))
        QVERIFY(QFile::copy(source.filePath(name), folder.filePath(name)));
    QFile broken(folder.filePath(file));
    broken.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    QVERIFY(broken.open(QIODevice::ReadWrite));
    QByteArray bytes = broken.readAll();
    const qsizetype at = bytes.indexOf(from);
    QVERIFY(at >= 0);
    bytes.replace(at, from.size(), to);
    QVERIFY(broken.seek(0) && broken.write(bytes) == bytes.size());
    broken.close();

    Editor editor(folder.path().toStdString());
    QVERIFY(QTest::qWaitFor([&] { return editor.window->messages()->shows(QStringLiteral("model")); },
                            kWaitMilliseconds));
    const QString reason = editor.window->messages()->textOf(QStringLiteral("model"));
    QVERIFY2(reason.contains(file), qPrintable(reason));
    QVERIFY2(!reason.contains(u'\n'), qPrintable(reason));
    QTest::keyClicks(editor.edit, QStringLiteral("still here"));
    QCOMPARE(QString::fromStdU16String(editor.text()), QStringLiteral("still here"));
}

void TestEditorEngine::otherModel_canBeLoaded()
{
    Editor editor("/nonexistent/model");
    QTest::keyClicks(editor.edit, QStringLiteral("The sea"));
    QVERIFY(QTest::qWaitFor([&] { return editor.window->messages()->shows(QStringLiteral("model")); },
                            kWaitMilliseconds));
    editor.window->useModel(QString::fromStdString(kModel));
    compareWithFreshSession(editor);
    QVERIFY(!editor.window->messages()->shows(QStringLiteral("model")));
}

void TestEditorEngine::randomKeys_endEqualToAFreshSession()
{
    const auto seed = std::random_device()();
    qInfo("seed %u", seed);
    std::mt19937 random(seed);
    Editor editor;
    const QString letters = QStringLiteral("the sea, a boat. ");
    for (int step = 0; step < 150; ++step) {
        switch (random() % 9) {
        case 0:
            QTest::keyClick(editor.edit, Qt::Key_Backspace);
            break;
        case 1:
            QTest::keyClick(editor.edit, Qt::Key_Z, Qt::ControlModifier);
            break;
        case 2:
            editor.caretTo(int(random() % (editor.text().size() + 1)));
            break;
        case 3:
            QTest::keyClick(editor.edit, Qt::Key_Return);
            break;
        case 4:
            QTest::keyClick(editor.edit, Qt::Key_1, Qt::AltModifier);
            break;
        default:
            QTest::keyClicks(editor.edit, letters.mid(qsizetype(random() % 12), 5));
        }
        if (step % 10 == 0)
            QCoreApplication::processEvents();
        if (step % 30 == 29)
            compareWithFreshSession(editor);
        if (QTest::currentTestFailed())
            return;
    }
}

QTEST_MAIN(TestEditorEngine)
#include "tst_editor_engine.moc"
