#pragma once

#include <cstdint>
#include <vector>

#include "tracking/base/geometry.h"

namespace rtrack {

/// Where to look for a target that was lost: places of one frame size apart, in rounds over the whole frame,
/// the nearest to where it was seen last first. Plain arithmetic, the same for the same calls.
class LostSearch {
public:
    /// The target was surely here.
    void seen(const Box& box);
    /// The last sure box; empty before `seen`.
    [[nodiscard]] const Box& last_seen() const { return last_seen_; }

    /// Boxes of the last seen size whose search regions tile the frame with half a region's overlap.
    ///
    /// @param count          how many; fewer only if the frame has fewer places
    /// @param search_factor  side of a search region as a multiple of the box's size
    /// @return               empty before `seen`
    [[nodiscard]] std::vector<Box> next_places(int count, double search_factor, int frame_width,
                                               int frame_height);

private:
    void plan_round(double search_factor, int frame_width, int frame_height);

    Box last_seen_;
    std::vector<Point> round_;  // centres, nearest first; made when the first of a round is wanted
    size_t next_ = 0;
};

}  // namespace rtrack
