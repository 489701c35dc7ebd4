#include "widgets/train/run_plots.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSlider>
#include <QToolTip>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "widgets/common/plot_style.h"
#include "widgets/common/qcustomplot_header.h"
#include "widgets/common/qt_convert.h"

namespace rtrack {
namespace {

constexpr int kColumnsOfPanels = 4;
constexpr int kSmoothingSteps = 20;
constexpr int kReferencesShown = 4;
constexpr double kFontScale = 0.85;    // of small plots
constexpr double kTopOfScores = 1.04;  // room for a mark at 1
constexpr double kRoom = 0.075;        // above and below the curves, as part of their height
constexpr size_t kFewPoints = 30;      // are marked: one or two make no line

bool isValidation(int plot) {
    return plot == RunPlots::Ao || plot == RunPlots::Sr50 || plot == RunPlots::Sr75;
}

const char* scoreOf(int plot) {
    return plot == RunPlots::Ao ? "ao" : plot == RunPlots::Sr50 ? "sr_50" : "sr_75";
}

double validationValue(const ValidationPoint& point, int plot) {
    return plot == RunPlots::Ao ? point.ao : plot == RunPlots::Sr50 ? point.sr_50 : point.sr_75;
}

StepFigure figureOf(int plot) {
    switch (plot) {
        case RunPlots::Iou:
            return StepFigure::Iou;
        case RunPlots::LearningRate:
            return StepFigure::LearningRate;
        case RunPlots::Speed:
            return StepFigure::PairsPerSecond;
        default:
            return StepFigure::LossTotal;
    }
}

/// Exponential mean: `strength` 0 leaves the values as they are.
std::vector<double> smoothed(std::vector<double> values, double strength) {
    double mean = 0, weight = 0;
    for (double& value : values) {
        if (!std::isfinite(value)) continue;
        mean = strength * mean + (1 - strength) * value;
        weight = strength * weight + (1 - strength);
        value = mean / weight;
    }
    return values;
}

QVector<double> asVector(const std::vector<double>& values) {
    return {values.begin(), values.end()};
}

}  // namespace

RunPlots::RunPlots(QWidget* parent) : QWidget(parent) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    buildControls();
    column->addWidget(canvas_ = new QCustomPlot, 1);
    canvas_->setInteractions(QCP::iRangeZoom | QCP::iRangeDrag);
    canvas_->setMouseTracking(true);
    canvas_->setMinimumHeight(160);
    canvas_->installEventFilter(this);
    canvas_->setAutoAddPlottableToLegend(false);
    buildPanels();
    connect(canvas_, &QCustomPlot::mouseMove, this, [this](QMouseEvent* event) {
        zoomed_ = zoomed_ || event->buttons().testFlag(Qt::LeftButton);
        showValues(event->pos());
    });
    connect(canvas_, &QCustomPlot::mouseWheel, this, [this] { zoomed_ = true; });
    connect(canvas_, &QCustomPlot::mouseDoubleClick, this,
            [this](QMouseEvent* event) { enlarge(event->pos()); });
    retranslate();
    arrange();
}

void RunPlots::buildControls() {
    auto* row = new QHBoxLayout;
    row->addWidget(loss_ = new QComboBox);
    loss_->setSizeAdjustPolicy(QComboBox::AdjustToContents);  // the longest, in any language
    for (int figure = 0; figure <= static_cast<int>(StepFigure::LossAffinity); ++figure)
        loss_->addItem(QString());
    row->addWidget(smoothing_label_ = new QLabel);
    row->addWidget(smoothing_ = new QSlider(Qt::Horizontal));
    smoothing_->setRange(0, kSmoothingSteps);
    smoothing_->setMaximumWidth(120);
    row->addWidget(logarithmic_ = new QCheckBox);
    row->addWidget(references_ = new QCheckBox);
    row->addStretch(1);
    row->addWidget(whole_ = new QPushButton);
    row->addWidget(export_ = new QPushButton);
    static_cast<QVBoxLayout*>(layout())->addLayout(row);
    connect(loss_, &QComboBox::currentIndexChanged, this, &RunPlots::refresh);
    connect(smoothing_, &QSlider::valueChanged, this, &RunPlots::redraw);
    connect(logarithmic_, &QCheckBox::toggled, this, &RunPlots::showAll);
    connect(references_, &QCheckBox::toggled, this, &RunPlots::showAll);
    connect(whole_, &QPushButton::clicked, this, &RunPlots::showAll);
    connect(export_, &QPushButton::clicked, this, &RunPlots::chooseExport);
}

