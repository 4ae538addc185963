// SPDX-License-Identifier: MIT
#include "ui/application/editor_application.h"

#include "ui/editor/text_edit.h"
#include "ui/window/document_file.h"
#include "ui/window/document_recovery.h"
#include "ui/window/message_bar.h"
#include "ui/window/settings.h"

#include <QCoreApplication>
#include <QDir>
#include <QEvent>
#include <QFileInfo>
#include <QRegularExpression>
#include <QScrollBar>

#include <algorithm>

namespace deltapad {

FilePlace parseFilePlace(const QString &argument)
{
    static const QRegularExpression pattern(QStringLiteral("^(.+?):(\\d{1,9})(?::(\\d{1,9}))?$"));
    const QRegularExpressionMatch match = pattern.match(argument);
    if (!match.hasMatch() || QFileInfo::exists(argument))
        return {argument, 0, 0};
    return {match.captured(1), match.captured(2).toInt(), match.captured(3).toInt()};
}

QString defaultStateFolder()
{
    const QString named = qEnvironmentVariable("XDG_STATE_HOME");
    const QString base =
        QDir::isAbsolutePath(named) ? named : QDir::home().filePath(QStringLiteral(".local/state"));
    return QDir(base).filePath(QStringLiteral("deltapad"));
}

EditorApplication::EditorApplication(MakeWindow make, Settings *settings, const QString &stateFolder,
                                     SessionUse session, QObject *parent)
    : QObject(parent), m_make(std::move(make)), m_settings(settings), m_stateFolder(stateFolder),
      m_store(stateFolder), m_sessionUse(session)
{
    m_writer.setMaxThreadCount(1); // in order
    m_sessionTimer.setSingleShot(true);
    m_sessionTimer.setInterval(0);
    connect(&m_sessionTimer, &QTimer::timeout, this, &EditorApplication::writeSession);
    QCoreApplication::instance()->installEventFilter(this);
}

EditorApplication::~EditorApplication()
{
    finishSession();
}

QString EditorApplication::sessionPath() const
{
    return QDir(m_stateFolder).filePath(QStringLiteral("session.json"));
}

std::vector<MainWindow *> EditorApplication::windows() const
{
    std::vector<MainWindow *> open;
    for (const auto &window : m_windows) {
        if (window->isVisible())
            open.push_back(window.get());
    }
    return open;
}

MainWindow *EditorApplication::newWindow()
{
    std::erase_if(m_windows, [](const auto &window) { return !window->isVisible(); });
    m_windows.push_back(m_make());
    MainWindow *window = m_windows.back().get();
    window->keepChanges(m_store);
    window->setKeepsOnClose([this, window] { return keepsOnClose(window); });
    window->setOpensElsewhere([this](const QString &path) {
        if (path.isEmpty())
            newWindow();
        else
            openPlace({path}, StartRequest::Windows::Reuse);
    });
    connect(window, &MainWindow::closed, this, [this, window] { windowClosed(window); });
    connect(window, &MainWindow::quitWanted, this, &EditorApplication::quit);
    connect(window, &MainWindow::windowWanted, this, &EditorApplication::newWindow);
    connect(window->file(), &DocumentFile::adopted, this, [this, window] {
        std::erase_if(m_closing.windows, [window](const SessionWindow &closed) {
            return closed.journal.isEmpty() && closed.path == window->file()->path(); // open again
        });
        noteSession();
    });
    connect(window->file(), &DocumentFile::written, window, [this, window] {
        // A save that the disk refused has left changes, which are kept now.
        if (m_desktopEnds && window->isVisible())
            window->close();
    });
    window->show();
    noteSession();
    return window;
}

MainWindow *EditorApplication::freshWindow()
{
    const std::vector<MainWindow *> open = windows();
    for (MainWindow *window : open) {
        if (window->file()->path().isEmpty() && !window->isWindowModified() && !window->file()->isOpening() &&
            !window->recovery()->isOffering() && window->editor()->document()->isEmpty())
            return window;
    }
    return newWindow();
}

MainWindow *EditorApplication::windowOf(const QString &path) const
{
    const QString wanted = QFileInfo(path).canonicalFilePath();
    for (MainWindow *window : windows()) {
        const QString open = window->file()->path();
        if (!open.isEmpty() && (open == QFileInfo(path).absoluteFilePath() ||
                                (!wanted.isEmpty() && QFileInfo(open).canonicalFilePath() == wanted)))
            return window;
    }
    return nullptr;
}

MainWindow *EditorApplication::openPlace(const FilePlace &place, StartRequest::Windows windows)
{
    MainWindow *window = windows == StartRequest::Windows::Reuse ? windowOf(place.path) : nullptr;
    if (window)
        window->goTo(place.line, place.column);
    else {
        window = windows == StartRequest::Windows::Reuse ? freshWindow() : newWindow();
        window->openFile(place.path, place.line, place.column);
    }
    window->raise();
    window->activateWindow();
    return window;
}

MainWindow *EditorApplication::openText(const QString &text)
{
    MainWindow *window = freshWindow();
    window->file()->newDocument(text);
    window->editor()->document()->setModified(true);
    return window;
}

void EditorApplication::start(const StartRequest &request)
{
    RecoveryStore::Claimed claimed = m_store.claim();
    restore(m_sessionUse == SessionUse::Restored ? Session::read(sessionPath()) : Session(),
            std::move(claimed.orphans));
    const bool somethingOpen = !windows().empty();
    if (!request.files.isEmpty() || !somethingOpen)
        handle(request);
    for (const QString &problem : claimed.unreadable)
        windows().front()->messages()->show(
            {QStringLiteral("damaged"),
             MessageKind::Warning,
             tr("A text that was left unsaved cannot be read: %1. The file is "
                "kept in %2.")
                 .arg(problem, m_store.folder()),
             {}});
}

void EditorApplication::handle(const StartRequest &request)
{
    std::vector<MainWindow *> waited;
    for (const QString &file : request.files)
        waited.push_back(openPlace(parseFilePlace(file), request.windows));
    if (request.ticket != 0 && !waited.empty())
        m_waitedFor[request.ticket] = waited;
    if (!request.files.isEmpty())
        return;
    const std::vector<MainWindow *> open = windows();
    MainWindow *window =
        open.empty() || request.windows == StartRequest::Windows::New ? newWindow() : open.front();
    window->raise();
    window->activateWindow();
    if (request.ticket != 0)
        m_waitedFor[request.ticket] = {window};
}

void EditorApplication::place(MainWindow *window, const SessionWindow &where)
{
    window->file()->setTextKindChoice(where.kind);
    m_arriving.erase(window);
    TextEdit *edit = window->editor();
    const int last = std::max(0, edit->document()->characterCount() - 1);
    QTextCursor cursor = edit->textCursor();
    const LineFolds &folds = edit->folds();
    cursor.setPosition(std::min(folds.toDocument(where.anchor), last));
    cursor.setPosition(std::min(folds.toDocument(where.caret), last), QTextCursor::KeepAnchor);
    edit->setTextCursor(cursor);
    // The scroll bar has its range only once the text is laid out.
    QMetaObject::invokeMethod(
        edit, [edit, scroll = where.scroll] { edit->verticalScrollBar()->setValue(scroll); },
        Qt::QueuedConnection);
}

void EditorApplication::restore(Session session, std::vector<Orphan> orphans)
{
    for (const SessionWindow &where : session.windows) {
        const auto orphan = std::find_if(orphans.begin(), orphans.end(), [&](const Orphan &left) {
            return !where.journal.isEmpty() && left.journal == where.journal;
        });
        const bool hasText = orphan != orphans.end();
        if (!hasText && (where.path.isEmpty() || !QFileInfo(where.path).isFile()))
            continue;
        MainWindow *window = newWindow();
        if (!where.geometry.isEmpty())
            window->restoreGeometry(where.geometry);
        if (!where.state.isEmpty())
            window->restoreState(where.state);
        m_arriving[window] = where;
        if (hasText) {
            connect(window->recovery(), &DocumentRecovery::decided, window,
                    [this, window, where] { place(window, where); });
            Orphan text = std::move(*orphan);
            orphans.erase(orphan);
            window->recovery()->restore(std::move(text));
        } else {
            window->file()->open(where.path, std::nullopt, [this, window, where] { place(window, where); });
        }
    }
    for (Orphan &orphan : orphans) {
        MainWindow *window = orphan.path.isEmpty() ? nullptr : windowOf(orphan.path);
        if (!window || window->isWindowModified() || window->recovery()->isOffering())
            window = freshWindow();
        window->recovery()->offer(std::move(orphan));
    }
}

SessionWindow EditorApplication::describe(const MainWindow &window) const
{
    const QTextCursor cursor = window.editor()->textCursor();
    SessionWindow where;
    where.path = window.file()->path();
    const LineFolds &folds = window.editor()->folds();
    where.caret = folds.toText(cursor.position());
    where.anchor = folds.toText(cursor.anchor());
    where.scroll = window.editor()->verticalScrollBar()->value();
    where.kind = window.file()->textKindChoice();
    if (const QString opening = window.file()->openingPath(); !opening.isEmpty()) {
        const auto restored = m_arriving.find(&window);
        where = restored == m_arriving.end() ? SessionWindow() : restored->second;
        if (where.path != opening)
            where = {.path = opening};
        where.journal.clear(); // which of its changes are kept is not said here
    }
    where.geometry = window.saveGeometry();
    where.state = window.layoutState();
    return where;
}

bool EditorApplication::comesBack(MainWindow *window) const
{
    const bool leaves = std::find(m_leaving.begin(), m_leaving.end(), window) != m_leaving.end();
    const std::vector<MainWindow *> open = windows();
    return leaves || open.empty() || (open.size() == 1 && open.front() == window);
}

bool EditorApplication::keepsOnClose(MainWindow *window)
{
    const bool wanted = m_sessionUse == SessionUse::Restored && m_settings->keepsUnsaved();
    if (!comesBack(window) || (!wanted && !m_desktopEnds))
        return false;
    SessionWindow where = describe(*window);
    where.journal = window->recovery()->keep();
    if (where.journal.isEmpty())
        return false;
    m_closing.windows.push_back(where);
    return true;
}

void EditorApplication::windowClosed(MainWindow *window)
{
    for (auto it = m_waitedFor.begin(); it != m_waitedFor.end();) {
        std::erase(it->second, window);
        if (it->second.empty()) {
            Q_EMIT waitedFor(it->first);
            it = m_waitedFor.erase(it);
        } else {
            ++it;
        }
    }
    const SessionWindow where = describe(*window);
    // Half a text is no change of the writer's.
    const bool changed = window->isWindowModified() && !window->file()->isOpening();
    if (comesBack(window) && !changed && !window->recovery()->isOffering() && !where.path.isEmpty())
        m_closing.windows.push_back(where);
    m_arriving.erase(window);
    std::erase(m_leaving, window);
    if (!windows().empty()) {
        noteSession();
        return;
    }
    m_sessionTimer.stop();
    m_writer.waitForDone();
    if (m_sessionUse == SessionUse::Restored)
        m_closing.write(sessionPath());
    m_closing.windows.clear();
    Q_EMIT lastClosed();
    if (m_desktopEnds)
        Q_EMIT sessionEnded();
}

void EditorApplication::quit()
{
    m_leaving = windows();
    for (MainWindow *window : windows())
        window->close();
}

void EditorApplication::endSession()
{
    m_desktopEnds = true;
    quit();
}

void EditorApplication::secureSession()
{
    Session session = m_closing;
    for (MainWindow *window : windows()) {
        SessionWindow where = describe(*window);
        where.journal = window->recovery()->secure();
        if (!where.path.isEmpty() || !where.journal.isEmpty())
            session.windows.push_back(where);
    }
    finishSession();
    if (m_sessionUse == SessionUse::Restored)
        session.write(sessionPath());
}

bool EditorApplication::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::Quit || windows().empty())
        return QObject::eventFilter(watched, event);
    endSession();
    return true;
}

void EditorApplication::noteSession()
{
    if (m_sessionUse == SessionUse::Restored)
        m_sessionTimer.start();
}

void EditorApplication::writeSession()
{
    Session session = m_closing;
    for (const MainWindow *window : windows()) {
        if (!window->file()->path().isEmpty() && !window->file()->isOpening())
            session.windows.push_back(describe(*window));
    }
    m_writer.start([session, path = sessionPath()] { session.write(path); });
}

void EditorApplication::finishSession()
{
    m_sessionTimer.stop();
    m_writer.waitForDone();
}

} // namespace deltapad
