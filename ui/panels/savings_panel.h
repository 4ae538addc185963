// SPDX-License-Identifier: MIT
#pragma once
// SavingsPanel: what the last edit cost, beside a full pass and beside reusing only the text before the edit;
// where it was computed again, how long all edits took, races and proofs. Threading: user interface.
// Ownership: child of its dock. Cost: repaints itself per result; keeps the last 10,000 updates for the CSV.
#include "engine/live/engine_client.h"
#include "ui/editor/delays.h"
#include "ui/panels/bars.h"
#include "ui/panels/sparkline.h"

#include <QTimer>
#include <QWidget>

#include <deque>

class QLabel;
class QLayout;
class QSlider;
class QToolButton;

namespace deltapad {

class HeatMap;
class Histogram;
class ProofView;
class RaceView;

class SavingsPanel : public QWidget
{
    Q_OBJECT

public:
    static constexpr int kHistory = 10000;

    explicit SavingsPanel(const Delays &delays, QWidget *parent = nullptr);

    /// Once per revision.
    void feed(const Snapshot &snapshot);
    /// Only the counters and running figures.
    void feedCounters(const ClientCounters &counters, const RunningFigures &running);
    /// One line per update, with a header.
    QString asCsv() const;
    void clear();

    HeatMap *heatMap() const { return m_heat; }
    RaceView *race() const { return m_race; }
    ProofView *proof() const { return m_proof; }
    /// The layer that is shown behind the text, from 0; -1: none.
    int heatLayer() const;
    void setHeatLayer(int layer);

Q_SIGNALS:
    void heatLayerChanged(int layer);

private:
    struct Entry
    {
        Revision revision = 0;
        UpdateReport report;
    };
    /// A large figure of the last edit, what it is, and its median.
    struct Tile
    {
        QLabel *value = nullptr;
        QLabel *median = nullptr;
    };
    QLayout *buildHeat();
    /// What is summed up over all edits: long lines that nobody reads at the pace of the keys.
    void writeSentences();
    void sentencesChanged();
    Tile addTile(QLayout *columns, const QString &name, const QString &caption);

    Delays::Milliseconds m_sentenceDelay;
    QTimer m_sentenceTimer;
    ClientCounters m_counted; ///< as last told
    RunningFigures m_figures;
    Tile m_dense;
    Tile m_prefix;
    Tile m_time;
    QLabel *m_rowsCaption = nullptr;
    Bars *m_layers = nullptr;
    Sparkline *m_line = nullptr;
    QLabel *m_running = nullptr;
    QLabel *m_counters = nullptr;
    QLabel *m_totals = nullptr;
    QToolButton *m_copy = nullptr;
    HeatMap *m_heat = nullptr;
    QSlider *m_heatLayer = nullptr;
    QLabel *m_heatName = nullptr;
    Histogram *m_histogram = nullptr;
    RaceView *m_race = nullptr;
    ProofView *m_proof = nullptr;
    std::int64_t m_incrementalTotal = 0; ///< operations of all edits since the text was opened
    std::int64_t m_denseTotal = 0;
    std::int64_t m_prefixTotal = 0;
    double m_millisecondsTotal = 0;
    std::int64_t m_edits = 0;
    std::deque<Entry> m_history;
};

} // namespace deltapad
