#include "app/studio/exchange_messages.h"

#include <QCoreApplication>
#include <QDir>
#include <algorithm>

#include "widgets/common/qt_convert.h"
#include "widgets/exchange/exchange_text.h"

namespace rtrack {
namespace {

constexpr size_t kListedFiles = 20;
constexpr size_t kListedFaults = 100;

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(Exchange)
};

QString native(const std::string& path) {
    return QDir::toNativeSeparators(fromStd(path));
}

QString andMore(size_t all, size_t listed) {
    return Texts::tr("… and %n more", nullptr, static_cast<int>(all - listed));
}

QString detailsOf(const ExportReport& report) {
    QStringList lines = {countingOf(export_format(report.format))};
    for (const FormatLoss& loss : report.losses) lines << Texts::tr("Not kept: %1").arg(textOf(loss));
    const std::vector<std::string>& not_decoded = report.exported.not_decoded;
    for (size_t i = 0; i < std::min(kListedFiles, not_decoded.size()); ++i)
        lines << Texts::tr("Cannot be decoded: %1").arg(native(not_decoded[i]));
    if (not_decoded.size() > kListedFiles) lines << andMore(not_decoded.size(), kListedFiles);
    lines << Texts::tr("Made from:");
    for (const Video& video : report.manifest.videos) {
        lines << "  " + native(video.absolute_path) + " · " +
                     Texts::tr("%n frames", nullptr, static_cast<int>(video.frame_count)) + " · " +
                     fromStd(video.content_hash);
    }
    lines << Texts::tr("Files, with their SHA-256:");
    size_t listed = 0;
    for (const auto& [file, hash] : report.manifest.files) {
        if (++listed > kListedFiles) break;
        lines << "  " + native(file.empty() ? report.path : file) + " · " + fromStd(hash);
    }
    if (report.manifest.files.size() > kListedFiles)
        lines << "  " + andMore(report.manifest.files.size(), kListedFiles);
    lines << Texts::tr("All of this stands in %1.").arg(native(report.exported.manifest_file.string()));
    return lines.join('\n');
}

}  // namespace

Message exportedMessage(const ExportReport& report) {
    Message message;
    message.title = Texts::tr("Exported to %1.").arg(native(report.path));
    message.text = textOf(report.exported.counts, report.exported.tracks) + " " +
                   Texts::tr("%n files.", nullptr, static_cast<int>(report.manifest.files.size()));
    if (!report.exported.not_decoded.empty()) {
        message.kind = Message::Kind::Warning;
        message.text += " " + Texts::tr("%n frames cannot be decoded; Details names them.", nullptr,
                                        static_cast<int>(report.exported.not_decoded.size()));
    }
    message.details = detailsOf(report);
    return message;
}

Message exportFailedMessage(const QString& file, const QString& reason, bool stopped) {
    Message message;
    message.kind = stopped ? Message::Kind::Info : Message::Kind::Error;
    message.title =
        stopped ? Texts::tr("The export was stopped.") : Texts::tr("The boxes could not be written.");
    message.text = Texts::tr("No file was changed, and all boxes are still here.");
    return withReason(message, reason, file);
}

Message importedMessage(const ImportReport& report) {
    Message message;
    message.kind = report.left_out > 0 ? Message::Kind::Warning : Message::Kind::Info;
    message.title =
        Texts::tr("Imported as one step: %1 of %n objects.", nullptr, static_cast<int>(report.tracks))
            .arg(boxesText(report.counts.boxes));
    if (report.left_out > 0)
        message.text =
            Texts::tr("%n places were left out.", nullptr, static_cast<int>(report.left_out)) + " ";
    message.text += QDir::toNativeSeparators(report.path);
    QStringList lines = report.notes;
    size_t listed = 0;
    for (const TextFault& fault : report.faults) {
        if (++listed > kListedFaults) break;
        const QString file = native(fault.file.string());
        lines << (fault.line > 0 ? Texts::tr("%1, line %2").arg(file).arg(fault.line) : file) + ": " +
                     fromStd(fault.message);
    }
    if (report.faults.size() > kListedFaults) lines << andMore(report.faults.size(), kListedFaults);
    message.details = lines.join('\n');
    return message;
}

}  // namespace rtrack
