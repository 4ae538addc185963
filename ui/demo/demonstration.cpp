// SPDX-License-Identifier: MIT
#include "ui/demo/demonstration.h"

#include "ui/demo/counterfactual.h"
#include "ui/demo/heat_ranges.h"
#include "ui/demo/recorder.h"
#include "ui/demo/side_controller.h"
#include "ui/demo/theatre.h"
#include "ui/demo/time_machine.h"
#include "ui/demo/tour.h"
#include "ui/editor/text_edit.h"
#include "ui/panels/figures.h"
#include "ui/panels/heat_map.h"
#include "ui/panels/proof_view.h"
#include "ui/panels/race_view.h"
#include "ui/panels/savings_panel.h"
#include "ui/window/dock_title.h"
#include "ui/window/document_controller.h"
#include "ui/window/document_file.h"
#include "ui/window/message_bar.h"

#include <QDockWidget>
#include <QElapsedTimer>
#include <QFileDialog>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QVBoxLayout>

namespace deltapad {

namespace {

Recorder::Clock steadyClock()
{
    auto timer = std::make_shared<QElapsedTimer>();
    timer->start();
    return [timer] { return timer->elapsed(); };
}

} // namespace

Demonstration::Demonstration(const DemonstrationParts &parts) : QObject(parts.window), m_parts(parts)
{
    setObjectName(QStringLiteral("demonstration"));
    m_side = new SideController(parts.side, parts.controller, this);
    m_counterfactual = new Counterfactual(parts.edit, parts.controller, m_side);
    m_recorder = new Recorder(steadyClock(), this);
    m_timeMachine = new TimeMachine(parts.edit, parts.controller, m_side);
    m_theatre = new Theatre(parts.edit, parts.controller,
                            [this](const QString &text) { m_parts.file->newDocument(text); });
    m_theatreDock = addDock(QStringLiteral("theatreDock"), tr("Replay theatre"), m_theatre);
    m_timeDock = addDock(QStringLiteral("timeDock"), tr("Time machine"), m_timeMachine);
    connectSavings();
    buildTour();
    connect(m_theatre, &Theatre::openWanted, this, &Demonstration::openRecording);
    connect(parts.controller, &DocumentController::edited, this, [this](const TextSplice &splice) {
        m_recorder->add(splice);
        m_parts.savings->proof()->noteEdit();
    });
    connect(m_recorder, &Recorder::changed, this, [this] {
        if (m_record)
            m_record->setChecked(m_recorder->isRecording());
        if (!m_recorder->problem().isEmpty())
            m_parts.messages->show({QStringLiteral("recorder"),
                                    MessageKind::Error,
                                    tr("The recording cannot be written: %1.").arg(m_recorder->problem()),
                                    {}});
    });
    connect(parts.file, &DocumentFile::changed, this, [this] {
        if (std::exchange(m_document, m_parts.controller->document()) == m_document)
            return;
        m_recorder->stop();
        m_timeMachine->restart();
        m_side->endQuestions();
    });
}

QDockWidget *Demonstration::addDock(const QString &name, const QString &title, QWidget *panel)
{
    auto *dock = new QDockWidget(title, m_parts.window);
    dock->setObjectName(name);
    dock->setAccessibleName(title);
    dock->setTitleBarWidget(new DockTitle(dock));
    dock->setWidget(panel);
    dock->toggleViewAction()->setObjectName(name + QStringLiteral("Toggle"));
    m_parts.window->addDockWidget(Qt::BottomDockWidgetArea, dock);
    dock->hide();
    return dock;
}

void Demonstration::connectSavings()
{
    SavingsPanel *savings = m_parts.savings;
    connect(savings->race(), &RaceView::everyChanged, m_side, &SideController::setRace);
    connect(savings->proof(), &ProofView::wanted, m_side, &SideController::check);
    connect(m_side, &SideController::raced, savings->race(), &RaceView::feed);
    connect(m_side, &SideController::checked, savings->proof(), &ProofView::feed);
    connect(savings, &SavingsPanel::heatLayerChanged, this, &Demonstration::showHeat);
    connect(m_parts.controller, &DocumentController::settled, this, &Demonstration::showHeat);
    connect(m_parts.controller, &DocumentController::settled, this, [this] { m_withoutResults = false; });
    connect(m_parts.controller, &DocumentController::stateArrived, this, [this](const auto &snapshot) {
        m_withoutResults = snapshot->state != ClientState::Loading;
        if (m_parts.savings->proof()->state() == ProofView::State::Checking)
            m_parts.savings->proof()->clear(); // nothing is left that could answer
    });
}

void Demonstration::showHeat()
{
    const auto &snapshot = m_parts.controller->snapshot();
    const int layer = m_parts.savings->heatLayer();
    if (layer < 0 && m_parts.edit->washes().heat().empty())
        return;
    const bool full = snapshot && snapshot->report.incremental.total() >= snapshot->report.dense.total();
    m_parts.edit->washes().setHeat(snapshot && !full ? heatRanges(*snapshot, layer)
                                                     : std::vector<WashRange>());
    m_parts.edit->viewport()->update();
}

void Demonstration::buildTour()
{
    TourStage stage;
    stage.load = [this](const QString &text) { m_parts.file->newDocument(text); };
    stage.showSavings = [this] { makeRoomForTour(); };
    stage.race = [this](int every) {
        if (every > 0)
            m_parts.savings->race()->setEvery(every);
        m_parts.savings->race()->setRacing(every > 0);
    };
    stage.heat = [this](bool on) {
        // The upper half of the layers: what the last ones saw of the edit.
        const int layers = m_parts.savings->heatMap()->layers();
        m_parts.savings->setHeatLayer(on && layers > 0 ? layers / 2 : -1);
    };
    stage.verify = [this] { m_parts.savings->proof()->ask(); };
    stage.summary = [this] { return summary(); };
    stage.computed = [this] { return isComputed(); };
    stage.raced = [this] { return isRaced(); };
    stage.verified = [this] {
        return m_withoutResults || m_parts.savings->proof()->state() != ProofView::State::Checking;
    };
    QWidget *centre = m_parts.window->centralWidget();
    m_tour = new Tour(m_parts.edit, m_parts.controller, std::move(stage), centre);
    if (auto *rows = qobject_cast<QVBoxLayout *>(centre->layout()))
        rows->insertWidget(0, m_tour);
    connect(m_tour, &Tour::left, this, &Demonstration::endTour);
}

bool Demonstration::isComputed() const
{
    const auto &snapshot = m_parts.controller->snapshot();
    return m_withoutResults || (snapshot && snapshot->document == m_parts.controller->document() &&
                                snapshot->revision == m_parts.controller->revision());
}

bool Demonstration::isRaced() const
{
    const RaceView *race = m_parts.savings->race();
    return m_withoutResults || race->every() == 0 || race->counted() > 0;
}

void Demonstration::makeRoomForTour()
{
    endTour();
    m_layoutBeforeTour = m_parts.window->saveState();
    // A column of usual height holds the figures and some classes, and nothing else.
    const QList<QDockWidget *> beside = m_parts.window->tabifiedDockWidgets(m_parts.savingsDock);
    for (QDockWidget *dock : m_parts.window->findChildren<QDockWidget *>()) {
        if (dock == m_parts.savingsDock || dock == m_parts.classesDock || dock->isHidden() ||
            dock->isFloating() || beside.contains(dock) ||
            m_parts.window->dockWidgetArea(dock) != m_parts.window->dockWidgetArea(m_parts.savingsDock) ||
            m_parts.window->tabifiedDockWidgets(m_parts.classesDock).contains(dock))
            continue;
        dock->hide();
        m_hiddenForTour.append(dock);
    }
    m_parts.savingsDock->show();
    m_parts.savingsDock->raise();
    if (!m_parts.classesDock->isHidden())
        m_parts.classesDock->raise();
    constexpr int kFigures = 520; // race, proof and heat map at once
    constexpr int kClasses = 300;
    m_parts.window->resizeDocks({m_parts.classesDock, m_parts.savingsDock}, {kClasses, kFigures},
                                Qt::Vertical);
}

void Demonstration::endTour()
{
    for (const QPointer<QDockWidget> &dock : m_hiddenForTour)
        if (dock)
            dock->show();
    m_hiddenForTour.clear();
    m_layoutBeforeTour.clear();
}

QString Demonstration::summary() const
{
    const auto &snapshot = m_parts.controller->snapshot();
    if (!snapshot || snapshot->running.updates == 0)
        return tr("No model is loaded, so nothing could be measured.");
    const RunningFigures &running = snapshot->running;
    QString text =
        tr("%1 keys: median %2, %3 fewer operations than a full pass.")
            .arg(running.updates)
            .arg(writeMilliseconds(running.medianMilliseconds), writeRatio(running.medianDenseRatio));
    if (const RaceView *race = m_parts.savings->race(); race->counted() > 0)
        text += u' ' + tr("Against the clock: %1 faster, median of %2 races.")
                           .arg(writeRatio(race->medianRatio()))
                           .arg(race->counted());
    if (m_parts.savings->proof()->state() == ProofView::State::Equal)
        text += u' ' + tr("And exactly equal to a computation from scratch.");
    else if (m_parts.savings->proof()->state() == ProofView::State::Different)
        text += u' ' + tr("But a difference to a computation from scratch was found.");
    return text + u' ' + tr("Now change something yourself.");
}

void Demonstration::startTour()
{
    m_parts.file->guardUnsaved([this] { m_tour->start(); });
}

void Demonstration::detach()
{
    m_side->detach();
}

void Demonstration::openRecording()
{
    const QString path = QFileDialog::getOpenFileName(m_parts.window, tr("Open recording"), QString(),
                                                      tr("Recordings (*.jsonl *.jsonl.xz);;All files (*)"));
    if (!path.isEmpty())
        openRecordingFile(path);
}

void Demonstration::openRecordingFile(const QString &path)
{
    m_parts.file->guardUnsaved([this, path] {
        m_theatreDock->show();
        if (m_theatre->open(path))
            m_theatre->setPlaying(true);
        else
            m_parts.messages->show({QStringLiteral("theatre"),
                                    MessageKind::Warning,
                                    tr("This recording cannot be played: %1.").arg(m_theatre->problem()),
                                    {}});
    });
}

void Demonstration::toggleRecording(bool on)
{
    if (!on) {
        m_recorder->stop();
        return;
    }
    if (m_recorder->isRecording())
        return;
    const QString path =
        QFileDialog::getSaveFileName(m_parts.window, tr("Record keystrokes to"),
                                     QStringLiteral("keystrokes.jsonl"), tr("Traces (*.jsonl)"));
    if (path.isEmpty())
        m_record->setChecked(false);
    else
        m_recorder->start(path, m_parts.controller->shadow().text());
}

void Demonstration::addMenu(QMenuBar *bar)
{
    QMenu *menu = bar->addMenu(tr("&Demonstrate"));
    menu->setObjectName(QStringLiteral("menuDemonstrate"));
    menu->setAccessibleName(tr("Demonstrate"));
    const auto add = [&](const QString &name, const QString &text, const QKeySequence &keys, auto run) {
        QAction *action = menu->addAction(text);
        action->setObjectName(name);
        action->setShortcut(keys);
        connect(action, &QAction::triggered, this, run);
        return action;
    };
    add(QStringLiteral("actionTour"), tr("&Guided tour"), {}, [this] { startTour(); });
    menu->addSeparator();
    add(QStringLiteral("actionVerify"), tr("&Verify now"), {}, [this] {
        m_parts.savingsDock->show();
        m_parts.savings->proof()->ask();
    });
    QAction *race = add(QStringLiteral("actionRace"), tr("&Race a full pass"), {}, [this](bool on) {
        m_parts.savingsDock->show();
        m_parts.savings->race()->setRacing(on);
    });
    race->setCheckable(true);
    connect(m_parts.savings->race(), &RaceView::everyChanged, race,
            [race](int every) { race->setChecked(every > 0); });
    menu->addSeparator();
    menu->addAction(m_timeDock->toggleViewAction());
    menu->addAction(m_theatreDock->toggleViewAction());
    add(QStringLiteral("actionOpenRecording"), tr("&Open recording…"), {}, [this] { openRecording(); });
    m_record = add(QStringLiteral("actionRecord"), tr("Re&cord keystrokes…"), {},
                   [this](bool on) { toggleRecording(on); });
    m_record->setCheckable(true);
}

} // namespace deltapad
