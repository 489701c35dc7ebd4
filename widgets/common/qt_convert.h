#pragma once

#include <QImage>
#include <QRectF>
#include <QString>
#include <string>

#include "tracking/base/geometry.h"
#include "tracking/base/image.h"

namespace rtrack {

inline QString fromStd(const std::string& text) {
    return QString::fromStdString(text);
}
inline QPointF fromPoint(const Point& point) {
    return {point.x, point.y};
}
inline QRectF fromBox(const Box& box) {
    return {box.x, box.y, box.width, box.height};
}
inline Box toBox(const QRectF& rect) {
    return {rect.x(), rect.y(), rect.width(), rect.height()};
}

/// The picture without a copy of its pixels: the result keeps `image` alive.
inline QImage wrapImage(const ImagePtr& image) {
    if (!image || image->empty()) return {};
    return QImage(
        image->data(), image->width(), image->height(), static_cast<qsizetype>(image->stride()),
        QImage::Format_RGB888, [](void* owner) { delete static_cast<ImagePtr*>(owner); },
        new ImagePtr(image));
}

}  // namespace rtrack
