// SPDX-License-Identifier: MIT
#pragma once
// EditorApplication: the windows of one running editor: what is open, what comes back at the next start, and
// what a killed program left.
//
// The first window of a start shows the last session again, with unsaved changes as they were; journals that
// no session knows are offered for recovery. Closing the last window keeps unsaved changes for the next start
// if the settings say so, and asks otherwise. At the end of the desktop's session nothing is asked.
// Threading: user interface; session files are written on a pool thread, except at the end. Ownership: owns
// its windows and stops them at its end. Cost: see Session.
#include "ui/application/session.h"
#include "ui/application/single_instance.h"
#include "ui/recovery/recovery_store.h"
#include "ui/window/main_window.h"

#include <QThreadPool>
#include <QTimer>

#include <functional>
#include <map>
#include <vector>

namespace deltapad {

struct FilePlace
{
    QString path;
    int line = 0; ///< from 1; 0 = not given
    int column = 0;
};

/// FILE, FILE:LINE or FILE:LINE:COLUMN. A file that exists under the whole name is meant as such.
FilePlace parseFilePlace(const QString &argument);

/// $XDG_STATE_HOME/deltapad, or ~/.local/state/deltapad (Qt 6.4 does not know this place).
QString defaultStateFolder();

class EditorApplication : public QObject
{
    Q_OBJECT

public:
    using MakeWindow = std::function<std::unique_ptr<MainWindow>()>;
    enum class SessionUse {
        Restored, ///< read at the start, written while windows open and close
        Ignored
    };

    /// `settings` must outlive it; `make` gives a window that is not shown yet.
    EditorApplication(MakeWindow make, Settings *settings, const QString &stateFolder, SessionUse session,
                      QObject *parent = nullptr);
    ~EditorApplication() override;

    /// Last session, texts left behind, then `request`; at least one window.
    void start(const StartRequest &request);
    /// As start(), for a program that is running.
    void handle(const StartRequest &request);
    MainWindow *openText(const QString &text);
    MainWindow *openPlace(const FilePlace &place, StartRequest::Windows windows);
    MainWindow *newWindow();
    /// Closes every window; one that asks something stays, and one that is being saved closes after it. All
    /// of them come back at the next start.
    void quit();
    /// The desktop's session ends, or the system ends the program: as quit(), but nothing is asked, and
    /// unsaved text is kept whatever the settings say. Only text that the disk refuses keeps its window open.
    /// One that is being saved is waited for.
    void endSession();
    /// The session may end, and with it this program: everything is on the disk when this returns, as
    /// endSession() would leave it, and the windows go on.
    void secureSession();
    /// Waits until the session on the disk is the present one.
    void finishSession();

    /// Those that are open, oldest first.
    std::vector<MainWindow *> windows() const;
    QString sessionPath() const;

Q_SIGNALS:
    void lastClosed();
    void sessionEnded(); ///< by endSession(), after lastClosed()
    /// The last window that a request with this ticket has opened is closed.
    void waitedFor(quint64 ticket);

protected:
    /// QEvent::Quit comes from a session manager, not from the writer.
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void restore(Session session, std::vector<Orphan> orphans);
    MainWindow *windowOf(const QString &path) const;
    /// One that nobody has written into, to be used for the next text.
    MainWindow *freshWindow();
    /// With the file that is being opened, if one is.
    SessionWindow describe(const MainWindow &window) const;
    void place(MainWindow *window, const SessionWindow &where);
    /// Whether a window that closes now, or has just closed, is there again at the next start.
    bool comesBack(MainWindow *window) const;
    bool keepsOnClose(MainWindow *window);
    void windowClosed(MainWindow *window);
    void noteSession();
    void writeSession();

    MakeWindow m_make;
    Settings *m_settings;
    QString m_stateFolder;
    RecoveryStore m_store;
    SessionUse m_sessionUse;
    std::vector<std::unique_ptr<MainWindow>> m_windows;
    Session m_closing; ///< closed by quit() or endSession(), for the next start
    std::map<const MainWindow *, SessionWindow> m_arriving; ///< restored, but their files are not read yet
    std::vector<MainWindow *> m_leaving;                    ///< those were to close, and have not yet
    QTimer m_sessionTimer;
    QThreadPool m_writer;
    std::map<quint64, std::vector<MainWindow *>> m_waitedFor; ///< by ticket
    bool m_desktopEnds = false; ///< since endSession(), also while windows wait for what is being saved
};

} // namespace deltapad
