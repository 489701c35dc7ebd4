#include "widgets/common/plot_panel.h"

#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "widgets/common/plot_style.h"
#include "widgets/common/qcustomplot_header.h"

namespace rtrack {
namespace {

constexpr double kReach = 14;  // pixels from the pointer to a point that is shown
constexpr double kLineWidth = 1.8;
constexpr double kChosenWidth = 3.4;
constexpr int kCategoryCharacters = 20;
constexpr double kBarsWidth = 0.8;  // of the distance between categories, all series together

}  // namespace

PlotPanel::PlotPanel(QWidget* parent) : QWidget(parent) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(plot_ = new QCustomPlot);
    plot_->setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
    plot_->setNoAntialiasingOnDrag(true);
    plot_->setMouseTracking(true);
    plot_->installEventFilter(this);
    plot_->setMinimumSize(220, 160);
    placeLegendBelow(*plot_, plot_->legend);
    restyle();
}

void PlotPanel::showLines(const PlotAxes& axes, std::vector<PlotSeries> series) {
    axes_ = axes;
    series_ = std::move(series);
    categories_.clear();
    rebuild();
}

void PlotPanel::showBars(const PlotAxes& axes, PlotBars bars) {
    axes_ = axes;
    series_ = std::move(bars.series);
    categories_ = std::move(bars.categories);
    rebuild();
}

