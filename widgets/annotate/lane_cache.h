#pragma once

#include <map>
#include <vector>

#include "tracking/annotation/project.h"

namespace rtrack {

/// What a lane of the timeline shows of one track.
struct Lane {
    std::vector<BoxMark> marks;     ///< one for each step in which there is a box
    std::vector<int64_t> human;     ///< frames of a person's boxes
    std::vector<int64_t> doubtful;  ///< frames that nobody has looked at since
};

/// Lanes of the frames in view, looked up when they are painted and kept until they change. The cost of one
/// follows from the pixels it has, not from the boxes.
class LaneCache {
public:
    /// The frames in view, and how many of them one pixel stands for.
    void setView(int64_t first, int64_t last, int64_t step);
    void forget(int64_t track) { lanes_.erase(track); }
    void clear() { lanes_.clear(); }
    [[nodiscard]] int64_t step() const { return step_; }
    [[nodiscard]] const Lane& lane(const Project& project, int64_t track);

private:
    int64_t first_ = 0;
    int64_t last_ = 0;
    int64_t step_ = 1;
    std::map<int64_t, Lane> lanes_;
};

}  // namespace rtrack
