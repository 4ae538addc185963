// SPDX-License-Identifier: MIT
#pragma once
// RemarksPanel: the remarks of the document, equal ones as one row with a count, the more frequent kinds of
// trouble first. A click or Enter goes to the next one of a row. Threading: user interface. Ownership: child
// of its dock. Cost: the rows are rebuilt only when their texts or counts change.
#include "ui/remarks/remarks_controller.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QTreeWidget;

namespace deltapad {

class RemarksPanel : public QWidget
{
    Q_OBJECT

public:
    explicit RemarksPanel(QWidget *parent = nullptr);

    void setRemarks(const std::vector<Remark> &remarks);
    void setSeverity(Severity severity);

    struct Group
    {
        RemarkKind kind = RemarkKind::Spelling;
        std::u16string text;
        std::u16string title;
        int count = 0;
        bool operator==(const Group &) const = default;
    };
    const std::vector<Group> &groups() const { return m_groups; }

Q_SIGNALS:
    void chosen(deltapad::RemarkKind kind, const std::u16string &text);
    void severityChosen(deltapad::Severity severity);

protected:
    void changeEvent(QEvent *event) override;

private:
    void fill();

    std::vector<Group> m_groups;
    QComboBox *m_severity = nullptr;
    QLabel *m_summary = nullptr;
    QTreeWidget *m_rows = nullptr;
};

} // namespace deltapad
