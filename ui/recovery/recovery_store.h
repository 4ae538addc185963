// SPDX-License-Identifier: MIT
#pragma once
// RecoveryStore: the folder of recovery journals: names for new ones, and those that programs left behind.
//
// A journal left behind is one that nobody holds locked; claiming it locks it for this process, so that two
// programs never offer the same text. What cannot be read is left alone and reported. Threading: any thread,
// one call at a time. Ownership: an Orphan holds its lock until it goes; its file stays unless discarded.
// Cost: reading each journal once.
#include "ui/editor/line_folds.h"
#include "ui/recovery/journal_file.h"

#include <QDateTime>
#include <QStringList>

#include <memory>
#include <vector>

namespace deltapad {

/// A text that was not saved when its program ended.
struct Orphan
{
    QString path; ///< of the document; empty: untitled
    QDateTime when;
    QString journal; ///< file name, which the session refers to
    JournalContents contents;
    std::unique_ptr<JournalFile> file; ///< locked

    QString text() const { return QString::fromStdU16String(withoutFolds(contents.text)); }
    void discard() { file->remove(); }
};

class RecoveryStore
{
public:
    /// "journals" below the state folder; nothing is made before it is needed.
    explicit RecoveryStore(const QString &stateFolder);

    const QString &folder() const { return m_folder; }
    /// A path that no other journal has.
    QString newPath() const;

    struct Claimed
    {
        std::vector<Orphan> orphans; ///< oldest first
        QStringList unreadable;      ///< one line each; those files are kept
    };
    /// Locks and reads every journal that nobody holds.
    Claimed claim() const;

private:
    QString m_folder;
};

} // namespace deltapad
