#include "widgets/annotate/box_editor.h"

#include <QLineF>
#include <algorithm>
#include <cmath>

namespace rtrack {
namespace {

bool movesLeft(Handle handle) {
    return handle == Handle::TopLeft || handle == Handle::Left || handle == Handle::BottomLeft;
}
bool movesRight(Handle handle) {
    return handle == Handle::TopRight || handle == Handle::Right || handle == Handle::BottomRight;
}
bool movesTop(Handle handle) {
    return handle == Handle::TopLeft || handle == Handle::Top || handle == Handle::TopRight;
}
bool movesBottom(Handle handle) {
    return handle == Handle::BottomLeft || handle == Handle::Bottom || handle == Handle::BottomRight;
}

}  // namespace

std::array<QPointF, 8> handlePoints(const QRectF& box) {
    const QPointF middle = box.center();
    return {box.topLeft(),     QPointF(middle.x(), box.top()),
            box.topRight(),    QPointF(box.right(), middle.y()),
            box.bottomRight(), QPointF(middle.x(), box.bottom()),
            box.bottomLeft(),  QPointF(box.left(), middle.y())};
}

Handle handleAt(const QRectF& box, const QPointF& point, double reach) {
    constexpr std::array order = {Handle::TopLeft, Handle::TopRight, Handle::BottomRight, Handle::BottomLeft};
    const auto points = handlePoints(box);
    for (const Handle corner : order) {
        const auto index = static_cast<size_t>(corner) - static_cast<size_t>(Handle::TopLeft);
        if (QLineF(points[index], point).length() <= reach) return corner;
    }
    const bool in_height = point.y() >= box.top() - reach && point.y() <= box.bottom() + reach;
    const bool in_width = point.x() >= box.left() - reach && point.x() <= box.right() + reach;
    if (in_height && std::abs(point.x() - box.left()) <= reach) return Handle::Left;
    if (in_height && std::abs(point.x() - box.right()) <= reach) return Handle::Right;
    if (in_width && std::abs(point.y() - box.top()) <= reach) return Handle::Top;
    if (in_width && std::abs(point.y() - box.bottom()) <= reach) return Handle::Bottom;
    return box.contains(point) ? Handle::Inside : Handle::None;
}

Qt::CursorShape cursorFor(Handle handle) {
    switch (handle) {
        case Handle::TopLeft:
        case Handle::BottomRight:
            return Qt::SizeFDiagCursor;
        case Handle::TopRight:
        case Handle::BottomLeft:
            return Qt::SizeBDiagCursor;
        case Handle::Left:
        case Handle::Right:
            return Qt::SizeHorCursor;
        case Handle::Top:
        case Handle::Bottom:
            return Qt::SizeVerCursor;
        case Handle::Inside:
            return Qt::SizeAllCursor;
        case Handle::None:
            break;
    }
    return Qt::ArrowCursor;
}

QRectF dragged(const QRectF& box, Handle handle, const QPointF& delta) {
    if (handle == Handle::None) return box;
    if (handle == Handle::Inside) return box.translated(delta);
    QRectF result = box;
    if (movesLeft(handle)) result.setLeft(box.left() + delta.x());
    if (movesRight(handle)) result.setRight(box.right() + delta.x());
    if (movesTop(handle)) result.setTop(box.top() + delta.y());
    if (movesBottom(handle)) result.setBottom(box.bottom() + delta.y());
    result = result.normalized();
    result.setWidth(std::max(1.0, result.width()));
    result.setHeight(std::max(1.0, result.height()));
    return result;
}

void ExtremePoints::add(const QPointF& point, const QRectF& frame) {
    points << QPointF(std::clamp(point.x(), frame.left(), frame.right()),
                      std::clamp(point.y(), frame.top(), frame.bottom()));
}

QRectF ExtremePoints::box() const {
    if (points.isEmpty()) return {};
    QPointF least = points.first(), most = points.first();
    for (const QPointF& point : points) {
        least = {std::min(least.x(), point.x()), std::min(least.y(), point.y())};
        most = {std::max(most.x(), point.x()), std::max(most.y(), point.y())};
    }
    return {least, most};
}

void KeyboardDrawing::move(const QPointF& delta, const QRectF& frame) {
    position += delta;
    position.setX(std::clamp(position.x(), frame.left(), frame.right()));
    position.setY(std::clamp(position.y(), frame.top(), frame.bottom()));
}

}  // namespace rtrack
