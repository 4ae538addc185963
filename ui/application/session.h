// SPDX-License-Identifier: MIT
#pragma once
// Session: which windows were open and where in their texts, as a small JSON file.
// A session file is untrusted input: its size, types and ranges are checked, and what does not fit is left
// out. It holds no text: unsaved changes are in recovery journals, which it names. Threading: pure functions
// on values; write() waits for the disk. Cost: the file, at most a megabyte.
#include "ui/editor/text_kind.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace deltapad {

struct SessionWindow
{
    QString path{}; ///< empty: untitled
    int caret = 0;
    int anchor = 0;
    int scroll = 0;        ///< of the vertical scroll bar
    QString journal{};     ///< file name of the journal with its unsaved changes; empty: none
    QByteArray geometry{}; ///< QWidget::saveGeometry()
    QByteArray state{};    ///< QMainWindow::saveState()
    TextKindChoice kind = TextKindChoice::ByName;
    bool operator==(const SessionWindow &) const = default;
};

struct Session
{
    static constexpr int kMaxWindows = 64;

    std::vector<SessionWindow> windows;

    /// Empty if there is no such file or it is not a session.
    static Session read(const QString &path);
    /// Owner-only and whole or not at all. False if the disk refused.
    bool write(const QString &path) const;
};

} // namespace deltapad
