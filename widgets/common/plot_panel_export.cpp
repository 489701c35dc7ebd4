#include "tracking/base/error.h"
#include "widgets/common/csv_text.h"
#include "widgets/common/plot_panel.h"
#include "widgets/common/plot_picture.h"

namespace rtrack {

QString PlotPanel::csv() const {
    QString text =
        "series," + csvCell(axes_.x.isEmpty() ? "category" : axes_.x) + "," + csvCell(axes_.y) + ",sd\n";
    for (const PlotSeries& series : series_) {
        for (int i = 0; i < series.y.size(); ++i) {
            const QString x =
                categories_.isEmpty() ? QString::number(series.x[i], 'g', 9) : csvCell(categories_[i]);
            const QString sd =
                i < series.deviation.size() ? QString::number(series.deviation[i], 'g', 9) : QString();
            text += QString("%1,%2,%3,%4\n")
                        .arg(csvCell(series.name), x, QString::number(series.y[i], 'g', 9), sd);
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
