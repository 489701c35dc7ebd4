#include "tracking/base/error.h"
#include "widgets/common/plot_panel.h"
#include "widgets/common/plot_picture.h"

namespace rtrack {
namespace {

QString quoted(QString text) {
    if (!text.contains(',') && !text.contains('"')) return text;
    return '"' + text.replace("\"", "\"\"") + '"';
}

}  // namespace

QString PlotPanel::csv() const {
    QString text =
        "series," + quoted(axes_.x.isEmpty() ? "category" : axes_.x) + "," + quoted(axes_.y) + ",sd\n";
    for (const PlotSeries& series : series_) {
        for (int i = 0; i < series.y.size(); ++i) {
            const QString x =
                categories_.isEmpty() ? QString::number(series.x[i], 'g', 9) : quoted(categories_[i]);
            const QString sd =
                i < series.deviation.size() ? QString::number(series.deviation[i], 'g', 9) : QString();
            text += QString("%1,%2,%3,%4\n")
                        .arg(quoted(series.name), x, QString::number(series.y[i], 'g', 9), sd);
        }
    }
    return text;
}

QByteArray PlotPanel::rendered(const QString& ending) const {
    if (ending == "svg") return svg_of(*plot_);
    if (ending == "csv") return csv().toUtf8();
    if (ending != "png") {
        throw Error(ErrorCode::Argument,
                    "A plot is saved as png, svg or csv, not as " + ending.toStdString() + ".");
    }
    return png_of(*plot_);
}

}  // namespace rtrack
