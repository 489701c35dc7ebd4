#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/studio/studio_services.h"
#include "tracking/annotation/project.h"
#include "tracking/annotation/video_identity.h"

namespace rtrack {

/// What shall be open: a project, one of its videos, or both.
struct OpenRequest {
    /// Made if it is not there and `video_path` is given; empty: the open one stays.
    std::string project_file;
    Project::Mode mode = Project::Mode::Edit;
    std::string video_path;         ///< a video file, a folder of pictures, kDemoPath; empty: see `video_id`
    int64_t video_id = 0;           ///< a video of the project; 0: where work was going on, or its first one
    int64_t frame = 0;              ///< of the video, to be shown
    std::optional<Video> known;     ///< that video, if the project is open already
    std::string known_index;        ///< its frame index
    std::string open_project_file;  ///< the open project, if it stays
    TrackerRequest tracker;         ///< of the demo's first frames
    std::string instead_path;       ///< take this file for the video, whatever it holds
    std::vector<std::string> then;  ///< paths to be opened after it, if it comes to something

    bool operator==(const OpenRequest&) const = default;
};

/// What a request came to. The project may be open without its video.
struct OpenResult {
    OpenRequest request;
    std::optional<Project> project;  ///< nullopt: the open one stays
    std::string backup_failure;      ///< no copy of the project could be made: why; empty: all is well
    int64_t video_id = 0;            ///< 0: not in the project yet
    std::optional<OpenedVideo> video;
    int64_t frame = 0;  ///< to show of it
    Video described;    ///< `video` as the project should have it
    VideoPlace::State place = VideoPlace::State::Unchanged;
    bool other_pictures = false;  ///< `video` has other pictures or another size than the boxes were made on
    /// The first frame that is shown at another time, or that is one too many or too few, by the frame index
    /// that the project kept.
    std::optional<int64_t> retimed_frame;
    std::string video_failure;  ///< why there is no `video`; empty: there is none in the project
};

/// Opens on the calling thread. @throws Error if the project cannot be opened, or a new video: nothing was
/// changed then.
[[nodiscard]] OpenResult open_project(const OpenRequest& request, const StudioServices& services,
                                      const std::function<void(double)>& progress,
                                      const std::function<bool()>& cancelled);

}  // namespace rtrack
