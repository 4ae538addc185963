// SPDX-License-Identifier: MIT
#pragma once
// DocumentFile: the file behind the text: opening, saving, reloading, and the messages when something is
// wrong.
//
// Nothing here stops the writer: every problem becomes a message in the window with what can be done about
// it, and the text in the editor is never lost by a failure. Large files are read on a thread and put into
// the editor piece by piece. Also the guard against texts that a plain-text widget cannot handle at speed:
// very large files open unwrapped, very long lines in parts, both without suggestions. Threading: user
// interface. Ownership: child of the window, uses its parts. Cost: reading and writing small files is
// synchronous; a large text is copied once to be written.
#include "engine/base/edits.h"
#include "ui/editor/file_io.h"
#include "ui/editor/line_folds.h"
#include "ui/editor/text_kind.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>
#include <vector>

namespace deltapad {

class DiskWatch;
class DocumentController;
class FileReader;
class FileWriter;
class MessageBar;
class Settings;
class TextEdit;
struct Delays;

class DocumentFile : public QObject
{
    Q_OBJECT

public:
    static constexpr int kLongLine = kLongestWholeLine;
    static constexpr qint64 kLargeFile = 20LL << 20;  ///< larger ones open plain
    static constexpr qint64 kLimitedFile = 2LL << 20; ///< of larger ones the window says what the engine sees
    static constexpr qint64 kReadAside = 1LL << 20;   ///< larger ones are read on a thread
    static constexpr qint64 kWriteAside = 1LL << 20;  ///< characters; longer texts are written on a thread

    DocumentFile(TextEdit *edit, DocumentController *controller, MessageBar *messages, Settings *settings,
                 const Delays &delays, QObject *parent = nullptr);

    const QString &path() const { return m_path; }
    QString displayName() const;
    const FileFormat &format() const { return m_format; }
    void setLineEnd(LineEnd lineEnd);
    /// How the text will be written. UTF-16 always has its mark.
    enum class Mark { None, Written };
    void setEncoding(TextEncoding encoding, Mark mark = Mark::None);
    TextKind textKind() const { return textKindOf(m_path, m_kindChoice); }
    TextKindChoice textKindChoice() const { return m_kindChoice; }
    /// Until another document is in the editor; a save under a new name keeps it.
    void setTextKindChoice(TextKindChoice choice);
    bool isPlain() const { return m_plain; }
    bool isLimited() const { return m_bytes > kLimitedFile; }
    /// Digest and size of the file as last read or written; empty and -1 without one.
    const QByteArray &digest() const;
    qint64 bytesOnDisk() const;

    void newDocument(const QString &text = {});
    /// A document that will be saved as `path`, where there is no file yet.
    void newDocumentAt(const QString &path);
    /// False if it could not be read; a message says why. `then` runs when the text is there, which may be
    /// later: isOpening().
    bool open(const QString &path, std::optional<TextEncoding> as = {},
              const std::function<void()> &then = {});
    bool isOpening() const;
    /// Absolute; empty if nothing is being opened.
    QString openingPath() const;
    void cancelOpening();
    /// The file's bytes read anew as another encoding.
    void reopenAs(TextEncoding encoding);
    /// False if it was not written, or if there is no path yet (then `saveAsWanted` is emitted). Texts over
    /// kWriteAside are written on a thread: true then means that this has begun, and isSaving() until the
    /// disk has them.
    bool save();
    bool saveAs(const QString &path);
    bool isSaving() const;
    /// Runs `next` once nothing is being written any more: at once, or when the writer is done.
    void whenSaved(const std::function<void()> &next);
    /// From disk, as one change that can be undone.
    void reload();
    /// Another text in the place of this one, as one change that can be undone.
    void replaceText(const QString &text);
    void setFormat(const FileFormat &format);
    /// Looks whether another program changed the file, and says so in the window.
    void checkDisk();
    /// Runs `next` now, or after the writer has said what happens to unsaved changes.
    void guardUnsaved(const std::function<void()> &next);

Q_SIGNALS:
    void changed(); ///< path, format, kind, or mode
    void adopted(); ///< another document is in the editor; changed() follows
    void saveAsWanted();
    void written(); ///< nothing is being written on a thread any more; the disk may have refused

private:
    enum class Access { Writable, ReadOnly };
    enum class Kept { Exactly, NotAll }; ///< whether the editor holds the file's text
    struct Pieces                        ///< a large text on its way into the editor
    {
        QString path;
        LoadedFile file;
        Access access = Access::Writable;
        qsizetype at = 0;
        int shown = -1; ///< per cent that the window shows
        std::function<void()> then;
        Kept kept = Kept::Exactly;
    };
    void adopt(const QString &path, const LoadedFile &file, Access access);
    void adoptInPieces(Pieces pieces);
    void appendPieces();
    void settle(const QString &path, const LoadedFile &file, Access access, Kept kept);
    void reset(const QString &path, const FileFormat &format, Access access);
    bool take(const QString &path, const std::variant<LoadedFile, FileError> &outcome,
              const std::function<void()> &then);
    void showProgress(const QString &path, int percent);
    void explainUnreadableBytes(const QString &path);
    void explainLoad(const QString &path, const FileError &error);
    bool finishSave(const QString &path, const std::variant<SavedFile, FileError> &outcome);
    void finishWriting(const std::variant<SavedFile, FileError> &outcome);
    void explainSave(const QString &path, const FileError &error);
    void explainOverwrite(const std::function<void()> &next);
    void enterPlain();
    void leavePlain();
    void diskChanged();
    void diskGone();
    void compareWithDisk();
    void checkLine(const TextSplice &splice);
    QString text() const;

    TextEdit *m_edit;
    DocumentController *m_controller;
    MessageBar *m_messages;
    Settings *m_settings;
    DiskWatch *m_disk;
    FileReader *m_reader;
    FileWriter *m_writer;
    struct Writing ///< what the thread was given
    {
        QString path;
        FileFormat format;
        int revision = 0; ///< of the document
    };
    Writing m_writing;
    QString m_saveAgain; ///< asked for while another text was being written; empty: nothing was
    std::vector<std::function<void()>> m_whenSaved;
    QTimer m_pieceTimer;
    std::chrono::milliseconds m_slice;
    std::optional<Pieces> m_pieces;
    QString m_opening; ///< path being read
    std::function<void()> m_afterOpening;
    bool m_wasReadOnly = false;
    QString m_path;
    FileFormat m_format;
    TextKindChoice m_kindChoice = TextKindChoice::ByName;
    qint64 m_bytes = 0;
    bool m_plain = false;
    bool m_openedFully = false; ///< the writer asked for it: the guard is off for this document
    std::function<void()> m_afterSave;
};

/// Ids of the messages that a document's file shows.
namespace file_messages {
inline const QString kPlain = QStringLiteral("plain");
inline const QString kFile = QStringLiteral("file");
inline const QString kDisk = QStringLiteral("disk");
inline const QString kSaving = QStringLiteral("saving");
inline const QString kUnsaved = QStringLiteral("unsaved");
inline const QString kOpening = QStringLiteral("opening");
} // namespace file_messages

} // namespace deltapad
