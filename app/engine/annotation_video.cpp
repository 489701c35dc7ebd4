#include "app/engine/annotation_video.h"

#include <numeric>
#include <optional>

#include "app/engine/overlay_drawing.h"
#include "app/engine/overlay_video.h"
#include "tracking/annotation/formats/writing.h"
#include "tracking/annotation/palette.h"
#include "tracking/base/error.h"

namespace rtrack {
namespace {

struct DrawnBox {
    size_t track = 0;
    BoxRecord record;
};

std::vector<uint32_t> track_colors(const AnnotationVideo& video) {
    std::vector<uint32_t> colors;
    for (const AnnotatedTrack& track : video.set->tracks) {
        const auto known = video.class_colors.find(track.class_name);
        colors.push_back(known != video.class_colors.end() ? known->second : palette_color(colors.size()));
    }
    return colors;
}

std::vector<DrawnBox> boxes_at(const AnnotationSet& set, int64_t frame) {
    std::vector<DrawnBox> boxes;
    for (size_t track = 0; track < set.tracks.size(); ++track) {
        const auto box = set.tracks[track].boxes.find(frame);
        if (box == set.tracks[track].boxes.end()) continue;
        boxes.push_back({track, {}});
        boxes.back().record.box = box->second.box;
        boxes.back().record.source = box->second.source;
        boxes.back().record.absent = box->second.absent;
    }
    return boxes;
}

void check_frames(const FrameSource& source, const AnnotationVideo& video) {
    if (video.first_frame >= 0 && video.last_frame < source.frame_count() &&
        video.first_frame <= video.last_frame)
        return;
    throw Error(ErrorCode::Argument, "The frames " + std::to_string(video.first_frame) + " to " +
                                         std::to_string(video.last_frame) + " are asked for, and " +
                                         source.name() + " has the frames 0 to " +
                                         std::to_string(source.frame_count() - 1) +
                                         ". Nothing was exported.");
}

}  // namespace

std::vector<std::string> track_labels(const AnnotationSet& set) {
    std::vector<size_t> tracks(set.tracks.size());
    std::iota(tracks.begin(), tracks.end(), size_t{0});
    const std::vector<int64_t> ids = track_ids(set, tracks);
    std::vector<std::string> labels;
    for (const size_t track : tracks) {
        const std::string number = std::to_string(ids[track]);
        std::string label = "#" + number;
        for (const std::string& word : {set.tracks[track].name, set.tracks[track].class_name}) {
            if (!word.empty() && word != number) label += " " + word;
        }
        labels.push_back(std::move(label));
    }
    return labels;
}

std::vector<std::string> render_annotations(
    FrameSource& source, const AnnotationVideo& video, const std::filesystem::path& file,
    const std::function<bool(int64_t done, int64_t frames)>& progress) {
    check_frames(source, video);
    const std::vector<uint32_t> colors = track_colors(video);
    const std::vector<std::string> labels = track_labels(*video.set);
    const int64_t frames = video.last_frame - video.first_frame + 1;
    std::vector<std::string> not_decoded;
    std::optional<Error> first_failure;
    ImagePtr shown = std::make_shared<const Image>(source.width(), source.height());
    OverlayVideo written(file, source);
    for (int64_t frame = video.first_frame; frame <= video.last_frame; ++frame) {
        std::string word;
        try {
            shown = source.read(frame);
        } catch (const Error& failure) {
            if (failure.code() != ErrorCode::Data) throw;
            if (!first_failure) first_failure = failure;
            not_decoded.push_back("frame " + std::to_string(frame));
            word = "cannot be decoded";
        }
        written.add(frame, shown, [&, frame, word, boxes = boxes_at(*video.set, frame)](Image& picture) {
            for (const DrawnBox& box : boxes)
                draw_box(picture, box.record, colors[box.track], labels[box.track]);
            draw_frame_number(picture, frame, word);
        });
        if (!progress(frame - video.first_frame + 1, frames))
            throw Error(ErrorCode::Stopped, "The export was stopped. Nothing was exported.");
    }
    if (static_cast<int64_t>(not_decoded.size()) == frames) throw Error(*first_failure);
    written.finish();
    return not_decoded;
}

}  // namespace rtrack
