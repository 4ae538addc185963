// SPDX-License-Identifier: MIT
#pragma once
// PanelHeights: the panels of a column stay as high as the writer left them while others open and close.
//
// Qt shares the place of a closed panel among all that are left and, after a new start, squeezes all for one
// that is opened. Here one of them, the elastic one, gives and takes all of it; a panel that comes back has
// the height that it had. Panels in tabs of one place count as one. Threading: user interface. Ownership:
// child of the window, whose docks it looks at. Cost: one resizeDocks() when a panel opens or closes.
#include <QMap>
#include <QObject>
#include <QStringList>
#include <QVariantMap>

class QDockWidget;
class QMainWindow;

namespace deltapad {

class PanelHeights : public QObject
{
    Q_OBJECT

public:
    /// `elastic` gives and takes while it is shown; else the lowest of those that stay.
    PanelHeights(QMainWindow *window, QDockWidget *elastic);

    /// The column is as the event loop has left it: what is new there gets its height, or the heights are the
    /// writer's.
    void settle();
    /// The column is as something else than the writer wants it for a while.
    void passOver();

    /// By name of dock, for the next start.
    QVariantMap heights() const;
    void setHeights(const QVariantMap &heights);

private:
    QMap<QString, QDockWidget *> shown() const;

    QMainWindow *m_window;
    QDockWidget *m_elastic;
    QStringList m_known; ///< shown when it was last settled
    QMap<QString, int> m_heights;
};

} // namespace deltapad
