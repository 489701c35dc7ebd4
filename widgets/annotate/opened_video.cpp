#include "widgets/annotate/opened_video.h"

namespace rtrack {

VideoInfo video_info_of(const FrameSource& source) {
    VideoInfo info{source.name(),   source.frame_count(),       source.width(),
                   source.height(), source.frames_per_second(), {}};
    info.seconds.reserve(static_cast<size_t>(info.frame_count));
    for (int64_t frame = 0; frame < info.frame_count; ++frame) {
        const std::optional<double> seconds = source.seconds_at(frame);
        if (!seconds) {
            info.seconds.clear();
            break;
        }
        info.seconds.push_back(*seconds);
    }
    return info;
}

}  // namespace rtrack
