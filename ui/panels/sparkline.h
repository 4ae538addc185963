// SPDX-License-Identifier: MIT
#pragma once
// Sparkline: the last 60 values as a small line with a dot at the newest. Pointing at it names the value.
// Threading: user interface. Cost: repaints itself only.
#include <QWidget>

#include <deque>

namespace deltapad {

class Sparkline : public QWidget
{
    Q_OBJECT

public:
    struct Point
    {
        double value = 0;
        QString caption; ///< shown when pointed at
    };
    static constexpr int kPoints = 60;

    /// `top` <= 0: the largest value shown.
    explicit Sparkline(double top, QWidget *parent = nullptr);

    void add(const Point &point);
    void clear();
    const std::deque<Point> &points() const { return m_points; }

    QSize sizeHint() const override { return {220, 34}; }
    QSize minimumSizeHint() const override { return {80, 34}; }

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    QPointF place(std::size_t index, double top) const;
    double topValue() const;

    double m_top;
    std::deque<Point> m_points;
};

} // namespace deltapad
