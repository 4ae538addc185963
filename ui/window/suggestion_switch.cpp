// SPDX-License-Identifier: MIT
#include "ui/window/suggestion_switch.h"

#include "ui/editor/ghost_controller.h"
#include "ui/window/settings.h"

#include <QCheckBox>
#include <QFileInfo>
#include <QLabel>
#include <QMenu>
#include <QSlider>
#include <QToolButton>
#include <QVBoxLayout>
#include <QWidgetAction>

namespace deltapad {

namespace {

QString modeName(SuggestionMode mode)
{
    switch (mode) {
    case SuggestionMode::Eager:
        return SuggestionSwitch::tr("eager");
    case SuggestionMode::Calm:
        return SuggestionSwitch::tr("calm");
    case SuggestionMode::OnDemand:
        return SuggestionSwitch::tr("on demand");
    case SuggestionMode::Off:
        break;
    }
    return SuggestionSwitch::tr("off");
}

} // namespace

SuggestionSwitch::SuggestionSwitch(GhostController *ghost, Settings *settings, QToolButton *button,
                                   QObject *parent)
    : QObject(parent), m_ghost(ghost), m_settings(settings), m_button(button)
{
    m_snoozeEnd.setSingleShot(true);
    m_snoozeEnd.setInterval(kSnooze);
    connect(&m_snoozeEnd, &QTimer::timeout, this, [this] { snooze(Snooze::End); });
    setPause(m_settings->suggestionPause());
}

void SuggestionSwitch::addTo(QMenu *menu)
{
    m_menu = menu;
    m_button->setMenu(menu);
    m_button->setPopupMode(QToolButton::InstantPopup);
    m_snooze = menu->addAction(tr("S&nooze for 10 minutes"));
    m_snooze->setObjectName(QStringLiteral("actionSnooze"));
    m_snooze->setCheckable(true);
    connect(m_snooze, &QAction::triggered, this,
            [this](bool begin) { snooze(begin ? Snooze::Begin : Snooze::End); });

    QMenu *pause = menu->addMenu(tr("&Pause of calm mode"));
    pause->setObjectName(QStringLiteral("menuPause"));
    auto *box = new QWidget(pause);
    auto *rows = new QVBoxLayout(box);
    auto *own = new QCheckBox(tr("Follow my own rhythm"), box);
    own->setObjectName(QStringLiteral("pauseOwn"));
    own->setToolTip(tr("The pause follows the time between your keys"));
    auto *slider = new QSlider(Qt::Horizontal, box);
    slider->setObjectName(QStringLiteral("pauseSlider"));
    slider->setAccessibleName(tr("Pause in milliseconds"));
    slider->setRange(0, int(SuggestionGate::kLongestFixedPause.count()));
    slider->setSingleStep(100);
    slider->setPageStep(500);
    slider->setMinimumWidth(220);
    auto *figure = new QLabel(box);
    figure->setObjectName(QStringLiteral("pauseFigure"));
    rows->addWidget(own);
    rows->addWidget(slider);
    rows->addWidget(figure);
    const auto show = [own, slider, figure](int milliseconds) {
        own->setChecked(milliseconds < 0);
        slider->setEnabled(milliseconds >= 0);
        figure->setText(milliseconds < 0 ? tr("between 0.1 and 1 second") : tr("%1 ms").arg(milliseconds));
    };
    const int now = m_settings->suggestionPause();
    slider->setValue(now < 0 ? 500 : now);
    show(now);
    const auto choose = [this, own, slider, show] {
        const int milliseconds = own->isChecked() ? -1 : slider->value();
        setPause(milliseconds);
        show(milliseconds);
    };
    connect(own, &QCheckBox::clicked, this, choose);
    connect(slider, &QSlider::valueChanged, this, choose);
    auto *action = new QWidgetAction(pause);
    action->setObjectName(QStringLiteral("actionPause"));
    action->setText(tr("Pause before a suggestion"));
    action->setDefaultWidget(box);
    pause->addAction(action);

    m_offHere = menu->addAction(tr("Never in this docu&ment"));
    m_offHere->setObjectName(QStringLiteral("actionOffHere"));
    m_offHere->setCheckable(true);
    connect(m_offHere, &QAction::triggered, this, [this] { toggleException(m_path); });
    m_offType = menu->addAction(QString());
    m_offType->setObjectName(QStringLiteral("actionOffType"));
    m_offType->setCheckable(true);
    connect(m_offType, &QAction::triggered, this, [this] { toggleException(typePattern()); });
    apply();
}

void SuggestionSwitch::setMode(SuggestionMode mode)
{
    m_settings->setSuggestionMode(mode);
    apply();
}

void SuggestionSwitch::documentChanged(const QString &path)
{
    m_path = path.isEmpty() ? QString() : QFileInfo(path).absoluteFilePath();
    apply();
}

QString SuggestionSwitch::typePattern() const
{
    const QString suffix = QFileInfo(m_path).suffix();
    return suffix.isEmpty() ? QString() : QStringLiteral("*.") + suffix;
}

SuggestionMode SuggestionSwitch::effectiveMode() const
{
    const QStringList exceptions = m_settings->suggestionExceptions();
    const bool excepted = (!m_path.isEmpty() && exceptions.contains(m_path)) ||
                          (!typePattern().isEmpty() && exceptions.contains(typePattern()));
    return excepted ? SuggestionMode::Off : m_settings->suggestionMode();
}

void SuggestionSwitch::toggleException(const QString &pattern)
{
    QStringList exceptions = m_settings->suggestionExceptions();
    if (exceptions.removeAll(pattern) == 0)
        exceptions.append(pattern);
    m_settings->setSuggestionExceptions(exceptions);
    apply();
}

void SuggestionSwitch::snooze(Snooze what)
{
    if (what == Snooze::Begin) {
        m_ghost->snooze(kSnooze);
        m_snoozeEnd.start();
    } else {
        m_ghost->snooze(std::chrono::milliseconds(0));
        m_snoozeEnd.stop();
    }
    apply();
}

void SuggestionSwitch::setPause(int milliseconds)
{
    m_settings->setSuggestionPause(milliseconds);
    m_ghost->setFixedPause(milliseconds < 0 ? std::nullopt
                                            : std::optional(std::chrono::milliseconds(milliseconds)));
}

void SuggestionSwitch::apply()
{
    const SuggestionMode mode = effectiveMode();
    if (m_ghost->mode() != mode)
        m_ghost->setMode(mode);
    const bool snoozed = m_snoozeEnd.isActive();
    const QString text = tr("Suggestions: %1").arg(snoozed ? tr("snoozed") : modeName(mode));
    m_button->setText(text);
    m_button->setAccessibleName(text);
    m_button->setToolTip(tr("When suggestions show. Click to change it."));
    if (!m_menu)
        return;
    m_snooze->setChecked(snoozed);
    const QStringList exceptions = m_settings->suggestionExceptions();
    m_offHere->setEnabled(!m_path.isEmpty());
    m_offHere->setChecked(!m_path.isEmpty() && exceptions.contains(m_path));
    const QString type = typePattern();
    m_offType->setVisible(!type.isEmpty());
    m_offType->setText(tr("Never in %1 files").arg(type));
    m_offType->setChecked(!type.isEmpty() && exceptions.contains(type));
    const auto actions = m_menu->actions();
    for (QAction *action : actions)
        if (action->objectName() == QStringLiteral("actionMode%1").arg(int(m_settings->suggestionMode())))
            action->setChecked(true);
}

} // namespace deltapad
