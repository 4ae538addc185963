// SPDX-License-Identifier: MIT
#pragma once
// DockTitle: a quiet title line for a panel: its name and a button that hides it.
// Threading: user interface. Ownership: the dock's.
#include <QWidget>

class QDockWidget;

namespace deltapad {

class DockTitle : public QWidget
{
    Q_OBJECT

public:
    explicit DockTitle(QDockWidget *dock);
};

} // namespace deltapad
