// SPDX-License-Identifier: MIT
#include "ui/window/suggestion_view.h"

#include "engine/live/engine_client.h"
#include "ui/editor/words.h"
#include "ui/panels/figures.h"

#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace deltapad {

SuggestionView::SuggestionView(const QString &ghost, const QString &before, const Snapshot *snapshot,
                               QWidget *parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("suggestionView"));
    setWindowTitle(tr("Suggestions"));
    setAccessibleName(windowTitle());
    resize(460, 240);
    QStringList lines;
    if (!ghost.isEmpty())
        lines.append(tr("In the text: %1").arg(inWholeWords(ghost, before)));
    int number = 0;
    if (snapshot) {
        for (const Suggestion &suggestion : snapshot->suggestions)
            lines.append(tr("%1. %2 (%3)")
                             .arg(++number)
                             .arg(inWholeWords(QString::fromStdU16String(suggestion.text), before),
                                  writePercent(suggestion.confidence)));
    }
    if (lines.isEmpty())
        lines.append(tr("There is no suggestion at the caret."));
    else if (ghost.isEmpty())
        lines.append(tr("\nBack in the text, Alt+1 to Alt+5 insert by number."));
    else
        lines.append(tr("\nBack in the text, Tab accepts the first and Alt+1 to Alt+5 insert by number."));
    m_text = new QPlainTextEdit(lines.join(u'\n'), this);
    m_text->setObjectName(QStringLiteral("suggestionViewText"));
    m_text->setAccessibleName(tr("Suggestions"));
    m_text->setAccessibleDescription(tr("Read-only; Escape returns to the text."));
    m_text->setReadOnly(true);
    m_text->setTabChangesFocus(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(16, 14, 16, 14);
    rows->addWidget(m_text);
    m_text->setFocus();
}

QString SuggestionView::text() const
{
    return m_text->toPlainText();
}

} // namespace deltapad
