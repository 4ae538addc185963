// SPDX-License-Identifier: MIT
#include "ui/window/dock_title.h"

#include <QDockWidget>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace deltapad {

DockTitle::DockTitle(QDockWidget *dock) : QWidget(dock)
{
    setObjectName(dock->objectName() + QStringLiteral("Title"));
    setAccessibleName(dock->windowTitle());
    auto *label = new QLabel(dock->windowTitle(), this);
    label->setObjectName(dock->objectName() + QStringLiteral("Label"));
    QFont font = label->font();
    font.setWeight(QFont::DemiBold);
    label->setFont(font);
    auto *close = new QToolButton(this);
    close->setObjectName(dock->objectName() + QStringLiteral("Close"));
    close->setText(QStringLiteral("✕"));
    close->setProperty("chip", true);
    close->setAccessibleName(tr("Hide %1").arg(dock->windowTitle()));
    close->setToolTip(close->accessibleName());
    connect(close, &QToolButton::clicked, dock, &QDockWidget::close);
    auto *columns = new QHBoxLayout(this);
    columns->setContentsMargins(14, 6, 6, 2);
    columns->addWidget(label, 1);
    columns->addWidget(close);
}

} // namespace deltapad
