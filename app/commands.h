// SPDX-License-Identifier: MIT
#pragma once
// The subcommands of the program: their options, and the way from options to app/cli.
// They run on a QCoreApplication: no window system is touched. Threading: main thread.
#include <QStringList>

namespace deltapad {

bool isSubcommand(const QString &name);
/// `arguments` as QCoreApplication gives them; arguments[1] is a subcommand. The process's exit status.
int runSubcommand(const QStringList &arguments);
/// "  replay    …" lines for the program's help.
QString subcommandHelp();

} // namespace deltapad