void RunPlots::buildPanels() {
    canvas_->plotLayout()->clear();
    canvas_->plotLayout()->addElement(0, 0, grid_ = new QCPLayoutGrid);
    placeLegendBelow(*canvas_, legend_ = new QCPLegend);
    grid_->setRowSpacing(0);
    std::vector<QCPMarginGroup*> left_margins;
    for (int plot = 0; plot < kPlots; ++plot) {
        Panel panel{new QCPTextElement(canvas_), new QCPAxisRect(canvas_)};
        panel.rect->setLayer("background");  // as QCustomPlot does with its own
        for (QCPAxis* axis : panel.rect->axes()) {
            axis->setLayer("axes");
            axis->grid()->setLayer("grid");
        }
        panel.rect->setRangeZoomAxes(panel.rect->axis(QCPAxis::atBottom), panel.rect->axis(QCPAxis::atLeft));
        panel.rect->axis(QCPAxis::atBottom)->ticker()->setTickCount(3);
        panel.rect->axis(QCPAxis::atLeft)->ticker()->setTickCount(4);
        panel.rect->axis(QCPAxis::atLeft)->grid()->setVisible(true);
        const auto column = static_cast<size_t>(plot % kColumnsOfPanels);
        if (column == left_margins.size()) left_margins.push_back(new QCPMarginGroup(canvas_));
        panel.rect->setMarginGroup(QCP::msLeft, left_margins[column]);  // one edge for all of a column
        panels_.push_back(panel);
    }
}

void RunPlots::arrange() {
    for (Panel& panel : panels_) {
        for (QCPLayoutElement* element :
             {static_cast<QCPLayoutElement*>(panel.title), static_cast<QCPLayoutElement*>(panel.rect)}) {
            if (element->layout()) grid_->take(element);
        }
    }
    grid_->simplify();
    for (int plot = 0; plot < kPlots; ++plot) {
        const bool shown = enlarged_ < 0 || enlarged_ == plot;
        Panel& panel = panels_[static_cast<size_t>(plot)];
        panel.title->setVisible(shown);
        panel.rect->setVisible(shown);
        if (!shown) continue;
        const int row = enlarged_ < 0 ? 2 * (plot / kColumnsOfPanels) : 0;
        const int column = enlarged_ < 0 ? plot % kColumnsOfPanels : 0;
        grid_->addElement(row, column, panel.title);
        grid_->addElement(row + 1, column, panel.rect);
    }
    restyle();  // only what is in the layout has its style
}

void RunPlots::setRuns(std::vector<PlottedRun> runs) {
    const bool same = std::equal(runs.begin(), runs.end(), runs_.begin(), runs_.end(),
                                 [](const PlottedRun& a, const PlottedRun& b) { return a.name == b.name; });
    runs_ = std::move(runs);
    if (!same) zoomed_ = false;
    refresh();
}

void RunPlots::setPublished(std::vector<PublishedResult> results) {
    published_ = std::move(results);
    references_->setEnabled(!published_.empty());
    refresh();
}

