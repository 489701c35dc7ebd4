#include <algorithm>

#include "tracking/annotation/formats/format.h"
#include "tracking/base/error.h"

namespace rtrack {
namespace {

/// Counts over the set, for the sentences of not_kept.
template <typename Has>
int64_t boxes_with(const AnnotationSet& set, Has has) {
    int64_t count = 0;
    for (const AnnotatedTrack& track : set.tracks) {
        for (const auto& [frame, record] : track.boxes) count += has(record) ? 1 : 0;
    }
    return count;
}

template <typename Has>
int64_t tracks_with(const AnnotationSet& set, Has has) {
    return std::count_if(set.tracks.begin(), set.tracks.end(), has);
}

/// Of videos whose size is known.
int64_t boxes_beyond_picture(const AnnotationSet& set) {
    constexpr double kRounding = 1e-6;  // pixels
    int64_t count = 0;
    for (const AnnotatedTrack& track : set.tracks) {
        const AnnotatedVideo& video = set.videos[track.video];
        if (video.width <= 0 || video.height <= 0) continue;
        count += std::count_if(track.boxes.begin(), track.boxes.end(), [&](const auto& entry) {
            const Box& box = entry.second.box;
            return !entry.second.absent &&
                   (box.x < -kRounding || box.y < -kRounding || box.right() > video.width + kRounding ||
                    box.bottom() > video.height + kRounding);
        });
    }
    return count;
}

std::string words_of(LossKind kind) {
    switch (kind) {
        case LossKind::Identity:
            return "tracks: which boxes are the same object";
        case LossKind::Classes:
            return "tracks' classes";
        case LossKind::Attributes:
            return "tracks' attributes";
        case LossKind::Absences:
            return "marks that an object is absent";
        case LossKind::Occlusions:
            return "occluded marks";
        case LossKind::Covers:
            return "covers";
        case LossKind::CutMarks:
            return "marks 'cut by image'";
        case LossKind::Scores:
            return "scores";
        case LossKind::Sources:
            return "boxes' source (human, tracker, interpolated)";
        case LossKind::Doubts:
            return "doubts and notes";
        case LossKind::Points:
            return "boxes' TrackPoints";
        case LossKind::BeyondPicture:
            break;
    }
    return "boxes' parts beyond the edge of the picture";
}

std::string mark(bool holds) {
    return holds ? "yes" : "-";
}

std::string table_row(const Format& format) {
    const FormatHolds& holds = format.holds;
    std::string row = "| `" + format.name + "` | " + (format.is_folder ? "folder" : format.extension) +
                      " | " + std::to_string(format.frame_base) + " / " + std::to_string(format.pixel_base) +
                      " | " + (format.name == "json" ? "exact" : std::to_string(format.decimals)) + " | " +
                      format.frame_numbering;
    for (const std::string& cell :
         {mark(holds.many_videos), mark(holds.many_tracks),
          holds.identity ? std::string("yes") : std::string("-"), mark(holds.classes), mark(holds.attributes),
          holds.absent ? std::string(holds.gaps ? "yes" : "also gaps") : std::string("-"),
          mark(holds.occluded), mark(holds.cover), mark(holds.cut_by_image), mark(holds.score),
          mark(holds.interpolated), mark(holds.review)})
        row += " | " + cell;
    return row + " |\n";
}

}  // namespace

const std::vector<Format>& annotation_formats() {
    static const std::vector<Format> formats = {
        got10k_format(), otb_format(),       lasot_format(), trackingnet_format(), uav123_format(),
        vot_format(),    mot_format(),       coco_format(),  yolo_format(),        voc_format(),
        cvat_format(),   darklabel_format(), csv_format(),   json_format()};
    return formats;
}

const Format& annotation_format(const std::string& name) {
    std::string names;
    for (const Format& format : annotation_formats()) {
        if (format.name == name) return format;
        names += (names.empty() ? "" : ", ") + format.name;
    }
    throw Error(ErrorCode::Argument,
                "There is no annotation format '" + name + "'. Known are: " + names + ".");
}

const Format& video_format() {
    static const Format format = [] {
        Format video;
        video.name = "video";
        video.title = "video with the boxes drawn in";
        video.is_folder = false;
        video.extension = ".mp4";
        video.frame_numbering = "the order of the pictures, and written into them, from 0";
        return video;
    }();
    return format;
}

const Format& export_format(const std::string& name) {
    return name == video_format().name ? video_format() : annotation_format(name);
}

std::vector<FormatLoss> losses_of(const AnnotationSet& set, const Format& format) {
    if (!format.write) return {};  // a rendered video is not there to be read
    return losses_of(set, format.holds);
}

std::vector<FormatLoss> losses_of(const AnnotationSet& set, const FormatHolds& holds) {
    std::vector<FormatLoss> losses;
    const auto say = [&](bool held, LossKind kind, int64_t count) {
        if (!held && count > 0) losses.push_back({kind, count});
    };
    const auto boxes = [&](auto has) { return boxes_with(set, has); };
    say(holds.identity, LossKind::Identity, static_cast<int64_t>(set.tracks.size()));
    say(holds.classes, LossKind::Classes,
        tracks_with(set, [](const auto& track) { return !track.class_name.empty(); }));
    say(holds.attributes, LossKind::Attributes,
        tracks_with(set, [](const auto& track) { return !track.attributes.empty(); }));
    say(holds.absent, LossKind::Absences, boxes([](const BoxRecord& box) { return box.absent; }));
    say(holds.occluded, LossKind::Occlusions,
        boxes([](const BoxRecord& box) { return box.occluded && !box.absent; }));
    say(holds.cover, LossKind::Covers, boxes([](const BoxRecord& box) { return box.cover.value_or(8) < 8; }));
    say(holds.cut_by_image, LossKind::CutMarks, boxes([](const BoxRecord& box) { return box.cut_by_image; }));
    say(holds.score, LossKind::Scores, boxes([](const BoxRecord& box) { return box.score != 1; }));
    say(holds.source, LossKind::Sources,
        boxes([](const BoxRecord& box) { return box.source != BoxSource::Imported; }));
    say(holds.review, LossKind::Doubts,
        boxes([](const BoxRecord& box) { return box.doubtful || !box.note.empty(); }));
    say(holds.points, LossKind::Points, boxes([](const BoxRecord& box) { return !box.points.empty(); }));
    say(holds.beyond_picture, LossKind::BeyondPicture, boxes_beyond_picture(set));
    return losses;
}

std::vector<std::string> not_kept(const AnnotationSet& set, const Format& format) {
    std::vector<std::string> sentences;
    for (const FormatLoss& loss : losses_of(set, format))
        sentences.push_back(std::to_string(loss.count) + " " + words_of(loss.kind));
    return sentences;
}

std::string formats_table() {
    std::string table =
        "| format | is | first frame / pixel | decimals | frame number | videos | tracks in a video | "
        "identity | class | attributes | absent | occluded | cover | cut by image | score | keyframes | "
        "source, review |\n"
        "|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|\n";
    for (const Format& format : annotation_formats()) table += table_row(format);
    return table;
}

}  // namespace rtrack
