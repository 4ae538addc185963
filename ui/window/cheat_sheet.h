// SPDX-License-Identifier: MIT
#pragma once
// CheatSheet: all keys on one page, grouped by menu, as they are set now; Escape closes it.
// Threading: user interface. Ownership: child of its window; reads the registry once, when it is made.
#include <QDialog>

namespace deltapad {

class Shortcuts;

class CheatSheet : public QDialog
{
    Q_OBJECT

public:
    CheatSheet(const Shortcuts &shortcuts, QWidget *parent);
};

} // namespace deltapad
