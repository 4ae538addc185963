// SPDX-License-Identifier: MIT
// The program: the editor, or one of its subcommands, which touch no window system.
#include "app/cli/model_folder.h"
#include "app/commands.h"
#include "engine/model/model.h"
#include "ui/editor/file_io.h"
#include "ui/editor_main.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QCoreApplication>

#include <algorithm>
#include <cstdio>
#include <optional>
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
    parser.addOption({"threads", "Threads to compute with (default: all cores but one).", "N"});
    parser.addOption(
        {"profile", "Folder of settings, session and backups (default: the desktop's places).", "DIR"});
    parser.addOption({{"l", "line"}, "Line to go to, from 1.", "N"});
    parser.addOption({{"c", "column"}, "Column to go to, from 1.", "N"});
    parser.addOption({{"n", "new-window"}, "Open new windows, also for files that are open already."});
    parser.addOption({"wait", "Return only when the windows of the files are closed."});
    parser.addOption({"no-ai", "Without the language model."});
    parser.addOption({"safe-mode", "With standard settings, without model and session."});
    parser.addPositionalArgument("file", "Files to edit, each with an optional place; - for standard input.",
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

/// One line: which model goes with this program, or why none does.
void describeModel(QCommandLineParser &parser)
{
    parser.parse(QCoreApplication::arguments());
    const auto model = deltapad::Model::load(
        deltapad::cli::modelFolder(parser.value("model").toLocal8Bit().toStdString(),
                                   QCoreApplication::applicationDirPath().toLocal8Bit().toStdString()));
    if (model)
        std::printf("model %s, sha256 %s\n", model.value()->config.name.c_str(),
                    model.value()->sha256.c_str());
    else
        std::printf("no model: %s\n", model.error().message.c_str());
}

/// A whole number of an option, from 1 on; 0 without the option, empty if it is something else.
std::optional<int> place(const QCommandLineParser &parser, const QString &option)
{
    if (!parser.isSet(option))
        return 0;
    bool valid = false;
    const int number = parser.value(option).toInt(&valid);
    if (valid && number >= 1)
        return number;
    std::fprintf(stderr, "deltapad: --%s %s: expected a whole number from 1 on\n", qPrintable(option),
                 qPrintable(parser.value(option)));
    return std::nullopt;
}

/// Files and the place in them. False after one line on standard error.
bool readFiles(const QCommandLineParser &parser, deltapad::EditorArguments &arguments)
{
    arguments.files = parser.positionalArguments();
    const bool standardInput = arguments.files.removeAll("-") > 0;
    const std::optional<int> line = place(parser, "line");
    const std::optional<int> column = place(parser, "column");
    if (!line || !column)
        return false;
    if (*line > 0 || *column > 0) {
        if (arguments.files.isEmpty()) {
            std::fputs("deltapad: --line and --column need a file name\n", stderr);
            return false;
        }
        arguments.files.first() += QString(":%1:%2").arg(std::max(1, *line)).arg(std::max(1, *column));
    }
    if (!standardInput)
        return true;
    const auto read = deltapad::loadTextFile("/dev/stdin");
    if (const auto *error = std::get_if<deltapad::FileError>(&read)) {
        std::fprintf(stderr, "deltapad: standard input: %s\n", qPrintable(error->message));
        return false;
    }
    arguments.text = std::get<deltapad::LoadedFile>(read).text;
    return true;
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
        const QCoreApplication app(argc, argv);
        std::puts("deltapad " DELTAPAD_VERSION);
        describeModel(parser);
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
    if (!readFiles(parser, arguments))
        return 2;
    if (parser.isSet("demo"))
        arguments.tour = deltapad::EditorArguments::Tour::Started;
    arguments.profileFolder = parser.value("profile");
    if (parser.isSet("new-window"))
        arguments.windows = deltapad::EditorArguments::Windows::New;
    if (parser.isSet("wait"))
        arguments.wait = deltapad::EditorArguments::Wait::UntilClosed;
    if (parser.isSet("no-ai"))
        arguments.engine = deltapad::EditorArguments::Engine::Off;
    if (parser.isSet("safe-mode"))
        arguments.mode = deltapad::EditorArguments::Mode::Safe;
    arguments.askedModel = parser.value("model");
    arguments.bundledModel = QString::fromLocal8Bit(
        deltapad::cli::modelFolder({}, QCoreApplication::applicationDirPath().toLocal8Bit().toStdString())
            .c_str());
    return deltapad::runEditor(app, arguments);
}
