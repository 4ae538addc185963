// SPDX-License-Identifier: MIT
#pragma once
// EndSignals: SIGTERM, SIGINT and SIGHUP, heard in the event loop, so that the program can end as it does
// when the desktop's session ends.
//
// The handler only writes one byte into a pipe; everything else happens where the byte is read. A signal that
// was ignored at the start, as nohup and shells do for programs in the background, stays ignored. What the
// handler did before is back when the object goes. Threading: the thread that made it; the handler runs on
// any. Ownership: owns the pipe; at most one object at a time. Cost: nothing until a signal comes.
#include <QObject>

#include <array>
#include <csignal>

class QSocketNotifier;

namespace deltapad {

class EndSignals : public QObject
{
    Q_OBJECT

public:
    explicit EndSignals(QObject *parent = nullptr);
    ~EndSignals() override;

    /// What a shell reports for a program that a signal ended.
    static int exitStatus(int signal) { return 128 + signal; }

Q_SIGNALS:
    void received(int signal);

private:
    static constexpr std::array kSignals = {SIGTERM, SIGINT, SIGHUP};

    void read();

    std::array<int, 2> m_pipe{-1, -1}; ///< to read from, to write into
    QSocketNotifier *m_notifier = nullptr;
    std::array<struct sigaction, kSignals.size()> m_before{};
};

} // namespace deltapad
