// SPDX-License-Identifier: MIT
#include "ui/window/tree_access.h"

#include <QAccessibleWidget>
#include <QHash>
#include <QHeaderView>
#include <QPersistentModelIndex>
#include <QPointer>
#include <QTreeWidget>

#include <algorithm>
#include <vector>

namespace deltapad {

namespace {

constexpr qsizetype kFewCells = 64; ///< up to so many, cells of removed rows may wait

class TreeInterface;

/// What the cells and the headers of columns have in common: a rectangle with a text, and no children.
class PartInterface : public QAccessibleInterface
{
public:
    explicit PartInterface(QTreeWidget *tree) : m_tree(tree) {}

    QObject *object() const override { return nullptr; }
    QAccessibleInterface *parent() const override { return QAccessible::queryAccessibleInterface(m_tree); }
    QAccessibleInterface *child(int) const override { return nullptr; }
    QAccessibleInterface *childAt(int, int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface *) const override { return -1; }
    void setText(QAccessible::Text, const QString &) override {}
    QString text(QAccessible::Text kind) const override
    {
        if (!isValid())
            return {};
        if (kind == QAccessible::Description)
            return data(Qt::AccessibleDescriptionRole);
        if (kind != QAccessible::Name)
            return {};
        const QString spoken = data(Qt::AccessibleTextRole);
        return spoken.isEmpty() ? data(Qt::DisplayRole) : spoken;
    }

protected:
    virtual QString data(int role) const = 0;
    QTreeWidget *tree() const { return m_tree; }
    TreeInterface *whole() const;

private:
    QPointer<QTreeWidget> m_tree;
};

class HeaderInterface : public PartInterface
{
public:
    HeaderInterface(QTreeWidget *tree, int column) : PartInterface(tree), m_column(column) {}

    int column() const { return m_column; }
    bool isValid() const override { return tree() && m_column < tree()->columnCount(); }
    QAccessible::Role role() const override { return QAccessible::ColumnHeader; }
    QAccessible::State state() const override
    {
        QAccessible::State state;
        state.invisible = !isValid() || !tree()->header()->isVisible();
        return state;
    }
    QRect rect() const override
    {
        if (!isValid())
            return {};
        const QHeaderView *header = tree()->header();
        return {header->mapToGlobal(QPoint(header->sectionViewportPosition(m_column), 0)),
                QSize(header->sectionSize(m_column), header->height())};
    }

private:
    QString data(int role) const override
    {
        return tree()->model()->headerData(m_column, Qt::Horizontal, role).toString();
    }

    int m_column;
};

class CellInterface : public PartInterface,
                      public QAccessibleTableCellInterface,
                      public QAccessibleActionInterface
{
public:
    CellInterface(QTreeWidget *tree, const QModelIndex &index) : PartInterface(tree), m_index(index) {}

    QModelIndex index() const { return m_index; }
    bool isValid() const override { return tree() && m_index.isValid(); }
    QAccessible::Role role() const override { return QAccessible::TreeItem; }
    QAccessible::State state() const override;
    QRect rect() const override
    {
        const QRect shown = isValid() ? tree()->visualRect(m_index) : QRect();
        return shown.isNull() ? shown : QRect(tree()->viewport()->mapToGlobal(shown.topLeft()), shown.size());
    }
    void *interface_cast(QAccessible::InterfaceType type) override
    {
        if (type == QAccessible::TableCellInterface)
            return static_cast<QAccessibleTableCellInterface *>(this);
        if (type == QAccessible::ActionInterface)
            return static_cast<QAccessibleActionInterface *>(this);
        return nullptr;
    }

    bool isSelected() const override { return isValid() && tree()->selectionModel()->isSelected(m_index); }
    QList<QAccessibleInterface *> columnHeaderCells() const override;
    QList<QAccessibleInterface *> rowHeaderCells() const override { return {}; }
    int columnIndex() const override { return m_index.column(); }
    int rowIndex() const override;
    int columnExtent() const override { return 1; }
    int rowExtent() const override { return 1; }
    QAccessibleInterface *table() const override { return parent(); }

    QStringList actionNames() const override { return {toggleAction()}; }
    void doAction(const QString &name) override;
    QStringList keyBindingsForAction(const QString &) const override { return {}; }

private:
    QString data(int role) const override { return m_index.data(role).toString(); }

    QPersistentModelIndex m_index;
};

class TreeInterface : public QAccessibleWidget, public QAccessibleTableInterface
{
public:
    explicit TreeInterface(QTreeWidget *tree) : QAccessibleWidget(tree, QAccessible::Tree) {}
    ~TreeInterface() override
    {
        for (const QAccessible::Id id : std::as_const(m_cells))
            QAccessible::deleteAccessibleInterface(id);
        for (const QAccessible::Id id : m_headers)
            QAccessible::deleteAccessibleInterface(id);
    }

