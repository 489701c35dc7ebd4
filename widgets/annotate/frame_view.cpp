#include "widgets/annotate/frame_view.h"

#include <QKeyEvent>
#include <QLineF>
#include <QMouseEvent>
#include <QWheelEvent>
#include <cmath>

#include "widgets/common/qt_convert.h"

namespace rtrack {
namespace {

constexpr double kHandleReach = 7;           // view pixels
constexpr double kClickReach = 3;            // view pixels; more is a drag, not a click
constexpr double kSmallestDrawnBox = 2;      // frame pixels; less is a click, not a box
constexpr double kCoarseKeyStep = 10;        // frame pixels with Shift
constexpr double kSharpPixelsFromScale = 3;  // screen pixels; from here on frame pixels are shown as squares
constexpr double kScaleTolerance = 1e-6;     // of rounding, in recognising 1:1

QPointF stepOfKey(int key) {
    switch (key) {
        case Qt::Key_Left:
            return {-1, 0};
        case Qt::Key_Right:
            return {1, 0};
        case Qt::Key_Up:
            return {0, -1};
        case Qt::Key_Down:
            return {0, 1};
        default:
            return {};
    }
}

bool belongsToDrawing(int key) {
    return !stepOfKey(key).isNull() || key == Qt::Key_Return || key == Qt::Key_Enter ||
           key == Qt::Key_Space || key == Qt::Key_Escape;
}

}  // namespace

FrameView::FrameView(QWidget* parent) : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setMinimumSize(160, 120);
    setAttribute(Qt::WA_OpaquePaintEvent);
}

void FrameView::setFrame(const ImagePtr& image) {
    picture_ = wrapImage(image).convertToFormat(QImage::Format_RGB32);
    view_.setFrameSize(picture_.size());
    if (!picture_.isNull()) Q_EMIT scaleChanged(view_.scale());
    update();
}

void FrameView::setOverlay(Overlay overlay) {
    overlay_ = std::move(overlay);
    if (drag_ == Drag::Box && !overlay_.current) drag_ = Drag::None;
    followTarget();
    update();
}

void FrameView::followTarget() {
    if (!following_ || !overlay_.current || overlay_.current->record.absent || drag_ != Drag::None ||
        drawing_)
        return;
    const double wanted = 0.3 * std::min(width(), height());
    const double size = std::max(overlay_.current->record.box.width, overlay_.current->record.box.height);
    // The scale follows slowly and in a band only, so that the picture does not pump with every change of the
    // box.
    double scale = view_.scale();
    if (size > 0 && (size * scale < 0.5 * wanted || size * scale > 2 * wanted))
        scale += 0.3 * (wanted / size - scale);
    view_.setScale(scale, rect().toRectF().center());
    view_.centerOn(fromPoint(overlay_.current->record.box.center()));
    Q_EMIT scaleChanged(view_.scale());
}

void FrameView::viewMoved() {
    Q_EMIT scaleChanged(view_.scale());
    update();
}

void FrameView::zoomFit() {
    view_.fit();
    viewMoved();
}

void FrameView::zoomActual() {
    view_.setScale(1.0 / devicePixelRatioF(), rect().toRectF().center());
    viewMoved();
}

void FrameView::zoomBy(double factor) {
    view_.zoomBy(factor, rect().toRectF().center());
    viewMoved();
}

void FrameView::setFollowing(bool following) {
    following_ = following;
    if (!following) view_.fit();
    followTarget();
    viewMoved();
}

void FrameView::setDrawsByExtremePoints(bool by_points) {
    if (draws_by_points_ == by_points) return;
    draws_by_points_ = by_points;
    if (drawing_) startDrawing();
}

void FrameView::startDrawing() {
    if (picture_.isNull()) return;
    drawing_ = true;
    extremes_ = {};
    if (drag_ == Drag::Draw) drag_ = Drag::None;
    by_keyboard_ = false;
    keyboard_ = {};
    keyboard_.position = frameRect().center();
    setFocus(Qt::ShortcutFocusReason);
    setCursor(Qt::CrossCursor);
    Q_EMIT drawingChanged(true);
    update();
}

void FrameView::cancelDrawing() {
    if (!drawing_) return;
    drawing_ = false;
    extremes_ = {};
    if (drag_ == Drag::Draw) drag_ = Drag::None;
    unsetCursor();
    Q_EMIT drawingChanged(false);
    update();
}

