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
          holds.identity ? std::string("yes") : std::string("-"), mark(holds.classes),
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

std::vector<std::string> not_kept(const AnnotationSet& set, const Format& format) {
    const FormatHolds& holds = format.holds;
    std::vector<std::string> losses;
    const auto say = [&](bool held, int64_t count, const std::string& what) {
        if (!held && count > 0) losses.push_back(std::to_string(count) + " " + what);
    };
    const auto boxes = [&](auto has) { return boxes_with(set, has); };
    say(holds.identity, static_cast<int64_t>(set.tracks.size()), "tracks: which boxes are the same object");
    say(holds.classes, tracks_with(set, [](const auto& track) { return !track.class_name.empty(); }),
        "tracks' classes");
    say(holds.absent, boxes([](const BoxRecord& box) { return box.absent; }),
        "marks that an object is absent");
    say(holds.occluded, boxes([](const BoxRecord& box) { return box.occluded && !box.absent; }),
        "occluded marks");
    say(holds.cover, boxes([](const BoxRecord& box) { return box.cover.value_or(8) < 8; }), "covers");
    say(holds.cut_by_image, boxes([](const BoxRecord& box) { return box.cut_by_image; }),
        "marks 'cut by image'");
    say(holds.score, boxes([](const BoxRecord& box) { return box.score != 1; }), "scores");
    say(holds.source, boxes([](const BoxRecord& box) { return box.source != BoxSource::Imported; }),
        "boxes' source (human, tracker, interpolated)");
    say(holds.review, boxes([](const BoxRecord& box) { return box.doubtful || !box.note.empty(); }),
        "doubts and notes");
    say(holds.points, boxes([](const BoxRecord& box) { return !box.points.empty(); }), "boxes' TrackPoints");
    return losses;
}

std::string formats_table() {
    std::string table =
        "| format | is | first frame / pixel | decimals | frame number | videos | tracks in a video | "
        "identity | "
        "class | absent | occluded | cover | cut by image | score | keyframes | source, review |\n"
        "|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|\n";
    for (const Format& format : annotation_formats()) table += table_row(format);
    return table;
}

}  // namespace rtrack
