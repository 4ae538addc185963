// SPDX-License-Identifier: MIT
#include "ui/theme/theme.h"

#include <QApplication>
#include <QFontDatabase>
#include <QFontInfo>
#include <QFontMetricsF>
#include <QPainter>
#include <QPixmap>
#include <QReadWriteLock>
#include <QStyle>
#include <QStyleFactory>

#include <algorithm>
#include <cmath>

namespace deltapad {

namespace {

bool desktopIsDark()
{
    static const bool dark = QGuiApplication::palette().color(QPalette::Window).lightness() < 128;
    return dark;
}

double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &color)
{
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

QFont firstInstalled(const QStringList &families, QFont::StyleHint hint, qreal points)
{
    const QStringList installed = QFontDatabase::families();
    QStringList chain;
    for (const QString &family : families) {
        // A family that several foundries made is listed as "Name [foundry]".
        const bool found = std::any_of(installed.begin(), installed.end(), [&](const QString &name) {
            return name == family || name.startsWith(family + QStringLiteral(" ["));
        });
        // The foundry that is taken for the upright face must give the italic too: their metrics differ.
        if (found)
            chain.append(QFontInfo(QFont(family)).family());
    }
    QFont font;
    if (!chain.isEmpty())
        font.setFamilies(chain);
    font.setStyleHint(hint);
    font.setPointSizeF(points);
    return font;
}

constexpr qreal kProsePoints = 14;
constexpr qreal kProseSmallLetters = 0.475; ///< height of the small letters / size

/// Height of the small letters in points.
qreal smallLetters(const QFont &font)
{
    QFont large = font;
    large.setPixelSize(1000);
    return QFontMetricsF(large).xHeight() / 1000 * font.pointSizeF();
}

/// Faces differ in how large they look at one size: equal heights of the small letters look equal.
void levelSmallLetters(QFont &font, qreal smallest, qreal largest)
{
    font.setPointSizeF(kProsePoints);
    const qreal wanted = kProseSmallLetters * kProsePoints;
    const qreal found = smallLetters(font);
    if (found > 0)
        font.setPointSizeF(std::clamp(std::round(kProsePoints * wanted / found), smallest, largest));
}

} // namespace

const Theme &lightTheme()
{
    static const Theme theme{.name = QStringLiteral("light"),
                             .window = QColor(0xF3, 0xF1, 0xEC),
                             .paper = QColor(0xFD, 0xFC, 0xF9),
                             .text = QColor(0x26, 0x28, 0x2D),
                             .quietText = QColor(0x5D, 0x61, 0x69),
                             .ghost = QColor(0x6E, 0x72, 0x7A),
                             .markup = QColor(0x75, 0x71, 0x6A),
                             .code = QColor(0x7A, 0x45, 0x1D),
                             .accent = QColor(0x2C, 0x7A, 0x7B),
                             .onAccent = QColor(0xFF, 0xFF, 0xFF),
                             .accentText = QColor(0x21, 0x67, 0x69),
                             .track = QColor(0xE3, 0xDF, 0xD6),
                             .border = QColor(0xE0, 0xDC, 0xD3),
                             .selection = QColor(0xBF, 0xE0, 0xDD),
                             .hover = QColor(0xE9, 0xE6, 0xDE),
                             .notice = QColor(0xFB, 0xF0, 0xD9),
                             .warning = QColor(0x8A, 0x53, 0x00),
                             .error = QColor(0xA3, 0x2F, 0x27),
                             .surprise = QColor(0xE0, 0x7A, 0x1F, 0x66),
                             .match = QColor(0xF2, 0xC9, 0x4C, 0x99)};
    return theme;
}

const Theme &darkTheme()
{
    static const Theme theme{.name = QStringLiteral("dark"),
                             .window = QColor(0x1E, 0x20, 0x24),
                             .paper = QColor(0x18, 0x1A, 0x1D),
                             .text = QColor(0xDC, 0xDD, 0xE0),
                             .quietText = QColor(0xA0, 0xA6, 0xAF),
                             .ghost = QColor(0x8B, 0x92, 0x9C),
                             .markup = QColor(0x8C, 0x8F, 0x94),
                             .code = QColor(0xDB, 0xAE, 0x83),
                             .accent = QColor(0x5F, 0xBD, 0xB5),
                             .onAccent = QColor(0x0E, 0x20, 0x20),
                             .accentText = QColor(0x7C, 0xD0, 0xC8),
                             .track = QColor(0x33, 0x37, 0x3D),
                             .border = QColor(0x2D, 0x31, 0x36),
                             .selection = QColor(0x2A, 0x56, 0x55),
                             .hover = QColor(0x2A, 0x2E, 0x33),
                             .notice = QColor(0x3A, 0x33, 0x22),
                             .warning = QColor(0xE5, 0xB5, 0x67),
                             .error = QColor(0xF0, 0x8A, 0x80),
                             .surprise = QColor(0xE8, 0x8F, 0x3A, 0x66),
                             .match = QColor(0xB8, 0x8A, 0x1E, 0x99)};
    return theme;
}

const Theme &highContrastTheme()
{
    static const Theme theme{.name = QStringLiteral("high contrast"),
                             .window = QColor(0x00, 0x00, 0x00),
                             .paper = QColor(0x00, 0x00, 0x00),
                             .text = QColor(0xFF, 0xFF, 0xFF),
                             .quietText = QColor(0xE6, 0xE6, 0xE6),
                             .ghost = QColor(0xB4, 0xB4, 0xB4),
                             .markup = QColor(0xBE, 0xBE, 0xBE),
                             .code = QColor(0xFF, 0xD2, 0xA6),
                             .accent = QColor(0xFF, 0xD6, 0x33),
                             .onAccent = QColor(0x00, 0x00, 0x00),
                             .accentText = QColor(0xFF, 0xE1, 0x66),
                             .track = QColor(0x4D, 0x4D, 0x4D),
                             .border = QColor(0x9A, 0x9A, 0x9A),
                             .selection = QColor(0x00, 0x4A, 0x9F),
                             .hover = QColor(0x2E, 0x2E, 0x2E),
                             .notice = QColor(0x26, 0x20, 0x00),
                             .warning = QColor(0xFF, 0xC2, 0x47),
                             .error = QColor(0xFF, 0x9E, 0x94),
                             .surprise = QColor(0xFF, 0x8A, 0x1F, 0x66),
                             .match = QColor(0x8A, 0x6A, 0x00, 0x99)};
    return theme;
}

const Theme &themeFor(ThemeChoice choice)
{
    if (choice == ThemeChoice::HighContrast)
        return highContrastTheme();
    const bool dark = choice == ThemeChoice::Dark || (choice == ThemeChoice::System && desktopIsDark());
    return dark ? darkTheme() : lightTheme();
}

QPalette Theme::palette() const
{
    QPalette made;
    const auto set = [&made](QPalette::ColorRole role, const QColor &color) { made.setColor(role, color); };
    set(QPalette::Window, window);
    set(QPalette::WindowText, text);
    set(QPalette::Base, paper);
    set(QPalette::AlternateBase, window);
    set(QPalette::Text, text);
    set(QPalette::PlaceholderText, ghost);
    set(QPalette::Button, window);
    set(QPalette::ButtonText, text);
    set(QPalette::BrightText, error);
    set(QPalette::ToolTipBase, paper);
    set(QPalette::ToolTipText, text);
    set(QPalette::Highlight, selection);
    set(QPalette::HighlightedText, text);
    set(QPalette::Link, accentText);
    set(QPalette::LinkVisited, accentText);
    set(QPalette::Light, paper);
    set(QPalette::Midlight, track);
    set(QPalette::Mid, border);
    set(QPalette::Dark, quietText);
    set(QPalette::Shadow, border);
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        made.setColor(QPalette::Disabled, role, ghost);
    return made;
}

QString Theme::styleSheet() const
{
    QString sheet = QStringLiteral(R"(
QMainWindow::separator { background: $border; width: 1px; height: 1px; }
QMenuBar { background: $window; padding: 2px 6px; }
QMenuBar::item { padding: 5px 9px; border-radius: 4px; background: transparent; }
QMenuBar::item:selected { background: $hover; }
QMenu { background: $paper; border: 1px solid $border; padding: 5px; }
QMenu::item { padding: 5px 26px 5px 24px; border-radius: 4px; }
QMenu::item:selected { background: $selection; color: $text; }
QMenu::item:disabled { color: $ghost; }
QMenu::separator { height: 1px; background: $border; margin: 5px 8px; }
QDockWidget { font-weight: 600; color: $quiet; }
QDockWidget::title { background: $window; padding: 9px 12px 5px 14px; text-align: left; }
QDockWidget::close-button, QDockWidget::float-button { border: none; background: transparent; }
QScrollArea, QScrollArea > QWidget > QWidget { background: $window; border: none; }
QPlainTextEdit { background: $paper; color: $text; border: none; selection-background-color: $selection;
    selection-color: $text; }
QScrollBar:vertical { background: transparent; width: 11px; margin: 0; }
QScrollBar::handle:vertical { background: $track; min-height: 34px; border-radius: 4px; margin: 2px 2px 2px 1px; }
QScrollBar::handle:vertical:hover { background: $ghost; }
QScrollBar:horizontal { background: transparent; height: 11px; margin: 0; }
QScrollBar::handle:horizontal { background: $track; min-width: 34px; border-radius: 4px; margin: 1px 2px 2px 2px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QStatusBar { background: $window; border-top: 1px solid $border; }
QStatusBar::item { border: none; }
QToolButton { border: none; border-radius: 5px; padding: 4px 8px; color: $text; background: transparent; }
QToolButton:hover { background: $hover; }
QToolButton:checked { background: $selection; }
QToolButton:focus { background: $hover; }
QToolButton[chip="true"] { color: $quiet; padding: 3px 8px; }
QToolButton::menu-indicator { image: none; width: 0; }
QToolButton[chip="true"][outlined="true"] { color: $text; border: 1px solid $border; padding: 2px 8px; }
QToolButton[chip="true"][outlined="true"]:hover { border-color: $quiet; }
QToolButton[chip="true"][outlined="true"]:focus { border-color: $accent; }
QToolButton[chip="true"][lively="true"] { color: $accentText; font-weight: 600; }
QToolButton[chip="true"][trouble="true"] { color: $warning; font-weight: 600; }
QLineEdit { background: $paper; border: 1px solid $border; border-radius: 5px; padding: 4px 8px;
    selection-background-color: $selection; selection-color: $text; }
QLineEdit:focus { border-color: $accent; }
QPushButton { background: $paper; border: 1px solid $border; border-radius: 5px; padding: 5px 12px; color: $text; }
QPushButton:hover { background: $hover; }
QPushButton:focus { border-color: $accent; }
QPushButton:disabled { color: $ghost; }
QKeySequenceEdit > QLineEdit { background: $paper; border: 1px solid $border; border-radius: 5px; padding: 4px 8px;
    color: $text; }
QTabBar::tab { background: transparent; color: $quiet; border: none; border-top: 2px solid transparent;
    padding: 6px 14px; }
QTabBar::tab:selected { color: $text; border-top: 2px solid $accent; }
QTabBar::tab:hover { background: $hover; }
QComboBox QAbstractItemView { background: $paper; border: 1px solid $border; selection-background-color: $selection;
    selection-color: $text; }
QTreeWidget { background: $paper; border: 1px solid $border; border-radius: 5px; outline: none; }
QTreeWidget::item { background: transparent; border: none; padding: 4px 6px; }
QTreeWidget::item:selected { background: $selection; color: $text; padding: 4px 6px; }
QHeaderView::section { background: $window; color: $quiet; border: none; border-bottom: 1px solid $border;
    padding: 5px 8px; }
QProgressBar { background: $track; border: none; border-radius: 2px; }
QProgressBar::chunk { background: $accent; border-radius: 2px; }
QDialog QPlainTextEdit, QDialog QTextBrowser { background: $paper; border: 1px solid $border; border-radius: 5px; padding: 4px; }
QLabel[heading="true"] { color: $accentText; font-weight: 600; }
QLabel[quiet="true"] { color: $quiet; }
QLabel[problem="true"] { color: $error; }
#findBar, #goToBar { background: $window; border-top: 1px solid $border; }
#messageBar QFrame[message="true"] { background: $notice; border-bottom: 1px solid $border;
    border-left: 4px solid $warning; }
#messageBar QFrame[problem="true"] { border-left: 4px solid $error; }
QToolTip { background: $paper; color: $text; border: 1px solid $border; padding: 4px; }
)");
    const std::pair<QLatin1String, QColor> values[] = {{QLatin1String("$accentText"), accentText},
                                                       {QLatin1String("$accent"), accent},
                                                       {QLatin1String("$border"), border},
                                                       {QLatin1String("$error"), error},
                                                       {QLatin1String("$ghost"), ghost},
                                                       {QLatin1String("$hover"), hover},
                                                       {QLatin1String("$notice"), notice},
                                                       {QLatin1String("$paper"), paper},
                                                       {QLatin1String("$quiet"), quietText},
                                                       {QLatin1String("$selection"), selection},
                                                       {QLatin1String("$text"), text},
                                                       {QLatin1String("$track"), track},
                                                       {QLatin1String("$warning"), warning},
                                                       {QLatin1String("$window"), window}};
    for (const auto &[variable, color] : values)
        sheet.replace(variable, color.name());
    return sheet;
}

QReadWriteLock &paletteLock()
{
    static QReadWriteLock lock;
    return lock;
}

void applyTheme(QApplication &application, const Theme &theme)
{
    const QWriteLocker changing(&paletteLock());
    desktopIsDark(); // before the palette is ours
    if (application.style()->name() != QLatin1String("fusion"))
        QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    QApplication::setPalette(theme.palette());
    // Fusion frames these in a darker shade of the window, which nobody sees on black.
    QPalette framed = theme.palette();
    framed.setColor(QPalette::Window, theme.border.lighter(140));
    for (const char *name : {"QComboBox", "QAbstractSpinBox"})
        QApplication::setPalette(framed, name);
    framed.setColor(QPalette::Window, theme.quietText.lighter(140));
    QApplication::setPalette(framed, "QCheckBox"); // nothing but its frame says that it is one
    QApplication::setFont(interfaceFont());
    application.setStyleSheet(theme.styleSheet());
}

double contrastRatio(const QColor &first, const QColor &second)
{
    const double a = luminance(first);
    const double b = luminance(second);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

QFont proseFont()
{
    QFont font = firstInstalled(
        {QStringLiteral("Source Serif 4"), QStringLiteral("Source Serif Pro"), QStringLiteral("Literata"),
         QStringLiteral("Vollkorn"), QStringLiteral("Charter"), QStringLiteral("Noto Serif"),
         QStringLiteral("Georgia"), QStringLiteral("P052"), QStringLiteral("Palatino"),
         QStringLiteral("Liberation Serif"), QStringLiteral("DejaVu Serif")},
        QFont::Serif, kProsePoints);
    levelSmallLetters(font, kProsePoints - 1, kProsePoints + 3);
    return font;
}

QFont codeFont()
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    levelSmallLetters(font, kProsePoints - 4, kProsePoints);
    return font;
}

QFont interfaceFont()
{
    return firstInstalled({QStringLiteral("Inter"), QStringLiteral("Noto Sans"), QStringLiteral("Cantarell"),
                           QStringLiteral("Ubuntu"), QStringLiteral("Open Sans"),
                           QStringLiteral("Liberation Sans"), QStringLiteral("DejaVu Sans")},
                          QFont::SansSerif, 9);
}

QPixmap applicationPixmap(int size)
{
    QPixmap pixmap(size, size);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.scale(size / 64.0, size / 64.0);
    painter.setPen(Qt::NoPen);
    painter.setBrush(lightTheme().accent);
    painter.drawRoundedRect(QRectF(2, 2, 60, 60), 14, 14);
    const auto stroke = [&painter](const QColor &color, qreal x1, qreal y1, qreal x2, qreal y2) {
        painter.setPen(QPen(color, 5, Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(QPointF(x1, y1), QPointF(x2, y2));
    };
    stroke(Qt::white, 15, 18, 49, 18);
    stroke(Qt::white, 15, 32, 24, 32);
    stroke(Qt::white, 15, 46, 40, 46);
    stroke(QColor(255, 255, 255, 140), 42, 32, 49, 32);
    stroke(QColor(0xF6, 0xD3, 0x7A), 33, 24, 33, 40);
    return pixmap;
}

QIcon applicationIcon()
{
    QIcon icon;
    for (const int size : {16, 24, 32, 48, 64, 128, 256})
        icon.addPixmap(applicationPixmap(size));
    return icon;
}

} // namespace deltapad
