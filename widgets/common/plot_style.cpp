#include "widgets/common/plot_style.h"

#include <QWidget>
#include <algorithm>
#include <array>
#include <cmath>

#include "widgets/common/qcustomplot_header.h"

namespace rtrack {
namespace {

constexpr int kLegendPadding = 8;  // around a legend, pixels
constexpr int kLegendSpacing = 18;
constexpr int kLegendIconWidth = 32;
constexpr int kLegendLeading = 2;

class FrameTicker : public QCPAxisTicker {
protected:
    double getTickStep(const QCPRange& range) override {
        const double step = QCPAxisTicker::getTickStep(range);
        return step < 10 ? std::max(1.0, std::floor(step)) : step;  // it knows a step of 2.5
    }
    int getSubTickCount(double step) override {
        return step < 10 ? static_cast<int>(step) - 1 : QCPAxisTicker::getSubTickCount(step);
    }
};

}  // namespace

QColor seriesColor(int index, bool on_dark) {
    // Okabe and Ito 2008, without the yellow that nobody sees on white.
    static const std::array<QColor, 8> light = {QColor(0x00, 0x72, 0xB2), QColor(0xD5, 0x5E, 0x00),
                                                QColor(0x00, 0x9E, 0x73), QColor(0xCC, 0x79, 0xA7),
                                                QColor(0xE6, 0x9F, 0x00), QColor(0x56, 0xB4, 0xE9),
                                                QColor(0x8C, 0x56, 0x4B), QColor(0x7F, 0x7F, 0x7F)};
    const QColor color = light[static_cast<size_t>(index) % light.size()];
    return on_dark ? color.lighter(135) : color;
}

QVector<qreal> seriesDashes(int index) {
    static const std::array<QVector<qreal>, 4> dashes = {QVector<qreal>{}, {6, 2.5}, {2, 2}, {8, 2, 2, 2}};
    return dashes[static_cast<size_t>(index) % dashes.size()];
}

bool isDark(const QPalette& palette) {
    return palette.color(QPalette::Base).lightness() < 128;
}

QColor withAlpha(QColor color, int alpha) {
    color.setAlpha(alpha);
    return color;
}

void countFrames(QCPAxis& axis) {
    axis.setTicker(QSharedPointer<FrameTicker>(new FrameTicker));
}

void stylePlot(QCustomPlot& plot, const QWidget& around, double font_scale) {
    const QColor text = around.palette().color(QPalette::Text);
    QFont font = around.font();
    font.setPointSizeF(font.pointSizeF() * font_scale);
    plot.setBackground(around.palette().color(QPalette::Window));
    for (QCPAxisRect* rect : plot.axisRects()) {
        rect->setBackground(around.palette().color(QPalette::Base));
        for (QCPAxis* axis : rect->axes()) {
            axis->setBasePen(QPen(withAlpha(text, 120)));
            axis->setTickPen(QPen(withAlpha(text, 120)));
            axis->setSubTickPen(Qt::NoPen);
            axis->setTickLabelColor(text);
            axis->setLabelColor(text);
            axis->setTickLabelFont(font);
            axis->setLabelFont(font);
            axis->grid()->setPen(QPen(withAlpha(text, 30)));
            axis->grid()->setZeroLinePen(Qt::NoPen);
        }
    }
    for (QCPLayoutElement* element : plot.plotLayout()->elements(/*recursive=*/true)) {
        if (auto* title = qobject_cast<QCPTextElement*>(element)) {
            title->setTextColor(text);
            title->setFont(font);
        }
        if (auto* legend = qobject_cast<QCPLegend*>(element)) {
            legend->setFont(font);
            // On the line of the names, with room for what hangs below it: items are cut at that height.
            legend->setIconSize(kLegendIconWidth, QFontMetrics(font).height() + kLegendLeading);
            legend->setTextColor(text);
            legend->setBrush(Qt::NoBrush);
            legend->setBorderPen(Qt::NoPen);
        }
    }
}

void placeLegendBelow(QCustomPlot& plot, QCPLegend* legend) {
    constexpr int kAnySize = 1 << 20;  // an empty grid would allow its row no width at all
    plot.plotLayout()->addElement(1, 0, legend);
    plot.plotLayout()->setRowStretchFactor(1, 0.001);  // as high as its lines
    legend->setLayer("legend");
    legend->setMaximumSize(kAnySize, kAnySize);
}

void fitLegend(QCPLegend& legend, const QStringList& names, int width) {
    const QFontMetrics metrics(legend.font());
    const int room = width - 2 * kLegendPadding;
    const int icon = legend.iconSize().width() + legend.iconTextPadding();
    int widest = 1, items = 0;
    for (int i = 0; i < legend.itemCount(); ++i) {
        auto* item = qobject_cast<QCPPlottableLegendItem*>(legend.item(i));
        if (!item) continue;  // a free cell of the grid counts as one
        ++items;
        const QString name = metrics.elidedText(names.value(i), Qt::ElideMiddle, std::max(20, room - icon));
        item->plottable()->setName(name);
        widest = std::max(widest, icon + metrics.horizontalAdvance(name) + 2);
    }
    const int fitting = std::max(1, (room + kLegendSpacing) / (widest + kLegendSpacing));
    const int columns = std::clamp(fitting, 1, std::max(1, items));
    const int surplus = std::max(0, room - columns * (widest + kLegendSpacing) + kLegendSpacing);
    legend.setAutoMargins(QCP::msNone);
    legend.setMargins(
        items == 0 ? QMargins()
                   : QMargins(kLegendPadding + surplus / 2, 2, kLegendPadding + surplus / 2, kLegendPadding));
    legend.setColumnSpacing(kLegendSpacing);
    legend.setWrap(columns);
    legend.setFillOrder(QCPLayoutGrid::foColumnsFirst);
}

}  // namespace rtrack
