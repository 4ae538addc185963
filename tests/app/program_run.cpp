// SPDX-License-Identifier: MIT
#include "program_run.h"

#include <QProcess>
#include <QProcessEnvironment>

#include <linux/capability.h>
#include <sys/prctl.h>
#include <unistd.h>

namespace deltapad::test {

nlohmann::json ProgramRun::json() const
{
    return nlohmann::json::parse(output.constData(), output.constData() + output.size(), nullptr, false);
}

ProgramRun runProgram(const QStringList &arguments, const QByteArray &input, RunAs user)
{
    constexpr int kLongestRun = 120'000; // milliseconds; a hanging program fails the test
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert("DELTAPAD_MODEL", DELTAPAD_TEST_DATA "/tiny_model");
    environment.insert("QT_QPA_PLATFORM", "none-such");
    if (user == RunAs::WithoutDisplay)
        for (const char *name : {"QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"})
            environment.remove(name);
    process.setProcessEnvironment(environment);
    if (user == RunAs::Unprivileged && ::geteuid() == 0)
        // Not as another user: one might not reach a program that was built in the superuser's home.
        process.setChildProcessModifier([] {
            for (const int capability : {CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH})
                if (::prctl(PR_CAPBSET_DROP, capability) != 0)
                    ::_exit(99);
        });
    process.start(DELTAPAD_PROGRAM, arguments);
    process.write(input);
    process.closeWriteChannel();
    ProgramRun run;
    run.finished = process.waitForFinished(kLongestRun) && process.exitStatus() == QProcess::NormalExit;
    run.status = process.exitCode();
    run.output = process.readAllStandardOutput();
    run.errors = process.readAllStandardError();
    return run;
}

} // namespace deltapad::test