void FrameView::finishDrawing(const QRectF& box_in_frame) {
    const QRectF box = box_in_frame.normalized().intersected(frameRect());
    if (box.width() < kSmallestDrawnBox || box.height() < kSmallestDrawnBox) return update();
    cancelDrawing();
    Q_EMIT boxDrawn(box);
}

void FrameView::addExtremePoint(const QPointF& point_in_frame) {
    extremes_.add(point_in_frame, frameRect());
    if (extremes_.complete()) {
        finishDrawing(extremes_.box());
        if (!drawing_) return;
        extremes_.points.removeLast();  // the box was too small: the last point may be put elsewhere
    }
    Q_EMIT drawingChanged(true);
    update();
}

void FrameView::stepBackFromDrawing() {
    if (extremes_.points.isEmpty()) return cancelDrawing();
    extremes_.points.removeLast();
    Q_EMIT drawingChanged(true);
    update();
}

QRectF FrameView::frameRect() const {
    return {QPointF(), picture_.size()};
}

bool FrameView::event(QEvent* event) {
    // While a box is drawn by keyboard, its keys are no shortcuts of the window.
    if (event->type() == QEvent::ShortcutOverride && drawing_ &&
        belongsToDrawing(static_cast<QKeyEvent*>(event)->key())) {
        event->accept();
        return true;
    }
    return QWidget::event(event);
}

bool FrameView::focusNextPrevChild(bool next) {
    if (overlay_.boxes.empty()) return QWidget::focusNextPrevChild(next);
    Q_EMIT nextTrackWanted(next ? 1 : -1);
    return true;
}

void FrameView::resizeEvent(QResizeEvent*) {
    view_.setViewSize(size());
    Q_EMIT scaleChanged(view_.scale());
}

/// At 1:1 a picture that starts between two pixels of the screen would be blurred all over, or lose rows: at
/// a scale of 150 % every second widget starts there.
void FrameView::alignToScreen(QPainter& painter) const {
    const QPointF start = painter.deviceTransform().map(view_.viewFromFrame(QPointF()));
    painter.translate((QPointF(std::round(start.x()), std::round(start.y())) - start) / devicePixelRatioF());
}

void FrameView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), QColor(24, 24, 26));
    if (picture_.isNull()) return;
    const bool actual_size = std::abs(view_.scale() * devicePixelRatioF() - 1) < kScaleTolerance;
    if (actual_size) alignToScreen(painter);
    painter.setRenderHint(QPainter::SmoothPixmapTransform,
                          !actual_size && view_.scale() * devicePixelRatioF() < kSharpPixelsFromScale);
    painter.drawImage(view_.viewFromFrame(frameRect()), picture_);
    painter.setRenderHint(QPainter::SmoothPixmapTransform, false);
    paintOverlay(painter, overlay_, view_);
    if (drawing_) paintDrawing(painter);
}

void FrameView::paintDrawing(QPainter& painter) {
    const QPointF cursor = by_keyboard_ ? view_.viewFromFrame(keyboard_.position) : drag_position_;
    if (draws_by_points_) {
        paintCrosshair(painter, cursor, size());
        if (extremes_.points.isEmpty()) return;
        ExtremePoints with_cursor = extremes_;
        with_cursor.add(view_.frameFromView(cursor), frameRect());
        paintDrawnBox(painter, view_.viewFromFrame(with_cursor.box()));
        for (const QPointF& point : extremes_.points) paintDrawnPoint(painter, view_.viewFromFrame(point));
    } else if (drag_ == Drag::Draw) {
        paintDrawnBox(painter, QRectF(drag_start_, drag_position_).normalized());
    } else {
        paintCrosshair(painter, cursor, size());
        if (by_keyboard_ && keyboard_.has_first_corner)
            paintDrawnBox(painter, view_.viewFromFrame(keyboard_.box()));
    }
}

Handle FrameView::handleUnder(const QPointF& position) const {
    if (!overlay_.current || overlay_.current->record.absent || !overlay_.show_handles) return Handle::None;
    return handleAt(view_.viewFromFrame(fromBox(overlay_.current->record.box)), position, kHandleReach);
}

void FrameView::updateCursor(const QPointF& position) {
    setCursor(drawing_ ? Qt::CrossCursor : cursorFor(handleUnder(position)));
}

QRectF FrameView::draggedBox(const QPointF& position) const {
    return dragged(box_at_start_, handle_, (position - drag_start_) / view_.scale());
}

