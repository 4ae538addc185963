// SPDX-License-Identifier: MIT
#include "ui/panels/classes_panel.h"

#include "ui/panels/class_words.h"
#include "ui/panels/figures.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace deltapad {

namespace {
constexpr std::size_t kRoomyHeads = 2; ///< more than these would leave one on the screen
constexpr int kDenseLine = 20;
} // namespace

ClassSection::ClassSection(const ClassScores &scores, Density density, const Delays &delays, QWidget *parent)
    : QWidget(parent)
{
    const bool roomy = density == Density::Roomy;
    const QString head = QString::fromStdString(scores.head);
    setObjectName(QStringLiteral("classes_") + head);
    const QString name = classWord(scores.head);
    auto *caption = new QLabel(name, this);
    caption->setObjectName(QStringLiteral("classCaption_") + head);
    caption->setProperty("quiet", true);
    caption->setToolTip(classDescription(scores.description));
    m_state = new QLabel(this);
    m_state->setObjectName(QStringLiteral("classState_") + head);
    m_state->setProperty("quiet", true);
    m_headline = new QLabel(this);
    m_headline->setObjectName(QStringLiteral("classHeadline_") + head);
    QFont large = m_headline->font();
    if (roomy)
        large.setPointSizeF(large.pointSizeF() + 5);
    large.setWeight(QFont::DemiBold);
    m_headline->setFont(large);
    m_bars = new Bars(roomy ? Bars::Shape::Stacked : Bars::Shape::Inline, delays.animation, this);
    m_bars->setObjectName(QStringLiteral("classBars_") + head);
    m_bars->setAccessibleName(tr("Probabilities of %1").arg(name));
    m_line = new Sparkline(1.0, this);
    m_line->setObjectName(QStringLiteral("classLine_") + head);
    m_line->setAccessibleName(tr("Recent results of %1").arg(name));
    if (!roomy)
        m_line->setFixedHeight(kDenseLine);

    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 10);
    rows->setSpacing(3);
    auto *top = new QHBoxLayout;
    top->addWidget(caption, roomy ? 1 : 0);
    if (!roomy)
        top->addWidget(m_headline, 1);
    top->addWidget(m_state);
    rows->addLayout(top);
    if (roomy) {
        rows->addWidget(m_headline);
        rows->addSpacing(4);
    }
    rows->addWidget(m_bars);
    rows->addWidget(m_line);

    m_hold.setSingleShot(true);
    m_hold.setInterval(delays.headlineHold);
    connect(&m_hold, &QTimer::timeout, this, [this] {
        if (m_policy.hasChallenger())
            show(m_policy.settle());
    });
}

bool ClassSection::fits(const ClassScores &scores) const
{
    return m_scores.head == scores.head && m_scores.labels == scores.labels;
}

void ClassSection::feed(const ClassScores &scores, const QString &caption, Track track)
{
    if (scores.labels.empty() || scores.labels.size() != scores.probabilities.size())
        return;
    m_scores = scores;
    show(m_policy.feed(scores.probabilities));
    if (!m_policy.hasChallenger())
        m_hold.stop();
    else if (!m_hold.isActive())
        m_hold.start();
    m_line->setVisible(track != Track::ShownOnly);
    if (track != Track::Remembered)
        return;
    m_line->add({scores.probabilities[m_named], classWord(scores.labels[m_named]) + u' ' +
                                                    writePercent(scores.probabilities[m_named]) + u'\n' +
                                                    caption});
}

void ClassSection::show(std::size_t index)
{
    m_named = index;
    m_headline->setText(classWord(m_scores.labels[index]));
    std::vector<BarRow> rows;
    rows.reserve(m_scores.labels.size());
    for (std::size_t i = 0; i < m_scores.labels.size(); ++i)
        rows.push_back({classWord(m_scores.labels[i]), m_scores.probabilities[i],
                        writePercent(m_scores.probabilities[i]), i == index});
    m_bars->setRows(std::move(rows));
}

