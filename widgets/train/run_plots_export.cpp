#include <QFileDialog>
#include <QPushButton>
#include <QSaveFile>
#include <QToolTip>
#include <cmath>

#include "widgets/common/csv_text.h"
#include "widgets/common/plot_picture.h"
#include "widgets/common/qcustomplot_header.h"
#include "widgets/train/run_plots.h"

namespace rtrack {

void RunPlots::chooseExport() {
    const QString file = QFileDialog::getSaveFileName(this, tr("Export the plots"), "plots.png",
                                                      tr("Picture (*.png);;Drawing (*.svg);;Table (*.csv)"));
    if (file.isEmpty()) return;
    const QString failure = exportTo(file);
    if (!failure.isEmpty()) QToolTip::showText(export_->mapToGlobal(QPoint()), failure, export_);
}

QString RunPlots::exportTo(const QString& file) {
    const auto isA = [&file](const char* ending) { return file.endsWith(ending, Qt::CaseInsensitive); };
    const QByteArray content = isA(".svg")   ? svg_of(*canvas_)
                               : isA(".csv") ? csv().toUtf8()
                                             : png_of(*canvas_);
    QSaveFile output(file);
    if (output.open(QIODevice::WriteOnly) && output.write(content) == content.size() && output.commit())
        return {};
    return tr("%1 could not be written.").arg(file);
}

QString RunPlots::csv() const {
    QString text = "run,step,pairs";
    for (int figure = 0; figure < static_cast<int>(StepFigure::kCount); ++figure)
        text += QString(",") + field_of(static_cast<StepFigure>(figure));
    text += ",ao,sr_50,sr_75\n";
    const auto number = [](double value) {
        return std::isfinite(value) ? QString::number(value, 'g', 9) : QString();
    };
    for (const PlottedRun& run : runs_) {
        const RunHistory& history = *run.history;
        const QString name = csvCell(run.name);
        for (size_t i = 0; i < history.steps().size(); ++i) {
            text += name + ',' + number(history.steps()[i]) + ',' + number(history.pairs()[i]);
            for (int figure = 0; figure < static_cast<int>(StepFigure::kCount); ++figure)
                text += ',' + number(history.values(static_cast<StepFigure>(figure))[i]);
            text += ",,,\n";
        }
        for (const ValidationPoint& point : history.mean_validations()) {
            text += name + ',' + number(point.step) + ',' + number(point.pairs) +
                    QString(',').repeated(static_cast<int>(StepFigure::kCount)) + ',' + number(point.ao) +
                    ',' + number(point.sr_50) + ',' + number(point.sr_75) + '\n';
        }
    }
    return text;
}

}  // namespace rtrack
