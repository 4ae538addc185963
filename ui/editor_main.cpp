// SPDX-License-Identifier: MIT
#include "ui/editor_main.h"

#include "engine/live/session_backend.h"
#include "ui/demo/demonstration.h"
#include "ui/window/main_window.h"
#include "ui/window/settings.h"

#include <QApplication>
#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>
#include <QStandardPaths>

#include <memory>
#include <vector>

namespace deltapad {

FilePlace parseFilePlace(const QString &argument)
{
    static const QRegularExpression pattern(QStringLiteral("^(.+?):(\\d{1,9})(?::(\\d{1,9}))?$"));
    const QRegularExpressionMatch match = pattern.match(argument);
    if (!match.hasMatch() || QFileInfo::exists(argument))
        return {argument, 0, 0};
    return {match.captured(1), match.captured(2).toInt(), match.captured(3).toInt()};
}

int runEditor(QApplication &application, const EditorArguments &arguments)
{
    QApplication::setApplicationDisplayName(QStringLiteral("Deltapad"));
    QGuiApplication::setDesktopFileName(QStringLiteral("org.deltapad.Deltapad"));
    QApplication::setWindowIcon(applicationIcon());
    const QString profile = arguments.profileFolder.isEmpty()
                                ? QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation)
                                : arguments.profileFolder;
    QDir().mkpath(profile);
    Settings settings(profile);
    applyTheme(application, themeFor(settings.theme()));

    LiveOptions options;
    options.modelFolder = QFile::encodeName(arguments.modelFolder).toStdString();
    options.threads = arguments.threads;
    std::vector<std::unique_ptr<MainWindow>> windows;
    const auto addWindow = [&]() -> MainWindow & {
        windows.push_back(std::make_unique<MainWindow>(makeLiveClient(options), &settings, Delays{}));
        windows.back()->show();
        return *windows.back();
    };
    for (const QString &file : arguments.files) {
        const FilePlace place = parseFilePlace(file);
        addWindow().openFile(place.path, place.line, place.column);
    }
    if (windows.empty()) {
        MainWindow &window = addWindow();
        if (arguments.demo) {
            window.demonstration()->startTour();
        } else if (!settings.sampleShown()) {
            window.showSample();
            settings.setSampleShown();
        }
    }
    return QApplication::exec();
}

} // namespace deltapad
