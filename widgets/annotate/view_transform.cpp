#include "widgets/annotate/view_transform.h"

#include <algorithm>

namespace rtrack {

void ViewTransform::setFrameSize(const QSizeF& size) {
    if (size == frame_size_) return;
    frame_size_ = size;
    fit();
}

void ViewTransform::setViewSize(const QSizeF& size) {
    view_size_ = size;
    if (fitted_) refit();
}

void ViewTransform::fit() {
    fitted_ = true;
    refit();
}

void ViewTransform::refit() {
    center_in_frame_ = {frame_size_.width() / 2, frame_size_.height() / 2};
    if (frame_size_.isEmpty() || view_size_.isEmpty()) return;
    scale_ = std::min(view_size_.width() / frame_size_.width(), view_size_.height() / frame_size_.height());
}

void ViewTransform::setScale(double scale, const QPointF& fixed_in_view) {
    const QPointF fixed_in_frame = frameFromView(fixed_in_view);
    fitted_ = false;
    scale_ = std::clamp(scale, kSmallestScale, kLargestScale);
    const QPointF offset = fixed_in_view - QPointF(view_size_.width() / 2, view_size_.height() / 2);
    centerOn(fixed_in_frame - offset / scale_);
}

void ViewTransform::panBy(const QPointF& delta_in_view) {
    fitted_ = false;
    centerOn(center_in_frame_ - delta_in_view / scale_);
}

void ViewTransform::centerOn(const QPointF& point_in_frame) {
    // The middle of the view stays on the picture, so that it cannot be lost.
    center_in_frame_ = {std::clamp(point_in_frame.x(), 0.0, std::max(0.0, frame_size_.width())),
                        std::clamp(point_in_frame.y(), 0.0, std::max(0.0, frame_size_.height()))};
}

QTransform ViewTransform::viewFromFrame() const {
    return QTransform::fromTranslate(view_size_.width() / 2, view_size_.height() / 2)
        .scale(scale_, scale_)
        .translate(-center_in_frame_.x(), -center_in_frame_.y());
}

QPointF ViewTransform::viewFromFrame(const QPointF& point_in_frame) const {
    return viewFromFrame().map(point_in_frame);
}

QPointF ViewTransform::frameFromView(const QPointF& point_in_view) const {
    return viewFromFrame().inverted().map(point_in_view);
}

QRectF ViewTransform::viewFromFrame(const QRectF& rect_in_frame) const {
    return viewFromFrame().mapRect(rect_in_frame);
}

}  // namespace rtrack
