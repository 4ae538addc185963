// SPDX-License-Identifier: MIT
// Takes the pictures of the README: the real window over a real model, driven by keys.
//     editor_screenshots MODEL_FOLDER OUTPUT_FOLDER [all | markdown]
// With `all` also every other state of the window, for looking at; with `markdown` nothing but a Markdown
// text. Runs under Xvfb or QT_QPA_PLATFORM=offscreen. Nothing in the pictures is made up: every figure is of
// the run itself.
#include "engine/live/session_backend.h"
#include "ui/describe_model.h"
#include "ui/editor/find_bar.h"
#include "ui/editor/go_to_bar.h"
#include "ui/editor/text_edit.h"
#include "ui/remarks/remarks_controller.h"
#include "ui/window/document_controller.h"
#include "ui/window/document_file.h"
#include "ui/window/main_window.h"
#include "ui/window/message_bar.h"
#include "ui/window/settings.h"

#include <QAction>
#include <QApplication>
#include <QDialog>
#include <QDir>
#include <QDockWidget>
#include <QLineEdit>
#include <QMenu>
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

bool take(QWidget *widget, const QDir &folder, const QString &name)
{
    QTest::qWait(80); // layouts and animations come to rest
    return widget->grab().toImage().convertToFormat(QImage::Format_RGB32).save(folder.filePath(name));
}

/// The newest small window of the main one.
QDialog *dialogOf(MainWindow &window)
{
    const auto dialogs = window.findChildren<QDialog *>(QString(), Qt::FindDirectChildrenOnly);
    return dialogs.isEmpty() ? nullptr : dialogs.last();
}

bool takeDialog(MainWindow &window, const QDir &folder, const QString &name)
{
    QTest::qWait(1500); // About reads the whole model
    QDialog *dialog = dialogOf(window);
    const bool good = dialog && take(dialog, folder, name);
    delete dialog;
    return good;
}

bool takeOtherStates(MainWindow &window, const QDir &folder)
{
    bool good = true;
    for (const auto &[choice, suffix] : {std::pair(ThemeChoice::Light, "light"),
                                         {ThemeChoice::Dark, "dark"},
                                         {ThemeChoice::HighContrast, "contrast"}}) {
        window.setThemeChoice(choice);
        const auto name = [suffix = QLatin1String(suffix)](const char *state) {
            return QLatin1String(state) + u'-' + suffix + QStringLiteral(".png");
        };
        good = take(&window, folder, name("window")) && good;
        window.findBar()->open(FindBar::Show::FindAndReplace);
        window.findChild<QLineEdit *>(QStringLiteral("findPattern"))->setText(QStringLiteral("the"));
        window.messages()->show({QStringLiteral("a"),
                                 MessageKind::Warning,
                                 QStringLiteral("The file has changed on disk."),
                                 {{QStringLiteral("Reload"), [] {}}, {QStringLiteral("Keep mine"), [] {}}}});
        window.messages()->show({QStringLiteral("b"),
                                 MessageKind::Error,
                                 QStringLiteral("letter.txt was not saved: no space left on the device."),
                                 {{QStringLiteral("Try again"), [] {}}}});
        good = take(&window, folder, name("find-messages")) && good;
        window.messages()->dismiss(QStringLiteral("a"));
        window.messages()->dismiss(QStringLiteral("b"));
        window.findBar()->close();
        window.showSettings();
        good = takeDialog(window, folder, name("settings")) && good;
        window.showShortcuts();
        good = takeDialog(window, folder, name("shortcuts")) && good;
        window.showCheatSheet();
        good = takeDialog(window, folder, name("cheat-sheet")) && good;
        window.showAbout();
        good = takeDialog(window, folder, name("about")) && good;
    }
    window.setThemeChoice(ThemeChoice::Light);
    window.showSuggestionView();
    good = takeDialog(window, folder, QStringLiteral("suggestion-view.png")) && good;
    auto *menu = window.findChild<QMenu *>(QStringLiteral("menuEdit"));
    menu->popup(window.mapToGlobal(QPoint(60, 40)));
    good = take(menu, folder, QStringLiteral("menu.png")) && good;
    menu->close();
    window.goToBar()->open();
    window.resize(760, 560);
    good = take(&window, folder, QStringLiteral("narrow.png")) && good;
    window.goToBar()->close(GoToBar::Caret::Returns);
    window.resize(1280, 860);
    window.file()->newDocument(QString());
    good = take(&window, folder, QStringLiteral("empty.png")) && good;
    window.useModel(QStringLiteral("/nonexistent/model"));
    good = QTest::qWaitFor([&] { return window.messages()->shows(QStringLiteral("model")); },
                           kWaitMilliseconds) &&
           take(&window, folder, QStringLiteral("no-model.png")) && good;
    return good;
}

