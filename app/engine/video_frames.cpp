#include "app/engine/video_frames.h"

#include <utility>

#include "tracking/base/error.h"

namespace rtrack {

Image VideoFrames::read(const VideoFrame& frame) {
    Idle taken = take(frame);
    if (frame.frame_index >= taken.reader->frame_count()) {
        throw Error(ErrorCode::Data, frame.video.string() + " has " +
                                         std::to_string(taken.reader->frame_count()) + " frames, no frame " +
                                         std::to_string(frame.frame_index));
    }
    Image image = *taken.reader->read(frame.frame_index);
    taken.next_frame = frame.frame_index + 1;
    give_back(std::move(taken));
    return image;
}

VideoFrames::Idle VideoFrames::take(const VideoFrame& frame) {
    std::shared_ptr<const FrameIndex> index;
    {
        const std::lock_guard lock(mutex_);
        auto best = idle_.end();
        for (auto idle = idle_.begin(); idle != idle_.end(); ++idle) {
            if (idle->video != frame.video) continue;
            if (best == idle_.end() || idle->next_frame == frame.frame_index)
                best = idle;  // reads on at once
        }
        if (best != idle_.end()) {
            Idle taken = std::move(*best);
            idle_.erase(best);
            return taken;
        }
        if (const auto known = indices_.find(frame.video); known != indices_.end()) index = known->second;
    }
    Idle opened{frame.video, nullptr, 0};
    opened.reader = index ? std::make_unique<VideoReader>(frame.video, index)
                          : std::make_unique<VideoReader>(frame.video);
    const std::lock_guard lock(mutex_);
    indices_[frame.video] = opened.reader->index();
    return opened;
}

void VideoFrames::give_back(Idle idle) {
    const std::lock_guard lock(mutex_);
    idle_.push_front(std::move(idle));
    if (idle_.size() > kLargestIdle) idle_.pop_back();
}

}  // namespace rtrack
