// SPDX-License-Identifier: MIT
#include "ui/demo/theatre.h"

#include "engine/recording/input.h"
#include "ui/demo/curve.h"
#include "ui/editor/text_edit.h"
#include "ui/panels/class_words.h"
#include "ui/panels/figures.h"
#include "ui/window/document_controller.h"

#include <QFile>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QScopedValueRollback>
#include <QSlider>
#include <QTextCursor>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace deltapad {

namespace {
constexpr int kFrame = 16; // milliseconds
constexpr int kFastest = 50;
constexpr std::int64_t kLongestFile = std::int64_t(64) << 20;
} // namespace

Theatre::Theatre(TextEdit *edit, DocumentController *document, std::function<void(const QString &)> load,
                 QWidget *parent)
    : QWidget(parent), m_edit(edit), m_document(document), m_load(std::move(load))
{
    setObjectName(QStringLiteral("theatre"));
    setAccessibleName(tr("Replay theatre"));
    const auto button = [this](const QString &name, const QString &text, const QString &tip) {
        auto *made = new QToolButton(this);
        made->setObjectName(name);
        made->setText(text);
        made->setToolTip(tip);
        made->setProperty("chip", true);
        return made;
    };
    m_open =
        button(QStringLiteral("theatreOpen"), tr("Open recording…"), tr("Reads recorded edits from a file"));
    m_play = button(QStringLiteral("theatrePlay"), tr("Play"), tr("Types the recording into the text"));
    m_speed = new QSlider(Qt::Horizontal, this);
    m_speed->setObjectName(QStringLiteral("theatreSpeed"));
    m_speed->setAccessibleName(tr("Speed"));
    m_speed->setRange(1, kFastest);
    m_speed->setValue(5);
    m_speed->setMaximumWidth(160);
    m_speedName = new QLabel(this);
    m_speedName->setObjectName(QStringLiteral("theatreSpeedName"));
    m_status = new QLabel(this);
    m_status->setObjectName(QStringLiteral("theatreStatus"));
    m_status->setProperty("quiet", true);
    m_timeline = new Curve(this);
    m_timeline->setObjectName(QStringLiteral("theatreTimeline"));
    m_timeline->setAccessibleName(tr("Timeline: latency, savings, class"));
    auto *top = new QHBoxLayout;
    top->addWidget(m_open);
    top->addWidget(m_play);
    top->addWidget(m_speed);
    top->addWidget(m_speedName);
    top->addWidget(m_status, 1);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(14, 2, 14, 8);
    rows->addLayout(top);
    rows->addWidget(m_timeline, 1);

    connect(m_open, &QToolButton::clicked, this, &Theatre::openWanted);
    connect(m_play, &QToolButton::clicked, this, [this] { setPlaying(!m_playing); });
    connect(m_speed, &QSlider::valueChanged, this, &Theatre::write);
    connect(m_timeline, &Curve::chosen, this, [this](int steps) {
        setPlaying(false);
        seek(steps);
    });
    connect(m_document, &DocumentController::snapshotArrived, this,
            [this](const std::shared_ptr<const Snapshot> &snapshot) { showSnapshot(*snapshot); });
    connect(m_document, &DocumentController::edited, this, [this] {
        if (m_film && !m_changing)
            leave();
    });
    m_timer.setInterval(kFrame);
    connect(&m_timer, &QTimer::timeout, this, [this] { advance(double(m_elapsed.restart())); });
    write();
}

bool Theatre::open(const QString &path)
{
    const Result<std::string> text = readInput(QFile::encodeName(path).toStdString(), kLongestFile);
    if (!text.ok()) {
        m_problem = QString::fromStdString(text.error().message);
        return false;
    }
    return openText(text.value(), QFileInfo(path).fileName());
}

bool Theatre::openText(const std::string &recording, const QString &name)
{
    Result<Film> film = Film::fromRecording(recording, name.toStdString());
    if (!film.ok()) {
        m_problem = QString::fromStdString(film.error().message);
        return false;
    }
    m_problem.clear();
    leave();
    m_load(QString::fromStdU16String(film.value().start()));
    m_film = std::move(film).value();
    m_name = name;
    m_position = 0;
    m_clock = 0;
    m_moments.assign(std::size_t(m_film->steps()) + 1, {});
    m_firstRevision = m_document->revision();
    m_stepOfRevision = {0};
    m_label.clear();
    m_timeline->setPositions(m_film->steps() + 1);
    m_timeline->setMark(0);
    drawLines();
    write();
    return true;
}

void Theatre::leave()
{
    setPlaying(false);
    m_film.reset();
    m_moments.clear();
    m_timeline->setPositions(0);
    m_timeline->setLines({});
    write();
}

int Theatre::speed() const
{
    return m_speed->value();
}

void Theatre::setSpeed(int times)
{
    m_speed->setValue(times);
}

void Theatre::setPlaying(bool playing)
{
    if (playing && m_film && m_position == m_film->steps())
        seek(0);
    m_playing = playing && m_film && m_film->steps() > 0;
    if (m_playing) {
        m_elapsed.start();
        m_timer.start();
    } else {
        m_timer.stop();
    }
    write();
}

