#pragma once

#include <QAbstractScrollArea>

#include "widgets/annotate/annotate_session.h"
#include "widgets/annotate/lane_cache.h"

namespace rtrack {

/// A lane for each track of the video on screen. Diamonds: boxes made by hand; full bar: tracker; thin line:
/// interpolated; hatched: absent; red: doubtful; green below: reviewed. Only what is in view is looked up.
class TrackLanes : public QAbstractScrollArea {
    Q_OBJECT
public:
    static constexpr int kHeaderWidth = 128;  // pixels for the names

    /// @param session  must outlive it
    explicit TrackLanes(AnnotateSession* session, QWidget* parent = nullptr);

    /// The frames in view, at the left and right edge of the lanes.
    void setView(double first, double last);
    void setPosition(qint64 frame);
    void setRange(qint64 first, qint64 last);
    /// Boxes of these tracks changed; shown at the next repaint.
    void tracksChanged(const ProjectEdit& edit);
    /// Other tracks, another video.
    void rebuild();

Q_SIGNALS:
    void scrubbed(qint64 frame, bool finished);
    void zoomWanted(double factor, double fixed_frame);
    void panWanted(double frames);

protected:
    bool viewportEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    void updateScrollBar();
    void updateCache();
    void showCurrent();
    [[nodiscard]] int rowAt(double y) const;
    [[nodiscard]] double xOf(double frame) const;
    [[nodiscard]] double frameAt(double x) const;
    [[nodiscard]] qint64 wholeFrameAt(double x) const;
    void paintHeader(QPainter& painter, const QRect& row, int64_t track) const;
    void paintLane(QPainter& painter, const QRect& row, int64_t track);
    void paintMark(QPainter& painter, const QRect& row, const BoxMark& mark, double until,
                   const QColor& color) const;

    AnnotateSession* session_;
    LaneCache cache_;
    std::vector<int64_t> tracks_;
    double first_ = 0;
    double last_ = 1;
    qint64 position_ = 0;
    qint64 range_first_ = 0;
    qint64 range_last_ = 0;
    bool scrubbing_ = false;
};

}  // namespace rtrack
