#include "widgets/annotate/track_lanes.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

#include "widgets/annotate/object_colors.h"
#include "widgets/annotate/overlay.h"

namespace rtrack {
namespace {

constexpr int kRowHeight = 22;
constexpr double kBarHeight = 9;
constexpr double kThinHeight = 2.5;
constexpr double kDiamond = 4.5;
const QColor kReviewed(0x2F, 0xBF, 0x8F);

QColor faint(QColor color, int alpha) {
    color.setAlpha(alpha);
    return color;
}

bool looksLike(const BoxMark& a, const BoxMark& b) {
    return a.source == b.source && a.absent == b.absent && a.reviewed == b.reviewed;
}

}  // namespace

TrackLanes::TrackLanes(AnnotateSession* session, QWidget* parent)
    : QAbstractScrollArea(parent), session_(session) {
    setFrameShape(QFrame::NoFrame);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    viewport()->setMouseTracking(true);
    verticalScrollBar()->setSingleStep(kRowHeight);
    connect(session, &AnnotateSession::selectionChanged, this, &TrackLanes::showCurrent);
    setMinimumHeight(2 * kRowHeight);
}

void TrackLanes::rebuild() {
    tracks_ = session_->tracks();
    cache_.clear();
    updateScrollBar();
    viewport()->update();
}

void TrackLanes::tracksChanged(const ProjectEdit& edit) {
    if (!edit.tracks.empty() || !edit.classes.empty()) return rebuild();
    for (const auto& [key, record] : edit.boxes) cache_.forget(key.track);
    viewport()->update();
}

void TrackLanes::setView(double first, double last) {
    first_ = first;
    last_ = std::max(last, first + 1);
    updateCache();
    viewport()->update();
}

void TrackLanes::setPosition(qint64 frame) {
    position_ = frame;
    viewport()->update();
}

void TrackLanes::setRange(qint64 first, qint64 last) {
    range_first_ = first;
    range_last_ = last;
    viewport()->update();
}

void TrackLanes::updateCache() {
    const double pixels = std::max(1, viewport()->width() - kHeaderWidth);
    const auto step = std::max<int64_t>(1, std::llround((last_ - first_) / pixels));
    // On a grid of whole steps, so that a view that moves by less keeps what it has.
    const auto first =
        static_cast<int64_t>(std::floor(std::max(0.0, first_) / static_cast<double>(step))) * step;
    cache_.setView(first, static_cast<int64_t>(std::ceil(last_)) + step, step);
}

void TrackLanes::updateScrollBar() {
    const int height = kRowHeight * static_cast<int>(tracks_.size());
    verticalScrollBar()->setRange(0, std::max(0, height - viewport()->height()));
    verticalScrollBar()->setPageStep(viewport()->height());
}

void TrackLanes::showCurrent() {
    const auto found = std::find(tracks_.begin(), tracks_.end(), session_->current());
    if (found != tracks_.end()) {
        const int top = kRowHeight * static_cast<int>(found - tracks_.begin());
        QScrollBar* bar = verticalScrollBar();
        if (top < bar->value()) bar->setValue(top);
        if (top + kRowHeight > bar->value() + viewport()->height())
            bar->setValue(top + kRowHeight - viewport()->height());
    }
    viewport()->update();
}

void TrackLanes::resizeEvent(QResizeEvent*) {
    updateScrollBar();
    updateCache();
}

int TrackLanes::rowAt(double y) const {
    const auto row = static_cast<int>(std::floor((y + verticalScrollBar()->value()) / kRowHeight));
    return row >= 0 && row < static_cast<int>(tracks_.size()) ? row : -1;
}

double TrackLanes::xOf(double frame) const {
    return kHeaderWidth + (frame - first_) / (last_ - first_) * (viewport()->width() - kHeaderWidth);
}

double TrackLanes::frameAt(double x) const {
    return first_ + (x - kHeaderWidth) / std::max(1, viewport()->width() - kHeaderWidth) * (last_ - first_);
}

qint64 TrackLanes::wholeFrameAt(double x) const {
    return std::clamp<qint64>(std::llround(frameAt(x)), 0,
                              std::max<qint64>(0, session_->video().info.frame_count - 1));
}

void TrackLanes::paintEvent(QPaintEvent*) {
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), palette().color(QPalette::Base));
    const QRectF lanes(kHeaderWidth, 0, viewport()->width() - kHeaderWidth, viewport()->height());
    const bool part = range_first_ > 0 || range_last_ < session_->video().info.frame_count - 1;
    if (part && session_->hasVideo()) {
        painter.fillRect(lanes & QRectF(QPointF(xOf(static_cast<double>(range_first_) - 0.5), 0),
                                        QPointF(xOf(static_cast<double>(range_last_) + 0.5), lanes.height())),
                         faint(colors::kHuman, 38));
    }
    const int first_row = std::max(0, verticalScrollBar()->value() / kRowHeight);
    for (size_t i = static_cast<size_t>(first_row); i < tracks_.size(); ++i) {
        const QRect row(0, kRowHeight * static_cast<int>(i) - verticalScrollBar()->value(),
                        viewport()->width(), kRowHeight);
        if (row.top() > viewport()->height()) break;
        if (!session_->project().tracks().contains(tracks_[i])) continue;  // deleted, and not told yet
        paintLane(painter, row, tracks_[i]);
        paintHeader(painter, row, tracks_[i]);
    }
    if (!session_->hasVideo()) return;
    painter.setPen(QPen(palette().color(QPalette::Text), 1.5));
    const double x = xOf(static_cast<double>(position_));
    if (x >= kHeaderWidth) painter.drawLine(QPointF(x, 0), QPointF(x, viewport()->height()));
}

