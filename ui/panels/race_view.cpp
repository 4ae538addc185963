// SPDX-License-Identifier: MIT
#include "ui/panels/race_view.h"

#include "ui/panels/bars.h"
#include "ui/panels/figures.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>

namespace deltapad {

namespace {
constexpr int kDefaultEvery = 5;
constexpr std::size_t kKept = 1000;
} // namespace

RaceView::RaceView(const Delays &delays, QWidget *parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("raceView"));
    setAccessibleName(tr("Race against a full pass"));
    m_on = new QCheckBox(tr("Race a full pass, every"), this);
    m_on->setObjectName(QStringLiteral("raceOn"));
    m_on->setAccessibleName(tr("Race: compute edits in full as well"));
    m_on->setToolTip(
        tr("The same update is also computed in full, with the same kernels, on a spare thread."));
    m_every = new QSpinBox(this);
    m_every->setObjectName(QStringLiteral("raceEvery"));
    m_every->setAccessibleName(tr("Edits from one race to the next"));
    m_every->setToolTip(tr("A full pass takes much longer than an edit: not every edit can have one"));
    m_every->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_every->setRange(1, 1000);
    m_every->setValue(kDefaultEvery);
    m_every->setSuffix(tr(" edits"));
    m_bars = new Bars(Bars::Shape::Inline, delays.animation, this);
    m_bars->setObjectName(QStringLiteral("raceBars"));
    m_bars->setAccessibleName(tr("Last race"));
    m_verdict = new QLabel(this);
    m_verdict->setObjectName(QStringLiteral("raceVerdict"));
    m_verdict->setProperty("quiet", true);
    m_verdict->setWordWrap(true);
    auto *top = new QHBoxLayout;
    top->addWidget(m_on);
    top->addWidget(m_every);
    top->addStretch(1);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(4);
    rows->addLayout(top);
    rows->addWidget(m_bars);
    rows->addWidget(m_verdict);
    connect(m_on, &QCheckBox::toggled, this, [this] { Q_EMIT everyChanged(every()); });
    connect(m_every, &QSpinBox::valueChanged, this, [this] {
        if (m_on->isChecked())
            Q_EMIT everyChanged(every());
    });
    clear();
}

int RaceView::every() const
{
    return m_on->isChecked() ? m_every->value() : 0;
}

void RaceView::setRacing(bool on)
{
    m_on->setChecked(on);
}

void RaceView::setEvery(int edits)
{
    m_every->setValue(edits);
}

void RaceView::clear()
{
    m_ratios.clear();
    m_bars->setRows({});
    m_bars->hide();
    m_verdict->hide();
}

double RaceView::medianRatio() const
{
    if (m_ratios.empty())
        return 0;
    std::vector<double> ratios = m_ratios;
    const auto middle = ratios.begin() + std::ptrdiff_t((ratios.size() - 1) / 2);
    std::nth_element(ratios.begin(), middle, ratios.end());
    return *middle;
}

void RaceView::feed(const RaceResult &result)
{
    if (result.denseMilliseconds <= 0)
        return; // the model was taken away meanwhile
    const double slower = std::max(result.denseMilliseconds, result.incrementalMilliseconds);
    m_bars->setRows({{tr("this edit"), result.incrementalMilliseconds / slower,
                      writeMilliseconds(result.incrementalMilliseconds), true},
                     {tr("full pass"), result.denseMilliseconds / slower,
                      writeMilliseconds(result.denseMilliseconds), false}});
    const double ratio =
        result.incrementalMilliseconds > 0 ? result.denseMilliseconds / result.incrementalMilliseconds : 0;
    if (!result.disturbed && ratio > 0) {
        m_ratios.push_back(ratio);
        if (m_ratios.size() > kKept)
            m_ratios.erase(m_ratios.begin());
    }
    const QString last = result.disturbed ? tr("Disturbed by typing, not counted.")
                                          : tr("%1 faster, measured.").arg(writeRatio(ratio));
    m_verdict->setText(m_ratios.empty() ? last
                                        : tr("%1 Median of %2 races: %3; published, in operations: 12.1×.")
                                              .arg(last)
                                              .arg(inDigits(qint64(m_ratios.size())))
                                              .arg(writeRatio(medianRatio())));
    m_bars->show();
    m_verdict->show();
}

} // namespace deltapad
