// SPDX-License-Identifier: MIT
#pragma once
// EventCount: how many events of one kind some objects have got since it was made.
#include <QEvent>
#include <QObject>

#include <initializer_list>

namespace deltapad {

class EventCount : public QObject
{
public:
    EventCount(QEvent::Type type, std::initializer_list<QObject *> watched) : m_type(type)
    {
        for (QObject *object : watched)
            object->installEventFilter(this);
    }
    int count() const { return m_count; }

protected:
    bool eventFilter(QObject *, QEvent *event) override
    {
        m_count += event->type() == m_type ? 1 : 0;
        return false;
    }

private:
    QEvent::Type m_type;
    int m_count = 0;
};

} // namespace deltapad
