// SPDX-License-Identifier: MIT
#include "ui/editor/notification.h"

#include <QAccessibleWidget>

namespace deltapad {

namespace {

QAccessibleInterface *makeInterface(const QString &, QObject *object)
{
    auto *notification = qobject_cast<Notification *>(object);
    return notification ? new QAccessibleWidget(notification, QAccessible::Notification) : nullptr;
}

} // namespace

Notification::Notification(QWidget *parent) : QFrame(parent)
{
    [[maybe_unused]] static const bool installed = [] {
        QAccessible::installFactory(makeInterface);
        return true;
    }();
}

void Notification::speak(const QString &text)
{
    setAccessibleName(text);
    QAccessibleEvent shown(this, QAccessible::ObjectShow);
    QAccessible::updateAccessibility(&shown);
    Q_EMIT spoken(text);
}

} // namespace deltapad
