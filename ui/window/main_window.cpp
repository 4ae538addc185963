// SPDX-License-Identifier: MIT
#include "ui/window/main_window.h"

#include "ui/demo/demonstration.h"
#include "ui/editor/document_text.h"
#include "ui/editor/file_name.h"
#include "ui/editor/find_bar.h"
#include "ui/editor/ghost_toolbar.h"
#include "ui/editor/go_to_bar.h"
#include "ui/editor/line_folds.h"
#include "ui/editor/text_edit.h"
#include "ui/editor/words.h"
#include "ui/panels/classes_panel.h"
#include "ui/panels/savings_panel.h"
#include "ui/panels/suggestions_panel.h"
#include "ui/remarks/remarks_controller.h"
#include "ui/window/dock_title.h"
#include "ui/window/document_controller.h"
#include "ui/window/document_file.h"
#include "ui/window/document_recovery.h"
#include "ui/window/document_statistics.h"
#include "ui/window/markdown_view.h"
#include "ui/window/message_bar.h"
#include "ui/window/panel_heights.h"
#include "ui/window/sample_text.h"
#include "ui/window/scroll_area_access.h"
#include "ui/window/settings.h"
#include "ui/window/shortcuts.h"
#include "ui/window/spoken_deletions.h"
#include "ui/window/status_chips.h"
#include "ui/window/suggestion_switch.h"
#include "ui/window/surprise_ranges.h"
#include "ui/window/visible_part.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDockWidget>
#include <QFile>
#include <QFileDialog>
#include <QScrollArea>
#include <QScrollBar>
#include <QStatusBar>
#include <QToolTip>
#include <QVBoxLayout>

namespace deltapad {

namespace {

constexpr int kPanelWidth = 308;
constexpr int kNarrow = 640; ///< less than this leaves half a column beside the panels

/// Scrolls up and down only, so it is never narrower than what it holds: figures are not cut off, whatever
/// width an earlier session in another language kept.
class PanelScroll : public QScrollArea
{
public:
    QSize minimumSizeHint() const override
    {
        const QSize own = QScrollArea::minimumSizeHint();
        if (!widget())
            return own;
        const int held = widget()->minimumSizeHint().width() + verticalScrollBar()->sizeHint().width();
        return {std::max(own.width(), held), own.height()};
    }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (watched == widget() && event->type() == QEvent::LayoutRequest)
            updateGeometry();
        return QScrollArea::eventFilter(watched, event);
    }
};

QScrollArea *scrolled(QWidget *panel)
{
    auto *area = new PanelScroll;
    area->setObjectName(panel->objectName() + QStringLiteral("Scroll"));
    area->setWidget(panel);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFocusPolicy(Qt::NoFocus);
    return area;
}

} // namespace

MainWindow::MainWindow(std::unique_ptr<EngineClient> client, Settings *settings, const Delays &delays)
    : m_client(std::move(client)), m_settings(settings), m_delays(delays)
{
    setObjectName(QStringLiteral("mainWindow"));
    setWindowIcon(applicationIcon());
    guardScrollAreas(); // before there is one
    buildCentre();
    m_controller = new DocumentController(m_edit, m_client.get(), this);
    m_find->readFrom(m_controller->shadow());
    speakDeletions(m_edit, m_controller);
    new VisiblePart(m_edit, m_controller, m_client.get()); // owned by the controller
    m_file = new DocumentFile(m_edit, m_controller, m_messages, m_settings, m_delays, this);
    buildDocks();
    buildStatus();
    buildRemarks();
    buildMarkdown();
    buildMenus();
    m_shortcuts = new Shortcuts(m_settings, this);
    m_shortcuts->collect(*menuBar());
    connectDocument();

    m_edit->setZoom(m_settings->zoom());
    m_edit->setColumnCharacters(m_settings->columnCharacters());
    setTabKey(m_settings->tabMovesFocus() ? TabKey::MovesFocus : TabKey::Writes);
    setSuggestionMode(m_settings->suggestionMode());
    setSurprise(m_settings->showsSurprise() ? Surprise::Shown : Surprise::Hidden);
    applyColors();
    resize(1220, 800);
    restoreGeometry(m_settings->geometry());
    restoreState(m_settings->windowState());
    m_file->newDocument();
    m_edit->setFocus();
}

