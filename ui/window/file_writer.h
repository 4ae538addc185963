// SPDX-License-Identifier: MIT
#pragma once
// FileWriter: writes one text to its file on a thread of its own, one after the other.
// Not for small texts: there the caller's own thread is sooner done. Threading: user interface; done() comes
// there. Ownership: owns its thread; finish() and the destructor wait for what is being written, so that no
// file is left half done. Cost: see saveTextFile().
#include "ui/editor/file_io.h"
#include "ui/editor/text_chunks.h"

#include <QObject>
#include <QThread>

#include <memory>

namespace deltapad {

class FileWriter : public QObject
{
    Q_OBJECT

public:
    using Outcome = std::variant<SavedFile, FileError>;

    explicit FileWriter(QObject *parent = nullptr) : QObject(parent) {}
    ~FileWriter() override;

    /// Requires !isWriting(). Folds in `documentText` are left out.
    void start(const QString &path, TextChunks documentText, const FileFormat &format,
               const QString &backupFolder);
    bool isWriting() const { return m_thread != nullptr; }
    /// Waits for the file, and says done() before it returns.
    void finish();

Q_SIGNALS:
    /// The file is on the disk, or it is not and the old one is still there.
    void done(const deltapad::FileWriter::Outcome &outcome);

private:
    void take();

    std::unique_ptr<QThread> m_thread;
    std::shared_ptr<Outcome> m_outcome; ///< written by the thread before it ends
};

} // namespace deltapad
