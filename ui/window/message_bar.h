// SPDX-License-Identifier: MIT
#pragma once
// MessageBar: what went wrong and what can be done about it, inside the window and without stopping the
// writer. A message with the id of one that is shown replaces it. Not for questions that must be answered
// first. Threading: user interface. Ownership: child of its window.
#include "ui/editor/delays.h"

#include <QAccessible>
#include <QMap>
#include <QWidget>

#include <functional>
#include <vector>

class QVBoxLayout;

namespace deltapad {

class Notification;

enum class MessageKind {
    Notice, ///< leaves by itself
    Warning,
    Error
};

struct MessageAction
{
    QString label;
    std::function<void()> run; ///< the message is gone when it runs
};

enum class MessageClosing {
    Anytime, ///< it has a button for that
    ByAction ///< one of the actions must be chosen
};

struct Message
{
    QString id;
    MessageKind kind = MessageKind::Notice;
    QString text;
    std::vector<MessageAction> actions;
    MessageClosing closing = MessageClosing::Anytime;
};

class MessageBar : public QWidget, private QAccessible::ActivationObserver
{
    Q_OBJECT

public:
    MessageBar(const Delays &delays, QWidget *parent = nullptr);
    ~MessageBar() override;

    void show(const Message &message);
    /// Another wording for a message that is shown; its buttons stay as they are.
    void setText(const QString &id, const QString &text);
    void dismiss(const QString &id);
    bool shows(const QString &id) const { return m_shown.contains(id); }
    QString textOf(const QString &id) const;
    /// As if the button had been clicked.
    void trigger(const QString &id, qsizetype action);

private:
    struct Entry
    {
        Notification *row = nullptr;
        Message message;
    };

    /// What is shown already when a screen reader comes is spoken then: the program's first messages are
    /// there before the desktop has told it that there is one.
    void accessibilityActiveChanged(bool active) override;
    void speakShown();

    Delays m_delays;
    QVBoxLayout *m_rows = nullptr;
    QMap<QString, Entry> m_shown;
};

} // namespace deltapad
