#include "widgets/evaluate/score_plots.h"

#include <QCoreApplication>
#include <limits>
#include <map>

#include "widgets/common/plot_panel.h"
#include "widgets/common/qt_convert.h"

namespace rtrack {
namespace {

QString translated(const char* text) {
    return QCoreApplication::translate("ScorePlots", text);
}

/// A curve over equal steps from 0 to `last`.
PlotSeries curveOf(const ScoredTracker& tracker, int look, const std::vector<double>& curve, double last,
                   double score) {
    PlotSeries series;
    series.name = fromStd(tracker.name);
    series.look = look;
    series.note = QString::number(score, 'f', 3);
    for (size_t i = 0; i < curve.size(); ++i) {
        series.x << last * static_cast<double>(i) / static_cast<double>(curve.size() - 1);
        series.y << curve[i];
    }
    return series;
}

PlotBars groupBars(const EvaluatedDataset& dataset) {
    PlotBars bars;
    std::map<QString, int> columns;
    for (const ScoredTracker& tracker : dataset.trackers) {
        for (const GroupScores& group : tracker.scores.groups) columns[fromStd(group.name)] = 0;
    }
    for (auto& [name, column] : columns) {
        column = static_cast<int>(bars.categories.size());
        bars.categories << name;
    }
    for (size_t i = 0; i < dataset.trackers.size(); ++i) {
        PlotSeries series;
        series.name = fromStd(dataset.trackers[i].name);
        series.look = static_cast<int>(i);
        series.y.fill(std::numeric_limits<double>::quiet_NaN(), bars.categories.size());
        for (const GroupScores& group : dataset.trackers[i].scores.groups)
            series.y[columns[fromStd(group.name)]] = group.scores.ao;
        bars.series.push_back(std::move(series));
    }
    return bars;
}

/// One category, so that every tracker has its colour.
PlotBars speedBars(const EvaluatedDataset& dataset) {
    PlotBars bars;
    bars.categories << QString();
    for (size_t i = 0; i < dataset.trackers.size(); ++i) {
        const double fps = dataset.trackers[i].scores.total.fps;
        PlotSeries series;
        series.name = fromStd(dataset.trackers[i].name);
        series.look = static_cast<int>(i);
        series.y << (fps > 0 ? fps : std::numeric_limits<double>::quiet_NaN());
        bars.series.push_back(std::move(series));
    }
    return bars;
}

}  // namespace

QString scorePlotTitle(ScorePlot plot) {
    switch (plot) {
        case ScorePlot::Success:
            return translated(QT_TRANSLATE_NOOP("ScorePlots", "Success"));
        case ScorePlot::Precision:
            return translated(QT_TRANSLATE_NOOP("ScorePlots", "Precision"));
        case ScorePlot::NormPrecision:
            return translated(QT_TRANSLATE_NOOP("ScorePlots", "Normalised precision"));
        case ScorePlot::Groups:
            return translated(QT_TRANSLATE_NOOP("ScorePlots", "Attributes"));
        case ScorePlot::Speed:
            break;
    }
    return translated(QT_TRANSLATE_NOOP("ScorePlots", "Speed"));
}

QString scorePlotFileName(ScorePlot plot) {
    constexpr const char* kNames[] = {"success", "precision", "normalised_precision", "attributes", "speed"};
    return kNames[static_cast<int>(plot)];
}

void showScorePlot(PlotPanel& panel, ScorePlot plot, const EvaluatedDataset* dataset) {
    const QString share = translated(QT_TRANSLATE_NOOP("ScorePlots", "Share of frames"));
    if (dataset && plot == ScorePlot::Groups)
        return panel.showBars({QString(), "AO", 0, 1}, groupBars(*dataset));
    if (dataset && plot == ScorePlot::Speed)
        return panel.showBars({QString(), translated(QT_TRANSLATE_NOOP("ScorePlots", "Frames/s")), 0, 0},
                              speedBars(*dataset));
    PlotAxes axes{translated(QT_TRANSLATE_NOOP("ScorePlots", "IoU threshold")), share, 0, 1};
    if (plot == ScorePlot::Precision)
        axes.x = translated(QT_TRANSLATE_NOOP("ScorePlots", "Threshold of the centre error, px"));
    if (plot == ScorePlot::NormPrecision)
        axes.x = translated(QT_TRANSLATE_NOOP("ScorePlots", "Threshold of the normalised centre error"));
    std::vector<PlotSeries> series;
    const size_t count = dataset ? dataset->trackers.size() : 0;
    for (size_t i = 0; i < count; ++i) {
        const ScoredTracker& tracker = dataset->trackers[i];
        const Scores& scores = tracker.scores.total;
        const auto look = static_cast<int>(i);
        if (plot == ScorePlot::Success)
            series.push_back(curveOf(tracker, look, scores.success_curve, 1, scores.auc));
        if (plot == ScorePlot::Precision)
            series.push_back(curveOf(tracker, look, scores.precision_curve, 50, scores.precision));
        if (plot == ScorePlot::NormPrecision)
            series.push_back(curveOf(tracker, look, scores.norm_precision_curve, 0.5, scores.norm_precision));
    }
    panel.showLines(axes, std::move(series));
}

}  // namespace rtrack
