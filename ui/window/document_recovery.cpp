// SPDX-License-Identifier: MIT
#include "ui/window/document_recovery.h"

#include "ui/editor/document_text.h"
#include "ui/editor/text_edit.h"
#include "ui/recovery/compare_window.h"
#include "ui/window/document_controller.h"
#include "ui/window/document_file.h"
#include "ui/window/message_bar.h"

#include <QFileInfo>
#include <QLocale>

#include <algorithm>
#include <limits>

namespace deltapad {

namespace {

const QString kRecovery = QStringLiteral("recovery");
const QString kJournal = QStringLiteral("journal");

FileFormat formatOf(const JournalBase &base)
{
    FileFormat format;
    format.encoding = TextEncoding(std::min<int>(base.encoding, static_cast<int>(TextEncoding::Windows1252)));
    format.byteOrderMark = base.byteOrderMark != 0;
    format.lineEnd = LineEnd(std::min<int>(base.lineEnd, static_cast<int>(LineEnd::OldMac)));
    return format;
}

bool sameFile(const JournalBase &base, const DocumentFile &file)
{
    const QByteArray &digest = file.digest();
    return base.bytesOnDisk == file.bytesOnDisk() &&
           (digest.isEmpty() ||
            std::equal(digest.begin(), digest.end(), base.digest.begin(), base.digest.end(),
                       [](char a, std::uint8_t b) { return std::uint8_t(a) == b; }));
}

} // namespace

DocumentRecovery::DocumentRecovery(const RecoveryParts &parts, const RecoveryStore &store,
                                   const Delays &delays, QObject *parent)
    : QObject(parent), m_parts(parts), m_delays(delays), m_journal(store.newPath(), delays)
{
    setObjectName(QStringLiteral("documentRecovery"));
    connect(m_parts.controller, &DocumentController::spliced, this, &DocumentRecovery::follow);
    connect(m_parts.edit->document(), &QTextDocument::modificationChanged, this,
            &DocumentRecovery::modificationChanged);
    connect(m_parts.file, &DocumentFile::changed, this, [this] {
        if (m_journal.isActive())
            begin(); // path or format have changed
    });
    connect(m_parts.file, &DocumentFile::adopted, this, [this] {
        modificationChanged(m_parts.edit->document()->isModified());
        if (!m_opening)
            letGo(); // another document took the place of the offered one
    });
    connect(&m_journal, &Journal::begun, this, [this] {
        m_parts.messages->dismiss(kJournal);
        if (m_replaced)
            m_replaced->discard();
        m_replaced.reset();
    });
    connect(&m_journal, &Journal::failed, this, [this](const QString &problem) {
        m_sinceFailure.start();
        m_parts.messages->show({kJournal,
                                MessageKind::Warning,
                                tr("Unsaved changes cannot be kept safe at the moment: %1.").arg(problem),
                                {{tr("Try again"), [this] { begin(); }}}});
    });
}

void DocumentRecovery::begin()
{
    if (m_kept)
        return;
    m_sinceFailure.invalidate();
    JournalBase base;
    base.when = QDateTime::currentMSecsSinceEpoch();
    const FileFormat &format = m_parts.file->format();
    base.encoding = std::uint8_t(format.encoding);
    base.byteOrderMark = format.byteOrderMark ? 1 : 0;
    base.lineEnd = std::uint8_t(format.lineEnd);
    base.bytesOnDisk = m_parts.file->bytesOnDisk();
    const QByteArray &digest = m_parts.file->digest();
    std::copy_n(digest.begin(), std::min<std::size_t>(std::size_t(digest.size()), base.digest.size()),
                base.digest.begin());
    base.path = m_parts.file->path().toStdString();
    m_journal.begin(std::move(base), m_parts.controller->shadow().chunks());
}

void DocumentRecovery::follow(const TextSplice &splice)
{
    if (m_journal.isActive()) {
        m_journal.record(splice);
        if (m_journal.wantsCompaction())
            begin();
        return;
    }
    // The first change arrives by modificationChanged(); here only those after a failure do.
    if (m_sinceFailure.isValid() && m_sinceFailure.hasExpired(m_delays.journalRetry.count()))
        begin();
}

void DocumentRecovery::modificationChanged(bool modified)
{
    if (m_parts.controller->isLoading())
        return; // clearing a document says that it is modified
    if (!modified) {
        if (!m_kept)
            m_journal.discard();
        if (m_replaced)
            m_replaced->discard(); // recovered and saved before its new journal was seen to begin
        m_replaced.reset();
        m_parts.messages->dismiss(kJournal);
    } else if (!m_journal.isActive() && !m_parts.file->isOpening()) {
        begin();
    }
}

void DocumentRecovery::openFor(Orphan orphan, const std::function<void()> &then)
{
    letGo();
    m_orphan = std::move(orphan);
    m_opening = true;
    const QString path = m_orphan->path;
    const std::function<void()> ready = [this, then] {
        m_opening = false;
        m_diskText = QString::fromStdU16String(withoutFolds(m_parts.controller->shadow().text()));
        then();
    };
    if (path.isEmpty()) {
        m_parts.file->newDocument();
        ready();
    } else if (!QFileInfo(path).isFile()) {
        m_parts.file->newDocumentAt(path);
        ready();
    } else if (m_parts.file->path() == path && !m_parts.edit->document()->isModified()) {
        ready();
    } else if (!m_parts.file->open(path, std::nullopt, ready)) {
        m_parts.file->newDocument(); // cannot be read any more: its text must not go to that file unasked
        ready();
    }
}

void DocumentRecovery::offer(Orphan orphan)
{
    openFor(std::move(orphan), [this] {
        if (m_orphan->text() == m_diskText) {
            m_orphan->discard(); // it was saved, and only the journal's end was not seen
            m_orphan.reset();
            Q_EMIT decided();
            return;
        }
        m_parts.edit->setReadOnly(true);
        Q_EMIT m_parts.file->changed();
        ask();
    });
}

void DocumentRecovery::restore(Orphan orphan)
{
    openFor(std::move(orphan), [this] {
        // Another program wrote the file in between: that is for the writer to decide.
        const bool conflict = !m_orphan->path.isEmpty() && !sameFile(m_orphan->contents.base, *m_parts.file);
        if (!conflict) {
            recover();
            return;
        }
        m_parts.edit->setReadOnly(true);
        Q_EMIT m_parts.file->changed();
        ask();
    });
}

void DocumentRecovery::ask()
{
    const JournalContents &contents = m_orphan->contents;
    QString text = tr("Unsaved changes of %1 from %2 were left when the program ended.")
                       .arg(m_orphan->path.isEmpty() ? tr("an untitled text") : m_parts.file->displayName(),
                            QLocale().toString(m_orphan->when, QLocale::ShortFormat));
    if (!m_orphan->path.isEmpty() && !sameFile(contents.base, *m_parts.file))
        text += tr(" The file has been changed since by another program.");
    if (contents.tail == JournalTail::Damaged)
        text += tr(" The end of what was kept is damaged; the text up to there is whole.");
    m_parts.messages->show({kRecovery,
                            MessageKind::Warning,
                            text,
                            {{tr("Recover"), [this] { recover(); }},
                             {tr("Compare"),
                              [this] {
                                  compare();
                                  ask();
                              }},
                             {tr("Discard"), [this] { discard(); }}},
                            MessageClosing::ByAction});
}

void DocumentRecovery::recover()
{
    m_replaced = std::exchange(m_orphan, std::nullopt);
    m_parts.edit->setReadOnly(false);
    m_parts.file->setFormat(formatOf(m_replaced->contents.base));
    m_parts.file->replaceText(m_replaced->text());
    // The journal's places count the folds of its own time.
    LineFolds folds;
    folds.reset(m_replaced->contents.text);
    const int caret =
        folds.toText(int(std::min<qint64>(m_replaced->contents.caret, std::numeric_limits<int>::max())));
    QTextCursor cursor = m_parts.edit->textCursor();
    cursor.setPosition(
        std::min(m_parts.edit->folds().toDocument(caret), int(documentLength(*m_parts.edit->document()))));
    m_parts.edit->setTextCursor(cursor);
    m_parts.edit->ensureCursorVisible();
    m_parts.edit->document()->setModified(true);
    if (!m_journal.isActive())
        begin();
    Q_EMIT m_parts.file->changed();
    Q_EMIT decided();
}

void DocumentRecovery::discard()
{
    m_orphan->discard();
    m_orphan.reset();
    m_parts.edit->setReadOnly(false);
    Q_EMIT m_parts.file->changed();
    Q_EMIT decided();
}

void DocumentRecovery::compare()
{
    auto *window =
        new CompareWindow(tr("%1: two versions").arg(m_parts.file->displayName()),
                          {m_orphan->path.isEmpty() ? tr("in an empty text") : tr("on the disk"), m_diskText},
                          {tr("in the unsaved changes"), m_orphan->text()}, m_parts.edit->window());
    window->show();
}

void DocumentRecovery::letGo()
{
    if (!m_orphan)
        return;
    m_orphan.reset(); // its journal stays for the next start
    m_parts.messages->dismiss(kRecovery);
}

QString DocumentRecovery::secure()
{
    if (m_orphan)
        return m_orphan->journal; // still to be decided
    if (!m_journal.isActive() && m_parts.edit->document()->isModified() && !m_parts.file->isOpening())
        begin(); // it has failed before; once more, as there may be no later time
    if (!m_journal.isActive() || !m_journal.finish())
        return {};
    return QFileInfo(m_journal.path()).fileName();
}

QString DocumentRecovery::keep()
{
    const QString name = secure();
    if (m_orphan || name.isEmpty())
        return name;
    if (m_replaced)
        m_replaced->discard(); // begun() may still be on its way
    m_replaced.reset();
    m_kept = true;
    return name;
}

} // namespace deltapad
