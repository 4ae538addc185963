// SPDX-License-Identifier: MIT
#include "ui/window/message_bar.h"

#include "ui/editor/notification.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

namespace deltapad {

namespace {

/// Word first, so that nothing depends on colour.
QString lead(MessageKind kind)
{
    switch (kind) {
    case MessageKind::Notice:
        return {};
    case MessageKind::Warning:
        return MessageBar::tr("Note: ");
    case MessageKind::Error:
        break;
    }
    return MessageBar::tr("Problem: ");
}

QString written(MessageKind kind, const QString &text)
{
    return lead(kind).isEmpty() ? text.toHtmlEscaped()
                                : QStringLiteral("<b>%1</b>%2").arg(lead(kind), text.toHtmlEscaped());
}

} // namespace

MessageBar::MessageBar(const Delays &delays, QWidget *parent) : QWidget(parent), m_delays(delays)
{
    setObjectName(QStringLiteral("messageBar"));
    setAccessibleName(tr("Messages"));
    m_rows = new QVBoxLayout(this);
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(0);
    hide();
    QAccessible::installActivationObserver(this);
}

MessageBar::~MessageBar()
{
    QAccessible::removeActivationObserver(this);
}

void MessageBar::accessibilityActiveChanged(bool active)
{
    if (active) // the rest of the program hears of it in this moment too
        QMetaObject::invokeMethod(this, &MessageBar::speakShown, Qt::QueuedConnection);
}

void MessageBar::speakShown()
{
    for (const Entry &entry : std::as_const(m_shown))
        if (entry.row->isVisible())
            entry.row->speak(entry.row->accessibleName());
}

void MessageBar::show(const Message &message)
{
    dismiss(message.id);
    auto *row = new Notification(this);
    row->setObjectName(QStringLiteral("message_") + message.id);
    row->setAccessibleName(lead(message.kind) + message.text);
    row->setProperty("message", true);
    row->setProperty("problem", message.kind == MessageKind::Error);
    auto *columns = new QHBoxLayout(row);
    columns->setContentsMargins(16, 7, 10, 7);
    auto *text = new QLabel(written(message.kind, message.text), row);
    text->setObjectName(QStringLiteral("messageText_") + message.id);
    text->setTextFormat(Qt::RichText);
    text->setAccessibleName(row->accessibleName()); // screen readers skip what they have just said
    text->setWordWrap(true);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    columns->addWidget(text, 1);
    for (std::size_t i = 0; i < message.actions.size(); ++i) {
        auto *button = new QPushButton(message.actions[i].label, row);
        button->setObjectName(QStringLiteral("message_%1_%2").arg(message.id).arg(i));
        button->setAccessibleName(message.actions[i].label);
        button->setAccessibleDescription(message.text);
        connect(button, &QPushButton::clicked, this,
                [this, id = message.id, i] { trigger(id, qsizetype(i)); });
        columns->addWidget(button);
    }
    auto *close = new QToolButton(row);
    close->setVisible(message.closing == MessageClosing::Anytime);
    close->setText(QStringLiteral("✕"));
    close->setObjectName(QStringLiteral("messageClose_") + message.id);
    close->setAccessibleName(tr("Close this message"));
    close->setAccessibleDescription(message.text);
    connect(close, &QToolButton::clicked, this, [this, id = message.id] { dismiss(id); });
    columns->addWidget(close);
    m_rows->addWidget(row);
    m_shown.insert(message.id, {row, message});
    setVisible(true);
    if (message.kind == MessageKind::Notice && m_delays.notice.count() > 0) {
        QTimer::singleShot(m_delays.notice, row, [this, row, id = message.id] {
            if (m_shown.value(id).row == row)
                dismiss(id);
        });
    }
}

void MessageBar::setText(const QString &id, const QString &text)
{
    const auto found = m_shown.find(id);
    if (found == m_shown.end())
        return;
    found->message.text = text;
    found->row->setAccessibleName(lead(found->message.kind) + text);
    if (auto *label = found->row->findChild<QLabel *>(QStringLiteral("messageText_") + id)) {
        label->setText(written(found->message.kind, text));
        label->setAccessibleName(found->row->accessibleName());
    }
}

void MessageBar::dismiss(const QString &id)
{
    const auto found = m_shown.constFind(id);
    if (found == m_shown.constEnd())
        return;
    found->row->hide();
    found->row->deleteLater();
    m_shown.erase(found);
    setVisible(!m_shown.isEmpty());
}

QString MessageBar::textOf(const QString &id) const
{
    return m_shown.value(id).message.text;
}

void MessageBar::trigger(const QString &id, qsizetype action)
{
    const Message message = m_shown.value(id).message;
    if (action < 0 || action >= qsizetype(message.actions.size()))
        return;
    dismiss(id);
    message.actions[std::size_t(action)].run();
}

} // namespace deltapad