/// A text with everything that Markdown has, with outline and preview, in every theme.
bool takeMarkdown(MainWindow &window, const QDir &folder)
{
    const QTemporaryDir texts;
    QFile file(texts.filePath(QStringLiteral("ferry.md")));
    if (!file.open(QIODevice::WriteOnly) ||
        file.write(
            "---\ntitle: The ferry\n---\n\n# The ferry\n\nThe boat is **small and green**, and it is "
            "*never* late. Its times are in `times.csv`, and more is [on the quay](https://a.b/quay \"Quay\")"
            " or at <https://a.b>.\n\n## What it carries\n\n- letters and ***parcels***\n- a goat, now and "
            "then\n  1. with a rope\n  2. without one\n- [x] the doctor\n\n> Nobody speaks of the winter,\n> "
            "when the *ice* comes.\n\n<!-- ask her about the year -->\n\n### How it is "
            "steered\n\n```cpp\nint "
            "main()\n{\n    return steer(north);\n}\n```\n\nThe winter\n----------\n\nThen **the harbour "
            "is closed**, and ![a boat in the ice](boat.png) is all there is to see.\n") < 0)
        return false;
    file.close();
    window.setProofService(makeHunspellService(QStringLiteral("en_US")));
    bool good = window.openFile(file.fileName());
    QAction *preview = window.findChild<QDockWidget *>(QStringLiteral("previewDock"))->toggleViewAction();
    window.findChild<QDockWidget *>(QStringLiteral("outlineDock"))->toggleViewAction()->trigger();
    caretBehind(window, QStringLiteral("a goat, now"));
    for (const auto &[choice, name] : {std::pair(ThemeChoice::Light, "markdown-light.png"),
                                       {ThemeChoice::Dark, "markdown-dark.png"},
                                       {ThemeChoice::HighContrast, "markdown-contrast.png"}}) {
        window.setThemeChoice(choice);
        good = take(&window, folder, QLatin1String(name)) && good;
        preview->trigger();
        QTest::qWait(200);
        good = take(&window, folder, QStringLiteral("preview-") + QLatin1String(name)) && good;
        preview->trigger();
    }
    return good;
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const bool all = argc == 4 && QByteArray(argv[3]) == "all";
    const bool markdown = argc == 4 && QByteArray(argv[3]) == "markdown";
    if (argc != 3 && !all && !markdown) {
        std::fputs("usage: editor_screenshots MODEL_FOLDER OUTPUT_FOLDER [all | markdown]\n", stderr);
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
    window.setModelSource({QString::fromLocal8Bit(argv[1]), QString::fromLocal8Bit(argv[1]), describeModel});
    window.resize(1280, 860);
    window.show();
    window.activateWindow();
    window.editor()->setFocus();
    window.showSample();
    if (!QTest::qWaitForWindowActive(&window) || !waitForSuggestions(window)) {
        std::fputs("editor_screenshots: no result from the model\n", stderr);
        return 1;
    }
    if (markdown)
        return takeMarkdown(window, QDir(QString::fromLocal8Bit(argv[2]))) ? 0 : 1;
    // An ordinary writer's minute: a word replaced, one deleted, a sentence begun.
    caretBehind(window, QStringLiteral("The captain, who had made the crossing every"));
    bool good = typeSlowly(window, QStringLiteral(" single"));
    caretBehind(window, QStringLiteral("small green"));
    for (int i = 0; i < 6; ++i)
        QTest::keyClick(window.editor(), Qt::Key_Backspace);
    good = good && waitForSuggestions(window);
    caretBehind(window, QStringLiteral("where the damp never reached."));
    good = good && typeSlowly(window, QStringLiteral(" She read them for the first"));
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
    if (all)
        good = takeOtherStates(window, folder) && good;
    if (!good)
        std::fputs("editor_screenshots: a picture could not be made\n", stderr);
    return good ? 0 : 1;
}
