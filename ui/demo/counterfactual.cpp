// SPDX-License-Identifier: MIT
#include "ui/demo/counterfactual.h"

#include "ui/demo/side_controller.h"
#include "ui/editor/text_edit.h"
#include "ui/panels/class_words.h"
#include "ui/panels/figures.h"
#include "ui/window/document_controller.h"

#include <QFrame>
#include <QKeyEvent>
#include <QLabel>
#include <QMouseEvent>
#include <QVBoxLayout>

#include <algorithm>

namespace deltapad {

namespace {

constexpr int kSuggestions = 4;

bool isWordUnit(char16_t unit)
{
    const QChar character(unit);
    return character.isLetterOrNumber() || character.isMark() || character.isSurrogate() || unit == u'\'' ||
           unit == u'\u2019';
}

} // namespace

WithoutWord withoutWord(const std::u16string &document, int position, std::int64_t liveBegin,
                        std::int64_t liveEnd)
{
    const auto length = std::int64_t(document.size());
    const std::int64_t from = std::clamp<std::int64_t>(liveBegin, 0, length);
    const std::int64_t to = std::clamp<std::int64_t>(liveEnd, from, length);
    std::int64_t begin = position;
    std::int64_t end = position;
    while (begin > from && begin <= to && isWordUnit(document[std::size_t(begin - 1)]))
        --begin;
    while (end >= from && end < to && isWordUnit(document[std::size_t(end)]))
        ++end;
    WithoutWord found;
    if (begin >= end)
        return found;
    found.begin = int(begin);
    found.end = int(end);
    found.word = document.substr(std::size_t(begin), std::size_t(end - begin));
    std::int64_t cutEnd = end;
    if (cutEnd < to && document[std::size_t(cutEnd)] == u' ' &&
        (begin == from || document[std::size_t(begin - 1)] == u' ' ||
         document[std::size_t(begin - 1)] == u'\n'))
        ++cutEnd; // one gap goes with the word
    found.text = document.substr(std::size_t(from), std::size_t(begin - from)) +
                 document.substr(std::size_t(cutEnd), std::size_t(to - cutEnd));
    // Next words come behind the text before the gap: a model says them with their gap.
    std::int64_t place = begin - from;
    if (place > 0 && found.text[std::size_t(place - 1)] == u' ')
        --place;
    found.place = Utf16Offset(place);
    return found;
}

Counterfactual::Counterfactual(TextEdit *edit, DocumentController *document, SideController *side)
    : QObject(edit), m_edit(edit), m_document(document), m_side(side)
{
    setObjectName(QStringLiteral("counterfactual"));
    m_card = new QFrame(m_edit, Qt::ToolTip);
    m_card->setObjectName(QStringLiteral("counterfactualCard"));
    m_card->setFrameShape(QFrame::StyledPanel);
    m_card->setAutoFillBackground(true);
    m_text = new QLabel(m_card);
    m_text->setObjectName(QStringLiteral("counterfactualText"));
    m_text->setTextFormat(Qt::RichText);
    auto *rows = new QVBoxLayout(m_card);
    rows->setContentsMargins(12, 8, 12, 8);
    rows->addWidget(m_text);
    m_edit->installEventFilter(this);
    m_edit->viewport()->installEventFilter(this);
    m_edit->viewport()->setMouseTracking(true);
    connect(m_document, &DocumentController::edited, this, [this] { hide(); });
}

bool Counterfactual::isShown() const
{
    return m_card->isVisible();
}

QString Counterfactual::cardText() const
{
    return m_text->text();
}

bool Counterfactual::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::ShortcutOverride:
        // Alt over a word asks; it does not also lead to the menus.
        if (watched == m_edit && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Alt &&
            m_edit->viewport()->rect().contains(m_mouse)) {
            event->accept();
            return true;
        }
        break;
    case QEvent::KeyPress: {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (watched == m_edit && key->key() == Qt::Key_Alt && !key->isAutoRepeat()) {
            m_held = true;
            pointAt(m_mouse);
        } else if (watched == m_edit && key->key() != Qt::Key_Alt) {
            hide();
        }
        break;
    }
    case QEvent::KeyRelease:
        if (watched == m_edit && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Alt &&
            !static_cast<QKeyEvent *>(event)->isAutoRepeat())
            hide();
        break;
    case QEvent::MouseMove:
        if (watched == m_edit->viewport()) {
            const auto *mouse = static_cast<QMouseEvent *>(event);
            m_mouse = mouse->position().toPoint();
            if (m_held && !(mouse->modifiers() & Qt::AltModifier))
                hide(); // released elsewhere
            else if (m_held)
                pointAt(m_mouse);
        }
        break;
    case QEvent::Leave:
        if (watched == m_edit->viewport())
            m_mouse = {-1, -1};
        break;
    case QEvent::FocusOut:
    case QEvent::Wheel:
    case QEvent::MouseButtonPress:
        hide();
        break;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

void Counterfactual::pointAt(const QPoint &viewportPoint)
{
    const auto &snapshot = m_document->snapshot();
    if (!m_edit->viewport()->rect().contains(viewportPoint) || !m_side->isAvailable() || !snapshot ||
        snapshot->revision != m_document->revision())
        return;
    const int position = m_edit->positionAt(viewportPoint);
    WithoutWord found = withoutWord(m_document->shadow().text(), position, snapshot->liveBegin.value,
                                    snapshot->liveEnd.value);
    if (found.word.empty() || (found.begin == m_word.begin && found.end == m_word.end))
        return;
    m_word = std::move(found);
    m_card->hide();
    m_side->ask(this, m_word.text, m_word.place, kSuggestions,
                [this, begin = m_word.begin, document = snapshot->document, revision = snapshot->revision,
                 now = snapshot->liveClasses](const Answer &answer) {
                    // Every document begins with the same revision: another one may have it by now.
                    if (m_held && begin == m_word.begin && document == m_document->document() &&
                        revision == m_document->revision())
                        show(answer, now);
                });
}

void Counterfactual::show(const Answer &answer, const std::vector<ClassScores> &now)
{
    if (!answer.problem.empty())
        return;
    QString text = tr("Without <b>%1</b>").arg(QString::fromStdU16String(m_word.word).toHtmlEscaped());
    text += QStringLiteral("<table cellspacing='0' cellpadding='2'>");
    for (std::size_t head = 0; head < answer.classes.size() && head < now.size(); ++head) {
        const ClassScores &then = answer.classes[head];
        const auto best = std::max_element(then.probabilities.begin(), then.probabilities.end());
        const auto label = std::size_t(best - then.probabilities.begin());
        if (label >= then.labels.size() || label >= now[head].probabilities.size())
            continue;
        text +=
            QStringLiteral("<tr><td>%1</td><td>&nbsp;<b>%2</b></td><td>&nbsp;%3</td><td>&nbsp;%4</td></tr>")
                .arg(classWord(then.head).toHtmlEscaped(), classWord(then.labels[label]).toHtmlEscaped(),
                     writePercent(*best), tr("now %1").arg(writePercent(now[head].probabilities[label])));
    }
    text += QStringLiteral("</table>");
    QStringList words;
    for (const Suggestion &suggestion : answer.suggestions)
        words.append(QString::fromStdU16String(suggestion.text).trimmed().toHtmlEscaped());
    if (!words.isEmpty())
        text += tr("Instead of it: %1").arg(words.join(QStringLiteral(" · ")));
    text += QStringLiteral("<br><small>%1</small>")
                .arg(tr("computed beside the text in %1").arg(writeMilliseconds(answer.milliseconds)));
    m_text->setText(text);
    QTextCursor cursor(m_edit->document());
    cursor.setPosition(m_word.begin);
    const QRect place = m_edit->cursorRect(cursor);
    m_card->adjustSize();
    m_card->move(m_edit->viewport()->mapToGlobal(place.bottomLeft() + QPoint(0, 6)));
    m_card->show();
}

void Counterfactual::hide()
{
    m_held = false;
    m_word = {};
    m_card->hide();
}

} // namespace deltapad
