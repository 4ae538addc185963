// SPDX-License-Identifier: MIT
#include "ui/window/file_writer.h"

#include "ui/editor/line_folds.h"

#include <utility>

namespace deltapad {

FileWriter::~FileWriter()
{
    if (m_thread)
        m_thread->wait();
}

void FileWriter::start(const QString &path, TextChunks documentText, const FileFormat &format,
                       const QString &backupFolder)
{
    m_outcome = std::make_shared<Outcome>(FileError{});
    m_thread.reset(
        QThread::create([path, text = std::move(documentText), format, backupFolder, outcome = m_outcome] {
            std::size_t next = 0;
            const TextPieces pieces = [&]() -> std::optional<QString> {
                if (next == text.chunkCount())
                    return std::nullopt;
                return QString::fromStdU16String(withoutFolds(std::u16string(text.chunk(next++))));
            };
            *outcome = saveTextFile(path, pieces, format, backupFolder);
        }));
    m_thread->setObjectName(QStringLiteral("writer"));
    connect(m_thread.get(), &QThread::finished, this, &FileWriter::take);
    m_thread->start();
}

void FileWriter::take()
{
    if (!m_thread || !m_thread->isFinished())
        return; // finish() was sooner
    m_thread->wait();
    m_thread.release()->deleteLater(); // we may be in its signal
    Q_EMIT done(*std::exchange(m_outcome, nullptr));
}

void FileWriter::finish()
{
    if (!m_thread)
        return;
    m_thread->wait();
    take();
}

} // namespace deltapad
