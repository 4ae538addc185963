// SPDX-License-Identifier: MIT
// Commands and their keys: registry, editor with conflicts, files of keys, cheat sheet; settings; about.
#include "tests/support/window_fixture.h"
#include "ui/window/about_dialog.h"
#include "ui/window/cheat_sheet.h"
#include "ui/window/settings_dialog.h"
#include "ui/window/shortcuts.h"
#include "ui/window/shortcuts_dialog.h"

#include <QAction>
#include <QComboBox>
#include <QFile>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSpinBox>
#include <QTextBrowser>
#include <QToolButton>
#include <QTreeWidget>
#include <QWheelEvent>

using namespace deltapad;

namespace {

QKeySequence keys(const char *text)
{
    return QKeySequence(QLatin1String(text), QKeySequence::PortableText);
}

QString keysOf(WindowFixture &f, const char *action)
{
    return f.window->findChild<QAction *>(QLatin1String(action))
        ->shortcut()
        .toString(QKeySequence::PortableText);
}

template <typename Dialog> Dialog *shown(WindowFixture &f)
{
    return f.window->findChild<Dialog *>(QString(), Qt::FindDirectChildrenOnly);
}

} // namespace

class TestCommands : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void registry_holdsEveryActionOnce();
    void registry_standardKeysDoNotCollide();
    void keys_areChangedAndRemembered();
    void keys_ofTheTextItself_canBeGivenAway();
    void keys_takenOverLeaveTheirHolder();
    void keys_ofCodeEditors();
    void json_roundTrip();
    void json_badFilesChangeNothing_data();
    void json_badFilesChangeNothing();
    void editor_saysConflictBeforeSaving();
    void editor_searches();
    void cheatSheet_showsPresentKeys();
    void settings_changeTakesEffectAtOnce();
    void settings_searchTooltipsAndReset();
    void tabMovesFocus_leavesTheText();
    void fullScreen_toggles();
    void zoom_byWheelAndActions();
    void about_saysWhatTheModelIs();
    void noModel_offersTheBundledOne();
};

void TestCommands::registry_holdsEveryActionOnce()
{
    WindowFixture f;
    QSet<QString> names;
    for (const Shortcuts::Command &command : f.window->shortcuts()->commands()) {
        QVERIFY2(!names.contains(command.action->objectName()), qPrintable(command.action->objectName()));
        QVERIFY(!command.title().isEmpty());
        QVERIFY(!command.title().contains(u'&'));
        names.insert(command.action->objectName());
    }
    for (const QMenu *menu : f.window->findChildren<QMenu *>()) {
        for (const QAction *action : menu->actions()) {
            if (action->isSeparator() || action->menu() || menu->objectName() == QLatin1String("menuRecent"))
                continue;
            QVERIFY2(names.contains(action->objectName()), qPrintable(action->text()));
        }
    }
    QVERIFY(names.size() > 30);
}

void TestCommands::registry_standardKeysDoNotCollide()
{
    WindowFixture f;
    QMap<QString, QString> owners;
    for (const Shortcuts::Command &command : f.window->shortcuts()->commands()) {
        const QString text = command.standard.toString();
        if (text.isEmpty())
            continue;
        QVERIFY2(!owners.contains(text),
                 qPrintable(text + u' ' + owners.value(text) + u' ' + command.title()));
        owners.insert(text, command.title());
    }
}

