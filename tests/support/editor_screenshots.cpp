// SPDX-License-Identifier: MIT
// Takes the pictures of the README: the real window over a real model, driven by keys.
//     editor_screenshots MODEL_FOLDER OUTPUT_FOLDER
// Runs with QT_QPA_PLATFORM=offscreen. Nothing in the pictures is made up: every figure is of the run itself.
#include "engine/live/session_backend.h"
#include "ui/editor/text_edit.h"
#include "ui/remarks/remarks_controller.h"
#include "ui/window/document_controller.h"
#include "ui/window/document_file.h"
#include "ui/window/main_window.h"
#include "ui/window/settings.h"

#include <QAction>
#include <QApplication>
#include <QDir>
#include <QDockWidget>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QTest>

#include <cstdio>

using namespace deltapad;

namespace {

constexpr int kWaitMilliseconds = 60000;

bool waitForSuggestions(MainWindow &window)
{
    DocumentController *controller = window.controller();
    return QTest::qWaitFor(
        [controller] {
            const auto &snapshot = controller->snapshot();
            return snapshot && snapshot->suggestionsReady && snapshot->revision == controller->revision();
        },
        kWaitMilliseconds);
}

bool typeSlowly(MainWindow &window, const QString &text)
{
    for (const QChar character : text) {
        QTest::keyClicks(window.editor(), QString(character));
        if (!waitForSuggestions(window))
            return false;
    }
    return true;
}

/// Puts the caret behind the first `text`.
void caretBehind(MainWindow &window, const QString &text)
{
    QTextCursor cursor = window.editor()->document()->find(text);
    cursor.setPosition(cursor.selectionEnd());
    window.editor()->setTextCursor(cursor);
}

/// A draft with mistakes: marks, list and toolbar of the suggestion in one picture.
bool showRemarks(MainWindow &window)
{
    window.setSurprise(MainWindow::Surprise::Hidden);
    window.setProofService(makeHunspellService(QStringLiteral("en_US")));
    window.file()->newDocument(QStringLiteral(
        "The comittee met on Tuesday to to discuss the new libary.\n"
        "Most of the members were happy with there decision, but some said that the the bulding was "
        "more expensive then they had expected.\n"
        "The libary will open form the first day of next month, and its going to be the largest in "
        "the county.\n"));
    window.editor()->moveCursor(QTextCursor::End);
    window.findChild<QDockWidget *>(QStringLiteral("remarksDock"))->raise();
    bool good = typeSlowly(window, QStringLiteral("At the end of the"));
    RemarksController *remarks = window.remarks();
    const DocumentController *controller = window.controller();
    good =
        good && QTest::qWaitFor([&] { return !remarks->isReading() && controller->snapshot()->remarksReady; },
                                kWaitMilliseconds);
    window.findChild<QAction *>(QStringLiteral("actionGhostToolbar"))->trigger();
    QTest::qWait(50);
    return good;
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    if (argc != 3) {
        std::fputs("usage: editor_screenshots MODEL_FOLDER OUTPUT_FOLDER\n", stderr);
        return 2;
    }
    const QTemporaryDir profile;
    Settings settings(profile.path());
    settings.setSuggestionMode(SuggestionMode::Eager);
    settings.setTheme(ThemeChoice::Light);
    applyTheme(application, lightTheme());
    LiveOptions options;
    options.modelFolder = argv[1];
    MainWindow window(makeLiveClient(options), &settings, Delays::none());
    window.resize(1280, 860);
    window.show();
    window.activateWindow();
    window.editor()->setFocus();
    window.showSample();
    if (!QTest::qWaitForWindowActive(&window) || !waitForSuggestions(window)) {
        std::fputs("editor_screenshots: no result from the model\n", stderr);
        return 1;
    }
    // An ordinary writer's minute: a word replaced, one deleted, a sentence begun.
    caretBehind(window, QStringLiteral("The captain, who had made the crossing every"));
    bool good = typeSlowly(window, QStringLiteral(" single"));
    caretBehind(window, QStringLiteral("small green"));
    for (int i = 0; i < 6; ++i)
        QTest::keyClick(window.editor(), Qt::Key_Backspace);
    good = good && waitForSuggestions(window);
    caretBehind(window, QStringLiteral("where the damp never reached."));
    good = good && typeSlowly(window, QStringLiteral(" At the end of the"));
    window.editor()->verticalScrollBar()->setValue(0);
    window.setSurprise(MainWindow::Surprise::Shown);
    const QDir folder(QString::fromLocal8Bit(argv[2]));
    for (const auto &[choice, name] :
         {std::pair(ThemeChoice::Light, "light.png"), {ThemeChoice::Dark, "dark.png"}}) {
        window.setThemeChoice(choice);
        QTest::qWait(50);
        good = good && window.grab()
                           .toImage()
                           .convertToFormat(QImage::Format_RGB32)
                           .save(folder.filePath(QLatin1String(name)));
    }
    window.setThemeChoice(ThemeChoice::Light);
    good = good && showRemarks(window);
    good = good && window.grab().save(folder.filePath(QStringLiteral("remarks.png")));
    if (!good)
        std::fputs("editor_screenshots: a picture could not be made\n", stderr);
    return good ? 0 : 1;
}
