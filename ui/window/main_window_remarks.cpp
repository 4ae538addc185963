// SPDX-License-Identifier: MIT
// The remarks of MainWindow: their dock, their menu, and who tells whom.
#include "ui/window/main_window.h"

#include "ui/editor/text_edit.h"
#include "ui/panels/remarks_panel.h"
#include "ui/panels/suggestions_panel.h"
#include "ui/remarks/remark_menu.h"
#include "ui/remarks/remarks_controller.h"
#include "ui/window/document_controller.h"
#include "ui/window/document_file.h"
#include "ui/window/message_bar.h"
#include "ui/window/settings.h"
#include "ui/window/status_chips.h"

#include <QDockWidget>
#include <QMenu>
#include <QMenuBar>

namespace deltapad {

void MainWindow::buildRemarks()
{
    m_remarks = new RemarksController(m_edit, m_controller, m_settings->folder(), m_delays, this);
    m_remarks->setNames(m_settings->remarksNames() ? Names::Flagged : Names::Allowed);
    m_remarkMenu = new RemarkMenu(m_edit, m_remarks, this);
    m_remarksPanel = new RemarksPanel;
    m_remarksDock = addDock(QStringLiteral("remarksDock"), tr("Remarks"), m_remarksPanel);
    tabifyDockWidget(m_classesDock, m_remarksDock);
    m_classesDock->raise();
    connect(m_remarks, &RemarksController::changed, m_remarksPanel,
            [this] { m_remarksPanel->setRemarks(m_remarks->shown()); });
    connect(m_remarks, &RemarksController::told, m_chips,
            [this](const QString &said) { m_chips->setHint(said, StatusChips::HintRoom::InFull); });
    connect(m_remarks, &RemarksController::failed, this, [this](const QString &problem) {
        m_messages->show({QStringLiteral("dictionary"),
                          MessageKind::Notice,
                          tr("No spelling remarks: %1.").arg(problem),
                          {}});
    });
    connect(m_remarksPanel, &RemarksPanel::chosen, this, [this](RemarkKind kind, const std::u16string &text) {
        m_remarks->walkTo(kind, text);
        m_edit->setFocus();
    });
    connect(m_remarksPanel, &RemarksPanel::severityChosen, this, &MainWindow::setRemarkSeverity);
    connect(m_file, &DocumentFile::changed, m_remarks,
            [this] { m_remarks->documentChanged(m_file->path(), m_file->textKind()); });
    setRemarkSeverity(m_settings->remarkSeverity());
}

void MainWindow::setRemarkSeverity(Severity severity)
{
    m_settings->setRemarkSeverity(severity);
    m_remarks->setSeverity(severity);
    m_remarksPanel->setSeverity(severity);
    requestFromClient();
}

void MainWindow::requestFromClient()
{
    const bool wanted = m_settings->remarkSeverity() != Severity::SpellingOnly;
    m_client->setSuggestions({SuggestionsPanel::kRows, 3, wanted ? ContextRemarks::On : ContextRemarks::Off});
}

void MainWindow::setProofService(std::unique_ptr<ProofService> service)
{
    m_remarks->setService(std::move(service));
}

void MainWindow::buildRemarksMenu()
{
    QMenu *menu = menuBar()->addMenu(tr("&Remarks"));
    menu->setObjectName(QStringLiteral("menuRemarks"));
    menu->setAccessibleName(tr("Remarks"));
    addAction(menu, QStringLiteral("actionNextRemark"), tr("&Next remark"), QKeySequence(Qt::Key_F8),
              [this] { m_remarks->walk(1); });
    addAction(menu, QStringLiteral("actionPreviousRemark"), tr("&Previous remark"),
              QKeySequence(Qt::SHIFT | Qt::Key_F8), [this] { m_remarks->walk(-1); });
    addAction(menu, QStringLiteral("actionFixRemark"), tr("&Fixes…"), QKeySequence(Qt::ALT | Qt::Key_Return),
              [this] { m_remarkMenu->openAtCaret(); });
    menu->addSeparator();
    QAction *names = menu->addAction(tr("Remark unknown na&mes"));
    names->setObjectName(QStringLiteral("actionRemarkNames"));
    names->setCheckable(true);
    names->setChecked(m_settings->remarksNames());
    connect(names, &QAction::toggled, this, [this](bool flagged) {
        m_settings->setRemarksNames(flagged);
        m_remarks->setNames(flagged ? Names::Flagged : Names::Allowed);
    });
}

} // namespace deltapad
