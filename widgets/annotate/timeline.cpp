#include "widgets/annotate/timeline.h"

#include <QScrollBar>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>
#include <limits>

#include "widgets/annotate/overlay.h"
#include "widgets/annotate/track_lanes.h"
#include "widgets/common/focus_edge.h"
#include "widgets/common/plot_style.h"
#include "widgets/common/qcustomplot_header.h"

namespace rtrack {
namespace {

constexpr int kRefreshMilliseconds = 100;
constexpr int kGripWidth = 14;  // pixels, at the right end of the threshold
constexpr int kGripHeight = 12;
constexpr double kScoreTop = 1.08;
constexpr int kPlotHeight = 88;       // pixels
constexpr double kSmallestView = 10;  // frames

}  // namespace

Timeline::Timeline(AnnotateSession* session, QWidget* parent) : QWidget(parent), session_(session) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(plot_ = new QCustomPlot);
    layout->addWidget(lanes_ = new TrackLanes(session), 1);
    layout->addWidget(scroll_bar_ = new QScrollBar(Qt::Horizontal));
    plot_->setFixedHeight(kPlotHeight);
    plot_->axisRect()->setAutoMargins(QCP::msTop | QCP::msBottom);
    plot_->setInteractions(QCP::iRangeZoom);
    plot_->axisRect()->setRangeZoom(Qt::Horizontal);
    plot_->yAxis->setRange(0, kScoreTop);
    const QSharedPointer<QCPAxisTickerFixed> ticker(new QCPAxisTickerFixed);
    ticker->setTickStep(0.5);
    plot_->yAxis->setTicker(ticker);
    countFrames(*plot_->xAxis);
    plot_->setNoAntialiasingOnDrag(true);
    score_ = plot_->addGraph();
    score_->setScatterSkip(0);
    range_band_ = new QCPItemRect(plot_);
    threshold_line_ = new QCPItemLine(plot_);
    threshold_grip_ = new QCPItemRect(plot_);
    position_line_ = new QCPItemLine(plot_);
    for (auto* position : {position_line_->start, position_line_->end}) {
        position->setTypeX(QCPItemPosition::ptPlotCoords);
        position->setTypeY(QCPItemPosition::ptAxisRectRatio);
    }
    for (auto* position : {threshold_line_->start, threshold_line_->end}) {
        position->setTypeX(QCPItemPosition::ptAxisRectRatio);
        position->setTypeY(QCPItemPosition::ptPlotCoords);
    }
    for (auto* position : {threshold_grip_->topLeft, threshold_grip_->bottomRight}) {
        position->setParentAnchor(threshold_line_->end);
        position->setType(QCPItemPosition::ptAbsolute);
    }
    threshold_grip_->topLeft->setCoords(-kGripWidth, -kGripHeight / 2);
    threshold_grip_->bottomRight->setCoords(0, kGripHeight / 2);
    refresh_timer_.setSingleShot(true);
    refresh_timer_.setInterval(kRefreshMilliseconds);
    connect(&refresh_timer_, &QTimer::timeout, this, &Timeline::refresh);
    connect(plot_->xAxis, qOverload<const QCPRange&>(&QCPAxis::rangeChanged), this, &Timeline::onViewChanged);
    connect(scroll_bar_, &QScrollBar::valueChanged, this, [this](int value) {
        const double size = plot_->xAxis->range().size();
        plot_->xAxis->setRange(value - 0.5, value - 0.5 + size);
    });
    connect(lanes_, &TrackLanes::scrubbed, this, &Timeline::scrubbed);
    connect(lanes_, &TrackLanes::zoomWanted, this, &Timeline::zoom);
    connect(lanes_, &TrackLanes::panWanted, this, [this](double frames) {
        scroll_bar_->setValue(scroll_bar_->value() + static_cast<int>(std::lround(frames)));
    });
    new FocusEdge(plot_);
    new FocusEdge(lanes_);
    plot_->installEventFilter(this);
    plot_->setMouseTracking(true);
    setThreshold(threshold_);
    setRange(0, 0);
    setPosition(0);
    restyle();
    retranslate();
}

