#include "widgets/exchange/export_choice.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>

#include "tracking/base/error.h"
#include "widgets/common/qt_convert.h"

namespace rtrack {
namespace {

// More would take long to write; tracks are numbered as they come, so that none before may be missing.
constexpr size_t kSampleTracks = 200;
// Whatever the order of the lines is, a box that is left out stands behind as many of its own track.
constexpr size_t kSampleBoxes = kPreviewLines;

/// How much of a file is boxes, roughly: lists, notes and marks have few digits. The elements of XML count,
/// too.
int64_t numbersIn(const std::string& text) {
    return std::ranges::count_if(
        text, [](char letter) { return (letter >= '0' && letter <= '9') || letter == '<'; });
}

AnnotationSet sampleOf(const AnnotationSet& set) {
    AnnotationSet sample;
    if (set.videos.empty()) return sample;
    sample.videos = {set.videos.front()};
    sample.class_attributes = set.class_attributes;
    for (const size_t track : tracks_of(set, 0)) {
        if (sample.tracks.size() == kSampleTracks) break;
        AnnotatedTrack part = set.tracks[track];
        while (part.boxes.size() > kSampleBoxes) part.boxes.erase(std::prev(part.boxes.end()));
        sample.tracks.push_back(std::move(part));
    }
    return sample;
}

}  // namespace

QString ExportChoice::toJson() const {
    const QJsonObject object = {{"format", format},
                                {"path", path},
                                {"all_videos", videos == Videos::All},
                                {"selected_objects", objects == Objects::Selected},
                                {"only_range", only_range},
                                {"keyframes_only", keyframes_only},
                                {"pictures", pictures},
                                {"detections", detections},
                                {"line_format", line_format}};
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

ExportChoice ExportChoice::fromJson(const QString& text) {
    const QJsonObject object = QJsonDocument::fromJson(text.toUtf8()).object();
    ExportChoice choice;
    const QString format = object["format"].toString();
    for (const Format* known : exportFormats()) {
        if (fromStd(known->name) == format) choice.format = format;
    }
    choice.path = object["path"].toString();
    if (object["all_videos"].toBool()) choice.videos = Videos::All;
    if (object["selected_objects"].toBool()) choice.objects = Objects::Selected;
    choice.only_range = object["only_range"].toBool();
    choice.keyframes_only = object["keyframes_only"].toBool();
    choice.pictures = object["pictures"].toBool();
    choice.detections = object["detections"].toBool();
    choice.line_format = object["line_format"].toString();
    return choice;
}

FromProject fromProject(const ExportChoice& choice, const ExportSubject& subject) {
    FromProject from;
    if (choice.videos == ExportChoice::Videos::OnScreen || choice.objects == ExportChoice::Objects::Selected)
        from.videos = {subject.video};
    if (choice.objects == ExportChoice::Objects::Selected) from.tracks = subject.selection;
    if (choice.only_range) {
        from.first_frame = subject.range_first;
        from.last_frame = subject.range_last;
    }
    from.keyframes_only = choice.keyframes_only;
    return from;
}

const std::vector<const Format*>& exportFormats() {
    static const std::vector<const Format*> formats = [] {
        std::vector<const Format*> all;
        for (const Format& format : annotation_formats()) all.push_back(&format);
        all.push_back(&video_format());
        return all;
    }();
    return formats;
}

ExportLook lookAtExport(const QString& project_file, const FromProject& from) {
    const AnnotationSet set =
        from_project(Project::open(project_file.toStdString(), Project::Mode::Read), from);
    ExportLook look;
    look.counts = counts_of(set);
    look.tracks = static_cast<int64_t>(set.tracks.size());
    look.videos = static_cast<int64_t>(set.videos.size());
    for (const Format* format : exportFormats()) look.losses.push_back(losses_of(set, *format));
    look.first_frame = from.first_frame.value_or(0);
    look.sample = sampleOf(set);
    return look;
}

ExportPreview previewOf(const ExportLook& look, const Format& format, const WriteOptions& options) {
    ExportPreview preview;
    if (!format.write) return preview;
    try {
        AnnotationSet sample = look.sample;
        if (format.line_per_frame) sample = cut_to_range(sample, look.first_frame, kPreviewLines);
        WriteOptions limited =
            options;  // a file for each frame, or its line, would take long for all of them
        limited.first_frame = format.line_per_frame ? 0 : look.first_frame;
        limited.frames = kPreviewLines;
        for (const AnnotatedTrack& track : sample.tracks) {
            if (!track.boxes.empty())
                limited.frames =
                    std::max(limited.frames, track.boxes.rbegin()->first + 1 - limited.first_frame);
        }
        int64_t most = -1;
        for (const auto& [file, text] : format.write(sample, limited)) {
            if (text.find_first_not_of(" \n") == std::string::npos || numbersIn(text) <= most) continue;
            most = numbersIn(text);
            preview.file = fromStd(file.string());
            preview.text = fromStd(text).split('\n').mid(0, kPreviewLines).join('\n');
        }
    } catch (const Error& failure) {  // the edge: a line format that is being typed
        preview.failure = fromStd(failure.what());
    }
    return preview;
}

}  // namespace rtrack
