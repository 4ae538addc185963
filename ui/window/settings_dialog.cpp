// SPDX-License-Identifier: MIT
#include "ui/window/settings_dialog.h"

#include "ui/editor/notification.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace deltapad {

QString SettingOption::describe(int shown) const
{
    if (!choices.isEmpty())
        return choices.value(shown);
    if (minimum < maximum)
        return unit.isEmpty() ? QString::number(shown) : QStringLiteral("%1 %2").arg(shown).arg(unit);
    return shown != 0 ? SettingsDialog::tr("on") : SettingsDialog::tr("off");
}

SettingsDialog::SettingsDialog(std::vector<SettingOption> options, QWidget *parent) : QDialog(parent)
{
    setObjectName(QStringLiteral("settingsDialog"));
    setWindowTitle(tr("Settings"));
    setAccessibleName(windowTitle());
    resize(620, 560);
    m_search = new QLineEdit(this);
    m_search->setObjectName(QStringLiteral("settingsSearch"));
    m_search->setAccessibleName(tr("Search settings"));
    m_search->setAccessibleDescription(
        tr("Only settings whose name or explanation holds this text are shown."));
    m_search->setPlaceholderText(tr("Search settings"));
    m_search->setClearButtonEnabled(true);

    auto *page = new QWidget(this);
    page->setObjectName(QStringLiteral("settingsPage"));
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 12, 0);
    column->setSpacing(2);
    m_rows.reserve(options.size());
    QString group;
    for (const SettingOption &option : options) {
        if (std::exchange(group, option.group) != option.group)
            addHeading(column, group);
        addRow(column, option);
    }
    auto *nothing = new QLabel(tr("No setting speaks of that."), page);
    nothing->setObjectName(QStringLiteral("settingsNothing"));
    nothing->setProperty("quiet", true);
    nothing->hide();
    m_nothing = nothing;
    m_spoken = new Notification(this);
    m_spoken->setObjectName(QStringLiteral("spokenNothing"));
    m_spoken->hide();
    column->addWidget(nothing);
    column->addStretch(1);
    auto *area = new QScrollArea(this);
    area->setObjectName(QStringLiteral("settingsScroll"));
    area->setWidget(page);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFocusPolicy(Qt::NoFocus);

    auto *all = new QPushButton(tr("Reset all"), this);
    all->setObjectName(QStringLiteral("settingsResetAll"));
    all->setAccessibleName(all->text());
    all->setAccessibleDescription(tr("Every setting gets its standard value."));
    all->setToolTip(all->accessibleDescription());
    all->setAutoDefault(false);
    connect(all, &QPushButton::clicked, this, &SettingsDialog::resetAll);
    auto *close = new QPushButton(tr("Close"), this);
    close->setObjectName(QStringLiteral("settingsClose"));
    close->setAccessibleName(close->text());
    close->setAccessibleDescription(tr("Settings have taken effect already."));
    close->setDefault(true);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    auto *bottom = new QHBoxLayout;
    bottom->addWidget(all);
    bottom->addStretch(1);
    bottom->addWidget(close);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(18, 16, 18, 16);
    rows->setSpacing(12);
    rows->addWidget(m_search);
    rows->addWidget(area, 1);
    rows->addLayout(bottom);
    connect(m_search, &QLineEdit::textChanged, this, &SettingsDialog::filter);
    m_search->setFocus();
}

void SettingsDialog::addHeading(QVBoxLayout *column, const QString &group)
{
    auto *heading = new QLabel(group);
    heading->setObjectName(QStringLiteral("settingsHeading%1").arg(m_headings.size()));
    heading->setProperty("heading", true);
    heading->setContentsMargins(0, m_headings.empty() ? 0 : 14, 0, 4);
    column->addWidget(heading);
    m_headings.emplace_back(group, heading);
}

