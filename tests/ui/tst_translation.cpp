// SPDX-License-Identifier: MIT
// Other languages: the German texts are whole and fit their originals, and a made-up language shows that
// every text goes through tr() and that longer ones are not cut off.
#include "engine/model/model.h"
#include "engine/recording/tour.h"
#include "tests/support/window_fixture.h"
#include "ui/application/translation.h"
#include "ui/demo/tour.h"
#include "ui/editor/find_bar.h"
#include "ui/editor/go_to_bar.h"
#include "ui/panels/class_words.h"
#include "ui/panels/classes_panel.h"
#include "ui/window/settings_dialog.h"
#include "ui/window/shortcuts.h"
#include "ui/window/shortcuts_dialog.h"
#include "ui/window/status_chips.h"

#include <QAbstractButton>
#include <QDockWidget>
#include <QFile>
#include <QLabel>
#include <QMenuBar>
#include <QRegularExpression>
#include <QStatusBar>
#include <QTranslator>
#include <QXmlStreamReader>

using namespace deltapad;

namespace {

struct Entry
{
    QString source;
    QStringList translations;
    bool finished = true;
};

std::vector<Entry> entriesOf(const QString &path)
{
    std::vector<Entry> entries;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return entries;
    QXmlStreamReader xml(&file);
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == u"source") {
            entries.push_back({xml.readElementText(), {}, true});
        } else if (xml.name() == u"translation") {
            entries.back().finished = xml.attributes().value(QStringLiteral("type")).isEmpty();
            QString own;
            while (xml.readNext() != QXmlStreamReader::EndElement || xml.name() != u"translation") {
                if (xml.isStartElement())
                    entries.back().translations.append(xml.readElementText());
                else if (xml.isCharacters())
                    own += xml.text();
            }
            if (entries.back().translations.isEmpty())
                entries.back().translations.append(own);
        }
    }
    return entries;
}

QStringList placesIn(const QString &text)
{
    static const QRegularExpression place(QStringLiteral("%(\\d|n)"));
    QStringList found;
    for (const QRegularExpressionMatch &match : place.globalMatch(text))
        found.append(match.captured());
    found.sort();
    found.removeDuplicates();
    return found;
}

/// Every text between brackets, and half as long again: about what Finnish does to English.
class LongWinded : public QTranslator
{
public:
    QString translate(const char *, const char *source, const char *, int) const override
    {
        const QString text = QString::fromUtf8(source);
        if (text.startsWith(u'<') || text == u"%" || text == u"%1:%2")
            return text;
        QString made = QStringLiteral("⟦") + text + QString(std::max<qsizetype>(1, text.size() / 2), u'~');
        return made + QStringLiteral("⟧");
    }
    bool isEmpty() const override { return false; }
};

QStringList cutTexts(const QWidget &top)
{
    QStringList cut;
    for (const QWidget *widget : top.findChildren<QWidget *>()) {
        if (!widget->isVisible())
            continue;
        const auto *button = qobject_cast<const QAbstractButton *>(widget);
        const auto *label = qobject_cast<const QLabel *>(widget);
        if (!(button && !button->text().isEmpty()) && !(label && !label->text().isEmpty()))
            continue;
        const bool yields = widget->sizePolicy().horizontalPolicy() == QSizePolicy::Ignored;
        const bool tooNarrow =
            !yields && !(label && label->wordWrap()) && widget->width() < widget->minimumSizeHint().width();
        const bool tooLow =
            label && label->wordWrap() && widget->height() < label->heightForWidth(label->width());
        if (tooNarrow || tooLow)
            cut.append(QStringLiteral("%1 “%2”: %3 x %4 of %5 x %6")
                           .arg(widget->objectName(), button ? button->text() : label->text())
                           .arg(widget->width())
                           .arg(widget->height())
                           .arg(widget->sizeHint().width())
                           .arg(widget->sizeHint().height()));
    }
    return cut;
}

} // namespace

class TestTranslation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void german_isWhole();
    void german_isShown();
    void german_namesTheBundledClasses();
    void unknownClassesAreNamedAsTheModelDoes();
    void german_tellsTheTour();
    void german_mnemonicsAreDistinct();
    void choice_isKeptAndNamesItself();
    void longTexts_areNotCutOff();
    void everyMenuText_isTranslated();
    void narrowWindow_dropsChipsInsteadOfCuttingThem();
    void panels_areNeverNarrowerThanTheirFigures();
};

void TestTranslation::german_isWhole()
{
    const std::vector<Entry> entries =
        entriesOf(QStringLiteral(DELTAPAD_SOURCE_DIR "/resources/translations/deltapad_de.ts"));
    QVERIFY(entries.size() > 400);
    for (const Entry &entry : entries) {
        QVERIFY2(entry.finished, qPrintable(entry.source));
        for (const QString &translation : entry.translations) {
            QVERIFY2(!translation.isEmpty(), qPrintable(entry.source));
            QStringList wanted = placesIn(entry.source);
            QStringList found = placesIn(translation);
            wanted.removeAll(QStringLiteral("%n")); // "once" needs no number
            found.removeAll(QStringLiteral("%n"));
            QVERIFY2(found == wanted, qPrintable(entry.source + u'|' + translation));
            QVERIFY2(translation.contains(u'\t') == entry.source.contains(u'\t'), qPrintable(translation));
            QVERIFY2(translation.count(u'&') == entry.source.count(u'&'), qPrintable(translation));
        }
    }
}

