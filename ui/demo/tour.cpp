// SPDX-License-Identifier: MIT
#include "ui/demo/tour.h"

#include "engine/recording/tour.h"
#include "ui/editor/text_edit.h"
#include "ui/window/document_controller.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QScopedValueRollback>
#include <QTextCursor>
#include <QToolButton>

#include <array>

namespace deltapad {

namespace {
constexpr int kFrame = 16;
constexpr double kReading = 3800; ///< milliseconds a caption stands before something happens
constexpr double kKey = 95;       ///< from one typed key to the next
constexpr double kBackspace = 45;
constexpr double kAfterEdit = 1200; ///< to look at the panels
constexpr int kRaceEvery = 5;
// What is not there after so long will hardly come: the tour goes on without it.
constexpr double kLongestComputing = 15000;
constexpr double kLongestRace = 8000;
constexpr double kLongestEarlierRace = 1500; ///< one under way keeps the last key from having its own
constexpr double kLongestVerifying = 30000;
} // namespace

Tour::Tour(TextEdit *edit, DocumentController *document, TourStage stage, QWidget *parent)
    : QWidget(parent), m_edit(edit), m_document(document), m_stage(std::move(stage))
{
    setObjectName(QStringLiteral("tourBar"));
    setAccessibleName(tr("Guided tour"));
    setAutoFillBackground(true);
    m_caption = new QLabel(this);
    m_caption->setObjectName(QStringLiteral("tourCaption"));
    m_caption->setWordWrap(true);
    m_caption->setMinimumHeight(2 * m_caption->fontMetrics().lineSpacing());
    m_progress = new QProgressBar(this);
    m_progress->setObjectName(QStringLiteral("tourProgress"));
    m_progress->setAccessibleName(tr("Progress of the tour"));
    m_progress->setTextVisible(false);
    m_progress->setMaximumWidth(120);
    m_progress->setMaximumHeight(6);
    m_stop = new QToolButton(this);
    m_stop->setObjectName(QStringLiteral("tourStop"));
    m_stop->setText(tr("Stop"));
    m_stop->setToolTip(tr("Ends the tour; the text stays as it is now"));
    m_stop->setProperty("chip", true);
    auto *columns = new QHBoxLayout(this);
    columns->setContentsMargins(18, 8, 14, 8);
    columns->addWidget(m_caption, 1);
    columns->addWidget(m_progress);
    columns->addWidget(m_stop);
    connect(m_stop, &QToolButton::clicked, this, [this] {
        const bool over = !m_running;
        stop();
        hide();
        if (over)
            Q_EMIT left();
    });
    connect(m_document, &DocumentController::edited, this, [this] {
        if (m_changing)
            return;
        if (m_running)
            stop();
        else if (isVisible())
            Q_EMIT left(); // the summary asked for an edit: here it is
    });
    m_timer.setInterval(kFrame);
    connect(&m_timer, &QTimer::timeout, this, [this] { advance(double(m_elapsed.restart())); });
    hide();
}

/// The captions of tourEdits(), which knows no translations: named here so that they are in the tables of
/// them.
[[maybe_unused]] constexpr std::array kCaptions{
    QT_TRANSLATE_NOOP("deltapad::Tour", "A word at the very start: everything behind it could depend on it."),
    QT_TRANSLATE_NOOP("deltapad::Tour", "A word replaced in the second paragraph."),
    QT_TRANSLATE_NOOP("deltapad::Tour",
                      "A few words in the middle. A key/value cache would compute the second half again."),
    QT_TRANSLATE_NOOP("deltapad::Tour",
                      "A clause deleted. What follows closes up; the rows behind it keep what they know."),
    QT_TRANSLATE_NOOP("deltapad::Tour", "Further down, where little text is left behind the edit."),
    QT_TRANSLATE_NOOP("deltapad::Tour", "And a sentence typed at the end, as one writes."),
};

QString Tour::caption() const
{
    return m_caption->text();
}

void Tour::say(const QString &caption)
{
    m_caption->setText(caption);
}

void Tour::plan()
{
    m_actions.clear();
    double at = 0;
    const auto then = [&](double pause, std::function<void()> run) {
        m_actions.push_back({at, std::move(run), {}, 0});
        at += pause;
    };
    const auto when = [&](double longestWait, std::function<bool()> ready) {
        m_actions.back().ready = std::move(ready);
        m_actions.back().longestWait = longestWait;
    };
    std::u16string text = tourText();
    then(kReading, [this] {
        say(tr("A text of about 1,500 words. It is computed once, in full; from now on only what an edit "
               "changes."));
        m_stage.showSavings();
    });
    const std::vector<TourEdit> &edits = tourEdits();
    bool racing = false;
    for (std::size_t n = 0; n < edits.size(); ++n) {
        const TourEdit &edit = edits[n];
        then(kReading, [this, &edit] { say(tr(edit.caption.c_str())); });
        when(kLongestComputing, m_stage.computed);
        const std::vector<TextSplice> keys = keysOf(edit, text);
        for (std::size_t k = 0; k < keys.size(); ++k) {
            const TextSplice &key = keys[k];
            text.replace(std::size_t(key.begin.value), std::size_t(key.removed), key.inserted);
            if (racing && k + 1 == keys.size()) {
                // No key follows that could disturb its race.
                then(0, [this] { m_stage.race(1); });
                when(kLongestEarlierRace, m_stage.raced);
            }
            then(key.removed > 0 ? kBackspace : kKey, [this, key] { type(key); });
        }
        at += kAfterEdit;
        if (racing) {
            then(0, [this] { m_stage.race(kRaceEvery); });
            when(kLongestRace, m_stage.raced);
        }
        if (n == 1) {
            then(kReading, [this] {
                say(tr(
                    "Now a race: the same edits are also computed in full, with the same kernels, on a spare "
                    "thread. Both bars are measured."));
                m_stage.race(kRaceEvery);
            });
            when(kLongestComputing, m_stage.computed);
            racing = true;
        }
        if (n == 2) {
            then(kReading, [this] {
                say(tr("Behind the text: what the last key computed again in one layer. Everything else was "
                       "kept."));
                m_stage.heat(true);
            });
            when(kLongestComputing, m_stage.computed);
        }
        if (n == 3)
            then(0, [this] { m_stage.heat(false); });
    }
    then(kReading, [this] {
        say(tr("Is it exact? The whole text is computed from scratch and compared, code by code and output "
               "by output."));
        m_stage.verify();
    });
    when(kLongestComputing, m_stage.computed);
    then(kReading, [this] { say(m_stage.summary()); });
    when(kLongestVerifying, m_stage.verified);
    m_length = at;
    m_progress->setRange(0, int(m_length));
}

void Tour::start()
{
    stop();
    {
        const QScopedValueRollback<bool> changing(m_changing, true);
        m_stage.load(QString::fromStdU16String(tourText()));
        m_edit->document()->setModified(false);
    }
    plan();
    m_next = 0;
    m_now = 0;
    m_waited = 0;
    m_running = true;
    m_stop->setText(tr("Stop"));
    show();
    m_elapsed.start();
    m_timer.start();
    advance(0);
}

void Tour::stop()
{
    if (!m_running)
        return;
    m_running = false;
    m_timer.stop();
    m_stage.heat(false);
    hide();
    m_edit->setFocus();
    Q_EMIT left();
}

bool Tour::mayRun(const Action &action)
{
    if (!action.ready || action.ready())
        return true;
    m_waited += m_now - action.at;
    m_now = action.at; // what follows keeps its distance
    return m_waited >= action.longestWait;
}

void Tour::advance(double milliseconds)
{
    if (!m_running)
        return;
    m_now += milliseconds;
    while (m_running && m_next < m_actions.size() && m_actions[m_next].at <= m_now) {
        if (!mayRun(m_actions[m_next]))
            break;
        m_waited = 0;
        m_actions[m_next++].run();
    }
    m_progress->setValue(int(m_now));
    if (m_running && m_next == m_actions.size() && m_now >= m_length) {
        m_timer.stop();
        m_running = false;
        m_stage.heat(false);
        m_stop->setText(tr("Close")); // the summary stays until then
        Q_EMIT finished();
    }
}

void Tour::type(const TextSplice &key)
{
    const QScopedValueRollback<bool> changing(m_changing, true);
    QTextCursor cursor(m_edit->document());
    cursor.setPosition(int(key.begin.value));
    cursor.setPosition(int(key.begin.value + key.removed), QTextCursor::KeepAnchor);
    cursor.insertText(QString::fromStdU16String(key.inserted));
    m_edit->setTextCursor(cursor);
    m_edit->document()->setModified(false); // it is our text, not somebody's work
}

} // namespace deltapad