void Timeline::retranslate() {
    setAccessibleName(tr("Timeline"));
    plot_->setAccessibleName(tr("Score of each frame"));
    plot_->yAxis->setLabel(tr("Score"));
    plot_->setToolTip(
        tr("The score of the selected track. Click or drag to go to a frame, turn the wheel to stretch, drag "
           "the grip of the dashed line to set the threshold.\nOn the lanes: Ctrl and the wheel stretch, "
           "Shift and the wheel move."));
    scroll_bar_->setAccessibleName(tr("Part of the video in view"));
    lanes_->setAccessibleName(tr("Lanes of the tracks"));
    replotSoon();
}

void Timeline::restyle() {
    const QColor text = palette().color(QPalette::Text);
    stylePlot(*plot_, *this);
    const QColor line = isDark(palette()) ? colors::kTracker : QColor(0x00, 0x72, 0xB2);
    score_->setPen(QPen(line, 1.6));
    score_->setBrush(withAlpha(line, 40));
    position_line_->setPen(QPen(text, 1.5));
    threshold_line_->setPen(QPen(colors::kDoubt, 1.2, Qt::DashLine));
    threshold_grip_->setPen(Qt::NoPen);
    threshold_grip_->setBrush(colors::kDoubt);
    range_band_->setPen(Qt::NoPen);
    range_band_->setBrush(withAlpha(colors::kHuman, 38));
    replotSoon();
}

void Timeline::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) restyle();
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

void Timeline::setVideo(const VideoInfo& video) {
    frame_count_ = video.frame_count;
    plot_->xAxis->setRange(-0.5, std::max<double>(1, static_cast<double>(frame_count_)) - 0.5);
    onViewChanged();
    tracksChanged();
    setRange(0, frame_count_ - 1);
    setPosition(0);
}

void Timeline::boxesChanged(const ProjectEdit& edit) {
    lanes_->tracksChanged(edit);
    if (!refresh_timer_.isActive()) refresh_timer_.start();
}

void Timeline::tracksChanged() {
    lanes_->rebuild();
    if (!refresh_timer_.isActive()) refresh_timer_.start();
}

void Timeline::onViewChanged() {
    const double frames = std::max<double>(1, static_cast<double>(frame_count_));
    const QCPRange wanted = plot_->xAxis->range();
    QCPRange range = wanted.bounded(-0.5, frames - 0.5);
    if (range.size() < kSmallestView) range.upper = range.lower + kSmallestView;
    if (range != wanted) return plot_->xAxis->setRange(range);
    const QSignalBlocker blocker(scroll_bar_);
    scroll_bar_->setRange(0, static_cast<int>(std::lround(frames - range.size())));
    scroll_bar_->setPageStep(static_cast<int>(std::lround(range.size())));
    scroll_bar_->setValue(static_cast<int>(std::lround(range.lower + 0.5)));
    lanes_->setView(range.lower, range.upper);
    if (!refresh_timer_.isActive()) refresh_timer_.start();
}

void Timeline::zoom(double factor, double fixed_frame) {
    plot_->xAxis->scaleRange(factor, fixed_frame);
    replotSoon();
}

/// The plot has its frames exactly above those of the lanes.
void Timeline::alignPlot() {
    const int right = lanes_->width() - lanes_->viewport()->width();
    plot_->axisRect()->setMargins(QMargins(TrackLanes::kHeaderWidth, 0, right, 0));
}

void Timeline::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    alignPlot();
    if (!refresh_timer_.isActive()) refresh_timer_.start();
}

/// Turns the page when playing or tracking leaves the view.
void Timeline::keepInView(qint64 frame) {
    const QCPRange range = plot_->xAxis->range();
    const auto position = static_cast<double>(frame);
    if (range.contains(position) || drag_ != Drag::None) return;
    const double lower = position > range.upper ? position - 0.5 : position + 0.5 - range.size();
    plot_->xAxis->setRange(lower, lower + range.size());
}

