#include "widgets/annotate/timeline.h"

#include <QVBoxLayout>
#include <algorithm>
#include <cmath>
#include <limits>

#include "widgets/annotate/overlay.h"
#include "widgets/common/qcustomplot_header.h"

namespace rtrack {
namespace {

constexpr int kRefreshMilliseconds = 100;
constexpr double kThresholdReach = 5;  // pixels
constexpr double kScoreTop = 1.08;     // room for the diamonds of people's boxes

QColor withAlpha(QColor color, int alpha) {
    color.setAlpha(alpha);
    return color;
}

}  // namespace

Timeline::Timeline(const AnnotateSession* session, QWidget* parent) : QWidget(parent), session_(session) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(plot_ = new QCustomPlot);
    plot_->setMinimumHeight(90);
    plot_->setInteractions(QCP::iRangeZoom);
    plot_->axisRect()->setRangeZoom(Qt::Horizontal);
    plot_->yAxis->setRange(0, kScoreTop);
    plot_->yAxis->ticker()->setTickCount(3);
    plot_->setNoAntialiasingOnDrag(true);
    score_ = plot_->addGraph();
    score_->setScatterSkip(0);
    human_ = plot_->addGraph();
    human_->setLineStyle(QCPGraph::lsNone);
    doubtful_ = plot_->addGraph();
    doubtful_->setLineStyle(QCPGraph::lsNone);
    range_band_ = new QCPItemRect(plot_);
    threshold_line_ = new QCPItemLine(plot_);
    position_line_ = new QCPItemLine(plot_);
    for (auto* position : {position_line_->start, position_line_->end}) {
        position->setTypeX(QCPItemPosition::ptPlotCoords);
        position->setTypeY(QCPItemPosition::ptAxisRectRatio);
    }
    for (auto* position : {threshold_line_->start, threshold_line_->end}) {
        position->setTypeX(QCPItemPosition::ptAxisRectRatio);
        position->setTypeY(QCPItemPosition::ptPlotCoords);
    }
    refresh_timer_.setSingleShot(true);
    refresh_timer_.setInterval(kRefreshMilliseconds);
    connect(&refresh_timer_, &QTimer::timeout, this, &Timeline::refresh);
    connect(plot_->xAxis, qOverload<const QCPRange&>(&QCPAxis::rangeChanged), this,
            [this](const QCPRange& range) {
                plot_->xAxis->setRange(
                    range.bounded(-0.5, std::max<double>(1, static_cast<double>(frame_count_)) - 0.5));
            });
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
        tr("Blue: the tracker's score. Diamonds: boxes made by hand. Red: tracking stopped in doubt.\n"
           "Click or drag to go to a frame, turn the wheel to stretch, drag the dashed line to set the "
           "threshold."));
    replotSoon();
}

void Timeline::restyle() {
    const QColor text = palette().color(QPalette::Text);
    const QColor base = palette().color(QPalette::Base);
    plot_->setBackground(palette().color(QPalette::Window));
    plot_->axisRect()->setBackground(base);
    for (QCPAxis* axis : {plot_->xAxis, plot_->yAxis}) {
        axis->setBasePen(QPen(withAlpha(text, 120)));
        axis->setTickPen(QPen(withAlpha(text, 120)));
        axis->setSubTickPen(Qt::NoPen);
        axis->setTickLabelColor(text);
        axis->setLabelColor(text);
        axis->grid()->setPen(QPen(withAlpha(text, 30)));
        axis->setTickLabelFont(font());
        axis->setLabelFont(font());
    }
    const bool light = base.lightness() > 127;
    const QColor line = light ? QColor(0x00, 0x72, 0xB2) : colors::kTracker;
    score_->setPen(QPen(line, 1.6));
    score_->setBrush(withAlpha(line, 40));
    human_->setScatterStyle({QCPScatterStyle::ssDiamond, QPen(text, 0.8), colors::kHuman, 9});
    doubtful_->setScatterStyle({QCPScatterStyle::ssTriangle, QPen(text, 0.8), colors::kDoubt, 9});
    position_line_->setPen(QPen(text, 1.5));
    threshold_line_->setPen(QPen(colors::kDoubt, 1.2, Qt::DashLine));
    range_band_->setPen(Qt::NoPen);
    range_band_->setBrush(withAlpha(colors::kHuman, 38));
    replotSoon();
}

void Timeline::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange) restyle();
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

void Timeline::setVideo(const VideoInfo& video) {
    frame_count_ = video.frame_count;
    plot_->xAxis->setRange(-0.5, std::max<double>(1, static_cast<double>(frame_count_)) - 0.5);
    setRange(0, frame_count_ - 1);
    setPosition(0);
}

void Timeline::boxesChanged() {
    if (!refresh_timer_.isActive()) refresh_timer_.start();
}

void Timeline::refresh() {
    QVector<double> frames, scores, human_frames, human_scores, doubt_frames, doubt_scores;
    int64_t previous = -1;
    if (session_->current() != 0) {
        for (const auto& [frame, record] : session_->project().boxes_of(session_->current())) {
            if (previous >= 0 && frame > previous + 1) {  // a gap in the boxes is a gap in the line
                frames << static_cast<double>(previous) + 0.5;
                scores << std::numeric_limits<double>::quiet_NaN();
            }
            previous = frame;
            frames << static_cast<double>(frame);
            scores << record.score;
            if (record.source == BoxSource::Human) {
                human_frames << static_cast<double>(frame);
                human_scores << 1.0;
            }
            if (record.doubtful) {
                doubt_frames << static_cast<double>(frame);
                doubt_scores << record.score;
            }
        }
    }
    score_->setData(frames, scores, true);
    human_->setData(human_frames, human_scores, true);
    doubtful_->setData(doubt_frames, doubt_scores, true);
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
    replotSoon();
}

void Timeline::setRange(qint64 first, qint64 last) {
    range_band_->setVisible(first > 0 || last < frame_count_ - 1);
    range_band_->topLeft->setCoords(static_cast<double>(first) - 0.5, kScoreTop);
    range_band_->bottomRight->setCoords(static_cast<double>(last) + 0.5, 0);
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

bool Timeline::nearThreshold(double y_in_plot) const {
    return std::abs(plot_->yAxis->coordToPixel(threshold_) - y_in_plot) <= kThresholdReach;
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
        drag_ = nearThreshold(position.y()) ? Drag::Threshold : Drag::Scrub;
    }
    const bool finished = event->type() == QEvent::MouseButtonRelease;
    if (drag_ == Drag::Scrub) Q_EMIT scrubbed(frameAt(position.x()), finished);
    if (drag_ == Drag::Threshold) {
        setThreshold(std::clamp(plot_->yAxis->pixelToCoord(position.y()), 0.0, 1.0));
        Q_EMIT thresholdDragged(threshold_, finished);
    }
    if (drag_ == Drag::None)
        plot_->setCursor(nearThreshold(position.y()) ? Qt::SizeVerCursor : Qt::ArrowCursor);
    if (finished) drag_ = Drag::None;
    return true;
}

}  // namespace rtrack
