#include "tracking/annotation/box_edits.h"

#include <algorithm>
#include <limits>

#include "tracking/base/error.h"

namespace rtrack {

Box moved_inside(const Box& box, double picture_width, double picture_height) {
    const double width = std::min(box.width, picture_width);
    const double height = std::min(box.height, picture_height);
    return {std::clamp(box.x, 0.0, picture_width - width), std::clamp(box.y, 0.0, picture_height - height),
            width, height};
}

ProjectEdit remove_boxes(const Project& project, int64_t track, int64_t first, int64_t last) {
    ProjectEdit edit;
    for (const FrameBox& box : project.boxes_of(track, first, last))
        edit.boxes[{track, box.frame}] = std::nullopt;
    return edit;
}

ProjectEdit change_boxes(const Project& project, int64_t track, int64_t first, int64_t last,
                         const std::function<void(BoxRecord& record)>& change) {
    ProjectEdit edit;
    for (const FrameBox& box : project.boxes_of(track, first, last)) {
        BoxRecord record = box.record;
        change(record);
        if (record != box.record) edit.boxes[{track, box.frame}] = std::move(record);
    }
    return edit;
}

ProjectEdit accept_boxes(const Project& project, int64_t track, int64_t first, int64_t last) {
    return change_boxes(project, track, first, last, [](BoxRecord& record) {
        record.reviewed = true;
        record.doubtful = false;
    });
}

BoxRecord as_anchor(BoxRecord record) {
    if (record.source == BoxSource::Interpolated) {
        record.source = BoxSource::Human;
        record.reviewed = true;
    }
    return record;
}

ProjectEdit set_absent(const Project& project, int64_t track, int64_t first, int64_t last, BoxSource source) {
    BoxRecord absent;
    absent.absent = true;
    absent.source = source;
    absent.reviewed = source == BoxSource::Human;
    ProjectEdit edit;
    for (int64_t frame = first; frame <= last; ++frame) edit.boxes[{track, frame}] = absent;
    for (const FrameBox& box : project.boxes_of(track, first, last)) {
        const bool stays = is_settled(box.record) && source != BoxSource::Human;
        if (stays || box.record == absent) edit.boxes.erase({track, box.frame});
    }
    if (source != BoxSource::Human || edit.empty()) return edit;
    for (const int64_t beside : {first - 1, last + 1}) {
        const auto record = project.box_at(track, beside);
        if (record && record->source == BoxSource::Interpolated)
            edit.boxes[{track, beside}] = as_anchor(*record);
    }
    return edit;
}

ProjectEdit add_tracker_boxes(const Project& project, int64_t track,
                              const std::map<int64_t, BoxRecord>& results, int64_t run, TrackerMay may) {
    ProjectEdit edit;
    if (results.empty()) return edit;
    for (const auto& [frame, result] : results) {
        BoxRecord record = result;
        record.source = BoxSource::Tracker;
        record.run = run;
        edit.boxes.emplace(BoxKey{track, frame}, std::move(record));
    }
    for (const FrameBox& box : project.boxes_of(track, results.begin()->first, results.rbegin()->first)) {
        const bool is_missing = box.record.source == BoxSource::Interpolated;
        const bool stays = is_settled(box.record) || (may == TrackerMay::FillMissingOnly && !is_missing);
        if (stays) edit.boxes.erase({track, box.frame});
    }
    return edit;
}

ProjectEdit cut_tail(const Project& project, int64_t track, int64_t frame, Direction direction,
                     CutTo cut_to) {
    std::optional<int64_t> stop;
    if (cut_to == CutTo::NextHumanBox) stop = project.neighbour(track, frame, direction, BoxKind::Human);
    if (direction == Direction::Forward)
        return remove_boxes(project, track, frame + 1,
                            stop ? *stop - 1 : std::numeric_limits<int64_t>::max());
    return remove_boxes(project, track, stop ? *stop + 1 : 0, frame - 1);
}

ProjectEdit propagate(const Project& project, int64_t track, int64_t frame, int64_t count) {
    const auto original = project.box_at(track, frame);
    if (!original) {
        throw Error(ErrorCode::Contract,
                    "there is no box at frame " + std::to_string(frame) + " to copy; nothing was changed");
    }
    const int64_t step = count < 0 ? -1 : 1;
    const Direction direction = count < 0 ? Direction::Backward : Direction::Forward;
    const int64_t frames = project.video(project.track(track).video).frame_count;
    int64_t last = std::clamp<int64_t>(frame + count, 0, frames - 1);
    const auto stop = project.neighbour(track, frame, direction, BoxKind::Human);
    if (stop && (*stop - last) * step <= 0) last = *stop - step;
    BoxRecord copy;
    copy.box = original->box;
    copy.absent = original->absent;
    copy.occluded = original->occluded;
    copy.cut_by_image = original->cut_by_image;
    copy.cover = original->cover;
    ProjectEdit edit;
    for (int64_t at = frame + step; (last - at) * step >= 0; at += step) {
        copy.source = at == last || copy.absent ? BoxSource::Human : BoxSource::Interpolated;
        copy.reviewed = copy.source == BoxSource::Human;
        edit.boxes[{track, at}] = copy;
    }
    return edit;
}

}  // namespace rtrack
