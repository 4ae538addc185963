// SPDX-License-Identifier: MIT
#include "ui/editor/undo_grouping.h"

namespace deltapad {

namespace {
bool isGap(QChar character)
{
    return character.isSpace() || character == QChar::ParagraphSeparator;
}
} // namespace

bool UndoGrouping::joins(EditKind kind, QChar character, int position, Milliseconds now) const
{
    if (!m_open || kind == EditKind::Whole || kind != m_kind || position != m_expected)
        return false;
    if (m_pause.count() > 0 && now - m_last > m_pause)
        return false;
    switch (kind) {
    case EditKind::Typing:
    case EditKind::ForwardDelete:
        // A word and the gap behind it belong together; the next word is a new step.
        return !(isGap(m_character) && !isGap(character));
    case EditKind::Backspace:
        return !(!isGap(m_character) && isGap(character));
    case EditKind::Whole:
        break;
    }
    return false;
}

UndoJoin UndoGrouping::next(EditKind kind, QChar character, int position, Milliseconds now)
{
    const UndoJoin answer =
        joins(kind, character, position, now) ? UndoJoin::PreviousStep : UndoJoin::NewStep;
    m_open = kind != EditKind::Whole;
    m_kind = kind;
    m_character = character;
    m_last = now;
    switch (kind) {
    case EditKind::Typing:
        m_expected = position + 1;
        break;
    case EditKind::Backspace:
        m_expected = position - 1;
        break;
    case EditKind::ForwardDelete:
    case EditKind::Whole:
        m_expected = position;
        break;
    }
    return answer;
}

} // namespace deltapad
