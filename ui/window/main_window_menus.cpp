// SPDX-License-Identifier: MIT
// The menus of MainWindow: every command has an object name, and those with keys say them.
#include "ui/window/main_window.h"

#include "ui/demo/demonstration.h"
#include "ui/editor/find_bar.h"
#include "ui/editor/ghost_toolbar.h"
#include "ui/editor/go_to_bar.h"
#include "ui/editor/text_edit.h"
#include "ui/panels/classes_panel.h"
#include "ui/panels/savings_panel.h"
#include "ui/panels/suggestions_panel.h"
#include "ui/window/document_file.h"
#include "ui/window/message_bar.h"
#include "ui/window/settings.h"
#include "ui/window/status_chips.h"
#include "ui/window/suggestion_switch.h"

#include <QActionGroup>
#include <QApplication>
#include <QClipboard>
#include <QDockWidget>
#include <QFileInfo>
#include <QMenu>
#include <QMenuBar>
#include <QToolButton>

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
    buildRemarksMenu();
    buildViewMenu();
    m_demonstration->addMenu(menuBar());
    buildHelpMenu();
    // Where Qt puts the menus that a narrow window has no room for.
    if (auto *more = menuBar()->findChild<QToolButton *>(QStringLiteral("qt_menubar_ext_button"))) {
        more->setAccessibleName(tr("More menus"));
        more->setToolTip(more->accessibleName());
    }
}

void MainWindow::buildFileMenu()
{
    QMenu *menu = named(menuBar()->addMenu(tr("&File")), QStringLiteral("menuFile"));
    addAction(menu, QStringLiteral("actionNew"), tr("&New"), QKeySequence::New, [this] { startNew(); });
    addAction(menu, QStringLiteral("actionNewWindow"), tr("New &window"),
              QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_N), [this] { Q_EMIT windowWanted(); });
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
    // Not to a printer: looking for one reaches into the network.
    addAction(menu, QStringLiteral("actionPdf"), tr("E&xport as PDF…"), QKeySequence::Print,
              [this] { choosePdf(); });
    menu->addSeparator();
    QMenu *encodings = named(menu->addMenu(tr("&Encoding")), QStringLiteral("menuEncoding"));
    for (const TextEncoding encoding :
         {TextEncoding::Utf8, TextEncoding::Utf16LittleEndian, TextEncoding::Utf16BigEndian,
          TextEncoding::Latin1, TextEncoding::Windows1252}) {
        addAction(encodings, QStringLiteral("actionEncoding%1").arg(int(encoding)),
                  encodingName({encoding, false, LineEnd::Unix}), {},
                  [this, encoding] { m_file->setEncoding(encoding); });
    }
    addAction(encodings, QStringLiteral("actionEncodingMark"),
              encodingName({TextEncoding::Utf8, true, LineEnd::Unix}), {},
              [this] { m_file->setEncoding(TextEncoding::Utf8, DocumentFile::Mark::Written); });
    QMenu *reopen = named(encodings->addMenu(tr("&Read the file again as")), QStringLiteral("menuReopen"));
    for (const TextEncoding encoding :
         {TextEncoding::Utf8, TextEncoding::Utf16LittleEndian, TextEncoding::Utf16BigEndian,
          TextEncoding::Latin1, TextEncoding::Windows1252}) {
        addAction(reopen, QStringLiteral("actionReopen%1").arg(int(encoding)),
                  encodingName({encoding, false, LineEnd::Unix}), {},
                  [this, encoding] { m_file->reopenAs(encoding); });
    }
    QMenu *lineEnds = named(menu->addMenu(tr("Line &ends")), QStringLiteral("menuLineEnds"));
    for (const LineEnd lineEnd : {LineEnd::Unix, LineEnd::Windows, LineEnd::OldMac}) {
        addAction(lineEnds, QStringLiteral("actionLineEnd%1").arg(int(lineEnd)), lineEndName(lineEnd), {},
                  [this, lineEnd] { m_file->setLineEnd(lineEnd); });
    }
    m_chips->encoding()->setMenu(encodings);
    m_chips->lineEnd()->setMenu(lineEnds);
    menu->addSeparator();
    QAction *keep = menu->addAction(tr("&Keep unsaved text when quitting"));
    keep->setObjectName(QStringLiteral("actionKeepUnsaved"));
    keep->setCheckable(true);
    keep->setChecked(m_settings->keepsUnsaved());
    connect(keep, &QAction::toggled, this, [this](bool keeps) { m_settings->setKeepsUnsaved(keeps); });
    addAction(menu, QStringLiteral("actionClose"), tr("&Close window"), QKeySequence::Close,
              [this] { close(); });
    addAction(menu, QStringLiteral("actionQuit"), tr("&Quit"), QKeySequence(Qt::CTRL | Qt::Key_Q),
              [this] { Q_EMIT quitWanted(); });
}

