#pragma once

#include <QPointF>
#include <QRectF>
#include <QSizeF>
#include <QTransform>

namespace rtrack {

/// Where frame pixels lie in the view, in device-independent pixels: fitted, or at a scale around a centre.
class ViewTransform {
public:
    static constexpr double kSmallestScale = 1.0 / 64;
    static constexpr double kLargestScale = 64;

    void setFrameSize(const QSizeF& size);
    void setViewSize(const QSizeF& size);
    void fit();
    [[nodiscard]] bool fitted() const { return fitted_; }
    /// @param scale  view pixels for each frame pixel
    void setScale(double scale, const QPointF& fixed_in_view);
    void zoomBy(double factor, const QPointF& fixed_in_view) { setScale(scale_ * factor, fixed_in_view); }
    void panBy(const QPointF& delta_in_view);
    void centerOn(const QPointF& point_in_frame);

    [[nodiscard]] double scale() const { return scale_; }
    [[nodiscard]] QTransform viewFromFrame() const;
    [[nodiscard]] QPointF viewFromFrame(const QPointF& point_in_frame) const;
    [[nodiscard]] QPointF frameFromView(const QPointF& point_in_view) const;
    [[nodiscard]] QRectF viewFromFrame(const QRectF& rect_in_frame) const;

private:
    void refit();

    QSizeF frame_size_;
    QSizeF view_size_;
    QPointF center_in_frame_;  // the frame's point in the middle of the view
    double scale_ = 1;
    bool fitted_ = true;
};

}  // namespace rtrack