    void *interface_cast(QAccessible::InterfaceType type) override
    {
        if (type == QAccessible::TableInterface)
            return static_cast<QAccessibleTableInterface *>(this);
        return QAccessibleWidget::interface_cast(type);
    }

    int childCount() const override { return (1 + rowCount()) * columnCount(); }
    QAccessibleInterface *child(int index) const override
    {
        const int columns = columnCount();
        if (index < 0 || columns == 0)
            return nullptr;
        return index < columns ? header(index) : cell(shownRow(index / columns - 1, index % columns));
    }
    QAccessibleInterface *childAt(int x, int y) const override
    {
        const QPoint at = tree()->viewport()->mapFromGlobal(QPoint(x, y));
        return tree()->viewport()->rect().contains(at) ? cell(tree()->indexAt(at)) : nullptr;
    }
    int indexOfChild(const QAccessibleInterface *child) const override
    {
        if (const auto *part = dynamic_cast<const HeaderInterface *>(child))
            return part->parent() == this ? part->column() : -1;
        const auto *part = dynamic_cast<const CellInterface *>(child);
        const int row = part && part->parent() == this ? rowOf(part->index()) : -1;
        return row < 0 ? -1 : (1 + row) * columnCount() + part->index().column();
    }
    QAccessibleInterface *focusChild() const override
    {
        return tree()->hasFocus() ? cell(tree()->currentIndex()) : nullptr;
    }

    QAccessibleInterface *caption() const override { return nullptr; }
    QAccessibleInterface *summary() const override { return nullptr; }
    QAccessibleInterface *cellAt(int row, int column) const override { return cell(shownRow(row, column)); }
    int columnCount() const override { return tree() ? tree()->columnCount() : 0; }
    int rowCount() const override
    {
        int rows = 0;
        walk({}, [&](const QModelIndex &) {
            ++rows;
            return false;
        });
        return rows;
    }
    QString columnDescription(int column) const override
    {
        return tree()->model()->headerData(column, Qt::Horizontal).toString();
    }
    QString rowDescription(int) const override { return {}; }
    int selectedCellCount() const override { return int(selection()->selectedIndexes().size()); }
    int selectedColumnCount() const override { return int(selection()->selectedColumns().size()); }
    int selectedRowCount() const override { return int(selection()->selectedRows().size()); }
    QList<QAccessibleInterface *> selectedCells() const override
    {
        QList<QAccessibleInterface *> cells;
        for (const QModelIndex &index : selection()->selectedIndexes())
            cells.append(cell(index));
        return cells;
    }
    QList<int> selectedColumns() const override
    {
        QList<int> columns;
        for (const QModelIndex &index : selection()->selectedColumns())
            columns.append(index.column());
        return columns;
    }
    QList<int> selectedRows() const override
    {
        QList<int> rows;
        for (const QModelIndex &index : selection()->selectedRows())
            rows.append(rowOf(index));
        return rows;
    }
    bool isColumnSelected(int column) const override { return selection()->isColumnSelected(column); }
    bool isRowSelected(int row) const override
    {
        const QModelIndex index = shownRow(row, 0);
        return index.isValid() && selection()->isRowSelected(index.row(), index.parent());
    }
    bool selectRow(int row) override
    {
        const QModelIndex index = shownRow(row, 0);
        const QAbstractItemView::SelectionMode mode = tree()->selectionMode();
        if (!index.isValid() || mode == QAbstractItemView::NoSelection)
            return false;
        const bool one = mode == QAbstractItemView::SingleSelection;
        selection()->select(index, QItemSelectionModel::Rows | (one ? QItemSelectionModel::ClearAndSelect
                                                                    : QItemSelectionModel::Select));
        return true;
    }
    bool unselectRow(int row) override
    {
        const QModelIndex index = shownRow(row, 0);
        // Where one row can be selected, nobody can take that back.
        if (!index.isValid() || tree()->selectionMode() == QAbstractItemView::SingleSelection)
            return false;
        selection()->select(index, QItemSelectionModel::Rows | QItemSelectionModel::Deselect);
        return true;
    }
    bool selectColumn(int) override { return false; } // the rows of a tree are selected as wholes
    bool unselectColumn(int) override { return false; }
    void modelChange(QAccessibleTableModelChangeEvent *) override { sweep(); }

