#include "app/commands/bench_project.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include "app/commands/bench_folder.h"
#include "tracking/annotation/box_edits.h"
#include "tracking/annotation/keyframes.h"
#include "tracking/annotation/project.h"
#include "tracking/annotation/review/review_queue.h"
#include "tracking/base/log.h"
#include "tracking/base/stop_signals.h"

namespace rtrack {
namespace {

constexpr int64_t kTracks = 100;
constexpr int64_t kRangeFrames = 200;
constexpr int kOperations = 200;  // the middle one counts
constexpr int kOpenings = 7;

using Clock = std::chrono::steady_clock;

template <typename Action>
double milliseconds(Action action) {
    const Clock::time_point start = Clock::now();
    action();
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

template <typename Action>
double median_milliseconds(int times, Action action) {
    std::vector<double> results;
    for (int i = 0; i < times; ++i) {
        throw_if_stop_signal_came();
        results.push_back(milliseconds(action));
    }
    std::nth_element(results.begin(), results.begin() + times / 2, results.end());
    return results[static_cast<size_t>(times) / 2];
}

BoxRecord tracked_box(int64_t track, int64_t frame) {
    BoxRecord record;
    record.box = {double(frame % 1800), double(track * 10), 40.5, 30.25};
    record.score = 0.75;
    for (int i = 0; i < 9; ++i) record.points.push_back({record.box.x + i, record.box.y + i});
    return record;
}

/// One edit a track, as tracking runs make them.
void fill(Project& project, int64_t frames) {
    ProjectEdit items;
    Video video;
    video.absolute_path = "bench.mp4";
    video.frame_count = frames;
    const int64_t video_id = project.new_id();
    items.videos[video_id] = video;
    for (int64_t track = 0; track < kTracks; ++track)
        items.tracks[project.new_id()] = {video_id, 0, std::to_string(track), false, false, {}, ""};
    project.apply(items, "Start");
    for (const auto& [id, track] : items.tracks) {
        throw_if_stop_signal_came();
        std::map<int64_t, BoxRecord> results;
        for (int64_t frame = 0; frame < frames; ++frame) results[frame] = tracked_box(id, frame);
        project.apply(add_tracker_boxes(project, id, results, 0), "Track");
    }
}

nlohmann::json measure(int64_t boxes) {
    const BenchFolder folder;
    const std::filesystem::path file = folder.path() / "bench.rtrack";
    const int64_t frames = boxes / kTracks;
    log_info("bench: a project of " + std::to_string(boxes) + " boxes");
    double filling = 0;
    {
        Project project = Project::create(file);
        filling = milliseconds([&] { fill(project, frames); });
    }
    std::mt19937 random(1);
    const double opening = median_milliseconds(kOpenings, [&] { (void)Project::open(file); });
    Project project = Project::open(file);
    const int64_t video = project.videos().begin()->first;
    const auto any_frame = [&] { return static_cast<int64_t>(random() % static_cast<uint64_t>(frames)); };
    const auto any_track = [&] { return video + 1 + static_cast<int64_t>(random() % kTracks); };
    const double frame =
        median_milliseconds(kOperations, [&] { (void)project.boxes_at(video, any_frame()); });
    const double range = median_milliseconds(kOperations, [&] {
        const int64_t first = static_cast<int64_t>(
            random() % static_cast<uint64_t>(std::max<int64_t>(1, frames - kRangeFrames)));
        (void)project.boxes_of(any_track(), first, first + kRangeFrames - 1);
    });
    const double edit = median_milliseconds(kOperations, [&] {
        project.apply(set_box(project, any_track(), any_frame(), {1, 2, 3, 4}), "Box");
    });
    const double undo = median_milliseconds(kOperations, [&] { project.undo(); });
    std::vector<int64_t> tracks;
    for (const auto& [id, track] : project.tracks()) tracks.push_back(id);
    ReviewQueue queue;
    const double review = milliseconds([&] {
        queue.look_at(project, tracks);
        queue.rank(video);
    });
    const double review_edit = median_milliseconds(kOpenings, [&] {
        queue.look_at(project, {any_track()});
        queue.rank(video);
    });
    const double whole = milliseconds([&] { project.save_copy(folder.path() / "copy.rtrack"); });
    return {{"boxes", boxes},
            {"open_ms", opening},
            {"one_frame_ms", frame},
            {"range_of_200_ms", range},
            {"edit_saved_ms", edit},
            {"undo_saved_ms", undo},
            {"review_queue_ms", review},
            {"review_after_edit_ms", review_edit},
            {"whole_file_ms", whole},
            {"fill_boxes_per_second", 1000 * static_cast<double>(boxes) / filling},
            {"megabytes", static_cast<double>(std::filesystem::file_size(file)) / 1e6}};
}

}  // namespace

nlohmann::json bench_project() {
    nlohmann::json rows = nlohmann::json::array();
    for (const int64_t boxes : {10'000, 100'000, 1'000'000}) rows.push_back(measure(boxes));
    return {{"project", rows}};
}

}  // namespace rtrack
