// SPDX-License-Identifier: MIT
#pragma once
// Theatre: plays a recording in the editor itself: 1 to 50 times its speed, with pause, and a timeline of
// latency, savings and a class that can be scrubbed. The edits go the way of typed ones, so what is shown is
// measured.
//
// The document must be the film's own: open() asks for a new one first. While it plays, the text is not for
// typing: an edit of somebody else pauses the film and ends it. Time comes through advance(), so that tests
// have none. Threading: user interface. Ownership: child of its dock.
#include "engine/live/engine_client.h"
#include "ui/demo/film.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

#include <functional>
#include <optional>
#include <vector>

class QLabel;
class QSlider;
class QToolButton;

namespace deltapad {

class Curve;
class DocumentController;
class TextEdit;

class Theatre : public QWidget
{
    Q_OBJECT

public:
    /// `load` puts a text into the editor as a new document.
    Theatre(TextEdit *edit, DocumentController *document, std::function<void(const QString &)> load,
            QWidget *parent = nullptr);

    /// A trace or a revision history, plain or .xz. False, and a reason, if it cannot be read.
    bool open(const QString &path);
    bool openText(const std::string &recording, const QString &name);
    QString problem() const { return m_problem; }

    bool hasFilm() const { return m_film.has_value(); }
    bool isPlaying() const { return m_playing; }
    int position() const { return m_position; } ///< steps made
    int steps() const { return m_film ? m_film->steps() : 0; }
    int speed() const;
    void setSpeed(int times);
    void setPlaying(bool playing);
    /// Makes the text that of after `steps` steps.
    void seek(int steps);
    /// `milliseconds` of real time went by.
    void advance(double milliseconds);

Q_SIGNALS:
    void openWanted();
    void finished();

private:
    void showSnapshot(const Snapshot &snapshot);
    void makeStep();
    void leave();
    void drawLines();
    void write();

    struct Moment
    {
        std::optional<double> milliseconds;
        std::optional<double> ratio;
        std::optional<double> probability;
    };

    TextEdit *m_edit;
    DocumentController *m_document;
    std::function<void(const QString &)> m_load;
    std::optional<Film> m_film;
    QString m_name;
    QString m_problem;
    std::vector<Moment> m_moments; ///< by steps made
    Revision m_firstRevision = 0;
    std::vector<int> m_stepOfRevision; ///< from m_firstRevision on
    QString m_label;                   ///< whose probability the timeline shows
    int m_position = 0;
    double m_clock = 0; ///< of the film
    bool m_playing = false;
    bool m_changing = false; ///< the film itself edits
    QTimer m_timer;
    QElapsedTimer m_elapsed;
    QToolButton *m_open = nullptr;
    QToolButton *m_play = nullptr;
    QSlider *m_speed = nullptr;
    QLabel *m_speedName = nullptr;
    QLabel *m_status = nullptr;
    Curve *m_timeline = nullptr;
};

} // namespace deltapad
