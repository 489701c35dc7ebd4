#pragma once

#include <QImage>
#include <QWidget>
#include <optional>

#include "tracking/base/image.h"
#include "widgets/annotate/box_editor.h"
#include "widgets/annotate/overlay.h"

namespace rtrack {

/// The canvas: a picture with its overlay; zoom, pan, drawing and changing boxes with mouse or keyboard.
///
/// Changes nothing itself: it says what a person wants, and shows what it is given.
class FrameView : public QWidget {
    Q_OBJECT
public:
    explicit FrameView(QWidget* parent = nullptr);

    void setFrame(const ImagePtr& image);  ///< nullptr: nothing
    void setOverlay(Overlay overlay);
    [[nodiscard]] const Overlay& overlay() const { return overlay_; }
    [[nodiscard]] const ViewTransform& view() const { return view_; }

    void zoomFit();
    /// One pixel of the frame on one pixel of the screen, whatever the screen's scale.
    void zoomActual();
    void zoomBy(double factor);
    void setFollowing(bool following);

    /// How `startDrawing` goes from now on: four clicks on the object's extreme points, or two corners.
    void setDrawsByExtremePoints(bool by_points);
    /// The next drag draws a box, or four clicks; arrows and Enter do by keyboard; Esc takes the last point
    /// back or gives up.
    void startDrawing();
    void cancelDrawing();
    [[nodiscard]] bool drawing() const { return drawing_; }
    [[nodiscard]] bool drawsByExtremePoints() const { return draws_by_points_; }
    [[nodiscard]] qsizetype extremePointCount() const { return extremes_.points.size(); }

Q_SIGNALS:
    void boxDrawn(QRectF box_in_frame);
    /// The current box was moved or resized; on screen it follows the mouse before.
    void boxDragged(QRectF box_in_frame);
    /// Another box was pressed on, or the picture beside the boxes clicked (0). `extend`: with Ctrl or Shift.
    void trackPressed(qint64 track, bool extend);
    /// Tab (+1) and Shift+Tab (-1) go from box to box; without another box they leave the view as usual, and
    /// with Ctrl always.
    void nextTrackWanted(int direction);
    /// Started, ended, or one point further.
    void drawingChanged(bool drawing);
    void scaleChanged(double scale);

protected:
    bool event(QEvent* event) override;
    bool focusNextPrevChild(bool next) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    enum class Drag { None, Pan, Draw, Box };
    void finishDrawing(const QRectF& box_in_frame);
    void addExtremePoint(const QPointF& point_in_frame);
    void stepBackFromDrawing();
    void paintDrawing(QPainter& painter);
    void viewMoved();
    void followTarget();
    void updateCursor(const QPointF& position);
    [[nodiscard]] Handle handleUnder(const QPointF& position) const;
    void pressOn(const QPointF& position, bool extend);
    [[nodiscard]] QRectF frameRect() const;
    void alignToScreen(QPainter& painter) const;
    [[nodiscard]] QRectF draggedBox(const QPointF& position) const;

    QImage picture_;  // the frame in the screen's pixel format: painted three times as fast as 24-bit RGB
    Overlay overlay_;
    ViewTransform view_;
    bool following_ = false;
    bool drawing_ = false;
    bool draws_by_points_ = false;
    ExtremePoints extremes_;
    KeyboardDrawing keyboard_;
    bool by_keyboard_ = false;
    Drag drag_ = Drag::None;
    Handle handle_ = Handle::None;
    QPointF drag_start_;     // view pixels
    QPointF drag_position_;  // view pixels
    QRectF box_at_start_;    // frame pixels
};

}  // namespace rtrack
