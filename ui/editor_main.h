// SPDX-License-Identifier: MIT
#pragma once
// Starting the editor: windows, profile, theme and the live client. All that the program's main() needs.
// Threading: call once, on the main thread, with a QApplication.
#include <QString>
#include <QStringList>

#include <optional>

class QApplication;

namespace deltapad {

struct EditorArguments
{
    QStringList files;     ///< each FILE, FILE:LINE or FILE:LINE:COLUMN; one window each
    QString bundledModel;  ///< the program's own
    QString askedModel;    ///< named on the command line; empty: the one chosen before, else the bundled one
    int threads = 0;       ///< of the engine; 0 = all cores
    QString profileFolder; ///< settings, state and backups; empty: the desktop's places for them
    enum class Windows {
        Reuse, ///< a file that is open already is only shown
        New
    };
    Windows windows = Windows::Reuse;
    enum class Wait {
        No,
        UntilClosed ///< also where another program shows the files: return when they are closed
    };
    Wait wait = Wait::No;
    enum class Engine { Used, Off };
    Engine engine = Engine::Used;
    enum class Mode {
        Normal,
        Safe ///< standard settings, no engine, no session, no other program asked
    };
    Mode mode = Mode::Normal;
    enum class Tour { Off, Started };
    Tour tour = Tour::Off; ///< begin with the guided tour
    /// Text for a window of its own, from standard input. Such a program does not hand over to another.
    std::optional<QString> text;
};

/// Shows the windows and runs the event loop; returns the exit status. SIGTERM, SIGINT and SIGHUP end it as
/// the end of the desktop's session does, without a question and with everything kept for the next start; the
/// status is then 128 + the signal's number, as a shell says it, so that a caller that waits for the
/// writer can tell this end from the writer's own.
int runEditor(QApplication &application, const EditorArguments &arguments);

} // namespace deltapad