void Timeline::refresh() {
    alignPlot();
    QVector<double> frames, scores;
    if (session_->current() != 0) {
        const QCPRange range = plot_->xAxis->range();
        const auto step = std::max<int64_t>(1, std::lround(range.size() / std::max(1, plot_->width())));
        const auto first = std::max<int64_t>(0, std::lround(range.lower) - step);
        int64_t previous = -1;
        for (const BoxMark& mark : session_->project().marks_of(session_->current(), first,
                                                                std::lround(range.upper) + step, step)) {
            if (previous >= 0 && mark.frame > previous + 2 * step) {  // a gap in the boxes is one in the line
                frames << static_cast<double>(previous + step);
                scores << std::numeric_limits<double>::quiet_NaN();
            }
            previous = mark.frame;
            frames << static_cast<double>(mark.frame);
            scores << (mark.absent ? std::numeric_limits<double>::quiet_NaN() : mark.score);
        }
    }
    score_->setData(frames, scores, true);
    replotSoon();
}

void Timeline::replotSoon() {
    plot_->replot(QCustomPlot::rpQueuedReplot);
}

void Timeline::setPosition(qint64 frame) {
    position_line_->start->setCoords(static_cast<double>(frame), 0);
    position_line_->end->setCoords(static_cast<double>(frame), 1);
    const QCPRange range = plot_->xAxis->range();
    if (!range.contains(static_cast<double>(frame))) {
        plot_->xAxis->setRange(static_cast<double>(frame), range.size(), Qt::AlignCenter);
    }
    plot_->setAccessibleDescription(QString::number(frame));
    lanes_->setPosition(frame);
    keepInView(frame);
    replotSoon();
}

void Timeline::setRange(qint64 first, qint64 last) {
    range_band_->setVisible(first > 0 || last < frame_count_ - 1);
    range_band_->topLeft->setCoords(static_cast<double>(first) - 0.5, kScoreTop);
    range_band_->bottomRight->setCoords(static_cast<double>(last) + 0.5, 0);
    lanes_->setRange(first, last);
    replotSoon();
}

void Timeline::setThreshold(double threshold) {
    threshold_ = threshold;
    threshold_line_->start->setCoords(0, threshold);
    threshold_line_->end->setCoords(1, threshold);
    replotSoon();
}

qint64 Timeline::frameAt(double x_in_plot) const {
    const double frame = std::round(plot_->xAxis->pixelToCoord(x_in_plot));
    return std::clamp<qint64>(static_cast<qint64>(frame), 0, std::max<qint64>(0, frame_count_ - 1));
}

QPointF Timeline::thresholdGrip() const {
    return {plot_->axisRect()->right() - kGripWidth / 2.0, plot_->yAxis->coordToPixel(threshold_)};
}

/// Only there: the line itself runs through the middle of the curve, where one goes from frame to frame.
bool Timeline::onGrip(const QPointF& in_plot) const {
    const QPointF away = in_plot - thresholdGrip();
    return std::abs(away.x()) <= kGripWidth / 2.0 + 1 && std::abs(away.y()) <= kGripHeight / 2.0 + 1;
}

bool Timeline::eventFilter(QObject* watched, QEvent* event) {
    switch (event->type()) {
        case QEvent::MouseButtonPress:
        case QEvent::MouseMove:
        case QEvent::MouseButtonRelease:
            return onMouse(static_cast<QMouseEvent*>(event));
        case QEvent::MouseButtonDblClick:
            return true;
        default:
            return QWidget::eventFilter(watched, event);
    }
}

bool Timeline::onMouse(QMouseEvent* event) {
    const QPointF position = event->position();
    if (event->type() == QEvent::MouseButtonPress && event->button() == Qt::LeftButton && frame_count_ > 0) {
        drag_ = onGrip(position) ? Drag::Threshold : Drag::Scrub;
    }
    const bool finished = event->type() == QEvent::MouseButtonRelease;
    if (drag_ == Drag::Scrub) Q_EMIT scrubbed(frameAt(position.x()), finished);
    if (drag_ == Drag::Threshold) {
        setThreshold(std::clamp(plot_->yAxis->pixelToCoord(position.y()), 0.0, 1.0));
        Q_EMIT thresholdDragged(threshold_, finished);
    }
    if (drag_ == Drag::None) plot_->setCursor(onGrip(position) ? Qt::SizeVerCursor : Qt::ArrowCursor);
    if (finished) drag_ = Drag::None;
    return true;
}

}  // namespace rtrack
