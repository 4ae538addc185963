// SPDX-License-Identifier: MIT
#pragma once
// Demonstration: everything that shows the saving, wired to one window: race, proof and heat map of the
// savings dock, counterfactual, time machine, replay theatre, recorder and guided tour, and their menu.
//
// It owns no engine and no document. Threading: user interface. Ownership: child of the window; the docks and
// bars belong to the window. Cost: nothing until something of it is opened.
#include "engine/live/engine_client.h"
#include "ui/editor/delays.h"

#include <QByteArray>
#include <QList>
#include <QObject>
#include <QPointer>

#include <functional>

class QAction;
class QDockWidget;
class QMainWindow;
class QMenu;
class QMenuBar;

namespace deltapad {

class Counterfactual;
class DocumentController;
class DocumentFile;
class MessageBar;
class Recorder;
class SavingsPanel;
class SideController;
class TextEdit;
class Theatre;
class TimeMachine;
class Tour;

struct DemonstrationParts
{
    QMainWindow *window = nullptr;
    TextEdit *edit = nullptr;
    DocumentController *controller = nullptr;
    DocumentFile *file = nullptr;
    MessageBar *messages = nullptr;
    SavingsPanel *savings = nullptr;
    QDockWidget *savingsDock = nullptr;
    QDockWidget *classesDock = nullptr;
    SideWork *side = nullptr; ///< may be null
};

class Demonstration : public QObject
{
    Q_OBJECT

public:
    explicit Demonstration(const DemonstrationParts &parts);

    void addMenu(QMenuBar *bar);
    void startTour();
    /// The panels as they were before the tour; call before their places are saved.
    void endTour();
    /// QMainWindow::saveState() from before it; empty if there is no tour.
    QByteArray layoutBeforeTour() const { return m_layoutBeforeTour; }
    /// Call before the client goes: nothing is asked any more.
    void detach();

    Counterfactual *counterfactual() const { return m_counterfactual; }
    Recorder *recorder() const { return m_recorder; }
    Theatre *theatre() const { return m_theatre; }
    TimeMachine *timeMachine() const { return m_timeMachine; }
    Tour *tour() const { return m_tour; }
    SideController *side() const { return m_side; }

private:
    QDockWidget *addDock(const QString &name, const QString &title, QWidget *panel);
    void connectSavings();
    void buildTour();
    void showHeat();
    void openRecording();
    void openRecordingFile(const QString &path);
    void toggleRecording(bool on);
    QString summary() const;
    /// Whether the newest snapshot is of the present text, or none will come.
    bool isComputed() const;
    bool isRaced() const;
    /// Suggestions make room for figures and classes while the tour runs.
    void makeRoomForTour();

    DemonstrationParts m_parts;
    SideController *m_side = nullptr;
    Counterfactual *m_counterfactual = nullptr;
    Recorder *m_recorder = nullptr;
    Theatre *m_theatre = nullptr;
    TimeMachine *m_timeMachine = nullptr;
    Tour *m_tour = nullptr;
    QDockWidget *m_theatreDock = nullptr;
    QDockWidget *m_timeDock = nullptr;
    QAction *m_record = nullptr;
    DocumentId m_document = 0;
    bool m_withoutResults = false; ///< no model, or the engine lost the text
    QList<QPointer<QDockWidget>> m_hiddenForTour;
    QByteArray m_layoutBeforeTour;
};

} // namespace deltapad
