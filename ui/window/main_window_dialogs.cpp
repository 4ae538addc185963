// SPDX-License-Identifier: MIT
// The small windows of MainWindow, none of which stops the writer, and the options that Settings offers.
#include "ui/window/main_window.h"

#include "ui/application/translation.h"
#include "ui/editor/text_edit.h"
#include "ui/remarks/dictionaries.h"
#include "ui/window/about_dialog.h"
#include "ui/window/cheat_sheet.h"
#include "ui/window/document_controller.h"
#include "ui/window/message_bar.h"
#include "ui/window/settings.h"
#include "ui/window/settings_dialog.h"
#include "ui/window/shortcuts.h"
#include "ui/window/shortcuts_dialog.h"
#include "ui/window/suggestion_view.h"

#include <QAction>
#include <QDockWidget>
#include <QKeyEvent>

namespace deltapad {

namespace {

/// One window of each kind: a second call brings the first to the front.
template <typename Dialog, typename Make> void present(QWidget *parent, Make make)
{
    auto *dialog = parent->findChild<Dialog *>(QString(), Qt::FindDirectChildrenOnly);
    if (!dialog) {
        dialog = make();
        dialog->setAttribute(Qt::WA_DeleteOnClose);
    }
    dialog->show();
    dialog->raise();
    dialog->activateWindow();
}

} // namespace

void MainWindow::showCheatSheet()
{
    present<CheatSheet>(this, [this] { return new CheatSheet(*m_shortcuts, this); });
}

void MainWindow::showShortcuts()
{
    present<ShortcutsDialog>(this, [this] { return new ShortcutsDialog(m_shortcuts, this); });
}

void MainWindow::showSettings()
{
    present<SettingsDialog>(this, [this] { return new SettingsDialog(settingOptions(), this); });
}

void MainWindow::showAbout()
{
    present<AboutDialog>(this, [this] { return new AboutDialog(m_modelFolder, m_describeModel, this); });
}

void MainWindow::showSuggestionView()
{
    const auto snapshot = m_controller->snapshot();
    const bool current = snapshot && snapshot->revision == m_controller->revision() &&
                         snapshot->caret.value == m_edit->textCursor().position();
    const QString ghost = m_edit->ghost().text(); // it goes with the focus
    delete findChild<SuggestionView *>(QString(), Qt::FindDirectChildrenOnly);
    const QString before = textBeforeCaret();
    present<SuggestionView>(
        this, [&] { return new SuggestionView(ghost, before, current ? snapshot.get() : nullptr, this); });
}

void MainWindow::setModelSource(const ModelSource &source)
{
    m_modelFolder = source.folder;
    m_bundledModel = source.bundled;
    m_describeModel = source.describe;
}

void MainWindow::explainNoModel(const QString &problem)
{
    Message message{QStringLiteral("model"),
                    MessageKind::Warning,
                    tr("%1. Everything else works without a model.").arg(problem),
                    {{tr("Choose model…"), [this] { chooseModel(); }}}};
    if (!m_bundledModel.isEmpty() && m_bundledModel != m_modelFolder)
        message.actions.push_back({tr("Use the bundled model"), [this] {
                                       useModel(m_bundledModel);
                                       m_settings->setModelFolder(QString()); // the standard again
                                   }});
    m_messages->show(message);
}

void MainWindow::setTabKey(TabKey key)
{
    const bool moves = key == TabKey::MovesFocus;
    m_edit->setTabChangesFocus(moves);
    m_settings->setTabMovesFocus(moves);
    if (auto *action = findChild<QAction *>(QStringLiteral("actionTabMovesFocus")))
        action->setChecked(moves);
}

/// Keys that a command has go to the command, also where the text would have a use of its own for them
/// (Ctrl+Z, say).
bool MainWindow::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_edit && event->type() == QEvent::ShortcutOverride && m_shortcuts) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const Shortcuts::Command *command = m_shortcuts->holder(QKeySequence(key->keyCombination()));
        if (command && command->action->isEnabled()) {
            event->ignore();
            return true;
        }
    }
    if (event->type() == QEvent::Resize && qobject_cast<QDockWidget *>(watched))
        m_settled.start();
    return QMainWindow::eventFilter(watched, event);
}