PlotCurve RunPlots::curveOf(const RunHistory& history, int plot, StepFigure loss) {
    PlotCurve curve;
    if (!isValidation(plot)) {
        const StepFigure figure = plot == Loss ? loss : figureOf(plot);
        const bool has_means = figure == StepFigure::LossTotal || figure == StepFigure::Iou;
        // A short run tells more by its epochs than by its steps, of which few are reported.
        if (!has_means || history.epochs().size() < history.steps().size())
            return {history.steps(), history.values(figure)};
        for (const EpochPoint& point : history.epochs()) {
            curve.x.push_back(point.step);
            curve.y.push_back(figure == StepFigure::Iou ? point.iou : point.loss_total);
        }
        return curve;
    }
    for (const ValidationPoint& point : history.mean_validations()) {
        curve.x.push_back(point.step);
        curve.y.push_back(validationValue(point, plot));
    }
    return curve;
}

void RunPlots::redraw() {
    legend_->clearItems();
    canvas_->clearGraphs();
    canvas_->clearItems();
    for (int plot = 0; plot < kPlots; ++plot) {
        QCPAxis* left = panels_[static_cast<size_t>(plot)].rect->axis(QCPAxis::atLeft);
        const bool logarithmic = logarithmic_->isChecked() && !isValidation(plot) && plot != Iou;
        left->setScaleType(logarithmic ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
        left->setTicker(logarithmic ? QSharedPointer<QCPAxisTicker>(new QCPAxisTickerLog)
                                    : QSharedPointer<QCPAxisTicker>(new QCPAxisTicker));
        left->ticker()->setTickCount(logarithmic ? 3 : 4);
        drawCurves(plot);
        if (isValidation(plot) && references_->isChecked()) drawReferences(plot);
    }
    fitLegendTo(canvas_->width());
    canvas_->replot(QCustomPlot::rpQueuedReplot);
}

void RunPlots::drawCurves(int plot) {
    QCPAxisRect* rect = panels_[static_cast<size_t>(plot)].rect;
    QCPAxis* bottom = rect->axis(QCPAxis::atBottom);
    QCPAxis* left = rect->axis(QCPAxis::atLeft);
    const double strength = smoothing_->value() == 0 ? 0 : 1 - std::pow(0.75, smoothing_->value());
    for (size_t i = 0; i < runs_.size(); ++i) {
        const RunHistory& history = *runs_[i].history;
        const PlotCurve curve = curveOf(history, plot, chosenLoss());
        QCPGraph* graph = canvas_->addGraph(bottom, left);
        graph->setPen(QPen(colorOf(i), 1.5));
        if (plot == Loss && runs_.size() > 1) graph->addToLegend(legend_);
        graph->setAdaptiveSampling(true);
        if (isValidation(plot) || curve.x.size() <= kFewPoints)
            graph->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDisc, colorOf(i), 5));
        graph->setData(asVector(curve.x),
                       asVector(isValidation(plot) ? curve.y : smoothed(curve.y, strength)), true);
        const auto best = history.best();
        if (!isValidation(plot) || !best) continue;
        QCPGraph* star = canvas_->addGraph(bottom, left);
        star->setLineStyle(QCPGraph::lsNone);
        star->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssStar, QPen(colorOf(i), 2), Qt::NoBrush, 13));
        star->addData(best->step, validationValue(*best, plot));
    }
}

