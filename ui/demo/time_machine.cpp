// SPDX-License-Identifier: MIT
#include "ui/demo/time_machine.h"

#include "ui/demo/curve.h"
#include "ui/demo/side_controller.h"
#include "ui/editor/text_edit.h"
#include "ui/panels/class_words.h"
#include "ui/panels/figures.h"
#include "ui/window/document_controller.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>
#include <QTextDocument>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace deltapad {

namespace {

constexpr std::int64_t kExcerpt = 48; // units shown on either side of a state's last edit

/// Label and probability that lead.
std::pair<std::size_t, float> leading(const ClassScores &scores)
{
    const auto best = std::max_element(scores.probabilities.begin(), scores.probabilities.end());
    if (best == scores.probabilities.end())
        return {0, 0};
    return {std::size_t(best - scores.probabilities.begin()), *best};
}

} // namespace

TimeMachine::TimeMachine(TextEdit *edit, DocumentController *document, SideController *side, QWidget *parent)
    : QWidget(parent), m_edit(edit), m_document(document), m_side(side)
{
    setObjectName(QStringLiteral("timeMachine"));
    setAccessibleName(tr("Time machine"));
    m_slider = new QSlider(Qt::Horizontal, this);
    m_slider->setObjectName(QStringLiteral("timeSlider"));
    m_slider->setAccessibleName(tr("State of the text"));
    m_curve = new Curve(this);
    m_curve->setObjectName(QStringLiteral("timeCurve"));
    m_curve->setAccessibleName(tr("Class over the states"));
    m_head = new QComboBox(this);
    m_head->setObjectName(QStringLiteral("timeHead"));
    m_head->setAccessibleName(tr("Class shown"));
    m_head->setToolTip(tr("Whose probability the curve shows"));
    m_title = new QLabel(this);
    m_title->setObjectName(QStringLiteral("timeTitle"));
    m_excerpt = new QLabel(this);
    m_excerpt->setObjectName(QStringLiteral("timeExcerpt"));
    m_excerpt->setProperty("quiet", true);
    m_excerpt->setTextFormat(Qt::PlainText);
    m_back = new QToolButton(this);
    m_back->setObjectName(QStringLiteral("timeBack"));
    m_back->setText(tr("Bring this text back"));
    m_back->setToolTip(tr("The document becomes what it was in the chosen state; this can be undone"));
    m_back->setProperty("chip", true);
    auto *top = new QHBoxLayout;
    top->addWidget(m_title, 1);
    top->addWidget(m_head);
    top->addWidget(m_back);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(14, 2, 14, 8);
    rows->setSpacing(3);
    rows->addLayout(top);
    rows->addWidget(m_curve, 1);
    rows->addWidget(m_slider);
    rows->addWidget(m_excerpt);
    connect(m_document, &DocumentController::edited, this, &TimeMachine::follow);
    connect(m_slider, &QSlider::valueChanged, this, &TimeMachine::look);
    connect(m_curve, &Curve::chosen, m_slider, &QSlider::setValue);
    connect(m_head, &QComboBox::currentIndexChanged, this, [this] {
        drawCurve();
        look();
    });
    connect(m_back, &QToolButton::clicked, this, &TimeMachine::bringBack);
    restart();
}

int TimeMachine::state() const
{
    return m_slider->value();
}

void TimeMachine::restart()
{
    ++m_generation;
    m_asking = false;
    m_history.reset(m_document->isAttached() && m_document->shadow().length() <= kLongest
                        ? m_document->shadow().text()
                        : std::u16string());
    m_scores.assign(1, {});
    m_undoSteps = m_edit->document()->availableUndoSteps();
    refresh();
}

void TimeMachine::follow(const TextSplice &splice)
{
    if (m_document->shadow().length() > kLongest) {
        if (m_history.states() > 1 || !m_history.newest().empty())
            restart();
        return;
    }
    const bool atNewest = state() == m_history.states() - 1;
    const int undoSteps = m_edit->document()->availableUndoSteps();
    const bool continues = undoSteps == m_undoSteps && m_history.states() > 1;
    m_undoSteps = undoSteps;
    const int before = m_history.states();
    m_history.add(splice, continues ? EditHistory::Step::Continues : EditHistory::Step::New);
    if (std::int64_t(m_history.newest().size()) != m_document->shadow().length()) {
        restart(); // it was reloaded or attached meanwhile
        return;
    }
    if (continues)
        m_scores.back().clear();
    else
        m_scores.emplace_back();
    while (int(m_scores.size()) > m_history.states())
        m_scores.erase(m_scores.begin());
    if (m_history.states() == before && !continues)
        ++m_generation; // the oldest state went: the numbers of those asked for are others now
    if (isVisible())
        refresh();
    if (atNewest)
        m_slider->setValue(m_history.states() - 1);
}

void TimeMachine::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    refresh();
    m_slider->setValue(m_history.states() - 1);
}

void TimeMachine::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    ++m_generation;
    m_asking = false;
    if (m_side)
        m_side->endQuestions();
}

