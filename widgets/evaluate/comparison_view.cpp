#include "widgets/evaluate/comparison_view.h"

#include <QMouseEvent>
#include <QPainter>
#include <algorithm>
#include <array>
#include <cmath>

#include "widgets/common/plot_style.h"
#include "widgets/common/qt_convert.h"

namespace rtrack {
namespace {

constexpr double kZoomStep = 1.2;
constexpr double kPointRadius = 4;
const QColor kPointColor(0xF0, 0xE4, 0x42);

QPen penOf(const ComparisonOverlay::NamedBox& box) {
    if (box.is_truth) return {Qt::white, 2, Qt::DotLine};
    QPen pen(seriesColor(box.look, true), box.chosen ? 3.0 : 1.8);
    if (const QVector<qreal> dashes = seriesDashes(box.look); !dashes.isEmpty()) pen.setDashPattern(dashes);
    return pen;
}

/// "Plasma" of Smith and van der Walt 2015 through five of its colours: as bright as the score, for any
/// colour vision. Low scores darken the picture below them, so that they show on a bright one.
QColor scoreColor(float score) {
    static constexpr std::array<std::array<float, 3>, 5> kColors = {
        {{13, 8, 135}, {126, 3, 168}, {204, 71, 120}, {248, 149, 64}, {240, 249, 33}}};
    const float place = std::clamp(score, 0.0F, 1.0F) * (kColors.size() - 1);
    const size_t lower = std::min(static_cast<size_t>(place), kColors.size() - 2);
    const float share = place - static_cast<float>(lower);
    const auto part = [&](size_t channel) {
        return static_cast<int>(kColors[lower][channel] * (1 - share) + kColors[lower + 1][channel] * share);
    };
    return {part(0), part(1), part(2), 90 + static_cast<int>(100 * std::sqrt(std::clamp(score, 0.0F, 1.0F)))};
}

/// Names, lines and overlaps in the corner, so that colours have a meaning.
void paintLegend(QPainter& painter, const ComparisonOverlay& overlay) {
    const QFontMetricsF metrics(painter.font());
    const double line = metrics.height() + 4;
    double width = 0;
    QStringList texts;
    for (const auto& box : overlay.boxes) {
        texts << (box.is_truth || std::isnan(box.overlap)
                      ? box.name
                      : QString("%1  %2").arg(box.name, QString::number(box.overlap, 'f', 2)));
        width = std::max(width, metrics.horizontalAdvance(texts.last()));
    }
    const QRectF ground(8, 8, width + 56, line * static_cast<double>(texts.size()) + 8);
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(0, 0, 0, 165));
    painter.drawRoundedRect(ground, 4, 4);
    for (int i = 0; i < texts.size(); ++i) {
        const double y = ground.top() + 4 + line * (i + 0.5);
        painter.setPen(penOf(overlay.boxes[static_cast<size_t>(i)]));
        painter.drawLine(QPointF(ground.left() + 8, y), QPointF(ground.left() + 38, y));
        painter.setPen(Qt::white);
        painter.drawText(QPointF(ground.left() + 46, y + metrics.ascent() / 2 - 1), texts[i]);
    }
}

}  // namespace

QImage scoreMapImage(const ScoreMap& map) {
    const auto cells = static_cast<int>(std::lround(std::sqrt(static_cast<double>(map.scores.size()))));
    QImage image(cells, cells, QImage::Format_ARGB32);
    for (int y = 0; y < cells; ++y) {
        for (int x = 0; x < cells; ++x)
            image.setPixelColor(x, y, scoreColor(map.scores[static_cast<size_t>(y * cells + x)]));
    }
    return image;
}

void strokeBox(QPainter& painter, const QRectF& rect, QPen pen) {
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(QColor(0, 0, 0, 150), pen.widthF() + 2));
    painter.drawRect(rect);
    painter.setPen(pen);
    painter.drawRect(rect);
}

void paintPoints(QPainter& painter, const std::vector<QPointF>& points) {
    painter.setPen(QPen(QColor(0, 0, 0, 200), 1.2));
    painter.setBrush(kPointColor);
    for (const QPointF& point : points) painter.drawEllipse(point, kPointRadius, kPointRadius);
}

ComparisonView::ComparisonView(QWidget* parent) : QWidget(parent) {
    setMinimumSize(240, 180);
    setFocusPolicy(Qt::ClickFocus);
}

void ComparisonView::setFrame(const ImagePtr& image) {
    picture_ = wrapImage(image).convertToFormat(QImage::Format_RGB32);
    if (!picture_.isNull()) view_.setFrameSize(picture_.size());
    update();
}

void ComparisonView::setOverlay(ComparisonOverlay overlay) {
    overlay_ = std::move(overlay);
    update();
}

void ComparisonView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Dark).darker(160));
    if (picture_.isNull()) return;
    painter.setRenderHint(QPainter::SmoothPixmapTransform, view_.scale() < 2);
    painter.drawImage(view_.viewFromFrame(QRectF(picture_.rect())), picture_);
    painter.setRenderHint(QPainter::Antialiasing);
    if (overlay_.score_map) {
        const QRectF region = view_.viewFromFrame(fromBox(overlay_.score_map->region));
        painter.drawImage(region, scoreMapImage(*overlay_.score_map));
        strokeBox(painter, region, QPen(QColor(255, 255, 255, 150), 1));
    }
    for (const auto& box : overlay_.boxes) {
        if (box.box.valid()) strokeBox(painter, view_.viewFromFrame(fromBox(box.box)), penOf(box));
    }
    std::vector<QPointF> points;
    for (const Point& point : overlay_.points) points.push_back(view_.viewFromFrame(fromPoint(point)));
    paintPoints(painter, points);
    if (!overlay_.boxes.empty()) paintLegend(painter, overlay_);
}

void ComparisonView::resizeEvent(QResizeEvent*) {
    view_.setViewSize(size());
}

void ComparisonView::wheelEvent(QWheelEvent* event) {
    view_.zoomBy(event->angleDelta().y() > 0 ? kZoomStep : 1 / kZoomStep, event->position());
    update();
}

void ComparisonView::mousePressEvent(QMouseEvent* event) {
    drag_ = event->position();
}

void ComparisonView::mouseMoveEvent(QMouseEvent* event) {
    view_.panBy(event->position() - drag_);
    drag_ = event->position();
    update();
}

void ComparisonView::mouseDoubleClickEvent(QMouseEvent*) {
    view_.fit();
    update();
}

}  // namespace rtrack
