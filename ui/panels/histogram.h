// SPDX-License-Identifier: MIT
#pragma once
// Histogram: how long edits took: 28 bars on a logarithmic axis from 0.05 to 1,000 ms, and where half, 95 and
// 99 of 100 lie. Threading: user interface. Cost: repaints itself only; percentiles of at most 10,000 values.
#include <QWidget>

#include <array>
#include <deque>

namespace deltapad {

class Histogram : public QWidget
{
    Q_OBJECT

public:
    static constexpr int kBins = 28;
    static constexpr int kKept = 10000;

    explicit Histogram(QWidget *parent = nullptr);

    void add(double milliseconds);
    void clear();
    /// Smallest value that at least `share` of the values do not exceed; 0 if there are none.
    double percentile(double share) const;
    const std::array<int, kBins> &counts() const { return m_counts; }
    static int binOf(double milliseconds);

    QSize sizeHint() const override { return {220, 56}; }
    QSize minimumSizeHint() const override { return {80, 56}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    std::deque<double> m_values;
    std::array<int, kBins> m_counts{};
};

} // namespace deltapad
