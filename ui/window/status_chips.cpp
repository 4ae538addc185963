// SPDX-License-Identifier: MIT
#include "ui/window/status_chips.h"

#include "ui/editor/file_io.h"
#include "ui/editor/notification.h"
#include "ui/panels/figures.h"

#include <QEvent>
#include <QLabel>
#include <QLayout>
#include <QLocale>
#include <QProgressBar>
#include <QScopedValueRollback>
#include <QStatusBar>
#include <QStyle>

#include <algorithm>
#include <array>

namespace deltapad {

namespace {

constexpr int kWidthStep = 8;
constexpr int kSlack = 2 * kWidthStep; ///< of a chip whose text has become shorter

/// The width of a chip that needs `needed`: the present one if that fits.
int widthFor(const QToolButton *chip, int needed, int slack = kSlack)
{
    const int wanted = (needed + kWidthStep - 1) / kWidthStep * kWidthStep;
    const int present = chip->minimumWidth();
    return present >= wanted && present - wanted <= slack ? present : wanted;
}

} // namespace

StatusChips::StatusChips(QStatusBar *bar) : QObject(bar), m_bar(bar)
{
    bar->setObjectName(QStringLiteral("statusBar"));
    bar->setAccessibleName(tr("Status"));
    bar->setSizeGripEnabled(false);
    bar->setContentsMargins(6, 1, 6, 1);
    m_hint = new QLabel(bar);
    m_hint->setObjectName(QStringLiteral("hint"));
    m_hint->setProperty("quiet", true);
    m_hint->setContentsMargins(8, 0, 0, 0);
    m_hint->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // it yields to everything else
    bar->addWidget(m_hint, 1);
    m_spoken = new Notification(bar);
    m_spoken->setObjectName(QStringLiteral("spokenHint"));
    m_spoken->hide();
    bar->setSizePolicy(QSizePolicy::Ignored,
                       QSizePolicy::Fixed); // and the window may be narrower than the bar
    bar->installEventFilter(this);
    m_position = chip(bar, QStringLiteral("chipPosition"), tr("Position"));
    m_words = chip(bar, QStringLiteral("chipWords"), tr("Words"));
    m_encoding = chip(bar, QStringLiteral("chipEncoding"), tr("Encoding"));
    m_lineEnd = chip(bar, QStringLiteral("chipLineEnd"), tr("Line end"));
    m_suggestions = chip(bar, QStringLiteral("chipSuggestions"), tr("Suggestions"));
    m_work = chip(bar, QStringLiteral("chipWork"), tr("Speed of the last edit"));
    m_work->setToolTip(
        tr("Time from the last edit to all panels, share of rows recomputed, and operations saved "
           "against a full pass. Click for the Savings panel."));
    m_work->setProperty("lively", true);
    m_offline = chip(bar, QStringLiteral("chipOffline"), tr("Privacy"));
    m_offline->setToolTip(tr("The model runs inside this program. Nothing is sent anywhere."));
    write(m_offline, offlineText());
    m_progress = new QProgressBar(bar);
    m_progress->setObjectName(QStringLiteral("modelProgress"));
    m_progress->setAccessibleName(tr("The model is being loaded"));
    m_progress->setAccessibleDescription(tr("The text can be edited meanwhile."));
    m_progress->setRange(0, 0);
    m_progress->setTextVisible(false);
    m_progress->setFixedSize(72, 4);
    bar->addPermanentWidget(m_progress);
    m_engine = chip(bar, QStringLiteral("chipEngine"), tr("Engine"));
    m_encoding->setPopupMode(QToolButton::InstantPopup);
    m_lineEnd->setPopupMode(QToolButton::InstantPopup);
    m_work->hide();
    setEngine(Engine::Loading, QString());
}

QToolButton *StatusChips::chip(QStatusBar *bar, const QString &name, const QString &accessibleName)
{
    auto *made = new QToolButton(bar);
    made->setObjectName(name);
    made->setProperty("chip", true);
    made->setProperty("title", accessibleName);
    made->setAccessibleName(accessibleName);
    made->setToolTip(accessibleName);
    made->setAccessibleDescription(accessibleName);
    made->setFocusPolicy(Qt::TabFocus);
    bar->addPermanentWidget(made);
    return made;
}

void StatusChips::write(QToolButton *chip, const QString &text)
{
    if (chip->text() == text)
        return;
    chip->setText(text);
    chip->setAccessibleName(chip->property("title").toString() + QStringLiteral(": ") + text);
    if (settleWidth(chip, kSlack))
        fit();
}

bool StatusChips::settleWidth(QToolButton *chip, int slack)
{
    const QSize hint = chip->sizeHint();
    const QSize wanted(widthFor(chip, hint.width(), slack), hint.height());
    if (chip->minimumSize() == wanted)
        return false;
    chip->setFixedSize(wanted);
    return true;
}

QString StatusChips::offlineText() const
{
    return tr("Offline model · no network");
}

void StatusChips::fit()
{
    if (m_fitting || !m_engine)
        return;
    const QScopedValueRollback<bool> fitting(m_fitting, true);
    constexpr int kHint = 120;
    constexpr int kAround = 48; ///< margins, and what the layout leaves between the hint and the chips
    const int fullHint = m_hint->fontMetrics().horizontalAdvance(m_hintText) + kAround;
    const int hint = m_hintText.isEmpty()             ? 0
                     : m_hintRoom == HintRoom::InFull ? std::max(kHint, fullHint)
                                                      : kHint;
    const int spacing = m_bar->layout()->spacing();
    const auto widthWith = [&](const QToolButton *chip, const QString &text) {
        const QFontMetrics metrics(chip->font());
        return widthFor(chip, chip->sizeHint().width() + metrics.horizontalAdvance(text) -
                                  metrics.horizontalAdvance(chip->text())) +
               spacing;
    };
    struct Chip
    {
        QToolButton *button;
        QStringList texts; ///< the full one, then a shorter one if there is one
        bool shown = true;
        qsizetype text = 0;
    };
    // In the order in which they go when there is no room.
    std::array chips{Chip{m_lineEnd, {m_lineEnd->text()}},
                     Chip{m_encoding, {m_encoding->text()}},
                     Chip{m_work, {m_workText, m_workText.section(QStringLiteral(" · "), 0, 0)}, m_hasWork},
                     Chip{m_suggestions, {m_suggestions->text()}},
                     Chip{m_words, {m_words->text()}},
                     Chip{m_offline, {offlineText(), tr("Offline")}}};
    int needed = widthWith(m_position, m_position->text()) + widthWith(m_engine, m_engine->text()) +
                 (m_progress->isHidden() ? 0 : m_progress->width() + spacing) + hint;
    for (const Chip &chip : chips)
        needed += chip.shown ? widthWith(chip.button, chip.texts[0]) : 0;
    const int room = m_bar->contentsRect().width() - 16;
    for (auto chip = chips.rbegin(); chip != chips.rend() && needed > room; ++chip) {
        if (!chip->shown || chip->texts.size() < 2)
            continue;
        needed -= widthWith(chip->button, chip->texts[0]) - widthWith(chip->button, chip->texts[1]);
        chip->text = 1;
    }
    for (auto chip = chips.begin(); chip != chips.end() && needed > room; ++chip) {
        needed -= chip->shown ? widthWith(chip->button, chip->texts[chip->text]) : 0;
        chip->shown = false;
    }
    for (const Chip &chip : chips) {
        write(chip.button, chip.texts[chip.text]);
        if (chip.button->isHidden() == chip.shown)
            chip.button->setVisible(chip.shown);
    }
    elideHint();
    QMetaObject::invokeMethod(this, &StatusChips::elideHint, Qt::QueuedConnection); // once it has its room
}

void StatusChips::elideHint()
{
    m_hint->setText(m_hint->fontMetrics().elidedText(m_hintText, Qt::ElideRight,
                                                     std::max(0, m_hint->contentsRect().width())));
}

bool StatusChips::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize)
        QMetaObject::invokeMethod(this, &StatusChips::fit, Qt::QueuedConnection); // once it is laid out
    if (event->type() == QEvent::StyleChange || event->type() == QEvent::FontChange)
        QMetaObject::invokeMethod(this, &StatusChips::restyled, Qt::QueuedConnection); // once all have it
    return QObject::eventFilter(watched, event);
}

