// SPDX-License-Identifier: MIT
#pragma once
// Notification: a frame that a screen reader speaks, by its accessible name, when it appears.
//
// Qt 6.4 has no announcement, and neither its alerts nor changed names of labels are spoken by screen readers
// on Linux; that something of this role shows itself is. Not for what changes often: it interrupts.
// Threading: user interface. Ownership: child of its parent. Cost: none without a screen reader.
#include <QFrame>

namespace deltapad {

class Notification : public QFrame
{
    Q_OBJECT

public:
    explicit Notification(QWidget *parent);

    /// For a text that is shown elsewhere: speaks it though the frame itself is not to be seen.
    void speak(const QString &text);

Q_SIGNALS:
    void spoken(const QString &text);
};

} // namespace deltapad
