#include "app/studio/open_project.h"

#include <ctime>

#include "tracking/annotation/backups.h"
#include "tracking/base/demo.h"
#include "tracking/base/error.h"

namespace rtrack {
namespace {

namespace fs = std::filesystem;

constexpr int64_t kDemoTracked = 100;  // frames, the first included

/// Everything but the frame hashes.
Video describe(const std::string& path, const std::string& project_file, const OpenedVideo& opened) {
    Video video;
    if (is_demo(path)) {
        video.absolute_path = kDemoPath;
    } else {
        video = describe_video(path, project_file);
    }
    video.frame_count = opened.info.frame_count;
    video.width = opened.info.width;
    video.height = opened.info.height;
    video.frames_per_second = opened.info.frames_per_second;
    video.facts = video_facts(opened.codec, opened.rotation, opened.variable_rate);
    return video;
}

class Opening {
public:
    Opening(const OpenRequest& request, const StudioServices& services,
            const std::function<void(double)>& progress, const std::function<bool()>& cancelled)
        : services_(services), progress_(progress), cancelled_(cancelled) {
        result_.request = request;
    }

    OpenResult run() {
        const OpenRequest& request = result_.request;
        if (!request.video_path.empty()) {
            result_.video = open(request.video_path);
            result_.frame = request.frame;
            const std::string& project = request.project_file;
            result_.described = describe(
                request.video_path, project.empty() ? request.open_project_file : project, *result_.video);
            result_.described.frame_hashes = frame_hashes_of(*result_.video->source);
        }
        if (!request.project_file.empty()) open_project_file();
        if (is_demo(request.video_path) && result_.video_id == 0) track_demo();
        if (request.video_path.empty()) open_known_video();
        return std::move(result_);
    }

private:
    OpenedVideo open(const std::string& path) const {
        return is_demo(path) ? services_.open_demo() : services_.open(path, progress_, cancelled_);
    }

    /// Who opens the demo for the first time sees at once what tracking comes to.
    void track_demo() {
        OpenedVideo& video = *result_.video;
        if (!video.first_box) return;
        const int64_t count = std::min(kDemoTracked, video.info.frame_count) - 1;
        try {
            services_.track_ahead(video, count, result_.request.tracker, progress_, cancelled_);
        } catch (const Error& failure) {
            // Without a model the demo is a clip with a marked ball; tracking then says what is missing.
            if (failure.code() == ErrorCode::Stopped) throw;
            video.tracked.clear();
            video.corrections.clear();
        }
    }

    void open_project_file() {
        const OpenRequest& request = result_.request;
        if (fs::exists(request.project_file) || request.video_path.empty()) {
            result_.project = Project::open(request.project_file, request.mode);
            back_up();
        } else {
            fs::create_directories(fs::path(request.project_file).parent_path());
            result_.project = Project::create(request.project_file);
        }
        if (!request.video_path.empty())
            result_.video_id = id_of_video(result_.project->videos(), result_.described);
    }

    void back_up() {
        if (result_.project->read_only()) return;
        try {
            make_backup(result_.request.project_file, static_cast<int64_t>(std::time(nullptr)));
        } catch (const Error& failure) {  // one can work without a copy
            result_.backup_failure = failure.what();
        }
    }

    /// The project is of use without its video: what goes wrong here is told, not thrown.
    void open_known_video() {
        const OpenRequest& request = result_.request;
        std::optional<Video> known = request.known;
        std::string known_index = request.known_index;
        result_.video_id = request.video_id;
        result_.frame = request.frame;
        if (result_.project) {
            const auto& videos = result_.project->videos();
            if (videos.empty()) return;
            const auto place = result_.project->last_place();
            const bool goes_on = request.video_id == 0 && place;
            if (goes_on) result_.frame = place->frame;
            const auto found =
                videos.find(goes_on ? result_.project->track(place->track).video : request.video_id);
            const auto& [id, video] = found != videos.end() ? *found : *videos.begin();
            result_.video_id = id;
            known = video;
            known_index = result_.project->frame_index(id);
        }
        if (!known) return;
        try {
            find_and_open(*known);
            compare_times(known_index);
        } catch (const Error& failure) {
            if (failure.code() == ErrorCode::Stopped) throw;
            result_.video_failure = failure.what();
            result_.video.reset();
        }
    }

    void compare_times(const std::string& known_index) {
        const OpenedVideo& video = *result_.video;
        if (known_index.empty() || known_index == video.frame_index) return;
        std::vector<double> known;
        try {
            known = services_.frame_times(known_index);
        } catch (const Error&) {  // written by another version of the program: nothing to compare with
            return;
        }
        result_.retimed_frame = first_retimed_frame(known, video.info.seconds);
    }

    void find_and_open(const Video& known) {
        const OpenRequest& request = result_.request;
        const std::string project_file =
            request.project_file.empty() ? request.open_project_file : request.project_file;
        std::string path = known.absolute_path;
        if (!request.instead_path.empty()) {
            path = request.instead_path;
            result_.place = VideoPlace::State::Changed;
        } else if (!is_demo(path)) {
            const VideoPlace place = find_video(known, project_file);
            result_.place = place.state;
            path = place.path.string();
            if (place.state == VideoPlace::State::Missing)
                throw Error(ErrorCode::Data, known.absolute_path +
                                                 " is not there, nor is a copy of it beside "
                                                 "the project.");
        }
        result_.video = open(path);
        result_.described = describe(path, project_file, *result_.video);
        result_.described.note = known.note;
        result_.described.frame_hashes = known.frame_hashes;
        const bool in_doubt = result_.place == VideoPlace::State::Changed ||
                              known.frame_count != result_.video->info.frame_count;
        result_.other_pictures = in_doubt && !has_pictures_of(*result_.video->source, known);
        if (result_.other_pictures) result_.described.frame_hashes = frame_hashes_of(*result_.video->source);
    }

    const StudioServices& services_;
    const std::function<void(double)>& progress_;
    const std::function<bool()>& cancelled_;
    OpenResult result_;
};

}  // namespace

OpenResult open_project(const OpenRequest& request, const StudioServices& services,
                        const std::function<void(double)>& progress, const std::function<bool()>& cancelled) {
    return Opening(request, services, progress, cancelled).run();
}

}  // namespace rtrack
