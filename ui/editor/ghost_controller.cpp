// SPDX-License-Identifier: MIT
#include "ui/editor/ghost_controller.h"

#include "engine/assist/repetition.h"
#include "ui/editor/document_text.h"
#include "ui/editor/text_edit.h"
#include "ui/editor/words.h"

#include <algorithm>

namespace deltapad {

GhostController::GhostController(TextEdit *edit, const Delays &delays)
    : QObject(edit), m_edit(edit), m_ghost(edit->document()), m_policy(delays.gate())
{
    setObjectName(QStringLiteral("ghostController"));
    m_clock.start();
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &GhostController::reconsider);
}

GhostController::Milliseconds GhostController::now() const
{
    return Milliseconds(m_clock.elapsed());
}

void GhostController::setMode(SuggestionMode mode)
{
    m_policy.gate().setMode(mode);
    clear();
    reconsider();
}

void GhostController::setFixedPause(std::optional<Milliseconds> pause)
{
    m_policy.gate().setFixedPause(pause);
    reconsider();
}

void GhostController::snooze(Milliseconds length)
{
    if (length.count() > 0) {
        m_policy.gate().snoozeUntil(now() + length);
        clear();
    } else {
        m_policy.gate().snoozeUntil(std::nullopt);
        reconsider();
    }
}

void GhostController::setSuggestions(const std::vector<Suggestion> &suggestions, int position)
{
    const QTextDocument &text = *m_edit->document();
    const qint64 length = documentLength(text);
    const qint64 caret = std::clamp<qint64>(position, 0, length);
    m_policy.offer(suggestions, caret,
                   {documentSlice(text, std::max<qint64>(0, caret - kRepetitionContext), caret),
                    documentSlice(text, caret, std::min(length, caret + kRepetitionContext))});
    reconsider();
}

void GhostController::reconsider()
{
    m_timer.stop();
    const auto wait = m_policy.waitBeforeShowing(m_edit->moment(), m_edit->textCursor().position(), now());
    if (!wait)
        return;
    if (wait->count() > 0) {
        m_timer.start(*wait);
    } else {
        m_policy.show();
        display();
    }
}

void GhostController::display()
{
    m_ghost.show(int(m_policy.position()), QString::fromStdU16String(m_policy.shown()));
    if (m_ghost.isVisible())
        Q_EMIT shown(m_ghost.text());
}

QString GhostController::part(AcceptPart part) const
{
    return m_ghost.text().left(qsizetype(m_policy.acceptLength(part)));
}

void GhostController::prepareChange()
{
    m_timer.stop();
    m_previewing = false;
    m_ghost.clear();
}

void GhostController::noteChange(LastAction action, const QString &typed)
{
    const bool before = m_policy.isShown();
    if (m_edit->textCursor().hasSelection())
        m_policy.hide();
    m_policy.note(action, unitsOf(typed), m_edit->textCursor().position(), now());
    if (m_policy.isShown())
        display();
    else if (before)
        Q_EMIT hidden();
}

void GhostController::clear()
{
    m_timer.stop();
    m_previewing = false;
    m_policy.hide();
    if (!m_ghost.isVisible())
        return;
    m_ghost.clear();
    Q_EMIT hidden();
}

void GhostController::dismiss()
{
    m_policy.dismiss();
    clear();
}

void GhostController::request()
{
    m_policy.gate().request();
    reconsider();
}

void GhostController::cycle(int step)
{
    m_policy.cycle(step);
    if (m_policy.isShown())
        display();
}

void GhostController::noteScroll()
{
    m_policy.gate().noteScroll(now());
}

void GhostController::preview(const QString &text)
{
    const EditorMoment moment = m_edit->moment();
    if (moment.hasSelection || moment.composing || moment.readOnly || text.isEmpty())
        return;
    if (!m_previewing)
        m_beforePreview = m_policy.shown();
    m_timer.stop();
    m_policy.showText(m_edit->textCursor().position(), text.toStdU16String());
    display();
    m_previewing = m_ghost.isVisible();
}

void GhostController::endPreview()
{
    if (!m_previewing)
        return;
    const std::u16string before = std::exchange(m_beforePreview, {});
    if (before.empty()) {
        clear();
        return;
    }
    m_previewing = false;
    m_policy.showText(m_policy.position(), before);
    display();
}

} // namespace deltapad