void RunPlots::drawReferences(int plot) {
    QCPAxisRect* rect = panels_[static_cast<size_t>(plot)].rect;
    int shown = 0;
    std::vector<QString> names;
    for (const PublishedResult& result : published_on(published_, "got10k", scoreOf(plot))) {
        const QString name = fromStd(result.tracker);
        if (!result.setting.empty() || std::find(names.begin(), names.end(), name) != names.end()) continue;
        if (shown++ == kReferencesShown) break;
        names.push_back(name);
        const double value = result.scores.at(scoreOf(plot));
        const QColor color = palette().color(QPalette::Disabled, QPalette::Text);
        auto* line = new QCPItemStraightLine(canvas_);
        auto* label = new QCPItemText(canvas_);
        for (QCPItemPosition* position : {line->point1, line->point2, label->position}) {
            position->setAxisRect(rect);
            position->setAxes(rect->axis(QCPAxis::atBottom), rect->axis(QCPAxis::atLeft));
        }
        for (QCPAbstractItem* item :
             {static_cast<QCPAbstractItem*>(line), static_cast<QCPAbstractItem*>(label)}) {
            item->setClipAxisRect(rect);
            item->setLayer("grid");  // below the curves
        }
        line->point1->setCoords(0, value);
        line->point2->setCoords(1, value);
        line->setPen(QPen(color, 1, Qt::DashLine));
        label->position->setTypeX(QCPItemPosition::ptAxisRectRatio);
        // Side by side: the best are close to one another. Each covers the others' lines, not its own.
        label->position->setCoords(0.01 + (shown - 1) / static_cast<double>(kReferencesShown), value);
        label->setPositionAlignment(Qt::AlignLeft | Qt::AlignBottom);
        label->setBrush(palette().color(QPalette::Base));
        label->setText(name);
        label->setColor(color);
        QFont small = font();
        small.setPointSizeF(small.pointSizeF() * kFontScale);
        label->setFont(small);
    }
}

QRectF RunPlots::viewOf(int plot) const {
    const QCPAxisRect* rect = panels_[static_cast<size_t>(plot)].rect;
    const QCPRange x = rect->axis(QCPAxis::atBottom)->range(), y = rect->axis(QCPAxis::atLeft)->range();
    return {x.lower, y.lower, x.size(), y.size()};
}

StepFigure RunPlots::chosenLoss() const {
    return static_cast<StepFigure>(loss_->currentIndex());
}

void RunPlots::showAll() {
    zoomed_ = false;
    refresh();
}

void RunPlots::refresh() {
    redraw();
    if (zoomed_) return;
    double high_x = 0;
    for (const PlottedRun& run : runs_) {
        if (!run.history->steps().empty()) high_x = std::max(high_x, run.history->steps().back());
        if (!run.history->epochs().empty()) high_x = std::max(high_x, run.history->epochs().back().step);
    }
    for (int plot = 0; plot < kPlots; ++plot) {
        panels_[static_cast<size_t>(plot)]
            .rect->axis(QCPAxis::atBottom)
            ->setRange(0, std::max(high_x * 1.05, 1.0));
        showAllValues(plot);
    }
    canvas_->replot(QCustomPlot::rpQueuedReplot);
}

void RunPlots::showAllValues(int plot) {
    const QCPAxisRect* rect = panels_[static_cast<size_t>(plot)].rect;
    QCPAxis* left = rect->axis(QCPAxis::atLeft);
    if (left->scaleType() == QCPAxis::stLogarithmic) {
        left->rescale();
        left->scaleRange(1.15);
        return;
    }
    QCPRange all(0, 1);
    bool any = false;
    for (const QCPGraph* graph : rect->graphs()) {
        bool found = false;
        const QCPRange range = graph->getValueRange(found);
        if (!found) continue;
        all = any ? all.expanded(range) : range;
        any = true;
    }
    // One value has no height: it is shown above nothing.
    const double room = all.size() > 0 ? kRoom * all.size() : std::max(std::abs(all.lower), 1e-12);
    QCPRange shown(all.lower - room, all.upper + room);
    if (all.lower >= 0) shown.lower = std::max(0.0, shown.lower);  // what cannot be negative
    if (isValidation(plot) || plot == Iou) {
        const bool referred = isValidation(plot) && references_->isChecked();
        shown.upper = referred ? kTopOfScores : std::min(kTopOfScores, shown.upper);
    }
    left->setRange(any ? shown : all);
}

int RunPlots::panelAt(const QPoint& place) const {
    for (int plot = 0; plot < kPlots; ++plot) {
        const QCPAxisRect* rect = panels_[static_cast<size_t>(plot)].rect;
        if (rect->visible() && rect->outerRect().contains(place)) return plot;
    }
    return -1;
}