void StatusChips::restyled()
{
    for (QToolButton *chip : m_bar->findChildren<QToolButton *>(QString(), Qt::FindDirectChildrenOnly))
        if (chip->minimumWidth() > 0) // others are written by somebody else
            settleWidth(chip, 0);     // the old width says nothing any more
    fit();
}

void StatusChips::setPosition(int line, int column, int selected)
{
    write(m_position, selected > 0 ? tr("%1:%2 (%3 selected)").arg(line).arg(column).arg(selected)
                                   : tr("%1:%2").arg(line).arg(column));
}

void StatusChips::setStatistics(const TextStatistics &total, const std::optional<TextStatistics> &selection,
                                qint64 session)
{
    const QLocale locale;
    const TextStatistics &shown = selection ? *selection : total;
    const QString words = shown.words == 1 ? tr("1 word") : tr("%1 words").arg(locale.toString(shown.words));
    if (selection)
        write(m_words, tr("%1 of %2").arg(words, locale.toString(total.words)));
    else
        write(m_words, total.words == 0 ? words : tr("%1 · %2 min").arg(words).arg(total.readingMinutes()));
    const QString readability =
        shown.words == 0
            ? QString()
            : tr("Readability LIX %1, ARI %2 (below 30 and 6: easy; above 50 and 12: heavy)\n")
                  .arg(locale.toString(shown.lix(), 'f', 0), locale.toString(shown.ari(), 'f', 1));
    m_words->setToolTip(
        tr("%1: %2 characters, %3, %4 sentences\nReading time about %5 minutes at 240 words a minute\n%6"
           "Since the document was opened: %7 words")
            .arg(selection ? tr("Selection") : tr("Document"), locale.toString(shown.characters), words,
                 locale.toString(shown.sentences))
            .arg(shown.readingMinutes())
            .arg(readability, (session > 0 ? QStringLiteral("+") : QString()) + locale.toString(session)));
    m_words->setAccessibleDescription(m_words->toolTip());
}

