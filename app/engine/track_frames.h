#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "tracking/base/error.h"
#include "tracking/base/frame_source.h"
#include "tracking/base/tracker.h"

namespace rtrack {

/// Which frames, from which box.
struct TrackJob {
    Box box;
    int64_t first = 0;  ///< where the box is
    int64_t last = 0;   ///< the last frame to track, included; before `first`: backward
};

struct TrackedFrame {
    int64_t frame_index = 0;
    TrackResult result;
};

/// What came out, in the order of tracking; the first entry is the given box itself.
struct TrackReport {
    std::vector<TrackedFrame> frames;
    double seconds = 0;  ///< from the first `update` to the end of the last, waiting for pictures included
    double decode_milliseconds = 0;  ///< sums over all frames but the first
    StageTimes milliseconds;
    bool stopped = false;
    /// A frame could not be read, or the tracker failed on it: `frames` ends before it.
    std::optional<Error> failure;

    [[nodiscard]] int64_t updates() const { return static_cast<int64_t>(frames.size()) - 1; }
    [[nodiscard]] double frames_per_second() const {
        return updates() > 0 && seconds > 0 ? updates() / seconds : 0;
    }
};

/// Called after each frame, the first included, on the calling thread. @return false to stop.
using TrackObserver = std::function<bool(const ImagePtr& image, const TrackedFrame& tracked)>;

/// Tracks without skipping a frame; pictures are decoded ahead on a thread of their own.
/// A frame that cannot be read, or on which the tracker fails, ends the run, see TrackReport::failure.
/// @throws what source and tracker throw for the first frame.
[[nodiscard]] TrackReport track(FrameSource& source, Tracker& tracker, const TrackJob& job,
                                const TrackObserver& observer);

}  // namespace rtrack
