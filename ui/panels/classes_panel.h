// SPDX-License-Identifier: MIT
#pragma once
// ClassesPanel: what kind of text this is, for every head of the model: a headline that does not flicker,
// bars in a fixed order, and the last results as a line. Threading: user interface. Ownership: child of its
// dock. Cost: repaints its own rows per result.
#include "engine/live/engine_client.h"
#include "ui/editor/delays.h"
#include "ui/panels/bars.h"
#include "ui/panels/headline.h"
#include "ui/panels/sparkline.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QVBoxLayout;

namespace deltapad {

/// What a panel's figures describe.
enum class Freshness { Current, Computing, Paused };

class ClassSection : public QWidget
{
    Q_OBJECT

public:
    ClassSection(const ClassScores &scores, const Delays &delays, QWidget *parent);

    /// True if `scores` belongs to the same head with the same labels.
    bool fits(const ClassScores &scores) const;
    void feed(const ClassScores &scores, const QString &caption);
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
    void setFreshness(Freshness freshness);
    Freshness freshness() const { return m_freshness; }
    /// Everything as text, for the clipboard.
    QString asText() const;
    void clear();

private:
    Delays m_delays;
    QVBoxLayout *m_rows = nullptr;
    QLabel *m_empty = nullptr;
    QList<ClassSection *> m_sections;
    std::vector<ClassScores> m_last;
    Freshness m_freshness = Freshness::Paused;
};

} // namespace deltapad
