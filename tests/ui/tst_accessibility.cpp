// SPDX-License-Identifier: MIT
// What a screen reader gets: names and descriptions of every control, the order of Tab, spoken suggestions,
// the view of F4; that ghost and text keep their contrast as painted.
#include "tests/support/window_fixture.h"
#include "ui/editor/find_bar.h"
#include "ui/editor/go_to_bar.h"
#include "ui/editor/notification.h"
#include "ui/panels/figures.h"
#include "ui/window/about_dialog.h"
#include "ui/window/cheat_sheet.h"
#include "ui/window/settings_dialog.h"
#include "ui/window/shortcuts_dialog.h"
#include "ui/window/status_chips.h"
#include "ui/window/suggestion_view.h"

#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QAccessible>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTextBrowser>
#include <QTreeWidget>

#include <algorithm>

using namespace deltapad;

namespace {

QStringList spoken;

void hear(QAccessibleEvent *event)
{
    QAccessibleInterface *interface = event->accessibleInterface();
    if (event->type() == QAccessible::ObjectShow && interface &&
        interface->role() == QAccessible::Notification)
        spoken.append(interface->text(QAccessible::Name));
}

/// From now on, if the platform takes such events at all.
bool hearing()
{
    spoken.clear();
    QAccessible::setActive(true);
    if (QAccessible::isActive())
        QAccessible::installUpdateHandler(hear);
    return QAccessible::isActive();
}

bool isControl(const QWidget *widget)
{
    return qobject_cast<const QAbstractButton *>(widget) || qobject_cast<const QLineEdit *>(widget) ||
           qobject_cast<const QComboBox *>(widget) || qobject_cast<const QAbstractSpinBox *>(widget) ||
           qobject_cast<const QPlainTextEdit *>(widget) || qobject_cast<const QTextBrowser *>(widget) ||
           qobject_cast<const QTreeWidget *>(widget);
}

/// Parts that Qt makes inside its own widgets are Qt's to name.
bool isInsideQtWidget(const QWidget *widget)
{
    const QWidget *parent = widget->parentWidget();
    return widget->objectName().startsWith(QStringLiteral("qt_")) ||
           qobject_cast<const QComboBox *>(parent) || qobject_cast<const QAbstractSpinBox *>(parent) ||
           qobject_cast<const QLineEdit *>(parent) || (parent && parent->inherits("QKeySequenceEdit")) ||
           (parent && parent->inherits("QComboBoxPrivateContainer")) ||
           (parent && (parent->inherits("QDockWidget") || parent->inherits("QTabBar"))) ||
           (parent && parent->inherits("QMenuBar"));
}

/// What is missing, all of it.
void checkNames(const QWidget *top)
{
    QStringList missing;
    int controls = 0;
    for (const QWidget *widget : top->findChildren<QWidget *>()) {
        if (!isControl(widget) || isInsideQtWidget(widget))
            continue;
        ++controls;
        const QString who = widget->objectName().isEmpty()
                                ? QString::fromLatin1(widget->metaObject()->className())
                                : widget->objectName();
        QAccessibleInterface *interface =
            QAccessible::queryAccessibleInterface(const_cast<QWidget *>(widget));
        if (widget->objectName().isEmpty() || !interface)
            missing.append(QStringLiteral("object name of ") + who);
        if (!interface || interface->text(QAccessible::Name).isEmpty())
            missing.append(QStringLiteral("name of ") + who);
        if (!interface ||
            (interface->text(QAccessible::Description).isEmpty() && widget->toolTip().isEmpty()))
            missing.append(QStringLiteral("description of ") + who);
    }
    QVERIFY2(missing.isEmpty(), qPrintable(missing.join(QStringLiteral(", "))));
    QVERIFY(controls > 0 || qobject_cast<const CheatSheet *>(top));
}

/// The window's five dialogs, all at once.
void showDialogs(MainWindow &window)
{
    window.showShortcuts();
    window.showSettings();
    window.showCheatSheet();
    window.showAbout();
    window.showSuggestionView();
}

} // namespace

