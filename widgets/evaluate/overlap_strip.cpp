#include "widgets/evaluate/overlap_strip.h"

#include <QVBoxLayout>
#include <cmath>

#include "widgets/common/plot_style.h"
#include "widgets/common/qcustomplot_header.h"

namespace rtrack {
OverlapStrip::OverlapStrip(QWidget* parent) : QWidget(parent) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(plot_ = new QCustomPlot);
    plot_->setMinimumHeight(90);
    plot_->setInteractions(QCP::iRangeZoom);
    plot_->axisRect()->setRangeZoom(Qt::Horizontal);
    plot_->yAxis->setRange(-0.02, 1.02);
    plot_->yAxis->ticker()->setTickCount(3);
    countFrames(*plot_->xAxis);
    stretch_band_ = new QCPItemRect(plot_);
    stretch_band_->setPen(Qt::NoPen);
    stretch_band_->setVisible(false);
    position_line_ = new QCPItemLine(plot_);
    for (auto* position : {position_line_->start, position_line_->end}) {
        position->setTypeX(QCPItemPosition::ptPlotCoords);
        position->setTypeY(QCPItemPosition::ptAxisRectRatio);
    }
    plot_->installEventFilter(this);
    connect(plot_->xAxis, qOverload<const QCPRange&>(&QCPAxis::rangeChanged), this,
            [this](const QCPRange& range) {
                plot_->xAxis->setRange(
                    range.bounded(-0.5, std::max<double>(1, static_cast<double>(frame_count_)) - 0.5));
            });
    retranslate();
    restyle();
}

void OverlapStrip::retranslate() {
    plot_->setAccessibleName(tr("IoU of each frame"));
    plot_->yAxis->setLabel(tr("IoU"));
    plot_->setToolTip(
        tr("IoU of each tracker with the truth; no line where a frame does not count.\n"
           "Click or drag to go to a frame, turn the wheel to stretch."));
}

void OverlapStrip::show(const std::vector<std::vector<double>>& overlaps, qint64 frame_count) {
    frame_count_ = frame_count;
    plot_->clearGraphs();
    for (const std::vector<double>& values : overlaps) {
        QVector<double> frames, line;
        for (size_t i = 0; i < values.size(); ++i) {
            frames << static_cast<double>(i);
            line << values[i];
        }
        plot_->addGraph()->setData(frames, line, true);
    }
    plot_->xAxis->setRange(-0.5, std::max<double>(1, static_cast<double>(frame_count)) - 0.5);
    restyle();
}

void OverlapStrip::setChosen(int tracker) {
    chosen_ = tracker;
    restyle();
}

void OverlapStrip::setPosition(qint64 frame) {
    position_line_->start->setCoords(static_cast<double>(frame), 0);
    position_line_->end->setCoords(static_cast<double>(frame), 1);
    plot_->replot(QCustomPlot::rpQueuedReplot);
}

void OverlapStrip::setStretch(const std::optional<Stretch>& stretch) {
    stretch_band_->setVisible(stretch.has_value());
    if (stretch) {
        stretch_band_->topLeft->setCoords(static_cast<double>(stretch->first) - 0.5, 1.02);
        stretch_band_->bottomRight->setCoords(static_cast<double>(stretch->last) + 0.5, -0.02);
    }
    plot_->replot(QCustomPlot::rpQueuedReplot);
}

void OverlapStrip::restyle() {
    const QColor text = palette().color(QPalette::Text);
    stylePlot(*plot_, *this);
    position_line_->setPen(QPen(text, 1.5));
    stretch_band_->setBrush(QColor(0xD5, 0x5E, 0x00, 50));
    for (int i = 0; i < plot_->graphCount(); ++i) {
        QPen pen(seriesColor(i, isDark(palette())), i == chosen_ ? 2.6 : 1.3);
        if (const QVector<qreal> dashes = seriesDashes(i); !dashes.isEmpty()) pen.setDashPattern(dashes);
        plot_->graph(i)->setPen(pen);
    }
    plot_->replot(QCustomPlot::rpQueuedReplot);
}

void OverlapStrip::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) restyle();
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

bool OverlapStrip::eventFilter(QObject* watched, QEvent* event) {
    const bool pressed = event->type() == QEvent::MouseButtonPress;
    if (pressed || (event->type() == QEvent::MouseMove && dragging_)) {
        dragging_ = true;
        const double frame =
            std::round(plot_->xAxis->pixelToCoord(static_cast<QMouseEvent*>(event)->position().x()));
        Q_EMIT scrubbed(
            std::clamp<qint64>(static_cast<qint64>(frame), 0, std::max<qint64>(0, frame_count_ - 1)));
        return true;
    }
    if (event->type() == QEvent::MouseButtonRelease) dragging_ = false;
    return QWidget::eventFilter(watched, event);
}

}  // namespace rtrack
