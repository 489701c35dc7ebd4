#include "widgets/annotate/overlay.h"

#include <QCoreApplication>
#include <QPainterPath>
#include <algorithm>

#include "widgets/annotate/box_editor.h"
#include "widgets/common/qt_convert.h"

namespace rtrack {
namespace {

constexpr double kHandleSide = 7;
constexpr double kPointRadius = 4;

QColor colorOf(const BoxRecord& record) {
    if (record.source == BoxSource::Human) return colors::kHuman;
    return record.doubtful ? colors::kDoubt : colors::kTracker;
}

/// A line with a dark edge is seen on light and dark pictures alike.
void strokeRect(QPainter& painter, const QRectF& rect, const QColor& color, double width,
                Qt::PenStyle style) {
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(QColor(0, 0, 0, 150), width + 2));
    painter.drawRect(rect);
    painter.setPen(QPen(color, width, style));
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

void paintLabel(QPainter& painter, const BoxRecord& record, const QRectF& box) {
    QString text = QCoreApplication::translate("rtrack::Overlay", "by hand");
    if (record.source == BoxSource::Tracker) {
        text = QString::number(record.score, 'f', 2);
        if (record.doubtful) text += " ?";
        if (record.reviewed) text += QString::fromUtf8(" \u2713");
    }
    const QFontMetricsF metrics(painter.font());
    QRectF label(0, 0, metrics.horizontalAdvance(text) + 10, metrics.height() + 4);
    label.moveBottomLeft(box.topLeft() - QPointF(1, 5));
    const QRectF window = painter.window();
    if (label.top() < window.top())
        label.moveTop(std::min(box.bottom() + 6, window.bottom() - label.height()));
    label.moveLeft(
        std::clamp(label.left(), window.left(), std::max(window.left(), window.right() - label.width())));
    painter.setPen(Qt::NoPen);
    painter.setBrush(colorOf(record));
    painter.drawRoundedRect(label, 3, 3);
    painter.setPen(Qt::black);
    painter.drawText(label, Qt::AlignCenter, text);
}

}  // namespace

std::vector<std::vector<Point>> trailsOf(const Document& document, int64_t frame_index, int length) {
    const auto& boxes = document.boxes();
    const BoxRecord* now = document.record_at(frame_index);
    if (!now) return {};
    std::vector<std::vector<Point>> trails(1 + now->points.size());
    auto entry = boxes.lower_bound(frame_index - length);
    for (; entry != boxes.end() && entry->first <= frame_index; ++entry) {
        const BoxRecord& record = entry->second;
        trails[0].push_back(record.box.center());
        for (size_t i = 0; i + 1 < trails.size(); ++i) {
            if (i < record.points.size()) trails[i + 1].push_back(record.points[i]);
        }
    }
    return trails;
}

void paintOverlay(QPainter& painter, const Overlay& overlay, const ViewTransform& view) {
    if (!overlay.record) return;
    const BoxRecord& record = *overlay.record;
    painter.setRenderHint(QPainter::Antialiasing);
    paintTrails(painter, overlay, view);
    if (overlay.show_init_box && record.init_box) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(QColor(255, 255, 255, 140), 1.2, Qt::DashLine));
        painter.drawRect(view.viewFromFrame(fromBox(*record.init_box)));
    }
    const QRectF box = view.viewFromFrame(fromBox(record.box));
    strokeRect(painter, box, colorOf(record), 2, record.doubtful ? Qt::DashLine : Qt::SolidLine);
    if (overlay.show_points) paintPoints(painter, record, view);
    if (overlay.show_handles) paintHandles(painter, box, colorOf(record));
    paintLabel(painter, record, box);
}

void paintDrawnBox(QPainter& painter, const QRectF& box_in_view) {
    strokeRect(painter, box_in_view, colors::kHuman, 2, Qt::SolidLine);
}

void paintCrosshair(QPainter& painter, const QPointF& point, const QSizeF& view_size) {
    for (const auto& pen : {QPen(QColor(0, 0, 0, 160), 3), QPen(colors::kHuman, 1)}) {
        painter.setPen(pen);
        painter.drawLine(QPointF(0, point.y()), QPointF(view_size.width(), point.y()));
        painter.drawLine(QPointF(point.x(), 0), QPointF(point.x(), view_size.height()));
    }
}

}  // namespace rtrack