class TestAccessibility : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void controls_haveNamesAndDescriptions();
    void dialogs_haveNamesAndDescriptions();
    void tabOrder_reachesEveryChip();
    void suggestion_isSpokenOnce();
    void messages_areSpokenWhenTheyAppear();
    void messages_areSpokenWhenAReaderComes();
    void settings_controlsHaveTheirLabels();
    void settings_searchWithoutResult_isSpoken();
    void suggestionView_readsAll();
    void suggestionView_withoutSuggestion_saysSo();
    void children_pastTheEnd_areNone();
    void scrollArea_childrenComeAndGoWithItsBars();
    void ghost_isPaintedWithContrast_data();
    void ghost_isPaintedWithContrast();
};

void TestAccessibility::controls_haveNamesAndDescriptions()
{
    WindowFixture f;
    f.type(QStringLiteral("a"));
    f.answer({QStringLiteral("b"), QStringLiteral("c")});
    f.window->findBar()->open(FindBar::Show::FindAndReplace);
    f.window->goToBar()->open();
    f.window->messages()->show({QStringLiteral("test"),
                                MessageKind::Error,
                                QStringLiteral("text"),
                                {{QStringLiteral("Do it"), [] {}}}});
    checkNames(f.window.get());
    QCOMPARE(f.window->menuBar()->objectName(), QStringLiteral("menuBar"));
}

void TestAccessibility::dialogs_haveNamesAndDescriptions()
{
    WindowFixture f;
    showDialogs(*f.window);
    const auto dialogs = f.window->findChildren<QDialog *>(QString(), Qt::FindDirectChildrenOnly);
    QCOMPARE(dialogs.size(), 5);
    for (const QDialog *dialog : dialogs) {
        QVERIFY(!dialog->accessibleName().isEmpty());
        QVERIFY(!dialog->windowTitle().isEmpty());
        QVERIFY(!dialog->isModal()); // nothing stops the writer
        checkNames(dialog);
        if (QTest::currentTestFailed())
            return;
    }
}

void TestAccessibility::tabOrder_reachesEveryChip()
{
    WindowFixture f;
    f.load(QStringLiteral("text"));
    f.answer({QStringLiteral("b")});
    f.window->setTabKey(MainWindow::TabKey::MovesFocus);
    QSet<const QWidget *> reached;
    const QWidget *focused = f.edit;
    for (int i = 0; i < 200 && !reached.contains(focused); ++i) {
        reached.insert(focused);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        focused = QApplication::focusWidget();
        QVERIFY(focused);
    }
    QCOMPARE(focused, f.edit); // round once
    for (const char *name : {"chipPosition", "chipWords", "chipEncoding", "chipLineEnd", "chipOffline",
                             "chipEngine", "suggestion1"}) {
        const auto *widget = f.window->findChild<QWidget *>(QLatin1String(name));
        QVERIFY2(reached.contains(widget), name);
    }
}

void TestAccessibility::suggestion_isSpokenOnce()
{
    WindowFixture f;
    spoken.clear();
    QAccessible::setActive(true);
    QAccessible::installUpdateHandler(hear);
    f.type(QStringLiteral("The s"));
    f.answer({QStringLiteral("ea")});
    QTRY_VERIFY(!f.window->status()->hint().isEmpty());
    QAccessible::installUpdateHandler(nullptr);
    QVERIFY(f.window->findChild<QLabel *>(QStringLiteral("hint"))->accessibleName().contains(u"sea"));
    if (!QAccessible::isActive())
        QSKIP("The platform plugin takes no accessibility events without an assistive technology");
    QCOMPARE(spoken.size(), 1);
    QVERIFY(spoken.first().contains(QStringLiteral("sea")));
    QVERIFY(spoken.first().contains(QStringLiteral("Tab")));
    QCOMPARE(Delays().announcement.count(), 700); // the stillness it waits for outside tests
    f.key(Qt::Key_Escape);
    QVERIFY(f.window->status()->hint().isEmpty());
}