    QAccessibleInterface *header(int column) const
    {
        while (int(m_headers.size()) <= column)
            m_headers.push_back(
                QAccessible::registerAccessibleInterface(new HeaderInterface(tree(), int(m_headers.size()))));
        return QAccessible::accessibleInterface(m_headers[std::size_t(column)]);
    }
    /// Number of the row among those that are not inside a closed branch or hidden; -1: it is not one of
    /// them.
    int rowOf(const QModelIndex &index) const
    {
        int row = 0;
        const QModelIndex first = index.siblingAtColumn(0);
        const bool found = walk({}, [&](const QModelIndex &shown) {
            if (shown == first)
                return true;
            ++row;
            return false;
        });
        return found ? row : -1;
    }

private:
    QTreeWidget *tree() const { return qobject_cast<QTreeWidget *>(object()); }
    QItemSelectionModel *selection() const { return tree()->selectionModel(); }

    /// Calls `stops` for the rows as one sees them, until it says so.
    template <typename Stops> bool walk(const QModelIndex &branch, Stops &&stops) const
    {
        const QTreeWidget *rows = tree();
        const int count = rows ? rows->model()->rowCount(branch) : 0;
        for (int row = 0; row < count; ++row) {
            if (rows->isRowHidden(row, branch))
                continue;
            const QModelIndex index = rows->model()->index(row, 0, branch);
            if (stops(index) || (rows->isExpanded(index) && walk(index, stops)))
                return true;
        }
        return false;
    }
    QModelIndex shownRow(int wanted, int column) const
    {
        QModelIndex found;
        if (wanted < 0)
            return found;
        walk({}, [&](const QModelIndex &shown) {
            if (wanted-- > 0)
                return false;
            found = shown.siblingAtColumn(column);
            return true;
        });
        return found;
    }
    QAccessibleInterface *cell(const QModelIndex &index) const
    {
        if (!index.isValid())
            return nullptr;
        if (const auto known = m_cells.constFind(index); known != m_cells.constEnd())
            return QAccessible::accessibleInterface(*known);
        if (m_cells.size() >= m_sweepAt)
            sweep();
        auto *made = new CellInterface(tree(), index);
        m_cells.insert(index, QAccessible::registerAccessibleInterface(made));
        return made;
    }
    /// Lets the cells of removed rows go.
    void sweep() const
    {
        for (auto it = m_cells.begin(); it != m_cells.end();) {
            if (it.key().isValid()) {
                ++it;
            } else {
                QAccessible::deleteAccessibleInterface(*it);
                it = m_cells.erase(it);
            }
        }
        m_sweepAt = std::max(kFewCells, 2 * m_cells.size());
    }

    mutable QHash<QPersistentModelIndex, QAccessible::Id> m_cells;
    mutable std::vector<QAccessible::Id> m_headers;
    mutable qsizetype m_sweepAt = kFewCells;
};

TreeInterface *PartInterface::whole() const
{
    return dynamic_cast<TreeInterface *>(parent());
}

QAccessible::State CellInterface::state() const
{
    QAccessible::State state;
    if (!isValid()) {
        state.invalid = true;
        return state;
    }
    const QRect seen(tree()->mapToGlobal(QPoint(0, 0)), tree()->size());
    state.invisible = !seen.intersects(rect());
    state.selected = isSelected();
    state.focused = tree()->currentIndex() == m_index;
    if (m_index.flags() & Qt::ItemIsSelectable) {
        state.selectable = true;
        state.focusable = true;
        state.multiSelectable = tree()->selectionMode() == QAbstractItemView::MultiSelection;
        state.extSelectable = tree()->selectionMode() == QAbstractItemView::ExtendedSelection;
    }
    state.expandable = tree()->model()->hasChildren(m_index);
    state.expanded = state.expandable && tree()->isExpanded(m_index);
    return state;
}

QList<QAccessibleInterface *> CellInterface::columnHeaderCells() const
{
    const TreeInterface *tree = whole();
    return tree && isValid() ? QList<QAccessibleInterface *>{tree->header(m_index.column())}
                             : QList<QAccessibleInterface *>();
}

int CellInterface::rowIndex() const
{
    const TreeInterface *tree = whole();
    return tree && isValid() ? tree->rowOf(m_index) : -1;
}

void CellInterface::doAction(const QString &name)
{
    TreeInterface *tree = whole();
    if (name != toggleAction() || !tree || !isValid())
        return;
    if (isSelected())
        tree->unselectRow(rowIndex());
    else
        tree->selectRow(rowIndex());
}

QAccessibleInterface *makeInterface(const QString &className, QObject *object)
{
    if (className != QLatin1String("QTreeWidget"))
        return nullptr;
    auto *tree = qobject_cast<QTreeWidget *>(object);
    return tree ? new TreeInterface(tree) : nullptr;
}

} // namespace

void keepTreeCells()
{
    QAccessible::installFactory(makeInterface);
}

} // namespace deltapad
