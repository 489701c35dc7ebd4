#include "tests/annotation/project_script.h"

#include <random>

#include "tracking/annotation/box_edits.h"
#include "tracking/annotation/keyframes.h"
#include "tracking/annotation/track_edits.h"

namespace rtrack {
namespace {

namespace fs = std::filesystem;

using Random = std::mt19937;

int64_t below(Random& random, int64_t end) {
    return static_cast<int64_t>(random() % static_cast<uint64_t>(end));
}

Box random_box(Random& random) {
    return {double(below(random, 500)) / 4, double(below(random, 300)) / 4, 10 + double(below(random, 90)),
            10 + double(below(random, 90))};
}

int64_t some_track(const Project& project, Random& random) {
    auto track = project.tracks().begin();
    std::advance(track, below(random, static_cast<int64_t>(project.tracks().size())));
    return track->first;
}

ProjectEdit new_track(Project& project, Random& random) {
    ProjectEdit edit;
    Track track{project.videos().begin()->first,
                0,
                "object " + std::to_string(random() % 100),
                false,
                false,
                {{"side", "left"}},
                ""};
    edit.tracks[project.new_id()] = track;
    return edit;
}

ProjectEdit tracker_run(Project& project, int64_t track, Random& random) {
    const int64_t first = below(random, kScriptFrames - 60);
    const int64_t run = project.new_id();
    std::map<int64_t, BoxRecord> results;
    for (int64_t frame = first; frame < first + 60; ++frame) results[frame] = tracker_box(double(frame));
    ProjectEdit edit = add_tracker_boxes(project, track, results, run);
    edit.runs[run] = {
        project.videos().begin()->first, "rtrack", "shipped", "ab12", "{}", first, first + 59, 1};
    return edit;
}

/// An edit of the kind that `random` says; may be empty.
ProjectEdit some_edit(Project& project, Random& random) {
    const int64_t track = some_track(project, random);
    const int64_t frame = below(random, kScriptFrames - 20);
    switch (below(random, 14)) {
        case 0:
        case 1:
            return set_box(project, track, frame, random_box(random));
        case 2:
            return set_keyframe(project, track, frame, random_box(random));
        case 3:
            return remove_keyframe(project, track, frame);
        case 4:
            return tracker_run(project, track, random);
        case 5:
            return cut_tail(project, track, frame);
        case 6:
            return simplify(project, track, frame, kScriptFrames, 0.8);
        case 7:
            return accept_boxes(project, track, frame, frame + 10);
        case 8:
            return set_absent(project, track, frame, frame + 3);
        case 9:
            return split_track(project, track, frame, project.new_id());
        case 10: {
            const int64_t other = some_track(project, random);
            return other == track ? ProjectEdit{} : merge_tracks(project, track, other);
        }
        case 11:
            return project.tracks().size() > 3 ? delete_track(project, track) : new_track(project, random);
        case 12:
            return change_boxes(project, track, frame, frame + 15, [&](BoxRecord& record) {
                record.occluded = !record.occluded;
                record.cover = 3;
                record.note = "half hidden";
            });
        default:
            return change_track(project, track, [&](Track& changed) {
                changed.note += '+';
                changed.object_class = changed.object_class == 0 ? project.classes().begin()->first : 0;
            });
    }
}

}  // namespace

Video test_video(int64_t frames) {
    Video video;
    video.absolute_path = "/videos/clip.mp4";
    video.relative_path = "clip.mp4";
    video.frame_count = frames;
    video.width = 640;
    video.height = 480;
    video.frames_per_second = 25;
    video.facts = R"({"codec":"h264"})";
    video.frame_hashes = {{0, "aa"}, {100, "bb"}};
    return video;
}

BoxRecord tracker_box(double x, double score) {
    BoxRecord record;
    record.box = {x, 10.125, 40, 30};
    record.source = BoxSource::Tracker;
    record.score = score;
    for (int i = 0; i < 9; ++i) record.points.push_back({x + i, 10.5 + i});
    record.init_box = Box{x, 9, 41, 31};
    return record;
}

Project make_test_project(const fs::path& file, int64_t frames) {
    Project project = Project::create(file);
    ProjectEdit edit;
    const int64_t video = project.new_id();
    const int64_t object_class = project.new_id();
    edit.videos[video] = test_video(frames);
    edit.frame_indices[video] = std::string("index\0bytes", 11);
    edit.classes[object_class] = {
        "car", 0xff8800, "1", {{"color", {"red", "blue"}, "red", AttributeKind::Choice}}};
    edit.tracks[project.new_id()] = {video, object_class, "first", false, false, {{"color", "blue"}}, "note"};
    project.apply(edit, "Start");
    return project;
}

void run_script_step(Project& project, int64_t number) {
    Random random(static_cast<uint32_t>(number));
    const int64_t dice = below(random, 10);
    if (dice == 0 && project.history(2).size() == 2 && project.can_undo() && project.tracks().size() > 1)
        return (void)project.undo();
    if (dice == 1 && project.can_redo()) return (void)project.redo();
    ProjectEdit edit = some_edit(project, random);
    if (edit.empty()) edit = new_track(project, random);
    if (dice == 2 && project.can_undo() && !project.can_redo()) {
        project.extend(edit);
    } else {
        project.apply(edit, "Step " + std::to_string(number));
    }
}

}  // namespace rtrack
