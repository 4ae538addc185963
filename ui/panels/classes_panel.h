// SPDX-License-Identifier: MIT
#pragma once
// ClassesPanel: what kind of text this is, for every head of the model: a headline that does not flicker,
// bars in a fixed order, and the last results as a line; with many heads each takes less room. Threading:
// user interface. Ownership: child of its dock. Cost: repaints its own rows per result.
#include "engine/live/engine_client.h"
#include "ui/editor/delays.h"
#include "ui/panels/bars.h"
#include "ui/panels/headline.h"
#include "ui/panels/sparkline.h"

#include <QTimer>
#include <QWidget>

#include <array>

class QLabel;
class QToolButton;
class QVBoxLayout;

namespace deltapad {

/// What a panel's figures describe.
enum class Freshness { Current, Computing, Paused };

/// What part of the text the figures describe.
enum class ClassScope { Document, Paragraph, Selection };

class ClassSection : public QWidget
{
    Q_OBJECT

public:
    enum class Density {
        Roomy, ///< a large headline, a bar below each label
        Dense  ///< the headline beside the head's name, a label and its bar in one line
    };

    ClassSection(const ClassScores &scores, Density density, const Delays &delays, QWidget *parent);

    /// True if `scores` belongs to the same head with the same labels.
    bool fits(const ClassScores &scores) const;
    /// Whether the line of recent results goes on. Completed: the same text, of which more is known.
    enum class Track { Remembered, Completed, ShownOnly };
    void feed(const ClassScores &scores, const QString &caption, Track track);
    /// The next result is named at once: it describes something else.
    void restart() { m_policy = Headline(); }
    void setFreshness(Freshness freshness);
    QString headline() const;

private:
    void show(std::size_t index);

    ClassScores m_scores;
    Headline m_policy;
    QTimer m_hold;
    std::size_t m_named = 0;
    QLabel *m_headline = nullptr;
    QLabel *m_state = nullptr;
    Bars *m_bars = nullptr;
    Sparkline *m_line = nullptr;
};

class ClassesPanel : public QWidget
{
    Q_OBJECT

public:
    explicit ClassesPanel(const Delays &delays, QWidget *parent = nullptr);

    void feed(const Snapshot &snapshot);
    /// The same text again, of which more contexts are computed.
    void feedProgress(const Snapshot &snapshot);
    /// The scores of the selection or paragraph, if the snapshot has any and they are wanted.
    void feedPart(const Snapshot &snapshot);
    void setScope(ClassScope scope);
    ClassScope scope() const { return m_scope; }
    void setFreshness(Freshness freshness);
    Freshness freshness() const { return m_freshness; }
    /// Everything as text, for the clipboard.
    QString asText() const;
    void clear();

Q_SIGNALS:
    void scopeChosen(deltapad::ClassScope scope);

private:
    /// What the note says while there is no part to describe.
    QString noteWithoutPart() const;
    void setNote(const QString &note);
    void showCoverage(const Coverage &coverage);
    void showScores(const std::vector<ClassScores> &scores, const QString &caption,
                    ClassSection::Track track);

    /// The bars take no focus: the button of their scope tells what they show.
    void describe(const std::vector<ClassScores> &scores);

    Delays m_delays;
    ClassScope m_scope = ClassScope::Document;
    std::array<QToolButton *, 3> m_scopes = {}; ///< by ClassScope
    QLabel *m_scopeNote = nullptr;
    std::vector<ClassScores> m_document;
    QString m_caption;
    std::int64_t m_covered = 0; ///< tokens
    QString m_coverage;         ///< empty: the scores speak of the whole document
    bool m_showsPart = false;
    QVBoxLayout *m_rows = nullptr;
    QLabel *m_empty = nullptr;
    QList<ClassSection *> m_sections;
    std::vector<ClassScores> m_last;
    Freshness m_freshness = Freshness::Paused;
};

} // namespace deltapad
