// SPDX-License-Identifier: MIT
#include "ui/window/spoken_deletions.h"

#include "ui/editor/line_folds.h"
#include "ui/editor/text_edit.h"
#include "ui/window/document_controller.h"

#include <QAccessible>
#include <QHash>
#include <QPointer>

#include <algorithm>

namespace deltapad {

namespace {

using Controllers = QHash<const QObject *, QPointer<DocumentController>>;
Q_GLOBAL_STATIC(Controllers, controllers)

void pass(QAccessibleEvent *event);

QString textBefore(const DocumentController &controller, int position, qsizetype length)
{
    const DocumentShadow &shadow = controller.shadow();
    const qint64 begin = std::clamp<qint64>(position, 0, shadow.length());
    const qint64 end = std::clamp<qint64>(begin + length, begin, shadow.length());
    return withoutFolds(QString::fromStdU16String(shadow.slice(begin, end)));
}

void handle(QAccessibleEvent *event)
{
    const DocumentController *controller = controllers->value(event->object());
    if (controller && event->type() == QAccessible::TextRemoved) {
        const auto &told = *static_cast<QAccessibleTextRemoveEvent *>(event);
        QAccessibleTextRemoveEvent removed(
            told.object(), told.changePosition(),
            textBefore(*controller, told.changePosition(), told.textRemoved().size()));
        removed.setCursorPosition(told.cursorPosition());
        pass(&removed);
    } else if (controller && event->type() == QAccessible::TextUpdated) {
        const auto &told = *static_cast<QAccessibleTextUpdateEvent *>(event);
        QAccessibleTextUpdateEvent updated(
            told.object(), told.changePosition(),
            textBefore(*controller, told.changePosition(), told.textRemoved().size()), told.textInserted());
        updated.setCursorPosition(told.cursorPosition());
        pass(&updated);
    } else if (event->type() != QAccessible::TableModelChanged) {
        pass(event);
    }
    // Of a changed table Qt has told the table itself before it asked us, and passing the event on would tell
    // it again, as if rows had gone twice. Nobody else listens for it.
}

/// To where it would go without us.
void pass(QAccessibleEvent *event)
{
    QAccessible::installUpdateHandler(nullptr);
    QAccessible::updateAccessibility(event);
    QAccessible::installUpdateHandler(handle);
}

} // namespace

void speakDeletions(TextEdit *edit, DocumentController *controller)
{
    controllers->insert(edit, controller);
    QObject::connect(edit, &QObject::destroyed, [](QObject *gone) {
        if (!controllers.isDestroyed())
            controllers->remove(gone);
    });
    QAccessible::installUpdateHandler(handle);
}

} // namespace deltapad