void Theatre::advance(double milliseconds)
{
    if (!m_playing)
        return;
    m_clock += milliseconds * speed();
    const int until = m_film->stepsUntil(std::int64_t(m_clock));
    while (m_film && m_position < until)
        makeStep();
    if (!m_film)
        return;
    m_timeline->setMark(m_position);
    if (m_position == m_film->steps()) {
        setPlaying(false);
        Q_EMIT finished();
    }
    write();
}

void Theatre::makeStep()
{
    const TextSplice &splice = m_film->step(m_position);
    const QScopedValueRollback<bool> changing(m_changing, true);
    QTextCursor cursor(m_edit->document());
    cursor.setPosition(int(splice.begin.value));
    cursor.setPosition(int(splice.begin.value + splice.removed), QTextCursor::KeepAnchor);
    cursor.insertText(QString::fromStdU16String(splice.inserted));
    m_edit->setTextCursor(cursor);
    ++m_position;
    const auto revisions = std::size_t(m_document->revision() - m_firstRevision) + 1;
    m_stepOfRevision.resize(revisions, m_position); // an edit that changes nothing has no revision
    m_stepOfRevision.back() = m_position;
}

void Theatre::seek(int steps)
{
    if (!m_film)
        return;
    steps = std::clamp(steps, 0, m_film->steps());
    const QString wanted = QString::fromStdU16String(m_film->textAfter(steps));
    const std::u16string now = m_document->shadow().text();
    const std::u16string then = wanted.toStdU16String();
    const auto [a, b] = std::mismatch(now.begin(), now.end(), then.begin(), then.end());
    const auto [nowEnd, thenEnd] = std::mismatch(now.rbegin(), std::make_reverse_iterator(a), then.rbegin(),
                                                 std::make_reverse_iterator(b));
    if (a != now.end() || b != then.end()) {
        const QScopedValueRollback<bool> changing(m_changing, true);
        QTextCursor cursor(m_edit->document());
        cursor.setPosition(int(a - now.begin()));
        cursor.setPosition(int(nowEnd.base() - now.begin()), QTextCursor::KeepAnchor);
        cursor.insertText(QString::fromStdU16String({b, thenEnd.base()}));
        m_edit->setTextCursor(cursor);
    }
    m_position = steps;
    m_clock = steps > 0 ? double(m_film->timeOf(steps - 1)) : 0;
    m_stepOfRevision.resize(std::size_t(m_document->revision() - m_firstRevision) + 1, steps);
    m_stepOfRevision.back() = -1; // a jump is no edit of the film: it has no place in the figures
    m_timeline->setMark(steps);
    write();
}

void Theatre::showSnapshot(const Snapshot &snapshot)
{
    if (!m_film || snapshot.revision < m_firstRevision)
        return;
    const auto at = std::size_t(snapshot.revision - m_firstRevision);
    if (at >= m_stepOfRevision.size() || m_stepOfRevision[at] < 0)
        return;
    Moment &moment = m_moments[std::size_t(m_stepOfRevision[at])];
    if (moment.milliseconds)
        return; // the same revision, now with suggestions
    if (at > 0) {
        moment.milliseconds = snapshot.report.milliseconds;
        moment.ratio = denseRatio(snapshot.report);
    }
    if (!snapshot.classes.empty()) {
        const ClassScores &scores = snapshot.classes.front();
        const auto best = std::max_element(scores.probabilities.begin(), scores.probabilities.end());
        if (m_label.isEmpty() && best != scores.probabilities.end())
            m_label = classWord(scores.labels[std::size_t(best - scores.probabilities.begin())]);
        for (std::size_t label = 0; label < scores.labels.size(); ++label)
            if (classWord(scores.labels[label]) == m_label)
                moment.probability = scores.probabilities[label];
    }
    drawLines();
    write();
}

void Theatre::drawLines()
{
    Curve::Line latency{tr("latency"), {}, 0};
    Curve::Line savings{tr("less work"), {}, 0};
    Curve::Line score{m_label.isEmpty() ? tr("class") : m_label, {}, 1};
    for (const Moment &moment : m_moments) {
        latency.values.push_back(moment.milliseconds);
        savings.values.push_back(moment.ratio);
        score.values.push_back(moment.probability);
    }
    m_timeline->setLines({std::move(latency), std::move(savings), std::move(score)});
}

void Theatre::write()
{
    m_play->setText(m_playing ? tr("Pause") : tr("Play"));
    m_play->setEnabled(m_film && m_film->steps() > 0);
    m_speedName->setText(tr("%1×").arg(speed()));
    if (!m_film) {
        m_status->setText(tr("A trace of keys or a history of revisions plays here, in the window itself."));
        return;
    }
    QString status = tr("%1 · edit %2 of %3").arg(m_name).arg(m_position).arg(m_film->steps());
    if (const Moment &moment = m_moments[std::size_t(m_position)]; moment.milliseconds)
        status += QStringLiteral(" · ") + writeMilliseconds(*moment.milliseconds) + QStringLiteral(" · ") +
                  tr("%1 less work").arg(writeRatio(*moment.ratio));
    m_status->setText(status);
}

} // namespace deltapad
