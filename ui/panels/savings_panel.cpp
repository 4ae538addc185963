// SPDX-License-Identifier: MIT
#include "ui/panels/savings_panel.h"

#include "ui/panels/figures.h"
#include "ui/panels/heat_map.h"
#include "ui/panels/histogram.h"
#include "ui/panels/proof_view.h"
#include "ui/panels/race_view.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QSlider>
#include <QToolButton>
#include <QVBoxLayout>

namespace deltapad {

namespace {

/// Fixed to the largest size that a text of it has needed: one that fits costs no layout of the panel.
void write(QLabel *label, const QString &text)
{
    if (label->text() == text)
        return;
    label->setText(text);
    const QSize needed = label->sizeHint().expandedTo(label->minimumSize());
    if (needed != label->minimumSize())
        label->setFixedSize(needed);
}

} // namespace

SavingsPanel::SavingsPanel(const Delays &delays, QWidget *parent)
    : QWidget(parent), m_sentenceDelay(delays.wordCount) // the pace of all that is counted
{
    setObjectName(QStringLiteral("savingsPanel"));
    setAccessibleName(tr("Savings"));
    auto *tiles = new QHBoxLayout;
    tiles->setSpacing(8);
    m_dense = addTile(tiles, QStringLiteral("savingsDense"), tr("less work than\na full pass"));
    m_prefix = addTile(tiles, QStringLiteral("savingsPrefix"), tr("less than\nprefix reuse"));
    m_time = addTile(tiles, QStringLiteral("savingsTime"), tr("last edit\nto panels"));

    m_rowsCaption = new QLabel(tr("Rows recomputed"), this);
    m_rowsCaption->setObjectName(QStringLiteral("savingsRowsCaption"));
    m_rowsCaption->setProperty("quiet", true);
    m_layers = new Bars(Bars::Shape::Inline, delays.animation, this);
    m_layers->setObjectName(QStringLiteral("savingsLayers"));
    m_layers->setAccessibleName(tr("Rows recomputed per layer"));
    m_line = new Sparkline(0, this);
    m_line->setObjectName(QStringLiteral("savingsLine"));
    m_line->setAccessibleName(tr("Milliseconds of recent edits"));
    m_running = new QLabel(this);
    m_running->setObjectName(QStringLiteral("savingsRunning"));
    m_running->setProperty("quiet", true);
    m_running->setWordWrap(true);
    m_counters = new QLabel(this);
    m_counters->setObjectName(QStringLiteral("savingsCounters"));
    m_counters->setProperty("quiet", true);
    m_counters->setWordWrap(true);
    m_copy = new QToolButton(this);
    m_copy->setText(tr("Copy CSV"));
    m_copy->setProperty("chip", true);
    m_copy->setProperty("outlined", true);
    m_copy->setObjectName(QStringLiteral("savingsCopy"));
    m_copy->setAccessibleName(tr("Copy the figures of all edits as CSV"));
    m_copy->setToolTip(tr("A line an edit: milliseconds, rows and operations"));
    connect(m_copy, &QToolButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(asCsv()); });

    m_totals = new QLabel(this);
    m_totals->setObjectName(QStringLiteral("savingsTotals"));
    m_totals->setProperty("quiet", true);
    m_totals->setWordWrap(true);
    m_histogram = new Histogram(this);
    m_race = new RaceView(delays, this);
    m_proof = new ProofView(this);

    auto *middle = new QHBoxLayout;
    middle->addWidget(m_rowsCaption);
    middle->addStretch(1);
    middle->addWidget(m_copy);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(14, 4, 14, 10);
    rows->setSpacing(5);
    rows->addLayout(tiles);
    rows->addSpacing(2);
    rows->addWidget(m_race);
    rows->addWidget(m_proof);
    rows->addSpacing(2);
    rows->addLayout(middle);
    rows->addWidget(m_layers);
    rows->addLayout(buildHeat());
    rows->addWidget(m_line);
    rows->addWidget(m_histogram);
    rows->addWidget(m_running);
    rows->addWidget(m_totals);
    rows->addWidget(m_counters);
    rows->addStretch(1);
    m_sentenceTimer.setSingleShot(true);
    m_sentenceTimer.setInterval(m_sentenceDelay);
    connect(&m_sentenceTimer, &QTimer::timeout, this, &SavingsPanel::writeSentences);
    clear();
}

