#include "widgets/annotate/overlay.h"

#include <QList>
#include <algorithm>
#include <map>

#include "widgets/annotate/box_editor.h"
#include "widgets/common/qt_convert.h"

namespace rtrack {
namespace {

constexpr double kHandleSide = 7;
constexpr double kPointRadius = 4;
constexpr size_t kCrowd = 300;           // boxes in view for which there is no room for names, nor time
constexpr double kWidestName = 140;      // pixels
constexpr double kCandidateWidth = 2.6;  // told from the dashes of the old box at a glance

/// The line tells who made the box: a person full, a tracker thin, interpolation in dots; doubt in dashes.
QPen penOf(const OverlayBox& box) {
    const BoxRecord& record = box.record;
    const bool human = record.source == BoxSource::Human;
    QPen pen(record.doubtful ? colors::kDoubt : box.color, human ? 2.4 : 1.6);
    if (record.source == BoxSource::Interpolated) pen.setStyle(Qt::DotLine);
    if (record.doubtful || box.compared) pen.setStyle(Qt::DashLine);
    return pen;
}

/// A line with a dark edge is seen on light and dark pictures alike.
void strokeRect(QPainter& painter, const QRectF& rect, const QPen& pen) {
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(QColor(0, 0, 0, 150), pen.widthF() + 2));
    painter.drawRect(rect);
    painter.setPen(pen);
    painter.drawRect(rect);
}

void paintTrails(QPainter& painter, const Overlay& overlay, const ViewTransform& view) {
    const QTransform transform = view.viewFromFrame();
    for (const auto& trail : overlay.trails) {
        for (size_t i = 1; i < trail.size(); ++i) {
            QColor color = colors::kPoint;
            color.setAlphaF(0.15f + 0.75f * static_cast<float>(i) / static_cast<float>(trail.size()));
            painter.setPen(QPen(color, 1.5));
            painter.drawLine(transform.map(fromPoint(trail[i - 1])), transform.map(fromPoint(trail[i])));
        }
    }
}

void paintHandles(QPainter& painter, const QRectF& box, const QColor& color) {
    painter.setPen(QPen(QColor(0, 0, 0, 190), 1));
    painter.setBrush(color);
    for (const QPointF& point : handlePoints(box)) {
        painter.drawRect(
            QRectF(point.x() - kHandleSide / 2, point.y() - kHandleSide / 2, kHandleSide, kHandleSide));
    }
}

void paintPoints(QPainter& painter, const BoxRecord& record, const ViewTransform& view) {
    painter.setPen(QPen(QColor(0, 0, 0, 200), 1.2));
    painter.setBrush(colors::kPoint);
    for (const Point& point : record.points) {
        painter.drawEllipse(view.viewFromFrame(fromPoint(point)), kPointRadius, kPointRadius);
    }
}

QString labelOf(const OverlayBox& box, const QFontMetricsF& metrics) {
    const BoxRecord& record = box.record;
    QString text = metrics.elidedText(box.name, Qt::ElideMiddle, kWidestName);  // numbers stand at the end
    if (record.source == BoxSource::Tracker) text += "  " + QString::number(record.score, 'f', 2);
    if (record.doubtful) text += " ?";
    if (record.source != BoxSource::Human && record.reviewed) text += QString::fromUtf8(" \u2713");
    if (record.occluded) text += QString::fromUtf8(" \u25D0");
    return text;
}

/// What is written to a box, and where.
struct Label {
    const OverlayBox* box = nullptr;
    QString text;
    QRectF place;
};

/// @param above  the box, if there is room
Label labelFor(const QPainter& painter, const OverlayBox& object, const QRectF& box, bool above = true) {
    const QFontMetricsF metrics(painter.font());
    const QString text = labelOf(object, metrics);
    QRectF label(0, 0, metrics.horizontalAdvance(text) + 10, metrics.height() + 4);
    label.moveBottomLeft(box.topLeft() - QPointF(1, 5));
    if (!above) label.moveTopLeft(box.bottomLeft() + QPointF(-1, 5));
    const QRectF window = painter.window();
    if (label.bottom() > window.bottom()) label.moveBottom(std::max(box.top() - 6, window.top()));
    if (label.top() < window.top())
        label.moveTop(std::min(box.bottom() + 6, window.bottom() - label.height()));
    label.moveLeft(
        std::clamp(label.left(), window.left(), std::max(window.left(), window.right() - label.width())));
    return {&object, text, label};
}

void paintLabel(QPainter& painter, const Label& label) {
    painter.setPen(Qt::NoPen);
    painter.setBrush(penOf(*label.box).color());
    painter.drawRoundedRect(label.place, 3, 3);
    painter.setPen(Qt::black);
    painter.drawText(label.place, Qt::AlignCenter, label.text);
}

struct BoxInView {
    const OverlayBox* box = nullptr;
    QRectF place;
};

std::vector<BoxInView> boxesInView(const QPainter& painter, const Overlay& overlay,
                                   const ViewTransform& view) {
    std::vector<BoxInView> boxes;
    const QRectF window = painter.window();
    for (const OverlayBox& box : overlay.boxes) {
        if (box.record.absent) continue;
        const QRectF place = view.viewFromFrame(fromBox(box.record.box));
        if (place.intersects(window)) boxes.push_back({&box, place});
    }
    return boxes;
}

/// Thin lines, a stroke for all of a colour, and no names: ten thousand boxes in the time of one picture. Two
/// lines for those that are selected: a wide one takes a hundred times as long.
void paintCrowd(QPainter& painter, const std::vector<BoxInView>& boxes) {
    std::map<QRgb, QList<QRectF>> by_color;
    for (const auto& [box, place] : boxes) {
        QList<QRectF>& places = by_color[penOf(*box).color().rgb()];
        places << place;
        if (box->selected) places << place.adjusted(-1, -1, 1, 1);
    }
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setBrush(Qt::NoBrush);
    for (const auto& [color, places] : by_color) {
        painter.setPen(QPen(QColor(color), 1));
        painter.drawRects(places);
    }
    painter.restore();
}

/// Those that have room beside each other: of many, too many would hide the picture.
void paintLabels(QPainter& painter, const std::vector<BoxInView>& boxes, const Overlay& overlay,
                 const ViewTransform& view) {
    std::vector<QRectF> taken;
    if (overlay.current && !overlay.current->record.absent)
        taken.push_back(
            labelFor(painter, *overlay.current, view.viewFromFrame(fromBox(overlay.current->record.box)))
                .place);
    for (const bool selected : {true, false}) {
        for (const auto& [box, place] : boxes) {
            if (box->selected != selected) continue;
            const Label label = labelFor(painter, *box, place);
            const auto covers = [&](const QRectF& other) { return other.intersects(label.place); };
            if (std::any_of(taken.begin(), taken.end(), covers)) continue;
            taken.push_back(label.place);
            paintLabel(painter, label);
        }
    }
}

void paintCurrent(QPainter& painter, const Overlay& overlay, const ViewTransform& view) {
    const BoxRecord& record = overlay.current->record;
    if (record.absent) return;
    paintTrails(painter, overlay, view);
    if (overlay.show_init_box && record.init_box) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(QColor(255, 255, 255, 140), 1.2, Qt::DashLine));
        painter.drawRect(view.viewFromFrame(fromBox(*record.init_box)));
    }
    const QRectF box = view.viewFromFrame(fromBox(record.box));
    QColor fill = overlay.current->color;
    fill.setAlpha(26);
    painter.fillRect(box, fill);
    strokeRect(painter, box, penOf(*overlay.current));
    if (overlay.show_points) paintPoints(painter, record, view);
    if (overlay.show_handles) paintHandles(painter, box, penOf(*overlay.current).color());
    if (overlay.show_names) paintLabel(painter, labelFor(painter, *overlay.current, box));
}

}  // namespace