MainWindow::~MainWindow()
{
    m_demonstration->detach();
    m_client.reset(); // no snapshot arrives any more
    delete m_recovery;
    delete m_controller;
}

void MainWindow::buildCentre()
{
    auto *centre = new QWidget(this);
    centre->setObjectName(QStringLiteral("centre"));
    auto *rows = new QVBoxLayout(centre);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    m_messages = new MessageBar(m_delays, centre);
    m_edit = new TextEdit(m_delays, centre);
    m_edit->setTextFont(proseFont());
    m_edit->installEventFilter(this);
    m_statistics = new DocumentStatistics(m_edit->document());
    m_find = new FindBar(m_edit, m_delays, centre);
    m_ghostToolbar = new GhostToolbar(m_edit, m_delays);
    m_goTo = new GoToBar(m_edit, centre);
    rows->addWidget(m_messages);
    rows->addWidget(m_edit, 1);
    rows->addWidget(m_find);
    rows->addWidget(m_goTo);
    setCentralWidget(centre);
}

QDockWidget *MainWindow::addDock(const QString &name, const QString &title, QWidget *panel)
{
    auto *dock = new QDockWidget(title, this);
    dock->setObjectName(name);
    dock->setAccessibleName(title);
    dock->setTitleBarWidget(new DockTitle(dock));
    dock->setWidget(panel);
    dock->toggleViewAction()->setObjectName(name + QStringLiteral("Toggle"));
    connect(dock->toggleViewAction(), &QAction::triggered, dock, [dock](bool shown) {
        if (shown)
            dock->raise(); // whoever opens it wants to see it, not the tab beside it
    });
    dock->installEventFilter(this);
    addDockWidget(Qt::RightDockWidgetArea, dock);
    return dock;
}

void MainWindow::buildDocks()
{
    m_settled.setSingleShot(true);
    m_settled.setInterval(0);
    connect(&m_settled, &QTimer::timeout, this, [this] {
        if (m_narrow)
            return;
        if (m_demonstration->layoutBeforeTour().isEmpty())
            m_heights->settle();
        else
            m_heights->passOver();
        m_wideState = saveState();
        m_wideHeight = height();
    });
    m_suggestions = new SuggestionsPanel;
    m_classes = new ClassesPanel(m_delays);
    m_savings = new SavingsPanel(m_delays);
    m_suggestionsDock = addDock(QStringLiteral("suggestionsDock"), tr("Suggestions"), m_suggestions);
    m_classesDock = addDock(QStringLiteral("classesDock"), tr("Classes"), scrolled(m_classes));
    m_savingsDock = addDock(QStringLiteral("savingsDock"), tr("Savings"), scrolled(m_savings));
    m_heights = new PanelHeights(this, m_classesDock);
    m_heights->setHeights(m_settings->panelHeights());
    connect(m_suggestions, &SuggestionsPanel::chosen, this, &MainWindow::insertSuggestion);
    connect(m_suggestions, &SuggestionsPanel::pointedAt, this, &MainWindow::previewSuggestion);
    connect(m_suggestions, &SuggestionsPanel::pointedAway, &m_edit->ghost(), &GhostController::endPreview);
    connect(m_classes, &ClassesPanel::scopeChosen, this, [this](ClassScope scope) {
        using PartScores = DocumentController::PartScores;
        m_controller->setPartScores(scope == ClassScope::Selection   ? PartScores::Selection
                                    : scope == ClassScope::Paragraph ? PartScores::Paragraph
                                                                     : PartScores::Off);
    });
    m_demonstration = new Demonstration({.window = this,
                                         .edit = m_edit,
                                         .controller = m_controller,
                                         .file = m_file,
                                         .messages = m_messages,
                                         .savings = m_savings,
                                         .savingsDock = m_savingsDock,
                                         .classesDock = m_classesDock,
                                         .side = m_client->sideWork()});
}

