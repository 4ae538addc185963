// SPDX-License-Identifier: MIT
#pragma once
// MatchMarks: where the search matches lie in the whole document, as marks on its vertical scroll bar.
// Lets every click through to the scroll bar. Threading: user interface. Ownership: child of the scroll bar.
// Cost: painting is linear in the bar's height, whatever the number of matches.
#include <QColor>
#include <QWidget>

#include <vector>

class QScrollBar;

namespace deltapad {

class MatchMarks : public QWidget
{
    Q_OBJECT

public:
    explicit MatchMarks(QScrollBar *bar);

    void setColor(const QColor &color);
    /// Visual lines with matches, ascending, of a document of `lineCount` lines.
    void setLines(std::vector<int> lines, int lineCount);
    const std::vector<int> &lines() const { return m_lines; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QColor m_color;
    std::vector<int> m_lines;
    int m_lineCount = 1;
};

} // namespace deltapad
