// SPDX-License-Identifier: MIT
#pragma once
// Bars: a small list of labelled horizontal bars, painted by hand from the palette.
// Rows never change their order; lengths move for at most the given time. Not a chart library.
// Threading: user interface. Cost: repaints itself only.
#include <QVariantAnimation>
#include <QWidget>

#include <chrono>
#include <vector>

namespace deltapad {

struct BarRow
{
    QString label;
    double share = 0; ///< 0..1
    QString figure;   ///< at the right
    bool leading = false;
};

class Bars : public QWidget
{
    Q_OBJECT

public:
    enum class Shape {
        Stacked, ///< label and figure above a thin bar
        Inline   ///< label, bar and figure in one line
    };

    Bars(Shape shape, std::chrono::milliseconds animation, QWidget *parent = nullptr);

    void setRows(std::vector<BarRow> rows);
    const std::vector<BarRow> &rows() const { return m_rows; }
    /// Fades what is shown while newer values are being computed.
    void setCurrent(bool current);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {80, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    int rowHeight() const;

    Shape m_shape;
    std::vector<BarRow> m_rows;
    std::vector<double> m_from;
    std::vector<double> m_drawn;
    QVariantAnimation m_animation;
    bool m_current = true;
};

} // namespace deltapad