void ClassSection::setFreshness(Freshness freshness)
{
    m_bars->setCurrent(freshness != Freshness::Paused);
    switch (freshness) {
    case Freshness::Current:
        m_state->setText(tr("● current"));
        break;
    case Freshness::Computing:
        m_state->setText(tr("○ computing"));
        break;
    case Freshness::Paused:
        m_state->setText(tr("◌ paused"));
        break;
    }
}

QString ClassSection::headline() const
{
    return m_headline->text();
}

ClassesPanel::ClassesPanel(const Delays &delays, QWidget *parent) : QWidget(parent), m_delays(delays)
{
    setObjectName(QStringLiteral("classesPanel"));
    setAccessibleName(tr("Classes"));
    m_empty = new QLabel(tr("What kind of text this is appears here."), this);
    m_empty->setObjectName(QStringLiteral("classesEmpty"));
    m_empty->setProperty("quiet", true);
    m_empty->setWordWrap(true);
    m_rows = new QVBoxLayout(this);
    m_rows->setContentsMargins(14, 2, 14, 8);
    auto *scopes = new QHBoxLayout;
    auto *group = new QButtonGroup(this);
    const auto add = [&](const QString &name, const QString &text, const QString &tip, ClassScope scope) {
        auto *made = new QToolButton(this);
        made->setObjectName(name);
        made->setText(text);
        made->setAccessibleName(tr("Classes of: %1").arg(text));
        made->setToolTip(tip);
        made->setCheckable(true);
        made->setAutoRaise(true);
        made->setFocusPolicy(Qt::TabFocus);
        made->setChecked(scope == m_scope);
        group->addButton(made);
        scopes->addWidget(made);
        connect(made, &QToolButton::clicked, this, [this, scope] { setScope(scope); });
        m_scopes[std::size_t(scope)] = made;
    };
    add(QStringLiteral("classesDocument"), tr("Document"), tr("What the whole document is"),
        ClassScope::Document);
    add(QStringLiteral("classesParagraph"), tr("Paragraph"), tr("What the paragraph with the caret is"),
        ClassScope::Paragraph);
    add(QStringLiteral("classesSelection"), tr("Selection"), tr("What the selected text is"),
        ClassScope::Selection);
    m_scopeNote = new QLabel(this);
    m_scopeNote->setObjectName(QStringLiteral("classesScopeNote"));
    m_scopeNote->setProperty("quiet", true);
    m_scopeNote->hide();
    scopes->addStretch(1);
    m_rows->addLayout(scopes);
    m_rows->addWidget(m_scopeNote); // beside the buttons it would make the panel wider, and the text move
    m_rows->addWidget(m_empty);
    m_rows->addStretch(1);
    setFreshness(Freshness::Paused);
}

void ClassesPanel::clear()
{
    qDeleteAll(m_sections);
    m_sections.clear();
    m_last.clear();
    m_document.clear();
    m_showsPart = false;
}

void ClassesPanel::setNote(const QString &note)
{
    m_scopeNote->setText(note);
    m_scopeNote->setVisible(!note.isEmpty());
}

QString ClassesPanel::noteWithoutPart() const
{
    switch (m_scope) {
    case ClassScope::Document:
        return m_coverage;
    case ClassScope::Paragraph:
        return tr("empty paragraph");
    case ClassScope::Selection:
        break;
    }
    return tr("nothing selected");
}

void ClassesPanel::setScope(ClassScope scope)
{
    if (scope == m_scope)
        return;
    m_scope = scope;
    m_scopes[std::size_t(scope)]->setChecked(true);
    setNote(noteWithoutPart());
    if (m_showsPart) {
        m_showsPart = false;
        for (ClassSection *section : m_sections)
            section->restart();
        showScores(std::vector<ClassScores>(m_document), m_caption, ClassSection::Track::Remembered);
    }
    Q_EMIT scopeChosen(scope);
}

void ClassesPanel::feedPart(const Snapshot &snapshot)
{
    if (m_scope == ClassScope::Document)
        return;
    const bool part = !snapshot.partClasses.empty();
    setNote(part ? tr("%1 characters").arg(snapshot.partEnd - snapshot.partBegin) : noteWithoutPart());
    if (part == m_showsPart && !part)
        return;
    if (part != m_showsPart)
        for (ClassSection *section : m_sections)
            section->restart();
    m_showsPart = part;
    if (part)
        showScores(snapshot.partClasses, QString(), ClassSection::Track::ShownOnly);
    else if (!m_document.empty())
        showScores(std::vector<ClassScores>(m_document), m_caption, ClassSection::Track::Remembered);
}