void TestAccessibility::messages_areSpokenWhenTheyAppear()
{
    WindowFixture f;
    const bool heard = hearing(); // most platforms of tests take no events
    const QString id = QStringLiteral("test");
    const auto row = [&] {
        QWidget *shown = f.window->findChild<Notification *>(QStringLiteral("message_test"));
        return QAccessible::queryAccessibleInterface(shown);
    };
    f.window->messages()->show({id, MessageKind::Error, QStringLiteral("The disk is full"), {}});
    // What screen readers speak is something of this role that appears.
    QCOMPARE(row()->role(), QAccessible::Notification);
    QCOMPARE(row()->text(QAccessible::Name), QStringLiteral("Problem: The disk is full"));
    QVERIFY(!row()->state().invisible);
    f.window->messages()->setText(id, QStringLiteral("The disk is 2 % full")); // progress interrupts nobody
    QCOMPARE(row()->text(QAccessible::Name), QStringLiteral("Problem: The disk is 2 % full"));
    f.window->messages()->dismiss(id);
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    // One that is there before the window is seen appears with it.
    f.window->hide();
    f.window->messages()->show({id, MessageKind::Notice, QStringLiteral("No model"), {}});
    QVERIFY(row()->state().invisible);
    f.window->show();
    QVERIFY(!row()->state().invisible);
    QAccessible::installUpdateHandler(nullptr);
    if (heard)
        QCOMPARE(spoken,
                 QStringList({QStringLiteral("Problem: The disk is full"), QStringLiteral("No model")}));
}

void TestAccessibility::messages_areSpokenWhenAReaderComes()
{
    WindowFixture f;
    f.window->messages()->show(
        {QStringLiteral("test"), MessageKind::Error, QStringLiteral("The disk is full"), {}});
    const auto *row = f.window->findChild<Notification *>(QStringLiteral("message_test"));
    const QSignalSpy spokenAgain(row, &Notification::spoken);
    QAccessible::setActive(true);
    QCoreApplication::processEvents();
    QCOMPARE(spokenAgain.count(), 1);
    QCOMPARE(spokenAgain.first().first().toString(), QStringLiteral("Problem: The disk is full"));
    f.window->hide(); // it will be spoken when the window shows it
    QAccessible::setActive(true);
    QCoreApplication::processEvents();
    QCOMPARE(spokenAgain.count(), 1);
}

void TestAccessibility::settings_controlsHaveTheirLabels()
{
    WindowFixture f;
    f.window->showSettings();
    const auto *dialog = f.window->findChild<SettingsDialog *>();
    QStringList missing;
    int controls = 0;
    for (QWidget *widget : dialog->findChildren<QWidget *>()) {
        const auto *label = dialog->findChild<QLabel *>(widget->objectName() + QStringLiteral("Title"));
        if (!label)
            continue;
        ++controls;
        const auto relations = QAccessible::queryAccessibleInterface(widget)->relations(QAccessible::Label);
        const bool labelled = std::any_of(relations.begin(), relations.end(), [&](const auto &relation) {
            return relation.first->object() == label;
        });
        if (!labelled || widget->accessibleName() != label->text())
            missing.append(widget->objectName());
    }
    QCOMPARE(missing, QStringList());
    QCOMPARE(controls, dialog->visibleOptions());
}

void TestAccessibility::settings_searchWithoutResult_isSpoken()
{
    WindowFixture f;
    f.window->showSettings();
    const auto *heard = f.window->findChild<Notification *>(QStringLiteral("spokenNothing"));
    auto *search = f.window->findChild<QLineEdit *>(QStringLiteral("settingsSearch"));
    search->setText(QStringLiteral("theme"));
    QCOMPARE(heard->accessibleName(), QString());
    search->setText(QStringLiteral("themeless"));
    QCOMPARE(heard->accessibleName(), QStringLiteral("No setting speaks of that."));
}

void TestAccessibility::suggestionView_readsAll()
{
    WindowFixture f;
    f.type(QStringLiteral("The s"));
    f.answer({QStringLiteral("ea is"), QStringLiteral("ky")});
    QVERIFY(f.edit->ghost().isVisible());
    const QString before = f.text();
    f.key(Qt::Key_F4);
    auto *view = f.window->findChild<SuggestionView *>();
    QVERIFY(view && view->isVisible());
    QVERIFY(view->text().contains(QStringLiteral("In the text: sea is")));
    const QString confidence = writePercent(ScriptedClient::kConfidence * 0.25);
    QVERIFY2(view->text().contains(QStringLiteral("2. sky (%1)").arg(confidence)), qPrintable(view->text()));
    auto *text = view->findChild<QPlainTextEdit *>();
    QVERIFY(text->isReadOnly());
    QVERIFY(text->textInteractionFlags() & Qt::TextSelectableByKeyboard);
    QTest::keyClick(view, Qt::Key_Escape);
    QVERIFY(!view->isVisible());
    QCOMPARE(f.text(), before);
}

