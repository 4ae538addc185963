// SPDX-License-Identifier: MIT
#pragma once
// DocumentFile: the file behind the text: opening, saving, reloading, and the messages when something is
// wrong.
//
// Nothing here stops the writer: every problem becomes a message in the window with what can be done about
// it, and the text in the editor is never lost by a failure. Also the guard against texts that a plain-text
// widget cannot handle at speed (very long lines, very large files): those open without suggestions and
// unwrapped. Threading: user interface. Ownership: child of the window, uses its parts. Cost: reading and
// writing are synchronous.
#include "engine/base/edits.h"
#include "ui/editor/file_io.h"

#include <QDateTime>
#include <QFileSystemWatcher>
#include <QObject>

#include <functional>

namespace deltapad {

class DocumentController;
class MessageBar;
class Settings;
class TextEdit;

class DocumentFile : public QObject
{
    Q_OBJECT

public:
    static constexpr int kLongLine = 10000;
    static constexpr qint64 kLargeFile = 20LL << 20;

    DocumentFile(TextEdit *edit, DocumentController *controller, MessageBar *messages, Settings *settings,
                 QObject *parent = nullptr);

    const QString &path() const { return m_path; }
    QString displayName() const;
    const FileFormat &format() const { return m_format; }
    void setLineEnd(LineEnd lineEnd);
    void setEncoding(TextEncoding encoding);
    bool isPlain() const { return m_plain; }

    void newDocument(const QString &text = {});
    /// False if it could not be read; a message says why.
    bool open(const QString &path, std::optional<TextEncoding> as = {});
    /// False if it was not written, or if there is no path yet (then `saveAsWanted` is emitted).
    bool save();
    bool saveAs(const QString &path);
    /// From disk, as one change that can be undone.
    void reload();
    /// Runs `next` now, or after the writer has said what happens to unsaved changes.
    void guardUnsaved(const std::function<void()> &next);

Q_SIGNALS:
    void changed(); ///< path, format, or mode
    void saveAsWanted();

private:
    enum class Access { Writable, ReadOnly };
    void adopt(const QString &path, const LoadedFile &file, Access access);
    void explainLoad(const QString &path, const FileError &error);
    void explainSave(const QString &path, const FileError &error);
    void enterPlain(const QString &why);
    void leavePlain();
    void watch();
    void diskChanged();
    void checkLine(const TextSplice &splice);

    TextEdit *m_edit;
    DocumentController *m_controller;
    MessageBar *m_messages;
    Settings *m_settings;
    QFileSystemWatcher m_watcher;
    QString m_path;
    FileFormat m_format;
    QDateTime m_savedTime;
    qint64 m_savedSize = -1;
    bool m_plain = false;
    bool m_openedFully = false; ///< the writer asked for it: the guard is off for this document
    std::function<void()> m_afterSave;
};

} // namespace deltapad
