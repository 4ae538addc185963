// SPDX-License-Identifier: MIT
#pragma once
// Progress: a bar on standard error while a subcommand works; silent where that is no terminal, unless lines
// are asked for. Threading: step() may be called from any thread. Cost: at most ten writes a second.
#include <chrono>
#include <cstdint>
#include <mutex>
#include <string>

namespace deltapad::cli {

enum class ProgressLines {
    OnTerminal, ///< a bar on a terminal, nothing else
    Asked,      ///< also a line now and then where standard error is no terminal
};

class Progress
{
public:
    /// `total` steps of what `label` names; 0 = unknown.
    Progress(std::string label, std::int64_t total, ProgressLines lines = ProgressLines::OnTerminal);
    ~Progress(); ///< wipes the line
    Progress(const Progress &) = delete;
    Progress &operator=(const Progress &) = delete;

    void step(std::int64_t count = 1);
    /// More steps turned up.
    void expect(std::int64_t more);

private:
    void draw();

    std::mutex m_mutex;
    std::string m_label;
    std::int64_t m_total;
    std::int64_t m_done = 0;
    bool m_terminal;
    bool m_lines;
    std::chrono::steady_clock::time_point m_lastDraw;
};

} // namespace deltapad::cli
