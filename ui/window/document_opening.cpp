// SPDX-License-Identifier: MIT
// The part of DocumentFile that brings texts into the editor.
#include "ui/window/document_file.h"

#include "ui/editor/document_text.h"
#include "ui/editor/text_edit.h"
#include "ui/window/disk_watch.h"
#include "ui/window/document_controller.h"
#include "ui/window/file_reader.h"
#include "ui/window/file_writer.h"
#include "ui/window/message_bar.h"
#include "ui/window/settings.h"

#include <QElapsedTimer>
#include <QFileInfo>
#include <QTextBlock>

namespace deltapad {

using namespace file_messages;

namespace {

constexpr qsizetype kPiece = 1 << 15; ///< characters put into the editor at once

/// Behind a line end, if there is one.
qsizetype pieceEnd(QStringView text, qsizetype begin)
{
    if (text.size() - begin <= kPiece)
        return text.size();
    // Within the piece only: in a text without line ends the search would go back to its start every time.
    const qsizetype before = text.mid(begin, kPiece).lastIndexOf(u'\n');
    if (before >= 0)
        return begin + before + 1;
    return begin + kPiece - (text[begin + kPiece - 1].isHighSurrogate() ? 1 : 0);
}

} // namespace

void DocumentFile::newDocument(const QString &text)
{
    adopt(QString(), LoadedFile{text, {}, false, 0, {}}, Access::Writable);
}

void DocumentFile::newDocumentAt(const QString &path)
{
    adopt(QFileInfo(path).absoluteFilePath(), {}, Access::Writable);
}

void DocumentFile::reset(const QString &path, const FileFormat &format, Access access)
{
    cancelOpening();
    m_writer->finish(); // the text in the editor is the one being written
    for (const QString &id : {kPlain, kFile, kDisk, kUnsaved})
        m_messages->dismiss(id);
    if (path.isEmpty() || path != m_path)
        m_kindChoice = TextKindChoice::ByName; // else the same file is read anew
    m_path = path;
    m_format = format;
    m_openedFully = false;
    m_edit->setLongLines(TextEdit::LongLines::InParts);
    m_edit->setReadOnly(access == Access::ReadOnly);
}

void DocumentFile::adopt(const QString &path, const LoadedFile &file, Access access)
{
    reset(path, file.format, access);
    const bool large = file.bytes > kLargeFile;
    m_edit->setColumnLimited(!large);
    m_controller->load(file.text, DocumentController::Attach::Nothing);
    m_plain = large || !m_edit->folds().isEmpty();
    if (!m_plain)
        m_controller->attach(DocumentController::Attach::ToEngine);
    const bool exact = withoutFolds(m_controller->shadow().text()) == file.text.toStdU16String();
    settle(path, file, access, exact ? Kept::Exactly : Kept::NotAll);
}

void DocumentFile::settle(const QString &path, const LoadedFile &file, Access access, Kept kept)
{
    m_path = path;
    m_bytes = file.bytes;
    m_edit->setReadOnly(access == Access::ReadOnly);
    m_disk->watch(path, file.digest);
    if (m_plain)
        enterPlain();
    if (file.mixedLineEnds)
        m_messages->show({kFile,
                          MessageKind::Notice,
                          tr("%1 mixes line ends; saving writes %2 everywhere.")
                              .arg(displayName(), lineEndName(m_format.lineEnd)),
                          {}});
    else if (kept == Kept::NotAll)
        m_messages->show(
            {kFile,
             MessageKind::Warning,
             tr("%1 holds control characters that an editor cannot keep; saving would change them.")
                 .arg(displayName()),
             {}});
    Q_EMIT adopted();
    Q_EMIT changed();
}

void DocumentFile::adoptInPieces(Pieces pieces)
{
    reset(pieces.path, pieces.file.format, Access::ReadOnly);
    m_plain = true; // until the text is there, nobody else works on it
    m_edit->setColumnLimited(pieces.file.bytes <= kLargeFile);
    m_controller->beginPieces();
    m_pieces = std::move(pieces);
    m_pieceTimer.start();
    Q_EMIT changed();
}

void DocumentFile::appendPieces()
{
    const QString &text = m_pieces->file.text;
    QElapsedTimer clock;
    clock.start();
    do {
        const qsizetype end = pieceEnd(text, m_pieces->at);
        if (!m_controller->append(text.mid(m_pieces->at, end - m_pieces->at)))
            m_pieces->kept = Kept::NotAll;
        m_pieces->at = end;
    } while (m_pieces->at < text.size() && clock.elapsed() < m_slice.count());
    if (m_pieces->at < text.size()) {
        const int percent = int(50 + 50 * m_pieces->at / text.size());
        if (std::exchange(m_pieces->shown, percent) != percent) {
            showProgress(m_pieces->path, percent);
            m_controller->showPieces();
        }
        return;
    }
    m_pieceTimer.stop();
    m_messages->dismiss(kOpening);
    const Pieces done = std::move(*m_pieces);
    m_pieces.reset();
    m_controller->endPieces();
    m_plain = done.file.bytes > kLargeFile || !m_edit->folds().isEmpty();
    if (!m_plain)
        m_controller->attach(DocumentController::Attach::ToEngine);
    settle(done.path, done.file, done.access, done.kept);
    if (done.then)
        done.then();
}

void DocumentFile::showProgress(const QString &path, int percent)
{
    const QString text = tr("Opening %1: %2 %").arg(QFileInfo(path).fileName()).arg(percent);
    if (m_messages->shows(kOpening))
        m_messages->setText(kOpening, text);
    else
        m_messages->show(
            {kOpening, MessageKind::Warning, text, {{tr("Cancel"), [this] { cancelOpening(); }}}});
}

bool DocumentFile::isOpening() const
{
    return m_reader->isReading() || m_pieces;
}

QString DocumentFile::openingPath() const
{
    if (m_pieces)
        return m_pieces->path;
    return m_reader->isReading() ? QFileInfo(m_opening).absoluteFilePath() : QString();
}

void DocumentFile::cancelOpening()
{
    m_messages->dismiss(kOpening);
    if (m_reader->isReading()) {
        m_reader->cancel();
        m_edit->setReadOnly(m_wasReadOnly);
        m_afterOpening = nullptr;
    }
    if (m_pieces) {
        m_pieceTimer.stop();
        m_pieces.reset();
        m_controller->endPieces();
        newDocument(); // half a text would be taken for the whole one
    }
}

bool DocumentFile::open(const QString &path, std::optional<TextEncoding> as,
                        const std::function<void()> &then)
{
    cancelOpening();
    const QFileInfo info(path);
    if (!info.isFile() || info.size() <= kReadAside)
        return take(path, loadTextFile(path, as), then);
    m_opening = path;
    m_afterOpening = then;
    m_wasReadOnly = m_edit->isReadOnly();
    m_edit->setReadOnly(true); // what is typed now would be gone in a moment
    showProgress(path, 0);
    m_reader->start(path, as);
    return true;
}

bool DocumentFile::take(const QString &path, const std::variant<LoadedFile, FileError> &outcome,
                        const std::function<void()> &then)
{
    if (const auto *error = std::get_if<FileError>(&outcome)) {
        if (error->problem != FileProblem::InvalidEncoding) {
            explainLoad(path, *error);
            return false;
        }
        // Every byte has a character in Windows-1252: the text can be looked at, and nothing changes it.
        const std::function<void()> show = [this, path, then] {
            m_edit->setReadOnly(true);
            explainUnreadableBytes(path);
            Q_EMIT changed();
            if (then)
                then();
        };
        return open(path, TextEncoding::Windows1252, show);
    }
    const auto &file = std::get<LoadedFile>(outcome);
    const QString absolute = QFileInfo(path).absoluteFilePath();
    m_settings->addRecentFile(path);
    if (file.bytes > kReadAside) {
        adoptInPieces({.path = absolute, .file = file, .then = then});
        return true;
    }
    adopt(absolute, file, Access::Writable);
    if (then)
        then();
    return true;
}

void DocumentFile::explainUnreadableBytes(const QString &path)
{
    const auto edit = [this, path](TextEncoding encoding) {
        return [this, path, encoding] { guardUnsaved([this, path, encoding] { open(path, encoding); }); };
    };
    m_messages->show(
        {kFile,
         MessageKind::Warning,
         tr("%1 is not valid UTF-8. It is shown as Windows-1252 and read-only, so that no byte is lost.")
             .arg(displayName()),
         {{tr("Edit as Windows-1252"), edit(TextEncoding::Windows1252)},
          {tr("Edit as Latin-1"), edit(TextEncoding::Latin1)},
          {tr("Leave it read-only"), [] {}}}});
}

void DocumentFile::explainLoad(const QString &path, const FileError &error)
{
    Message message{kFile, MessageKind::Error, error.message + u'.', {}};
    // The writer may have gone on in the present text before answering: no action may lose that.
    const auto add = [this, &message](const QString &label, const std::function<void()> &run) {
        message.actions.push_back({label, [this, run] { guardUnsaved(run); }});
    };
    if (error.problem == FileProblem::NotFound)
        add(tr("Create it"), [this, path] { newDocumentAt(path); });
    else
        add(tr("Try again"), [this, path] { open(path); });
    m_messages->show(message);
}

void DocumentFile::reopenAs(TextEncoding encoding)
{
    if (m_path.isEmpty())
        return;
    guardUnsaved([this, encoding] { open(m_path, encoding); });
}

} // namespace deltapad
