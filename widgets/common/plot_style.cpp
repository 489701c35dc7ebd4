#include "widgets/common/plot_style.h"

#include "widgets/common/qcustomplot_header.h"

namespace rtrack {

QColor withAlpha(QColor color, int alpha) {
    color.setAlpha(alpha);
    return color;
}

void stylePlot(QCustomPlot& plot, const QWidget& around) {
    const QColor text = around.palette().color(QPalette::Text);
    plot.setBackground(around.palette().color(QPalette::Window));
    plot.axisRect()->setBackground(around.palette().color(QPalette::Base));
    for (QCPAxis* axis : {plot.xAxis, plot.yAxis}) {
        axis->setBasePen(QPen(withAlpha(text, 120)));
        axis->setTickPen(QPen(withAlpha(text, 120)));
        axis->setSubTickPen(Qt::NoPen);
        axis->setTickLabelColor(text);
        axis->setLabelColor(text);
        axis->setTickLabelFont(around.font());
        axis->setLabelFont(around.font());
        axis->grid()->setPen(QPen(withAlpha(text, 30)));
    }
}

}  // namespace rtrack
