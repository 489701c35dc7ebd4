#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tracking/annotation/formats/annotation_set.h"
#include "tracking/annotation/project.h"
#include "tracking/base/frame_source.h"

namespace rtrack {

struct FromProject {
    std::vector<int64_t> videos;         ///< ids; empty: all
    std::vector<int64_t> tracks;         ///< ids; empty: all of these videos
    std::optional<int64_t> first_frame;  ///< of all videos; nullopt: from the start
    std::optional<int64_t> last_frame;   ///< included; nullopt: to the end
    bool keyframes_only = false;         ///< without the interpolated boxes
};

/// The boxes of a project. Videos are named after their files; tracks have the default answers of their class
/// where they have none.
[[nodiscard]] AnnotationSet from_project(const Project& project, const FromProject& options = {});

/// What a project knows of a video, under another name.
[[nodiscard]] AnnotatedVideo annotated_video(const Video& video, const std::string& name);

/// Where the pictures of a video of `from_project` are now, or others in their place.
/// @throws Error(Data) if they are gone.
[[nodiscard]] std::filesystem::path place_of_pictures(const AnnotatedVideo& video, const Project& project);

/// Opens these pictures; a file with other bytes counts if length, size and the known frames are the same.
/// @param open  what is at a path, or kDemoPath
/// @throws Error(Data) if they are gone or are not those that the boxes were made on; what `open` throws.
[[nodiscard]] std::shared_ptr<FrameSource> open_pictures(
    const AnnotatedVideo& video, const Project& project,
    const std::function<std::shared_ptr<FrameSource>(const std::string& path)>& open);

struct ToProject {
    int64_t video = 0;               ///< id; all boxes go to this video. 0: each to the one it belongs to
    std::optional<Video> new_video;  ///< made by the same edit, and all boxes go to it
    std::string new_frame_index;     ///< of the new video: FrameIndex::to_bytes; empty: not known
    int64_t first_frame = 0;         ///< the frame of the project's video that the set's frame 0 is
    bool only_inside = false;        ///< boxes outside their video are left out instead of refused
};

/// What an import would do. The edit is one undo step; nothing is changed before it is applied.
struct ImportPlan {
    ProjectEdit edit;
    std::vector<std::string> notes;  ///< sentences: lengths or sizes that differ, new classes
};

/// Every track of the set becomes a new track; no box of the project is changed. A video of the set belongs
/// to that of the project with its content or its name, or to the only one.
/// @throws Error(Stopped) if the project's watch gives it up.
/// @throws Error(Data) if a video has no place, or a box lies outside its video; nothing can be taken then.
[[nodiscard]] ImportPlan to_project(Project& project, const AnnotationSet& set,
                                    const ToProject& options = {});

/// A box at a frame that its video does not have.
struct BoxOutside {
    size_t track = 0;    ///< of the set
    int64_t frame = 0;   ///< of the project's video
    int64_t frames = 0;  ///< that the video has
};

/// What `to_project` would refuse; of a video without a clear place it is not known.
[[nodiscard]] std::vector<BoxOutside> boxes_outside(const Project& project, const AnnotationSet& set,
                                                    const ToProject& options = {});

/// The name of a video: that of its file without ending, or of the folder above "img" and the like.
[[nodiscard]] std::string video_name(const std::string& path);

/// The set with `first_frame` as frame 0, `frames` long; boxes outside are left out.
[[nodiscard]] AnnotationSet cut_to_range(const AnnotationSet& set, int64_t first_frame, int64_t frames);

}  // namespace rtrack
