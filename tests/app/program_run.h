// SPDX-License-Identifier: MIT
#pragma once
// Runs the real program and keeps what it said.
#include <QByteArray>
#include <QStringList>

#include <functional>
#include <nlohmann/json.hpp>

namespace deltapad::test {

struct ProgramRun
{
    bool finished = false; ///< ended by itself, not by a signal
    int status = -1;
    QByteArray output;
    QByteArray errors;

    /// The output as one JSON value; discarded if it is anything else.
    nlohmann::json json() const;
};

enum class RunAs {
    Self,
    Unprivileged,  ///< file permissions hold for the superuser, too
    WithoutDisplay ///< no variable names a window system
};

/// With the tiny model, unless the arguments name another one, and a window system that does not exist.
ProgramRun runProgram(const QStringList &arguments, const QByteArray &input = {}, RunAs user = RunAs::Self);

} // namespace deltapad::test