std::vector<std::vector<Point>> trailsOf(const Project& project, int64_t track, int64_t frame_index,
                                         int length) {
    const std::vector<FrameBox> boxes = project.boxes_of(track, frame_index - length, frame_index);
    if (boxes.empty() || boxes.back().frame != frame_index) return {};
    std::vector<std::vector<Point>> trails(1 + boxes.back().record.points.size());
    for (const auto& [frame, record] : boxes) {
        if (!record.absent) trails[0].push_back(record.box.center());
        for (size_t i = 0; i + 1 < trails.size(); ++i) {
            if (i < record.points.size()) trails[i + 1].push_back(record.points[i]);
        }
    }
    return trails;
}

int64_t trackUnder(const Overlay& overlay, const QPointF& point) {
    const OverlayBox* smallest = nullptr;
    const auto look = [&](const OverlayBox& box) {
        if (box.record.absent || !fromBox(box.record.box).contains(point)) return;
        if (!smallest || box.record.box.area() < smallest->record.box.area()) smallest = &box;
    };
    for (const OverlayBox& box : overlay.boxes) look(box);
    if (overlay.current) look(*overlay.current);
    return smallest ? smallest->track : 0;
}

void paintOverlay(QPainter& painter, const Overlay& overlay, const ViewTransform& view) {
    painter.setRenderHint(QPainter::Antialiasing);
    const std::vector<BoxInView> boxes = boxesInView(painter, overlay, view);
    if (boxes.size() > kCrowd) {
        paintCrowd(painter, boxes);
    } else {
        for (const auto& [box, in_view] : boxes) {
            strokeRect(painter, in_view, penOf(*box));
            if (box->selected && overlay.show_handles) paintHandles(painter, in_view, box->color);
        }
        if (overlay.show_names) paintLabels(painter, boxes, overlay, view);
    }
    if (overlay.current) paintCurrent(painter, overlay, view);
    for (const OverlayBox& box : overlay.candidates) {
        if (box.record.absent) continue;
        const QRectF in_view = view.viewFromFrame(fromBox(box.record.box));
        QPen pen = penOf(box);
        pen.setWidthF(kCandidateWidth);
        strokeRect(painter, in_view, pen);
        paintLabel(painter, labelFor(painter, box, in_view, false));  // above stands that of the old box
    }
}

void paintDrawnBox(QPainter& painter, const QRectF& box_in_view) {
    strokeRect(painter, box_in_view, QPen(colors::kHuman, 2));
}

void paintDrawnPoint(QPainter& painter, const QPointF& point) {
    constexpr double kRadius = 4;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(Qt::black, 1));
    painter.setBrush(colors::kHuman);
    painter.drawEllipse(point, kRadius, kRadius);
    painter.restore();
}

void paintCrosshair(QPainter& painter, const QPointF& point, const QSizeF& view_size) {
    for (const auto& pen : {QPen(QColor(0, 0, 0, 160), 3), QPen(colors::kHuman, 1)}) {
        painter.setPen(pen);
        painter.drawLine(QPointF(0, point.y()), QPointF(view_size.width(), point.y()));
        painter.drawLine(QPointF(point.x(), 0), QPointF(point.x(), view_size.height()));
    }
}

}  // namespace rtrack
