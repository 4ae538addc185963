// SPDX-License-Identifier: MIT
#include "ui/editor/ghost_controller.h"

#include "ui/editor/document_text.h"
#include "ui/editor/text_edit.h"
#include "ui/editor/words.h"

#include <QTextBlock>

namespace deltapad {

GhostController::GhostController(TextEdit *edit, const Delays &delays)
    : QObject(edit), m_edit(edit), m_ghost(edit->document()), m_gate(delays)
{
    setObjectName(QStringLiteral("ghostController"));
    m_clock.start();
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &GhostController::reconsider);
}

SuggestionGate::Milliseconds GhostController::now() const
{
    return SuggestionGate::Milliseconds(m_clock.elapsed());
}

void GhostController::setMode(SuggestionMode mode)
{
    m_gate.setMode(mode);
    clear();
    reconsider();
}

void GhostController::setSuggestions(const QStringList &suggestions, int position)
{
    m_suggestions = suggestions;
    m_suggestionsAt = position;
    m_index = 0;
    m_fresh = true;
    reconsider();
}

void GhostController::reconsider()
{
    m_timer.stop();
    if (!m_fresh || m_ghost.isVisible() || m_suggestions.isEmpty() ||
        m_suggestionsAt != m_edit->textCursor().position())
        return;
    const auto wait = m_gate.waitBeforeShowing(m_edit->moment(), now());
    if (!wait)
        return;
    if (wait->count() > 0)
        m_timer.start(*wait);
    else
        showNow();
}

bool GhostController::repeatsFollowingText(const QString &text) const
{
    const qint64 begin = m_edit->textCursor().position();
    const qint64 end = std::min<qint64>(begin + text.size(), documentLength(*m_edit->document()));
    const std::u16string following = documentSlice(*m_edit->document(), begin, end);
    return QStringView(following).trimmed() == QStringView(text).trimmed();
}

void GhostController::showNow()
{
    const QString &text = m_suggestions.at(m_index);
    if (!QStringView(text).trimmed().isEmpty() && !repeatsFollowingText(text))
        display(m_suggestionsAt, text);
}

void GhostController::display(int position, const QString &text)
{
    m_ghost.show(position, text);
    if (m_ghost.isVisible())
        Q_EMIT shown(text);
}

void GhostController::prepareChange()
{
    m_timer.stop();
    m_remembered = m_ghost.text();
    m_rememberedAt = m_ghost.position();
    m_ghost.clear();
}

void GhostController::noteChange(LastAction action, const QString &typed)
{
    m_gate.note(action, typed, now());
    const QString before = std::exchange(m_remembered, QString());
    if (before.isEmpty())
        return;
    const int position = m_edit->textCursor().position();
    const bool along = (action == LastAction::Typed || action == LastAction::Accepted) &&
                       before.startsWith(typed) && before.size() > typed.size() &&
                       position == m_rememberedAt + typed.size() && !m_edit->textCursor().hasSelection();
    if (along)
        display(position, before.mid(typed.size()));
    else
        Q_EMIT hidden();
}

void GhostController::clear()
{
    m_timer.stop();
    m_remembered.clear();
    if (!m_ghost.isVisible())
        return;
    m_ghost.clear();
    Q_EMIT hidden();
}

void GhostController::dismiss()
{
    m_gate.dismiss();
    clear();
}

void GhostController::request()
{
    m_gate.request();
    reconsider();
}

void GhostController::cycle(int step)
{
    if (!m_ghost.isVisible() || !m_fresh || m_suggestions.size() < 2 ||
        m_suggestionsAt != m_edit->textCursor().position())
        return;
    m_index = (m_index + step + m_suggestions.size()) % m_suggestions.size();
    display(m_suggestionsAt, m_suggestions.at(m_index));
}

void GhostController::noteScroll()
{
    m_gate.noteScroll(now());
}

qsizetype GhostController::nextWord() const
{
    return nextWordLength(m_ghost.text());
}

} // namespace deltapad
