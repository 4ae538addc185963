// SPDX-License-Identifier: MIT
#pragma once
// FileReader: reads one text file on a thread of its own, with progress and an end on demand.
// Threading: user interface; signals come there. Ownership: owns its threads; the destructor cancels and
// waits for what is being read. Cost: see loadTextFile().
#include "ui/editor/file_io.h"

#include <QObject>
#include <QThread>

#include <atomic>
#include <memory>
#include <vector>

namespace deltapad {

class FileReader : public QObject
{
    Q_OBJECT

public:
    explicit FileReader(QObject *parent = nullptr) : QObject(parent) {}
    ~FileReader() override;

    void start(const QString &path, std::optional<TextEncoding> as);
    bool isReading() const { return m_thread != nullptr; }
    /// Nothing more is heard of the file. Does not wait.
    void cancel();

Q_SIGNALS:
    void progress(int percent);
    void done(const std::shared_ptr<std::variant<deltapad::LoadedFile, deltapad::FileError>> &outcome);

private:
    void finish(quint64 run, const std::shared_ptr<std::variant<LoadedFile, FileError>> &outcome);

    std::unique_ptr<QThread> m_thread;
    std::vector<std::unique_ptr<QThread>> m_cancelledThreads; ///< about to end
    std::shared_ptr<std::atomic<bool>> m_cancelled;
    quint64 m_run = 0;
};

} // namespace deltapad
