#include "tracking/annotation/track_edits.h"

#include <limits>

#include "tracking/annotation/box_edits.h"
#include "tracking/base/error.h"

namespace rtrack {
ProjectEdit change_track(const Project& project, int64_t track,
                         const std::function<void(Track& track)>& change) {
    Track changed = project.track(track);
    change(changed);
    ProjectEdit edit;
    if (changed != project.track(track)) edit.tracks[track] = std::move(changed);
    return edit;
}

ProjectEdit delete_track(const Project& project, int64_t track) {
    (void)project.track(track);
    ProjectEdit edit;
    for (const FrameBox& box : project.boxes_of(track)) edit.boxes[{track, box.frame}] = std::nullopt;
    edit.tracks[track] = std::nullopt;
    return edit;
}

ProjectEdit delete_class(const Project& project, int64_t object_class) {
    if (!project.classes().contains(object_class))
        throw Error(ErrorCode::Contract, "there is no class " + std::to_string(object_class));
    ProjectEdit edit;
    edit.classes[object_class] = std::nullopt;
    for (const auto& [id, track] : project.tracks()) {
        if (track.object_class != object_class) continue;
        Track without = track;
        without.object_class = 0;
        edit.tracks[id] = std::move(without);
    }
    return edit;
}

ProjectEdit delete_video(const Project& project, int64_t video) {
    (void)project.video(video);
    ProjectEdit edit;
    edit.videos[video] = std::nullopt;
    edit.frame_indices[video] = std::nullopt;
    for (const auto& [id, run] : project.runs()) {
        if (run.video == video) edit.runs[id] = std::nullopt;
    }
    for (const auto& [id, track] : project.tracks()) {
        if (track.video == video) edit = then(std::move(edit), delete_track(project, id));
    }
    return edit;
}

ProjectEdit merge_tracks(const Project& project, int64_t kept, int64_t merged) {
    if (kept == merged || project.track(kept).video != project.track(merged).video)
        throw Error(ErrorCode::Contract, "only two different tracks of one video can be merged");
    ProjectEdit edit = change_track(project, kept, [&](Track& track) {
        const auto& answers = project.track(merged).attributes;
        track.attributes.insert(answers.begin(), answers.end());
    });
    edit.tracks[merged] = std::nullopt;
    for (FrameBox& box : project.boxes_of(merged)) {
        edit.boxes[{merged, box.frame}] = std::nullopt;
        const auto present = project.box_at(kept, box.frame);
        const bool stays =
            present && (present->source == BoxSource::Human || box.record.source != BoxSource::Human);
        if (!stays) edit.boxes[{kept, box.frame}] = std::move(box.record);
    }
    return edit;
}

ProjectEdit split_track(const Project& project, int64_t track, int64_t frame, int64_t new_track) {
    ProjectEdit edit;
    edit.tracks[new_track] = project.track(track);
    for (FrameBox& box : project.boxes_of(track, frame, std::numeric_limits<int64_t>::max())) {
        edit.boxes[{track, box.frame}] = std::nullopt;
        edit.boxes[{new_track, box.frame}] =
            box.frame == frame ? as_anchor(std::move(box.record)) : std::move(box.record);
    }
    const auto before = project.box_at(track, frame - 1);
    if (before && before->source == BoxSource::Interpolated)
        edit.boxes[{track, frame - 1}] = as_anchor(*before);
    return edit;
}

ProjectEdit copy_track(const Project& project, int64_t track, int64_t new_track, int64_t video,
                       int64_t shift) {
    ProjectEdit edit;
    Track& made = edit.tracks[new_track].emplace(project.track(track));
    const bool other_video = made.video != video;
    const bool other_pictures = other_video || shift != 0;
    made.video = video;
    made.name.clear();
    made.locked = false;
    const Video& into = project.video(video);
    for (FrameBox& box : project.boxes_of(track)) {
        const int64_t frame = box.frame + shift;
        if (frame < 0 || frame >= into.frame_count) continue;
        if (other_video && !box.record.absent)
            box.record.box = moved_inside(box.record.box, into.width, into.height);
        if (other_pictures && box.record.source != BoxSource::Human) {
            box.record.reviewed = false;
            box.record.run = 0;
            box.record.points.clear();
            box.record.init_box.reset();
        }
        edit.boxes[{new_track, frame}] = std::move(box.record);
    }
    return edit;
}

}  // namespace rtrack
