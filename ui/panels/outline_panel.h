// SPDX-License-Identifier: MIT
#pragma once
// OutlinePanel: the headings of a text as a tree; a click or Enter goes to one, and the section that holds
// the caret is marked. Not for finding headings: they are handed to it. Threading: user interface.
// Ownership: child of its dock. Cost: a changed title costs its row; other levels or another number of
// headings build the tree anew.
#include <QString>
#include <QWidget>

#include <vector>

class QLabel;
class QTreeWidget;
class QTreeWidgetItem;

namespace deltapad {

class OutlinePanel : public QWidget
{
    Q_OBJECT

public:
    explicit OutlinePanel(QWidget *parent = nullptr);

    struct Row
    {
        int level = 1;
        QString title;

        bool operator==(const Row &) const = default;
    };
    void setRows(std::vector<Row> rows);
    const std::vector<Row> &rows() const { return m_rows; }
    /// What is said where there are no rows.
    void setNothing(const QString &line);
    /// Number of the row whose section holds the caret; -1: none.
    void setCurrent(int row);
    int current() const { return m_current; }

Q_SIGNALS:
    void chosen(int row);

private:
    void build();
    void write(std::size_t row);

    std::vector<Row> m_rows;
    std::vector<QTreeWidgetItem *> m_items; ///< of the rows, owned by the tree
    int m_current = -1;
    QLabel *m_nothing = nullptr;
    QTreeWidget *m_tree = nullptr;
};

} // namespace deltapad
