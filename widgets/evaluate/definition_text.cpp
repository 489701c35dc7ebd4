#include "widgets/evaluate/definition_text.h"

#include <QCoreApplication>
#include <QStringList>

#include "widgets/common/qt_convert.h"

namespace rtrack {
namespace {

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(Definitions)
};

QString textOfFrames(const MetricOptions& options) {
    const QString first = options.first_frame == "excluded"
                              ? Texts::tr("the first frame is left out")
                              : Texts::tr("the first frame is the truth and counts");
    QString counted = Texts::tr("all frames count");
    if (options.counted_frames == "annotated") counted = Texts::tr("frames with a truth box count");
    if (options.counted_frames == "covered")
        counted = Texts::tr("frames with a truth box and cover above 0 count");
    if (options.counted_frames == "positive")
        counted = Texts::tr("frames with a truth box of positive size count");
    if (options.counted_frames == "visible") counted = Texts::tr("frames where the target is visible count");
    const QString divided = options.divide_by == "all" ? Texts::tr(", divided by all frames") : QString();
    return Texts::tr("Frames: %1; %2%3.").arg(first, counted, divided);
}

QString textOfAverage(const MetricOptions& options) {
    if (options.average == "frames") return Texts::tr("Total: all frames of all sequences in one pool.");
    if (options.average == "classes")
        return Texts::tr("Total: the mean of the classes, each the pool of its frames.");
    return Texts::tr("Total: the mean of the sequences, each with the same weight.");
}

QString textOfNormPrecision(const MetricOptions& options) {
    const QString by = options.norm_size_at_least_one ? Texts::tr("max(1, the truth's size)")
                                                      : Texts::tr("the truth's size");
    QString score = Texts::tr("share of frames at or below 0.2");
    if (options.norm_precision_score == "mean")
        score = Texts::tr("mean of its curve over %1 thresholds from 0 to 0.5")
                    .arg(options.norm_precision_thresholds);
    if (options.norm_precision_score == "area") score = Texts::tr("area under its curve from 0 to 0.5");
    return Texts::tr("Normalised precision: centre error divided by %1, per axis; %2.").arg(by, score);
}

}  // namespace

QString definitionText(const MetricOptions& options) {
    const QString above = options.success_at_least ? Texts::tr("at or above") : Texts::tr("above");
    const QString clipped = options.clip_to_image ? Texts::tr(", boxes clipped to the picture") : QString();
    const QString area = options.auc_score == "area" ? Texts::tr("area under") : Texts::tr("mean of");
    const QStringList lines = {
        Texts::tr("Definitions of the toolkit '%1'.").arg(fromStd(options.toolkit)),
        textOfFrames(options),
        textOfAverage(options),
        Texts::tr("AO: mean IoU of the counted frames%1. SR0.5, SR0.75: share of IoU %2 0.5, 0.75.")
            .arg(clipped, above),
        Texts::tr("AUC: %1 the success curve, the share of IoU %2 %3 thresholds from 0 to 1.")
            .arg(area, above)
            .arg(options.success_thresholds),
        options.precision_score == "area"
            ? Texts::tr("Precision: area under the curve of the centre error, 0 to 50 px.")
            : Texts::tr("Precision: share of frames with a centre error of at most 20 px."),
        textOfNormPrecision(options),
        Texts::tr("FPS: mean of 1 / time, the tracker's update alone, without decoding."),
    };
    return lines.join('\n');
}

}  // namespace rtrack