QLayout *SavingsPanel::buildHeat()
{
    m_heat = new HeatMap(this);
    m_heatLayer = new QSlider(Qt::Horizontal, this);
    m_heatLayer->setObjectName(QStringLiteral("heatLayer"));
    m_heatLayer->setAccessibleName(tr("Layer shown behind the text"));
    m_heatLayer->setToolTip(tr("Colours behind the text what a layer computed again in the last edit"));
    m_heatLayer->setRange(0, 0);
    m_heatLayer->setPageStep(1);
    m_heatName = new QLabel(this);
    m_heatName->setObjectName(QStringLiteral("heatLayerName"));
    m_heatName->setProperty("quiet", true);
    connect(m_heatLayer, &QSlider::valueChanged, this, [this] {
        setHeatLayer(heatLayer());
        Q_EMIT heatLayerChanged(heatLayer());
    });
    auto *controls = new QHBoxLayout;
    controls->addWidget(m_heatName);
    controls->addWidget(m_heatLayer, 1);
    auto *rows = new QVBoxLayout;
    rows->setSpacing(2);
    rows->addWidget(m_heat);
    rows->addLayout(controls);
    return rows;
}

int SavingsPanel::heatLayer() const
{
    return m_heatLayer->value() - 1;
}

void SavingsPanel::setHeatLayer(int layer)
{
    m_heatLayer->setValue(layer + 1);
    m_heat->setMarkedLayer(heatLayer());
    m_heatName->setText(heatLayer() < 0 ? tr("Behind the text: nothing")
                        : heatLayer() + 1 == m_heat->layers()
                            ? tr("Behind the text: outputs")
                            : tr("Behind the text: layer %1").arg(heatLayer() + 1));
}

SavingsPanel::Tile SavingsPanel::addTile(QLayout *columns, const QString &name, const QString &caption)
{
    auto *widget = new QWidget(this);
    auto *rows = new QVBoxLayout(widget);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(1);
    Tile tile;
    tile.value = new QLabel(widget);
    tile.value->setObjectName(name);
    tile.value->setAccessibleName(QString(caption).replace(u'\n', u' '));
    QFont large = tile.value->font();
    large.setPointSizeF(large.pointSizeF() + 7);
    large.setWeight(QFont::DemiBold);
    tile.value->setFont(large);
    auto *label = new QLabel(caption, widget);
    label->setObjectName(name + QStringLiteral("Caption"));
    label->setProperty("quiet", true);
    tile.median = new QLabel(widget);
    tile.median->setObjectName(name + QStringLiteral("Median"));
    tile.median->setProperty("quiet", true);
    rows->addWidget(tile.value, 0, Qt::AlignLeft);
    rows->addWidget(label);
    rows->addWidget(tile.median, 0, Qt::AlignLeft);
    rows->addStretch(1); // in some languages one caption has more lines than its neighbours
    columns->addWidget(widget);
    return tile;
}

void SavingsPanel::clear()
{
    m_history.clear();
    m_line->clear();
    const QString none(QChar(0x2013));
    for (const Tile &tile : {m_dense, m_prefix, m_time}) {
        write(tile.value, none);
        write(tile.median, tr("median %1").arg(none));
    }
    m_layers->setRows({});
    m_running->clear();
    m_counters->clear();
    m_heat->clear();
    setHeatLayer(heatLayer());
    m_histogram->clear();
    m_race->clear();
    m_proof->clear();
    m_incrementalTotal = m_denseTotal = m_prefixTotal = 0;
    m_millisecondsTotal = 0;
    m_edits = 0;
    m_totals->clear();
    m_sentenceTimer.stop();
}

void SavingsPanel::sentencesChanged()
{
    if (m_sentenceDelay.count() == 0)
        writeSentences();
    else if (!m_sentenceTimer.isActive())
        m_sentenceTimer.start();
}

