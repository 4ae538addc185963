// SPDX-License-Identifier: MIT
#pragma once
// SuggestionSwitch: when suggestions show, in one visible place: the mode, a snooze of ten minutes, the
// length of the pause, and documents or kinds of files where there are none. Remembered in the settings.
// Threading: user interface. Ownership: child of the window; uses the editor's ghost, the settings and a
// button of the status bar.
#include "engine/assist/suggestion_gate.h"

#include <QObject>
#include <QTimer>

class QAction;
class QMenu;
class QToolButton;

namespace deltapad {

class GhostController;
class Settings;

class SuggestionSwitch : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::minutes kSnooze{10};

    SuggestionSwitch(GhostController *ghost, Settings *settings, QToolButton *button, QObject *parent);

    /// Adds snooze, pause and exceptions to the menu, and makes it the button's.
    void addTo(QMenu *menu);
    void setMode(SuggestionMode mode);
    /// What holds for the document at `path`.
    void documentChanged(const QString &path);
    SuggestionMode effectiveMode() const;

    enum class Snooze { Begin, End };
    void snooze(Snooze what);
    /// -1: the pause follows the writer.
    void setPause(int milliseconds);

private:
    void apply();
    void toggleException(const QString &pattern);
    QString typePattern() const;

    GhostController *m_ghost;
    Settings *m_settings;
    QToolButton *m_button;
    QAction *m_snooze = nullptr;
    QAction *m_offHere = nullptr;
    QAction *m_offType = nullptr;
    QMenu *m_menu = nullptr;
    QTimer m_snoozeEnd;
    QString m_path;
};

} // namespace deltapad
