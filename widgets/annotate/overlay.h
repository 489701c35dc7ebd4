#pragma once

#include <QColor>
#include <QPainter>
#include <optional>
#include <vector>

#include "tracking/annotation/project.h"
#include "widgets/annotate/view_transform.h"

namespace rtrack {

/// Colours that people with any colour vision tell apart (Okabe and Ito 2008); shapes and dashes differ as
/// well.
namespace colors {
inline const QColor kHuman(0xE6, 0x9F, 0x00);
inline const QColor kTracker(0x56, 0xB4, 0xE9);
inline const QColor kDoubt(0xD5, 0x5E, 0x00);
inline const QColor kPoint(0xF0, 0xE4, 0x42);
inline const QColor kCandidate(0x00, 0xC0, 0x8B);  // the bluish green, lighter: black is read on it
}  // namespace colors

/// An object at the frame shown.
struct OverlayBox {
    int64_t track = 0;
    BoxRecord record;
    QColor color;
    QString name;
    bool selected = false;
    bool compared = false;  ///< a second result stands beside it: drawn in dashes
};

/// What is drawn over a picture, in frame pixels.
struct Overlay {
    std::vector<OverlayBox> boxes;       ///< those of absent objects are not drawn
    std::optional<OverlayBox> current;   ///< the one that can be changed; drawn last, with all that is known
    std::vector<OverlayBox> candidates;  ///< second results, which are not in the project
    bool show_points = true;
    bool show_init_box = true;
    bool show_handles = true;
    bool show_names = true;
    std::vector<std::vector<Point>> trails;  ///< oldest first; the last entry is at the frame shown
};

/// The trails of the box's centre and of each TrackPoint over the `length` frames up to `frame_index`.
[[nodiscard]] std::vector<std::vector<Point>> trailsOf(const Project& project, int64_t track,
                                                       int64_t frame_index, int length);

/// The smallest box under a point in frame pixels: its track; 0: there is none.
[[nodiscard]] int64_t trackUnder(const Overlay& overlay, const QPointF& point_in_frame);

/// Lines keep their width in view pixels whatever the zoom. Where more boxes are in view than could be told
/// apart, they have thin lines and no names, but for the current one. Of names that would lie on each other
/// the first is there, those of selected objects before others.
void paintOverlay(QPainter& painter, const Overlay& overlay, const ViewTransform& view);
/// The box that is being drawn.
void paintDrawnBox(QPainter& painter, const QRectF& box_in_view);
/// One of its extreme points.
void paintDrawnPoint(QPainter& painter, const QPointF& point_in_view);
void paintCrosshair(QPainter& painter, const QPointF& point_in_view, const QSizeF& view_size);

}  // namespace rtrack
