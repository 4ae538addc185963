// SPDX-License-Identifier: MIT
#include "ui/editor/match_marks.h"

#include <QEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>

namespace deltapad {

namespace {
constexpr int kMarkHeight = 3;
} // namespace

MatchMarks::MatchMarks(QScrollBar *bar) : QWidget(bar)
{
    setObjectName(QStringLiteral("matchMarks"));
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setGeometry(bar->rect());
    bar->installEventFilter(this);
    hide();
}

void MatchMarks::setColor(const QColor &color)
{
    m_color = color;
    m_color.setAlpha(255);
    update();
}

void MatchMarks::setLines(std::vector<int> lines, int lineCount)
{
    m_lines = std::move(lines);
    m_lineCount = std::max(1, lineCount);
    setVisible(!m_lines.empty());
    update();
}

bool MatchMarks::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize)
        setGeometry(static_cast<QWidget *>(watched)->rect());
    return QWidget::eventFilter(watched, event);
}

void MatchMarks::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    int drawn = -kMarkHeight;
    for (const int line : m_lines) {
        const int y = int(qint64(line) * (height() - kMarkHeight) / m_lineCount);
        if (y < drawn + kMarkHeight)
            continue; // in the mark before it
        painter.fillRect(QRect(2, y, width() - 4, kMarkHeight), m_color);
        drawn = y;
    }
}

} // namespace deltapad
