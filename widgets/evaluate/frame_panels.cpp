#include "widgets/evaluate/frame_panels.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "tracking/base/error.h"
#include "tracking/base/geometry.h"
#include "widgets/common/csv_text.h"
#include "widgets/common/plot_style.h"
#include "widgets/common/qt_convert.h"
#include "widgets/common/svg_device.h"

namespace rtrack {
namespace {

constexpr double kMargin = 12;
constexpr double kScaleWidth = 54;  // of the colour scale with its numbers
const QColor kBeyondFrame(70, 70, 70);
constexpr double kAround = 3;  // of the object's size, what is seen around it in figure A4

QString translated(const char* text) {
    return QCoreApplication::translate("PaperFigures", text);
}

/// A square of frame pixels.
Box shownRegion(const FramePanels& panels, const FramePanels::Panel& panel) {
    if (panels.kind == FramePanels::Kind::Scores) return panel.insight.score_map.region;
    const Box& box = panels.truth.valid() ? panels.truth : panel.insight.box;
    const double side = kAround * std::max(box.width, box.height);
    return {box.center().x - side / 2, box.center().y - side / 2, side, side};
}

/// From frame pixels to the panel's square.
struct Mapping {
    Box region;
    QRectF area;

    [[nodiscard]] double scale() const { return area.width() / region.width; }
    [[nodiscard]] QPointF at(const Point& point) const {
        return {area.x() + (point.x - region.x) * scale(), area.y() + (point.y - region.y) * scale()};
    }
    [[nodiscard]] QRectF at(const Box& box) const {
        return {at(Point{box.x, box.y}), QSizeF(box.width * scale(), box.height * scale())};
    }
};

void paintPicture(QPainter& painter, const Mapping& mapping, const QImage& picture) {
    painter.fillRect(mapping.area, kBeyondFrame);
    const QRect part = fromBox(mapping.region).toAlignedRect().intersected(picture.rect());
    if (part.isEmpty()) return;
    const Box of_frame{static_cast<double>(part.x()), static_cast<double>(part.y()),
                       static_cast<double>(part.width()), static_cast<double>(part.height())};
    painter.drawImage(mapping.at(of_frame), picture.copy(part));
}

void paintPanel(QPainter& painter, const FramePanels& panels, const FramePanels::Panel& panel,
                const QRectF& area) {
    const Mapping mapping{shownRegion(panels, panel), area};
    painter.save();
    painter.setClipRect(area);
    paintPicture(painter, mapping, panels.picture);
    if (panels.kind == FramePanels::Kind::Scores)
        painter.drawImage(area, scoreMapImage(panel.insight.score_map)
                                    .scaled(area.size().toSize(), Qt::IgnoreAspectRatio));  // bins with edges
    if (panels.truth.valid()) strokeBox(painter, mapping.at(panels.truth), QPen(Qt::white, 2, Qt::DotLine));
    strokeBox(painter, mapping.at(panel.insight.box), QPen(seriesColor(0, true), 2));
    if (panels.kind == FramePanels::Kind::Points) {
        std::vector<QPointF> places;
        for (const Point& point : panel.insight.points) places.push_back(mapping.at(point));
        paintPoints(painter, places);
    }
    painter.restore();
}

/// What the colours mean: scores from 0 to 1.
void paintScale(QPainter& painter, const QRectF& area) {
    constexpr int kSteps = 64;
    QImage colors(1, kSteps, QImage::Format_ARGB32);
    for (int step = 0; step < kSteps; ++step) {
        const float score = 1 - (static_cast<float>(step) + 0.5F) / kSteps;
        colors.setPixelColor(0, step, scoreMapImage({{}, {score}}).pixelColor(0, 0));
    }
    const QRectF bar(area.x(), area.y(), 14, area.height());
    painter.fillRect(bar, kBeyondFrame);
    painter.drawImage(bar, colors);
    for (const double score : {0.0, 0.5, 1.0}) {
        const double y = area.bottom() - score * area.height();
        painter.drawText(QRectF(area.x() + 18, y - 8, 32, 16), Qt::AlignVCenter, QString::number(score));
    }
}

QString captionOf(const FramePanels& panels, const FramePanels::Panel& panel) {
    QStringList parts;
    const std::vector<float>& scores = panel.insight.score_map.scores;
    if (panels.kind == FramePanels::Kind::Scores && !scores.empty())
        parts << translated(QT_TRANSLATE_NOOP("PaperFigures", "highest score %1"))
                     .arg(*std::max_element(scores.begin(), scores.end()), 0, 'f', 2);
    if (panels.truth.valid())
        parts << translated(QT_TRANSLATE_NOOP("PaperFigures", "IoU with the truth %1"))
                     .arg(iou(panel.insight.box, panels.truth), 0, 'f', 2);
    return parts.join(", ");
}

QString csvOf(const FramePanels& panels) {
    const auto number = [](double value) { return QString::number(value, 'g', 9); };
    const auto row_of = [&](const QString& model, const QString& what, const Box& box) {
        return QString("%1,%2,%3,%4,%5,%6\n")
            .arg(csvCell(model), what, number(box.x), number(box.y), number(box.width), number(box.height));
    };
    const bool scores = panels.kind == FramePanels::Kind::Scores;
    QString text = scores ? "model,column,row,x,y,score\n" : "model,what,x,y,width,height\n";
    if (!scores && panels.truth.valid()) text += row_of({}, "truth", panels.truth);
    for (const FramePanels::Panel& panel : panels.panels) {
        const ScoreMap& map = panel.insight.score_map;
        const auto side = static_cast<size_t>(std::lround(std::sqrt(static_cast<double>(map.scores.size()))));
        for (size_t i = 0; scores && i < map.scores.size(); ++i) {
            const double bin = map.region.width / static_cast<double>(side);
            const double x = map.region.x + (static_cast<double>(i % side) + 0.5) * bin;
            const double y = map.region.y + (static_cast<double>(i / side) + 0.5) * bin;
            text += QString("%1,%2,%3,%4,%5,%6\n")
                        .arg(csvCell(titleOf(panel.model)))
                        .arg(i % side)
                        .arg(i / side)
                        .arg(number(x), number(y), number(map.scores[i]));
        }
        if (scores) continue;
        text += row_of(titleOf(panel.model), "box", panel.insight.box);
        for (const Point& point : panel.insight.points)
            text += row_of(titleOf(panel.model), "point", {point.x, point.y, 0, 0});
    }
    return text;
}

}  // namespace

void paintPanels(QPainter& painter, const QSizeF& size, const FramePanels& panels) {
    if (panels.panels.empty()) return;
    const double line = QFontMetricsF(painter.font()).height();
    const double scale = panels.kind == FramePanels::Kind::Scores ? kScaleWidth : 0;
    const auto count = static_cast<double>(panels.panels.size());
    const double side = std::max(1.0, std::min((size.width() - scale - kMargin * (count + 1)) / count,
                                               size.height() - 2 * line - 4 * kMargin));
    const double top = kMargin + line + 4;
    double x = std::max(kMargin, (size.width() - count * (side + kMargin) - scale) / 2);
    for (const FramePanels::Panel& panel : panels.panels) {
        const QFontMetricsF metrics(painter.font());
        painter.drawText(QRectF(x, kMargin, side, line), Qt::AlignHCenter | Qt::AlignVCenter,
                         metrics.elidedText(titleOf(panel.model), Qt::ElideMiddle, side));
        paintPanel(painter, panels, panel, QRectF(x, top, side, side));
        painter.drawText(QRectF(x, top + side + 4, side, line), Qt::AlignHCenter | Qt::AlignVCenter,
                         captionOf(panels, panel));
        x += side + kMargin;
    }
    if (scale > 0) paintScale(painter, QRectF(x, top, scale, side));
}

QByteArray renderedPanels(const FramePanels& panels, const QSize& size, const QString& ending) {
    if (ending == "csv") return csvOf(panels).toUtf8();
    if (ending == "svg") {
        SvgDevice device(size);
        QPainter painter(&device);
        painter.fillRect(QRect(QPoint(), size), Qt::white);
        painter.setPen(Qt::black);
        paintPanels(painter, size, panels);
        painter.end();
        return device.document();
    }
    if (ending != "png") {
        throw Error(ErrorCode::Argument,
                    "A figure is saved as png, svg or csv, not as " + ending.toStdString() + ".");
    }
    constexpr int kScale = 2;
    QImage image(size * kScale, QImage::Format_RGB32);
    image.setDevicePixelRatio(kScale);
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    painter.setPen(Qt::black);
    paintPanels(painter, size, panels);
    painter.end();
    QByteArray png;
    QBuffer buffer(&png);
    image.save(&buffer, "PNG");
    return png;
}

}  // namespace rtrack
