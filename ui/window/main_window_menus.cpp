// SPDX-License-Identifier: MIT
// The menus of MainWindow: every command has an object name, and those with keys say them.
#include "ui/window/main_window.h"

#include "ui/demo/demonstration.h"
#include "ui/editor/find_bar.h"
#include "ui/editor/text_edit.h"
#include "ui/panels/classes_panel.h"
#include "ui/panels/savings_panel.h"
#include "ui/panels/suggestions_panel.h"
#include "ui/window/document_file.h"
#include "ui/window/message_bar.h"
#include "ui/window/settings.h"
#include "ui/window/status_chips.h"

#include <QActionGroup>
#include <QApplication>
#include <QClipboard>
#include <QDockWidget>
#include <QFileInfo>
#include <QMenu>
#include <QMenuBar>

namespace deltapad {

namespace {

/// A checkable choice of several.
template <typename Value>
void addChoices(QMenu *menu, const QString &name, Value current,
                const std::vector<std::pair<QString, Value>> &choices,
                const std::function<void(Value)> &choose)
{
    auto *group = new QActionGroup(menu);
    group->setObjectName(name + QStringLiteral("Group"));
    for (const auto &[text, value] : choices) {
        QAction *action = menu->addAction(text);
        action->setObjectName(name + QString::number(int(value)));
        action->setCheckable(true);
        action->setChecked(value == current);
        group->addAction(action);
        QObject::connect(action, &QAction::triggered, menu, [choose, chosen = value] { choose(chosen); });
    }
}

QMenu *named(QMenu *menu, const QString &name)
{
    menu->setObjectName(name);
    menu->setAccessibleName(QString(menu->title()).remove(u'&'));
    return menu;
}

} // namespace

QAction *MainWindow::addAction(QMenu *menu, const QString &name, const QString &text,
                               const QKeySequence &shortcut, const std::function<void()> &run)
{
    QAction *action = menu->addAction(text);
    action->setObjectName(name);
    action->setShortcut(shortcut);
    connect(action, &QAction::triggered, this, [run] { run(); });
    return action;
}

void MainWindow::buildMenus()
{
    menuBar()->setObjectName(QStringLiteral("menuBar"));
    buildFileMenu();
    buildEditMenu();
    buildSuggestionsMenu();
    buildViewMenu();
    m_demonstration->addMenu(menuBar());
    buildHelpMenu();
}

void MainWindow::buildFileMenu()
{
    QMenu *menu = named(menuBar()->addMenu(tr("&File")), QStringLiteral("menuFile"));
    addAction(menu, QStringLiteral("actionNew"), tr("&New"), QKeySequence::New,
              [this] { m_file->guardUnsaved([this] { m_file->newDocument(); }); });
    addAction(menu, QStringLiteral("actionOpen"), tr("&Open…"), QKeySequence::Open, [this] { chooseOpen(); });
    m_recent = named(menu->addMenu(tr("Open &recent")), QStringLiteral("menuRecent"));
    connect(m_recent, &QMenu::aboutToShow, this, &MainWindow::fillRecent);
    addAction(menu, QStringLiteral("actionReload"), tr("Re&load from disk"), QKeySequence(Qt::Key_F5),
              [this] { m_file->reload(); });
    menu->addSeparator();
    addAction(menu, QStringLiteral("actionSave"), tr("&Save"), QKeySequence::Save,
              [this] { m_file->save(); });
    addAction(menu, QStringLiteral("actionSaveAs"), tr("Save &as…"),
              QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S), [this] { chooseSaveAs(); });
    menu->addSeparator();
    QMenu *encodings = named(menu->addMenu(tr("&Encoding")), QStringLiteral("menuEncoding"));
    for (const TextEncoding encoding : {TextEncoding::Utf8, TextEncoding::Utf16LittleEndian,
                                        TextEncoding::Utf16BigEndian, TextEncoding::Latin1}) {
        addAction(encodings, QStringLiteral("actionEncoding%1").arg(int(encoding)),
                  encodingName({encoding, false, LineEnd::Unix}), {},
                  [this, encoding] { m_file->setEncoding(encoding); });
    }
    QMenu *lineEnds = named(menu->addMenu(tr("Line &ends")), QStringLiteral("menuLineEnds"));
    for (const LineEnd lineEnd : {LineEnd::Unix, LineEnd::Windows, LineEnd::OldMac}) {
        addAction(lineEnds, QStringLiteral("actionLineEnd%1").arg(int(lineEnd)), lineEndName(lineEnd), {},
                  [this, lineEnd] { m_file->setLineEnd(lineEnd); });
    }
    m_chips->encoding()->setMenu(encodings);
    m_chips->lineEnd()->setMenu(lineEnds);
    menu->addSeparator();
    addAction(menu, QStringLiteral("actionClose"), tr("&Close window"), QKeySequence::Close,
              [this] { close(); });
}

