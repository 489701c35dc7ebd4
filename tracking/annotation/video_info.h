#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace rtrack {

/// The facts of a video that can be shown.
struct VideoInfo {
    std::string name;  ///< the path or name that a person opened
    int64_t frame_count = 0;
    int width = 0;  ///< pixels, as shown
    int height = 0;
    double frames_per_second = 0;  ///< 0 for pictures without time
    std::vector<double> seconds;   ///< when each frame is shown; empty for pictures without time

    bool operator==(const VideoInfo&) const = default;
};

}  // namespace rtrack
