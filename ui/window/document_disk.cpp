// SPDX-License-Identifier: MIT
// The part of DocumentFile that deals with other programs changing the file.
#include "ui/window/document_file.h"

#include "ui/editor/text_edit.h"
#include "ui/recovery/compare_window.h"
#include "ui/window/disk_watch.h"
#include "ui/window/message_bar.h"

#include <QFileInfo>

#include <algorithm>

namespace deltapad {

using namespace file_messages;

void DocumentFile::replaceText(const QString &after)
{
    const QString before = text();
    const auto head = std::mismatch(before.begin(), before.end(), after.begin(), after.end());
    const auto same = head.first - before.begin();
    const auto tailLimit = std::min(before.size(), after.size()) - same;
    qsizetype tail = 0;
    while (tail < tailLimit && before[before.size() - 1 - tail] == after[after.size() - 1 - tail])
        ++tail;
    if (same + tail < before.size() || same + tail < after.size())
        m_edit->replaceRange(m_edit->folds().toDocument(int(same)),
                             m_edit->folds().toDocument(int(before.size() - tail)),
                             after.mid(same, after.size() - tail - same), LastAction::Replaced);
}

void DocumentFile::reload()
{
    if (m_path.isEmpty())
        return;
    if (QFileInfo(m_path).size() > kReadAside) {
        open(m_path);
        return;
    }
    const auto loaded = loadTextFile(m_path);
    if (const auto *error = std::get_if<FileError>(&loaded)) {
        explainLoad(m_path, *error);
        return;
    }
    const auto &file = std::get<LoadedFile>(loaded);
    m_messages->dismiss(kDisk);
    replaceText(file.text);
    m_format = file.format;
    m_bytes = file.bytes;
    m_disk->watch(m_path, file.digest);
    m_edit->document()->setModified(false);
    Q_EMIT changed();
}

void DocumentFile::checkDisk()
{
    m_disk->check();
}

void DocumentFile::diskGone()
{
    if (isSaving())
        return;
    m_edit->document()->setModified(true);
    m_messages->show({kDisk,
                      MessageKind::Warning,
                      tr("%1 is gone from the disk; the text is still here.").arg(displayName()),
                      {{tr("Save again"), [this] { save(); }}}});
}

void DocumentFile::diskChanged()
{
    if (isOpening() || isSaving())
        return; // the change is our own, or its text is about to go
    if (!m_edit->document()->isModified() && !m_edit->isReadOnly()) {
        reload();
        if (!m_messages->shows(kFile))
            m_messages->show(
                {kDisk,
                 MessageKind::Notice,
                 tr("%1 was changed by another program and has been reloaded.").arg(displayName()),
                 {}});
        return;
    }
    m_messages->show({kDisk,
                      MessageKind::Warning,
                      tr("%1 was changed by another program.").arg(displayName()),
                      {{tr("Reload"), [this] { reload(); }},
                       {tr("Keep mine"),
                        [this] {
                            m_disk->accept();
                            m_edit->document()->setModified(true);
                        }},
                       {tr("Compare"), [this] {
                            compareWithDisk();
                            diskChanged(); // still to be decided
                        }}}});
}

void DocumentFile::explainOverwrite(const std::function<void()> &next)
{
    m_messages->show({kDisk,
                      MessageKind::Warning,
                      tr("%1 was not saved: another program has changed it since, and saving would replace "
                         "that.")
                          .arg(displayName()),
                      {{tr("Save anyway"),
                        [this, next] {
                            m_afterSave = next;
                            saveAs(m_path);
                        }},
                       {tr("Save elsewhere…"), [this] { Q_EMIT saveAsWanted(); }},
                       {tr("Compare"),
                        [this, next] {
                            compareWithDisk();
                            explainOverwrite(next);
                        }},
                       {tr("Reload"), [this] { reload(); }}}});
}

void DocumentFile::compareWithDisk()
{
    const auto loaded = loadTextFile(m_path, m_format.encoding);
    if (const auto *error = std::get_if<FileError>(&loaded)) {
        explainLoad(m_path, *error);
        return;
    }
    auto *window = new CompareWindow(tr("%1: two versions").arg(displayName()),
                                     {tr("on the disk"), std::get<LoadedFile>(loaded).text},
                                     {tr("in the editor"), text()}, m_edit->window());
    window->show();
}

} // namespace deltapad