void StatusChips::setFormat(const FileFormat &format)
{
    write(m_encoding, encodingName(format));
    write(m_lineEnd, lineEndName(format.lineEnd));
}

void StatusChips::setWork(const UpdateReport &report)
{
    // Opening a text computes everything once: no saving to boast of.
    if (report.incremental.total() >= report.dense.total())
        m_workText = tr("%1 · full pass").arg(writeMilliseconds(report.milliseconds));
    else
        m_workText = tr("%1 · %2 recomputed · %3 less work")
                         .arg(writeMilliseconds(report.milliseconds), writePercent(recomputedShare(report)),
                              writeRatio(denseRatio(report)));
    m_hasWork = true;
    fit();
}

void StatusChips::clearWork()
{
    m_hasWork = false;
    fit();
}

void StatusChips::setEngine(Engine engine, const QString &model)
{
    QString text;
    switch (engine) {
    case Engine::Loading:
        text = tr("○ loading model");
        break;
    case Engine::Computing:
    case Engine::Current: // a few milliseconds apart: one text, so that the bar does not flicker
        text = tr("● %1").arg(model.isEmpty() ? tr("model") : model);
        if (m_scope == Scope::NearCaret)
            text += tr(" · near the caret");
        break;
    case Engine::NoModel:
        text = tr("◌ no model");
        break;
    case Engine::Off:
        text = tr("◌ off for this document");
        break;
    }
    write(m_engine, text);
    m_progress->setVisible(engine == Engine::Loading);
    fit();
    const bool trouble = engine == Engine::NoModel;
    if (m_engine->property("trouble").toBool() != trouble) {
        m_engine->setProperty("trouble", trouble);
        m_engine->style()->unpolish(m_engine);
        m_engine->style()->polish(m_engine);
        restyled();
    }
}

void StatusChips::setHint(const QString &hint, HintRoom room)
{
    if (m_hintText == hint)
        return;
    m_hintText = hint;
    m_hintRoom = room;
    fit();
    m_hint->setAccessibleName(hint);
    if (!hint.isEmpty())
        m_spoken->speak(hint);
}

} // namespace deltapad
