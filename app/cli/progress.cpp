// SPDX-License-Identifier: MIT
#include "app/cli/progress.h"

#include <algorithm>
#include <cstdio>
#include <unistd.h>

namespace deltapad::cli {

Progress::Progress(std::string label, std::int64_t total, ProgressLines lines)
    : m_label(std::move(label)), m_total(total), m_terminal(::isatty(STDERR_FILENO) == 1),
      m_lines(!m_terminal && lines == ProgressLines::Asked)
{
}

Progress::~Progress()
{
    if (m_terminal)
        std::fputs("\r\033[K", stderr);
}

void Progress::step(std::int64_t count)
{
    const std::scoped_lock lock(m_mutex);
    m_done += count;
    draw();
}

void Progress::expect(std::int64_t more)
{
    const std::scoped_lock lock(m_mutex);
    m_total += more;
}

void Progress::draw()
{
    const auto now = std::chrono::steady_clock::now();
    const auto pause = m_lines ? std::chrono::milliseconds(5000) : std::chrono::milliseconds(100);
    if ((!m_terminal && !m_lines) || now - m_lastDraw < pause)
        return;
    m_lastDraw = now;
    if (m_lines) {
        std::fprintf(stderr, "%s: %lld of %lld\n", m_label.c_str(), static_cast<long long>(m_done),
                     static_cast<long long>(m_total));
        return;
    }
    constexpr std::int64_t kWidth = 30;
    const std::int64_t filled = m_total > 0 ? std::min(kWidth, kWidth * m_done / m_total) : 0;
    std::string bar(static_cast<std::size_t>(filled), '#');
    bar.resize(kWidth, '.');
    std::fprintf(stderr, "\r%s [%s] %lld of %lld\033[K", m_label.c_str(), bar.c_str(),
                 static_cast<long long>(m_done), static_cast<long long>(m_total));
    std::fflush(stderr);
}

} // namespace deltapad::cli