std::vector<SettingOption> MainWindow::settingOptions()
{
    Settings *settings = m_settings;
    std::vector<SettingOption> options;
    options.push_back({.name = QStringLiteral("optionTheme"),
                       .group = tr("Appearance"),
                       .title = tr("Theme"),
                       .description = tr("Colours of the whole program; System follows the desktop."),
                       .choices = {tr("System"), tr("Light"), tr("Dark"), tr("High contrast")},
                       .standard = int(ThemeChoice::System),
                       .value = [settings] { return int(settings->theme()); },
                       .set = [this](int value) { setThemeChoice(ThemeChoice(value)); }});
    options.push_back(
        {.name = QStringLiteral("optionLanguage"),
         .group = tr("Appearance"),
         .title = tr("Language"),
         .description = tr("Of menus and messages, from the next start on."),
         .choices = languageChoices(),
         .standard = 0,
         .value = [settings] { return languageIndex(settings->interfaceLanguage()); },
         .set = [settings](int value) { settings->setInterfaceLanguage(languageCode(value)); }});
    options.push_back({.name = QStringLiteral("optionZoom"),
                       .group = tr("Appearance"),
                       .title = tr("Size of the text"),
                       .description = tr("Also Ctrl+Plus, Ctrl+Minus, Ctrl+0 and Ctrl with the mouse wheel."),
                       .minimum = 50,
                       .maximum = 400,
                       .unit = tr("%"),
                       .standard = 100,
                       .value = [this] { return m_edit->zoom(); },
                       .set = [this](int value) { m_edit->setZoom(value); }});
    options.push_back({.name = QStringLiteral("optionColumn"),
                       .group = tr("Appearance"),
                       .title = tr("Width of the column"),
                       .description = tr("Lines of 60 to 80 characters are the easiest to read."),
                       .minimum = 40,
                       .maximum = 120,
                       .unit = tr("characters"),
                       .standard = Settings::kColumnCharacters,
                       .value = [settings] { return settings->columnCharacters(); },
                       .set =
                           [this](int value) {
                               m_settings->setColumnCharacters(value);
                               m_edit->setColumnCharacters(value);
                           }});
    options.push_back(
        {.name = QStringLiteral("optionSurprise"),
         .group = tr("Appearance"),
         .title = tr("Mark unlikely words"),
         .description = tr("Words that the model did not expect get a wash and a line under them."),
         .standard = 0,
         .value = [settings] { return settings->showsSurprise() ? 1 : 0; },
         .set = [this](int value) { setSurprise(value != 0 ? Surprise::Shown : Surprise::Hidden); }});
    options.push_back({.name = QStringLiteral("optionMarkdown"),
                       .group = tr("Appearance"),
                       .title = tr("Style Markdown"),
                       .description = tr("Headings, emphasis, code and links of Markdown texts look like "
                                         "what they are; the text stays as it is typed."),
                       .standard = 1,
                       .value = [settings] { return settings->stylesMarkdown() ? 1 : 0; },
                       .set =
                           [this](int value) {
                               setMarkdownStyles(value != 0 ? MarkdownStyles::Shown : MarkdownStyles::Hidden);
                           }});
    options.push_back({.name = QStringLiteral("optionMode"),
                       .group = tr("Suggestions"),
                       .title = tr("Suggestions in the text"),
                       .description = tr("When a guess at the next words appears in grey."),
                       .choices = {tr("Eager: at once"), tr("Calm: when you pause"),
                                   tr("On demand: Ctrl+Space"), tr("Off")},
                       .standard = int(SuggestionMode::Calm),
                       .value = [settings] { return int(settings->suggestionMode()); },
                       .set = [this](int value) { setSuggestionMode(SuggestionMode(value)); }});
    QStringList codes = systemDictionaries();
    for (const QString &code : {settings->language(), QStringLiteral("en_US")}) {
        if (!codes.contains(code))
            codes.append(code); // chosen or standard, but not there
    }
    QStringList titles;
    for (const QString &code : codes)
        titles.append(dictionaryTitle(code));
    options.push_back(
        {.name = QStringLiteral("optionDictionary"),
         .group = tr("Remarks"),
         .title = tr("Spelling"),
         .description = tr("One of the Hunspell dictionaries of the system, from the next start on."),
         .choices = titles,
         .standard = int(codes.indexOf(QStringLiteral("en_US"))),
         .value = [settings, codes] { return int(codes.indexOf(settings->language())); },
         .set = [settings, codes](int value) { settings->setLanguage(codes.value(value)); }});
    options.push_back(
        {.name = QStringLiteral("optionTabMovesFocus"),
         .group = tr("Keys"),
         .title = tr("Tab moves the focus"),
         .description = tr("Tab leaves the text instead of writing a tab or accepting a suggestion; "
                           "Alt+L still accepts."),
         .standard = 0,
         .value = [settings] { return settings->tabMovesFocus() ? 1 : 0; },
         .set = [this](int value) { setTabKey(value != 0 ? TabKey::MovesFocus : TabKey::Writes); }});
    return options;
}

} // namespace deltapad