void MainWindow::buildStatus()
{
    m_chips = new StatusChips(statusBar());
    m_switch = new SuggestionSwitch(&m_edit->ghost(), m_settings, m_chips->suggestions(), this);
    connect(m_chips->work(), &QToolButton::clicked, this,
            [this] { m_savingsDock->setVisible(!m_savingsDock->isVisible()); });
    connect(m_chips->words(), &QToolButton::clicked, this, [this] {
        QToolTip::showText(m_chips->words()->mapToGlobal(QPoint(0, 0)), m_chips->words()->toolTip(),
                           m_chips->words());
    });
    connect(m_chips->offline(), &QToolButton::clicked, this, &MainWindow::showAbout);
    m_wordTimer.setSingleShot(true);
    m_wordTimer.setInterval(m_delays.wordCount);
    connect(&m_wordTimer, &QTimer::timeout, this, &MainWindow::countWords);
    m_countTimer.setSingleShot(true);
    m_countTimer.setInterval(0);
    connect(&m_countTimer, &QTimer::timeout, this, &MainWindow::countWords);
    m_computingTimer.setSingleShot(true);
    m_computingTimer.setInterval(m_delays.computingMark);
    connect(&m_computingTimer, &QTimer::timeout, this, [this] {
        m_classes->setFreshness(Freshness::Computing);
        m_chips->setEngine(StatusChips::Engine::Computing, m_model);
    });
    m_hintTimer.setSingleShot(true);
    m_hintTimer.setInterval(m_delays.announcement);
    connect(&m_hintTimer, &QTimer::timeout, this, [this] {
        if (m_edit->ghost().isVisible())
            m_chips->setHint((m_edit->tabAccepts() ? tr("Tab accepts “%1”") : tr("Alt+L accepts “%1”"))
                                 .arg(inWholeWords(m_edit->ghost().text(), textBeforeCaret())));
    });
}

void MainWindow::connectDocument()
{
    connect(m_controller, &DocumentController::edited, this, &MainWindow::textEdited);
    connect(m_controller, &DocumentController::caretPosted, this, [this] { m_suggestions->setPending(); });
    connect(m_controller, &DocumentController::snapshotArrived, this,
            [this](const std::shared_ptr<const Snapshot> &snapshot) { showSnapshot(*snapshot); });
    connect(m_controller, &DocumentController::stateArrived, this,
            [this](const std::shared_ptr<const Snapshot> &snapshot) { showState(*snapshot); });
    connect(m_controller, &DocumentController::staleDropped, this, [this] {
        if (m_controller->snapshot())
            m_savings->feedCounters(m_client->counters(), m_controller->snapshot()->running);
    });
    connect(m_file, &DocumentFile::changed, this, [this] {
        m_chips->setFormat(m_file->format());
        m_chips->setScope(m_file->isLimited() ? StatusChips::Scope::NearCaret
                                              : StatusChips::Scope::WholeText);
        m_switch->documentChanged(m_file->path());
        const bool code = m_file->textKind() == TextKind::SourceCode;
        check(QStringLiteral("actionTextKind%1").arg(int(m_file->textKindChoice())));
        m_edit->setTextFont(code ? codeFont() : proseFont());
        m_edit->setIndentation(code ? TextEdit::Indentation::OfTheLineBefore : TextEdit::Indentation::None);
        if (!m_controller->isAttached()) {
            m_chips->setEngine(StatusChips::Engine::Off, m_model);
            m_chips->clearWork();
            m_suggestions->setNothing(tr("Off for this document."));
            m_classes->setFreshness(Freshness::Paused);
        }
        updateTitle();
        m_wordTimer.start();
    });
    connect(m_file, &DocumentFile::adopted, this, [this] {
        m_chips->setHint(QString());
        // What is shown is of another text, and the new one may take a while.
        m_suggestions->setNothing(QString());
        m_classes->clear();
        m_savings->clear();
        m_chips->clearWork();
    });
    connect(m_file, &DocumentFile::saveAsWanted, this, &MainWindow::chooseSaveAs);
    connect(m_edit->document(), &QTextDocument::modificationChanged, this, &MainWindow::setWindowModified);
    connect(m_edit->document(), &QTextDocument::contentsChanged, this, [this] {
        if (!m_file->isOpening())
            m_wordTimer.start();
    });
    connect(m_edit, &QPlainTextEdit::cursorPositionChanged, this, &MainWindow::updatePosition);
    connect(m_edit, &QPlainTextEdit::selectionChanged, this, &MainWindow::updatePosition);
    connect(m_edit, &QPlainTextEdit::selectionChanged, this, [this] {
        m_wordTimer.start();
        showSuggestionsHere();
    });
    connect(m_edit, &TextEdit::fileDropped, this, &MainWindow::openInstead);
    connect(m_edit, &TextEdit::zoomChanged, this, [this](int percent) { m_settings->setZoom(percent); });
    connect(m_edit, &TextEdit::escapePressed, this, [this] {
        if (m_find->isVisible())
            m_find->close();
    });
    connect(m_edit, &TextEdit::editRefused, this, [this] {
        m_chips->setHint(m_file->isOpening()
                             ? tr("Still being opened: nothing that is typed is taken before the end.")
                             : tr("This text is read-only: nothing that is typed is taken."));
    });
    connect(&m_edit->ghost(), &GhostController::shown, this, [this] {
        m_hintTimer.start();
        m_suggestions->setPlace(SuggestionsPanel::Place::InText);
    });
    connect(&m_edit->ghost(), &GhostController::hidden, this, [this] {
        m_hintTimer.stop();
        m_chips->setHint(QString());
        m_suggestions->setPlace(SuggestionsPanel::Place::ListOnly);
    });
    // What was said of the place where the caret stood does not outlast it.
    connect(m_edit, &QPlainTextEdit::cursorPositionChanged, this, [this] {
        if (!m_edit->ghost().isVisible())
            m_chips->setHint(QString());
    });
}

