#include "widgets/common/plot_picture.h"

#include <QBuffer>

#include "widgets/common/qcustomplot_header.h"
#include "widgets/common/svg_device.h"

namespace rtrack {

QByteArray svg_of(QCustomPlot& plot) {
    SvgDevice device(plot.size());
    QCPPainter painter;
    painter.begin(&device);
    painter.setMode(QCPPainter::pmVectorized);
    painter.setMode(QCPPainter::pmNoCaching);
    plot.toPainter(&painter, plot.width(), plot.height());
    painter.end();
    return device.document();
}

QByteArray png_of(QCustomPlot& plot) {
    constexpr double kScale = 2;
    QByteArray png;
    QBuffer buffer(&png);
    plot.toPixmap(plot.width(), plot.height(), kScale).save(&buffer, "PNG");
    return png;
}

}  // namespace rtrack
