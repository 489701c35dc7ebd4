#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tracking/annotation/video_info.h"
#include "tracking/base/frame_source.h"
#include "tracking/base/geometry.h"
#include "tracking/base/tracker.h"

namespace rtrack {

/// Decoded frames that are kept, so that going back to them takes no time.
struct FrameMemory {
    int64_t frames = 0;
    int64_t bytes = 0;
    int64_t budget_bytes = 0;  ///< what they may take
};

/// A video that can be shown, with what the window tells about it.
struct OpenedVideo {
    std::shared_ptr<FrameSource> source;
    VideoInfo info;
    bool variable_rate = false;
    int64_t odd_timestamps = 0;                 ///< frames whose time is missing or not after the one before
    int rotation = 0;                           ///< degrees clockwise that the stored picture was turned by
    std::string codec;                          ///< FFmpeg's short name; empty if there is none
    std::string frame_index;                    ///< for the project: FrameIndex::to_bytes; empty for pictures
    std::vector<std::string> damage;            ///< sentences: what is wrong and what can be used
    std::function<FrameMemory()> frame_memory;  ///< of the source; any thread; empty: nothing is kept
    std::optional<Box> first_box;               ///< of the object at frame 0, where it is known (the demo)
    std::vector<TrackResult> tracked;           ///< what a tracker made of it at frames 1, 2, ... (the demo)
    std::map<int64_t, Box> corrections;  ///< where a tracked box is wrong, and the right one (the demo)
};

/// The facts of a source as a window needs them. Asks for the time of every frame.
[[nodiscard]] VideoInfo video_info_of(const FrameSource& source);

}  // namespace rtrack
