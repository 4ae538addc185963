// SPDX-License-Identifier: MIT
#include "ui/window/document_file.h"

#include "ui/editor/document_text.h"
#include "ui/editor/text_edit.h"
#include "ui/window/document_controller.h"
#include "ui/window/message_bar.h"
#include "ui/window/settings.h"

#include <QFileInfo>
#include <QTextBlock>

#include <algorithm>

namespace deltapad {

namespace {

const QString kPlainMessage = QStringLiteral("plain");
const QString kFileMessage = QStringLiteral("file");
const QString kDiskMessage = QStringLiteral("disk");
const QString kUnsavedMessage = QStringLiteral("unsaved");

/// Reason to open `text` in plain mode; empty if there is none.
QString plainReason(QStringView text, qint64 bytes)
{
    if (bytes > DocumentFile::kLargeFile)
        return DocumentFile::tr("This file is larger than %1 MB").arg(DocumentFile::kLargeFile >> 20);
    qsizetype lineStart = 0;
    while (lineStart <= text.size()) {
        qsizetype lineEnd = text.indexOf(u'\n', lineStart);
        if (lineEnd < 0)
            lineEnd = text.size();
        if (lineEnd - lineStart > DocumentFile::kLongLine)
            return DocumentFile::tr("A line is longer than %1 characters").arg(DocumentFile::kLongLine);
        lineStart = lineEnd + 1;
    }
    return {};
}

} // namespace

DocumentFile::DocumentFile(TextEdit *edit, DocumentController *controller, MessageBar *messages,
                           Settings *settings, QObject *parent)
    : QObject(parent), m_edit(edit), m_controller(controller), m_messages(messages), m_settings(settings)
{
    setObjectName(QStringLiteral("documentFile"));
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, &DocumentFile::diskChanged);
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

void DocumentFile::setEncoding(TextEncoding encoding)
{
    if (m_format.encoding == encoding)
        return;
    m_format.encoding = encoding;
    m_format.byteOrderMark =
        encoding == TextEncoding::Utf16LittleEndian || encoding == TextEncoding::Utf16BigEndian;
    m_edit->document()->setModified(true);
    Q_EMIT changed();
}

void DocumentFile::newDocument(const QString &text)
{
    adopt(QString(), LoadedFile{text, {}, false}, Access::Writable);
}

void DocumentFile::adopt(const QString &path, const LoadedFile &file, Access access)
{
    for (const QString &id : {kPlainMessage, kFileMessage, kDiskMessage, kUnsavedMessage})
        m_messages->dismiss(id);
    m_path = path;
    m_format = file.format;
    m_openedFully = false;
    m_edit->setReadOnly(access == Access::ReadOnly);
    const QString reason = plainReason(file.text, path.isEmpty() ? 0 : QFileInfo(path).size());
    m_plain = !reason.isEmpty();
    m_edit->setColumnLimited(!m_plain);
    m_controller->load(file.text,
                       m_plain ? DocumentController::Attach::Nothing : DocumentController::Attach::ToEngine);
    if (m_plain)
        enterPlain(reason);
    if (file.mixedLineEnds)
        m_messages->show({kFileMessage,
                          MessageKind::Notice,
                          tr("%1 mixes line ends; saving writes %2 everywhere.")
                              .arg(displayName(), lineEndName(m_format.lineEnd)),
                          {}});
    else if (documentText(*m_edit->document()) != file.text.toStdU16String())
        m_messages->show(
            {kFileMessage,
             MessageKind::Warning,
             tr("%1 holds control characters that an editor cannot keep; saving would change them.")
                 .arg(displayName()),
             {}});
    watch();
    Q_EMIT changed();
}

bool DocumentFile::open(const QString &path, std::optional<TextEncoding> as)
{
    auto loaded = loadTextFile(path, as);
    if (const auto *error = std::get_if<FileError>(&loaded)) {
        explainLoad(path, *error);
        return false;
    }
    adopt(QFileInfo(path).absoluteFilePath(), std::get<LoadedFile>(loaded), Access::Writable);
    m_settings->addRecentFile(path);
    return true;
}

void DocumentFile::explainLoad(const QString &path, const FileError &error)
{
    Message message{kFileMessage, MessageKind::Error, error.message + u'.', {}};
    // The writer may have gone on in the present text before answering: no action may lose that.
    const auto add = [this, &message](const QString &label, const std::function<void()> &run) {
        message.actions.push_back({label, [this, run] { guardUnsaved(run); }});
    };
    if (error.problem == FileProblem::InvalidEncoding) {
        add(tr("Open as Latin-1, read-only"), [this, path] {
            if (open(path, TextEncoding::Latin1)) {
                m_edit->setReadOnly(true);
                Q_EMIT changed();
            }
        });
        add(tr("Open as Latin-1"), [this, path] { open(path, TextEncoding::Latin1); });
    } else if (error.problem == FileProblem::NotFound) {
        add(tr("Create it"),
            [this, path] { adopt(QFileInfo(path).absoluteFilePath(), {}, Access::Writable); });
    } else {
        add(tr("Try again"), [this, path] { open(path); });
    }
    m_messages->show(message);
}

bool DocumentFile::save()
{
    if (m_path.isEmpty()) {
        Q_EMIT saveAsWanted();
        m_afterSave = nullptr; // the dialog is over: what was not saved now is not waited for
        return false;
    }
    return saveAs(m_path);
}

bool DocumentFile::saveAs(const QString &path)
{
    m_edit->closeUndoStep();
    const QString text = QString::fromStdU16String(documentText(*m_edit->document()));
    const auto outcome = saveTextFile(path, text, m_format, m_settings->backupFolder());
    if (const auto *error = std::get_if<FileError>(&outcome)) {
        explainSave(path, *error);
        return false;
    }
    m_path = QFileInfo(path).absoluteFilePath();
    m_edit->document()->setModified(false);
    m_edit->setReadOnly(false);
    for (const QString &id : {kFileMessage, kDiskMessage, kUnsavedMessage})
        m_messages->dismiss(id);
    if (std::get<SaveWay>(outcome) == SaveWay::InPlace)
        m_messages->show(
            {kFileMessage,
             MessageKind::Notice,
             tr("%1 was saved in place, because it has other names or its folder cannot be written to.")
                 .arg(displayName()),
             {}});
    m_settings->addRecentFile(m_path);
    watch();
    Q_EMIT changed();
    if (const auto next = std::exchange(m_afterSave, nullptr))
        next();
    return true;
}

void DocumentFile::explainSave(const QString &path, const FileError &error)
{
    Message message{kFileMessage, MessageKind::Error, error.message, {}};
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

void DocumentFile::reload()
{
    if (m_path.isEmpty())
        return;
    auto loaded = loadTextFile(m_path);
    if (const auto *error = std::get_if<FileError>(&loaded)) {
        explainLoad(m_path, *error);
        return;
    }
    const auto &file = std::get<LoadedFile>(loaded);
    m_messages->dismiss(kDiskMessage);
    const QString before = QString::fromStdU16String(documentText(*m_edit->document()));
    const QString &after = file.text;
    const auto head = std::mismatch(before.begin(), before.end(), after.begin(), after.end());
    const auto same = head.first - before.begin();
    const auto tailLimit = std::min(before.size(), after.size()) - same;
    qsizetype tail = 0;
    while (tail < tailLimit && before[before.size() - 1 - tail] == after[after.size() - 1 - tail])
        ++tail;
    if (same + tail < before.size() || same + tail < after.size())
        m_edit->replaceRange(int(same), int(before.size() - tail),
                             after.mid(same, after.size() - tail - same), LastAction::Replaced);
    m_format = file.format;
    m_edit->document()->setModified(false);
    watch();
    Q_EMIT changed();
}

void DocumentFile::guardUnsaved(const std::function<void()> &next)
{
    if (!m_edit->document()->isModified()) {
        next();
        return;
    }
    m_messages->show({kUnsavedMessage,
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

void DocumentFile::enterPlain(const QString &why)
{
    m_plain = true;
    m_edit->setColumnLimited(false);
    m_controller->attach(DocumentController::Attach::Nothing);
    m_messages->show(
        {kPlainMessage,
         MessageKind::Warning,
         tr("%1: it is shown unwrapped and without suggestions, so that typing stays fast.").arg(why),
         {{tr("Open fully anyway"), [this] { leavePlain(); }}}});
    Q_EMIT changed();
}

void DocumentFile::leavePlain()
{
    m_plain = false;
    m_openedFully = true;
    m_edit->setColumnLimited(true);
    m_controller->attach(DocumentController::Attach::ToEngine);
    Q_EMIT changed();
}

void DocumentFile::checkLine(const TextSplice &splice)
{
    if (m_plain || m_openedFully || splice.inserted.empty())
        return;
    const QTextDocument *document = m_edit->document();
    const int end = int(splice.begin.value) + int(splice.inserted.size());
    for (QTextBlock block = document->findBlock(int(splice.begin.value));
         block.isValid() && block.position() <= end; block = block.next()) {
        if (block.length() <= kLongLine + 1)
            continue;
        // Not inside the change that made the line long: the layout is about to be told of it.
        QMetaObject::invokeMethod(
            this,
            [this] {
                if (!m_plain)
                    enterPlain(tr("A line is longer than %1 characters").arg(kLongLine));
            },
            Qt::QueuedConnection);
        return;
    }
}

void DocumentFile::watch()
{
    if (!m_watcher.files().isEmpty())
        m_watcher.removePaths(m_watcher.files());
    if (m_path.isEmpty())
        return;
    const QFileInfo info(m_path);
    m_savedTime = info.lastModified();
    m_savedSize = info.exists() ? info.size() : -1;
    if (info.isFile())
        m_watcher.addPath(m_path);
}

void DocumentFile::diskChanged()
{
    const QFileInfo info(m_path);
    const bool ours = info.exists() && info.lastModified() == m_savedTime && info.size() == m_savedSize;
    if (info.exists() && !m_watcher.files().contains(m_path))
        m_watcher.addPath(m_path); // replaced by another file of the same name
    if (ours)
        return;
    if (!info.exists()) {
        m_edit->document()->setModified(true);
        m_messages->show({kDiskMessage,
                          MessageKind::Warning,
                          tr("%1 is gone from the disk; the text is still here.").arg(displayName()),
                          {{tr("Save again"), [this] { save(); }}}});
        return;
    }
    m_messages->show({kDiskMessage,
                      MessageKind::Warning,
                      tr("%1 was changed by another program.").arg(displayName()),
                      {{tr("Reload"), [this] { reload(); }},
                       {tr("Keep mine"), [this] { m_edit->document()->setModified(true); }}}});
}

} // namespace deltapad
