// SPDX-License-Identifier: MIT
#pragma once
// Theme: the program's own light, dark and high-contrast colours on the Fusion style, its fonts and its icon.
//
// Widgets read their palette; only what a palette has no role for (washes, states) is read from here.
// Threading: user interface. Cost: applying one repolishes every widget.
#include <QColor>
#include <QFont>
#include <QIcon>
#include <QPalette>
#include <QString>

class QApplication;
class QReadWriteLock;

namespace deltapad {

enum class ThemeChoice { System, Light, Dark, HighContrast };

struct Theme
{
    QString name;
    QColor window; ///< behind the panels
    QColor paper;  ///< behind the text
    QColor text;
    QColor quietText; ///< labels and figures of less weight; at least 4.5:1 on window and paper
    QColor ghost;     ///< suggestions in the text; at least 4.5:1 on paper
    QColor markup;    ///< signs of Markdown; at least 4.5:1 on paper, as code
    QColor code;      ///< code in prose
    QColor accent;
    QColor onAccent;
    QColor accentText; ///< accent as text on window, at least 4.5:1
    QColor track;      ///< the empty part of a bar
    QColor border;
    QColor selection;
    QColor hover;
    QColor notice; ///< background of the message bar
    QColor warning;
    QColor error;
    QColor surprise; ///< wash of the least likely words, with alpha
    QColor match;    ///< wash of search matches, with alpha

    QPalette palette() const;
    QString styleSheet() const;
};

const Theme &lightTheme();
const Theme &darkTheme();
/// Black, white and strong colours: at least 7:1 for every text.
const Theme &highContrastTheme();
/// System follows the lightness of the desktop's palette as it was when the program started.
const Theme &themeFor(ThemeChoice choice);
void applyTheme(QApplication &application, const Theme &theme);
/// Held for writing while applyTheme() changes the palette, and for reading by whoever looks at the program's
/// palette on another thread.
QReadWriteLock &paletteLock();

/// Ratio of WCAG 2 for two opaque colours, 1..21.
double contrastRatio(const QColor &first, const QColor &second);

/// For the text: the first pleasant book face that is installed.
QFont proseFont();
/// For source code: the system's face of fixed width, with small letters as high as those of proseFont().
QFont codeFont();
/// For everything else.
QFont interfaceFont();
/// Lines of text with a caret inside one, drawn at every size (resources/icons holds the same for desktops).
QIcon applicationIcon();
QPixmap applicationPixmap(int size);

} // namespace deltapad