void SavingsPanel::writeSentences()
{
    if (m_figures.updates > 0)
        m_running->setText(tr("%1 edits · p50 %2 · p95 %3 · p99 %4")
                               .arg(inDigits(m_figures.updates))
                               .arg(writeMilliseconds(m_histogram->percentile(0.5)),
                                    writeMilliseconds(m_figures.p95Milliseconds),
                                    writeMilliseconds(m_histogram->percentile(0.99))));
    m_counters->setText(tr("%1 merged · %2 cancelled · %3 stale")
                            .arg(inDigits(m_counted.merged))
                            .arg(inDigits(m_counted.cancelled))
                            .arg(inDigits(m_counted.stale)));
    if (m_edits == 0)
        return;
    const std::int64_t spared = m_denseTotal - m_incrementalTotal;
    m_totals->setText(tr("In all %1 edits: %2 operations instead of %3 (prefix reuse: %4), %5 spared, in %6")
                          .arg(inDigits(m_edits))
                          .arg(writeCount(m_incrementalTotal), writeCount(m_denseTotal),
                               writeCount(m_prefixTotal), writeCount(spared),
                               writeMilliseconds(m_millisecondsTotal)));
}

void SavingsPanel::feed(const Snapshot &snapshot)
{
    const UpdateReport &report = snapshot.report;
    write(m_dense.value, writeRatio(denseRatio(report)));
    write(m_prefix.value, writeRatio(prefixRatio(report)));
    write(m_time.value, writeMilliseconds(report.milliseconds));
    std::vector<BarRow> rows;
    for (std::size_t i = 0; i < report.layers.size(); ++i) {
        const double share = recomputedShare(report.layers[i], report.rows);
        rows.push_back({tr("Layer %1").arg(i + 1), share, writePercent(share), false});
    }
    m_layers->setRows(std::move(rows));
    write(m_rowsCaption, tr("Recomputed of %1 rows").arg(inDigits(report.rows)));
    m_layers->setToolTip(tr("%1 operations instead of %2 (full) or %3 (prefix reuse)")
                             .arg(writeCount(report.incremental.total()), writeCount(report.dense.total()),
                                  writeCount(report.prefix.total())));
    m_heat->setReport(report);
    m_heatLayer->setRange(0, m_heat->layers());
    setHeatLayer(heatLayer());
    // The first pass over a text would dwarf every edit after it.
    if (report.incremental.total() < report.dense.total()) {
        m_histogram->add(report.milliseconds);
        m_incrementalTotal += report.incremental.total();
        m_denseTotal += report.dense.total();
        m_prefixTotal += report.prefix.total();
        m_millisecondsTotal += report.milliseconds;
        ++m_edits;
        m_line->add({report.milliseconds,
                     tr("revision %1 · %2 · %3 recomputed · %4 less work")
                         .arg(inDigits(snapshot.revision))
                         .arg(writeMilliseconds(report.milliseconds), writePercent(recomputedShare(report)),
                              writeRatio(denseRatio(report)))});
    }
    m_history.push_back({snapshot.revision, report});
    if (int(m_history.size()) > kHistory)
        m_history.pop_front();
    feedCounters(snapshot.counters, snapshot.running);
}

void SavingsPanel::feedCounters(const ClientCounters &counters, const RunningFigures &running)
{
    if (running.updates > 0) {
        write(m_dense.median, tr("median %1").arg(writeRatio(running.medianDenseRatio)));
        write(m_prefix.median, tr("median %1").arg(writeRatio(running.medianPrefixRatio)));
        write(m_time.median, tr("median %1").arg(writeMilliseconds(running.medianMilliseconds)));
    }
    m_counted = counters;
    m_figures = running;
    sentencesChanged();
}

QString SavingsPanel::asCsv() const
{
    QString out =
        QStringLiteral("revision,milliseconds,rows,incremental_ops,dense_ops,prefix_ops,recomputed_share,"
                       "layer_rows\n");
    for (const Entry &entry : m_history) {
        QStringList layers;
        for (const LayerWork &layer : entry.report.layers)
            layers.append(QString::number(layer.rowsProjected));
        out += QStringLiteral("%1,%2,%3,%4,%5,%6,%7,%8\n")
                   .arg(entry.revision)
                   .arg(entry.report.milliseconds)
                   .arg(entry.report.rows)
                   .arg(entry.report.incremental.total())
                   .arg(entry.report.dense.total())
                   .arg(entry.report.prefix.total())
                   .arg(recomputedShare(entry.report))
                   .arg(layers.join(u' '));
    }
    return out;
}

} // namespace deltapad
