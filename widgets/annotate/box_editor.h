#pragma once

#include <QList>
#include <QPointF>
#include <QRectF>
#include <array>

namespace rtrack {

/// A part of a box that can be dragged.
enum class Handle { None, Inside, TopLeft, Top, TopRight, Right, BottomRight, Bottom, BottomLeft, Left };

/// The eight handles, in view pixels, in the order of `Handle` from TopLeft on.
[[nodiscard]] std::array<QPointF, 8> handlePoints(const QRectF& box_in_view);

/// The part of the box under a point; a corner goes before an edge, an edge before the inside.
/// @param reach  how far from a handle or edge it still counts, in view pixels
[[nodiscard]] Handle handleAt(const QRectF& box_in_view, const QPointF& point, double reach);

[[nodiscard]] Qt::CursorShape cursorFor(Handle handle);

/// The box after its handle was dragged; drawn over the opposite side it turns round. At least one pixel each
/// side.
[[nodiscard]] QRectF dragged(const QRectF& box, Handle handle, const QPointF& delta);

/// Drawing a box with the keyboard: a crosshair, then the opposite corner. In frame pixels.
struct KeyboardDrawing {
    QPointF position;
    QPointF first_corner;
    bool has_first_corner = false;

    void move(const QPointF& delta, const QRectF& frame);
    [[nodiscard]] QRectF box() const { return QRectF(first_corner, position).normalized(); }
};

/// Drawing a box by four points of the object: its leftmost, topmost, rightmost and bottommost one, in any
/// order. In frame pixels, so that the view may be moved and zoomed between two of them.
struct ExtremePoints {
    static constexpr qsizetype kCount = 4;
    QList<QPointF> points;

    /// A point beside the picture counts as the nearest one in it.
    void add(const QPointF& point, const QRectF& frame);
    [[nodiscard]] bool complete() const { return points.size() == kCount; }
    /// The smallest box around the points; empty while there are none.
    [[nodiscard]] QRectF box() const;
};

}  // namespace rtrack