bool MainWindow::openFile(const QString &path, int line, int column)
{
    return m_file->open(path, std::nullopt, [this, line, column] { goTo(line, column); });
}

void MainWindow::goTo(int line, int column)
{
    if (line <= 0)
        return;
    QTextCursor cursor = m_edit->textCursor();
    const int place = m_edit->folds().positionOf(*m_edit->document(), line - 1, column - 1);
    if (place >= 0)
        cursor.setPosition(place);
    else
        cursor.movePosition(QTextCursor::End);
    m_edit->setTextCursor(cursor);
    m_edit->centerCursor();
}

void MainWindow::keepChanges(const RecoveryStore &store)
{
    delete std::exchange(m_recovery, nullptr);
    m_recovery = new DocumentRecovery({m_edit, m_controller, m_file, m_messages}, store, m_delays, this);
}

void MainWindow::showSample()
{
    m_file->guardUnsaved([this] { m_file->newDocument(sampleText()); });
}

bool MainWindow::suggestionsAreCurrent() const
{
    const auto &snapshot = m_controller->snapshot();
    return snapshot && snapshot->revision == m_controller->revision() &&
           snapshot->caret.value == m_edit->textCursor().position();
}

void MainWindow::previewSuggestion(const QString &text)
{
    if (suggestionsAreCurrent())
        m_edit->ghost().preview(text);
}

void MainWindow::insertSuggestion(const QString &text)
{
    if (suggestionsAreCurrent())
        m_edit->insertSuggestion(text);
    m_edit->setFocus();
}

void MainWindow::textEdited()
{
    m_suggestions->setPending();
    if (!m_computingTimer.isActive())
        m_computingTimer.start();
    if (m_surprise == Surprise::Shown)
        m_edit->viewport()->update();
}