void MainWindow::fillRecent()
{
    m_recent->clear();
    const QStringList files = m_settings->recentFiles();
    for (const QString &path : files) {
        QAction *action = m_recent->addAction(QFileInfo(path).fileName());
        action->setObjectName(QStringLiteral("actionRecent%1").arg(m_recent->actions().size()));
        action->setToolTip(path);
        action->setEnabled(QFileInfo::exists(path));
        connect(action, &QAction::triggered, this,
                [this, path] { m_file->guardUnsaved([this, path] { m_file->open(path); }); });
    }
    if (!files.isEmpty())
        m_recent->addSeparator();
    QAction *clear = m_recent->addAction(tr("Clear"));
    clear->setObjectName(QStringLiteral("actionClearRecent"));
    clear->setEnabled(!files.isEmpty());
    connect(clear, &QAction::triggered, this, [this] { m_settings->clearRecentFiles(); });
}

void MainWindow::buildEditMenu()
{
    QMenu *menu = named(menuBar()->addMenu(tr("&Edit")), QStringLiteral("menuEdit"));
    QAction *undo = addAction(menu, QStringLiteral("actionUndo"), tr("&Undo"), QKeySequence::Undo,
                              [this] { m_edit->undoStep(); });
    QAction *redo = addAction(menu, QStringLiteral("actionRedo"), tr("&Redo"), QKeySequence::Redo,
                              [this] { m_edit->redoStep(); });
    undo->setEnabled(false);
    redo->setEnabled(false);
    connect(m_edit, &QPlainTextEdit::undoAvailable, undo, &QAction::setEnabled);
    connect(m_edit, &QPlainTextEdit::redoAvailable, redo, &QAction::setEnabled);
    menu->addSeparator();
    addAction(menu, QStringLiteral("actionCut"), tr("Cu&t"), QKeySequence::Cut, [this] { m_edit->cut(); });
    addAction(menu, QStringLiteral("actionCopy"), tr("&Copy"), QKeySequence::Copy,
              [this] { m_edit->copy(); });
    addAction(menu, QStringLiteral("actionPaste"), tr("&Paste"), QKeySequence::Paste,
              [this] { m_edit->paste(); });
    addAction(menu, QStringLiteral("actionSelectAll"), tr("Select &all"), QKeySequence::SelectAll,
              [this] { m_edit->selectAll(); });
    menu->addSeparator();
    addAction(menu, QStringLiteral("actionFind"), tr("&Find…"), QKeySequence::Find,
              [this] { m_find->open(FindBar::Show::Find); });
    addAction(menu, QStringLiteral("actionFindNext"), tr("Find &next"), QKeySequence(Qt::Key_F3),
              [this] { m_find->next(); });
    addAction(menu, QStringLiteral("actionFindPrevious"), tr("Find pre&vious"),
              QKeySequence(Qt::SHIFT | Qt::Key_F3), [this] { m_find->previous(); });
    addAction(menu, QStringLiteral("actionReplace"), tr("R&eplace…"), QKeySequence(Qt::CTRL | Qt::Key_H),
              [this] { m_find->open(FindBar::Show::FindAndReplace); });
}