void ClassesPanel::showScores(const std::vector<ClassScores> &classes, const QString &caption,
                              ClassSection::Track track)
{
    bool fits = std::size_t(m_sections.size()) == classes.size() && !m_last.empty();
    for (std::size_t i = 0; fits && i < classes.size(); ++i)
        fits = m_sections[qsizetype(i)]->fits(classes[i]);
    if (!fits) {
        const bool part = m_showsPart;
        clear();
        m_showsPart = part;
        const auto density =
            classes.size() > kRoomyHeads ? ClassSection::Density::Dense : ClassSection::Density::Roomy;
        for (const ClassScores &scores : classes) {
            auto *section = new ClassSection(scores, density, m_delays, this);
            m_rows->insertWidget(m_rows->count() - 1, section);
            m_sections.append(section);
        }
    }
    for (std::size_t i = 0; i < classes.size(); ++i)
        m_sections[qsizetype(i)]->feed(classes[i], caption, track);
    m_last = classes;
    describe(classes);
    setFreshness(Freshness::Current);
}

void ClassesPanel::describe(const std::vector<ClassScores> &scores)
{
    QToolButton *button = m_scopes[std::size_t(m_showsPart ? m_scope : ClassScope::Document)];
    QStringList spoken{button->toolTip()};
    for (const ClassScores &head : scores) {
        if (head.labels.empty() || head.labels.size() != head.probabilities.size())
            continue;
        const auto best = std::max_element(head.probabilities.begin(), head.probabilities.end());
        const auto index = std::size_t(best - head.probabilities.begin());
        spoken.append(
            tr("%1: %2, %3").arg(classWord(head.head), classWord(head.labels[index]), writePercent(*best)));
    }
    button->setAccessibleDescription(spoken.join(QStringLiteral(". ")));
}

void ClassesPanel::showCoverage(const Coverage &coverage)
{
    m_covered = coverage.covered;
    m_coverage = coverage.covered < coverage.total
                     ? tr("computing %1").arg(writePercent(double(coverage.covered) / double(coverage.total)))
                     : QString();
    if (m_scope == ClassScope::Document)
        setNote(m_coverage);
}

void ClassesPanel::feedProgress(const Snapshot &snapshot)
{
    if (snapshot.coverage.covered == m_covered)
        return; // nothing new about the classes
    showCoverage(snapshot.coverage);
    m_document = snapshot.classes;
    if (!m_showsPart)
        showScores(snapshot.classes, m_caption, ClassSection::Track::Completed);
}

void ClassesPanel::feed(const Snapshot &snapshot)
{
    showCoverage(snapshot.coverage);
    m_document = snapshot.classes;
    m_caption = tr("revision %1 · %2 · %3 recomputed")
                    .arg(snapshot.revision)
                    .arg(writeMilliseconds(snapshot.report.milliseconds),
                         writePercent(recomputedShare(snapshot.report)));
    if (!m_showsPart)
        showScores(snapshot.classes, m_caption, ClassSection::Track::Remembered);
    m_document = snapshot.classes; // showScores() clears what belongs to another model
}

void ClassesPanel::setFreshness(Freshness freshness)
{
    m_freshness = freshness;
    m_empty->setVisible(m_sections.isEmpty());
    for (ClassSection *section : m_sections)
        section->setFreshness(freshness);
}

QString ClassesPanel::asText() const
{
    QString out;
    for (const ClassScores &scores : m_last) {
        out += QString::fromStdString(scores.head) + u'\n';
        for (std::size_t i = 0; i < scores.labels.size(); ++i)
            out += QStringLiteral("%1\t%2\n")
                       .arg(QString::fromStdString(scores.labels[i]))
                       .arg(scores.probabilities[i]);
    }
    return out;
}

} // namespace deltapad