void MainWindow::showSnapshot(const Snapshot &snapshot)
{
    m_computingTimer.stop();
    m_messages->dismiss(QStringLiteral("model"));
    m_problem.clear();
    m_model = QString::fromStdString(snapshot.modelName);
    m_chips->setEngine(StatusChips::Engine::Current, m_model);
    m_remarks->feed(snapshot);
    m_classes->feedPart(snapshot);
    const bool newText = snapshot.revision != m_shownRevision || snapshot.document != m_shownDocument;
    // The model weighs an empty text too, but says nothing about what the writer has written.
    const bool empty = m_edit->document()->isEmpty();
    if (newText) {
        const bool newDocument = snapshot.document != m_shownDocument;
        if (newDocument || empty)
            m_classes->clear();
        if (newDocument)
            m_savings->clear();
        m_shownRevision = snapshot.revision;
        m_shownDocument = snapshot.document;
        if (!empty)
            m_classes->feed(snapshot);
        if (empty && newDocument) {
            m_chips->clearWork();
        } else {
            m_savings->feed(snapshot);
            m_chips->setWork(snapshot.report);
        }
    } else if (!empty) {
        m_classes->feedProgress(snapshot);
    }
    m_classes->setFreshness(Freshness::Current);
    if (snapshot.suggestionsReady && snapshot.caret.value == m_edit->textCursor().position())
        showSuggestions(snapshot);
    if (m_surprise == Surprise::Shown)
        showSurprises(snapshot);
}

void MainWindow::showSuggestionsHere()
{
    const std::shared_ptr<const Snapshot> &snapshot = m_controller->snapshot();
    if (snapshot && snapshot->suggestionsReady && snapshot->caret.value == m_edit->textCursor().position())
        showSuggestions(*snapshot);
}

void MainWindow::showSuggestions(const Snapshot &snapshot)
{
    if (m_edit->textCursor().hasSelection()) {
        m_suggestions->setSuggestions({}, QString()); // one would be put in the place of what is selected
        return;
    }
    m_suggestions->setSuggestions(snapshot.suggestions, textBeforeCaret());
    m_edit->ghost().setSuggestions(snapshot.suggestions, int(snapshot.caret.value));
}

QString MainWindow::textBeforeCaret() const
{
    const QTextCursor caret = m_edit->textCursor();
    constexpr int kLongestWord = 80;
    return caret.block().text().left(caret.positionInBlock()).right(kLongestWord);
}

void MainWindow::showSurprises(const Snapshot &snapshot)
{
    std::vector<TokenSurprise> all = snapshot.surprises;
    all.insert(all.end(), snapshot.visibleSurprises.begin(), snapshot.visibleSurprises.end());
    std::stable_sort(all.begin(), all.end(),
                     [](const TokenSurprise &a, const TokenSurprise &b) { return a.begin < b.begin; });
    m_edit->washes().setSurprises(surpriseRanges(all, m_controller->shadow()));
    m_edit->viewport()->update();
}

void MainWindow::setSurprise(Surprise surprise)
{
    m_surprise = surprise;
    m_settings->setShowsSurprise(surprise == Surprise::Shown);
    if (auto *action = findChild<QAction *>(QStringLiteral("actionSurprise")))
        action->setChecked(surprise == Surprise::Shown);
    if (surprise == Surprise::Shown && m_controller->snapshot()) {
        showSurprises(*m_controller->snapshot());
    } else {
        m_edit->washes().setSurprises({});
        m_edit->viewport()->update();
    }
}

void MainWindow::showState(const Snapshot &snapshot)
{
    if (snapshot.state == ClientState::Loading) {
        m_chips->setEngine(StatusChips::Engine::Loading, QString());
        m_suggestions->setNothing(tr("The model is being loaded."));
        m_problem.clear();
        return;
    }
    m_computingTimer.stop();
    m_chips->clearWork();
    m_classes->setFreshness(Freshness::Paused);
    const QString problem = QString::fromStdString(snapshot.problem);
    if (snapshot.state != ClientState::NoModel) {
        m_suggestions->setNothing(tr("The engine lost this text."));
        m_messages->show({QStringLiteral("engine"),
                          MessageKind::Error,
                          tr("The engine cannot follow this text: %1.").arg(problem),
                          {{tr("Start it again"),
                            [this] { m_controller->attach(DocumentController::Attach::ToEngine); }}}});
        return;
    }
    m_chips->setEngine(StatusChips::Engine::NoModel, QString());
    m_suggestions->setNothing(tr("No model, no suggestions."));
    m_classes->clear(); // figures of a model that is gone
    m_savings->clear();
    if (std::exchange(m_problem, problem) == problem)
        return; // said before: every key brings it again
    explainNoModel(problem);
}