QString RunPlots::valuesAt(int plot, double x) const {
    QStringList lines;
    for (const PlottedRun& run : runs_) {
        const PlotCurve curve = curveOf(*run.history, plot, chosenLoss());
        if (curve.x.empty()) continue;
        auto right = std::lower_bound(curve.x.begin(), curve.x.end(), x);
        if (right == curve.x.end() || (right != curve.x.begin() && x - *(right - 1) < *right - x)) --right;
        const auto index = static_cast<size_t>(right - curve.x.begin());
        lines << tr("%1, step %2: %3")
                     .arg(run.name)
                     .arg(curve.x[index], 0, 'f', 0)
                     .arg(QString::number(curve.y[index], 'g', 4));
    }
    return lines.join('\n');
}

void RunPlots::showValues(const QPoint& place) {
    const int plot = panelAt(place);
    if (plot < 0) return QToolTip::hideText();
    const double x =
        panels_[static_cast<size_t>(plot)].rect->axis(QCPAxis::atBottom)->pixelToCoord(place.x());
    QToolTip::showText(canvas_->mapToGlobal(place), valuesAt(plot, x), canvas_);
}

void RunPlots::enlarge(const QPoint& place) {
    const int plot = panelAt(place);
    if (plot < 0) return;
    enlarged_ = enlarged_ < 0 ? plot : -1;
    arrange();
}

QColor RunPlots::colorOf(size_t run) const {
    return seriesColor(static_cast<int>(run), isDark(palette()));
}

void RunPlots::restyle() {
    stylePlot(*canvas_, *this, kFontScale);
    fitLegendTo(canvas_->width());
    canvas_->replot(QCustomPlot::rpQueuedReplot);
}

void RunPlots::fitLegendTo(int width) {
    QStringList names;
    for (const PlottedRun& run : runs_) names << run.name;
    fitLegend(*legend_, names, width);
}

void RunPlots::retranslate() {
    const QString losses[] = {tr("Loss, total"), tr("Loss, classification"), tr("Loss, init box"),
                              tr("Loss, refined box"), tr("Loss, affinity")};
    for (int i = 0; i < loss_->count(); ++i) loss_->setItemText(i, losses[i]);
    loss_->setAccessibleName(tr("Which loss is shown"));
    smoothing_label_->setText(tr("Smoothing"));
    smoothing_->setAccessibleName(tr("Smoothing of the curves"));
    logarithmic_->setText(tr("Log axis"));
    references_->setText(tr("Published results"));
    references_->setToolTip(
        tr("The best published results on the GOT-10k test set, as dashed lines. Your validation "
           "is on other sequences: they show the scale, not a contest."));
    whole_->setText(tr("Show all"));
    whole_->setToolTip(
        tr("Undo zooming and moving. The wheel zooms, dragging moves, a double click enlarges a plot."));
    export_->setText(tr("Export…"));
    export_->setAccessibleName(tr("Export the plots"));
    canvas_->setAccessibleName(tr("Curves of the selected runs"));
    const QString titles[] = {tr("Loss"),
                              tr("IoU in training"),
                              tr("AO, validation"),
                              tr("SR 0.5, validation"),
                              tr("SR 0.75, validation"),
                              tr("Learning rate"),
                              tr("Pairs per second")};
    for (size_t i = 0; i < panels_.size(); ++i) {
        panels_[i].title->setText(titles[i]);
        panels_[i].rect->axis(QCPAxis::atBottom)->setLabel(tr("Step"));
    }
    canvas_->replot(QCustomPlot::rpQueuedReplot);
}

void RunPlots::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        restyle();
        redraw();
    }
    QWidget::changeEvent(event);
}

bool RunPlots::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Resize) fitLegendTo(static_cast<QResizeEvent*>(event)->size().width());
    return QWidget::eventFilter(watched, event);
}

}  // namespace rtrack
