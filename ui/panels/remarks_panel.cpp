// SPDX-License-Identifier: MIT
#include "ui/panels/remarks_panel.h"

#include "ui/editor/underlines.h"

#include <QComboBox>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPixmap>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <map>

namespace deltapad {

RemarksPanel::RemarksPanel(QWidget *parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("remarksPanel"));
    setAccessibleName(tr("Remarks"));
    m_severity = new QComboBox(this);
    m_severity->setObjectName(QStringLiteral("remarksSeverity"));
    m_severity->setAccessibleName(tr("Which remarks are shown"));
    m_severity->setToolTip(tr("Which remarks are marked and listed"));
    m_severity->addItem(tr("Everything"), int(Severity::Everything));
    m_severity->addItem(tr("Mistakes only"), int(Severity::Mistakes));
    m_severity->addItem(tr("Spelling only"), int(Severity::SpellingOnly));
    connect(m_severity, &QComboBox::activated, this,
            [this] { Q_EMIT severityChosen(Severity(m_severity->currentData().toInt())); });
    m_summary = new QLabel(this);
    m_summary->setObjectName(QStringLiteral("remarksSummary"));
    m_summary->setProperty("quiet", true);
    m_rows = new QTreeWidget(this);
    m_rows->setObjectName(QStringLiteral("remarksRows"));
    m_rows->setAccessibleName(tr("Remarks"));
    m_rows->setAccessibleDescription(tr("Equal remarks are one row. Enter goes to the next one of it."));
    m_rows->setColumnCount(2);
    m_rows->setHeaderHidden(true);
    m_rows->setRootIsDecorated(false);
    m_rows->setUniformRowHeights(true);
    m_rows->setFrameShape(QFrame::NoFrame);
    m_rows->header()->setStretchLastSection(false);
    m_rows->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_rows->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    const auto choose = [this](QTreeWidgetItem *item) {
        const int row = m_rows->indexOfTopLevelItem(item);
        if (row >= 0 && row < int(m_groups.size()))
            Q_EMIT chosen(m_groups[std::size_t(row)].kind, m_groups[std::size_t(row)].text);
    };
    connect(m_rows, &QTreeWidget::itemClicked, this, choose);
    connect(m_rows, &QTreeWidget::itemActivated, this, [this, choose](QTreeWidgetItem *item) {
        if (!(QGuiApplication::mouseButtons() & Qt::LeftButton))
            choose(item); // by keyboard; a click has come by itself
    });

    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(14, 2, 14, 8);
    auto *top = new QHBoxLayout;
    top->addWidget(m_summary, 1);
    top->addWidget(m_severity);
    rows->addLayout(top);
    rows->addWidget(m_rows, 1);
    rows->addStretch(0);
    fill();
}

void RemarksPanel::setSeverity(Severity severity)
{
    m_severity->setCurrentIndex(m_severity->findData(int(severity)));
}

void RemarksPanel::setRemarks(const std::vector<Remark> &remarks)
{
    std::map<std::pair<int, std::u16string>, std::size_t> known;
    std::vector<Group> groups; // in the text's order
    for (const Remark &remark : remarks) {
        const auto [place, isNew] = known.try_emplace({int(remark.kind), remark.text}, groups.size());
        if (isNew)
            groups.push_back(
                {.kind = remark.kind, .text = remark.text, .title = remarkTitle(remark).toStdU16String()});
        ++groups[place->second].count;
    }
    std::stable_sort(groups.begin(), groups.end(), [](const Group &a, const Group &b) {
        return a.kind != b.kind ? a.kind < b.kind : a.count > b.count;
    });
    if (groups == m_groups)
        return;
    m_groups = std::move(groups);
    fill();
}

void RemarksPanel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_rows)
        fill(); // its samples are of the theme
}

void RemarksPanel::fill()
{
    m_rows->clear();
    int total = 0;
    for (const Group &group : m_groups) {
        total += group.count;
        auto *item = new QTreeWidgetItem(m_rows);
        const QString title = QString::fromStdU16String(group.title);
        item->setText(0, title);
        item->setIcon(0, QIcon(underlineSample(group.kind, palette())));
        item->setToolTip(0, remarkKindTitle(group.kind));
        item->setData(0, Qt::AccessibleTextRole,
                      tr("%1: %2, %n time(s)", nullptr, group.count).arg(remarkKindTitle(group.kind), title));
        if (group.count > 1)
            item->setText(1, QStringLiteral("×%1").arg(group.count));
    }
    m_rows->setVisible(total > 0); // an empty box says nothing
    m_summary->setText(total == 0   ? tr("Nothing to remark.")
                       : total == 1 ? tr("1 remark · F8 goes to it")
                                    : tr("%1 remarks · F8 next").arg(total));
}

} // namespace deltapad
