// SPDX-License-Identifier: MIT
#pragma once
// Starting the editor: windows, profile, theme and the live client. All that the program's main() needs.
// Threading: call once, on the main thread, with a QApplication.
#include <QString>
#include <QStringList>

class QApplication;

namespace deltapad {

struct EditorArguments
{
    QStringList files; ///< each FILE, FILE:LINE or FILE:LINE:COLUMN; one window each
    QString modelFolder;
    int threads = 0;       ///< of the engine; 0 = all cores
    bool demo = false;     ///< begin with the guided tour
    QString profileFolder; ///< settings and backups; empty: the desktop's place for them
};

struct FilePlace
{
    QString path;
    int line = 0; ///< from 1; 0 = not given
    int column = 0;
};

/// A file that exists under the whole name is meant as such, whatever its name looks like.
FilePlace parseFilePlace(const QString &argument);

/// Shows the windows and runs the event loop; returns the exit status.
int runEditor(QApplication &application, const EditorArguments &arguments);

} // namespace deltapad
