// SPDX-License-Identifier: MIT
#include "ui/window/document_file.h"

#include "ui/editor/document_text.h"
#include "ui/editor/text_edit.h"
#include "ui/window/disk_watch.h"
#include "ui/window/document_controller.h"
#include "ui/window/file_reader.h"
#include "ui/window/file_writer.h"
#include "ui/window/message_bar.h"
#include "ui/window/settings.h"

#include <QFileInfo>
#include <QLocale>

namespace deltapad {

using namespace file_messages;

DocumentFile::DocumentFile(TextEdit *edit, DocumentController *controller, MessageBar *messages,
                           Settings *settings, const Delays &delays, QObject *parent)
    : QObject(parent), m_edit(edit), m_controller(controller), m_messages(messages), m_settings(settings),
      m_disk(new DiskWatch(delays, this)), m_reader(new FileReader(this)), m_writer(new FileWriter(this)),
      m_slice(delays.openingSlice)
{
    setObjectName(QStringLiteral("documentFile"));
    connect(m_disk, &DiskWatch::changed, this, &DocumentFile::diskChanged);
    connect(m_disk, &DiskWatch::gone, this, &DocumentFile::diskGone);
    connect(m_reader, &FileReader::progress, this,
            [this](int percent) { showProgress(m_opening, percent / 2); });
    connect(m_reader, &FileReader::done, this,
            [this](const std::shared_ptr<std::variant<LoadedFile, FileError>> &outcome) {
                m_edit->setReadOnly(m_wasReadOnly);
                m_messages->dismiss(kOpening);
                take(m_opening, *outcome, std::exchange(m_afterOpening, nullptr));
            });
    connect(m_writer, &FileWriter::done, this, &DocumentFile::finishWriting);
    m_pieceTimer.setInterval(0);
    connect(&m_pieceTimer, &QTimer::timeout, this, &DocumentFile::appendPieces);
    connect(m_controller, &DocumentController::edited, this, &DocumentFile::checkLine);
}

QString DocumentFile::displayName() const
{
    return m_path.isEmpty() ? tr("Untitled") : QFileInfo(m_path).fileName();
}

void DocumentFile::setLineEnd(LineEnd lineEnd)
{
    if (m_format.lineEnd == lineEnd)
        return;
    m_format.lineEnd = lineEnd;
    m_edit->document()->setModified(true);
    Q_EMIT changed();
}

void DocumentFile::setEncoding(TextEncoding encoding, Mark mark)
{
    const bool wide = encoding == TextEncoding::Utf16LittleEndian || encoding == TextEncoding::Utf16BigEndian;
    FileFormat format = m_format;
    format.encoding = encoding;
    format.byteOrderMark = wide || (encoding == TextEncoding::Utf8 && mark == Mark::Written);
    if (format == m_format)
        return;
    setFormat(format);
    m_edit->document()->setModified(true);
}

void DocumentFile::setFormat(const FileFormat &format)
{
    m_format = format;
    Q_EMIT changed();
}

void DocumentFile::setTextKindChoice(TextKindChoice choice)
{
    if (m_kindChoice == choice)
        return;
    m_kindChoice = choice;
    Q_EMIT changed();
}

const QByteArray &DocumentFile::digest() const
{
    return m_disk->digest();
}

qint64 DocumentFile::bytesOnDisk() const
{
    return m_disk->size();
}

QString DocumentFile::text() const
{
    return QString::fromStdU16String(withoutFolds(documentText(*m_edit->document())));
}

bool DocumentFile::save()
{
    if (m_edit->isReadOnly()) {
        m_afterSave = nullptr;
        return false; // a question about this text is open, and saving would answer it
    }
    if (m_path.isEmpty()) {
        Q_EMIT saveAsWanted();
        m_afterSave = nullptr; // the dialog is over: what was not saved now is not waited for
        return false;
    }
    if (!isSaving() && m_disk->look() == DiskWatch::State::Changed) {
        explainOverwrite(std::exchange(m_afterSave, nullptr));
        return false;
    }
    return saveAs(m_path);
}

bool DocumentFile::saveAs(const QString &path)
{
    m_edit->closeUndoStep();
    if (isSaving()) {
        m_saveAgain = path; // one after the other, and only the newest text
        return true;
    }
    if (m_controller->shadow().length() <= kWriteAside)
        return finishSave(path, saveTextFile(path, text(), m_format, m_settings->backupFolder()));
    m_writing = {path, m_format, m_edit->document()->revision()};
    m_messages->show({kSaving,
                      MessageKind::Warning,
                      tr("Saving %1…").arg(QFileInfo(path).fileName()),
                      {},
                      MessageClosing::ByAction});
    m_writer->start(path, m_controller->shadow().chunks(), m_format, m_settings->backupFolder());
    return true;
}

bool DocumentFile::isSaving() const
{
    return m_writer->isWriting();
}

void DocumentFile::whenSaved(const std::function<void()> &next)
{
    if (!isSaving()) {
        next();
        return;
    }
    m_messages->setText(kSaving, tr("Saving %1; then it goes on.").arg(QFileInfo(m_writing.path).fileName()));
    m_whenSaved.push_back(next);
}

void DocumentFile::finishWriting(const std::variant<SavedFile, FileError> &outcome)
{
    m_messages->dismiss(kSaving);
    const QString path = m_writing.path;
    const bool good = finishSave(path, outcome);
    if (const QString again = std::exchange(m_saveAgain, QString()); good && !again.isEmpty())
        saveAs(again);
    if (isSaving())
        return;
    for (const auto &next : std::exchange(m_whenSaved, {}))
        if (good)
            next();
    Q_EMIT written();
}

bool DocumentFile::finishSave(const QString &path, const std::variant<SavedFile, FileError> &outcome)
{
    if (const auto *error = std::get_if<FileError>(&outcome)) {
        explainSave(path, *error);
        return false;
    }
    const auto &saved = std::get<SavedFile>(outcome);
    const bool newest = path != m_writing.path || (m_writing.revision == m_edit->document()->revision() &&
                                                   m_writing.format == m_format);
    m_writing = {};
    m_path = QFileInfo(path).absoluteFilePath();
    m_disk->watch(m_path, saved.digest);
    if (newest)
        m_edit->document()->setModified(false);
    m_edit->setReadOnly(false);
    for (const QString &id : {kFile, kDisk, kUnsaved})
        m_messages->dismiss(id);
    if (saved.way == SaveWay::InPlace)
        m_messages->show({kFile,
                          MessageKind::Notice,
                          tr("%1 was saved in place, because it has other names or another owner, or its "
                             "folder cannot be written to.")
                              .arg(displayName()),
                          {}});
    m_settings->addRecentFile(m_path);
    Q_EMIT changed();
    if (!m_saveAgain.isEmpty())
        return true; // what follows the save follows the last one
    if (const auto next = std::exchange(m_afterSave, nullptr))
        next();
    return true;
}

void DocumentFile::explainSave(const QString &path, const FileError &error)
{
    Message message{kFile, MessageKind::Error, error.message, {}};
    // What was to follow the save follows it only if the writer saves by one of these buttons.
    const auto add = [this, &message, next = std::exchange(m_afterSave, nullptr)](
                         const QString &label, const std::function<void()> &run) {
        message.actions.push_back({label, [this, next, run] {
                                       m_afterSave = next;
                                       run();
                                   }});
    };
    if (error.problem == FileProblem::Unencodable) {
        add(tr("Save as UTF-8"), [this, path] {
            setEncoding(TextEncoding::Utf8);
            saveAs(path);
        });
    } else {
        add(tr("Try again"), [this, path] { saveAs(path); });
        add(tr("Save elsewhere…"), [this] {
            Q_EMIT saveAsWanted();
            m_afterSave = nullptr;
        });
    }
    m_messages->show(message);
}

void DocumentFile::guardUnsaved(const std::function<void()> &next)
{
    if (isSaving()) {
        whenSaved([this, next] { guardUnsaved(next); });
        return;
    }
    if (!m_edit->document()->isModified()) {
        next();
        return;
    }
    m_messages->show({kUnsaved,
                      MessageKind::Warning,
                      tr("%1 has changes that are not saved.").arg(displayName()),
                      {{tr("Save"),
                        [this, next] {
                            m_afterSave = next;
                            save();
                        }},
                       {tr("Do not save"),
                        [this, next] {
                            m_edit->document()->setModified(false);
                            next();
                        }},
                       {tr("Keep writing"), [this] {
                            m_afterSave = nullptr;
                            m_edit->setFocus();
                        }}}});
}

void DocumentFile::enterPlain()
{
    m_plain = true;
    m_controller->attach(DocumentController::Attach::Nothing);
    const QString text =
        m_bytes > kLargeFile
            ? tr("This file is larger than %1 MB: it is shown unwrapped and without suggestions, so that "
                 "typing stays fast.")
                  .arg(kLargeFile >> 20)
            : tr("A line is longer than %1 characters: it is shown in parts and without suggestions, so that "
                 "typing stays fast. It is saved as one line.")
                  .arg(QLocale().toString(kLongLine));
    m_messages->show(
        {kPlain, MessageKind::Warning, text, {{tr("Open fully anyway"), [this] { leavePlain(); }}}});
    Q_EMIT changed();
}

void DocumentFile::leavePlain()
{
    m_plain = false;
    m_openedFully = true;
    m_controller->setLongLines(TextEdit::LongLines::Whole);
    m_edit->setColumnLimited(true);
    m_controller->attach(DocumentController::Attach::ToEngine);
    Q_EMIT changed();
}

void DocumentFile::checkLine(const TextSplice &splice)
{
    if (m_plain || m_openedFully || splice.inserted.find(kFoldMark) == std::u16string::npos)
        return;
    // Not inside the change that made the line long: others have yet to hear of it.
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (!m_plain && !m_openedFully)
                enterPlain();
        },
        Qt::QueuedConnection);
}

} // namespace deltapad