void TrackLanes::paintHeader(QPainter& painter, const QRect& row, int64_t track) const {
    const QRect header(row.left(), row.top(), kHeaderWidth, row.height());
    const bool selected = session_->isSelected(track);
    painter.fillRect(header, palette().color(selected ? QPalette::Highlight : QPalette::Window));
    const Project& project = session_->project();
    painter.fillRect(header.left() + 6, header.center().y() - 4, 9, 9, colorOfTrack(project, track));
    QColor text = palette().color(selected ? QPalette::HighlightedText : QPalette::Text);
    if (project.track(track).hidden) text = faint(text, 120);
    painter.setPen(text);
    const QRect words = header.adjusted(21, 0, -4, 0);
    painter.drawText(
        words, Qt::AlignVCenter | Qt::AlignLeft,
        painter.fontMetrics().elidedText(nameOfTrack(project, track), Qt::ElideRight, words.width()));
    painter.setPen(faint(palette().color(QPalette::Text), 30));
    painter.drawLine(row.bottomLeft(), row.bottomRight());
}

void TrackLanes::paintMark(QPainter& painter, const QRect& row, const BoxMark& mark, double until,
                           const QColor& color) const {
    const double left = std::max<double>(kHeaderWidth, xOf(static_cast<double>(mark.frame) - 0.5));
    const double right = std::max(left + 1, xOf(until));
    const double middle = row.center().y() + 0.5;
    QRectF bar(left, middle - kBarHeight / 2, right - left, kBarHeight);
    if (mark.absent) {
        painter.fillRect(bar, QBrush(faint(palette().color(QPalette::Text), 150), Qt::BDiagPattern));
    } else if (mark.source == BoxSource::Interpolated) {
        painter.fillRect(QRectF(left, middle - kThinHeight / 2, right - left, kThinHeight), color);
    } else {
        painter.fillRect(bar, mark.source == BoxSource::Imported ? faint(color, 130) : color);
    }
    if (mark.reviewed) painter.fillRect(QRectF(left, bar.bottom() + 2, right - left, 2), kReviewed);
}

void TrackLanes::paintLane(QPainter& painter, const QRect& row, int64_t track) {
    const Project& project = session_->project();
    const Lane& lane = cache_.lane(project, track);
    QColor color = colorOfTrack(project, track);
    if (project.track(track).hidden) color = faint(color, 90);
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (size_t i = 0; i < lane.marks.size();) {
        size_t end = i + 1;
        while (end < lane.marks.size() && looksLike(lane.marks[i], lane.marks[end]) &&
               lane.marks[end].frame - lane.marks[end - 1].frame <= cache_.step())
            ++end;
        const double until = static_cast<double>(lane.marks[end - 1].frame + cache_.step()) - 0.5;
        paintMark(painter, row, lane.marks[i], until, color);
        i = end;
    }
    const double middle = row.center().y() + 0.5;
    for (const int64_t frame : lane.doubtful) {
        const double x = xOf(static_cast<double>(frame));
        painter.fillRect(QRectF(x - 1.5, row.top() + 1, 3, row.height() - 3), colors::kDoubt);
    }
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(palette().color(QPalette::Text), 0.8));
    painter.setBrush(color);
    double last_x = -1;
    for (const int64_t frame : lane.human) {
        const double x = xOf(static_cast<double>(frame));
        if (x - last_x < 2 || x < kHeaderWidth) continue;  // they would cover each other
        last_x = x;
        painter.drawPolygon(QPolygonF({QPointF(x, middle - kDiamond), QPointF(x + kDiamond, middle),
                                       QPointF(x, middle + kDiamond), QPointF(x - kDiamond, middle)}));
    }
}

bool TrackLanes::viewportEvent(QEvent* event) {
    if (event->type() != QEvent::ToolTip) return QAbstractScrollArea::viewportEvent(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const int row = rowAt(help->pos().y());
    const QString text = row < 0
                             ? QString()
                             : tr("%1. Diamond: made by hand. Bar: tracker. Line: interpolated. Hatched: "
                                  "absent. Red: doubtful. Green: reviewed.")
                                   .arg(nameOfTrack(session_->project(), tracks_[static_cast<size_t>(row)]));
    QToolTip::showText(help->globalPos(), text, viewport());
    return true;
}

void TrackLanes::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || !session_->hasVideo()) return;
    const int row = rowAt(event->position().y());
    if (row >= 0) {
        const int64_t track = tracks_[static_cast<size_t>(row)];
        if (event->modifiers() & (Qt::ControlModifier | Qt::ShiftModifier)) {
            session_->toggleSelected(track);
        } else {
            session_->select(track);
        }
    }
    scrubbing_ = event->position().x() >= kHeaderWidth;
    if (scrubbing_) Q_EMIT scrubbed(wholeFrameAt(event->position().x()), false);
}

void TrackLanes::mouseMoveEvent(QMouseEvent* event) {
    if (scrubbing_) Q_EMIT scrubbed(wholeFrameAt(event->position().x()), false);
}

void TrackLanes::mouseReleaseEvent(QMouseEvent* event) {
    if (std::exchange(scrubbing_, false)) Q_EMIT scrubbed(wholeFrameAt(event->position().x()), true);
}

void TrackLanes::wheelEvent(QWheelEvent* event) {
    const double turned = event->angleDelta().y() != 0 ? event->angleDelta().y() : event->angleDelta().x();
    if (event->modifiers() & Qt::ControlModifier) {
        Q_EMIT zoomWanted(std::pow(0.999, turned), frameAt(event->position().x()));
    } else if (event->modifiers() & Qt::ShiftModifier) {
        Q_EMIT panWanted(-turned / 1200 * (last_ - first_));
    } else {
        return QAbstractScrollArea::wheelEvent(event);
    }
    event->accept();
}

}  // namespace rtrack