void TestTranslation::german_isShown()
{
    installTranslation(*qApp, QStringLiteral("de"));
    {
        WindowFixture f;
        QCOMPARE(f.window->menuBar()->actions().first()->text(), QStringLiteral("&Datei"));
        QCOMPARE(f.window->file()->displayName(), QStringLiteral("Unbenannt"));
        QVERIFY(f.window->file()->open(QStringLiteral("/nowhere/at/all.txt")) == false);
        QVERIFY(
            f.window->messages()->textOf(QStringLiteral("file")).contains(QStringLiteral("gibt es nicht")));
    }
    installTranslation(*qApp, QStringLiteral("en"));
    WindowFixture f;
    QCOMPARE(f.window->menuBar()->actions().first()->text(), QStringLiteral("&File"));
}

void TestTranslation::german_namesTheBundledClasses()
{
    // Everything that the heads say of themselves, read where the program reads it.
    const auto model = Model::load(DELTAPAD_SOURCE_DIR "/resources/models/delta-5m");
    QVERIFY(model.ok());
    QVERIFY(!model.value()->heads.empty());
    LongWinded language;
    QVERIFY(QCoreApplication::installTranslator(&language));
    QStringList plain;
    for (const Head &head : model.value()->heads) {
        QStringList words{classWord(head.name), classDescription(head.description)};
        for (const std::string &label : head.labels)
            words.append(classWord(label));
        for (const QString &word : words) {
            if (!word.contains(u'⟦'))
                plain.append(word);
        }
    }
    QCoreApplication::removeTranslator(&language);
    QVERIFY2(plain.isEmpty(), qPrintable(plain.join(u'\n')));

    installTranslation(*qApp, QStringLiteral("de"));
    ClassesPanel panel(Delays::none());
    Snapshot snapshot;
    snapshot.classes = {{"sentiment", "", {"negative", "positive"}, {0.1F, 0.9F}}};
    panel.feed(snapshot);
    QCOMPARE(panel.findChild<QLabel *>(QStringLiteral("classCaption_sentiment"))->text(),
             QStringLiteral("Stimmung"));
    QCOMPARE(panel.findChild<ClassSection *>()->headline(), QStringLiteral("positiv"));
    QVERIFY(panel.asText().startsWith(QStringLiteral("sentiment\nnegative\t"))); // the model's own words
    installTranslation(*qApp, QStringLiteral("en"));
    QCOMPARE(classWord("for sale"), QStringLiteral("for sale"));
}

void TestTranslation::unknownClassesAreNamedAsTheModelDoes()
{
    installTranslation(*qApp, QStringLiteral("de"));
    QCOMPARE(classWord("Länge"), QStringLiteral("Länge"));
    QCOMPARE(classDescription("Made at home"), QStringLiteral("Made at home"));
    installTranslation(*qApp, QStringLiteral("en"));
}

void TestTranslation::german_tellsTheTour()
{
    installTranslation(*qApp, QStringLiteral("de"));
    QStringList plain;
    for (const TourEdit &edit : tourEdits()) {
        const QString caption = QString::fromStdString(edit.caption);
        if (Tour::tr(edit.caption.c_str()) == caption)
            plain.append(caption);
    }
    installTranslation(*qApp, QStringLiteral("en"));
    QVERIFY2(plain.isEmpty(), qPrintable(plain.join(u'\n')));
}

void TestTranslation::german_mnemonicsAreDistinct()
{
    installTranslation(*qApp, QStringLiteral("de"));
    WindowFixture f;
    const auto check = [](const QList<QAction *> &actions, const QString &where) {
        QMap<QChar, QString> taken;
        for (const QAction *action : actions) {
            static const QRegularExpression mark(QStringLiteral("&(\\w)"));
            const QRegularExpressionMatch match = mark.match(action->text());
            if (!match.hasMatch())
                continue;
            const QChar key = match.captured(1).at(0).toLower();
            QVERIFY2(!taken.contains(key),
                     qPrintable(where + QStringLiteral(": ") + action->text() + u'|' + taken.value(key)));
            taken.insert(key, action->text());
        }
    };
    check(f.window->menuBar()->actions(), QStringLiteral("menu bar"));
    for (const QAction *top : f.window->menuBar()->actions())
        check(top->menu()->actions(), top->text());
    installTranslation(*qApp, QStringLiteral("en"));
}

