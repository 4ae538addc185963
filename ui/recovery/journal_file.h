// SPDX-License-Identifier: MIT
#pragma once
// JournalFile: one recovery journal on disk: owner-only, locked while its program lives, appended to.
//
// The lock is the kernel's (flock), so it ends with the process however that ends: a journal that can be
// locked is nobody's. start() writes a whole new file beside the old one and renames it over, so that there
// is always one whole journal. Not for the user interface's thread: every call may wait for the disk.
// Threading: one thread. Ownership: owns its file descriptor; the file itself stays unless remove() is
// called.
#include "ui/editor/text_chunks.h"
#include "ui/recovery/journal_format.h"

#include <QString>

#include <optional>

namespace deltapad {

class JournalFile
{
public:
    /// `path` ends with kSuffix; its folder is made, owner-only, when it is first needed.
    explicit JournalFile(const QString &path) : m_path(path) {}
    /// Takes over a journal that RecoveryStore has locked.
    JournalFile(const QString &path, int lockedDescriptor) : m_path(path), m_descriptor(lockedDescriptor) {}
    ~JournalFile();
    JournalFile(const JournalFile &) = delete;
    JournalFile &operator=(const JournalFile &) = delete;

    static constexpr const char *kSuffix = ".journal";
    static constexpr const char *kFreshSuffix = ".fresh"; ///< behind kSuffix, of a file not yet renamed

    /// A new journal in place of the one that may be there; `text` is its text, base.text is not looked at.
    /// Empty or one line: what went wrong.
    QString start(const JournalBase &base, const TextChunks &text);
    /// Requires a successful start(). After it returns the bytes survive the end of the process.
    QString append(const TextSplice &splice);
    /// Afterwards the bytes survive the end of the machine.
    QString sync();
    void remove();

    const QString &path() const { return m_path; }
    bool isOpen() const { return m_descriptor >= 0; }

private:
    QString write(int descriptor, const std::string &bytes) const;
    QString writeStart(int descriptor, const JournalBase &base, const TextChunks &text) const;
    void closeDescriptor();

    QString m_path;
    int m_descriptor = -1;
};

} // namespace deltapad