void MainWindow::updateTitle()
{
    setWindowTitle(tr("%1[*]%2 — Deltapad")
                       .arg(m_file->displayName(), m_edit->isReadOnly() ? tr(" (read-only)") : QString()));
    setWindowModified(m_edit->document()->isModified());
}

void MainWindow::updatePosition()
{
    const QTextCursor cursor = m_edit->textCursor();
    const LineFolds &folds = m_edit->folds();
    const QTextDocument &document = *m_edit->document();
    m_chips->setPosition(folds.lineOf(document, cursor.position()) + 1,
                         folds.columnOf(document, cursor.position()) + 1,
                         folds.toText(cursor.selectionEnd()) - folds.toText(cursor.selectionStart()));
}

void MainWindow::countWords()
{
    if (m_file->isOpening())
        return;
    constexpr Delays::Milliseconds kSlice{6}; // the writer is typing meanwhile
    if (!m_statistics->count(kSlice)) {
        m_countTimer.start(); // a long text: go on when nothing else is to be done
        return;
    }
    const TextStatistics total = m_statistics->total();
    if (std::exchange(m_countedDocument, m_controller->document()) != m_controller->document())
        m_wordsAtOpening = total.words;
    std::optional<TextStatistics> selection;
    if (m_edit->textCursor().hasSelection())
        selection = m_statistics->ofSelection(m_edit->textCursor());
    m_chips->setStatistics(total, selection, total.words - m_wordsAtOpening);
}

/// Chosen elsewhere than in the menu: the menu says so too.
void MainWindow::check(const QString &action)
{
    if (auto *found = findChild<QAction *>(action))
        found->setChecked(true);
}

void MainWindow::setThemeChoice(ThemeChoice choice)
{
    m_settings->setTheme(choice);
    check(QStringLiteral("actionTheme%1").arg(int(choice)));
    applyTheme(*qApp, themeFor(choice));
    applyColors();
}

void MainWindow::applyColors()
{
    const Theme &theme = themeFor(m_settings->theme());
    m_edit->ghost().setColor(theme.ghost);
    QColor heat = theme.accent;
    heat.setAlphaF(0.22F);
    m_edit->washes().setColors({theme.surprise, theme.match, theme.selection, heat});
    m_find->setMarkColor(theme.match);
    m_markdown->setColors(theme);
    m_edit->viewport()->update();
}

void MainWindow::setSuggestionMode(SuggestionMode mode)
{
    m_switch->setMode(mode);
    check(QStringLiteral("actionMode%1").arg(int(mode)));
}

void MainWindow::startNew()
{
    if (m_edit->document()->isModified() && m_opensElsewhere)
        m_opensElsewhere(QString());
    else
        m_file->guardUnsaved([this] { m_file->newDocument(); });
}

void MainWindow::openInstead(const QString &path)
{
    if (m_edit->document()->isModified() && m_opensElsewhere)
        m_opensElsewhere(path);
    else
        m_file->guardUnsaved([this, path] { m_file->open(path); });
}

void MainWindow::chooseOpen()
{
    const QString path = QFileDialog::getOpenFileName(this, tr("Open"), m_file->path());
    if (!path.isEmpty())
        openInstead(path);
}

void MainWindow::chooseSaveAs()
{
    const QString suggested = m_file->path().isEmpty()
                                  ? suggestedFileName(m_edit->document()->firstBlock().text())
                                  : m_file->path();
    const QString path = QFileDialog::getSaveFileName(this, tr("Save as"), suggested);
    if (!path.isEmpty())
        m_file->saveAs(path);
}

PaperText MainWindow::onPaper() const
{
    const bool code = m_file->textKind() == TextKind::SourceCode;
    return {m_file->displayName(), QString::fromStdU16String(withoutFolds(m_controller->shadow().text())),
            code ? codeFont() : proseFont()};
}

void MainWindow::choosePdf()
{
    const QFileInfo now(m_file->path().isEmpty() ? suggestedFileName(m_edit->document()->firstBlock().text())
                                                 : m_file->path());
    const QString suggested = now.dir().filePath(now.completeBaseName() + QStringLiteral(".pdf"));
    const QString path = QFileDialog::getSaveFileName(this, tr("Export as PDF"), suggested);
    if (!path.isEmpty())
        exportPdf(path);
}

