// SPDX-License-Identifier: MIT
#include "ui/window/panel_heights.h"

#include <QDockWidget>
#include <QMainWindow>
#include <QTabBar>

#include <algorithm>
#include <utility>

namespace deltapad {

namespace {

/// One name for all panels in tabs of one place.
QString placeOf(const QMainWindow &window, QDockWidget *dock)
{
    QString name = dock->objectName();
    for (const QDockWidget *beside : window.tabifiedDockWidgets(dock))
        name = std::min(name, beside->objectName());
    return name;
}

/// Of the panel and of the tabs that belong to its place.
int heightOf(const QMainWindow &window, const QDockWidget *dock)
{
    const QRect panel = dock->geometry();
    for (const QTabBar *tabs : window.findChildren<QTabBar *>(QString(), Qt::FindDirectChildrenOnly)) {
        const QRect bar = tabs->geometry();
        const bool touches = bar.top() == panel.bottom() + 1 || bar.bottom() == panel.top() - 1;
        if (tabs->isVisible() && touches && bar.left() <= panel.right() && bar.right() >= panel.left())
            return panel.height() + bar.height();
    }
    return panel.height();
}

} // namespace

PanelHeights::PanelHeights(QMainWindow *window, QDockWidget *elastic)
    : QObject(window), m_window(window), m_elastic(elastic)
{
    setObjectName(QStringLiteral("panelHeights"));
}

QMap<QString, QDockWidget *> PanelHeights::shown() const
{
    QMap<QString, QDockWidget *> shown;
    for (QDockWidget *dock : m_window->findChildren<QDockWidget *>(QString(), Qt::FindDirectChildrenOnly)) {
        const bool behindATab = dock->visibleRegion().isEmpty();
        if (dock->isVisible() && !behindATab && !dock->isFloating() &&
            m_window->dockWidgetArea(dock) == m_window->dockWidgetArea(m_elastic))
            shown.insert(placeOf(*m_window, dock), dock);
    }
    return shown;
}

void PanelHeights::settle()
{
    const QMap<QString, QDockWidget *> docks = shown();
    const QStringList before = std::exchange(m_known, docks.keys());
    const bool changed = !before.isEmpty() && before != m_known;
    if (changed && docks.size() > 1) {
        QString elastic = placeOf(*m_window, m_elastic);
        if (!docks.contains(elastic)) {
            elastic = docks.firstKey();
            for (auto it = docks.begin(); it != docks.end(); ++it) {
                if (before.contains(it.key()) && it.value()->y() > docks[elastic]->y())
                    elastic = it.key();
            }
        }
        int rest = 0;
        for (const QDockWidget *dock : docks)
            rest += heightOf(*m_window, dock);
        QList<QDockWidget *> list;
        QList<int> heights;
        for (auto it = docks.begin(); it != docks.end(); ++it) {
            if (it.key() == elastic)
                continue;
            list.append(it.value());
            heights.append(m_heights.value(it.key(), heightOf(*m_window, it.value())));
            rest -= heights.last();
        }
        list.append(docks[elastic]);
        heights.append(std::max(rest, docks[elastic]->minimumSizeHint().height()));
        m_window->resizeDocks(list, heights, Qt::Vertical);
        return; // it is called again for their new heights
    }
    for (auto it = docks.begin(); it != docks.end(); ++it)
        m_heights[it.key()] = heightOf(*m_window, it.value());
}

void PanelHeights::passOver()
{
    m_known = shown().keys();
}

QVariantMap PanelHeights::heights() const
{
    QVariantMap heights;
    for (auto it = m_heights.begin(); it != m_heights.end(); ++it)
        heights.insert(it.key(), it.value());
    return heights;
}

void PanelHeights::setHeights(const QVariantMap &heights)
{
    for (auto it = heights.begin(); it != heights.end(); ++it) {
        if (const int height = it.value().toInt(); height > 0)
            m_heights[it.key()] = height;
    }
}

} // namespace deltapad
