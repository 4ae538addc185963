// SPDX-License-Identifier: MIT
#pragma once
// HeatMap: layers above one another, the live text from left to right; what the last edit computed again is
// coloured. Threading: user interface. Cost: repaints itself only; one rectangle a range.
#include "engine/session/report.h"

#include <QWidget>

namespace deltapad {

class HeatMap : public QWidget
{
    Q_OBJECT

public:
    explicit HeatMap(QWidget *parent = nullptr);

    void setReport(const UpdateReport &report);
    void clear();
    /// The layer that is also shown behind the text: from 0, the outputs are the last; -1: none.
    void setMarkedLayer(int layer);

    int layers() const { return int(m_changed.size()); }
    /// Share of a layer's rows that is coloured.
    double share(int layer) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {80, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    QRectF band(int layer) const;

    std::vector<RowRanges> m_changed;
    std::int64_t m_rows = 0;
    std::int64_t m_firstChanged = 0;
    int m_marked = -1;
};

} // namespace deltapad