void TimeMachine::refresh()
{
    m_slider->setRange(0, m_history.states() - 1);
    m_curve->setPositions(m_history.states());
    // The newest state's scores are on the screen already.
    if (const auto &snapshot = m_document->snapshot();
        snapshot && snapshot->revision == m_document->revision())
        m_scores.back() = snapshot->liveClasses;
    drawCurve();
    look();
    askNext();
}

void TimeMachine::askNext()
{
    if (m_asking || !isVisible() || !m_side || !m_side->isAvailable())
        return;
    // Newest first: neighbours differ little, and recent ones are looked at first.
    for (int state = m_history.states() - 1; state >= 0; --state) {
        if (!m_scores[std::size_t(state)].empty())
            continue;
        m_asking = true;
        const std::uint64_t generation = m_generation;
        m_side->ask(this, m_history.textOf(state), Utf16Offset(m_history.placeOf(state)), 0,
                    [this, state, generation](const Answer &answer) {
                        if (generation != m_generation)
                            return;
                        m_asking = false;
                        take(state, answer);
                    });
        return;
    }
}

void TimeMachine::take(int state, const Answer &answer)
{
    if (!answer.problem.empty() || state >= int(m_scores.size()))
        return; // without a model there is no curve; the states are there all the same
    m_scores[std::size_t(state)] = answer.classes;
    drawCurve();
    if (state == this->state())
        look();
    askNext();
}

std::optional<double> TimeMachine::valueOf(int state) const
{
    const std::vector<ClassScores> &scores = m_scores[std::size_t(state)];
    const int head = m_head->currentIndex();
    if (head < 0 || head >= int(scores.size()))
        return std::nullopt;
    // The label that leads in the newest state that is known, followed through all of them.
    for (auto known = m_scores.rbegin(); known != m_scores.rend(); ++known)
        if (head < int(known->size())) {
            const std::size_t label = leading((*known)[std::size_t(head)]).first;
            const ClassScores &here = scores[std::size_t(head)];
            return label < here.probabilities.size() ? std::optional<double>(here.probabilities[label])
                                                     : std::nullopt;
        }
    return std::nullopt;
}

void TimeMachine::drawCurve()
{
    for (const std::vector<ClassScores> &scores : m_scores) {
        if (scores.empty() || m_head->count() == int(scores.size()))
            continue;
        const QSignalBlocker quiet(m_head); // a new choice would draw again
        m_head->clear();
        for (const ClassScores &one : scores)
            m_head->addItem(classWord(one.head));
    }
    Curve::Line line;
    line.top = 1;
    for (int state = 0; state < int(m_scores.size()); ++state)
        line.values.push_back(valueOf(state));
    for (auto known = m_scores.rbegin(); known != m_scores.rend(); ++known)
        if (const int head = m_head->currentIndex(); head >= 0 && head < int(known->size())) {
            const ClassScores &scores = (*known)[std::size_t(head)];
            if (!scores.labels.empty())
                line.name = classWord(scores.labels[leading(scores).first]);
            break;
        }
    m_curve->setLines({std::move(line)});
}

void TimeMachine::look()
{
    const int state = this->state();
    m_curve->setMark(state);
    QString title = tr("State %1 of %2").arg(state + 1).arg(m_history.states());
    if (state < int(m_scores.size()))
        for (const ClassScores &scores : m_scores[std::size_t(state)]) {
            const auto [label, probability] = leading(scores);
            if (label < scores.labels.size())
                title += QStringLiteral(" · %1 %2")
                             .arg(classWord(scores.labels[label]), writePercent(probability));
        }
    m_title->setText(title);
    const std::u16string text = m_history.textOf(state);
    const auto length = std::int64_t(text.size());
    const std::int64_t place = std::min(m_history.placeOf(state), length);
    const std::int64_t begin = std::max<std::int64_t>(0, place - kExcerpt);
    QString excerpt = QString::fromStdU16String(
        text.substr(std::size_t(begin), std::size_t(std::min(length, place + kExcerpt) - begin)));
    excerpt.insert(int(place - begin), u'|');
    m_excerpt->setText(excerpt.replace(u'\n', u' '));
    m_back->setEnabled(state < m_history.states() - 1 && !m_edit->isReadOnly());
}

void TimeMachine::bringBack()
{
    const std::u16string wanted = m_history.textOf(state());
    const std::u16string &now = m_history.newest();
    const auto [a, b] = std::mismatch(now.begin(), now.end(), wanted.begin(), wanted.end());
    const auto [nowEnd, wantedEnd] = std::mismatch(now.rbegin(), std::make_reverse_iterator(a),
                                                   wanted.rbegin(), std::make_reverse_iterator(b));
    if (a == now.end() && b == wanted.end())
        return;
    m_edit->closeUndoStep();
    m_edit->replaceRange(int(a - now.begin()), int(nowEnd.base() - now.begin()),
                         QString::fromStdU16String({b, wantedEnd.base()}), LastAction::Replaced);
    m_slider->setValue(m_history.states() - 1);
}

} // namespace deltapad
