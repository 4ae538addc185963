// SPDX-License-Identifier: MIT
#include "ui/editor_main.h"

#include "engine/live/session_backend.h"
#include "ui/application/editor_application.h"
#include "ui/application/end_signals.h"
#include "ui/application/no_engine.h"
#include "ui/application/translation.h"
#include "ui/demo/demonstration.h"
#include "ui/describe_model.h"
#include "ui/editor/text_edit.h"
#include "ui/remarks/proof_service.h"
#include "ui/window/document_controller.h"
#include "ui/window/document_file.h"
#include "ui/window/settings.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <memory>
#include <vector>

namespace deltapad {

namespace {

/// Relative names would mean another folder to the program that is running already.
StartRequest requestOf(const EditorArguments &arguments)
{
    StartRequest request;
    for (const QString &file : arguments.files)
        request.files.append(QFileInfo(file).absoluteFilePath());
    if (arguments.windows == EditorArguments::Windows::New)
        request.windows = StartRequest::Windows::New;
    if (arguments.wait == EditorArguments::Wait::UntilClosed)
        request.wait = StartRequest::Wait::UntilClosed;
    return request;
}

/// Named on the command line, chosen before, or the bundled one.
QString modelFolder(const EditorArguments &arguments, const Settings &settings)
{
    if (!arguments.askedModel.isEmpty())
        return arguments.askedModel;
    return settings.modelFolder().isEmpty() ? arguments.bundledModel : settings.modelFolder();
}

} // namespace

int runEditor(QApplication &application, const EditorArguments &arguments)
{
    QApplication::setApplicationDisplayName(QStringLiteral("Deltapad"));
    QGuiApplication::setDesktopFileName(QStringLiteral("org.deltapad.Deltapad"));
    QApplication::setWindowIcon(applicationIcon());
    const bool safe = arguments.mode == EditorArguments::Mode::Safe;
    const bool ownProfile = !arguments.profileFolder.isEmpty();
    const QTemporaryDir emptyProfile;
    const QString profile = safe ? emptyProfile.path()
                            : ownProfile
                                ? arguments.profileFolder
                                : QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation);
    // Texts that were left unsaved are found in safe mode too.
    const QString state =
        ownProfile ? QDir(arguments.profileFolder).filePath(QStringLiteral("state")) : defaultStateFolder();
    QDir().mkpath(profile);
    SingleInstance instance(defaultRuntimeFolder(), safe ? state : profile);
    const StartRequest request = requestOf(arguments);
    const bool tour = arguments.tour == EditorArguments::Tour::Started;
    const bool handsOver = !tour && instance.role() == SingleInstance::Role::Later && !arguments.text &&
                           !safe && arguments.engine == EditorArguments::Engine::Used;
    if (handsOver) {
        if (instance.send(request))
            return 0;
    } else if (instance.role() == SingleInstance::Role::Later) {
        instance.confirm();
    }

    Settings settings(profile);
    installTranslation(application, settings.interfaceLanguage());
    applyTheme(application, themeFor(settings.theme()));
    LiveOptions options;
    const QString folder = modelFolder(arguments, settings);
    options.modelFolder = QFile::encodeName(folder).toStdString();
    options.threads = arguments.threads;
    const bool engine = arguments.engine == EditorArguments::Engine::Used && !safe;
    const auto makeWindow = [&] {
        std::unique_ptr<EngineClient> client;
        if (engine)
            client = makeLiveClient(options);
        else
            client = std::make_unique<NoEngine>();
        auto window = std::make_unique<MainWindow>(std::move(client), &settings, Delays{});
        if (!engine)
            window->controller()->setEngine(DocumentController::Engine::Forbidden);
        window->setModelSource({folder, arguments.bundledModel, describeModel});
        window->setProofService(makeHunspellService(settings.language()));
        return window;
    };
    // Only one program writes the session.
    const bool keepsSession = !safe && !tour && instance.role() != SingleInstance::Role::Later;
    EditorApplication editor(makeWindow, &settings, state,
                             keepsSession ? EditorApplication::SessionUse::Restored
                                          : EditorApplication::SessionUse::Ignored);
    QObject::connect(&instance, &SingleInstance::requested, &editor, &EditorApplication::handle);
    QObject::connect(&editor, &EditorApplication::waitedFor, &instance, &SingleInstance::finish);
    QObject::connect(&application, &QGuiApplication::commitDataRequest, &editor,
                     &EditorApplication::secureSession);
    EndSignals signals;
    int status = 0;
    QObject::connect(&signals, &EndSignals::received, &editor, [&](int signal) {
        status = EndSignals::exitStatus(signal);
        editor.endSession();
    });
    // Also out of the loop of a dialog that waits for an answer.
    QObject::connect(&editor, &EditorApplication::sessionEnded, &editor,
                     [&] { QCoreApplication::exit(status); });
    editor.start(request);
    if (arguments.text)
        editor.openText(*arguments.text);
    const std::vector<MainWindow *> windows = editor.windows();
    const bool first = windows.size() == 1 && request.files.isEmpty() && !arguments.text;
    if (tour) {
        windows[0]->demonstration()->startTour();
    } else if (first && !settings.sampleShown() && windows[0]->file()->path().isEmpty() &&
               windows[0]->editor()->document()->isEmpty()) {
        windows[0]->showSample();
        settings.setSampleShown();
    }
    const int left = QApplication::exec();
    return status != 0 ? status : left;
}

} // namespace deltapad
