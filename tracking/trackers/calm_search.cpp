#include "tracking/trackers/calm_search.h"

#include <algorithm>
#include <cmath>

namespace rtrack {
namespace {

/// The whole less what is left out on both sides, a number of tokens each.
int without_border(int whole_cells, double needed_share) {
    const double left_out = std::floor(whole_cells * (1 - needed_share) / 2 + 1e-9);
    return whole_cells - 2 * static_cast<int>(std::max(0.0, left_out));
}

}  // namespace

void CalmSearch::moved(const Box& from, const Box& to) {
    constexpr double kFading = 0.8;  // a frame
    const double step = std::hypot(to.center().x - from.center().x, to.center().y - from.center().y);
    ++frames_;
    motion_ = std::max(step / std::sqrt(from.area()), kFading * motion_);
}

int CalmSearch::cells(const Box& box, int whole_cells, double search_factor) const {
    constexpr int kFramesToKnow = 3;
    if (frames_ < kFramesToKnow) return whole_cells;
    constexpr double kMargin = 0.3;  // around the target at twice its motion
    const double half_length = 0.5 * std::max(box.width, box.height) / std::sqrt(box.area());
    const double needed = 2 * (half_length + 2 * motion_ + kMargin) / search_factor;
    return std::max(without_border(whole_cells, needed), least_cells(whole_cells));
}

int CalmSearch::least_cells(int whole_cells) {
    constexpr double kLeastShare = 2.0 / 3;
    return without_border(whole_cells, kLeastShare);
}

}  // namespace rtrack
