// SPDX-License-Identifier: MIT
#pragma once
// ProofView: "Verify now": the text computed from scratch in the background and compared with what is shown,
// code by code and output by output; a seal if nothing differs. Threading: user interface.
#include "engine/live/side_work.h"

#include <QWidget>

class QLabel;
class QToolButton;

namespace deltapad {

class ProofView : public QWidget
{
    Q_OBJECT

public:
    enum class State { Unasked, Checking, Equal, Different };

    explicit ProofView(QWidget *parent = nullptr);

    void feed(const CheckResult &result);
    /// The text is another one by now: a seal is of the text that was checked.
    void noteEdit();
    void clear();
    State state() const { return m_state; }

public Q_SLOTS:
    void ask();

Q_SIGNALS:
    void wanted();

private:
    void show(State state, const QString &text);

    State m_state = State::Unasked;
    QToolButton *m_button = nullptr;
    QLabel *m_seal = nullptr;
    QLabel *m_text = nullptr;
    bool m_older = false;
};

} // namespace deltapad
