#pragma once

#include <string>
#include <vector>

#include "tracking/base/geometry.h"
#include "tracking/base/image.h"

namespace rtrack {

/// What a tracker says about one frame, in frame pixels.
struct TrackResult {
    Box box;                    ///< the refined pseudo-box, clipped to the frame
    Box init_box;               ///< the pseudo-box of the init stage; = box for trackers without stages
    std::vector<Point> points;  ///< the TrackPoints after refinement; empty for trackers without points
    double score = 0;  ///< confidence in [0, 1]; trackers that give none: 1 while they follow, 0 when lost
    /// Scores of the search region's bins, row-major, if asked for; else empty.
    std::vector<float> score_map;
    Box search_region;  ///< of the score map, in frame pixels; may reach beyond the frame
};

/// Milliseconds that the last `update` took, by stage.
struct StageTimes {
    double crop = 0;
    double network = 0;
    double post = 0;
};

/// Follows one object from its box in a first frame. Not thread-safe: one thread at a time.
class Tracker {
public:
    virtual ~Tracker() = default;

    /// What answers: "RTrack", "CSRT", ...; with model, device and precision where there are any.
    [[nodiscard]] virtual std::string description() const = 0;

    /// Starts (again) on this frame. The box may reach beyond the frame.
    /// @throws Error(Contract) if the box has no positive size or lies outside the frame entirely.
    virtual void init(const Image& frame, const Box& box) = 0;

    /// Follows the object into the next frame.
    /// @throws Error(Contract) before `init`, or if the frame's size is not that of `init`'s frame.
    [[nodiscard]] virtual TrackResult update(const Image& frame) = 0;

    /// After losing the object, `update` looks for it in the whole frame, and the score says whether it was
    /// found. Other trackers stay where they lost it.
    [[nodiscard]] virtual bool looks_for_lost() const { return false; }
    /// Follows the objects of several trackers into the same frame, which may be faster than one by one.
    /// @param trackers  this one and others, each once
    /// @return          their results, in that order
    /// @throws as `update`
    [[nodiscard]] virtual std::vector<TrackResult> update_all(const std::vector<Tracker*>& trackers,
                                                              const Image& frame) {
        std::vector<TrackResult> results;
        for (Tracker* tracker : trackers) results.push_back(tracker->update(frame));
        return results;
    }

    [[nodiscard]] virtual StageTimes stage_times() const { return {}; }
    /// Asks for TrackResult::score_map from now on; trackers without one ignore it.
    virtual void set_score_map_wanted(bool) {}
};

}  // namespace rtrack
