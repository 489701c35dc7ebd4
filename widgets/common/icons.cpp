#include "widgets/common/icons.h"

#include <QApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPainterPath>
#include <QPalette>

namespace rtrack {
namespace {

// All glyphs are drawn in a square of 16 x 16 units.

QPainterPath polygon(std::initializer_list<QPointF> points) {
    QPainterPath path;
    path.addPolygon(QPolygonF(QList<QPointF>(points)));
    path.closeSubpath();
    return path;
}

QPainterPath bar(double x, double y, double width, double height) {
    QPainterPath path;
    path.addRect(x, y, width, height);
    return path;
}

QPainterPath mirrored(const QPainterPath& path) {
    return QTransform(-1, 0, 0, 1, 16, 0).map(path);
}

QPainterPath triangle(double left, double right) {
    return polygon({{left, 3}, {right, 8}, {left, 13}});
}

QPainterPath filledShape(Glyph glyph) {
    switch (glyph) {
        case Glyph::Play:
            return triangle(4, 13);
        case Glyph::Pause:
            return bar(4, 3, 3, 10) | bar(9, 3, 3, 10);
        case Glyph::StepForward:
            return bar(3, 3, 2, 10) | triangle(6.5, 13);
        case Glyph::StepBack:
            return mirrored(filledShape(Glyph::StepForward));
        case Glyph::ToEnd:
            return triangle(2.5, 8) | triangle(7, 12) | bar(12, 3, 2, 10);
        case Glyph::ToStart:
            return mirrored(filledShape(Glyph::ToEnd));
        case Glyph::TrackForward:
            return triangle(1.5, 8) | triangle(8, 14.5);
        case Glyph::TrackBackward:
            return mirrored(filledShape(Glyph::TrackForward));
        case Glyph::Stop:
            return bar(3.5, 3.5, 9, 9);
        case Glyph::Locked:
            return bar(3.5, 7.5, 9, 6.5);
        default:
            return {};
    }
}

QPainterPath curvedArrow() {
    QPainterPath path(QPointF(3, 6.5));
    path.cubicTo(6, 3, 13, 3.5, 13, 9);
    path.cubicTo(13, 12, 10.5, 13, 8, 13);
    path.moveTo(3, 2.5);
    path.lineTo(3, 6.5);
    path.lineTo(7, 6.5);
    return path;
}

QPainterPath outline(Glyph glyph) {
    QPainterPath path;
    switch (glyph) {
        case Glyph::OpenVideo:
        case Glyph::Demo:
            path.addRoundedRect(1.5, 3, 13, 10, 1.5, 1.5);
            path.addPath(polygon({{6.5, 5.5}, {10.5, 8}, {6.5, 10.5}}));
            break;
        case Glyph::OpenFolder:
            path.addPolygon(QPolygonF(
                QList<QPointF>{{1.5, 13}, {1.5, 3.5}, {6, 3.5}, {7.5, 5.5}, {14.5, 5.5}, {14.5, 13}}));
            path.closeSubpath();
            break;
        case Glyph::OpenProject:
            path = polygon({{3, 1.5}, {9.5, 1.5}, {13, 5}, {13, 14.5}, {3, 14.5}});
            path.addRect(5.5, 7, 5, 4.5);
            break;
        case Glyph::NewBox:
            path.addRect(2, 4, 10, 9);
            path.moveTo(12, 1);
            path.lineTo(12, 7);
            path.moveTo(9, 4);
            path.lineTo(15, 4);
            break;
        case Glyph::Unlocked:
            path.addRect(3.5, 7.5, 9, 6.5);
            path.moveTo(5.5, 7.5);
            path.lineTo(5.5, 4.5);
            path.arcTo(5.5, 2, 5, 5, 180, -180);
            break;
        case Glyph::Locked:
            path.moveTo(5.5, 7.5);
            path.lineTo(5.5, 4.5);
            path.arcTo(5.5, 2, 5, 5, 180, -180);
            path.lineTo(10.5, 7.5);
            break;
        case Glyph::Eye:
            path.moveTo(1.5, 8);
            path.quadTo(8, 1, 14.5, 8);
            path.quadTo(8, 15, 1.5, 8);
            path.addEllipse(6, 6, 4, 4);
            break;
        case Glyph::Undo:
            return curvedArrow();
        case Glyph::Redo:
            return mirrored(curvedArrow());
        case Glyph::Export:
            path.moveTo(8, 2);
            path.lineTo(8, 10);
            path.moveTo(5, 7);
            path.lineTo(8, 10);
            path.lineTo(11, 7);
            path.moveTo(2.5, 10);
            path.lineTo(2.5, 13.5);
            path.lineTo(13.5, 13.5);
            path.lineTo(13.5, 10);
            break;
        case Glyph::Info:
        case Glyph::Error:
            path.addEllipse(1.5, 1.5, 13, 13);
            [[fallthrough]];
        case Glyph::Warning:
            if (glyph == Glyph::Warning) path.addPath(polygon({{8, 1.5}, {15, 14}, {1, 14}}));
            path.moveTo(8, glyph == Glyph::Info ? 7.5 : 5.5);
            path.lineTo(8, glyph == Glyph::Info ? 11.5 : 9.5);
            path.moveTo(8, glyph == Glyph::Info ? 4.6 : 11.7);
            path.lineTo(8, glyph == Glyph::Info ? 5 : 12);
            break;
        default:
            break;
    }
    return path;
}

class GlyphEngine : public QIconEngine {
public:
    GlyphEngine(Glyph glyph, int largest) : glyph_(glyph), largest_(largest) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override {
        const bool faint = mode == QIcon::Disabled || (glyph_ == Glyph::Unlocked && mode == QIcon::Normal);
        const auto group = faint ? QPalette::Disabled : QPalette::Active;
        const auto role = mode == QIcon::Selected ? QPalette::HighlightedText : QPalette::ButtonText;
        const QColor color = QApplication::palette().color(group, role);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->translate(rect.topLeft());
        painter->scale(rect.width() / 16.0, rect.height() / 16.0);
        painter->fillPath(filledShape(glyph_), color);
        painter->strokePath(outline(glyph_), QPen(color, 1.4, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter->restore();
    }
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return pixmap;
    }
    QSize actualSize(const QSize& size, QIcon::Mode, QIcon::State) override {
        return largest_ > 0 ? size.boundedTo(QSize(largest_, largest_)) : size;
    }
    [[nodiscard]] QIconEngine* clone() const override { return new GlyphEngine(glyph_, largest_); }

private:
    Glyph glyph_;
    int largest_;
};

}  // namespace

QIcon icon(Glyph glyph, int largest) {
    return glyph == Glyph::None ? QIcon() : QIcon(new GlyphEngine(glyph, largest));
}

}  // namespace rtrack
