// SPDX-License-Identifier: MIT
#pragma once
// RemarkMenu: what can be done about a remark, as actions of a menu: up to seven replacements, ignore, words
// to learn. Replacements of a misspelt word that are not known yet are asked for and join the open menu.
// Threading: user interface. Ownership: the actions belong to the menu. Cost: one menu.
#include "engine/proofread/remark.h"

#include <QObject>

class QAction;
class QMenu;

namespace deltapad {

class RemarksController;
class TextEdit;

class RemarkMenu : public QObject
{
    Q_OBJECT

public:
    RemarkMenu(TextEdit *edit, RemarksController *remarks, QObject *parent);

    /// Puts the actions for the remark at `position` at the top of the menu; false if there is none.
    bool fill(QMenu *menu, int position);
    /// Opens a menu of them at the caret; false if there is no remark.
    bool openAtCaret();

private:
    void addReplacements(QMenu *menu, QAction *before, const Remark &remark);

    TextEdit *m_edit;
    RemarksController *m_remarks;
};

} // namespace deltapad
