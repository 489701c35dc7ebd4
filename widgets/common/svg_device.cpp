#include "widgets/common/svg_device.h"

#include <QBuffer>
#include <QFont>
#include <QPaintEngine>
#include <QPainterPath>
#include <QPixmap>

namespace rtrack {
namespace {

constexpr int kDotsPerInch = 96;

QString number(double value) {
    return QString::number(value, 'f', 3);
}

QString colorAttributes(const char* what, const QColor& color) {
    return QString(" %1=\"%2\" %1-opacity=\"%3\"").arg(what, color.name(), number(color.alphaF()));
}

QString dataOf(const QPainterPath& path) {
    QString data;
    for (int i = 0; i < path.elementCount(); ++i) {
        const QPainterPath::Element element = path.elementAt(i);
        const char* command = element.isMoveTo()    ? "M"
                              : element.isLineTo()  ? "L"
                              : element.isCurveTo() ? "C"
                                                    : "";
        data += QString("%1%2 %3 ").arg(command, number(element.x), number(element.y));
    }
    return data;
}

}  // namespace

class SvgEngine : public QPaintEngine {
public:
    SvgEngine() : QPaintEngine(QPaintEngine::AllFeatures) {}

    bool begin(QPaintDevice*) override { return true; }
    bool end() override { return true; }
    [[nodiscard]] Type type() const override { return QPaintEngine::User; }
    void updateState(const QPaintEngineState&) override {}  // asked of the painter when something is drawn

    void drawPath(const QPainterPath& path) override { addPath(dataOf(path), true); }
    void drawPolygon(const QPointF* points, int count, PolygonDrawMode mode) override {
        QPainterPath path(points[0]);
        for (int i = 1; i < count; ++i) path.lineTo(points[i]);
        if (mode != PolylineMode) path.closeSubpath();
        addPath(dataOf(path), mode != PolylineMode);
    }
    void drawTextItem(const QPointF& position, const QTextItem& item) override {
        const QFont font = item.font();
        const double size = font.pixelSize() > 0 ? font.pixelSize() : font.pointSizeF() * kDotsPerInch / 72;
        body +=
            QString("<text x=\"%1\" y=\"%2\" font-family=\"%3\" font-size=\"%4\"%5%6%7>%8</text>\n")
                .arg(number(position.x()), number(position.y()), font.family().toHtmlEscaped(), number(size),
                     font.bold() ? " font-weight=\"bold\"" : "",
                     colorAttributes("fill", painter()->pen().color()), place(), item.text().toHtmlEscaped());
    }
    void drawPixmap(const QRectF& target, const QPixmap& pixmap, const QRectF& source) override {
        QByteArray png;
        QBuffer buffer(&png);
        pixmap.copy(source.toRect()).save(&buffer, "PNG");
        body += QString(
                    "<image x=\"%1\" y=\"%2\" width=\"%3\" height=\"%4\" preserveAspectRatio=\"none\"%5 "
                    "href=\"data:image/png;base64,%6\"/>\n")
                    .arg(number(target.x()), number(target.y()), number(target.width()),
                         number(target.height()), place(), QString::fromLatin1(png.toBase64()));
    }

    QString body;

private:
    void addPath(const QString& data, bool filled) {
        const QPen pen = painter()->pen();
        const QBrush brush = painter()->brush();
        const bool fills = filled && brush.style() != Qt::NoBrush;
        if (data.isEmpty() || (!fills && pen.style() == Qt::NoPen)) return;
        body += "<path d=\"" + data.trimmed() + "\"" +
                (fills ? colorAttributes("fill", brush.color()) : QString(" fill=\"none\"")) + strokeOf(pen) +
                place() + "/>\n";
    }
    [[nodiscard]] static QString strokeOf(const QPen& pen) {
        if (pen.style() == Qt::NoPen) return {};
        const double width = std::max(0.5, pen.widthF());
        QString text = colorAttributes("stroke", pen.color()) + " stroke-width=\"" + number(width) + "\"";
        if (pen.style() == Qt::SolidLine) return text;
        QStringList dashes;
        for (const double dash : pen.dashPattern()) dashes << number(dash * width);
        return text + " stroke-dasharray=\"" + dashes.join(' ') + "\"";
    }
    /// Transform and clip of the moment.
    [[nodiscard]] QString place() {
        const QTransform t = painter()->combinedTransform();
        QString text;
        if (!t.isIdentity()) {
            text = QString(" transform=\"matrix(%1 %2 %3 %4 %5 %6)\"")
                       .arg(number(t.m11()), number(t.m12()), number(t.m21()), number(t.m22()),
                            number(t.dx()), number(t.dy()));
        }
        if (!painter()->hasClipping()) return text;
        const QRectF clip = painter()->clipBoundingRect();
        if (clip != clip_ || text != clip_transform_) {
            body +=
                QString(
                    "<clipPath id=\"c%1\"><rect x=\"%2\" y=\"%3\" width=\"%4\" height=\"%5\"/></clipPath>\n")
                    .arg(++clips_)
                    .arg(number(clip.x()), number(clip.y()), number(clip.width()), number(clip.height()));
            clip_ = clip;
            clip_transform_ = text;
        }
        return text + QString(" clip-path=\"url(#c%1)\"").arg(clips_);
    }

    QRectF clip_;
    QString clip_transform_;
    int clips_ = 0;
};

SvgDevice::SvgDevice(const QSize& size) : size_(size), engine_(std::make_unique<SvgEngine>()) {}
SvgDevice::~SvgDevice() = default;

QPaintEngine* SvgDevice::paintEngine() const {
    return engine_.get();
}

QByteArray SvgDevice::document() const {
    const QString head = QString(
                             "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%1\" height=\"%2\" "
                             "viewBox=\"0 0 %1 %2\">\n")
                             .arg(size_.width())
                             .arg(size_.height());
    return (head + engine_->body + "</svg>\n").toUtf8();
}

int SvgDevice::metric(PaintDeviceMetric metric) const {
    switch (metric) {
        case PdmWidth:
            return size_.width();
        case PdmHeight:
            return size_.height();
        case PdmDpiX:
        case PdmDpiY:
        case PdmPhysicalDpiX:
        case PdmPhysicalDpiY:
            return kDotsPerInch;
        case PdmDepth:
            return 32;
        default:
            return QPaintDevice::metric(metric);
    }
}

}  // namespace rtrack
