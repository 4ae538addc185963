// SPDX-License-Identifier: MIT
#pragma once
// Tour: one minute that shows the saving: our own text opened, edits made in it as if typed, the race run,
// the heat map shown behind the text, the result verified; a bar over the text says what is being done.
//
// It waits for what it speaks of: on a busy machine the next step comes when results, race and comparison
// are there, or when each has had its longest time. Time comes through advance(), so that tests have none. An
// edit of somebody else, or "Stop", ends it; the
// text stays. Threading: user interface. Ownership: child of the window's centre. Cost: a timer while it
// runs.
#include "engine/base/edits.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

#include <functional>
#include <vector>

class QLabel;
class QProgressBar;
class QToolButton;

namespace deltapad {

class DocumentController;
class TextEdit;

/// What a tour does besides typing; the window gives it.
struct TourStage
{
    std::function<void(const QString &)> load; ///< a text as a new document
    std::function<void()> showSavings;
    std::function<void(int)> race;  ///< every so many edits; 0: none
    std::function<void(bool)> heat; ///< behind the text
    std::function<void()> verify;
    std::function<QString()> summary; ///< the last caption, from what was measured
    /// Whether the panels describe the present text, or nothing will come.
    std::function<bool()> computed;
    std::function<bool()> raced;    ///< whether a race was counted, or none will be
    std::function<bool()> verified; ///< whether the comparison has ended
};

class Tour : public QWidget
{
    Q_OBJECT

public:
    Tour(TextEdit *edit, DocumentController *document, TourStage stage, QWidget *parent = nullptr);

    void start();
    void stop();
    bool isRunning() const { return m_running; }
    QString caption() const;
    /// `milliseconds` of real time went by.
    void advance(double milliseconds);
    double length() const { return m_length; }

Q_SIGNALS:
    void finished();
    /// Stopped, or closed after its end.
    void left();

private:
    struct Action
    {
        double at = 0;
        std::function<void()> run;
        std::function<bool()> ready; ///< empty: always
        double longestWait = 0;
    };
    void plan();
    bool mayRun(const Action &action);
    void say(const QString &caption);
    void type(const TextSplice &key);

    TextEdit *m_edit;
    DocumentController *m_document;
    TourStage m_stage;
    std::vector<Action> m_actions;
    std::size_t m_next = 0;
    double m_now = 0;
    double m_length = 0;
    double m_waited = 0; ///< for the next action
    bool m_running = false;
    bool m_changing = false; ///< the tour itself edits
    QTimer m_timer;
    QElapsedTimer m_elapsed;
    QLabel *m_caption = nullptr;
    QProgressBar *m_progress = nullptr;
    QToolButton *m_stop = nullptr;
};

} // namespace deltapad
