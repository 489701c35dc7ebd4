#pragma once

#include <filesystem>
#include <functional>

#include "tracking/annotation/formats/annotation_set.h"
#include "tracking/base/frame_source.h"

namespace rtrack {

/// Which boxes are drawn into which frames.
struct AnnotationVideo {
    const AnnotationSet* set = nullptr;            ///< of one video; boxes by the frames of the source
    std::map<std::string, uint32_t> class_colors;  ///< 0xRRGGBB; what is not named gets a colour of its own
    int64_t first_frame = 0;
    int64_t last_frame = 0;  ///< included
};

/// What is written beside a track's box: "#12 name class", with the number that formats with numbers write
/// too; a name that is this number is not repeated.
[[nodiscard]] std::vector<std::string> track_labels(const AnnotationSet& set);

/// Writes the frames as a video with the boxes, their labels and the frame's number drawn in; each frame of
/// the source is one of the file, at the source's average rate. The file appears whole or not at all. In the
/// place of a frame that cannot be decoded stands the picture before it, or black, and says so.
///
/// @param progress  called after each frame; false: stop
/// @return the frames that cannot be decoded: "frame 5"
/// @throws Error(Argument) if the frames lie outside the source, or as VideoWriter; Error(Data) naming the
/// file, or the first frame if none can be decoded; Error(Stopped) if `progress` said so.
[[nodiscard]] std::vector<std::string> render_annotations(
    FrameSource& source, const AnnotationVideo& video, const std::filesystem::path& file,
    const std::function<bool(int64_t done, int64_t frames)>& progress);

}  // namespace rtrack
