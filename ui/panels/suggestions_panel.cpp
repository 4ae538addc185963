// SPDX-License-Identifier: MIT
#include "ui/panels/suggestions_panel.h"

#include "ui/editor/words.h"
#include "ui/panels/figures.h"

#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

namespace deltapad {

namespace {
constexpr int kRowHeight = 31;
constexpr int kBadge = 19;
constexpr int kBarWidth = 46;
} // namespace

SuggestionButton::SuggestionButton(int number, QWidget *parent) : QAbstractButton(parent), m_number(number)
{
    setObjectName(QStringLiteral("suggestion%1").arg(number));
    setAccessibleName(tr("Suggestion %1").arg(number));
    setToolTip(tr("Insert (Alt+%1)").arg(number));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
}

QSize SuggestionButton::sizeHint() const
{
    return {220, kRowHeight};
}

void SuggestionButton::setSuggestion(const QString &text, const QString &begun, double confidence,
                                     double best)
{
    m_suggestion = text;
    m_begun = begun;
    m_confidence = confidence;
    m_share = best > 0 ? std::clamp(confidence / best, 0.0, 1.0) : 0;
    setAccessibleName(
        tr("Suggestion %1: %2, %3").arg(m_number).arg(begun + text.trimmed(), writePercent(confidence)));
    update();
}

void SuggestionButton::enterEvent(QEnterEvent *event)
{
    QAbstractButton::enterEvent(event);
    Q_EMIT pointedAt(m_suggestion);
}

void SuggestionButton::leaveEvent(QEvent *event)
{
    QAbstractButton::leaveEvent(event);
    Q_EMIT pointedAway();
}

void SuggestionButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool active = underMouse() || hasFocus() || isDown();
    if (active && isEnabled()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(palette().color(isDown() ? QPalette::Highlight : QPalette::Base));
        painter.drawRoundedRect(rect().adjusted(0, 1, 0, -1), 6, 6);
    }
    const QRect badge(8, (height() - kBadge) / 2, kBadge, kBadge);
    painter.setPen(Qt::NoPen);
    painter.setBrush(palette().color(QPalette::Midlight));
    painter.drawRoundedRect(badge, 5, 5);
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(badge, Qt::AlignCenter, QString::number(m_number));

    const QString figure = writePercent(m_confidence);
    const int figureWidth = std::max(fontMetrics().horizontalAdvance(QStringLiteral("88,8 %")),
                                     fontMetrics().horizontalAdvance(writePercent(1e-9))) +
                            4;
    const QRect figureRect(width() - figureWidth - 8, 0, figureWidth, height());
    painter.setPen(palette().color(QPalette::Dark));
    painter.drawText(figureRect, Qt::AlignRight | Qt::AlignVCenter, figure);
    const QRectF track(figureRect.left() - kBarWidth - 6, height() / 2.0 - 2.5, kBarWidth, 5);
    painter.setPen(Qt::NoPen);
    painter.setBrush(palette().color(QPalette::Midlight));
    painter.drawRoundedRect(track, 2.5, 2.5);
    QRectF bar = track;
    bar.setWidth(std::max(5.0, track.width() * m_share));
    painter.setBrush(palette().color(isEnabled() ? QPalette::Link : QPalette::Dark));
    painter.drawRoundedRect(bar, 2.5, 2.5);

    QFont font = this->font();
    font.setPointSizeF(font.pointSizeF() + 1.5);
    painter.setFont(font);
    painter.setPen(palette().color(QPalette::WindowText));
    const QRect textRect(badge.right() + 10, 0, int(track.left()) - badge.right() - 20, height());
    QString shown = m_suggestion;
    shown.replace(u'\n', QChar(0x21B5));
    const auto word = std::find_if_not(shown.cbegin(), shown.cend(), [](QChar c) { return c.isSpace(); });
    shown.remove(0, word - shown.cbegin()); // an indent, in code, would look like another column
    const QFontMetrics metrics(font);
    QRect rest = textRect;
    if (!m_begun.isEmpty()) {
        // The whole word is read; what is typed already is dimmed and, if long, gives way to what is new.
        const QString begun = metrics.elidedText(m_begun, Qt::ElideLeft, textRect.width() / 2);
        painter.setPen(palette().color(QPalette::Dark));
        painter.drawText(textRect, Qt::AlignLeft | Qt::AlignVCenter, begun);
        painter.setPen(palette().color(QPalette::WindowText));
        rest.setLeft(textRect.left() + metrics.horizontalAdvance(begun));
    }
    painter.drawText(rest, Qt::AlignLeft | Qt::AlignVCenter,
                     metrics.elidedText(shown, Qt::ElideRight, rest.width()));
}