void SettingsDialog::addRow(QVBoxLayout *column, const SettingOption &option)
{
    const std::size_t index = m_rows.size();
    auto *whole = new QWidget;
    whole->setObjectName(option.name + QStringLiteral("Row"));
    m_rows.push_back({option, whole, nullptr, {}});
    QWidget *control = makeControl(index);
    control->setObjectName(option.name);
    control->setAccessibleName(option.title);
    control->setAccessibleDescription(option.description);
    control->setToolTip(tr("%1\nStandard: %2").arg(option.description, option.describe(option.standard)));
    auto *title = new QLabel(option.title, whole);
    title->setObjectName(option.name + QStringLiteral("Title"));
    title->setBuddy(control);
    auto *description = new QLabel(option.description, whole);
    description->setObjectName(option.name + QStringLiteral("Description"));
    description->setProperty("quiet", true);
    description->setWordWrap(true);
    auto *reset = new QToolButton(whole);
    reset->setObjectName(option.name + QStringLiteral("Reset"));
    reset->setText(QStringLiteral("↺"));
    reset->setAccessibleName(tr("Reset: %1").arg(option.title));
    reset->setAccessibleDescription(tr("Back to: %1").arg(option.describe(option.standard)));
    reset->setToolTip(reset->accessibleDescription());
    connect(reset, &QToolButton::clicked, this,
            [this, index] { changed(index, m_rows[index].option.standard); });
    m_rows[index].reset = reset;
    auto *words = new QVBoxLayout;
    words->setSpacing(1);
    words->addWidget(title);
    words->addWidget(description);
    auto *columns = new QHBoxLayout(whole);
    columns->setContentsMargins(0, 6, 0, 6);
    columns->setSpacing(12);
    columns->addLayout(words, 1);
    columns->addWidget(control);
    columns->addWidget(reset);
    QSizePolicy keepsPlace = reset->sizePolicy();
    keepsPlace.setRetainSizeWhenHidden(true);
    reset->setSizePolicy(keepsPlace);
    column->addWidget(whole);
    refresh(index);
}

QWidget *SettingsDialog::makeControl(std::size_t index)
{
    Row &row = m_rows[index];
    const SettingOption &option = row.option;
    if (!option.choices.isEmpty()) {
        auto *box = new QComboBox(row.whole);
        box->addItems(option.choices);
        box->setMinimumWidth(170);
        row.show = [box, value = option.value] { box->setCurrentIndex(value()); };
        row.show();
        connect(box, &QComboBox::currentIndexChanged, this,
                [this, index](int chosen) { changed(index, chosen); });
        return box;
    }
    if (option.minimum < option.maximum) {
        auto *box = new QSpinBox(row.whole);
        box->setRange(option.minimum, option.maximum);
        box->setSuffix(option.unit.isEmpty() ? QString() : u' ' + option.unit);
        box->setMinimumWidth(130);
        row.show = [box, value = option.value] { box->setValue(value()); };
        row.show();
        connect(box, &QSpinBox::valueChanged, this, [this, index](int number) { changed(index, number); });
        return box;
    }
    auto *box = new QCheckBox(row.whole);
    row.show = [box, value = option.value] { box->setChecked(value() != 0); };
    row.show();
    connect(box, &QCheckBox::toggled, this, [this, index](bool on) { changed(index, on ? 1 : 0); });
    return box;
}

void SettingsDialog::changed(std::size_t index, int value)
{
    const SettingOption &option = m_rows[index].option;
    if (option.value() != value)
        option.set(value);
    refresh(index);
}

void SettingsDialog::refresh(std::size_t index)
{
    const Row &row = m_rows[index];
    row.show();
    row.reset->setVisible(row.option.value() != row.option.standard);
}

void SettingsDialog::resetAll()
{
    for (std::size_t index = 0; index < m_rows.size(); ++index)
        changed(index, m_rows[index].option.standard);
}

void SettingsDialog::filter(const QString &text)
{
    for (const Row &row : m_rows) {
        const SettingOption &option = row.option;
        const QString all =
            QStringList{option.group, option.title, option.description, option.choices.join(u' ')}.join(
                u'\n');
        row.whole->setVisible(all.contains(text, Qt::CaseInsensitive));
    }
    for (const auto &[group, heading] : m_headings) {
        heading->setVisible(std::any_of(m_rows.begin(), m_rows.end(), [&, &name = group](const Row &row) {
            return row.option.group == name && !row.whole->isHidden();
        }));
    }
    const bool nothing = visibleOptions() == 0;
    if (nothing && m_nothing->isHidden())
        m_spoken->speak(m_nothing->text());
    m_nothing->setVisible(nothing);
}

int SettingsDialog::visibleOptions() const
{
    return int(
        std::count_if(m_rows.begin(), m_rows.end(), [](const Row &row) { return !row.whole->isHidden(); }));
}

} // namespace deltapad
