// SPDX-License-Identifier: MIT
#include "ui/editor/go_to_bar.h"

#include "ui/editor/text_edit.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QRegularExpression>
#include <QStyle>

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
    m_range->setText(tr("of %1").arg(QLocale().toString(m_edit->folds().lineCount(*m_edit->document()))));
    const QSignalBlocker quiet(m_place);
    m_place->setText(QString::number(m_edit->folds().lineOf(*m_edit->document(), m_origin.position()) + 1));
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
    const QTextDocument &document = *m_edit->document();
    const int lines = m_edit->folds().lineCount(document);
    const int line = match.captured(1).toInt();
    const bool good = match.hasMatch() && line >= 1 && line <= lines;
    m_range->setText(good || m_place->text().isEmpty()
                         ? tr("of %1").arg(QLocale().toString(lines))
                         : tr("There are lines 1 to %1").arg(QLocale().toString(lines)));
    m_range->setProperty("problem", !good && !m_place->text().isEmpty());
    m_range->style()->polish(m_range);
    if (!good)
        return;
    QTextCursor cursor = m_edit->textCursor();
    cursor.setPosition(m_edit->folds().positionOf(document, line - 1, match.captured(2).toInt() - 1));
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
