// SPDX-License-Identifier: MIT
#pragma once
// MainWindow: the editor's window: text in the middle, panels at the right, status below, and the wiring
// between the document, the engine's snapshots and what is shown.
//
// It computes nothing: DocumentController talks to the engine, DocumentFile to the disk, panels draw.
// Threading: user interface. Ownership: owns its client and stops it before anything else goes.
#include "engine/live/engine_client.h"
#include "ui/editor/delays.h"
#include "ui/remarks/proof_service.h"
#include "ui/theme/theme.h"
#include "ui/window/paper.h"

#include <QMainWindow>
#include <QTimer>

#include <functional>
#include <memory>

namespace deltapad {

class ClassesPanel;
class Demonstration;
class DocumentController;
class DocumentFile;
class DocumentRecovery;
class RecoveryStore;
class DocumentStatistics;
class FindBar;
class GhostToolbar;
class GoToBar;
class MarkdownView;
class MessageBar;
class PanelHeights;
class RemarkMenu;
class RemarksController;
class RemarksPanel;
class SavingsPanel;
class Settings;
class Shortcuts;
struct ModelFacts;
struct SettingOption;
class StatusChips;
class SuggestionSwitch;
class SuggestionsPanel;
class TextEdit;
enum class Severity;
enum class SuggestionMode;

class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    /// `settings` must outlive the window.
    MainWindow(std::unique_ptr<EngineClient> client, Settings *settings, const Delays &delays);
    ~MainWindow() override;

    TextEdit *editor() const { return m_edit; }
    DocumentController *controller() const { return m_controller; }
    DocumentFile *file() const { return m_file; }
    /// Null before keepChanges().
    DocumentRecovery *recovery() const { return m_recovery; }
    MessageBar *messages() const { return m_messages; }
    FindBar *findBar() const { return m_find; }
    GoToBar *goToBar() const { return m_goTo; }
    StatusChips *status() const { return m_chips; }
    Shortcuts *shortcuts() const { return m_shortcuts; }
    SuggestionsPanel *suggestionsPanel() const { return m_suggestions; }
    ClassesPanel *classesPanel() const { return m_classes; }
    SavingsPanel *savingsPanel() const { return m_savings; }
    RemarksController *remarks() const { return m_remarks; }
    RemarksPanel *remarksPanel() const { return m_remarksPanel; }
    MarkdownView *markdown() const { return m_markdown; }
    SuggestionSwitch *suggestionSwitch() const { return m_switch; }
    /// Brings spelling; without one there is none.
    void setProofService(std::unique_ptr<ProofService> service);
    Demonstration *demonstration() const { return m_demonstration; }

    /// Line and column count from 1; 0 means the start.
    bool openFile(const QString &path, int line = 0, int column = 0);
    /// From now on unsaved changes are kept in a journal of `store`.
    void keepChanges(const RecoveryStore &store);
    /// Line and column count from 1; 0 means: stay.
    void goTo(int line, int column);
    /// Asked when the window is to close with unsaved changes: true if they are kept elsewhere.
    void setKeepsOnClose(const std::function<bool()> &keeps) { m_keepsOnClose = keeps; }
    /// Where a file, or a new text for an empty path, goes while there are unsaved changes here. Without it
    /// the writer is asked what to do with them.
    void setOpensElsewhere(const std::function<void(const QString &path)> &opens)
    {
        m_opensElsewhere = opens;
    }
    /// Failures are shown in the message bar.
    void exportPdf(const QString &path);
    void showSample();
    void useModel(const QString &folder);
    void setThemeChoice(ThemeChoice choice);
    void setSuggestionMode(SuggestionMode mode);
    enum class Surprise { Hidden, Shown };
    void setSurprise(Surprise surprise);
    enum class MarkdownStyles { Hidden, Shown };
    void setMarkdownStyles(MarkdownStyles styles);
    enum class TabKey { Writes, MovesFocus };
    void setTabKey(TabKey key);
    struct ModelSource
    {
        QString folder{};  ///< that the client was started with
        QString bundled{}; ///< offered if the other one cannot be loaded; may be empty
        /// How About learns what a folder holds; called on another thread.
        std::function<ModelFacts(const QString &folder)> describe{};
    };
    void setModelSource(const ModelSource &source);

