// SPDX-License-Identifier: MIT
#include "ui/editor/go_to_bar.h"

#include "ui/editor/text_edit.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpression>
#include <QStyle>
#include <QTextBlock>

namespace deltapad {

GoToBar::GoToBar(TextEdit *edit, QWidget *parent) : QWidget(parent), m_edit(edit)
{
    setObjectName(QStringLiteral("goToBar"));
    setAccessibleName(tr("Go to line"));
    setAttribute(Qt::WA_StyledBackground);
    auto *title = new QLabel(tr("Go to line"), this);
    title->setObjectName(QStringLiteral("goToTitle"));
    m_place = new QLineEdit(this);
    m_place->setObjectName(QStringLiteral("goToPlace"));
    m_place->setAccessibleName(tr("Line, or line:column"));
    m_place->setAccessibleDescription(tr("Return goes there, Escape returns."));
    m_place->setPlaceholderText(tr("line, or line:column"));
    m_place->setMaximumWidth(220);
    title->setBuddy(m_place);
    m_range = new QLabel(this);
    m_range->setObjectName(QStringLiteral("goToRange"));
    m_range->setProperty("quiet", true);
    auto *columns = new QHBoxLayout(this);
    columns->setContentsMargins(16, 8, 16, 8);
    columns->setSpacing(10);
    columns->addWidget(title);
    columns->addWidget(m_place);
    columns->addWidget(m_range);
    columns->addStretch(1);
    connect(m_place, &QLineEdit::textChanged, this, &GoToBar::go);
    hide();
}

void GoToBar::open()
{
    m_origin = m_edit->textCursor();
    m_range->setText(tr("of %1").arg(m_edit->document()->blockCount()));
    const QSignalBlocker quiet(m_place);
    m_place->setText(QString::number(m_origin.blockNumber() + 1));
    m_place->selectAll();
    show();
    m_place->setFocus(Qt::ShortcutFocusReason);
}

void GoToBar::close(Caret caret)
{
    hide();
    if (caret == Caret::Returns && !m_origin.isNull()) {
        m_edit->setTextCursor(m_origin);
        m_edit->ensureCursorVisible();
    }
    m_origin = QTextCursor();
    m_edit->setFocus(Qt::OtherFocusReason);
}

void GoToBar::go()
{
    static const QRegularExpression place(QStringLiteral("^\\s*(\\d{1,9})\\s*(?:[:,]\\s*(\\d{1,9})?\\s*)?$"));
    const QRegularExpressionMatch match = place.match(m_place->text());
    const int lines = m_edit->document()->blockCount();
    const int line = match.captured(1).toInt();
    const bool good = match.hasMatch() && line >= 1 && line <= lines;
    m_range->setText(good || m_place->text().isEmpty() ? tr("of %1").arg(lines)
                                                       : tr("There are lines 1 to %1").arg(lines));
    m_range->setProperty("problem", !good && !m_place->text().isEmpty());
    m_range->style()->polish(m_range);
    if (!good)
        return;
    const QTextBlock block = m_edit->document()->findBlockByNumber(line - 1);
    QTextCursor cursor(block);
    cursor.setPosition(block.position() + std::clamp(match.captured(2).toInt() - 1, 0, block.length() - 1));
    m_edit->setTextCursor(cursor);
    m_edit->centerCursor();
}

void GoToBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        close(Caret::Returns);
    else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        close(Caret::Stays);
    else
        QWidget::keyPressEvent(event);
}

} // namespace deltapad