void MainWindow::fillRecent()
{
    m_recent->clear();
    const QStringList files = m_settings->recentFiles();
    const QStringList pinned = m_settings->pinnedFiles();
    for (const QString &path : files) {
        const QString name = QFileInfo(path).fileName();
        QAction *action = m_recent->addAction(pinned.contains(path) ? tr("★ %1").arg(name) : name);
        action->setObjectName(QStringLiteral("actionRecent%1").arg(m_recent->actions().size()));
        action->setToolTip(path);
        action->setEnabled(QFileInfo::exists(path));
        connect(action, &QAction::triggered, this, [this, path] { openInstead(path); });
    }
    if (!files.isEmpty())
        m_recent->addSeparator();
    QAction *pin = m_recent->addAction(tr("&Pin this file"));
    pin->setObjectName(QStringLiteral("actionPinRecent"));
    pin->setCheckable(true);
    pin->setEnabled(!m_file->path().isEmpty());
    pin->setChecked(pinned.contains(m_file->path()));
    connect(pin, &QAction::triggered, this, [this](bool kept) {
        m_settings->setPinned(m_file->path(), kept ? Settings::Pin::Kept : Settings::Pin::None);
    });
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
    addAction(menu, QStringLiteral("actionGoToLine"), tr("&Go to line…"), QKeySequence(Qt::CTRL | Qt::Key_G),
              [this] { m_goTo->open(); });
    menu->addSeparator();
    // Also Ctrl+Shift, with the Shift key of the side that the paragraph is to begin at.
    QMenu *direction =
        named(menu->addMenu(tr("&Direction of the paragraph")), QStringLiteral("menuDirection"));
    addAction(direction, QStringLiteral("actionDirectionAuto"), tr("&By its text"), {},
              [this] { m_edit->setParagraphDirection(Qt::LayoutDirectionAuto); });
    addAction(direction, QStringLiteral("actionDirectionLeft"), tr("From &left to right"), {},
              [this] { m_edit->setParagraphDirection(Qt::LeftToRight); });
    addAction(direction, QStringLiteral("actionDirectionRight"), tr("From &right to left"), {},
              [this] { m_edit->setParagraphDirection(Qt::RightToLeft); });
    QAction *tabMoves = menu->addAction(tr("&Tab moves focus"));
    tabMoves->setObjectName(QStringLiteral("actionTabMovesFocus"));
    tabMoves->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_M));
    tabMoves->setCheckable(true);
    connect(tabMoves, &QAction::toggled, this,
            [this](bool moves) { setTabKey(moves ? TabKey::MovesFocus : TabKey::Writes); });
    addAction(menu, QStringLiteral("actionShortcuts"), tr("&Keyboard shortcuts…"), {},
              [this] { showShortcuts(); });
    addAction(menu, QStringLiteral("actionSettings"), tr("&Settings…"),
              QKeySequence(Qt::CTRL | Qt::Key_Comma), [this] { showSettings(); });
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
    addAction(menu, QStringLiteral("actionAccept"), tr("&Accept\tTab"), {},
              [this] { m_edit->accept(AcceptPart::All); });
    addAction(menu, QStringLiteral("actionAcceptWord"), tr("Accept next &word\tCtrl+Right"), {},
              [this] { m_edit->accept(AcceptPart::Word); });
    addAction(menu, QStringLiteral("actionAcceptSentence"), tr("Accept to &sentence end\tCtrl+Down"), {},
              [this] { m_edit->accept(AcceptPart::Sentence); });
    addAction(menu, QStringLiteral("actionReadSuggestion"), tr("&Read suggestions"), QKeySequence(Qt::Key_F4),
              [this] { showSuggestionView(); });
    menu->addSeparator();
    for (int number = 1; number <= SuggestionsPanel::kRows; ++number) {
        addAction(menu, QStringLiteral("actionInsert%1").arg(number), tr("Insert suggestion &%1").arg(number),
                  QKeySequence(Qt::ALT | Qt::Key(Qt::Key_0 + number)),
                  [this, number] { m_suggestions->choose(number); });
    }
    menu->addSeparator();
    addAction(menu, QStringLiteral("actionGhostToolbar"), tr("Too&lbar of the suggestion"),
              QKeySequence(Qt::ALT | Qt::Key_Slash), [this] { m_ghostToolbar->open(); });
    m_switch->addTo(menu);
    m_ghostToolbar->setModeMenu(menu);
    menu->addSeparator();
    addAction(menu, QStringLiteral("actionModel"), tr("Choose &model…"), {}, [this] { chooseModel(); });
}

void MainWindow::buildViewMenu()
{
    QMenu *menu = named(menuBar()->addMenu(tr("&View")), QStringLiteral("menuView"));
    for (QDockWidget *dock : {m_suggestionsDock, m_classesDock, m_remarksDock, m_savingsDock})
        menu->addAction(dock->toggleViewAction());
    addMarkdownTo(menu);
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
                             {tr("&Dark"), ThemeChoice::Dark},
                             {tr("&High contrast"), ThemeChoice::HighContrast}},
                            [this](ThemeChoice choice) { setThemeChoice(choice); });
    QMenu *kinds = named(menu->addMenu(tr("Text &kind")), QStringLiteral("menuTextKind"));
    addChoices<TextKindChoice>(kinds, QStringLiteral("actionTextKind"), m_file->textKindChoice(),
                               {{tr("By &name"), TextKindChoice::ByName},
                                {tr("&Plain text"), TextKindChoice::Prose},
                                {tr("&Markdown"), TextKindChoice::Markdown},
                                {tr("&Source code"), TextKindChoice::SourceCode}},
                               [this](TextKindChoice choice) { m_file->setTextKindChoice(choice); });
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
    addAction(menu, QStringLiteral("actionKeys"), tr("&Cheat sheet of keys"),
              QKeySequence(Qt::CTRL | Qt::Key_F1), [this] { showCheatSheet(); });
    menu->addSeparator();
    addAction(menu, QStringLiteral("actionAbout"), tr("&About Deltapad"), {}, [this] { showAbout(); });
}

} // namespace deltapad
