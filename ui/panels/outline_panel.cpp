// SPDX-License-Identifier: MIT
#include "ui/panels/outline_panel.h"

#include <QGuiApplication>
#include <QLabel>
#include <QSet>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace deltapad {

namespace {

constexpr int kNarrowest = 150;

} // namespace

OutlinePanel::OutlinePanel(QWidget *parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("outlinePanel"));
    setAccessibleName(tr("Outline"));
    m_nothing = new QLabel(this);
    m_nothing->setObjectName(QStringLiteral("outlineNothing"));
    m_nothing->setProperty("quiet", true);
    m_nothing->setWordWrap(true);
    m_tree = new QTreeWidget(this);
    m_tree->setObjectName(QStringLiteral("outlineRows"));
    m_tree->setAccessibleName(tr("Headings"));
    m_tree->setAccessibleDescription(tr("Enter goes to a heading. The section with the caret is selected."));
    m_tree->setHeaderHidden(true);
    m_tree->setIndentation(14);
    m_tree->setUniformRowHeights(true);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setExpandsOnDoubleClick(false);
    const auto choose = [this](QTreeWidgetItem *item) {
        const auto found = std::find(m_items.begin(), m_items.end(), item);
        if (found != m_items.end())
            Q_EMIT chosen(int(found - m_items.begin()));
    };
    connect(m_tree, &QTreeWidget::itemClicked, this, choose);
    connect(m_tree, &QTreeWidget::itemActivated, this, [choose](QTreeWidgetItem *item) {
        if (!(QGuiApplication::mouseButtons() & Qt::LeftButton))
            choose(item); // by keyboard; a click has come by itself
    });
    setMinimumWidth(kNarrowest);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(14, 2, 14, 8);
    rows->addWidget(m_nothing);
    rows->addWidget(m_tree, 1);
    rows->addStretch(0);
    build();
}

void OutlinePanel::setNothing(const QString &line)
{
    m_nothing->setText(line);
}

void OutlinePanel::setRows(std::vector<Row> rows)
{
    const bool sameShape = std::equal(rows.begin(), rows.end(), m_rows.begin(), m_rows.end(),
                                      [](const Row &a, const Row &b) { return a.level == b.level; });
    const std::vector<Row> before = std::exchange(m_rows, std::move(rows));
    if (!sameShape)
        return build();
    for (std::size_t row = 0; row < m_rows.size(); ++row) {
        if (m_rows[row].title != before[row].title)
            write(row);
    }
}

void OutlinePanel::write(std::size_t row)
{
    const Row &shown = m_rows[row];
    const QString title = shown.title.isEmpty() ? tr("(no title)") : shown.title;
    m_items[row]->setText(0, title);
    m_items[row]->setToolTip(0, title);
    m_items[row]->setData(0, Qt::AccessibleTextRole, tr("%1, level %2").arg(title).arg(shown.level));
}

void OutlinePanel::build()
{
    QSet<QString> closed; // a branch that was closed stays so, as long as its title does
    for (const QTreeWidgetItem *item : m_items) {
        if (item->childCount() > 0 && !item->isExpanded())
            closed.insert(item->text(0));
    }
    m_tree->clear();
    m_items.clear();
    std::vector<std::pair<int, QTreeWidgetItem *>> open; // the branch that the next heading may belong to
    for (std::size_t row = 0; row < m_rows.size(); ++row) {
        while (!open.empty() && open.back().first >= m_rows[row].level)
            open.pop_back();
        auto *item = open.empty() ? new QTreeWidgetItem(m_tree) : new QTreeWidgetItem(open.back().second);
        m_items.push_back(item);
        write(row);
        open.emplace_back(m_rows[row].level, item);
    }
    for (QTreeWidgetItem *item : m_items)
        item->setExpanded(!closed.contains(item->text(0)));
    m_tree->setVisible(!m_rows.empty());
    m_nothing->setVisible(m_rows.empty());
    setCurrent(std::exchange(m_current, -1));
}

void OutlinePanel::setCurrent(int row)
{
    if (row == m_current && row >= 0)
        return;
    m_current = row >= 0 && row < int(m_items.size()) ? row : -1;
    QTreeWidgetItem *item = m_current >= 0 ? m_items[std::size_t(m_current)] : nullptr;
    for (QTreeWidgetItem *above = item ? item->parent() : nullptr; above; above = above->parent()) {
        if (!above->isExpanded())
            item = above; // the nearest one that can be seen
    }
    m_tree->setCurrentItem(item);
    if (item)
        m_tree->scrollToItem(item);
}

} // namespace deltapad