SuggestionsPanel::SuggestionsPanel(QWidget *parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("suggestionsPanel"));
    setAccessibleName(tr("Suggestions"));
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(8, 2, 8, 8);
    rows->setSpacing(0);
    for (int number = 1; number <= kRows; ++number) {
        auto *row = new SuggestionButton(number, this);
        connect(row, &QAbstractButton::clicked, this, [this, number] { choose(number); });
        connect(row, &SuggestionButton::pointedAt, this, [this](const QString &text) {
            if (m_current)
                Q_EMIT pointedAt(text);
        });
        connect(row, &SuggestionButton::pointedAway, this, &SuggestionsPanel::pointedAway);
        row->hide();
        m_buttons.append(row);
        rows->addWidget(row);
    }
    m_hint = new QLabel(this);
    m_hint->setObjectName(QStringLiteral("suggestionsHint"));
    m_hint->setProperty("quiet", true);
    m_hint->setWordWrap(true);
    m_hint->setContentsMargins(8, 4, 8, 4);
    rows->addWidget(m_hint);
    rows->addStretch(1);
    setNothing(tr("Suggestions appear here while you write."));
}

std::vector<Suggestion> SuggestionsPanel::inPlace(std::vector<Suggestion> suggestions) const
{
    std::vector<Suggestion> placed(suggestions.size());
    std::vector<bool> taken(suggestions.size(), false);
    for (std::size_t row = 0; row < std::min(m_shown.size(), placed.size()); ++row) {
        const auto same =
            std::find_if(suggestions.begin(), suggestions.end(),
                         [&](const Suggestion &suggestion) { return suggestion.text == m_shown[row].text; });
        if (same == suggestions.end())
            continue;
        placed[row] = std::move(*same);
        suggestions.erase(same);
        taken[row] = true;
    }
    auto next = suggestions.begin();
    for (std::size_t row = 0; row < placed.size(); ++row)
        if (!taken[row])
            placed[row] = std::move(*next++);
    return placed;
}

void SuggestionsPanel::enterEvent(QEnterEvent *event)
{
    m_pointed = true;
    QWidget::enterEvent(event);
}

void SuggestionsPanel::leaveEvent(QEvent *event)
{
    m_pointed = false;
    QWidget::leaveEvent(event);
}

void SuggestionsPanel::setSuggestions(const std::vector<Suggestion> &newest, const QString &before)
{
    std::vector<Suggestion> suggestions(newest.begin(),
                                        newest.begin() + std::min<std::ptrdiff_t>(kRows, std::ssize(newest)));
    if (m_pointed)
        suggestions = inPlace(std::move(suggestions));
    m_shown = suggestions;
    m_current = true;
    double best = 0;
    for (const Suggestion &suggestion : suggestions)
        best = std::max(best, suggestion.confidence);
    for (int i = 0; i < kRows; ++i) {
        const bool filled = i < int(suggestions.size());
        m_buttons[i]->setVisible(filled);
        m_buttons[i]->setEnabled(filled);
        if (!filled)
            continue;
        const QString text = QString::fromStdU16String(suggestions[std::size_t(i)].text);
        m_buttons[i]->setSuggestion(text, wordContinuedBy(text, before),
                                    suggestions[std::size_t(i)].confidence, best);
    }
    writeKeys();
}

void SuggestionsPanel::setPlace(Place place)
{
    m_place = place;
    if (m_current)
        writeKeys();
}

void SuggestionsPanel::writeKeys()
{
    if (m_shown.empty())
        m_hint->setText(tr("No suggestion here."));
    else if (m_place == Place::InText)
        m_hint->setText(tr("Tab accepts, Ctrl+→ takes a word"));
    else
        m_hint->setText(tr("Alt and the number inserts one"));
}

void SuggestionsPanel::setPending()
{
    m_current = false;
}

void SuggestionsPanel::setNothing(const QString &why)
{
    m_current = false;
    for (SuggestionButton *row : m_buttons)
        row->hide();
    m_hint->setText(why);
}

void SuggestionsPanel::choose(int number)
{
    if (!m_current || number < 1 || number > kRows || m_buttons[number - 1]->isHidden())
        return;
    Q_EMIT chosen(m_buttons[number - 1]->suggestion());
}

} // namespace deltapad
