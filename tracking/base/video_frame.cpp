#include "tracking/base/video_frame.h"

#include <charconv>
#include <string>

namespace rtrack {

std::filesystem::path path_of(const VideoFrame& frame) {
    return frame.video / ("#" + std::to_string(frame.frame_index));
}

std::optional<VideoFrame> video_frame_of(const std::filesystem::path& path) {
    const std::string name = path.filename().string();
    if (name.size() < 2 || name.front() != '#') return std::nullopt;
    VideoFrame frame{path.parent_path(), 0};
    const char* end = name.data() + name.size();
    const auto [stop, failure] = std::from_chars(name.data() + 1, end, frame.frame_index);
    if (failure != std::errc() || stop != end || frame.frame_index < 0) return std::nullopt;
    return frame;
}

}  // namespace rtrack