void TestTranslation::choice_isKeptAndNamesItself()
{
    QCOMPARE(languageCode(0), QString());
    QCOMPARE(languageIndex(QStringLiteral("xx")), 0);
    for (int i = 1; i < int(languageChoices().size()); ++i)
        QCOMPARE(languageIndex(languageCode(i)), i);
    QVERIFY(languageChoices().contains(QStringLiteral("Deutsch")));
    const QTemporaryDir profile;
    Settings(profile.path()).setInterfaceLanguage(QStringLiteral("de"));
    QCOMPARE(Settings(profile.path()).interfaceLanguage(), QStringLiteral("de"));
}

void TestTranslation::longTexts_areNotCutOff()
{
    LongWinded language;
    QVERIFY(QCoreApplication::installTranslator(&language));
    {
        WindowFixture f;
        f.window->resize(1220, 860);
        f.load(QStringLiteral("Some text for the panels."));
        f.answer({QStringLiteral(" and a suggestion")});
        f.window->findBar()->open(FindBar::Show::FindAndReplace);
        f.window->goToBar()->open();
        f.window->messages()->show(
            {QStringLiteral("m"),
             MessageKind::Warning,
             DocumentFile::tr("%1 was not saved: another program has changed it since, and "
                              "saving would replace that."),
             {{DocumentFile::tr("Save anyway"), [] {}},
              {DocumentFile::tr("Save elsewhere…"), [] {}},
              {DocumentFile::tr("Compare"), [] {}}}});
        for (int turn = 0; turn < 3; ++turn) // the status bar fits its chips once it is laid out
            QCoreApplication::processEvents();
        QStringList cut = cutTexts(*f.window);
        f.window->showSettings();
        f.window->showShortcuts();
        f.window->showCheatSheet();
        QCoreApplication::processEvents();
        for (const QWidget *top : QApplication::topLevelWidgets()) {
            if (top->isVisible() && top != f.window.get())
                cut += cutTexts(*top);
        }
        QVERIFY2(cut.isEmpty(), qPrintable(cut.join(u'\n')));
    }
    QCoreApplication::removeTranslator(&language);
}

void TestTranslation::everyMenuText_isTranslated()
{
    LongWinded language;
    QVERIFY(QCoreApplication::installTranslator(&language));
    {
        WindowFixture f;
        QStringList plain;
        // Names of encodings and line ends are the same in every language.
        static const QRegularExpression name(QStringLiteral("^(LF|CRLF|CR)$"));
        for (const QAction *action : f.window->findChildren<QAction *>()) {
            const QString text = action->text();
            if (!text.isEmpty() && !action->objectName().isEmpty() && !text.contains(u'⟦') &&
                !name.match(text).hasMatch() && !action->objectName().startsWith(QStringLiteral("qt_")))
                plain.append(action->objectName() + u'=' + text);
        }
        QVERIFY2(plain.isEmpty(), qPrintable(plain.join(u'\n')));
    }
    QCoreApplication::removeTranslator(&language);
}

void TestTranslation::narrowWindow_dropsChipsInsteadOfCuttingThem()
{
    WindowFixture f;
    f.load(QStringLiteral("a text"));
    f.answer();
    const auto chips = [&] { return f.window->statusBar()->findChildren<QToolButton *>(); };
    const auto shown = [&] {
        int count = 0;
        for (const QToolButton *chip : chips())
            count += chip->isVisible() ? 1 : 0;
        return count;
    };
    f.window->resize(1600, 800);
    QCoreApplication::processEvents();
    const int all = shown();
    int before = all;
    for (const int width : {1200, 900, 700, 560, 420}) {
        f.window->resize(width, 800);
        QCoreApplication::processEvents();
        QCoreApplication::processEvents();
        for (const QToolButton *chip : chips()) {
            if (!chip->isVisible())
                continue;
            QVERIFY2(chip->width() >= chip->sizeHint().width(), qPrintable(chip->text()));
            QVERIFY2(chip->geometry().right() <= f.window->statusBar()->width(), qPrintable(chip->text()));
        }
        QVERIFY(shown() <= before);
        before = shown();
        QVERIFY(f.window->findChild<QToolButton *>(QStringLiteral("chipPosition"))->isVisible());
    }
    QVERIFY(before < all);
    f.window->resize(1600, 800);
    QCoreApplication::processEvents();
    QCoreApplication::processEvents();
    QCOMPARE(shown(), all);
}

void TestTranslation::panels_areNeverNarrowerThanTheirFigures()
{
    WindowFixture f;
    f.window->resize(1220, 860);
    f.load(QStringLiteral("a text"));
    f.answer();
    auto *dock = f.window->findChild<QDockWidget *>(QStringLiteral("savingsDock"));
    f.window->resizeDocks({dock}, {120}, Qt::Horizontal); // as an English session may have kept it
    QCoreApplication::processEvents();
    QCoreApplication::processEvents(); // figures that came with the same events ask for room afterwards
    const QWidget *panel = f.window->findChild<QWidget *>(QStringLiteral("savingsPanel"));
    QVERIFY(panel->parentWidget()->width() >= panel->minimumSizeHint().width());
    QCOMPARE(panel->width(), panel->parentWidget()->width());
}

QTEST_MAIN(TestTranslation)
#include "tst_translation.moc"