void TestAccessibility::suggestionView_withoutSuggestion_saysSo()
{
    WindowFixture f;
    f.window->showSuggestionView();
    QVERIFY(f.window->findChild<SuggestionView *>()->text().contains(QStringLiteral("no suggestion")));
}

void TestAccessibility::children_pastTheEnd_areNone()
{
    // A reader asks for as many children as there were; some may have gone since.
    WindowFixture f;
    showDialogs(*f.window);
    QStringList wrong;
    int scrolled = 0;
    for (QWidget *widget : f.window->findChildren<QWidget *>()) {
        QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(widget);
        QVERIFY(interface);
        const int count = interface->childCount();
        for (const int index : {count, count + 1, count + 2, count + 100'000}) {
            const QAccessibleInterface *child = interface->child(index);
            if (child && !qobject_cast<QMenu *>(child->object())) // Qt does not count a button's menu
                wrong.append(QString::fromLatin1(widget->metaObject()->className()) + widget->objectName());
        }
        scrolled += qobject_cast<QScrollArea *>(widget) ? 1 : 0;
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QStringLiteral(", "))));
    QVERIFY(scrolled >= 3); // a panel's, the settings', the cheat sheet's
}

void TestAccessibility::scrollArea_childrenComeAndGoWithItsBars()
{
    WindowFixture f;
    f.window->showCheatSheet();
    auto *area = f.window->findChild<CheatSheet *>()->findChild<QScrollArea *>();
    QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(area);
    QCOMPARE(interface->role(), QAccessible::Client);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    QCOMPARE(interface->childCount(), 2);
    QCOMPARE(interface->child(0)->object(), area->viewport());
    QCOMPARE(interface->child(1)->object(), area->verticalScrollBar()->parent());
    QCOMPARE(interface->indexOfChild(interface->child(1)), 1);
    QCOMPARE(interface->child(1)->parent(), interface);
    area->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    QVERIFY(!interface->child(1));
    QCOMPARE(interface->childCount(), 1);
    const QPoint corner = area->viewport()->mapToGlobal(QPoint(1, 1));
    QCOMPARE(interface->childAt(corner.x(), corner.y())->object(), area->viewport());
    // Views of rows and texts keep what Qt has for them.
    QWidget *remarks = f.window->findChild<QTreeWidget *>(QStringLiteral("remarksRows"));
    QCOMPARE(QAccessible::queryAccessibleInterface(remarks)->role(), QAccessible::Tree);
    QCOMPARE(QAccessible::queryAccessibleInterface(f.edit)->role(), QAccessible::EditableText);
}

void TestAccessibility::ghost_isPaintedWithContrast_data()
{
    QTest::addColumn<int>("choice");
    QTest::newRow("light") << int(ThemeChoice::Light);
    QTest::newRow("dark") << int(ThemeChoice::Dark);
    QTest::newRow("high contrast") << int(ThemeChoice::HighContrast);
}

void TestAccessibility::ghost_isPaintedWithContrast()
{
    QFETCH(const int, choice);
    WindowFixture f;
    f.window->setThemeChoice(ThemeChoice(choice));
    const Theme &theme = themeFor(ThemeChoice(choice));
    f.edit->setZoom(400); // strokes wide enough to reach their full colour
    f.type(QStringLiteral("I"));
    const QImage without = f.edit->viewport()->grab().toImage();
    f.answer({QStringLiteral("MMMM")});
    QVERIFY(f.edit->ghost().isVisible());
    const QImage with = f.edit->viewport()->grab().toImage();
    // The ghost's own pixels: those that changed. Its strongest one must stand out from the paper as painted.
    double best = 1;
    for (int y = 0; y < with.height(); ++y) {
        for (int x = 0; x < with.width(); ++x) {
            if (with.pixel(x, y) != without.pixel(x, y))
                best = std::max(best, contrastRatio(with.pixelColor(x, y), theme.paper));
        }
    }
    QVERIFY2(best >= 4.5, qPrintable(QString::number(best)));
    QVERIFY2(best < contrastRatio(theme.text, theme.paper), "a ghost must not look like text");
}

QTEST_MAIN(TestAccessibility)
#include "tst_accessibility.moc"
