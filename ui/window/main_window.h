// SPDX-License-Identifier: MIT
#pragma once
// MainWindow: the editor's window: text in the middle, panels at the right, status below, and the wiring
// between the document, the engine's snapshots and what is shown.
//
// It computes nothing: DocumentController talks to the engine, DocumentFile to the disk, panels draw.
// Threading: user interface. Ownership: owns its client and stops it before anything else goes.
#include "engine/live/engine_client.h"
#include "ui/editor/delays.h"
#include "ui/theme/theme.h"

#include <QMainWindow>
#include <QTimer>

#include <functional>
#include <memory>

namespace deltapad {

class ClassesPanel;
class Demonstration;
class DocumentController;
class DocumentFile;
class FindBar;
class MessageBar;
class SavingsPanel;
class Settings;
class StatusChips;
class SuggestionsPanel;
class TextEdit;
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
    MessageBar *messages() const { return m_messages; }
    FindBar *findBar() const { return m_find; }
    StatusChips *status() const { return m_chips; }
    SuggestionsPanel *suggestionsPanel() const { return m_suggestions; }
    ClassesPanel *classesPanel() const { return m_classes; }
    SavingsPanel *savingsPanel() const { return m_savings; }
    Demonstration *demonstration() const { return m_demonstration; }

    /// Line and column count from 1; 0 means the start.
    bool openFile(const QString &path, int line = 0, int column = 0);
    void showSample();
    void useModel(const QString &folder);
    void setThemeChoice(ThemeChoice choice);
    void setSuggestionMode(SuggestionMode mode);
    enum class Surprise { Hidden, Shown };
    void setSurprise(Surprise surprise);

protected:
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void closeEvent(QCloseEvent *event) override;

private:
    void buildCentre();
    void buildDocks();
    void buildMenus();
    void buildFileMenu();
    void buildEditMenu();
    void buildViewMenu();
    void buildSuggestionsMenu();
    void buildHelpMenu();
    void buildStatus();
    void connectDocument();
    QAction *addAction(QMenu *menu, const QString &name, const QString &text, const QKeySequence &shortcut,
                       const std::function<void()> &run);
    QDockWidget *addDock(const QString &name, const QString &title, QWidget *panel);
    void fillRecent();

    void chooseOpen();
    void chooseSaveAs();
    void chooseModel();
    void insertSuggestion(const QString &text);
    void showSnapshot(const Snapshot &snapshot);
    void showSuggestions(const Snapshot &snapshot);
    void showSurprises(const Snapshot &snapshot);
    void showState(const Snapshot &snapshot);
    void textEdited();
    void updateTitle();
    void updatePosition();
    void countWords();
    void applyColors();
    void showKeys();

    std::unique_ptr<EngineClient> m_client;
    Settings *m_settings;
    Delays m_delays;
    TextEdit *m_edit = nullptr;
    DocumentController *m_controller = nullptr;
    DocumentFile *m_file = nullptr;
    MessageBar *m_messages = nullptr;
    FindBar *m_find = nullptr;
    StatusChips *m_chips = nullptr;
    SuggestionsPanel *m_suggestions = nullptr;
    ClassesPanel *m_classes = nullptr;
    SavingsPanel *m_savings = nullptr;
    Demonstration *m_demonstration = nullptr;
    QDockWidget *m_suggestionsDock = nullptr;
    QDockWidget *m_classesDock = nullptr;
    QDockWidget *m_savingsDock = nullptr;
    QMenu *m_recent = nullptr;
    QTimer m_wordTimer;
    QTimer m_computingTimer;
    QTimer m_hintTimer;
    QString m_model;
    QString m_problem; ///< of the model, as last said
    Revision m_shownRevision = 0;
    DocumentId m_shownDocument = 0;
    Surprise m_surprise = Surprise::Hidden;
    bool m_closing = false;
    bool m_placed = false;
};

} // namespace deltapad