void PlotPanel::rebuild() {
    plot_->clearPlottables();
    plot_->clearItems();
    delete std::exchange(bars_group_, nullptr);
    readout_ = new QCPItemText(plot_);
    readout_->setVisible(false);
    readout_->setPadding(QMargins(5, 3, 5, 3));
    const bool log = axes_.log_x && categories_.isEmpty();
    plot_->xAxis->setScaleType(log ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    plot_->xAxis->setTicker(log ? QSharedPointer<QCPAxisTicker>(new QCPAxisTickerLog)
                                : QSharedPointer<QCPAxisTicker>(new QCPAxisTicker));
    plot_->xAxis->setNumberFormat(log ? "eb" : "gb");
    plot_->xAxis->setNumberPrecision(log ? 0 : 6);
    plot_->xAxis->setTickLabelRotation(0);
    plot_->xAxis->setLabel(axes_.x);
    plot_->yAxis->setLabel(axes_.y);
    if (categories_.isEmpty()) {
        for (const PlotSeries& series : series_) addLine(series);
    } else {
        addBars();
    }
    plot_->legend->setVisible(series_.size() > 1);
    if (!plot_->legend->visible()) plot_->legend->clearItems();
    restyle();
    showAll();
}

void PlotPanel::addLine(const PlotSeries& series) {
    QCPGraph* graph = plot_->addGraph();
    graph->setData(series.x, series.y);
    if (!series.line) graph->setLineStyle(QCPGraph::lsNone);
    if (series.deviation.isEmpty()) return;
    auto* bars = new QCPErrorBars(plot_->xAxis, plot_->yAxis);
    bars->removeFromLegend();
    bars->setDataPlottable(graph);
    bars->setData(series.deviation);
}

void PlotPanel::addBars() {
    QSharedPointer<QCPAxisTickerText> ticker(new QCPAxisTickerText);
    for (int i = 0; i < categories_.size(); ++i) {
        const QString& name = categories_[i];  // in full beside the pointer
        constexpr int kHalf = kCategoryCharacters / 2;
        ticker->addTick(i, name.size() <= kCategoryCharacters
                               ? name
                               : name.left(kHalf) + QString::fromUtf8("…") + name.right(kHalf));
    }
    plot_->xAxis->setTicker(ticker);
    if (categories_.size() > 4) plot_->xAxis->setTickLabelRotation(-60);
    bars_group_ = new QCPBarsGroup(plot_);
    bars_group_->setSpacingType(QCPBarsGroup::stPlotCoords);
    bars_group_->setSpacing(0);
    for (const PlotSeries& series : series_) {
        auto* bars = new QCPBars(plot_->xAxis, plot_->yAxis);
        bars->setWidth(kBarsWidth / static_cast<double>(std::max<size_t>(1, series_.size())));
        bars->setBarsGroup(bars_group_);
        for (int i = 0; i < series.y.size(); ++i) {
            if (std::isfinite(series.y[i])) bars->addData(i, series.y[i]);
        }
    }
}

void PlotPanel::showAll() {
    plot_->rescaleAxes();
    if (!categories_.isEmpty()) plot_->xAxis->setRange(-0.6, static_cast<double>(categories_.size()) - 0.4);
    if (axes_.y_upper > axes_.y_lower) {
        plot_->yAxis->setRange(axes_.y_lower, axes_.y_upper);
    } else {
        plot_->yAxis->scaleRange(1.1);
        if (!categories_.isEmpty()) plot_->yAxis->setRangeLower(0);
    }
    if (categories_.isEmpty() && axes_.log_x) {
        const QCPRange range = plot_->xAxis->range();  // whole decades: these have numbers
        plot_->xAxis->setRange(std::pow(10, std::floor(std::log10(range.lower / 1.1))),
                               std::pow(10, std::ceil(std::log10(range.upper * 1.1))));
    } else if (categories_.isEmpty() && plot_->xAxis->range().size() > 0) {
        plot_->xAxis->scaleRange(1.03);
    }
    plot_->replot(QCustomPlot::rpQueuedReplot);
}

void PlotPanel::setChosen(const QString& name) {
    chosen_ = name;
    restyle();
}

void PlotPanel::restyle() {
    const QColor text = palette().color(QPalette::Text);
    const bool dark = isDark(palette());
    stylePlot(*plot_, *this);
    fitLegendTo(plot_->width());
    if (readout_) {
        readout_->setFont(font());
        readout_->setColor(palette().color(QPalette::ToolTipText));
        readout_->setBrush(palette().color(QPalette::ToolTipBase));
        readout_->setPen(QPen(withAlpha(text, 120)));
    }
    int index = 0;
    for (int i = 0; i < plot_->plottableCount(); ++i) {
        QCPAbstractPlottable* plottable = plot_->plottable(i);
        if (auto* errors = qobject_cast<QCPErrorBars*>(plottable)) {
            errors->setPen(QPen(withAlpha(errors->dataPlottable()->pen().color(), 150)));
            continue;
        }
        const PlotSeries& series = series_[static_cast<size_t>(index++)];
        const QColor color = seriesColor(series.look, dark);
        QPen pen(color, series.name == chosen_ ? kChosenWidth : kLineWidth);
        if (qobject_cast<QCPBars*>(plottable)) {
            plottable->setBrush(withAlpha(color, series.name == chosen_ ? 255 : 190));
            plottable->setPen(Qt::NoPen);
            continue;
        }
        if (const QVector<qreal> dashes = seriesDashes(series.look); !dashes.isEmpty())
            pen.setDashPattern(dashes);
        plottable->setPen(pen);
        if (auto* graph = qobject_cast<QCPGraph*>(plottable); graph && series.markers) {
            graph->setScatterStyle(
                {static_cast<QCPScatterStyle::ScatterShape>(QCPScatterStyle::ssCircle + series.look % 5),
                 QPen(color, 1.5), withAlpha(color, 90), 8});
        }
    }
    plot_->replot(QCustomPlot::rpQueuedReplot);
}

void PlotPanel::fitLegendTo(int width) {
    QStringList names;
    for (const PlotSeries& series : series_)
        names << (series.note.isEmpty() ? series.name : series.name + "  " + series.note);
    fitLegend(*plot_->legend, names, width);
}

std::optional<PlotPanel::Hit> PlotPanel::barAt(const QPointF& position) const {
    for (int i = 0; i < plot_->plottableCount(); ++i) {
        QVariant details;
        const double distance = plot_->plottable(i)->selectTest(position, false, &details);
        if (distance < 0 || distance > kReach) continue;
        const auto range = details.value<QCPDataSelection>().dataRange();
        auto* bars = qobject_cast<QCPBars*>(plot_->plottable(i));
        if (!bars || range.isEmpty()) continue;
        return Hit{i, static_cast<int>(std::lround(bars->data()->at(range.begin())->key))};
    }
    return std::nullopt;
}

std::optional<PlotPanel::Hit> PlotPanel::hitAt(const QPointF& position) const {
    if (!plot_->axisRect()->rect().contains(position.toPoint())) return std::nullopt;
    if (!categories_.isEmpty()) return barAt(position);
    std::optional<Hit> nearest;
    double reach = kReach;
    for (size_t s = 0; s < series_.size(); ++s) {
        for (int i = 0; i < series_[s].x.size(); ++i) {
            const QPointF place = placeOf(series_[s].x[i], series_[s].y[i]);
            const double distance = std::hypot(place.x() - position.x(), place.y() - position.y());
            if (!(distance < reach)) continue;
            reach = distance;
            nearest = Hit{static_cast<int>(s), i};
        }
    }
    return nearest;
}

QPointF PlotPanel::placeOf(double x, double y) const {
    return {plot_->xAxis->coordToPixel(x), plot_->yAxis->coordToPixel(y)};
}

QString PlotPanel::readoutAt(const QPointF& position) const {
    const std::optional<Hit> hit = hitAt(position);
    if (!hit) return {};
    const PlotSeries& series = series_[static_cast<size_t>(hit->series)];
    const QString value = QString::number(series.y[hit->point], 'g', 4);
    if (!categories_.isEmpty()) return QString("%1, %2: %3").arg(series.name, categories_[hit->point], value);
    return QString("%1: %2 (%3)").arg(series.name, value, QString::number(series.x[hit->point], 'g', 6));
}

bool PlotPanel::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Resize) fitLegendTo(static_cast<QResizeEvent*>(event)->size().width());
    if (event->type() == QEvent::MouseMove && readout_) {
        const QPointF position = static_cast<QMouseEvent*>(event)->position();
        const QString text = readoutAt(position);
        readout_->setVisible(!text.isEmpty());
        readout_->setText(text);
        const bool left = position.x() > plot_->width() / 2.0;
        readout_->setPositionAlignment(Qt::AlignBottom | (left ? Qt::AlignRight : Qt::AlignLeft));
        readout_->position->setType(QCPItemPosition::ptAbsolute);
        readout_->position->setCoords(position.x() + (left ? -8 : 8), position.y() - 8);
        plot_->replot(QCustomPlot::rpQueuedReplot);
    }
    if (event->type() == QEvent::MouseButtonPress || event->type() == QEvent::MouseButtonDblClick) {
        const std::optional<Hit> hit = hitAt(static_cast<QMouseEvent*>(event)->position());
        const bool twice = event->type() == QEvent::MouseButtonDblClick;
        if (hit) {
            const QString name = series_[static_cast<size_t>(hit->series)].name;
            twice ? Q_EMIT opened(name) : Q_EMIT chosen(name);
        } else if (twice) {
            showAll();
        }
    }
    return QWidget::eventFilter(watched, event);
}

void PlotPanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) restyle();
    QWidget::changeEvent(event);
}

}  // namespace rtrack
