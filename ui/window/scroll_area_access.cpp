// SPDX-License-Identifier: MIT
#include "ui/window/scroll_area_access.h"

#include <QAbstractScrollArea>
#include <QAccessibleWidget>

namespace deltapad {

namespace {

/// Its children are what is shown of it: the viewport first, then the scroll bars.
class ScrollAreaInterface : public QAccessibleWidget
{
public:
    explicit ScrollAreaInterface(QAbstractScrollArea *area) : QAccessibleWidget(area, QAccessible::Client) {}

    int childCount() const override { return int(parts().size()); }

    QAccessibleInterface *child(int index) const override
    {
        return QAccessible::queryAccessibleInterface(parts().value(index)); // none for none
    }

    int indexOfChild(const QAccessibleInterface *child) const override
    {
        return child ? int(parts().indexOf(qobject_cast<QWidget *>(child->object()))) : -1;
    }

private:
    QWidgetList parts() const
    {
        QWidgetList parts;
        const auto *area = qobject_cast<const QAbstractScrollArea *>(object());
        if (!area)
            return parts;
        for (QWidget *part : area->findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly)) {
            // A hidden bar keeps a place over the contents, where it would be found by the pointer.
            if (!part->isHidden() && !part->isWindow())
                parts.insert(part == area->viewport() ? 0 : parts.size(), part);
        }
        return parts;
    }
};

/// Asked for the class of the object and then for each class above it, so that views and texts have got their
/// own interface from Qt before the question comes here.
QAccessibleInterface *makeInterface(const QString &className, QObject *object)
{
    if (className != QLatin1String("QScrollArea") && className != QLatin1String("QAbstractScrollArea"))
        return nullptr;
    auto *area = qobject_cast<QAbstractScrollArea *>(object);
    return area ? new ScrollAreaInterface(area) : nullptr;
}

} // namespace

void guardScrollAreas()
{
    QAccessible::installFactory(makeInterface);
}

} // namespace deltapad
