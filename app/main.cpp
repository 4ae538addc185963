// SPDX-License-Identifier: MIT
// The program: the editor, or one of its subcommands, which touch no window system.
#include "app/cli/model_folder.h"
#include "app/commands.h"
#include "ui/editor_main.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QCoreApplication>

#include <algorithm>
#include <cstdio>
#include <string_view>

namespace {

void describe(QCommandLineParser &parser)
{
    parser.setApplicationDescription("A text editor whose language model works while you type.\n\n"
                                     "Without a window:\n" +
                                     deltapad::subcommandHelp() + "  deltapad SUBCOMMAND --help tells more.");
    parser.addOption({{"h", "help"}, "Show this help."});
    parser.addOption({{"v", "version"}, "Show the version."});
    parser.addOption({"model", "Model folder (default: the bundled model).", "DIR"});
    parser.addOption({"demo", "Begin with the guided tour; without a display, report the same edits."});
    parser.addOption({"threads", "Threads to compute with (default: all cores).", "N"});
    parser.addOption(
        {"profile", "Folder of settings and backups (default: the desktop's place for them).", "DIR"});
    parser.addPositionalArgument("file", "Files to edit, each with an optional place.",
                                 "[FILE[:LINE[:COLUMN]]...]");
}

/// Without a display Qt would end the program with a core dump; one line says it better.
bool hasDisplay()
{
    return qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY") ||
           qEnvironmentVariableIsSet("QT_QPA_PLATFORM");
}

bool asksFor(int count, char **arguments, std::initializer_list<std::string_view> names)
{
    return std::any_of(arguments + 1, arguments + count, [&](std::string_view argument) {
        return std::find(names.begin(), names.end(), argument) != names.end();
    });
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication::setApplicationName("deltapad");
    QCoreApplication::setApplicationVersion(DELTAPAD_VERSION);
    if (argc > 1 && deltapad::isSubcommand(QString::fromLocal8Bit(argv[1]))) {
        const QCoreApplication app(argc, argv);
        return deltapad::runSubcommand(QCoreApplication::arguments());
    }
    QCommandLineParser parser;
    describe(parser);
    if (asksFor(argc, argv, {"-h", "--help"})) {
        const QCoreApplication app(argc, argv);
        std::fputs(parser.helpText().toLocal8Bit().constData(), stdout);
        return 0;
    }
    if (asksFor(argc, argv, {"-v", "--version"})) {
        std::puts("deltapad " DELTAPAD_VERSION);
        return 0;
    }
    const bool namesPlatform = asksFor(argc, argv, {"-platform", "--platform"});
    if (!hasDisplay() && !namesPlatform && asksFor(argc, argv, {"--demo"})) {
        const QCoreApplication app(argc, argv);
        QStringList arguments = QCoreApplication::arguments();
        arguments.removeAll("--demo");
        arguments.insert(1, "demo");
        return deltapad::runSubcommand(arguments);
    }
    if (!hasDisplay() && !namesPlatform) {
        std::fputs("deltapad: no display (DISPLAY and WAYLAND_DISPLAY are not set); "
                   "deltapad --help lists what works without one\n",
                   stderr);
        return 2;
    }
    QApplication app(argc, argv);
    if (!parser.parse(QCoreApplication::arguments())) {
        std::fprintf(stderr, "deltapad: %s\n", qPrintable(parser.errorText()));
        return 2;
    }
    bool validThreads = true;
    deltapad::EditorArguments arguments;
    if (parser.isSet("threads"))
        arguments.threads = parser.value("threads").toInt(&validThreads);
    if (!validThreads || arguments.threads < 0) {
        std::fprintf(stderr, "deltapad: --threads %s: expected a whole number from 0 on\n",
                     qPrintable(parser.value("threads")));
        return 2;
    }
    arguments.demo = parser.isSet("demo");
    arguments.profileFolder = parser.value("profile");
    arguments.files = parser.positionalArguments();
    arguments.modelFolder = QString::fromLocal8Bit(
        deltapad::cli::modelFolder(parser.value("model").toLocal8Bit().toStdString(),
                                   QCoreApplication::applicationDirPath().toLocal8Bit().toStdString())
            .c_str());
    return deltapad::runEditor(app, arguments);
}
