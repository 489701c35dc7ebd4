#pragma once

#include <QString>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "app/engine/annotation_video.h"
#include "app/engine/tracker_factory.h"
#include "training/evaluation/published_results.h"
#include "widgets/annotate/opened_video.h"
#include "widgets/annotate/track_loop.h"

namespace rtrack {

/// When a person wants tracking to stop by itself.
struct DoubtRequest {
    /// Below it a result is doubtful.
    double lowest_score = 0;
    /// Now and then track back with a second tracker and compare: costs about a third.
    bool checks_backward = false;
    /// Which one checks.
    TrackerRequest tracker;
};

/// What the window asks of the engine, as plain functions: it sees no Torch and opens no video itself, and
/// tests put their own in. All are called on worker threads and may take their time; they throw Error.
struct StudioServices {
    std::function<OpenedVideo(const std::string& path, const std::function<void(double)>& progress,
                              const std::function<bool()>& cancelled)>
        open;
    /// How much memory the decoded frames of a video may take, of those opened from now on.
    std::function<void(int megabytes)> set_frame_memory;
    std::function<OpenedVideo()> open_demo;
    /// Fills in what tracking comes to over the `count` frames after `first_box`, and where it went wrong.
    /// @throws Error(Stopped) once cancelled.
    std::function<void(OpenedVideo& video, int64_t count, const TrackerRequest& request,
                       const std::function<void(double)>& progress, const std::function<bool()>& cancelled)>
        track_ahead;
    /// The same request gets the same tracker again, so that a model is loaded once. Track thread only.
    /// @param target  counts the objects that are tracked at the same time
    std::function<std::shared_ptr<Tracker>(const TrackerRequest& request, size_t target)> tracker;
    /// Lets go of the trackers that are kept, and of the GPU's memory once nobody uses them. Any thread; the
    /// next request makes them anew.
    std::function<void()> release_trackers;
    std::vector<std::string> tracker_names;
    std::string published_results_file;  ///< file of the paper's numbers; empty: not there
    std::function<DeviceStatus(const TrackerRequest& request)> device_status;
    std::function<void(const std::filesystem::path& file, const Image& picture)> write_jpeg;
    /// frame_times of the media layer: of a frame index that a project kept.
    std::function<std::vector<double>(const std::string& index_bytes)> frame_times;
    /// Which model a tracker runs; loads it if need be.
    std::function<TrackerIdentity(const TrackerRequest& request)> identity;
    /// As render_annotations.
    std::function<std::vector<std::string>(FrameSource& source, const AnnotationVideo& video,
                                           const std::filesystem::path& file,
                                           const std::function<bool(int64_t done, int64_t frames)>& progress)>
        render;
    QString engine_program;                  ///< `rtrack`, which trains
    std::vector<PublishedResult> published;  ///< reference lines for training curves; may be empty
    std::function<std::unique_ptr<DoubtJudge>(const DoubtRequest& request)> judge;
};

/// The real engine.
[[nodiscard]] StudioServices studio_services();

}  // namespace rtrack
