// SPDX-License-Identifier: MIT
#pragma once
// GhostToolbar: what can be done with the suggestion on screen, for the mouse: "‹ 2 of 3 ›", Accept, Word,
// Sentence, and the mode. It comes after the mouse has rested over the suggestion, or by Alt+/, stands above
// or below the text and never on the caret's line, takes no focus, and goes with the suggestion. Threading:
// user interface. Ownership: child of the editor's viewport. Cost: a handful of buttons.
#include "ui/editor/delays.h"

#include <QFrame>
#include <QTimer>

class QLabel;
class QToolButton;

namespace deltapad {

class TextEdit;

class GhostToolbar : public QFrame
{
    Q_OBJECT

public:
    GhostToolbar(TextEdit *edit, const Delays &delays);

    /// Shows it at once if there is a suggestion.
    void open();
    /// Lines of the suggestion on the screen, in the viewport; empty if there is none.
    QRect ghostRect() const;
    /// The menu of the mode button.
    void setModeMenu(QMenu *menu);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    QToolButton *button(const QString &name, const QString &text, const QString &tip);
    void place();
    void refresh();

    TextEdit *m_edit;
    QTimer m_hover;
    QLabel *m_count = nullptr;
    QToolButton *m_back = nullptr;
    QToolButton *m_forth = nullptr;
    QToolButton *m_mode = nullptr;
};

} // namespace deltapad
