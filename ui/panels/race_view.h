// SPDX-License-Identifier: MIT
#pragma once
// RaceView: the incremental update against a dense pass that was really made, on a thread of its own.
// Every ratio shown is a quotient of two measured times; races that live updates disturbed are shown but not
// counted. Threading: user interface. Cost: repaints itself per race.
#include "engine/live/side_work.h"
#include "ui/editor/delays.h"

#include <QWidget>

#include <vector>

class QCheckBox;
class QLabel;
class QSpinBox;

namespace deltapad {

class Bars;

class RaceView : public QWidget
{
    Q_OBJECT

public:
    explicit RaceView(const Delays &delays, QWidget *parent = nullptr);

    void feed(const RaceResult &result);
    void clear();
    /// 0: no races.
    int every() const;
    void setRacing(bool on);
    void setEvery(int edits);
    /// Median of the undisturbed races; 0 if there are none.
    double medianRatio() const;
    int counted() const { return int(m_ratios.size()); }

Q_SIGNALS:
    void everyChanged(int every);

private:
    QCheckBox *m_on = nullptr;
    QSpinBox *m_every = nullptr;
    Bars *m_bars = nullptr;
    QLabel *m_verdict = nullptr;
    std::vector<double> m_ratios;
};

} // namespace deltapad