void MainWindow::buildSuggestionsMenu()
{
    QMenu *menu = named(menuBar()->addMenu(tr("&Suggestions")), QStringLiteral("menuSuggestions"));
    addChoices<SuggestionMode>(menu, QStringLiteral("actionMode"), m_settings->suggestionMode(),
                               {{tr("&Eager: at once"), SuggestionMode::Eager},
                                {tr("&Calm: when you pause"), SuggestionMode::Calm},
                                {tr("On &demand: Ctrl+Space"), SuggestionMode::OnDemand},
                                {tr("&Off"), SuggestionMode::Off}},
                               [this](SuggestionMode mode) { setSuggestionMode(mode); });
    menu->addSeparator();
    addAction(menu, QStringLiteral("actionSuggest"), tr("&Show one now\tCtrl+Space"), {},
              [this] { m_edit->ghost().request(); });
    addAction(menu, QStringLiteral("actionAccept"), tr("&Accept\tTab"), {}, [this] { m_edit->acceptAll(); });
    addAction(menu, QStringLiteral("actionAcceptWord"), tr("Accept next &word\tCtrl+Right"), {},
              [this] { m_edit->acceptWord(); });
    menu->addSeparator();
    for (int number = 1; number <= SuggestionsPanel::kRows; ++number) {
        addAction(menu, QStringLiteral("actionInsert%1").arg(number), tr("Insert suggestion &%1").arg(number),
                  QKeySequence(Qt::ALT | Qt::Key(Qt::Key_0 + number)),
                  [this, number] { m_suggestions->choose(number); });
    }
    menu->addSeparator();
    addAction(menu, QStringLiteral("actionModel"), tr("Choose &model…"), {}, [this] { chooseModel(); });
}

void MainWindow::buildViewMenu()
{
    QMenu *menu = named(menuBar()->addMenu(tr("&View")), QStringLiteral("menuView"));
    for (QDockWidget *dock : {m_suggestionsDock, m_classesDock, m_savingsDock})
        menu->addAction(dock->toggleViewAction());
    menu->addSeparator();
    QAction *surprise = menu->addAction(tr("Mark &unlikely words"));
    surprise->setObjectName(QStringLiteral("actionSurprise"));
    surprise->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_U));
    surprise->setCheckable(true);
    connect(surprise, &QAction::toggled, this,
            [this](bool shown) { setSurprise(shown ? Surprise::Shown : Surprise::Hidden); });
    QMenu *themes = named(menu->addMenu(tr("&Theme")), QStringLiteral("menuTheme"));
    addChoices<ThemeChoice>(themes, QStringLiteral("actionTheme"), m_settings->theme(),
                            {{tr("&System"), ThemeChoice::System},
                             {tr("&Light"), ThemeChoice::Light},
                             {tr("&Dark"), ThemeChoice::Dark}},
                            [this](ThemeChoice choice) { setThemeChoice(choice); });
    menu->addSeparator();
    constexpr int kStep = 10;
    addAction(menu, QStringLiteral("actionZoomIn"), tr("Zoom &in"), QKeySequence::ZoomIn,
              [this] { m_edit->setZoom(m_edit->zoom() + kStep); });
    addAction(menu, QStringLiteral("actionZoomOut"), tr("Zoom &out"), QKeySequence::ZoomOut,
              [this] { m_edit->setZoom(m_edit->zoom() - kStep); });
    addAction(menu, QStringLiteral("actionZoomReset"), tr("&Normal size"), QKeySequence(Qt::CTRL | Qt::Key_0),
              [this] { m_edit->setZoom(100); });
    addAction(menu, QStringLiteral("actionFullScreen"), tr("&Full screen"), QKeySequence(Qt::Key_F11),
              [this] { setWindowState(windowState() ^ Qt::WindowFullScreen); });
    menu->addSeparator();
    addAction(menu, QStringLiteral("actionCopyClasses"), tr("Copy &classes"), {},
              [this] { QGuiApplication::clipboard()->setText(m_classes->asText()); });
    addAction(menu, QStringLiteral("actionCopySavings"), tr("Copy &savings as CSV"), {},
              [this] { QGuiApplication::clipboard()->setText(m_savings->asCsv()); });
}

void MainWindow::buildHelpMenu()
{
    QMenu *menu = named(menuBar()->addMenu(tr("&Help")), QStringLiteral("menuHelp"));
    addAction(menu, QStringLiteral("actionSample"), tr("&Sample document"), {}, [this] { showSample(); });
    addAction(menu, QStringLiteral("actionKeys"), tr("&Keys"), QKeySequence(Qt::CTRL | Qt::Key_F1),
              [this] { showKeys(); });
}

void MainWindow::showKeys()
{
    m_messages->show(
        {QStringLiteral("keys"),
         MessageKind::Notice,
         tr("Tab accepts a suggestion behind text and indents at a line's start; Alt+L accepts anywhere; "
            "Ctrl+Right takes its next word; Alt+] and Alt+[ change it; Escape hides it until the next "
            "word; Ctrl+Space asks for one; Alt+1 to Alt+5 insert from the panel."),
         {}});
}

} // namespace deltapad
