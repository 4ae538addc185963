// SPDX-License-Identifier: MIT
#include "ui/window/file_reader.h"

namespace deltapad {

FileReader::~FileReader()
{
    cancel();
    for (const auto &thread : m_cancelledThreads)
        thread->wait();
}

void FileReader::start(const QString &path, std::optional<TextEncoding> as)
{
    cancel();
    std::erase_if(m_cancelledThreads, [](const auto &thread) { return thread->isFinished(); });
    m_cancelled = std::make_shared<std::atomic<bool>>(false);
    const quint64 run = ++m_run;
    m_thread.reset(QThread::create([this, path, as, run, cancelled = m_cancelled] {
        const auto report = [this, run, cancelled, last = -1](int percent) mutable {
            if (percent != std::exchange(last, percent)) {
                QMetaObject::invokeMethod(this, [this, run, percent] {
                    if (run == m_run)
                        Q_EMIT progress(percent);
                });
            }
            return !cancelled->load();
        };
        auto outcome = std::make_shared<std::variant<LoadedFile, FileError>>(loadTextFile(path, as, report));
        QMetaObject::invokeMethod(this, [this, run, outcome] { finish(run, outcome); });
    }));
    m_thread->setObjectName(QStringLiteral("reader"));
    m_thread->start();
}

void FileReader::finish(quint64 run, const std::shared_ptr<std::variant<LoadedFile, FileError>> &outcome)
{
    if (run != m_run)
        return;
    cancel();
    Q_EMIT done(outcome);
}

void FileReader::cancel()
{
    ++m_run;
    if (!m_thread)
        return;
    m_cancelled->store(true);
    m_cancelledThreads.push_back(std::move(m_thread));
}

} // namespace deltapad