void FrameView::mousePressEvent(QMouseEvent* event) {
    if (picture_.isNull() || drag_ != Drag::None) return;
    drag_start_ = drag_position_ = event->position();
    if (event->button() == Qt::MiddleButton) {
        drag_ = Drag::Pan;
    } else if (event->button() == Qt::LeftButton && drawing_) {
        drag_ = Drag::Draw;
        by_keyboard_ = false;
    } else if (event->button() == Qt::LeftButton) {
        pressOn(event->position(), event->modifiers() & (Qt::ControlModifier | Qt::ShiftModifier));
    }
    if (drag_ == Drag::Pan) setCursor(Qt::ClosedHandCursor);
}

void FrameView::pressOn(const QPointF& position, bool extend) {
    // A handle of the current box goes first, then the smallest box: one that lies on another can be reached.
    handle_ = handleUnder(position);
    if (extend || handle_ == Handle::None || handle_ == Handle::Inside) {
        const int64_t track = overlay_.show_handles ? trackUnder(overlay_, view_.frameFromView(position)) : 0;
        const bool other = track != 0 && (!overlay_.current || overlay_.current->track != track);
        if (other || (extend && track != 0)) {
            Q_EMIT trackPressed(track, extend);
            handle_ = extend ? Handle::None : handleUnder(position);
        }
    }
    drag_ = handle_ == Handle::None ? Drag::Pan : Drag::Box;
    if (drag_ == Drag::Box) box_at_start_ = fromBox(overlay_.current->record.box);
}

void FrameView::mouseMoveEvent(QMouseEvent* event) {
    const QPointF previous = drag_position_;
    drag_position_ = event->position();
    switch (drag_) {
        case Drag::None:
            updateCursor(event->position());
            break;
        case Drag::Pan:
            view_.panBy(drag_position_ - previous);
            viewMoved();
            break;
        case Drag::Draw:
            break;
        case Drag::Box:
            overlay_.current->record.box = toBox(draggedBox(event->position()));
            update();
            break;
    }
    if (drawing_) update();
}

void FrameView::mouseReleaseEvent(QMouseEvent* event) {
    const Drag drag = std::exchange(drag_, Drag::None);
    if (drag == Drag::Draw && draws_by_points_) {
        addExtremePoint(view_.frameFromView(event->position()));
    } else if (drag == Drag::Draw) {
        finishDrawing(QRectF(view_.frameFromView(drag_start_), view_.frameFromView(event->position())));
    } else if (drag == Drag::Box && event->position() != drag_start_) {
        Q_EMIT boxDragged(draggedBox(event->position()));
    } else if (drag == Drag::Pan && event->button() == Qt::LeftButton && overlay_.show_handles &&
               !(event->modifiers() & (Qt::ControlModifier | Qt::ShiftModifier)) &&
               QLineF(drag_start_, event->position()).length() <= kClickReach) {
        Q_EMIT trackPressed(0, false);
    }
    updateCursor(event->position());
}

void FrameView::mouseDoubleClickEvent(QMouseEvent* event) {
    if (!drawing_ && handleUnder(event->position()) == Handle::None) zoomFit();
}

void FrameView::wheelEvent(QWheelEvent* event) {
    view_.zoomBy(std::pow(1.0015, event->angleDelta().y()), event->position());
    viewMoved();
    event->accept();
}

void FrameView::keyPressEvent(QKeyEvent* event) {
    const bool tab = event->key() == Qt::Key_Tab || event->key() == Qt::Key_Backtab;
    if (tab && event->modifiers() & Qt::ControlModifier) {
        QWidget::focusNextPrevChild(!(event->modifiers() & Qt::ShiftModifier));
        return;
    }
    if (!drawing_ || !belongsToDrawing(event->key())) return QWidget::keyPressEvent(event);
    if (event->key() == Qt::Key_Escape) return stepBackFromDrawing();
    by_keyboard_ = true;
    const QPointF step = stepOfKey(event->key());
    if (!step.isNull()) {
        keyboard_.move(step * (event->modifiers() & Qt::ShiftModifier ? kCoarseKeyStep : 1), frameRect());
    } else if (draws_by_points_) {
        return addExtremePoint(keyboard_.position);
    } else if (!keyboard_.has_first_corner) {
        keyboard_.first_corner = keyboard_.position;
        keyboard_.has_first_corner = true;
    } else {
        return finishDrawing(keyboard_.box());
    }
    update();
}

}  // namespace rtrack