void MainWindow::exportPdf(const QString &path)
{
    const QString name = QFileInfo(path).fileName();
    const std::optional<QString> problem = writePdf(onPaper(), path);
    const QString id = QStringLiteral("pdf");
    if (problem)
        m_messages->show({id,
                          MessageKind::Error,
                          tr("%1 was not written: %2.").arg(name, *problem),
                          {{tr("Write elsewhere…"), [this] { choosePdf(); }}}});
    else
        m_messages->dismiss(id);
}

void MainWindow::chooseModel()
{
    const QString folder = QFileDialog::getExistingDirectory(this, tr("Model folder"), m_modelFolder);
    if (!folder.isEmpty())
        useModel(folder);
}

void MainWindow::useModel(const QString &folder)
{
    m_modelFolder = folder;
    m_settings->setModelFolder(folder);
    m_client->setModel(QFile::encodeName(folder).toStdString());
}

void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_placed)
        applyColors(); // another window may have switched the theme
}

void MainWindow::showEvent(QShowEvent *event)
{
    QMainWindow::showEvent(event);
    if (std::exchange(m_placed, true))
        return;
    // Sizes are only heeded once the window has its layout.
    if (restoreState(m_settings->windowState()))
        return;
    const QList<QDockWidget *> docks{m_suggestionsDock, m_classesDock, m_savingsDock};
    resizeDocks(docks, {kPanelWidth, kPanelWidth, kPanelWidth}, Qt::Horizontal);
    resizeDocks(docks, {205, 245, 320}, Qt::Vertical);
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    const int enough = widthForPanels();
    const int before = event->oldSize().width();
    if (m_narrow && width() >= enough) {
        m_narrow = false;
        unfoldPanels();
    } else if (!m_narrow && width() < enough && (before < 0 || before >= enough || width() < kNarrow)) {
        // Else they were opened in a window of this width, and stay open.
        m_narrow = true;
        foldPanels();
    }
}

int MainWindow::widthForPanels() const
{
    int enough = kNarrow;
    for (QDockWidget *dock : {m_outlineDock, m_previewDock}) { // columns of their own
        if (m_folded.contains(dock) || (!dock->isHidden() && !dock->isFloating()))
            enough += dock->widget()->minimumWidth();
    }
    return enough;
}

void MainWindow::foldPanels()
{
    // A window that has become lower in the same step has squeezed them already.
    if (m_wideState.isEmpty() || m_wideHeight == height())
        m_wideState = saveState();
    for (QDockWidget *dock : findChildren<QDockWidget *>(QString(), Qt::FindDirectChildrenOnly)) {
        const Qt::DockWidgetArea area = dockWidgetArea(dock);
        const bool beside = area == Qt::RightDockWidgetArea || area == Qt::LeftDockWidgetArea;
        if (dock->isHidden() || dock->isFloating() || !beside)
            continue;
        dock->hide();
        m_folded.append(dock);
    }
}

void MainWindow::unfoldPanels()
{
    for (QDockWidget *dock : std::exchange(m_folded, {}))
        dock->show();
    restoreState(m_wideState); // tabs and sizes as well
}

QByteArray MainWindow::layoutState() const
{
    if (m_narrow)
        return m_wideState;
    const QByteArray beforeTour = m_demonstration->layoutBeforeTour();
    return beforeTour.isEmpty() ? saveState() : beforeTour;
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (m_file->isSaving()) {
        event->ignore();
        m_file->whenSaved([this] { close(); });
        return;
    }
    // Half a text that is being opened is nobody's work.
    const bool unsaved = !m_closing && m_edit->document()->isModified() && !m_file->isOpening();
    if (unsaved && !(m_keepsOnClose && m_keepsOnClose())) {
        event->ignore();
        m_file->guardUnsaved([this] {
            m_closing = true;
            close();
        });
        return;
    }
    m_demonstration->endTour();
    m_settings->setWindow(saveGeometry(), layoutState());
    m_settings->setPanelHeights(m_heights->heights());
    QMainWindow::closeEvent(event);
    hide(); // before anybody counts the windows that are left
    Q_EMIT closed();
}

} // namespace deltapad
