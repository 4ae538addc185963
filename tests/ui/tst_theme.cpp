// SPDX-License-Identifier: MIT
// Every theme can be read: contrast by WCAG 2.
#include "ui/theme/theme.h"

#include <QApplication>
#include <QTest>

using namespace deltapad;

class TestTheme : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void contrast_ofKnownColors();
    void contrast_isEnough_data();
    void contrast_isEnough();
    void apply_setsPaletteAndSheet();
    void fonts_exist();
};

void TestTheme::contrast_ofKnownColors()
{
    QVERIFY(qAbs(contrastRatio(Qt::white, Qt::black) - 21) < 0.01);
    QVERIFY(qAbs(contrastRatio(QColor(0x77, 0x77, 0x77), Qt::white) - 4.48) < 0.01);
}

void TestTheme::contrast_isEnough_data()
{
    QTest::addColumn<QColor>("front");
    QTest::addColumn<QColor>("back");
    for (const Theme *theme : {&lightTheme(), &darkTheme(), &highContrastTheme()}) {
        const auto row = [theme](const char *name, const QColor &front, const QColor &back) {
            QTest::newRow(qPrintable(theme->name + u' ' + QLatin1String(name))) << front << back;
        };
        row("text on paper", theme->text, theme->paper);
        row("text on window", theme->text, theme->window);
        row("text on selection", theme->text, theme->selection);
        row("ghost on paper", theme->ghost, theme->paper);
        row("quiet on window", theme->quietText, theme->window);
        row("quiet on paper", theme->quietText, theme->paper);
        row("accent text on window", theme->accentText, theme->window);
        row("markup on paper", theme->markup, theme->paper);
        row("code on paper", theme->code, theme->paper);
        row("warning on window", theme->warning, theme->window);
        row("error on window", theme->error, theme->window);
        row("text on notice", theme->text, theme->notice);
        const auto washed = [theme](const QColor &wash) {
            const double a = wash.alphaF();
            const auto mix = [a](float over, float under) { return float(a * over + (1 - a) * under); };
            return QColor::fromRgbF(mix(wash.redF(), theme->paper.redF()),
                                    mix(wash.greenF(), theme->paper.greenF()),
                                    mix(wash.blueF(), theme->paper.blueF()));
        };
        row("text on hover", theme->text, theme->hover);
        row("accent text on paper", theme->accentText, theme->paper);
        row("warning on notice", theme->warning, theme->notice);
        row("text on surprise", theme->text, washed(theme->surprise));
        row("text on match", theme->text, washed(theme->match));
    }
}

void TestTheme::contrast_isEnough()
{
    QFETCH(const QColor, front);
    QFETCH(const QColor, back);
    const double ratio = contrastRatio(front, back);
    const bool high = QByteArray(QTest::currentDataTag()).startsWith("high contrast");
    QVERIFY2(ratio >= (high ? 7 : 4.5), qPrintable(QString::number(ratio)));
}

void TestTheme::apply_setsPaletteAndSheet()
{
    for (const Theme *theme : {&lightTheme(), &darkTheme(), &highContrastTheme()}) {
        applyTheme(*qApp, *theme);
        QCOMPARE(QApplication::palette().color(QPalette::Base), theme->paper);
        QVERIFY(qApp->styleSheet().contains(theme->paper.name()));
        QVERIFY(!qApp->styleSheet().contains(u'$'));
    }
    QCOMPARE(themeFor(ThemeChoice::Dark).name, darkTheme().name);
    QCOMPARE(themeFor(ThemeChoice::Light).name, lightTheme().name);
    QCOMPARE(themeFor(ThemeChoice::HighContrast).name, highContrastTheme().name);
}

void TestTheme::fonts_exist()
{
    QVERIFY(proseFont().pointSizeF() > interfaceFont().pointSizeF());
    QVERIFY(!applicationPixmap(32).isNull());
}

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
