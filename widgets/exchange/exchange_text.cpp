#include "widgets/exchange/exchange_text.h"

#include <QCoreApplication>
#include <QLocale>
#include <QRegularExpression>

#include "widgets/common/qt_convert.h"

namespace rtrack {
namespace {

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(Exchange)
};

}  // namespace

QString grouped(int64_t number) {
    return QLocale(QLocale::English).toString(static_cast<qlonglong>(number));
}

QString titleOf(const Format& format) {
    const std::string& name = format.name;
    if (name == "got10k") return Texts::tr("GOT-10k: folders of sequences");
    if (name == "otb") return Texts::tr("OTB: folders of sequences");
    if (name == "lasot") return Texts::tr("LaSOT: folders of classes and sequences");
    if (name == "trackingnet") return Texts::tr("TrackingNet: a part with anno and frames");
    if (name == "uav123") return Texts::tr("UAV123: anno and data_seq");
    if (name == "vot") return Texts::tr("VOT: folders of sequences");
    if (name == "mot") return Texts::tr("MOT challenge: folders of sequences");
    if (name == "coco") return Texts::tr("COCO: JSON with video and track ids");
    if (name == "yolo") return Texts::tr("YOLO: label files with data.yaml");
    if (name == "voc") return Texts::tr("Pascal VOC: XML files");
    if (name == "cvat") return Texts::tr("CVAT: XML for video 1.1");
    if (name == "darklabel") return Texts::tr("Text as DarkLabel writes it, with a line format of one's own");
    if (name == "csv") return Texts::tr("CSV: a line for each box");
    if (name == "json") return Texts::tr("RTrack's JSON: everything");
    if (name == "video") return Texts::tr("Video with the boxes drawn in");
    return fromStd(format.title);
}

QString shortTitleOf(const Format& format) {
    static const QRegularExpression kColon(QString::fromUtf8("[:：]"));
    return titleOf(format).section(kColon, 0, 0);
}

QString textOf(const FormatLoss& loss) {
    const auto count = static_cast<int>(loss.count);
    switch (loss.kind) {
        case LossKind::Identity:
            return Texts::tr("which boxes are the same object (%n objects)", nullptr, count);
        case LossKind::Classes:
            return Texts::tr("the class of %n objects", nullptr, count);
        case LossKind::Attributes:
            return Texts::tr("the attributes of %n objects", nullptr, count);
        case LossKind::Absences:
            return Texts::tr("%n marks that an object is absent", nullptr, count);
        case LossKind::Occlusions:
            return Texts::tr("%n occluded marks", nullptr, count);
        case LossKind::Covers:
            return Texts::tr("%n visible shares", nullptr, count);
        case LossKind::CutMarks:
            return Texts::tr("%n marks \"cut by the picture's edge\"", nullptr, count);
        case LossKind::Scores:
            return Texts::tr("%n scores", nullptr, count);
        case LossKind::Sources:
            return Texts::tr("who made the boxes (%n boxes)", nullptr, count);
        case LossKind::Doubts:
            return Texts::tr("%n doubts and notes", nullptr, count);
        case LossKind::BeyondPicture:
            return Texts::tr("what of %n boxes lies beyond the picture's edge", nullptr, count);
        case LossKind::Points:
            break;
    }
    return Texts::tr("the track points of %n boxes", nullptr, count);
}

QString countingOf(const Format& format) {
    if (!format.write)
        return Texts::tr(
            "Each frame of the video is one of the file, with its number drawn in, counted from 0.");
    const QString counting =
        Texts::tr("In the files the first frame has number %1, and the picture's left edge is at %2.")
            .arg(format.frame_base)
            .arg(format.pixel_base);
    if (format.name == "json") return counting;
    return counting + " " + Texts::tr("%n decimals.", nullptr, format.decimals);
}

QString boxesText(int64_t boxes) {
    return Texts::tr("%1 boxes", nullptr, static_cast<int>(boxes)).arg(grouped(boxes));
}

QString textOf(const BoxCounts& counts, int64_t tracks) {
    QString text = Texts::tr("%1 of %n objects: %2 by hand, %3 by the tracker, %4 others.", nullptr,
                             static_cast<int>(tracks))
                       .arg(boxesText(counts.boxes), grouped(counts.human), grouped(counts.tracker),
                            grouped(counts.interpolated + counts.imported));
    if (counts.unreviewed > 0)
        text += " " + Texts::tr("At %1 nobody has looked.").arg(grouped(counts.unreviewed));
    if (counts.doubtful > 0)
        text += " " + Texts::tr("%n of them are doubtful.", nullptr, static_cast<int>(counts.doubtful));
    return text;
}

}  // namespace rtrack
