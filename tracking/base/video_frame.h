#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

namespace rtrack {

/// A frame of a video file, where frames are named by paths as pictures are: "clip.mp4/#12".
struct VideoFrame {
    std::filesystem::path video;
    int64_t frame_index = 0;
};

[[nodiscard]] std::filesystem::path path_of(const VideoFrame& frame);

/// nullopt if the path names a picture.
[[nodiscard]] std::optional<VideoFrame> video_frame_of(const std::filesystem::path& path);

}  // namespace rtrack
