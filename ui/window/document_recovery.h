// SPDX-License-Identifier: MIT
#pragma once
// DocumentRecovery: keeps a document's unsaved changes in a journal, and offers those that were left behind.
//
// A journal exists exactly while the document differs from what is safe elsewhere: it begins with the change
// that makes it so and goes when the text is saved, discarded or undone back to the saved state. An offered
// text is shown by a message whose choice must be made; until then the document is read-only and the left
// journal stays as it is. Threading: user interface; Journal writes on its own thread. Ownership: child of
// the window, uses its parts. Cost: one queued call a change; beginning copies the text.
#include "ui/recovery/journal.h"
#include "ui/recovery/recovery_store.h"

#include <QElapsedTimer>

#include <optional>

namespace deltapad {

class DocumentController;
class DocumentFile;
class MessageBar;
class TextEdit;

struct RecoveryParts
{
    TextEdit *edit = nullptr;
    DocumentController *controller = nullptr;
    DocumentFile *file = nullptr;
    MessageBar *messages = nullptr;
};

class DocumentRecovery : public QObject
{
    Q_OBJECT

public:
    DocumentRecovery(const RecoveryParts &parts, const RecoveryStore &store, const Delays &delays,
                     QObject *parent = nullptr);

    Journal &journal() { return m_journal; }
    /// Opens the document that the text belongs to and asks what to do with it.
    void offer(Orphan orphan);
    /// The same without asking, for texts that were left on purpose: the document is as it was, modified.
    void restore(Orphan orphan);
    bool isOffering() const { return m_orphan.has_value(); }
    /// The changes so far are on the disk when this returns. The answer is the name of their journal, empty
    /// if there are none.
    QString secure();
    /// The same for the last time: they are to be there at the next start, whatever happens to the text.
    QString keep();

Q_SIGNALS:
    /// What was offered is decided.
    void decided();

private:
    void begin();
    void follow(const TextSplice &splice);
    void modificationChanged(bool modified);
    void openFor(Orphan orphan, const std::function<void()> &then);
    void ask();
    void recover();
    void discard();
    void compare();
    void letGo();

    RecoveryParts m_parts;
    Delays m_delays;
    Journal m_journal;
    std::optional<Orphan> m_orphan;
    std::optional<Orphan> m_replaced; ///< recovered; goes when the new journal holds its text
    QString m_diskText;               ///< of the offered document, to compare with
    QElapsedTimer m_sinceFailure;
    bool m_opening = false; ///< the document of the offer is being opened by this object
    bool m_kept = false;
};

} // namespace deltapad
