#pragma once

#include <filesystem>
#include <list>
#include <map>
#include <memory>
#include <mutex>

#include "tracking/base/video_frame.h"
#include "tracking/media/video_reader.h"

namespace rtrack {

/// Frames of any videos by index, for many threads: readers are kept open, a thread takes one for a read.
class VideoFrames {
public:
    /// @throws Error(Data) naming video and frame.
    [[nodiscard]] Image read(const VideoFrame& frame);

private:
    struct Idle {
        std::filesystem::path video;
        std::unique_ptr<VideoReader> reader;
        int64_t next_frame = 0;
    };

    Idle take(const VideoFrame& frame);
    void give_back(Idle idle);

    static constexpr size_t kLargestIdle = 8;
    std::mutex mutex_;
    std::map<std::filesystem::path, std::shared_ptr<const FrameIndex>> indices_;
    std::list<Idle> idle_;  // the last used first
};

}  // namespace rtrack
