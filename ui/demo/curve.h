// SPDX-License-Identifier: MIT
#pragma once
// Curve: values over positions 0..n-1 as lines, with a mark at one position; pressing or dragging chooses
// one. Positions without a value leave gaps. Threading: user interface. Cost: repaints itself only.
#include <QWidget>

#include <optional>
#include <vector>

namespace deltapad {

class Curve : public QWidget
{
    Q_OBJECT

public:
    struct Line
    {
        QString name;
        std::vector<std::optional<double>> values;
        double top = 0; ///< the value at the upper edge; 0: the largest one
    };

    explicit Curve(QWidget *parent = nullptr);

    void setLines(std::vector<Line> lines);
    const std::vector<Line> &lines() const { return m_lines; }
    void setPositions(int count);
    void setMark(int position);
    int mark() const { return m_mark; }

    QSize sizeHint() const override { return {400, 84}; }
    QSize minimumSizeHint() const override { return {160, 60}; }

Q_SIGNALS:
    void chosen(int position);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    qreal placeOf(int position) const;
    void choose(qreal x);

    std::vector<Line> m_lines;
    int m_positions = 0;
    int m_mark = 0;
};

} // namespace deltapad
