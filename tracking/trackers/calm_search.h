#pragma once

#include "tracking/base/geometry.h"

namespace rtrack {

/// How much of the search region a target needs, going by how it moved of late: one that moves little stays
/// in the middle, and the network has fewer tokens to run on. Plain arithmetic, the same for the same calls.
class CalmSearch {
public:
    /// A new target: nothing is known of its motion, so that the first frames need the whole region.
    void start() { *this = {}; }

    /// A frame later it was here.
    void moved(const Box& from, const Box& to);

    /// The part of the search region that the target will not leave.
    ///
    /// @param whole_cells    the region's side in tokens
    /// @param search_factor  the region's side over sqrt(w h) of the box
    /// @return               the part's side in tokens, the same number left out on both sides; at least two
    ///                       thirds of the whole (smaller parts lost fast targets)
    [[nodiscard]] int cells(const Box& box, int whole_cells, double search_factor) const;

    /// The smallest part of a region of so many tokens a side.
    [[nodiscard]] static int least_cells(int whole_cells);

private:
    int frames_ = 0;
    double motion_ = 0;  ///< largest step of late, a frame, over sqrt(w h); older ones fade
};

}  // namespace rtrack