void TestCommands::keys_areChangedAndRemembered()
{
    WindowFixture f;
    QCOMPARE(keysOf(f, "actionGoToLine"), QStringLiteral("Ctrl+G"));
    f.window->shortcuts()->set(QStringLiteral("actionGoToLine"), keys("Ctrl+Shift+L"));
    f.key(Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(f.window->findChild<QWidget *>(QStringLiteral("goToBar"))->isVisible());
    {
        MainWindow second(std::make_unique<ScriptedClient>(), &f.settings, Delays::none());
        QCOMPARE(second.findChild<QAction *>(QStringLiteral("actionGoToLine"))->shortcut(),
                 keys("Ctrl+Shift+L"));
    }
    f.window->shortcuts()->reset(QStringLiteral("actionGoToLine"));
    QCOMPARE(keysOf(f, "actionGoToLine"), QStringLiteral("Ctrl+G"));
    QVERIFY(f.settings.shortcuts().isEmpty());
}

void TestCommands::keys_ofTheTextItself_canBeGivenAway()
{
    WindowFixture f;
    f.type(QStringLiteral("one"));
    f.window->shortcuts()->set(QStringLiteral("actionFind"), keys("Ctrl+Z"));
    QCOMPARE(keysOf(f, "actionUndo"), QString());
    f.key(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(f.text(), QStringLiteral("one"));
    QVERIFY(f.window->findChild<QWidget *>(QStringLiteral("findBar"))->isVisible());
    f.edit->setFocus();
    f.window->shortcuts()->resetAll();
    f.key(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(f.text(), QString());
}

void TestCommands::keys_takenOverLeaveTheirHolder()
{
    WindowFixture f;
    const Shortcuts *shortcuts = f.window->shortcuts();
    QCOMPARE(shortcuts->holder(keys("Ctrl+S"))->action->objectName(), QStringLiteral("actionSave"));
    QVERIFY(!shortcuts->holder(keys("Ctrl+S"), QStringLiteral("actionSave")));
    QVERIFY(!shortcuts->holder(QKeySequence()));
    f.window->shortcuts()->set(QStringLiteral("actionSaveAs"), keys("Ctrl+S"));
    QCOMPARE(keysOf(f, "actionSave"), QString());
    QCOMPARE(keysOf(f, "actionSaveAs"), QStringLiteral("Ctrl+S"));
}

void TestCommands::keys_ofCodeEditors()
{
    WindowFixture f;
    Shortcuts *shortcuts = f.window->shortcuts();
    shortcuts->set(QStringLiteral("actionFind"), keys("Ctrl+Alt+F"));
    shortcuts->apply(Shortcuts::Preset::CodeLike);
    QCOMPARE(keysOf(f, "actionFixRemark"), QStringLiteral("Ctrl+."));
    QCOMPARE(keysOf(f, "suggestionsDockToggle"), QStringLiteral("Ctrl+B"));
    QCOMPARE(keysOf(f, "actionFind"), QStringLiteral("Ctrl+F"));
    QMap<QString, QString> owners;
    for (const Shortcuts::Command &command : shortcuts->commands()) {
        const QString text = command.action->shortcut().toString();
        QVERIFY2(text.isEmpty() || !owners.contains(text), qPrintable(text + u' ' + command.title()));
        owners.insert(text, command.title());
    }
    {
        MainWindow second(std::make_unique<ScriptedClient>(), &f.settings, Delays::none());
        QCOMPARE(second.findChild<QAction *>(QStringLiteral("actionFixRemark"))->shortcut(), keys("Ctrl+."));
    }
    shortcuts->apply(Shortcuts::Preset::Prose);
    QVERIFY(f.settings.shortcuts().isEmpty());
}

void TestCommands::json_roundTrip()
{
    WindowFixture f;
    Shortcuts *shortcuts = f.window->shortcuts();
    shortcuts->set(QStringLiteral("actionFind"), keys("Ctrl+Alt+F"));
    shortcuts->set(QStringLiteral("actionReload"), QKeySequence());
    const QByteArray json = shortcuts->toJson();
    shortcuts->resetAll();
    QCOMPARE(keysOf(f, "actionFind"), QStringLiteral("Ctrl+F"));
    QVERIFY(!shortcuts->readJson(json));
    QCOMPARE(keysOf(f, "actionFind"), QStringLiteral("Ctrl+Alt+F"));
    QCOMPARE(keysOf(f, "actionReload"), QString());
    QCOMPARE(shortcuts->toJson(), json);
}

void TestCommands::json_badFilesChangeNothing_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("cut") << QByteArray("{\"version\":1,\"keys\":{");
    QTest::newRow("other version") << QByteArray("{\"version\":2,\"keys\":{}}");
    QTest::newRow("no object") << QByteArray("{\"version\":1,\"keys\":[]}");
    QTest::newRow("unknown command") << QByteArray("{\"version\":1,\"keys\":{\"actionFly\":\"Ctrl+J\"}}");
    QTest::newRow("no key") << QByteArray("{\"version\":1,\"keys\":{\"actionFind\":\"Ctrl+Nothing\"}}");
    QTest::newRow("number") << QByteArray("{\"version\":1,\"keys\":{\"actionFind\":7}}");
    QTest::newRow("huge") << QByteArray((1 << 20) + 1, ' ');
}

void TestCommands::json_badFilesChangeNothing()
{
    QFETCH(const QByteArray, json);
    WindowFixture f;
    Shortcuts *shortcuts = f.window->shortcuts();
    shortcuts->set(QStringLiteral("actionFind"), keys("Ctrl+Alt+F"));
    const auto problem = shortcuts->readJson(json);
    QVERIFY(problem);
    QVERIFY(!problem->isEmpty() && !problem->contains(u'\n'));
    QCOMPARE(keysOf(f, "actionFind"), QStringLiteral("Ctrl+Alt+F"));
}

void TestCommands::editor_saysConflictBeforeSaving()
{
    WindowFixture f;
    f.window->showShortcuts();
    auto *dialog = shown<ShortcutsDialog>(f);
    auto *table = dialog->findChild<QTreeWidget *>();
    const auto items = table->findItems(QStringLiteral("Find…"), Qt::MatchContains);
    QVERIFY(items.isEmpty()); // titles are shown without marks
    table->setCurrentItem(table->findItems(QStringLiteral("Edit › Find"), Qt::MatchExactly).first());
    auto *edit = dialog->findChild<QKeySequenceEdit *>();
    const auto *note = dialog->findChild<QLabel *>(QStringLiteral("shortcutsNote"));
    auto *assign = dialog->findChild<QPushButton *>(QStringLiteral("shortcutsAssign"));
    QCOMPARE(edit->keySequence(), keys("Ctrl+F"));
    QVERIFY(!assign->isEnabled()); // nothing to change
    edit->setKeySequence(keys("Ctrl+S"));
    QVERIFY(note->text().contains(QStringLiteral("Save")));
    QVERIFY(note->property("problem").toBool());
    QCOMPARE(keysOf(f, "actionFind"), QStringLiteral("Ctrl+F")); // not before it is said to
    assign->click();
    QCOMPARE(keysOf(f, "actionFind"), QStringLiteral("Ctrl+S"));
    QCOMPARE(keysOf(f, "actionSave"), QString());
    dialog->findChild<QPushButton *>(QStringLiteral("shortcutsResetAll"))->click();
    QCOMPARE(keysOf(f, "actionSave"), QStringLiteral("Ctrl+S"));

    edit->setKeySequence(keys("Ctrl+Alt+J"));
    assign->click();
    const QString path = f.profile.filePath(QStringLiteral("keys.json"));
    dialog->exportTo(path);
    f.window->shortcuts()->resetAll();
    dialog->importFrom(path);
    QCOMPARE(keysOf(f, "actionFind"), QStringLiteral("Ctrl+Alt+J"));
    dialog->importFrom(f.profile.filePath(QStringLiteral("nothing.json")));
    QVERIFY(note->text().contains(QStringLiteral("nothing.json")));
}

void TestCommands::editor_searches()
{
    WindowFixture f;
    f.window->showShortcuts();
    auto *dialog = shown<ShortcutsDialog>(f);
    auto *table = dialog->findChild<QTreeWidget *>();
    const auto visible = [table] {
        int count = 0;
        for (int i = 0; i < table->topLevelItemCount(); ++i)
            count += table->topLevelItem(i)->isHidden() ? 0 : 1;
        return count;
    };
    const int all = visible();
    dialog->findChild<QLineEdit *>(QStringLiteral("shortcutsSearch"))->setText(QStringLiteral("zoom"));
    QCOMPARE(visible(), 2);
    dialog->findChild<QLineEdit *>(QStringLiteral("shortcutsSearch"))->setText(QStringLiteral("F11"));
    QCOMPARE(visible(), 1);
    dialog->findChild<QLineEdit *>(QStringLiteral("shortcutsSearch"))->clear();
    QCOMPARE(visible(), all);
}

void TestCommands::cheatSheet_showsPresentKeys()
{
    WindowFixture f;
    f.window->shortcuts()->set(QStringLiteral("actionFind"), keys("Ctrl+Alt+F"));
    f.key(Qt::Key_F1, Qt::ControlModifier);
    auto *sheet = shown<CheatSheet>(f);
    QVERIFY(sheet && sheet->isVisible());
    QString all;
    for (const QLabel *label : sheet->findChildren<QLabel *>())
        all += label->text();
    QVERIFY(all.contains(QStringLiteral("Ctrl+Alt+F")));
    QVERIFY(all.contains(QStringLiteral("Alt+L")));
    for (const Shortcuts::Command &command : f.window->shortcuts()->commands()) {
        if (!command.action->shortcut().isEmpty())
            QVERIFY2(all.contains(command.title().toHtmlEscaped()), qPrintable(command.title()));
    }
    f.key(Qt::Key_F1, Qt::ControlModifier); // again: still one
    QCOMPARE(f.window->findChildren<CheatSheet *>().size(), 1);
}

void TestCommands::settings_changeTakesEffectAtOnce()
{
    WindowFixture f;
    f.type(QStringLiteral("text"));
    const auto posts = f.client->posts().size();
    f.window->showSettings();
    auto *dialog = shown<SettingsDialog>(f);
    dialog->findChild<QComboBox *>(QStringLiteral("optionTheme"))
        ->setCurrentIndex(int(ThemeChoice::HighContrast));
    QCOMPARE(QApplication::palette().color(QPalette::Base), highContrastTheme().paper);
    QCOMPARE(f.settings.theme(), ThemeChoice::HighContrast);
    QVERIFY(f.window->findChild<QAction *>(QStringLiteral("actionTheme3"))->isChecked());
    dialog->findChild<QSpinBox *>(QStringLiteral("optionZoom"))->setValue(150);
    QCOMPARE(f.edit->zoom(), 150);
    dialog->findChild<QComboBox *>(QStringLiteral("optionMode"))->setCurrentIndex(int(SuggestionMode::Off));
    QCOMPARE(f.edit->ghost().mode(), SuggestionMode::Off);
    QVERIFY(f.window->findChild<QAction *>(QStringLiteral("actionMode3"))->isChecked());
    QCOMPARE(f.client->posts().size(), posts); // settings recompute nothing
    dialog->resetAll();
    QCOMPARE(f.settings.theme(), ThemeChoice::System);
    QCOMPARE(f.edit->zoom(), 100);
    QCOMPARE(f.edit->ghost().mode(), SuggestionMode::Calm);
}

void TestCommands::settings_searchTooltipsAndReset()
{
    WindowFixture f;
    f.window->showSettings();
    auto *dialog = shown<SettingsDialog>(f);
    const int all = dialog->visibleOptions();
    QVERIFY(all >= 6);
    auto *search = dialog->findChild<QLineEdit *>(QStringLiteral("settingsSearch"));
    search->setText(QStringLiteral("theme"));
    QCOMPARE(dialog->visibleOptions(), 1);
    search->setText(QStringLiteral("no such thing"));
    QCOMPARE(dialog->visibleOptions(), 0);
    QVERIFY(dialog->findChild<QLabel *>(QStringLiteral("settingsNothing"))->isVisible());
    search->clear();
    QCOMPARE(dialog->visibleOptions(), all);
    for (const QWidget *control :
         dialog->findChildren<QWidget *>(QRegularExpression(QStringLiteral("^option[A-Z][A-Za-z]*$")))) {
        if (control->objectName().endsWith(QStringLiteral("Row")) || qobject_cast<const QLabel *>(control) ||
            qobject_cast<const QToolButton *>(control))
            continue;
        QVERIFY2(control->toolTip().contains(QStringLiteral("Standard: ")),
                 qPrintable(control->objectName()));
    }
    auto *reset = dialog->findChild<QToolButton *>(QStringLiteral("optionZoomReset"));
    QVERIFY(!reset->isVisible());
    dialog->findChild<QSpinBox *>(QStringLiteral("optionZoom"))->setValue(130);
    QVERIFY(reset->isVisible());
    reset->click();
    QCOMPARE(f.edit->zoom(), 100);
    QVERIFY(!reset->isVisible());
}

void TestCommands::tabMovesFocus_leavesTheText()
{
    WindowFixture f;
    f.load(QStringLiteral("The "));
    f.caretToEnd();
    f.type(QStringLiteral("s"));
    f.answer({QStringLiteral("ea")});
    QVERIFY(f.edit->ghost().isVisible());
    f.key(Qt::Key_M, Qt::ControlModifier);
    QVERIFY(f.edit->tabChangesFocus());
    QVERIFY(f.settings.tabMovesFocus());
    f.key(Qt::Key_Tab);
    QCOMPARE(f.text(), QStringLiteral("The s"));
    QVERIFY(!f.edit->hasFocus());
    f.edit->setFocus();
    f.key(Qt::Key_M, Qt::ControlModifier);
    f.key(Qt::Key_Tab);
    QCOMPARE(f.text(), QStringLiteral("The s\t"));
}

void TestCommands::fullScreen_toggles()
{
    WindowFixture f;
    QVERIFY(!f.window->isFullScreen());
    f.key(Qt::Key_F11);
    QVERIFY(f.window->isFullScreen());
    f.key(Qt::Key_F11);
    QVERIFY(!f.window->isFullScreen());
}

void TestCommands::zoom_byWheelAndActions()
{
    WindowFixture f;
    const auto turn = [&f](int angle, Qt::KeyboardModifiers modifiers) {
        QWheelEvent wheel(QPointF(50, 50), f.edit->viewport()->mapToGlobal(QPointF(50, 50)), QPoint(),
                          QPoint(0, angle), Qt::NoButton, modifiers, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(f.edit->viewport(), &wheel);
    };
    turn(120, Qt::ControlModifier);
    QCOMPARE(f.edit->zoom(), 110);
    turn(-120, Qt::NoModifier); // scrolls
    QCOMPARE(f.edit->zoom(), 110);
    turn(-120, Qt::ControlModifier);
    turn(-120, Qt::ControlModifier);
    QCOMPARE(f.edit->zoom(), 90);
    QCOMPARE(f.settings.zoom(), 90);
    f.window->findChild<QAction *>(QStringLiteral("actionZoomIn"))->trigger();
    QCOMPARE(f.edit->zoom(), 100);
    for (int i = 0; i < 50; ++i)
        turn(120, Qt::ControlModifier);
    QCOMPARE(f.edit->zoom(), 400);
    f.key(Qt::Key_0, Qt::ControlModifier);
    QCOMPARE(f.edit->zoom(), 100);
    f.key(Qt::Key_Equal, Qt::ControlModifier); // plus without Shift
    QCOMPARE(f.edit->zoom(), 110);
    QCOMPARE(f.text(), QString());
}

void TestCommands::about_saysWhatTheModelIs()
{
    WindowFixture f;
    f.window->setModelSource({QStringLiteral("a folder"), {}, [](const QString &folder) {
                                  return ModelFacts{.name = QStringLiteral("small"),
                                                    .size = QStringLiteral("2 million parameters"),
                                                    .sha256 = QStringLiteral("abc123"),
                                                    .card = QStringLiteral("card of ") + folder};
                              }});
    f.window->findChild<QToolButton *>(QStringLiteral("chipOffline"))->click();
    auto *about = shown<AboutDialog>(f);
    QVERIFY(about);
    QTRY_VERIFY(
        about->findChild<QLabel *>(QStringLiteral("aboutModel"))->text().contains(QStringLiteral("small")));
    QVERIFY(
        about->findChild<QLabel *>(QStringLiteral("aboutHash"))->text().contains(QStringLiteral("abc123")));
    QCOMPARE(about->findChild<QTextBrowser *>(QStringLiteral("aboutCard"))->toPlainText(),
             QStringLiteral("card of a folder"));
    QVERIFY(
        about->findChild<QLabel *>(QStringLiteral("aboutPromise"))->text().contains(QStringLiteral("MIT")));
}

void TestCommands::noModel_offersTheBundledOne()
{
    WindowFixture f;
    f.window->setModelSource({QStringLiteral("chosen"), QStringLiteral("bundled"), {}});
    f.type(QStringLiteral("kept"));
    Snapshot none;
    none.state = ClientState::NoModel;
    none.problem = "chosen/config.json: no such file";
    f.client->send(none);
    QCoreApplication::processEvents();
    QVERIFY(f.window->messages()->textOf(QStringLiteral("model")).contains(QStringLiteral("no such file")));
    f.window->messages()->trigger(QStringLiteral("model"), 1);
    QCOMPARE(f.client->posts().back().kind, Post::Kind::SetModel);
    QCOMPARE(f.client->posts().back().folder, std::string("bundled"));
    QVERIFY(f.settings.modelFolder().isEmpty());
    QCOMPARE(f.text(), QStringLiteral("kept"));
    Snapshot loading;
    loading.state = ClientState::Loading;
    f.client->send(loading);
    QCoreApplication::processEvents();
    auto *progress = f.window->findChild<QWidget *>(QStringLiteral("modelProgress"));
    QVERIFY(progress->isVisible());
    f.answer();
    QVERIFY(!progress->isVisible());
}

QTEST_MAIN(TestCommands)
#include "tst_commands.moc"