    void showCheatSheet();
    void showShortcuts();
    void showSettings();
    void showAbout();
    /// F4: what is suggested, as text that can be read at leisure, selected and copied.
    void showSuggestionView();
    /// Where the panels are, for the next start: not as the tour or a narrow window has them for a while.
    QByteArray layoutState() const;

Q_SIGNALS:
    void closed(); ///< after the last question was answered
    void quitWanted();
    void windowWanted();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void closeEvent(QCloseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    /// A window too narrow for text and panels is the text's; the panels come back when it is wide again.
    void foldPanels();
    void unfoldPanels();
    /// Of the window; less leaves the text too little.
    int widthForPanels() const;
    void buildCentre();
    void buildDocks();
    void buildMenus();
    void buildFileMenu();
    void buildEditMenu();
    void buildViewMenu();
    void buildSuggestionsMenu();
    void buildHelpMenu();
    void buildRemarks();
    void buildMarkdown();
    void addMarkdownTo(QMenu *menu);
    void buildRemarksMenu();
    void buildStatus();
    void connectDocument();
    QAction *addAction(QMenu *menu, const QString &name, const QString &text, const QKeySequence &shortcut,
                       const std::function<void()> &run);
    QDockWidget *addDock(const QString &name, const QString &title, QWidget *panel);
    void fillRecent();

    void startNew();
    void openInstead(const QString &path);
    void chooseOpen();
    void chooseSaveAs();
    PaperText onPaper() const;
    void choosePdf();
    void chooseModel();
    void insertSuggestion(const QString &text);
    void previewSuggestion(const QString &text);
    bool suggestionsAreCurrent() const;
    /// Of its paragraph, as far as a word can reach.
    QString textBeforeCaret() const;
    void setRemarkSeverity(Severity severity);
    void requestFromClient();
    void showSnapshot(const Snapshot &snapshot);
    void showSuggestions(const Snapshot &snapshot);
    /// Those of the newest results, if they are for the caret's place.
    void showSuggestionsHere();
    void showSurprises(const Snapshot &snapshot);
    void showState(const Snapshot &snapshot);
    void textEdited();
    void updateTitle();
    void updatePosition();
    void countWords();
    void applyColors();
    void check(const QString &action);
    void explainNoModel(const QString &problem);
    std::vector<SettingOption> settingOptions();

    std::unique_ptr<EngineClient> m_client;
    Settings *m_settings;
    Delays m_delays;
    TextEdit *m_edit = nullptr;
    DocumentController *m_controller = nullptr;
    DocumentFile *m_file = nullptr;
    DocumentRecovery *m_recovery = nullptr;
    MessageBar *m_messages = nullptr;
    FindBar *m_find = nullptr;
    GoToBar *m_goTo = nullptr;
    DocumentStatistics *m_statistics = nullptr;
    Shortcuts *m_shortcuts = nullptr;
    StatusChips *m_chips = nullptr;
    SuggestionsPanel *m_suggestions = nullptr;
    ClassesPanel *m_classes = nullptr;
    SavingsPanel *m_savings = nullptr;
    Demonstration *m_demonstration = nullptr;
    PanelHeights *m_heights = nullptr;
    QList<QDockWidget *> m_folded;
    bool m_narrow = false;
    QByteArray m_wideState; ///< as the panels were when they last had their place
    int m_wideHeight = 0;   ///< of the window then
    QTimer m_settled;       ///< runs out once a change of their sizes is over
    QDockWidget *m_suggestionsDock = nullptr;
    QDockWidget *m_classesDock = nullptr;
    QDockWidget *m_savingsDock = nullptr;
    QDockWidget *m_remarksDock = nullptr;
    QDockWidget *m_outlineDock = nullptr;
    QDockWidget *m_previewDock = nullptr;
    MarkdownView *m_markdown = nullptr;
    RemarksController *m_remarks = nullptr;
    RemarksPanel *m_remarksPanel = nullptr;
    RemarkMenu *m_remarkMenu = nullptr;
    SuggestionSwitch *m_switch = nullptr;
    GhostToolbar *m_ghostToolbar = nullptr;
    QMenu *m_recent = nullptr;
    QTimer m_wordTimer;
    QTimer m_countTimer;
    QTimer m_computingTimer;
    QTimer m_hintTimer;
    QString m_model;
    QString m_modelFolder;
    QString m_bundledModel;
    std::function<ModelFacts(const QString &)> m_describeModel;
    DocumentId m_countedDocument = 0;
    qint64 m_wordsAtOpening = 0;
    QString m_problem; ///< of the model, as last said
    Revision m_shownRevision = 0;
    DocumentId m_shownDocument = 0;
    Surprise m_surprise = Surprise::Hidden;
    std::function<bool()> m_keepsOnClose;
    std::function<void(const QString &path)> m_opensElsewhere;
    bool m_closing = false;
    bool m_placed = false;
};

} // namespace deltapad
